/* SPDX-License-Identifier: MIT */
/* Which record_ids a run has seen, and where first. */
#ifndef LAPIDARY_WORKERS_DUPLICATES_H
#define LAPIDARY_WORKERS_DUPLICATES_H

#include <stdint.h>

#include "text/str.h"

/* Where a record stands. */
struct record_place {
    uint32_t input; /* index into the run's inputs */
    uint32_t number;
};

struct duplicates;

/* An empty set; duplicates_free frees it. It takes some 40 bytes a record. */
struct duplicates *duplicates_new(void);
void duplicates_free(struct duplicates *duplicates);

/* Notes a record; the place of the first record with the same id in *first and true where there was
 * one before. */
bool duplicates_find(struct duplicates *duplicates, struct lap_str id, struct record_place place,
                     struct record_place *first);

#endif
