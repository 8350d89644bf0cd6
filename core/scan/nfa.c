/* SPDX-License-Identifier: MIT */
/* Many expressions as one network of steps. Built from the end to the beginning: each part is told
 * the step behind it. */
#include "scan/nfa.h"

#include <stdlib.h>

#include "process/memory.h"
#include "scan/edges.h"

/* A part that stands more often than so many times is taken to stand any number of times; so is
 * one that stands more than once, where the copies would be too many steps. */
enum { MOST_COPIES = 4, MOST_STEPS = 4096 };

/* Steps that there is room for at first: memory that is not touched costs nothing, and what has to
 * move is touched twice. */
enum { FIRST_ROOM = 16384 };

/* What a part that is being built belongs to. */
struct building {
    struct nfa *nfa;
    uint32_t owner;
    size_t most_copies;
};

static uint32_t build(const struct building *building, const struct expression *expression,
                      uint32_t next);

static uint64_t hash_of(const struct byte_set *set)
{
    uint64_t hash = set->has_edge;

    for (size_t i = 0; i < 4; i++)
        hash = (hash ^ set->bits[i]) * UINT64_C(0x9E3779B97F4A7C15), hash ^= hash >> 29;
    return hash;
}

static void put_into_slot(struct nfa *nfa, size_t set)
{
    size_t slot = (size_t)hash_of(&nfa->sets[set]) & nfa->slot_mask;

    while (nfa->slots[slot])
        slot = (slot + 1) & nfa->slot_mask;
    nfa->slots[slot] = (uint32_t)set + 1;
}

static void grow_slots(struct nfa *nfa)
{
    size_t count = nfa->slots ? 2 * (nfa->slot_mask + 1) : 256;

    free(nfa->slots);
    nfa->slots = memory_take(count, sizeof *nfa->slots);
    nfa->slot_mask = count - 1;
    for (size_t i = 0; i < nfa->set_count; i++)
        put_into_slot(nfa, i);
}

/* The number of a set. */
static uint32_t set_of(struct nfa *nfa, const struct byte_set *set)
{
    size_t slot;

    if (2 * nfa->set_count >= nfa->slot_mask)
        grow_slots(nfa);
    slot = (size_t)hash_of(set) & nfa->slot_mask;
    for (; nfa->slots[slot]; slot = (slot + 1) & nfa->slot_mask)
        if (byte_set_is_same(&nfa->sets[nfa->slots[slot] - 1], set))
            return nfa->slots[slot] - 1;
    if (nfa->set_count == nfa->set_room) {
        nfa->set_room = nfa->set_room ? 2 * nfa->set_room : 64;
        nfa->sets = memory_grow(nfa->sets, nfa->set_room, sizeof *nfa->sets);
    }
    nfa->sets[nfa->set_count++] = *set;
    nfa->slots[slot] = (uint32_t)nfa->set_count;
    return (uint32_t)nfa->set_count - 1;
}

static uint32_t add(const struct building *building, enum step_kind kind, uint32_t arg,
                    uint32_t next)
{
    struct nfa *nfa = building->nfa;

    if (nfa->count == nfa->room) {
        nfa->room = nfa->room ? 2 * nfa->room : FIRST_ROOM;
        nfa->steps = memory_grow(nfa->steps, nfa->room, sizeof *nfa->steps);
    }
    nfa->steps[nfa->count] = (struct step){kind, arg, next, building->owner};
    return (uint32_t)nfa->count++;
}

static uint32_t add_set(const struct building *building, enum step_kind kind,
                        const struct byte_set *set, uint32_t next)
{
    return add(building, kind, set_of(building->nfa, set), next);
}

/* One character beyond ASCII: the first of its bytes, and one or more of the others. */
static uint32_t build_others(const struct building *building, uint32_t next)
{
    struct byte_set leads = {{0}, false};
    struct byte_set rest = {{0}, false};
    uint32_t fork;
    uint32_t other;

    byte_set_add_range(&leads, 0xC2, 0xF4);
    byte_set_add_range(&rest, 0x80, 0xBF);
    fork = add(building, STEP_FORK, next, 0);
    other = add_set(building, STEP_BYTE, &rest, fork); /* which may move the steps */
    building->nfa->steps[fork].next = other;
    return add_set(building, STEP_BYTE, &leads, other);
}

static uint32_t build_character(const struct building *building, const struct characters *set,
                                uint32_t next)
{
    uint32_t others;

    if (!set->has_others)
        return add_set(building, STEP_BYTE, &set->bytes, next);
    others = build_others(building, next);
    if (byte_set_is_empty(&set->bytes))
        return others;
    return add(building, STEP_FORK, others, add_set(building, STEP_BYTE, &set->bytes, next));
}

