/* SPDX-License-Identifier: MIT */
/* The amounts that a run can be told: limits, and how many workers. Options of `lapidary run` and
 * keys of a run declaration have the same names. */
#ifndef LAPIDARY_DECLARE_AMOUNTS_H
#define LAPIDARY_DECLARE_AMOUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/buffer.h"

enum amount {
    AMOUNT_WORKERS,  /* 0: the run's own process does everything */
    AMOUNT_TIME,     /* milliseconds for one record and plugin */
    AMOUNT_MEMORY,   /* bytes of one worker, beyond what it starts with */
    AMOUNT_RECORD,   /* bytes of one record */
    AMOUNT_UNPACKED, /* bytes that a compressed input may unpack to */
    AMOUNT_ROWS,     /* of one record and plugin */
    AMOUNT_FAULTS,   /* crashes and the like of one plugin before it is switched off */
    AMOUNT_MATCH,    /* PCRE2's match limit for one search */
    AMOUNT_DEPTH,    /* PCRE2's depth limit for one search */
    AMOUNT_COUNT
};

/* Zeroed: nothing is said. */
struct amounts {
    struct {
        bool is_said;
        uint64_t value;
    } items[AMOUNT_COUNT];
};

/* What an amount is called, as an option without its dashes: "time-limit". */
const char *amount_name(enum amount amount);

/* What may stand there, for messages: "a size such as 500K, 16M or 1G". */
const char *amount_wanted(enum amount amount);

/* Sets an amount by its text; false where it is none. */
bool amount_read(struct amounts *amounts, enum amount amount, const char *text);

/* The value, or the default of what is not said. */
uint64_t amount_value(const struct amounts *amounts, enum amount amount);

/* Adds the value as its option takes it: seconds for what is kept in milliseconds, else digits. */
void amount_add(struct buffer *out, const struct amounts *amounts, enum amount amount);

/* Takes from other what amounts does not say. */
void amounts_add(struct amounts *amounts, const struct amounts *other);

#endif
