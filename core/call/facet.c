/* SPDX-License-Identifier: MIT */
/* A facet being cut: its extractor opened, called for each record, its rows settled. */
#include "call/facet.h"

/* The run declaration that sets an option of the plugin; NULL where none does. */
static const char *run_declaration_of(const struct declaration *declaration)
{
    for (size_t i = 0; i < declaration->options.count; i++) {
        const char *file = declaration->options.items[i].place.file;

        if (strcmp(file, declaration->file) != 0)
            return file;
    }
    return NULL;
}

static void tell_refusal(const struct plugin *plugin, struct lap_str reason, struct faults *faults)
{
    const char *run = run_declaration_of(plugin->declaration);

    faults_add(faults, "%s: its object %s refuses to open: %.*s; correct the declaration%s%s",
               plugin->declaration->file, plugin->object_file, STR_ARGS(reason),
               run ? ", or the options that it is given in " : "", run ? run : "");
}

bool facet_open(struct facet *facet, const struct plugin *plugin, size_t row_limit,
                struct faults *faults)
{
    struct lap_call call = {.plugin = plugin, .arena = &facet->arena};
    bool is_good;

    facet->plugin = plugin;
    facet->row_limit = row_limit;
    if (!row_rules_make(&facet->rules, plugin->declaration, faults))
        return false;
    is_good = call_open(&call, &facet->state);
    if (!is_good)
        tell_refusal(plugin, call_reason(&call), faults);
    call_end(&call);
    return is_good;
}

void facet_close(struct facet *facet)
{
    row_rules_release(&facet->rules);
    arena_release(&facet->arena);
}

/* The rows offered so far for one record. */
struct offers {
    const struct facet *facet;
    const struct record *record;
    const struct match_list *matches; /* that are lent */
    const struct drop_taker *drops;
    struct arena *arena;
    struct row *items;
    size_t count;
    size_t room;
    bool is_row_bad;
};

static int refuse_row(const struct offers *offers, struct buffer *reason)
{
    reason->size = 0;
    buffer_add_format(reason,
                      "it offered more than %zu rows for one record, the limit; raise it with "
                      "--row-limit",
                      offers->facet->row_limit);
    return LAP_FAILED;
}

/* Whether the match that an offer names is one of those lent, and was left as it was. What stands
 * elsewhere may look like one by chance. */
static bool has_match(const struct offers *offers, const struct lap_row *offer,
                      struct buffer *reason)
{
    uintptr_t first = (uintptr_t)offers->matches->items;
    uintptr_t at = (uintptr_t)offer->match;

    if (at >= first && at < (uintptr_t)(offers->matches->items + offers->matches->count) &&
        (at - first) % sizeof *offer->match == 0 &&
        offer->match->pattern < offers->facet->plugin->declaration->pattern_count)
        return true;
    buffer_add_format(reason, "the row names no match that it comes from");
    return false;
}

static int take_offer(void *context, const struct lap_row *offer, struct buffer *reason)
{
    struct offers *offers = context;
    struct row *row;

    if (offers->count == offers->facet->row_limit)
        return refuse_row(offers, reason);
    if (offers->count == offers->room) {
        struct row *items = offers->items;

        offers->room = offers->room ? 2 * offers->room : 8;
        offers->items = arena_take(offers->arena, offers->room * sizeof *items);
        if (items)
            memcpy(offers->items, items, offers->count * sizeof *items);
    }
    row = &offers->items[offers->count];
    if (!has_match(offers, offer, reason) ||
        !row_make(&offers->facet->rules, offers->record, offer, offers->arena, row, reason)) {
        offers->is_row_bad = true;
        return LAP_FAILED;
    }
    row->order = offers->count++;
    return LAP_OK;
}

static void take_drop(void *context, const struct lap_match *match, const char *reason)
{
    const struct offers *offers = context;

    if (offers->drops)
        offers->drops->take(offers->drops->context, match, reason);
}

bool facet_offers(const struct facet *facet, const struct record *record,
                  const struct match_list *matches, const struct drop_taker *drops,
                  struct arena *arena, struct facet_rows *rows, bool *is_row_bad,
                  struct buffer *reason)
{
    struct offers offers = {
        .facet = facet, .record = record, .matches = matches, .drops = drops, .arena = arena};
    struct lap_call call = {
        .plugin = facet->plugin,
        .arena = arena,
        .taker = {.context = &offers, .take_row = take_offer, .take_drop = take_drop}};
    struct lap_record view = {record->fields, record->field_count};
    bool is_good;

    call_enter(&call, "made rows of a record", false);
    is_good =
        call_leave(&call, facet->plugin->record->extract(&call_host, &call, facet->state, &view,
                                                         matches->items, matches->count));
    if (record_put_back(record)) {
        is_good = false;
        call.reason.size = 0;
        buffer_add_format(&call.reason, "it wrote over the record that it was lent");
    }
    if (!is_good)
        buffer_add_str(reason, call_reason(&call));
    *rows = (struct facet_rows){offers.items, offers.count};
    *is_row_bad = offers.is_row_bad;
    call_end(&call);
    return is_good;
}

bool facet_rows(const struct facet *facet, const struct record *record,
                const struct match_list *matches, struct arena *arena, struct facet_rows *rows,
                bool *is_row_bad, struct buffer *reason)
{
    bool is_good = facet_offers(facet, record, matches, NULL, arena, rows, is_row_bad, reason);

    rows->count = is_good ? rows_settle(rows->items, rows->count) : 0;
    rows_locate(rows->items, rows->count, record);
    return is_good;
}
