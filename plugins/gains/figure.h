/* SPDX-License-Identifier: MIT */
/*
 * A figure: its number and unit, what stands around it, and what is made of it.
 */
#ifndef GAINS_FIGURE_H
#define GAINS_FIGURE_H

#include "sentence.h"

enum capture {
    VALUE,
    LOW,
    PARTS,
    GONE,
    POWER_OF_TEN,
    FROM,
    FROM_UNIT,
    TO,
    TO_UNIT,
    COUNTED,
    CAPTURES
};

/* The names of the captures in the declarations, ended by NULL. */
extern const char *const captures[];

enum unit { UNIT_TIMES, UNIT_PERCENT, UNIT_ORDERS };

/* What stands on one side of a figure. */
struct view {
    enum role thing;   /* the quantity or the word that says it all; NO_ROLE where there is none */
    enum role nearest; /* the quantity that stands nearest on the left */
    enum role of;      /* what an efficiency is of */
    enum role second;  /* of two quantities the one that is named second: "time and memory" */
    enum way way;
    bool is_way_taken; /* the way is the left thing's own: "lower latency at 2x" */
    bool is_noun_way;  /* a noun says the way: "reduction" */
    bool is_of;        /* "of" follows the figure */
    bool is_beside;    /* nothing stands between it and the figure */
    bool is_as;        /* it says how much there is of a whole: "200% as fast" */
    bool is_by;        /* "by" or "of" leads to the figure */
    bool is_linked;    /* of the two it is "of" */
    bool is_at;        /* a word of a share, "for" or "under" stands right before it */
    bool is_share;     /* "to", "only", "with" leads to it */
    bool is_elsewhere; /* the way is of a thing that no cue names: "40x larger codebooks" */
};

/* A view of nothing. */
extern const struct view blank_view;

struct figure {
    size_t cue;
    enum unit unit;
    double value;
    double low;
    bool has_low;
    struct view left;
    struct view right;
    struct view sense; /* what was made of both */
    enum metric metric;
    bool is_settled;
    enum bound bound;
    size_t lead; /* the cue that leads its clause, for finding the baseline */
    struct lap_span baseline;
    const char *reason; /* why it is no gain */
};

/* Where a match counts: a figure begins with its number, "speedup of 3" is the 3. */
struct lap_span span_of(const struct lap_match *match);
/* Fills unit, value and low from the cue's match, and of a change ("from 2 s to 1 s") what it is
 * about; false where the text says no number. */
bool read_figure(const struct lap_host *host, struct lap_call *call, struct lap_str text,
                 const struct cue *cue, struct figure *figure);
/* "halves" and "halving", which say themselves what becomes of a thing; "half" is a part of it. */
bool is_verb_of_half(const struct sentence *sentence, const struct figure *figure);
/* "by a third", "a third fewer": a part that is gone. */
bool is_gone(const struct sentence *sentence, const struct figure *figure);
/* How many times faster, or how many times less; 0 where the text leaves it open. */
double factor_of(const struct figure *figure);

#endif
