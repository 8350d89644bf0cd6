/* SPDX-License-Identifier: MIT */
/* Many expressions, readied for telling at once which of them can begin at a place of a text. */
#include "scan/gate.h"

#include <stdlib.h>

#include "process/memory.h"
#include "scan/chance.h"

struct gate *gate_new(void)
{
    struct gate *gate = memory_take(1, sizeof *gate);

    gate->chances = code_chances();
    return gate;
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
    *chance = sieve_chance(&gate->chances, &gate->nfa, &gate->openings, gate->openings_before);
    return true;
}

void gate_take_back(struct gate *gate)
{
    gate->nfa.count = gate->steps_before;
    gate->openings.count = gate->openings_before;
}

/* Splits the classes by a set; gives how many there are. */
static size_t split(uint16_t *classes, const struct byte_set *set)
{
    uint16_t numbers[2 * 257];
    size_t count = 0;

    memset(numbers, 0xFF, sizeof numbers);
    for (unsigned byte = 0; byte <= EDGE; byte++) {
        uint16_t *number = &numbers[2 * classes[byte] + gate_is_in(set, byte)];

        if (*number == 0xFFFF)
            *number = (uint16_t)count++;
        classes[byte] = *number;
    }
    return count;
}

/* Gives the classes new numbers, the commonest first, so that what a text asks for of a row of them
 * lies together. */
static void order_classes(uint16_t *classes, size_t count)
{
    double chances[EDGE + 1] = {0};
    uint16_t numbers[EDGE + 1] = {0};

    for (unsigned byte = 0; byte < EDGE; byte++) {
        struct byte_set one = {.has_edge = false};

        byte_set_add(&one, byte);
        chances[classes[byte]] += chance_of(&one);
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            bool is_first = chances[j] > chances[i] || (j < i && !(chances[j] < chances[i]));

            numbers[i] = (uint16_t)(numbers[i] + is_first);
        }
    }
    for (unsigned byte = 0; byte <= EDGE; byte++)
        classes[byte] = numbers[classes[byte]];
}

static bool was_seen(const struct openings *openings, size_t at)
{
    for (size_t i = at > 8 ? at - 8 : 0; i < at; i++)
        if (byte_set_is_same(&openings->items[i].behind, &openings->items[at].behind))
            return true;
    return false;
}

static void split_all(struct gate *gate)
{
    struct byte_set edge = {.has_edge = true};

    gate->class_count = split(gate->classes, &edge);
    gate->side_count = 1;
    for (size_t i = 0; i < gate->nfa.set_count; i++)
        gate->class_count = split(gate->classes, &gate->nfa.sets[i]);
    for (size_t i = 0; i < gate->openings.count; i++)
        if (!was_seen(&gate->openings, i))
            gate->side_count = split(gate->sides, &gate->openings.items[i].behind);
    order_classes(gate->classes, gate->class_count);
    for (unsigned byte = EDGE + 1; byte-- > 0;)
        gate->members[gate->classes[byte]] = (uint16_t)byte;
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
    sieve_fill(&gate->sieve, &gate->chances, &gate->nfa, &gate->openings);
}
