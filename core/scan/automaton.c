/* SPDX-License-Identifier: MIT */
/* Which expressions of a gate can begin at a place of a text. The network of their steps is walked
 * as an automaton whose states are made when a text first leads to them. */
#include "scan/automaton.h"

#include <stdlib.h>

#include "text/memory.h"

enum {
    LONGEST_WALK = 256,  /* bytes; expressions that are not decided then are let pass */
    MOST_POOL = 200000,  /* with the states some 3 MB for each worker, most of them never touched */
    STATE_SLOTS = 16384, /* twice FIRST_LONE */
    CACHE_LINE = 64
};

/* Numbers of states: those with a row of what comes next, then those of one step alone, such as the
 * middle of a rare word, which need none. */
enum {
    UNKNOWN = 0, /* it is not made yet */
    FIRST_STATE = 2,
    FIRST_LONE = 8192,
    MOST_STATES = 0x8000,
    NOTABLE = 0x8000, /* with a state's number: it has owners, no steps, or one alone */
    DEAD = NOTABLE | 1
};

#define NO_STEP UINT32_MAX

/* A state: the steps that wait for the next byte, then the owners that are let pass. */
struct state {
    uint32_t at; /* in the pool */
    uint32_t step_count;
    uint32_t owner_count;
};

struct automaton {
    const struct gate *gate;
    size_t row_shift;  /* a row has room for so many classes, as a power of 2 */
    uint16_t *entries; /* a row for each side: the state behind the first byte */
    uint16_t *next;    /* a row for each state */
    uint16_t *next_block;
    struct state *states;
    size_t state_count;
    size_t lone_count;
    uint16_t *lone_of; /* for each step: the state of it alone */
    uint32_t *pool;
    size_t pool_count;
    uint16_t *slots; /* states by the hashes of their contents */
    uint32_t *marks; /* of each step: the last stamp that reached it, */
    uint32_t *taken; /* and that took its byte */
    uint32_t stamp;
    uint32_t *steps; /* the state that is being made */
    size_t step_count;
    uint32_t *owners;
    size_t owner_count;
};

static void forget(struct automaton *automaton)
{
    const struct gate *gate = automaton->gate;

    memset(automaton->entries, 0,
           (gate->side_count << automaton->row_shift) * sizeof *automaton->entries);
    memset(automaton->slots, 0, STATE_SLOTS * sizeof *automaton->slots);
    memset(automaton->lone_of, 0, gate->nfa.count * sizeof *automaton->lone_of);
    automaton->state_count = FIRST_STATE;
    automaton->lone_count = 0;
    automaton->pool_count = 0;
}

/* What a state has is written when it is made; to have it zeroed before would touch it all. */
struct automaton *automaton_new(const struct gate *gate)
{
    struct automaton *automaton = memory_take(1, sizeof *automaton);

    automaton->gate = gate;
    while ((size_t)1 << automaton->row_shift < gate->class_count)
        automaton->row_shift++;
    automaton->entries =
        memory_take(gate->side_count << automaton->row_shift, sizeof *automaton->entries);
    /* Rows begin where the processor's cache lines do. */
    automaton->next_block = memory_grow(
        NULL, ((size_t)FIRST_LONE << automaton->row_shift) + CACHE_LINE, sizeof *automaton->next);
    automaton->next = automaton->next_block;
    while ((uintptr_t)automaton->next % CACHE_LINE != 0)
        automaton->next++;
    automaton->states = memory_grow(NULL, MOST_STATES, sizeof *automaton->states);
    memset(automaton->states, 0, FIRST_STATE * sizeof *automaton->states);
    automaton->pool = memory_grow(NULL, MOST_POOL + 2 * gate->nfa.count, sizeof *automaton->pool);
    automaton->slots = memory_take(STATE_SLOTS, sizeof *automaton->slots);
    automaton->lone_of = memory_take(gate->nfa.count, sizeof *automaton->lone_of);
    automaton->marks = memory_take(gate->nfa.count, sizeof *automaton->marks);
    automaton->taken = memory_take(gate->nfa.count, sizeof *automaton->taken);
    automaton->steps = memory_grow(NULL, gate->nfa.count, sizeof *automaton->steps);
    automaton->owners = memory_grow(NULL, gate->nfa.count, sizeof *automaton->owners);
    automaton->state_count = FIRST_STATE;
    return automaton;
}

