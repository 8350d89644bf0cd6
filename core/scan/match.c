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

static int compare_places(const void *left, const void *right)
{
    const struct lap_match *a = left;
    const struct lap_match *b = right;
    int order = difference(a->field, b->field);

    if (order == 0)
        order = difference(a->span.start, b->span.start);
    if (order == 0)
        order = difference(b->span.end, a->span.end);
    return order ? order : difference(a->pattern, b->pattern);
}

void match_list_sort(struct match_list *list)
{
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, compare_places);
}

void match_list_release(struct match_list *list)
{
    free(list->items);
    *list = (struct match_list){0};
}
