/* SPDX-License-Identifier: MIT */
/* Which of many expressions can begin at a place of a text. The network of their steps is walked as
 * an automaton whose states are made when a text first leads to them. */
#include "scan/gate.h"

#include <stdlib.h>

#include "text/memory.h"

enum {
    EDGE = 256,         /* stands for a byte where the text ends or begins */
    LONGEST_WALK = 256, /* bytes; expressions that are not decided then are let pass */
    MOST_POOL = 200000, /* with the states some 3 MB for each worker, most of them never touched */
    STATE_SLOTS = 16384 /* twice FIRST_LONE */
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

struct gate {
    struct nfa nfa;
    struct openings openings;
    size_t steps_before; /* the last gate_add */
    size_t openings_before;
    struct sieve sieve;
    uint16_t classes[257]; /* bytes, and EDGE, that no step tells apart */
    size_t class_count;
    size_t row_shift;      /* a row of a class's entries has so many bits */
    uint16_t members[257]; /* a byte of each class */
    uint16_t sides[257];   /* the same of what stands before an opening */
    size_t side_count;
    uint32_t *by_class; /* openings by the classes of their first bytes, */
    size_t *class_ends; /* and where each class begins and ends there */
};

/* A state: the steps that wait for the next byte, then the owners that are let pass. */
struct state {
    uint32_t at; /* in the pool */
    uint32_t step_count;
    uint32_t owner_count;
};

struct gate_memory {
    const struct gate *gate;
    uint16_t *entries; /* a row for each side: the state behind the first byte */
    uint16_t *next;    /* a row for each state */
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

struct gate *gate_new(void)
{
    return memory_take(1, sizeof(struct gate));
}

void gate_free(struct gate *gate)
{
    if (!gate)
        return;
    nfa_release(&gate->nfa);
    openings_release(&gate->openings);
    free(gate->by_class);
    free(gate->class_ends);
    free(gate);
}

bool gate_add(struct gate *gate, const struct expression *expression, uint32_t owner,
              double *chance)
{
    gate->steps_before = gate->nfa.count;
    gate->openings_before = gate->openings.count;
    if (!openings_add(&gate->openings, &gate->nfa, nfa_add(&gate->nfa, expression, owner))) {
        gate_take_back(gate);
        return false;
    }
    *chance = sieve_chance(&gate->nfa, &gate->openings, gate->openings_before);
    return true;
}

void gate_take_back(struct gate *gate)
{
    gate->nfa.count = gate->steps_before;
    gate->openings.count = gate->openings_before;
}

static bool is_in(const struct byte_set *set, unsigned byte)
{
    return byte == EDGE ? set->has_edge : byte_set_has(set, byte);
}

/* Splits the classes by a set; they are numbered in the order of their first bytes. */
static size_t split(uint16_t *classes, const struct byte_set *set)
{
    uint16_t numbers[2 * 257];
    size_t count = 0;

    memset(numbers, 0xFF, sizeof numbers);
    for (unsigned byte = 0; byte <= EDGE; byte++) {
        uint16_t *number = &numbers[2 * classes[byte] + is_in(set, byte)];

        if (*number == 0xFFFF)
            *number = (uint16_t)count++;
        classes[byte] = *number;
    }
    return count;
}

static bool was_seen(const struct openings *openings, size_t at)
{
    for (size_t i = at > 8 ? at - 8 : 0; i < at; i++) {
        if (byte_set_is_same(&openings->items[i].behind, &openings->items[at].behind))
            return true;
    }
    return false;
}

static void split_all(struct gate *gate)
{
    struct byte_set edge = {.has_edge = true};

    gate->class_count = split(gate->classes, &edge);
    gate->side_count = 1;
    for (size_t i = 0; i < gate->nfa.set_count; i++)
        gate->class_count = split(gate->classes, &gate->nfa.sets[i]);
    for (size_t i = 0; i < gate->openings.count; i++) {
        if (!was_seen(&gate->openings, i))
            gate->side_count = split(gate->sides, &gate->openings.items[i].behind);
    }
    for (unsigned byte = EDGE + 1; byte-- > 0;)
        gate->members[gate->classes[byte]] = (uint16_t)byte;
    while ((size_t)1 << gate->row_shift < gate->class_count)
        gate->row_shift++;
}

/* Calls for each class that the set has a byte of. */
static void each_class(const struct gate *gate, const struct byte_set *set,
                       void (*call)(void *context, size_t class_at, uint32_t opening),
                       void *context, uint32_t opening)
{
    for (size_t i = 0; i < 4; i++) {
        for (uint64_t bits = set->bits[i]; bits; bits &= bits - 1) {
            size_t byte = 64 * i + (size_t)__builtin_ctzll(bits);

            if (gate->members[gate->classes[byte]] == byte)
                call(context, gate->classes[byte], opening);
        }
    }
}

static void count_opening(void *context, size_t class_at, uint32_t opening)
{
    struct gate *gate = context;

    (void)opening;
    gate->class_ends[class_at + 1]++;
}

static void put_opening(void *context, size_t class_at, uint32_t opening)
{
    struct gate *gate = context;

    gate->by_class[gate->class_ends[class_at]++] = opening;
}

/* Sorts the openings by the classes that they can begin with. */
static void sort_openings(struct gate *gate)
{
    const struct openings *openings = &gate->openings;
    size_t count;

    gate->class_ends = memory_take(gate->class_count + 1, sizeof *gate->class_ends);
    for (uint32_t i = 0; i < openings->count; i++)
        each_class(gate, &openings->items[i].first, count_opening, gate, i);
    for (size_t i = 1; i <= gate->class_count; i++)
        gate->class_ends[i] += gate->class_ends[i - 1];
    count = gate->class_ends[gate->class_count];
    gate->by_class = memory_take(count, sizeof *gate->by_class);
    for (uint32_t i = 0; i < openings->count; i++)
        each_class(gate, &openings->items[i].first, put_opening, gate, i);
    memmove(gate->class_ends + 1, gate->class_ends, gate->class_count * sizeof *gate->class_ends);
    gate->class_ends[0] = 0;
}

void gate_close(struct gate *gate)
{
    split_all(gate);
    sort_openings(gate);
    sieve_fill(&gate->sieve, &gate->nfa, &gate->openings);
}

const struct sieve *gate_sieve(const struct gate *gate)
{
    return &gate->sieve;
}

/* ---- What a worker learns ---- */

static void forget(struct gate_memory *memory)
{
    const struct gate *gate = memory->gate;

    memset(memory->entries, 0, (gate->side_count << gate->row_shift) * sizeof *memory->entries);
    memset(memory->slots, 0, STATE_SLOTS * sizeof *memory->slots);
    memset(memory->lone_of, 0, gate->nfa.count * sizeof *memory->lone_of);
    memory->state_count = FIRST_STATE;
    memory->lone_count = 0;
    memory->pool_count = 0;
}

struct gate_memory *gate_memory_new(const struct gate *gate)
{
    struct gate_memory *memory = memory_take(1, sizeof *memory);

