/* SPDX-License-Identifier: MIT */
/* Sets of bytes, and of the edge of a text beside them. */
#ifndef LAPIDARY_SCAN_BYTESET_H
#define LAPIDARY_SCAN_BYTESET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct byte_set {
    uint64_t bits[4];
    bool has_edge; /* the place before the first byte or behind the last one */
};

static inline bool byte_set_has(const struct byte_set *set, unsigned byte)
{
    return set->bits[byte >> 6] >> (byte & 63) & 1;
}

static inline void byte_set_add(struct byte_set *set, unsigned byte)
{
    set->bits[byte >> 6] |= UINT64_C(1) << (byte & 63);
}

static inline void byte_set_remove(struct byte_set *set, unsigned byte)
{
    set->bits[byte >> 6] &= ~(UINT64_C(1) << (byte & 63));
}

static inline void byte_set_add_range(struct byte_set *set, unsigned first, unsigned last)
{
    for (unsigned byte = first; byte <= last; byte++)
        byte_set_add(set, byte);
}

/* Without the edge. */
static inline bool byte_set_is_empty(const struct byte_set *set)
{
    return !(set->bits[0] | set->bits[1] | set->bits[2] | set->bits[3]);
}

static inline bool byte_set_is_same(const struct byte_set *a, const struct byte_set *b)
{
    return a->bits[0] == b->bits[0] && a->bits[1] == b->bits[1] && a->bits[2] == b->bits[2] &&
           a->bits[3] == b->bits[3] && a->has_edge == b->has_edge;
}

static inline struct byte_set byte_set_both(struct byte_set a, const struct byte_set *b)
{
    for (size_t i = 0; i < 4; i++)
        a.bits[i] &= b->bits[i];
    a.has_edge &= b->has_edge;
    return a;
}

static inline struct byte_set byte_set_either(struct byte_set a, const struct byte_set *b)
{
    for (size_t i = 0; i < 4; i++)
        a.bits[i] |= b->bits[i];
    a.has_edge |= b->has_edge;
    return a;
}

static inline struct byte_set byte_set_without(struct byte_set a, const struct byte_set *b)
{
    for (size_t i = 0; i < 4; i++)
        a.bits[i] &= ~b->bits[i];
    a.has_edge &= !b->has_edge;
    return a;
}

/* Every byte and the edge. */
static inline struct byte_set byte_set_all(void)
{
    struct byte_set set = {{~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0)}, true};
    return set;
}

/* ASCII's letters, digits and _, which \w stands for. */
static inline struct byte_set byte_set_word(void)
{
    struct byte_set set = {{UINT64_C(0x03FF000000000000), UINT64_C(0x07FFFFFE87FFFFFE), 0, 0},
                           false};
    return set;
}

#endif
