/* SPDX-License-Identifier: MIT */
/* How the expressions of a network can begin: from the first step on, forks and looks are followed
 * up to the steps that take a byte. */
#include "scan/opening.h"

#include <stdlib.h>

#include "process/memory.h"

/* A step, and what the looks before it ask of the neighbours. */
struct way {
    struct byte_set behind;
    struct byte_set ahead;
    uint32_t step;
};

enum { MOST_WAYS = 16384 };

struct ways {
    struct way *items;
    size_t count;
    size_t room;
};

static void push(struct ways *ways, struct way way)
{
    if (ways->count == ways->room) {
        ways->room = ways->room ? 2 * ways->room : 64;
        ways->items = memory_grow(ways->items, ways->room, sizeof *ways->items);
    }
    ways->items[ways->count++] = way;
}

static void add(struct openings *openings, struct opening opening)
{
    if (openings->count == openings->room) {
        openings->room = openings->room ? 2 * openings->room : 64;
        openings->items = memory_grow(openings->items, openings->room, sizeof *openings->items);
    }
    openings->items[openings->count++] = opening;
}

static bool is_possible(const struct byte_set *set)
{
    return set->has_edge || !byte_set_is_empty(set);
}

/* Follows one step; false at an end. */
static bool follow(struct openings *openings, const struct nfa *nfa, struct ways *ways,
                   struct way way)
{
    const struct step *step = &nfa->steps[way.step];
    struct byte_set first;

    way.step = step->next;
    switch (step->kind) {
    case STEP_BYTE:
        first = byte_set_both(way.ahead, &nfa->sets[step->arg]);
        if (!byte_set_is_empty(&first))
            add(openings, (struct opening){way.behind, first, step->next});
        return true;
    case STEP_BEHIND:
        way.behind = byte_set_both(way.behind, &nfa->sets[step->arg]);
        break;
    case STEP_AHEAD:
        way.ahead = byte_set_both(way.ahead, &nfa->sets[step->arg]);
        break;
    case STEP_FORK:
        push(ways, way);
        way.step = step->arg;
        break;
    case STEP_END:
    default:
        return false;
    }
    if (is_possible(&way.behind) && is_possible(&way.ahead))
        push(ways, way);
    return true;
}

bool openings_add(struct openings *openings, const struct nfa *nfa, uint32_t start)
{
    struct ways ways = {0};
    size_t before = openings->count;
    bool is_known = true;

    push(&ways, (struct way){byte_set_all(), byte_set_all(), start});
    for (size_t tried = 0; is_known && ways.count > 0; tried++) {
        ways.count--;
        is_known = tried < MOST_WAYS && follow(openings, nfa, &ways, ways.items[ways.count]);
    }
    if (!is_known)
        openings->count = before;
    free(ways.items);
    return is_known;
}

void openings_release(struct openings *openings)
{
    free(openings->items);
    *openings = (struct openings){0};
}