/* \b is: a letter, digit or _ before and none behind, or none before and one behind. */
static uint32_t build_boundary(const struct building *building, bool is_negative, uint32_t next)
{
    struct byte_set word = byte_set_word();
    struct byte_set all = byte_set_all();
    struct byte_set none = byte_set_without(all, &word);
    uint32_t to_word = add_set(building, STEP_AHEAD, &word, next);
    uint32_t to_none = add_set(building, STEP_AHEAD, &none, next);
    uint32_t at_start = add_set(building, STEP_BEHIND, is_negative ? &word : &none, to_word);
    uint32_t at_end = add_set(building, STEP_BEHIND, is_negative ? &none : &word, to_none);

    return add(building, STEP_FORK, at_end, at_start);
}

static bool is_end(const struct building *building, uint32_t step)
{
    return building->nfa->steps[step].kind == STEP_END;
}

static uint32_t build_look(const struct building *building, const struct expression *look,
                           uint32_t next)
{
    enum step_kind kind = look->is_behind ? STEP_BEHIND : STEP_AHEAD;
    struct byte_set set = {{0}, false};
    struct byte_set sure;

    if (look->is_negative) {
        set = byte_set_all();
        sure = edges_sure(look->inner);
        set = byte_set_without(set, &sure);
        return byte_set_is_empty(&sure) ? next : add_set(building, kind, &set, next);
    }
    /* What must stand behind the last part is as good as a last part. */
    if (!look->is_behind && is_end(building, next))
        return build(building, look->inner, next);
    return edges_add(look->inner, look->is_behind, &set) ? next
                                                         : add_set(building, kind, &set, next);
}

/* Any number, or one and any number more. */
static uint32_t build_loop(const struct building *building, const struct expression *inner,
                           bool at_least_one, uint32_t next)
{
    uint32_t fork = add(building, STEP_FORK, next, 0);
    uint32_t first = build(building, inner, fork);

    building->nfa->steps[fork].next = first;
    return at_least_one ? first : fork;
}

static uint32_t build_repeat(const struct building *building, const struct expression *repeat,
                             uint32_t next)
{
    size_t copies = repeat->least < building->most_copies ? repeat->least : building->most_copies;

    if (repeat->most == 0)
        return next;
    if (repeat->most > building->most_copies) {
        next = build_loop(building, repeat->inner, copies > 0, next);
        copies -= copies > 0;
    } else {
        uint32_t behind = next;

        for (size_t i = repeat->least; i < repeat->most; i++)
            next = add(building, STEP_FORK, behind, build(building, repeat->inner, next));
    }
    for (; copies > 0; copies--)
        next = build(building, repeat->inner, next);
    return next;
}

static uint32_t build(const struct building *building, const struct expression *expression,
                      uint32_t next)
{
    const struct expression *member = expression->inner;
    uint32_t step = next;

    switch (expression->kind) {
    case EXPRESSION_CHARACTER:
        return build_character(building, &expression->set, next);
    case EXPRESSION_BYTE:
        return add_set(building, STEP_BYTE, &expression->set.bytes, next);
    case EXPRESSION_BOUNDARY:
        return build_boundary(building, expression->is_negative, next);
    case EXPRESSION_EDGE:
        return add_set(building, expression->is_behind ? STEP_BEHIND : STEP_AHEAD,
                       &expression->set.bytes, next);
    case EXPRESSION_LOOK:
        return build_look(building, expression, next);
    case EXPRESSION_SEQUENCE:
        for (; member; member = member->before)
            step = build(building, member, step);
        return step;
    case EXPRESSION_CHOICE:
        step = build(building, member, next);
        for (member = member->before; member; member = member->before)
            step = add(building, STEP_FORK, build(building, member, next), step);
        return step;
    case EXPRESSION_REPEAT:
    default:
        return build_repeat(building, expression, next);
    }
}

/* About how many steps it takes with all its copies. */
static size_t size_of(const struct expression *expression)
{
    size_t size = 1;

    for (const struct expression *member = expression->inner; member; member = member->before)
        size += size_of(member);
    if (expression->kind == EXPRESSION_REPEAT && expression->most > 1)
        size *= expression->most < MOST_COPIES ? expression->most : MOST_COPIES;
    return size < SIZE_MAX / 8 ? size : SIZE_MAX / 8;
}

uint32_t nfa_add(struct nfa *nfa, const struct expression *expression, uint32_t owner)
{
    struct building building = {nfa, owner, size_of(expression) < MOST_STEPS ? MOST_COPIES : 1};

    return build(&building, expression, add(&building, STEP_END, 0, 0));
}

void nfa_release(struct nfa *nfa)
{
    free(nfa->steps);
    free(nfa->sets);
    free(nfa->slots);
    *nfa = (struct nfa){0};
}
