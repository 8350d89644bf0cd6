/* SPDX-License-Identifier: MIT */
/* What became of every match of one plugin in one record, for `lapidary explain`. */
#include "workers/trace.h"

static void take_drop(void *context, const struct lap_match *match, const char *reason)
{
    struct trace *trace = context;

    trace->drops =
        arena_grown(&trace->arena, trace->drops, trace->drop_count, sizeof *trace->drops);
    trace->drops[trace->drop_count++] =
        (struct drop){match, arena_copy(&trace->arena, str_of(reason))};
}

/* The settled row that an offer yields to; itself where it was kept. */
static size_t winner_of(const struct row *offer, const struct row *kept, size_t kept_count)
{
    for (size_t i = 0; i < kept_count; i++)
        if (kept[i].order == offer->order)
            return offer->order;
    for (size_t i = 0; i < kept_count; i++)
        if (kept[i].field == offer->field && kept[i].span.start < offer->span.end &&
            offer->span.start < kept[i].span.end)
            return kept[i].order;
    return offer->order;
}

static void settle(struct trace *trace)
{
    size_t count = trace->offers.count;
    struct row *rows = arena_take(&trace->arena, count * sizeof *rows);
    size_t kept;

    if (count)
        memcpy(rows, trace->offers.items, count * sizeof *rows);
    kept = rows_settle(rows, count);
    trace->beaten_by = arena_take(&trace->arena, count * sizeof *trace->beaten_by);
    for (size_t i = 0; i < count; i++)
        trace->beaten_by[i] = winner_of(&trace->offers.items[i], rows, kept);
}

void trace_make(struct trace *trace, const struct workshop *workshop, size_t plugin,
                const struct record *record)
{
    struct drop_taker drops = {trace, take_drop};
    struct buffer reason = {0};
    const struct scan *scan;
    bool is_row_bad;

    *trace = (struct trace){.scanner = scanner_open(workshop->engine)};
    scan = scanner_scan(trace->scanner, record);
    trace->matches = &scan->found[plugin];
    trace->uncued = &scan->uncued[plugin];
    trace->hits = scan->hits;
    trace->hit_count = scan->hit_count;
    if (trace->matches->count &&
        !facet_offers(&workshop->facets[plugin], record, trace->matches, &drops, &trace->arena,
                      &trace->offers, &is_row_bad, &reason))
        trace->failure = arena_copy(&trace->arena, buffer_str(&reason));
    settle(trace);
    buffer_release(&reason);
}

void trace_release(struct trace *trace)
{
    scanner_close(trace->scanner);
    arena_release(&trace->arena);
}
