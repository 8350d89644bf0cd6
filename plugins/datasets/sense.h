/* SPDX-License-Identifier: MIT */
/* What the record says that a name stands for. */
#ifndef DATASETS_SENSE_H
#define DATASETS_SENSE_H

#include "run.h"

/* Whether what stands before a name says that the authors made it. */
bool is_made_here(const struct sheet *sheet, size_t begin);

/* Whether a clause that begins with a token says so of what stands before it: "that we collected",
 * "we introduce". */
bool is_made_after(const struct sheet *sheet, size_t begin);

/* Whether a long form tells a task or a kind of thing, not a name of data. */
bool is_kind(const struct sheet *sheet, struct run run);

/* The tests of a mention that follow are asked of one that begins with a token and has another one,
 * `after`, behind it; see mention.h. */

/* Whether the text spells a short form out as a task or a kind of data. */
bool is_kind_here(const struct sheet *sheet, size_t i, size_t after, struct lap_str surface);

/* Whether the text spells an acronym, of four letters at most, out in ordinary words: "visual
 * relation detection (VRD)". */
bool is_described_here(const struct sheet *sheet, size_t i, size_t after, struct lap_str surface);

/* Whether it goes on as a method's does: "X framework", "X, a new model". */
bool is_method_here(const struct sheet *sheet, size_t i, size_t after, struct lap_str surface);

/* Whether the text explains it as a method: "X, a new model". */
bool is_explained_here(const struct sheet *sheet, size_t i, size_t after, struct lap_str surface);

/* Whether the authors present it and explain what it is: "we introduce X, a collection of ...". */
bool is_presented_here(const struct sheet *sheet, size_t i, size_t after, struct lap_str surface);

/* Whether the text explains a known name as a method, or spells it out as a task, a kind of data or
 * something that is not on the list. */
bool is_something_else_here(const struct sheet *sheet, size_t i, size_t after,
                            struct lap_str surface);

#endif