void automaton_free(struct automaton *automaton)
{
    if (!automaton)
        return;
    free(automaton->entries);
    free(automaton->next_block);
    free(automaton->states);
    free(automaton->pool);
    free(automaton->slots);
    free(automaton->lone_of);
    free(automaton->marks);
    free(automaton->taken);
    free(automaton->steps);
    free(automaton->owners);
    free(automaton);
}

static void begin_state(struct automaton *automaton)
{
    automaton->step_count = 0;
    automaton->owner_count = 0;
    if (++automaton->stamp == 0) { /* it came round: old stamps must not look like new ones */
        memset(automaton->marks, 0, automaton->gate->nfa.count * sizeof *automaton->marks);
        memset(automaton->taken, 0, automaton->gate->nfa.count * sizeof *automaton->taken);
        automaton->stamp = 1;
    }
}

static void add_owner(struct automaton *automaton, uint32_t owner)
{
    for (size_t i = automaton->owner_count; i-- > 0;) {
        if (automaton->owners[i] == owner)
            return;
    }
    automaton->owners[automaton->owner_count++] = owner;
}

/* Adds what is reached from a step without taking a byte; `before` is the byte before. */
static void reach(struct automaton *automaton, uint32_t step, unsigned before)
{
    const struct nfa *nfa = &automaton->gate->nfa;

    while (automaton->marks[step] != automaton->stamp) {
        const struct step *at = &nfa->steps[step];

        automaton->marks[step] = automaton->stamp;
        if (at->kind == STEP_END) {
            add_owner(automaton, at->owner);
            return;
        }
        if (at->kind == STEP_BYTE || at->kind == STEP_AHEAD) {
            automaton->steps[automaton->step_count++] = step;
            return;
        }
        if (at->kind == STEP_BEHIND && !gate_is_in(&nfa->sets[at->arg], before))
            return;
        if (at->kind == STEP_FORK)
            reach(automaton, at->arg, before);
        step = at->next;
    }
}

/* Takes the byte, or the text's end, at a step that waits for it. What looks back behind a look
 * ahead is let pass. */
static void take_byte(struct automaton *automaton, uint32_t step, unsigned byte)
{
    const struct nfa *nfa = &automaton->gate->nfa;

    while (automaton->taken[step] != automaton->stamp) {
        const struct step *at = &nfa->steps[step];

        automaton->taken[step] = automaton->stamp;
        if (at->kind == STEP_END) {
            add_owner(automaton, at->owner);
            return;
        }
        if ((at->kind == STEP_BYTE || at->kind == STEP_AHEAD) &&
            !gate_is_in(&nfa->sets[at->arg], byte))
            return;
        if (at->kind == STEP_BYTE) {
            reach(automaton, at->next, byte);
            return;
        }
        if (at->kind == STEP_FORK)
            take_byte(automaton, at->arg, byte);
        step = at->next;
    }
}

/* An owner that is let pass need not be followed any further. */
static void drop_decided(struct automaton *automaton)
{
    const struct nfa *nfa = &automaton->gate->nfa;
    size_t kept = 0;

    for (size_t i = 0; automaton->owner_count && i < automaton->step_count; i++) {
        size_t owner = 0;

        while (owner < automaton->owner_count &&
               automaton->owners[owner] != nfa->steps[automaton->steps[i]].owner)
            owner++;
        if (owner == automaton->owner_count)
            automaton->steps[kept++] = automaton->steps[i];
    }
    if (automaton->owner_count)
        automaton->step_count = kept;
}

static uint64_t hash_of(uint64_t hash, const uint32_t *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ items[i]) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

static bool is_at_hand(const struct automaton *automaton, const struct state *state)
{
    const uint32_t *items = automaton->pool + state->at;

    return state->step_count == automaton->step_count &&
           state->owner_count == automaton->owner_count &&
           memcmp(items, automaton->steps, state->step_count * sizeof *items) == 0 &&
           memcmp(items + state->step_count, automaton->owners,
                  state->owner_count * sizeof *items) == 0;
}

