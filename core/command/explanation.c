/* SPDX-License-Identifier: MIT */
/* What became of every pattern of a plugin in one record, printed for its author. */
#include "command/explanation.h"

#include <stdio.h>

#include "scan/reach.h"
#include "text/utf8.h"
#include "text/visible.h"

enum colour { PLAIN, HEADING, GOOD, BAD };

static const char *const colours[] = {
    [PLAIN] = "\033[0m", [HEADING] = "\033[1m", [GOOD] = "\033[32m", [BAD] = "\033[31m"};

/* A plugin and a record while they are explained. */
struct explanation {
    const struct plugin *plugin;
    const struct record *record;
    const struct trace *trace;
    bool has_colour;
};

static void set_colour(const struct explanation *explanation, enum colour colour)
{
    if (explanation->has_colour)
        fputs(colours[colour], stdout);
}

/* A field's part with its place in code points. */
static void print_part(const struct record *record, size_t field, struct lap_span span)
{
    struct lap_str text = record->fields[field].text;
    size_t start = utf8_count(str_part(text, (struct lap_span){0, span.start}));
    struct lap_str part = str_part(text, span);

    visible_print("%s %zu-%zu '%.*s'", record->fields[field].name, start, start + utf8_count(part),
                  STR_ARGS(part));
}

static void print_row(const struct explanation *explanation, size_t offer)
{
    const struct trace *trace = explanation->trace;
    const struct row *row = &trace->offers.items[offer];
    const struct schema *own = explanation->plugin->declaration->own;
    bool is_kept = trace->beaten_by[offer] == offer;

    set_colour(explanation, is_kept ? GOOD : BAD);
    fputs(is_kept ? "    row: " : "    dropped, overlap: ", stdout);
    print_part(explanation->record, row->field, row->span);
    for (size_t i = 0; i < own->count; i++)
        if (row->cells[i].size)
            visible_print(", %s %.*s", own->columns[i].name, STR_ARGS(row->cells[i]));
    if (!is_kept) {
        const struct row *winner = &trace->offers.items[trace->beaten_by[offer]];

        fputs("; it yields to ", stdout);
        print_part(explanation->record, winner->field, winner->span);
    }
    set_colour(explanation, PLAIN);
    putchar('\n');
}

static void print_loss(const struct explanation *explanation, const char *label, const char *reason)
{
    set_colour(explanation, BAD);
    visible_print("    dropped, %s: %s", label, reason);
    set_colour(explanation, PLAIN);
    putchar('\n');
}

/* What the plugin made of a match. */
static void print_outcome(const struct explanation *explanation, const struct lap_match *match)
{
    const struct trace *trace = explanation->trace;
    bool is_told = match->is_cue;

    for (size_t i = 0; i < trace->offers.count; i++) {
        if (trace->offers.items[i].origin != match)
            continue;
        print_row(explanation, i);
        is_told = true;
    }
    for (size_t i = 0; i < trace->drop_count; i++) {
        if (trace->drops[i].match != match)
            continue;
        print_loss(explanation, "by the plugin", trace->drops[i].reason);
        is_told = true;
    }
    if (!is_told && !trace->failure)
        print_loss(explanation, "by the plugin", "it made no row of it and gave no reason");
}

static void print_match(const struct explanation *explanation, const struct lap_match *match)
{
    const struct lap_setup *setup = &explanation->plugin->setup;
    struct lap_str text = explanation->record->fields[match->field].text;

    fputs("  ", stdout);
    print_part(explanation->record, match->field, match->span);
    for (size_t i = 0; i < setup->capture_count; i++) {
        if (lap_is_captured(match->captures[i]))
            visible_print(", %s '%.*s'", setup->captures[i],
                          STR_ARGS(str_part(text, match->captures[i])));
    }
    if (match->name.bytes)
        visible_print(", name '%.*s'", STR_ARGS(match->name));
    putchar('\n');
}

static void print_reach(const struct explanation *explanation, const struct pattern *pattern,
                        size_t field)
{
    struct lap_str text = explanation->record->fields[field].text;
    struct reach reach;

    if (!text.size)
        return;
    if (!reach_find(pattern->regex, pattern->is_caseless, text, &reach)) {
        visible_print("  %s: nothing of it matches\n", explanation->record->fields[field].name);
        return;
    }
    fputs("  it came furthest at ", stdout);
    print_part(explanation->record, field, reach.text);
    visible_print(" and then wanted %.*s\n", (int)(reach.item ? reach.item : 1),
                  pattern->regex + reach.pattern);
}

