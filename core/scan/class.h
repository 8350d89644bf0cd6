/* SPDX-License-Identifier: MIT */
/* Which characters a class or an escape of a regular expression stands for. */
#ifndef LAPIDARY_SCAN_CLASS_H
#define LAPIDARY_SCAN_CLASS_H

#include "scan/byteset.h"

struct characters {
    struct byte_set bytes; /* ASCII's; of a piece of another character, the piece's byte */
    bool has_others;       /* perhaps some beyond ASCII */
    bool has_twins;        /* the Kelvin sign or the long s is perhaps among the others */
    bool is_loose;         /* perhaps fewer of ASCII's than it says */
};

/* Adds the character of a code point. */
void characters_add(struct characters *characters, uint32_t point);

/* Adds the other cases of its letters. Without case, k and s are also the Kelvin sign and the long
 * s (Unicode CaseFolding.txt; no other letter of ASCII has such a twin): those two are left out,
 * and true is returned where that happened. */
bool characters_fold(struct characters *characters);

/* Any character at all. */
struct characters characters_any(void);

/* What a shorthand (d, D, w, W, s, S) adds; false where the letter is none. */
bool characters_add_shorthand(struct characters *characters, char letter);

/* The code point that an escape names, or -1; *at stands behind the backslash and is moved on. */
int class_escaped_point(const char **at);

/* Moves *at past the name of a property, {...} or one letter; false where none stands there. */
bool class_skip_property(const char **at);

/* Reads a class; *at stands behind its bracket. False where it is not known for certain; *has_twins
 * is set where characters_fold left something out. */
bool class_read(const char **at, bool is_caseless, struct characters *characters, bool *has_twins);

#endif
