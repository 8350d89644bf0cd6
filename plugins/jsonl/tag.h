/* SPDX-License-Identifier: MIT */
/* The tags of an HTML page, and the characters that their attributes stand for. */
#ifndef LAPIDARY_JSONL_TAG_H
#define LAPIDARY_JSONL_TAG_H

#include <stdbool.h>
#include <stddef.h>

#include <lapidary/plugin.h>

/* Attributes that a tag has not are absent; those that it has stand as they are written. */
struct tag {
    struct lap_str name;
    struct lap_str target; /* data-target: what the page makes of the element */
    struct lap_str props;  /* data-props: the data that it makes it of */
};

/* Finds the next tag that begins an element, from *at on, and sets *at behind it; false where there
 * is none. Comments, scripts and styles have none. A tag that breaks off has what was read of it.
 */
bool next_tag(struct lap_str page, size_t *at, struct tag *tag);

/* An attribute's characters: references by number, or by a name of HTML 4, are decoded. Absent
 * where there is no memory. */
struct lap_str attribute_text(const struct lap_host *host, struct lap_call *call,
                              struct lap_str attribute);

#endif
