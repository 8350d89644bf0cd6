/* SPDX-License-Identifier: MIT */
/* Borrowed text as a pointer and a length: making, comparing and printing it. */
#ifndef LAPIDARY_TEXT_STR_H
#define LAPIDARY_TEXT_STR_H

#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "lapidary/plugin.h"

static inline int str_shown_size(struct lap_str text)
{
    return text.size < INT_MAX ? (int)text.size : INT_MAX;
}

static inline const char *str_shown_bytes(struct lap_str text)
{
    return text.bytes ? text.bytes : "";
}

/* For printf's %.*s. */
#define STR_ARGS(text) str_shown_size(text), str_shown_bytes(text)

/* A view of a C string; absent for NULL. */
static inline struct lap_str str_of(const char *text)
{
    struct lap_str str = {text, text ? strlen(text) : 0};
    return str;
}

static inline struct lap_str str_part(struct lap_str text, struct lap_span span)
{
    struct lap_str part = {text.bytes + span.start, span.end - span.start};
    return part;
}

static inline bool str_is_equal(struct lap_str a, struct lap_str b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.bytes, b.bytes, a.size) == 0);
}

/* Whether a C string stands in a list that NULL ends; never where the list is NULL. */
static inline bool str_stands_in(const char *const *list, const char *text)
{
    while (list && *list && strcmp(*list, text) != 0)
        list++;
    return list && *list;
}

/* Takes off rest what stands before the next `end`, and that as well; all of it where there is
 * none. rest must not be absent. */
static inline struct lap_str str_take(struct lap_str *rest, char end)
{
    const char *found = memchr(rest->bytes, end, rest->size);
    struct lap_str taken = {rest->bytes, found ? (size_t)(found - rest->bytes) : rest->size};
    size_t size = taken.size + (found != NULL);

    rest->bytes += size;
    rest->size -= size;
    return taken;
}

#endif
