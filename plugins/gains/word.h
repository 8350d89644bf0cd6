/* SPDX-License-Identifier: MIT */
/*
 * What the words around a figure mean: the roles of the patterns, and what each role says.
 */
#ifndef GAINS_WORD_H
#define GAINS_WORD_H

#include <stdbool.h>

/* Those of patterns come first, in the order of roles. */
enum role {
    TIMES,
    FACTOR,
    PERCENT,
    ORDERS,
    SHRINKING,
    GROWING,
    CHANGE,
    SPEEDING,
    SQUEEZE,
    CHEAP,
    TIME,
    RATE,
    STORE,
    POWER,
    WORK,
    COUNT,
    COST,
    EFFICIENCY,
    WORTH,
    QUALITY,
    DOWN,
    DOWN_NOUN,
    TAKING,
    SMALLER,
    UP,
    UP_NOUN,
    GOOD,
    GOOD_NOUN,
    OUTDO,
    BAD,
    VERSUS,
    RESPECTIVELY,
    UPTO,
    ATLEAST,
    ABOUT,
    MEAN,
    MOST,
    ASIDE,
    STOP,
    BY, /* from here on, no pattern's */
    SHARE,
    LINK,
    AND,
    NO_ROLE
};

/* The names of the roles in the declarations, ended by NULL. */
extern const char *const roles[];

enum metric { NO_METRIC, SPEED, MEMORY, ENERGY, COMPUTE };

enum way { NO_WAY, TO_LESS, TO_MORE, TO_BETTER, TO_WORSE, TO_SMALLER };

/* What a hedge makes of a figure. */
enum bound { NO_BOUND, UP_TO, AT_LEAST, ABOUT_SO };

/* FIGURE: what is weighed. WHOLE: says by itself that something is gained. QUANTITY: what may be
 * gained in. WAY: whether there is less or more of it. HEDGE: bounds a figure. GLUE: what holds the
 * sentence together, all else. */
enum kind { GLUE, FIGURE, WHOLE, QUANTITY, WAY, HEDGE };

struct meaning {
    enum kind kind;
    enum metric metric;
    bool is_more_better; /* of a throughput; less is better of a latency */
    enum way way;        /* the way that the word itself says */
    enum bound bound;    /* of a hedge */
};

/* One for each role, NO_ROLE included. */
extern const struct meaning meanings[];

#endif
