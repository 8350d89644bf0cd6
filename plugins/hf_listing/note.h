/* SPDX-License-Identifier: MIT */
/* What stands below a paper: how many authors it has, its date, how many comments. */
#ifndef HF_LISTING_NOTE_H
#define HF_LISTING_NOTE_H

#include <stdbool.h>

#include <lapidary/plugin.h>

/* What a line below a paper says; texts are absent where it says nothing of the kind. */
struct note {
    struct lap_str authors_count;
    struct lap_str date; /* as it stands: `Sep 28, 2024`, `Apr 3` */
    struct lap_str comments;
    bool is_separator; /* it begins with the dot between the authors and the date */
};

/* Whether a line says nothing but authors, date and comments, or is the dot between them; fills
 * note in any case. */
bool is_note(struct lap_str text, struct note *note);

#endif
