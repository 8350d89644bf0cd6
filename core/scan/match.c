/* SPDX-License-Identifier: MIT */
/* Matches as they are gathered: growing lists, and what a limit cost. */
#include "scan/match.h"

#include <stdlib.h>

#include "text/memory.h"

void match_list_add(struct match_list *list, struct lap_match match)
{
    if (list->count == list->room) {
        list->room = list->room ? list->room * 2 : 16;
        list->items = memory_grow(list->items, list->room, sizeof *list->items);
    }
    list->items[list->count++] = match;
}

static int difference(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_places(const struct lap_match *a, const struct lap_match *b)
{
    int order = difference(a->field, b->field);

    if (order == 0)
        order = difference(a->span.start, b->span.start);
    if (order == 0)
        order = difference(b->span.end, a->span.end);
    return order ? order : difference(a->pattern, b->pattern);
}

/* Where the run of items in order ends that begins at `begin`. */
static size_t run_end(const struct match_list *list, size_t begin)
{
    size_t end = begin + (begin < list->count);

    while (end < list->count && compare_places(&list->items[end - 1], &list->items[end]) <= 0)
        end++;
    return end;
}

/* Merges two runs that stand one behind the other into the same places of out. */
static void merge(const struct lap_match *items, struct lap_span left, struct lap_span right,
                  struct lap_match *out)
{
    for (size_t i = left.start; i < right.end; i++) {
        bool is_left =
            left.start < left.end && (right.start == right.end ||
                                      compare_places(&items[left.start], &items[right.start]) <= 0);

        out[i] = items[is_left ? left.start++ : right.start++];
    }
}

/* The search gives its matches in few runs that are in order already, which are merged. */
void match_list_sort(struct match_list *list)
{
    while (run_end(list, 0) < list->count) {
        struct lap_match *merged = list->items;

        list->spare = memory_grow(list->spare, list->room, sizeof *list->spare);
        for (size_t at = 0; at < list->count;) {
            size_t middle = run_end(list, at);
            size_t end = run_end(list, middle);

            merge(list->items, (struct lap_span){at, middle}, (struct lap_span){middle, end},
                  list->spare);
            at = end;
        }
        list->items = list->spare;
        list->spare = merged;
    }
}

void match_list_release(struct match_list *list)
{
    free(list->items);
    free(list->spare);
    *list = (struct match_list){0};
}
