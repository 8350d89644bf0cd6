/* SPDX-License-Identifier: MIT */
/* The places of a text where a name can begin at all: a test that is cheap and lets few through. */
#include "scan/beginnings.h"

#include <endian.h>

/* How far behind a block its test looks. */
enum { KEY_SIZE = 8, MARGIN = 8 };

#define EACH_BYTE UINT64_C(0x0101010101010101)
#define HIGH_BITS (EACH_BYTE * 0x80)

/* The high bits of those bytes of eight that are from first to last; low has them without their own
 * high bits. */
static uint64_t in_range(uint64_t low, uint8_t first, uint8_t last)
{
    return (low + EACH_BYTE * (0x80u - first)) & ~(low + EACH_BYTE * (0x7Fu - last)) & HIGH_BITS;
}

/* The high bits of eight bytes as eight bits, the first byte's lowest. */
static uint64_t gathered(uint64_t high_bits)
{
    return (high_bits >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

static uint64_t eight_at(const char *bytes)
{
    uint64_t eight;

    memcpy(&eight, bytes, sizeof eight);
    return le64toh(eight);
}

/* Which of eight bytes are letters or digits of ASCII, as eight bits. */
static uint64_t plain_of(uint64_t eight)
{
    uint64_t low = eight & ~HIGH_BITS;

    return gathered((in_range(low, '0', '9') | in_range(low | EACH_BYTE * 0x20, 'a', 'z')) &
                    ~eight);
}

static uint64_t lead_of(uint64_t eight)
{
    return gathered(eight & eight << 1 & HIGH_BITS);
}

static bool is_plain(char byte)
{
    return plain_of((uint8_t)byte) & 1;
}

size_t beginnings_word(struct lap_str name)
{
    size_t at = 0;

    while (at < name.size && !is_plain(name.bytes[at]) && (uint8_t)name.bytes[at] < 0xC0)
        at++;
    return at;
}

static uint64_t key_at(const char *bytes)
{
    return eight_at(bytes) | UINT64_C(0x2020202020202000);
}

/* The key of a word that has so many bytes before a letter or digit of ASCII no longer stands; a
 * letter beyond ASCII counts as one byte. */
static uint64_t key_of_word(uint64_t key, size_t size)
{
    return size < KEY_SIZE ? key & ~(~UINT64_C(0xFF) << 8 * (size - (size > 0))) : 0;
}

static size_t bit_of(uint64_t key)
{
    return (key * UINT64_C(0x9E3779B97F4A7C15)) >> (64 - BEGINNINGS_BITS);
}

/* 1 where a name has the key, or another name's key falls on the same bit; else 0. */
static uint64_t has(const struct beginnings *beginnings, uint64_t key)
{
    return beginnings->bits[bit_of(key) / 64] >> (bit_of(key) % 64) & 1;
}

uint64_t beginnings_key(struct lap_str name)
{
    char bytes[KEY_SIZE] = {0};
    size_t size = 0;

    memcpy(bytes, name.bytes, name.size < KEY_SIZE ? name.size : KEY_SIZE);
    while (size < name.size && is_plain(name.bytes[size]))
        size++;
    return name.size < KEY_SIZE ? key_of_word(key_at(bytes), size) : key_at(bytes);
}

void beginnings_add(struct beginnings *beginnings, uint64_t key)
{
    beginnings->bits[bit_of(key) / 64] |= UINT64_C(1) << (bit_of(key) % 64);
}

/* The words in the block at bytes, behind which MARGIN more can be read. */
static size_t find_in_block(const struct beginnings *beginnings, const char *bytes, bool is_inside,
                            size_t base, struct beginning *found)
{
    uint64_t next = plain_of(eight_at(bytes + BEGINNINGS_BLOCK));
    uint64_t plain = 0;
    uint64_t lead = 0;
    size_t count = 0;

    for (size_t i = 0; i < BEGINNINGS_BLOCK; i += 8) {
        uint64_t eight = eight_at(bytes + i);

        plain |= plain_of(eight) << i;
        lead |= lead_of(eight) << i;
    }
    for (uint64_t starts = (plain | lead) & ~(plain << 1 | is_inside); starts;
         starts &= starts - 1) {
        size_t at = (size_t)__builtin_ctzll(starts);
        uint64_t word = plain >> at | (at ? next << (BEGINNINGS_BLOCK - at) : 0);
        size_t size = (size_t)__builtin_ctzll(~word | UINT64_C(1) << KEY_SIZE);
        uint64_t large = key_at(bytes + at);
        uint64_t small = key_of_word(large, size);

        large &= -has(beginnings, large);
        small &= -has(beginnings, small);
        found[count] = (struct beginning){base + at, {large, small}};
        count += (large | small) != 0;
    }
    return count;
}

size_t beginnings_find(const struct beginnings *beginnings, struct lap_str text, size_t *at,
                       struct beginning found[BEGINNINGS_BLOCK])
{
    char last[BEGINNINGS_BLOCK + MARGIN] = {0};
    const char *bytes = text.bytes + *at;
    size_t base = *at;
    size_t left = text.size - base;
    bool is_inside = base > 0 && is_plain(text.bytes[base - 1]);

    if (left < sizeof last) {
        memcpy(last, bytes, left);
        bytes = last;
    }
    *at += left < BEGINNINGS_BLOCK ? left : BEGINNINGS_BLOCK;
    return find_in_block(beginnings, bytes, is_inside, base, found);
}
