/* SPDX-License-Identifier: MIT */
/* The text of a YAML scalar that stands in its file as it is meant. libfyaml takes 100 instructions
 * a byte to make a scalar's text, whatever it is. */
#ifndef LAPIDARY_DECLARE_WRITTEN_H
#define LAPIDARY_DECLARE_WRITTEN_H

#include "text/arena.h"

/* Each takes a file's bytes and where in them libfyaml says that the scalar's own ones stand, and
 * gives its text in the arena, with a NUL behind it; or an absent one, where it takes a parser to
 * tell it. */

/* Of a scalar without quotes: on one line. */
struct lap_str written_plain(struct arena *arena, struct lap_str file, struct lap_span span);

/* Of one in single quotes: on one line that holds none itself. */
struct lap_str written_quoted(struct arena *arena, struct lap_str file, struct lap_span span);

/* Of lines below a '|' that nothing follows; the first of them is not blank. */
struct lap_str written_lines(struct arena *arena, struct lap_str file, struct lap_span span);

#endif
