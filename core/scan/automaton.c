/* SPDX-License-Identifier: MIT */
/* Which expressions of a gate can begin at a place of a text. The network of their steps is walked
 * as an automaton whose states are made when a text first leads to them. */
#include "scan/automaton.h"

#include <stdlib.h>

#include "process/memory.h"

enum {
    LONGEST_WALK = 256, /* bytes; expressions that are not decided then are let pass */
    MOST_POOL = 200000, /* with the states some 3 MB for each worker, most of them never touched */
    FIRST_SLOTS = 1024, /* more where they are half full */
    HEAD_SIZE = 4,
    HEAD_BITS = 12,
    CASE_BIT = 'a' ^ 'A',
    CACHE_LINE = 64,
    ROW_CLASSES = CACHE_LINE / 2 /* of a state that lie together */
};

/* Numbers of states: those with a row of what comes next, then those behind which only one sequence
 * of letters goes on, such as the middle of a rare word, which need none. */
enum {
    UNKNOWN = 0, /* it is not made yet */
    FIRST_STATE = 2,
    FIRST_RUN = 8192,
    MOST_STATES = 16384,
    NOTABLE = 0x8000, /* with a state's number: it has owners, no steps, or is a run's */
    DEAD = NOTABLE | 1
};

/* A state: the steps that wait for the next byte, then the owners that are let pass. */
struct state {
    uint32_t at; /* in the pool */
    uint32_t step_count;
    uint32_t owner_count;
};

/* Where the first bytes of a place lead, by the byte before them: behind so many of them as were
 * taken stands this state, a notable one where they are fewer than all. */
struct head {
    uint32_t bytes;
    uint8_t before;
    uint8_t taken;
    uint16_t state; /* UNKNOWN: nothing is kept here */
};

/* Bytes that must follow, some of them letters in either case. */
struct run {
    uint8_t bytes[8];
    uint8_t care[8]; /* which bits of them count */
    uint8_t size;
    uint8_t last;  /* the byte that was taken last when `next` was made */
    uint16_t next; /* the state behind them; UNKNOWN: it was not made yet */
};

struct automaton {
    const struct gate *gate;
    uint16_t *entries;        /* for each side, for each class: the state behind the first byte */
    uint16_t *next;           /* for each piece of the classes, for each state: a row */
    uint32_t cells[EDGE + 1]; /* where a byte's class is in the first state's rows */
    uint16_t *next_block;
    struct state *states;
    size_t state_count;
    struct run *runs; /* of the states from FIRST_RUN on */
    size_t run_count;
    struct head heads[1 << HEAD_BITS]; /* by their hashes, the last of each */
    uint32_t *pool;
    size_t pool_count;
    uint16_t *slots; /* states by the hashes of their contents */
    size_t slot_count;
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
           gate->side_count * gate->class_count * sizeof *automaton->entries);
    memset(automaton->slots, 0, automaton->slot_count * sizeof *automaton->slots);
    memset(automaton->heads, 0, sizeof automaton->heads);
    automaton->state_count = FIRST_STATE;
    automaton->run_count = 0;
    automaton->pool_count = 0;
}

/* Where a class is in the first state's rows. Rows of the same piece of the classes lie together:
 * with most of each state's classes never asked for, they would fill but a few of the cache's sets.
 */
static size_t cell_of(size_t class_at)
{
    return class_at / ROW_CLASSES * ROW_CLASSES * FIRST_RUN + class_at % ROW_CLASSES;
}

/* What a state has is written when it is made; to have it zeroed before would touch it all. */
struct automaton *automaton_new(const struct gate *gate)
{
    struct automaton *automaton = memory_take(1, sizeof *automaton);

