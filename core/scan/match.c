/* SPDX-License-Identifier: MIT */
/* Matches as they are gathered: growing lists, and what a limit cost. */
#include "scan/match.h"

#include <stdlib.h>

#include "process/memory.h"

/* Items are put back by so many places at most; further back, they are merged, so many times. */
enum { NEAR = 8, MANY = 8 };

void match_list_clear(struct match_list *list)
{
    list->count = 0;
    list->longest = 0;
}

void match_list_add(struct match_list *list, struct lap_match match)
{
    size_t size = match.span.end - match.span.start;

    if (list->count == list->room) {
        list->room = list->room ? list->room * 2 : 16;
        list->items = memory_grow(list->items, list->room, sizeof *list->items);
    }
    list->items[list->count++] = match;
    if (size > list->longest)
        list->longest = size;
}

static bool is_before(const struct lap_match *a, const struct lap_match *b)
{
    if (a->field != b->field)
        return a->field < b->field;
    if (a->span.start != b->span.start)
        return a->span.start < b->span.start;
    if (a->span.end != b->span.end)
        return a->span.end > b->span.end;
    return a->pattern < b->pattern;
}

/* How many items from `from` on are in order. One that is out of it by a few places only, as those
 * that begin at the same place are, is put where it belongs. */
static size_t run_of(struct match_list *list, size_t from)
{
    size_t end = from + 1;

    for (; end < list->count; end++) {
        struct lap_match item;
        size_t at = end;

        while (at > from && end - at < NEAR && is_before(&list->items[end], &list->items[at - 1]))
            at--;
        if (at == end)
            continue;
        if (at > from && is_before(&list->items[end], &list->items[at - 1]))
            break;
        item = list->items[end];
        memmove(&list->items[at + 1], &list->items[at], (end - at) * sizeof item);
        list->items[at] = item;
    }
    return end - from;
}

/* Merges two runs that stand behind each other into `into`. */
static void merge(const struct lap_match *first, size_t first_count, const struct lap_match *second,
                  size_t second_count, struct lap_match *into)
{
    while (first_count && second_count) {
        bool is_second = is_before(second, first);

        *into++ = is_second ? *second++ : *first++;
        first_count -= !is_second;
        second_count -= is_second;
    }
    if (first_count)
        memcpy(into, first, first_count * sizeof *into);
    if (second_count)
        memcpy(into, second, second_count * sizeof *into);
}

static int compare(const void *a, const void *b)
{
    return is_before(a, b) ? -1 : is_before(b, a);
}

/* What was gathered is a few runs, each in order: of the patterns, of the names, of the cues, in
 * each field. */
void match_list_sort(struct match_list *list)
{
    size_t done = list->count ? run_of(list, 0) : 0;

    for (size_t runs = 1; done < list->count; runs++) {
        size_t next = run_of(list, done);

        if (runs == MANY) {
            qsort(list->items, list->count, sizeof *list->items, compare);
            return;
        }
        if (list->spare_room < list->room) {
            list->spare_room = list->room;
            list->spare = memory_grow(list->spare, list->spare_room, sizeof *list->spare);
        }
        merge(list->items, done, list->items + done, next, list->spare);
        memcpy(list->items, list->spare, (done + next) * sizeof *list->items);
        done += next;
    }
}

size_t match_list_find(const struct match_list *list, size_t field, size_t at)
{
    size_t first = 0;

    for (size_t count = list->count; count > 0;) {
        size_t half = (count + 1) / 2;
        const struct lap_match *match = &list->items[first + half - 1];

        first +=
            match->field < field || (match->field == field && match->span.start < at) ? half : 0;
        count -= half;
    }
    return first;
}

void match_list_release(struct match_list *list)
{
    free(list->items);
    free(list->spare);
    *list = (struct match_list){0};
}
