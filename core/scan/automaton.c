/* SPDX-License-Identifier: MIT */
/* The prefixes of many patterns as one table: which patterns can begin at a place of a text. */
#include "scan/automaton.h"

#include <stdlib.h>

#include "text/memory.h"

enum { DEAD = 0, START = 1, MOST_STATES = 30000 };

/* A state is the set of prefixes that the bytes so far agree with. */
struct state {
    size_t depth;            /* how many bytes that are */
    const uint32_t *members; /* prefixes that go on */
    size_t member_count;
    const uint32_t *owners; /* of prefixes that end here */
    size_t owner_count;
};

struct automaton {
    struct arena arena;
    uint8_t classes[256]; /* bytes that no prefix tells apart */
    size_t class_count;
    struct state *states;
    uint16_t *next; /* of each state, for each class */
    size_t state_count;
    size_t room;
    bool is_full;
};

/* The prefixes while the table is made. */
struct construction {
    const struct owned_prefix *prefixes;
    size_t count;
    struct automaton *automaton;
    uint16_t *slots; /* states by the hash of their sets */
    size_t mask;
    uint32_t *members; /* room for the set at hand */
    uint32_t *owners;
};

/* Splits the bytes that this set tells apart; classes are renumbered in the order of their bytes.
 */
static void split_classes(struct automaton *automaton, const struct byte_set *set)
{
    uint16_t renumbered[512];
    size_t count = 0;

    memset(renumbered, 0xFF, sizeof renumbered);
    for (size_t byte = 0; byte < 256; byte++) {
        size_t pair = 2u * automaton->classes[byte] + byte_set_has(set, (uint8_t)byte);

        if (renumbered[pair] == 0xFFFF)
            renumbered[pair] = (uint16_t)count++;
        automaton->classes[byte] = (uint8_t)renumbered[pair];
    }
    automaton->class_count = count;
}

static uint64_t hash_of(uint64_t hash, const uint32_t *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ items[i]) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

static bool is_same(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    return a_count == b_count && (a_count == 0 || memcmp(a, b, a_count * sizeof *a) == 0);
}

static const uint32_t *kept(struct arena *arena, const uint32_t *items, size_t count)
{
    uint32_t *copy = arena_take(arena, count * sizeof *copy);

    if (count)
        memcpy(copy, items, count * sizeof *copy);
    return copy;
}

static size_t add_state(struct automaton *automaton, struct state state)
{
    if (automaton->state_count == automaton->room) {
        automaton->room = automaton->room ? 2 * automaton->room : 256;
        automaton->states =
            memory_grow(automaton->states, automaton->room, sizeof *automaton->states);
        automaton->next = memory_grow(automaton->next, automaton->room * automaton->class_count,
                                      sizeof *automaton->next);
    }
    memset(&automaton->next[automaton->state_count * automaton->class_count], 0,
           automaton->class_count * sizeof *automaton->next);
    automaton->states[automaton->state_count] = state;
    return automaton->state_count++;
}

/* The state of the sets at hand, made now if it is new. */
static size_t state_of(struct construction *making, size_t depth, size_t member_count,
                       size_t owner_count)
{
    struct automaton *automaton = making->automaton;
    uint64_t hash = hash_of(hash_of(member_count + 8 * depth, making->members, member_count),
                            making->owners, owner_count);
    size_t slot = (size_t)hash & making->mask;
    size_t state;

    if (member_count + owner_count == 0)
        return DEAD;
    for (; making->slots[slot] != DEAD; slot = (slot + 1) & making->mask) {
        const struct state *old = &automaton->states[making->slots[slot]];

        if (old->depth == depth &&
            is_same(old->members, old->member_count, making->members, member_count) &&
            is_same(old->owners, old->owner_count, making->owners, owner_count))
            return making->slots[slot];
    }
    if (automaton->state_count == MOST_STATES) {
        automaton->is_full = true;
        return DEAD;
    }
    state = add_state(
        automaton,
        (struct state){depth, kept(&automaton->arena, making->members, member_count), member_count,
                       kept(&automaton->arena, making->owners, owner_count), owner_count});
    making->slots[slot] = (uint16_t)state;
    return state;
}