/* Whether the pattern matches in one of its fields, though nothing of it was taken. */
static bool is_passed_over(const struct record *record, const struct pattern *pattern)
{
    struct reach reach = {0};

    for (size_t i = 0; i < record->field_count && !reach.is_match; i++)
        if (str_stands_in(pattern->fields, record->fields[i].name) && record->fields[i].text.size)
            reach_find(pattern->regex, pattern->is_caseless, record->fields[i].text, &reach);
    return reach.is_match;
}

static void print_absence(const struct explanation *explanation, const struct pattern *pattern)
{
    const struct record *record = explanation->record;

    if (pattern->cue && explanation->trace->matches->count == 0 &&
        explanation->trace->uncued->count == 0) {
        puts("  not searched: nothing stands here that it could be a cue of");
        return;
    }
    if (pattern->cue == CUE_SENTENCE && (pattern->names || is_passed_over(record, pattern))) {
        puts("  not in a sentence where something stands that it could be a cue of");
        return;
    }
    if (pattern->names) {
        printf("  none of its %zu names stands here\n", pattern->names->count);
        return;
    }
    for (size_t i = 0; i < record->field_count; i++)
        if (str_stands_in(pattern->fields, record->fields[i].name))
            print_reach(explanation, pattern, i);
}

static bool has_match_of(const struct match_list *list, size_t pattern)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].pattern == pattern)
            return true;
    return false;
}

static bool has_matched(const struct trace *trace, size_t pattern)
{
    return has_match_of(trace->matches, pattern) || has_match_of(trace->uncued, pattern);
}

static void print_matches(const struct explanation *explanation, size_t pattern)
{
    const struct trace *trace = explanation->trace;

    for (size_t i = 0; i < trace->matches->count; i++) {
        if (trace->matches->items[i].pattern != pattern)
            continue;
        print_match(explanation, &trace->matches->items[i]);
        print_outcome(explanation, &trace->matches->items[i]);
    }
    for (size_t i = 0; i < trace->uncued->count; i++) {
        if (trace->uncued->items[i].pattern != pattern)
            continue;
        print_match(explanation, &trace->uncued->items[i]);
        print_loss(explanation, "name list", "the cue that this name asks for is not near");
    }
}

static void print_pattern(const struct explanation *explanation, size_t pattern)
{
    const struct pattern *of = &explanation->plugin->declaration->patterns[pattern];
    const struct trace *trace = explanation->trace;

    set_colour(explanation, HEADING);
    visible_print("%s%s (%s, line %zu)", of->id, of->cue ? ", a cue" : "",
                  of->names ? "name list" : "pattern", of->place.line);
    set_colour(explanation, PLAIN);
    putchar('\n');
    print_matches(explanation, pattern);
    for (size_t i = 0; i < trace->hit_count; i++)
        if (trace->hits[i].pattern == pattern)
            print_loss(explanation, "limit", trace->hits[i].limit);
    if (!has_matched(trace, pattern))
        print_absence(explanation, of);
}

static void print_patterns(const struct explanation *explanation, bool has_match)
{
    for (size_t i = 0; i < explanation->plugin->declaration->pattern_count; i++)
        if (has_matched(explanation->trace, i) == has_match)
            print_pattern(explanation, i);
}

static void print_failure(const struct explanation *explanation, const char *failure)
{
    set_colour(explanation, BAD);
    visible_print("dropped, all rows of the record: %s", failure);
    set_colour(explanation, PLAIN);
    putchar('\n');
}

void explanation_print(const struct workshop *workshop, size_t plugin, const struct record *record,
                       bool has_colour)
{
    struct trace trace;
    struct explanation explanation = {&workshop->catalog.plugins[plugin], record, &trace,
                                      has_colour};
    const struct declaration *declaration = explanation.plugin->declaration;

    trace_make(&trace, workshop, plugin, record);
    visible_print("%s of %s, %s\n", record->id, declaration->name, declaration->file);
    for (size_t i = 0; i < record->field_count; i++)
        if (record->fields[i].text.size)
            visible_print("  %s: %.*s\n", record->fields[i].name, STR_ARGS(record->fields[i].text));
    print_patterns(&explanation, true);
    if (trace.failure)
        print_failure(&explanation, trace.failure);
    print_patterns(&explanation, false);
    trace_release(&trace);
}