    memory->gate = gate;
    memory->entries = memory_take(gate->side_count << gate->row_shift, sizeof *memory->entries);
    memory->next = memory_take((size_t)FIRST_LONE << gate->row_shift, sizeof *memory->next);
    memory->states = memory_take(MOST_STATES, sizeof *memory->states);
    memory->pool = memory_take(MOST_POOL + 2 * gate->nfa.count, sizeof *memory->pool);
    memory->slots = memory_take(STATE_SLOTS, sizeof *memory->slots);
    memory->lone_of = memory_take(gate->nfa.count, sizeof *memory->lone_of);
    memory->marks = memory_take(gate->nfa.count, sizeof *memory->marks);
    memory->taken = memory_take(gate->nfa.count, sizeof *memory->taken);
    memory->steps = memory_take(gate->nfa.count, sizeof *memory->steps);
    memory->owners = memory_take(gate->nfa.count, sizeof *memory->owners);
    memory->state_count = FIRST_STATE;
    return memory;
}

void gate_memory_free(struct gate_memory *memory)
{
    if (!memory)
        return;
    free(memory->entries);
    free(memory->next);
    free(memory->states);
    free(memory->pool);
    free(memory->slots);
    free(memory->lone_of);
    free(memory->marks);
    free(memory->taken);
    free(memory->steps);
    free(memory->owners);
    free(memory);
}

static void begin_state(struct gate_memory *memory)
{
    memory->step_count = 0;
    memory->owner_count = 0;
    memory->stamp++;
}

static void add_owner(struct gate_memory *memory, uint32_t owner)
{
    for (size_t i = memory->owner_count; i-- > 0;) {
        if (memory->owners[i] == owner)
            return;
    }
    memory->owners[memory->owner_count++] = owner;
}

/* Adds what is reached from a step without taking a byte; `before` is the byte before. */
static void reach(struct gate_memory *memory, uint32_t step, unsigned before)
{
    const struct nfa *nfa = &memory->gate->nfa;

    while (memory->marks[step] != memory->stamp) {
        const struct step *at = &nfa->steps[step];

        memory->marks[step] = memory->stamp;
        if (at->kind == STEP_END) {
            add_owner(memory, at->owner);
            return;
        }
        if (at->kind == STEP_BYTE || at->kind == STEP_AHEAD) {
            memory->steps[memory->step_count++] = step;
            return;
        }
        if (at->kind == STEP_BEHIND && !is_in(&nfa->sets[at->arg], before))
            return;
        if (at->kind == STEP_FORK)
            reach(memory, at->arg, before);
        step = at->next;
    }
}

/* Takes the byte, or the text's end, at a step that waits for it. What looks back behind a look
 * ahead is let pass. */
static void take_byte(struct gate_memory *memory, uint32_t step, unsigned byte)
{
    const struct nfa *nfa = &memory->gate->nfa;

    while (memory->taken[step] != memory->stamp) {
        const struct step *at = &nfa->steps[step];

        memory->taken[step] = memory->stamp;
        if (at->kind == STEP_END) {
            add_owner(memory, at->owner);
            return;
        }
        if ((at->kind == STEP_BYTE || at->kind == STEP_AHEAD) && !is_in(&nfa->sets[at->arg], byte))
            return;
        if (at->kind == STEP_BYTE) {
            reach(memory, at->next, byte);
            return;
        }
        if (at->kind == STEP_FORK)
            take_byte(memory, at->arg, byte);
        step = at->next;
    }
}

/* An owner that is let pass need not be followed any further. */
static void drop_decided(struct gate_memory *memory)
{
    const struct nfa *nfa = &memory->gate->nfa;
    size_t kept = 0;

    for (size_t i = 0; memory->owner_count && i < memory->step_count; i++) {
        size_t owner = 0;

        while (owner < memory->owner_count &&
               memory->owners[owner] != nfa->steps[memory->steps[i]].owner)
            owner++;
        if (owner == memory->owner_count)
            memory->steps[kept++] = memory->steps[i];
    }
    if (memory->owner_count)
        memory->step_count = kept;
}

static uint64_t hash_of(uint64_t hash, const uint32_t *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ items[i]) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

static bool is_at_hand(const struct gate_memory *memory, const struct state *state)
{
    const uint32_t *items = memory->pool + state->at;

    return state->step_count == memory->step_count && state->owner_count == memory->owner_count &&
           memcmp(items, memory->steps, state->step_count * sizeof *items) == 0 &&
           memcmp(items + state->step_count, memory->owners, state->owner_count * sizeof *items) ==
               0;
}

/* Keeps the steps and owners at hand as state number `number`. */
static void keep_state(struct gate_memory *memory, size_t number)
{
    struct state *state = &memory->states[number];

    *state = (struct state){(uint32_t)memory->pool_count, (uint32_t)memory->step_count,
                            (uint32_t)memory->owner_count};
    memcpy(memory->pool + state->at, memory->steps, state->step_count * sizeof *memory->steps);
    memory->pool_count += memory->step_count;
    memcpy(memory->pool + memory->pool_count, memory->owners,
           memory->owner_count * sizeof *memory->owners);
    memory->pool_count += memory->owner_count;
}

/* The state of the one step at hand. */
static uint16_t lone_state(struct gate_memory *memory)
{
    uint16_t *lone = &memory->lone_of[memory->steps[0]];

    if (*lone == UNKNOWN) {
        size_t number = FIRST_LONE + memory->lone_count++;

        keep_state(memory, number);
        *lone = (uint16_t)(number | NOTABLE);
    }
    return *lone;
}

/* The state of the steps and owners at hand, with a row. */
static uint16_t row_state(struct gate_memory *memory)
{
    size_t shift = memory->gate->row_shift;
    uint64_t hash = hash_of(memory->step_count, memory->steps, memory->step_count);
    size_t slot = (size_t)hash_of(hash, memory->owners, memory->owner_count) & (STATE_SLOTS - 1);
    uint16_t state;

    for (; memory->slots[slot]; slot = (slot + 1) & (STATE_SLOTS - 1)) {
        if (is_at_hand(memory, &memory->states[memory->slots[slot] & (NOTABLE - 1)]))
            return memory->slots[slot];
    }
    state = (uint16_t)memory->state_count++;
    keep_state(memory, state);
    memset(memory->next + ((size_t)state << shift), 0, sizeof *memory->next << shift);
    if (memory->owner_count || memory->step_count == 0)
        state |= NOTABLE;
    return memory->slots[slot] = state;
}

/* The state of the steps and owners at hand. *was_forgotten is set where all others had to go. */
static uint16_t finish_state(struct gate_memory *memory, bool *was_forgotten)
{
    const struct step *steps = memory->gate->nfa.steps;

    drop_decided(memory);
    if (memory->step_count + memory->owner_count == 0)
        return DEAD;
    if (memory->state_count == FIRST_LONE || FIRST_LONE + memory->lone_count == MOST_STATES ||
        memory->pool_count > MOST_POOL) {
        forget(memory);
        *was_forgotten = true;
    }
    if (memory->step_count == 1 && memory->owner_count == 0 &&
        steps[memory->steps[0]].kind == STEP_BYTE)
        return lone_state(memory);
    return row_state(memory);
}

/* The state behind the first byte of a place. */
static uint16_t enter(struct gate_memory *memory, unsigned before, unsigned byte)
{
    const struct gate *gate = memory->gate;
    size_t class_at = gate->classes[byte];
    uint16_t *entry = &memory->entries[((size_t)gate->sides[before] << gate->row_shift) + class_at];
    bool was_forgotten = false;

    if (*entry != UNKNOWN)
        return *entry;
    begin_state(memory);
    for (size_t i = gate->class_ends[class_at]; i < gate->class_ends[class_at + 1]; i++) {
        const struct opening *opening = &gate->openings.items[gate->by_class[i]];

        if (is_in(&opening->behind, before))
            reach(memory, opening->next, byte);
    }
    return *entry = finish_state(memory, &was_forgotten);
}

/* Makes the state behind one more byte, or behind the text's end. */
static uint16_t make_next(struct gate_memory *memory, size_t from, unsigned byte)
{
    const struct state *state = &memory->states[from];
    size_t at = (from << memory->gate->row_shift) + memory->gate->classes[byte];
    bool was_forgotten = false;
    uint16_t to;

    begin_state(memory);
    for (size_t i = 0; i < state->step_count; i++)
        take_byte(memory, memory->pool[state->at + i], byte);
    to = finish_state(memory, &was_forgotten);
    if (!was_forgotten)
        memory->next[at] = to;
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
static bool go_on(struct gate_memory *memory, struct walk *walk)
{
    const uint16_t *classes = memory->gate->classes;
    const uint16_t *next = memory->next;
    size_t shift = memory->gate->row_shift;
    size_t state = (size_t)walk->state & (NOTABLE - 1);

    while (walk->at < walk->end) {
        uint8_t byte = *walk->at++;
        uint16_t to = next[(state << shift) + classes[byte]];

        if (to == UNKNOWN)
            to = make_next(memory, state, byte);
        walk->state = to;
        if (to & NOTABLE)
            return true;
        state = to;
    }
    if (walk->is_cut)
        return false;
    walk->state = next[(state << shift) + classes[EDGE]];
    if (walk->state == UNKNOWN)
        walk->state = make_next(memory, state, EDGE);
    return true;
}

/* The same from a state of one step, along the steps behind it, up to one that takes no byte. */
static bool go_on_alone(struct gate_memory *memory, struct walk *walk, uint32_t step)
{
    const struct nfa *nfa = &memory->gate->nfa;
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
    begin_state(memory);
    reach(memory, step, walk->at[-1]);
    walk->state = finish_state(memory, &was_forgotten);
    return true;
}

/* The steps that are left are let pass. */
static void take_rest(const struct gate_memory *memory, uint16_t number,
                      void (*take)(void *context, uint32_t owner), void *context)
{
    const struct state *state = &memory->states[number & (NOTABLE - 1)];

    for (size_t i = 0; i < state->step_count; i++)
        take(context, memory->gate->nfa.steps[memory->pool[state->at + i]].owner);
}

void gate_find(struct gate_memory *memory, struct lap_str text, size_t at,
               void (*take)(void *context, uint32_t owner), void *context)
{
    const uint8_t *bytes = (const uint8_t *)text.bytes;
    bool is_cut = text.size - at > LONGEST_WALK;
    struct walk walk = {bytes + at + 1, bytes + (is_cut ? at + LONGEST_WALK : text.size), is_cut,
                        enter(memory, at > 0 ? bytes[at - 1] : EDGE, bytes[at])};

    while (walk.state != DEAD) {
        const struct state *state = &memory->states[walk.state & (NOTABLE - 1)];
        const uint32_t *steps = memory->pool + state->at;

        for (size_t i = 0; i < state->owner_count; i++)
            take(context, steps[state->step_count + i]);
        if (state->step_count == 0)
            return;
        if (!((walk.state & (NOTABLE - 1)) < FIRST_LONE ? go_on(memory, &walk)
                                                        : go_on_alone(memory, &walk, *steps))) {
            take_rest(memory, walk.state, take, context);
            return;
        }
    }
}
