/* SPDX-License-Identifier: MIT */
/* The examples of a declaration, run: what was wanted and what was made. */
#ifndef LAPIDARY_WORKERS_PROOF_H
#define LAPIDARY_WORKERS_PROOF_H

#include "workers/workshop.h"

/* A row as columns with their cells; empty cells are left out. */
struct proof_row {
    struct pair *cells;
    size_t count;
};

struct proof_rows {
    struct proof_row *items;
    size_t count;
};

/* What an example came to. Everything is in the arena that was given. */
struct proof {
    bool is_proved;
    struct proof_rows wanted;
    struct proof_rows made;
    const char *failure; /* why nothing could be made; NULL where all went well */
};

/* Runs example number `example` of a plugin of the workshop. */
struct proof proof_make(struct arena *arena, const struct workshop *workshop, size_t plugin,
                        size_t example);

/* True where a wanted cell and a made one say the same: the same text, or of a column of numbers
 * the same number up to 9 digits. */
bool proof_cell_agrees(const struct declaration *declaration, const char *column,
                       const char *wanted, const char *made);

/* True where the column counts: the wanted row names it, or it is none of those (field, start, end,
 * pattern, id, record, line) that count only where they are named. */
bool proof_column_counts(const struct proof_row *wanted, const char *column);

/* The cell of a column; "" where the row has none. */
const char *proof_cell(const struct proof_row *row, const char *column);

#endif