/* Keeps the steps and owners at hand as state number `number`. */
static void keep_state(struct automaton *automaton, size_t number)
{
    struct state *state = &automaton->states[number];

    *state = (struct state){(uint32_t)automaton->pool_count, (uint32_t)automaton->step_count,
                            (uint32_t)automaton->owner_count};
    memcpy(automaton->pool + state->at, automaton->steps,
           state->step_count * sizeof *automaton->steps);
    automaton->pool_count += automaton->step_count;
    memcpy(automaton->pool + automaton->pool_count, automaton->owners,
           automaton->owner_count * sizeof *automaton->owners);
    automaton->pool_count += automaton->owner_count;
}

/* The state of the one step at hand. */
static uint16_t lone_state(struct automaton *automaton)
{
    uint16_t *lone = &automaton->lone_of[automaton->steps[0]];

    if (*lone == UNKNOWN) {
        size_t number = FIRST_LONE + automaton->lone_count++;

        keep_state(automaton, number);
        *lone = (uint16_t)(number | NOTABLE);
    }
    return *lone;
}

/* The state of the steps and owners at hand, with a row. */
static uint16_t row_state(struct automaton *automaton)
{
    size_t shift = automaton->row_shift;
    uint64_t hash = hash_of(automaton->step_count, automaton->steps, automaton->step_count);
    size_t slot =
        (size_t)hash_of(hash, automaton->owners, automaton->owner_count) & (STATE_SLOTS - 1);
    uint16_t state;

    for (; automaton->slots[slot]; slot = (slot + 1) & (STATE_SLOTS - 1)) {
        if (is_at_hand(automaton, &automaton->states[automaton->slots[slot] & (NOTABLE - 1)]))
            return automaton->slots[slot];
    }
    state = (uint16_t)automaton->state_count++;
    keep_state(automaton, state);
    memset(automaton->next + ((size_t)state << shift), 0, sizeof *automaton->next << shift);
    if (automaton->owner_count || automaton->step_count == 0)
        state |= NOTABLE;
    return automaton->slots[slot] = state;
}

/* The state of the steps and owners at hand. *was_forgotten is set where all others had to go. */
static uint16_t finish_state(struct automaton *automaton, bool *was_forgotten)
{
    const struct step *steps = automaton->gate->nfa.steps;

    drop_decided(automaton);
    if (automaton->step_count + automaton->owner_count == 0)
        return DEAD;
    if (automaton->state_count == FIRST_LONE || FIRST_LONE + automaton->lone_count == MOST_STATES ||
        automaton->pool_count > MOST_POOL) {
        forget(automaton);
        *was_forgotten = true;
    }
    if (automaton->step_count == 1 && automaton->owner_count == 0 &&
        steps[automaton->steps[0]].kind == STEP_BYTE)
        return lone_state(automaton);
    return row_state(automaton);
}

/* The state behind the first byte of a place. */
static uint16_t enter(struct automaton *automaton, unsigned before, unsigned byte)
{
    const struct gate *gate = automaton->gate;
    size_t class_at = gate->classes[byte];
    uint16_t *entry =
        &automaton->entries[((size_t)gate->sides[before] << automaton->row_shift) + class_at];
    bool was_forgotten = false;

    if (*entry != UNKNOWN)
        return *entry;
    begin_state(automaton);
    for (size_t i = gate->class_ends[class_at]; i < gate->class_ends[class_at + 1]; i++) {
        const struct opening *opening = &gate->openings.items[gate->by_class[i]];

        if (gate_is_in(&opening->behind, before))
            reach(automaton, opening->next, byte);
    }
    return *entry = finish_state(automaton, &was_forgotten);
}

/* Makes the state behind one more byte, or behind the text's end. */
static uint16_t make_next(struct automaton *automaton, size_t from, unsigned byte)
{
    const struct state *state = &automaton->states[from];
    size_t at = (from << automaton->row_shift) + automaton->gate->classes[byte];
    bool was_forgotten = false;
    uint16_t to;

    begin_state(automaton);
    for (size_t i = 0; i < state->step_count; i++)
        take_byte(automaton, automaton->pool[state->at + i], byte);
    to = finish_state(automaton, &was_forgotten);
    if (!was_forgotten)
        automaton->next[at] = to;
    return to;
}

