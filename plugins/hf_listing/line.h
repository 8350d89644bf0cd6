/* SPDX-License-Identifier: MIT */
/* The lines of a listing: which are chrome, which stand below a paper, and which are text. */
#ifndef HF_LISTING_LINE_H
#define HF_LISTING_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include <lapidary/plugin.h>

#include "looks.h"
#include "note.h"

enum kind { TEXT_LINE, CHROME_LINE, NOTE_LINE, ORGANIZATION_LINE };

/* What a line of text is in its paper. */
enum part { TITLE_FIRST, TITLE_MORE, ABSTRACT_FIRST, ABSTRACT_MORE, PART_COUNT };

/* A line that is not blank. */
struct line {
    struct lap_str text; /* trimmed, without chrome */
    size_t number;       /* within the unit, from 0 */
    bool has_gap;        /* a blank line stands before it */
    bool is_among_gaps;  /* blank lines stand not far above and below */
    bool is_wrapped;     /* it begins where a line of the width around must end */
    enum kind kind;
    enum part part;
    struct looks looks;
    struct note note;
};

struct listing {
    struct line *lines;
    size_t count;
};

/* How many lines of text are not blank. */
size_t line_count(struct lap_str text);

/* Adds those lines of text; listing->lines has room for line_count(text). */
void list_lines(struct lap_str text, struct listing *listing);

/* Finds the chrome: what is plainly so, then what stands beside that or at the beginning. */
void mark_chrome(struct listing *listing);

/* Finds the lines below the papers; the chrome is marked. A number alone below a date counts the
 * comments. */
void mark_notes(struct listing *listing);

#endif
