/* SPDX-License-Identifier: MIT */
/* A run of tokens: how it is written, and what stands beside it. */
#ifndef DATASETS_RUN_H
#define DATASETS_RUN_H

#include "sheet.h"

/* A run of tokens, end exclusive; empty where there is none. */
struct run {
    size_t begin;
    size_t end;
};

/* Where a run that is not empty stands in the text. */
struct lap_span run_span(const struct sheet *sheet, struct run run);

/* Whether a token of the run has one of the flags. */
bool any_has(const struct sheet *sheet, struct run run, unsigned flags);

/* Whether a word of the run is written as no ordinary word or organization is. */
bool is_marked_run(const struct sheet *sheet, struct run run);

/* Whether most words of a run are capitalised, as those of a proper name are. */
bool is_proper(const struct sheet *sheet, struct run run);

/* Whether "the" stands before a run. */
bool is_definite(const struct sheet *sheet, struct run run);

/* Whether a name ends before a token: no noun goes on with it. */
bool is_closed(const struct sheet *sheet, size_t after);

/* Whether a sentence goes on with what the data shows: "experiments on X demonstrate". */
bool is_shown(const struct sheet *sheet, size_t after);

#endif