/* The walk from one place. */
struct walk {
    const uint8_t *at;
    const uint8_t *end;
    bool is_cut; /* the text goes on behind the end */
    uint16_t state;
};

/* Goes on to the next notable state; false where the walk is cut off before one. */
static bool go_on(struct automaton *automaton, struct walk *walk)
{
    const uint16_t *classes = automaton->gate->classes;
    const uint16_t *next = automaton->next;
    size_t shift = automaton->row_shift;
    size_t state = (size_t)walk->state & (NOTABLE - 1);

    while (walk->at < walk->end) {
        uint8_t byte = *walk->at++;
        uint16_t to = next[(state << shift) + classes[byte]];

        if (to == UNKNOWN)
            to = make_next(automaton, state, byte);
        if (to == state)
            continue; /* the next look-up need not wait for this one */
        walk->state = to;
        if (to & NOTABLE)
            return true;
        state = to;
    }
    if (walk->is_cut)
        return false;
    walk->state = next[(state << shift) + classes[EDGE]];
    if (walk->state == UNKNOWN)
        walk->state = make_next(automaton, state, EDGE);
    return true;
}

/* The same from a state of one step, along the steps behind it, up to one that takes no byte. */
static bool go_on_alone(struct automaton *automaton, struct walk *walk, uint32_t step)
{
    const struct nfa *nfa = &automaton->gate->nfa;
    bool was_forgotten = false;

    for (; nfa->steps[step].kind == STEP_BYTE; step = nfa->steps[step].next) {
        if (walk->at == walk->end && walk->is_cut)
            return false;
        if (walk->at == walk->end || !byte_set_has(&nfa->sets[nfa->steps[step].arg], *walk->at)) {
            walk->state = DEAD;
            return true;
        }
        walk->at++;
    }
    begin_state(automaton);
    reach(automaton, step, walk->at[-1]);
    walk->state = finish_state(automaton, &was_forgotten);
    return true;
}

/* The owners of a notable state are let pass. True where nothing is left to walk for; *lone is the
 * one step of a state that has no row. */
static bool take_owners(const struct automaton *automaton, uint16_t number, uint32_t *lone,
                        void (*take)(void *context, uint32_t owner), void *context)
{
    const struct state *state = &automaton->states[number & (NOTABLE - 1)];
    const uint32_t *steps = automaton->pool + state->at;

    for (size_t i = 0; i < state->owner_count; i++)
        take(context, steps[state->step_count + i]);
    if ((number & (NOTABLE - 1)) >= FIRST_LONE)
        *lone = *steps;
    return state->step_count == 0;
}

/* The steps that are left are let pass. */
static void take_rest(const struct automaton *automaton, uint16_t number,
                      void (*take)(void *context, uint32_t owner), void *context)
{
    const struct state *state = &automaton->states[number & (NOTABLE - 1)];

    for (size_t i = 0; i < state->step_count; i++)
        take(context, automaton->gate->nfa.steps[automaton->pool[state->at + i]].owner);
}

void automaton_find(struct automaton *automaton, struct lap_str text, size_t at,
                    void (*take)(void *context, uint32_t owner), void *context)
{
    const uint8_t *bytes = (const uint8_t *)text.bytes;
    bool is_cut = text.size - at > LONGEST_WALK;
    struct walk walk = {bytes + at + 1, bytes + (is_cut ? at + LONGEST_WALK : text.size), is_cut,
                        enter(automaton, at > 0 ? bytes[at - 1] : EDGE, bytes[at])};

    while (walk.state != DEAD) {
        uint32_t lone = NO_STEP;

        if (walk.state & NOTABLE && take_owners(automaton, walk.state, &lone, take, context))
            return;
        if (lone == NO_STEP ? go_on(automaton, &walk) : go_on_alone(automaton, &walk, lone))
            continue;
        take_rest(automaton, walk.state, take, context);
        return;
    }
}