    automaton->gate = gate;
    automaton->entries =
        memory_take(gate->side_count * gate->class_count, sizeof *automaton->entries);
    for (unsigned byte = 0; byte <= EDGE; byte++)
        automaton->cells[byte] = (uint32_t)cell_of(gate->classes[byte]);
    /* Rows begin where the processor's cache lines do. */
    automaton->next_block = memory_grow(NULL, cell_of(gate->class_count + ROW_CLASSES) + CACHE_LINE,
                                        sizeof *automaton->next);
    automaton->next = automaton->next_block;
    while ((uintptr_t)automaton->next % CACHE_LINE != 0)
        automaton->next++;
    automaton->states = memory_grow(NULL, MOST_STATES, sizeof *automaton->states);
    memset(automaton->states, 0, FIRST_STATE * sizeof *automaton->states);
    automaton->pool = memory_grow(NULL, MOST_POOL + 2 * gate->nfa.count, sizeof *automaton->pool);
    automaton->slot_count = FIRST_SLOTS;
    automaton->slots = memory_take(FIRST_SLOTS, sizeof *automaton->slots);
    automaton->runs = memory_grow(NULL, MOST_STATES - FIRST_RUN, sizeof *automaton->runs);
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
    free(automaton->runs);
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
    for (size_t i = automaton->owner_count; i-- > 0;)
        if (automaton->owners[i] == owner)
            return;
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

/* Where the search begins for a state of these steps and owners. */
static size_t first_slot(const struct automaton *automaton, const uint32_t *steps,
                         size_t step_count, const uint32_t *owners, size_t owner_count)
{
    uint64_t hash = hash_of(step_count, steps, step_count);

    return (size_t)hash_of(hash, owners, owner_count) & (automaton->slot_count - 1);
}

static void put_into_slot(struct automaton *automaton, uint16_t number)
{
    const struct state *state = &automaton->states[number & (NOTABLE - 1)];
    const uint32_t *items = automaton->pool + state->at;
    size_t slot = first_slot(automaton, items, state->step_count, items + state->step_count,
                             state->owner_count);

    while (automaton->slots[slot])
        slot = (slot + 1) & (automaton->slot_count - 1);
    automaton->slots[slot] = number;
}

static void grow_slots(struct automaton *automaton)
{
    uint16_t *before = automaton->slots;
    size_t count = automaton->slot_count;

    automaton->slot_count = 2 * count;
    automaton->slots = memory_take(automaton->slot_count, sizeof *automaton->slots);
    for (size_t i = 0; i < count; i++)
        if (before[i])
            put_into_slot(automaton, before[i]);
    free(before);
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

/* Keeps the steps and owners at hand. */
static struct state keep_state(struct automaton *automaton)
{
    struct state state = {(uint32_t)automaton->pool_count, (uint32_t)automaton->step_count,
                          (uint32_t)automaton->owner_count};
    uint32_t *items = automaton->pool + state.at;

    memcpy(items, automaton->steps, state.step_count * sizeof *items);
    memcpy(items + state.step_count, automaton->owners, state.owner_count * sizeof *items);
    automaton->pool_count += state.step_count + state.owner_count;
    return state;
}

/* Puts the one byte of a set, or the letter that it has in both cases, behind a run. False where
 * the set is another, or the run full. */
static bool add_letter(struct run *run, const struct byte_set *set)
{
    struct byte_set rest = *set;
    uint8_t care = 0xFF;
    unsigned byte = 0;

    while (byte < 0x100 && !byte_set_has(set, byte))
        byte++;
    if (byte == 0x100 || run->size == sizeof run->bytes)
        return false;
    byte_set_remove(&rest, byte);
    if (byte_set_has(&rest, byte | CASE_BIT)) {
        byte_set_remove(&rest, byte | CASE_BIT);
        care = 0xFF - CASE_BIT;
    }
    if (!byte_set_is_empty(&rest))
        return false;
    run->bytes[run->size] = (uint8_t)byte;
    run->care[run->size++] = care;
    return true;
}

/* The one set of which every step at hand takes a byte; NULL where there is none. */
static const struct byte_set *set_at_hand(const struct automaton *automaton)
{
    const struct nfa *nfa = &automaton->gate->nfa;
    const struct step *first = &nfa->steps[automaton->steps[0]];

    for (size_t i = 0; i < automaton->step_count; i++) {
        const struct step *step = &nfa->steps[automaton->steps[i]];

        if (step->kind != STEP_BYTE || step->arg != first->arg)
            return NULL;
    }
    return &nfa->sets[first->arg];
}

/* What must follow by the steps at hand, which are used up; of size 0 where that is more than one
 * thing. */
static struct run take_run(struct automaton *automaton)
{
    struct run run = {.size = 0};
    const struct byte_set *set;

    while ((set = set_at_hand(automaton)) && add_letter(&run, set))
        for (size_t i = 0; i < automaton->step_count; i++)
            automaton->steps[i] = automaton->gate->nfa.steps[automaton->steps[i]].next;
    return run;
}

/* Makes the state of the steps and owners at hand, which are used up: a run's or one with a row. */
static uint16_t make_state(struct automaton *automaton)
{
    bool is_notable = automaton->owner_count || automaton->step_count == 0;
    struct state state = keep_state(automaton);
    struct run run = {.size = 0};
    size_t number = automaton->state_count;

    if (!is_notable)
        run = take_run(automaton);
    if (run.size) {
        automaton->runs[automaton->run_count] = run;
        number = FIRST_RUN + automaton->run_count++;
    } else {
        for (size_t i = 0; i < automaton->gate->class_count; i += ROW_CLASSES)
            memset(automaton->next + number * ROW_CLASSES + cell_of(i), 0, CACHE_LINE);
        automaton->state_count++;
    }
    automaton->states[number] = state;
    return (uint16_t)(number | (is_notable || run.size ? NOTABLE : 0));
}

static uint16_t find_state(struct automaton *automaton)
{
    size_t slot;

    if (2 * (automaton->state_count + automaton->run_count) > automaton->slot_count)
        grow_slots(automaton);
    slot = first_slot(automaton, automaton->steps, automaton->step_count, automaton->owners,
                      automaton->owner_count);
    for (; automaton->slots[slot]; slot = (slot + 1) & (automaton->slot_count - 1))
        if (is_at_hand(automaton, &automaton->states[automaton->slots[slot] & (NOTABLE - 1)]))
            return automaton->slots[slot];
    return automaton->slots[slot] = make_state(automaton);
}

/* The state of the steps and owners at hand. *was_forgotten is set where all others had to go. */
static uint16_t finish_state(struct automaton *automaton, bool *was_forgotten)
{
    drop_decided(automaton);
    if (automaton->step_count + automaton->owner_count == 0)
        return DEAD;
    if (automaton->state_count == FIRST_RUN || FIRST_RUN + automaton->run_count == MOST_STATES ||
        automaton->pool_count > MOST_POOL) {
        forget(automaton);
        *was_forgotten = true;
    }
    return find_state(automaton);
}

/* The state behind the first byte of a place. */
static uint16_t enter(struct automaton *automaton, unsigned before, unsigned byte)
{
    const struct gate *gate = automaton->gate;
    size_t class_at = gate->classes[byte];
    uint16_t *entry = &automaton->entries[gate->sides[before] * gate->class_count + class_at];
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
    size_t at = from * ROW_CLASSES + automaton->cells[byte];
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

/* The state behind one more byte. */
static uint16_t take_next(struct automaton *automaton, size_t from, unsigned byte)
{
    uint16_t to = automaton->next[from * ROW_CLASSES + automaton->cells[byte]];

    return to != UNKNOWN ? to : make_next(automaton, from, byte);
}

/* Goes on to the next notable state; false where the walk is cut off before one. */
static bool go_on(struct automaton *automaton, struct walk *walk)
{
    size_t state = (size_t)walk->state & (NOTABLE - 1);

    while (walk->at < walk->end) {
        uint16_t to = take_next(automaton, state, *walk->at++);

        if (to == state)
            continue; /* the next look-up need not wait for this one */
        walk->state = to;
        if (to & NOTABLE)
            return true;
        state = to;
    }
    if (walk->is_cut)
        return false;
    walk->state = take_next(automaton, state, EDGE);
    return true;
}

/* Which bits of what must follow do not stand there, where so many bytes are left of the text. */
static uint64_t missing_of(const struct run *run, const uint8_t *at, size_t left)
{
    uint64_t there = 0;
    uint64_t bytes;
    uint64_t care;

    memcpy(&there, at, left < sizeof there ? left : sizeof there);
    memcpy(&bytes, run->bytes, sizeof bytes);
    memcpy(&care, run->care, sizeof care);
    return (there ^ bytes) & care;
}

/* Makes the state behind the run of a state. */
static uint16_t make_behind(struct automaton *automaton, size_t from, uint8_t last)
{
    const struct state *state = &automaton->states[from];
    struct run *run = &automaton->runs[from - FIRST_RUN];
    bool was_forgotten = false;
    uint16_t next;

    begin_state(automaton);
    for (size_t i = 0; i < state->step_count; i++) {
        uint32_t step = automaton->pool[state->at + i];

        for (size_t taken = 0; taken < run->size; taken++)
            step = automaton->gate->nfa.steps[step].next;
        reach(automaton, step, last);
    }
    next = finish_state(automaton, &was_forgotten);
    if (!was_forgotten) {
        run->next = next;
        run->last = last;
    }
    return next;
}

/* The same along a run. */
static bool go_along(struct automaton *automaton, struct walk *walk)
{
    size_t from = walk->state & (NOTABLE - 1);
    const struct run *run = &automaton->runs[from - FIRST_RUN];
    size_t left = (size_t)(walk->end - walk->at);

    if (left < run->size && walk->is_cut)
        return false;
    walk->state = DEAD;
    if (left < run->size || missing_of(run, walk->at, left))
        return true;
    walk->at += run->size;
    walk->state = run->next;
    if (run->next == UNKNOWN || run->last != walk->at[-1])
        walk->state = make_behind(automaton, from, walk->at[-1]);
    return true;
}

/* The owners of a notable state are let pass. True where nothing is left to walk for. */
static bool take_owners(const struct automaton *automaton, uint16_t number,
                        void (*take)(void *context, uint32_t owner), void *context)
{
    const struct state *state = &automaton->states[number & (NOTABLE - 1)];
    const uint32_t *owners = automaton->pool + state->at + state->step_count;

    for (size_t i = 0; i < state->owner_count; i++)
        take(context, owners[i]);
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

static struct head *head_of(struct automaton *automaton, uint32_t bytes, uint8_t before)
{
    return &automaton->heads[(bytes ^ before) * UINT32_C(0x9E3779B1) >> (32 - HEAD_BITS)];
}

/* Takes the first bytes of a walk, which has so many, up to a notable state. */
static void take_head(struct automaton *automaton, struct walk *walk, uint8_t before)
{
    struct head *head;
    uint32_t bytes;

    memcpy(&bytes, walk->at, sizeof bytes);
    head = head_of(automaton, bytes, before);
    if (head->state == UNKNOWN || head->bytes != bytes || head->before != before) {
        uint16_t state = enter(automaton, before, walk->at[0]);
        uint8_t taken = 1;

        for (; taken < HEAD_SIZE && !(state & NOTABLE); taken++)
            state = take_next(automaton, state, walk->at[taken]);
        *head = (struct head){bytes, before, taken, state};
    }
    walk->state = head->state;
    walk->at += head->taken;
}

void automaton_find(struct automaton *automaton, struct lap_str text, size_t at,
                    void (*take)(void *context, uint32_t owner), void *context)
{
    const uint8_t *bytes = (const uint8_t *)text.bytes;
    bool is_cut = text.size - at > LONGEST_WALK;
    struct walk walk = {bytes + at, bytes + (is_cut ? at + LONGEST_WALK : text.size), is_cut, DEAD};

    if (at > 0 && text.size - at >= HEAD_SIZE)
        take_head(automaton, &walk, bytes[at - 1]);
    else
        walk.state = enter(automaton, at > 0 ? bytes[at - 1] : EDGE, *walk.at++);
    while (walk.state != DEAD) {
        bool is_run = (walk.state & (NOTABLE - 1)) >= FIRST_RUN;

        if (walk.state & NOTABLE && !is_run && take_owners(automaton, walk.state, take, context))
            return;
        if (is_run ? go_along(automaton, &walk) : go_on(automaton, &walk))
            continue;
        take_rest(automaton, walk.state, take, context);
        return;
    }
}