static void add_owner(uint32_t *owners, size_t *count, size_t owner)
{
    for (size_t i = *count; i-- > 0;) {
        if (owners[i] == owner)
            return;
    }
    owners[(*count)++] = (uint32_t)owner;
}

/* Where a byte of a class leads from a state. */
static void find_next(struct construction *making, size_t from, size_t class_of, uint8_t byte)
{
    struct automaton *automaton = making->automaton;
    struct state state = automaton->states[from];
    size_t member_count = 0;
    size_t owner_count = 0;
    size_t to;

    for (size_t i = 0; i < state.member_count; i++) {
        const struct owned_prefix *owned = &making->prefixes[state.members[i]];

        if (!byte_set_has(&owned->prefix->sets[state.depth], byte))
            continue;
        if (owned->prefix->size == state.depth + 1)
            add_owner(making->owners, &owner_count, owned->owner);
        else
            making->members[member_count++] = state.members[i];
    }
    to = state_of(making, state.depth + 1, member_count, owner_count);
    automaton->next[from * automaton->class_count + class_of] = (uint16_t)to;
}

static void construct(struct construction *making)
{
    struct automaton *automaton = making->automaton;
    uint8_t bytes[256]; /* one of each class */

    for (size_t byte = 256; byte-- > 0;)
        bytes[automaton->classes[byte]] = (uint8_t)byte;
    add_state(automaton, (struct state){0, NULL, 0, NULL, 0}); /* DEAD */
    for (size_t i = 0; i < making->count; i++)
        making->members[i] = (uint32_t)i;
    state_of(making, 0, making->count, 0);
    for (size_t from = START; from < automaton->state_count; from++) {
        for (size_t i = 0; i < automaton->class_count; i++)
            find_next(making, from, i, bytes[i]);
    }
}

struct automaton *automaton_of(const struct owned_prefix *prefixes, size_t count)
{
    struct automaton *automaton = memory_take(1, sizeof *automaton);
    struct construction making = {.prefixes = prefixes, .count = count, .automaton = automaton};

    automaton->class_count = 1;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < prefixes[i].prefix->size; j++)
            split_classes(automaton, &prefixes[i].prefix->sets[j]);
    }
    making.mask = 65535;
    making.slots = memory_take(making.mask + 1, sizeof *making.slots);
    making.members = memory_take(count, sizeof *making.members);
    making.owners = memory_take(count, sizeof *making.owners);
    if (count)
        construct(&making);
    free(making.slots);
    free(making.members);
    free(making.owners);
    if (count == 0 || automaton->is_full) {
        automaton_free(automaton);
        automaton = NULL;
    }
    return automaton;
}

void automaton_free(struct automaton *automaton)
{
    if (!automaton)
        return;
    arena_release(&automaton->arena);
    free(automaton->states);
    free(automaton->next);
    free(automaton);
}

bool automaton_begins(const struct automaton *automaton, uint8_t byte)
{
    return automaton->next[START * automaton->class_count + automaton->classes[byte]] != DEAD;
}

void automaton_find(const struct automaton *automaton, struct lap_str text, size_t at,
                    void (*take)(void *context, size_t owner), void *context)
{
    size_t state = START;

    for (; at < text.size; at++) {
        const struct state *reached;

        state = automaton->next[state * automaton->class_count +
                                automaton->classes[(uint8_t)text.bytes[at]]];
        if (state == DEAD)
            return;
        reached = &automaton->states[state];
        for (size_t i = 0; i < reached->owner_count; i++)
            take(context, reached->owners[i]);
        if (reached->member_count == 0)
            return;
    }
}
