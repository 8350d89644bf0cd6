/* SPDX-License-Identifier: MIT */
/* What became of the records of a run, or of a part of one, as counts. */
#ifndef LAPIDARY_WRITE_TALLY_H
#define LAPIDARY_WRITE_TALLY_H

#include <stdbool.h>
#include <stdint.h>

enum tally_count {
    TALLY_RECORDS, /* the sum of the next four */
    TALLY_MATCHED,
    TALLY_EMPTY,
    TALLY_SKIPPED,        /* units that the reader passed over */
    TALLY_FAILED,         /* rejected, and no row came of them */
    TALLY_REJECTS,        /* rows of rejects.csv */
    TALLY_REPLACED_BYTES, /* that were no UTF-8 */
    TALLY_COUNTS
};

/* What manifest.json and the summary call them. */
extern const char *const tally_names[TALLY_COUNTS];

struct tally {
    uint64_t counts[TALLY_COUNTS];
};

void tally_add(struct tally *total, const struct tally *part);

/* How many records are counted as what became of them. */
uint64_t tally_sum(const struct tally *tally);

/* Whether each record that was read is counted so once. */
bool tally_adds_up(const struct tally *tally);

#endif
