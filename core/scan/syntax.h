/* SPDX-License-Identifier: MIT */
/* A regular expression as a tree, read from its syntax. */
#ifndef LAPIDARY_SCAN_SYNTAX_H
#define LAPIDARY_SCAN_SYNTAX_H

#include "scan/class.h"
#include "text/arena.h"

enum expression_kind {
    EXPRESSION_CHARACTER, /* one of `set`; with has_others also any beyond ASCII, whole */
    EXPRESSION_BYTE,      /* one byte of set.bytes */
    EXPRESSION_BOUNDARY,  /* \b, or \B where it is negative */
    EXPRESSION_EDGE,      /* next to it stands one of set.bytes, behind or before */
    EXPRESSION_LOOK,      /* inner stands, or does not, right before or behind */
    EXPRESSION_SEQUENCE,
    EXPRESSION_CHOICE,
    EXPRESSION_REPEAT /* inner, least to most times */
};

/* Of a sequence or a choice, inner is the last of its members, and the others are before it; an
 * empty sequence is nothing. */
struct expression {
    enum expression_kind kind;
    struct characters set;
    const struct expression *inner;
    const struct expression *before;
    size_t least;
    size_t most;  /* SIZE_MAX for any number */
    bool is_firm; /* what it took it does not give back: a++, (?>a) */
    bool is_behind;
    bool is_negative;
};

/* Reads a regular expression that PCRE2 takes in UTF mode without UCP. NULL where it holds anything
 * that is not known for certain: back references, conditions, recursion, verbs, \K, \G, \Q ...
 * *has_twins is set where the Kelvin sign or the long s may stand for a k or an s of it. */
const struct expression *expression_read(struct arena *arena, const char *regex, bool is_caseless,
                                         bool *has_twins);

/* True where a group of the regular expression gives nothing back, (?>a) or (a)*+, and in a few
 * cases where none does. */
bool expression_has_firm_group(const char *regex);

/* True where what a search for the regular expression finds may depend on where the search began,
 * and in a few cases where it does not. */
bool expression_asks_for_start(const char *regex);

#endif
