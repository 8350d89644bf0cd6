/* SPDX-License-Identifier: MIT */
/* How far a harvest is, as one line of text that a resumed run goes on from. */
#include "workers/ledger.h"

#include <inttypes.h>
#include <stdlib.h>

/* Goes through all counts of a ledger in the order of its line. False ends it. */
typedef bool count_taker(void *context, uint64_t *count);

static bool each_of_tally(struct tally *tally, count_taker *take, void *context)
{
    bool is_good = true;

    for (int i = 0; is_good && i < TALLY_COUNTS; i++)
        is_good = take(context, &tally->counts[i]);
    return is_good;
}

static bool each_of_facet(struct facet_tally *tally, count_taker *take, void *context)
{
    return take(context, &tally->matches) && take(context, &tally->rows) &&
           take(context, &tally->records) && take(context, &tally->nanoseconds);
}

static bool each_count(struct ledger *ledger, count_taker *take, void *context)
{
    bool is_good = each_of_tally(&ledger->tally, take, context);

    for (size_t i = 0; is_good && i < ledger->plugin_count; i++)
        is_good =
            each_of_facet(&ledger->facets[i], take, context) && take(context, &ledger->falls[i]);
    for (size_t i = 0; is_good && i < ledger->input_count; i++)
        is_good = take(context, &ledger->inputs[i].records) &&
                  take(context, &ledger->progress[i].steps) &&
                  take(context, &ledger->progress[i].is_rejected);
    return is_good;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): a count_taker */
static bool write_count(void *context, uint64_t *count)
{
    struct buffer *line = context;

    buffer_add_joint(line, " ");
    buffer_add_format(line, "%" PRIu64, *count);
    return true;
}

void ledger_write(struct buffer *line, const struct ledger *ledger)
{
    struct ledger counts = *ledger;

    each_count(&counts, write_count, line);
}

static bool read_count(void *context, uint64_t *count)
{
    char **rest = context;
    char *end;

    *count = strtoull(*rest, &end, 10);
    if (end == *rest)
        return false;
    *rest = end;
    return true;
}

bool ledger_read(struct ledger *ledger, struct lap_str line)
{
    struct buffer text = {0};
    char *rest;
    bool is_read;

    buffer_add_str(&text, line);
    buffer_text(&text);
    rest = text.bytes;
    is_read = each_count(ledger, read_count, &rest) && *rest == '\0';
    buffer_release(&text);
    return is_read;
}
