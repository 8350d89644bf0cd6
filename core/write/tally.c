/* SPDX-License-Identifier: MIT */
/* What became of the records of a run, or of a part of one, as counts. */
#include "write/tally.h"

const char *const tally_names[TALLY_COUNTS] = {[TALLY_RECORDS] = "records",
                                               [TALLY_MATCHED] = "matched",
                                               [TALLY_EMPTY] = "empty",
                                               [TALLY_SKIPPED] = "skipped",
                                               [TALLY_FAILED] = "failed",
                                               [TALLY_REJECTS] = "rejects",
                                               [TALLY_REPLACED_BYTES] = "replaced_bytes"};

void tally_add(struct tally *total, const struct tally *part)
{
    for (int i = 0; i < TALLY_COUNTS; i++)
        total->counts[i] += part->counts[i];
}

uint64_t tally_sum(const struct tally *tally)
{
    return tally->counts[TALLY_MATCHED] + tally->counts[TALLY_EMPTY] +
           tally->counts[TALLY_SKIPPED] + tally->counts[TALLY_FAILED];
}

/* Without a sum, which may be too large for a number: a plugin can write rubbish into a tally. */
bool tally_adds_up(const struct tally *tally)
{
    uint64_t rest = tally->counts[TALLY_RECORDS];

    for (int i = TALLY_MATCHED; i <= TALLY_FAILED; i++) {
        if (tally->counts[i] > rest)
            return false;
        rest -= tally->counts[i];
    }
    return rest == 0;
}
