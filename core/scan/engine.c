/* SPDX-License-Identifier: MIT */
/* The search of one record, whichever engine does it: patterns, name lists, then the cues of those
 * plugins that have anything. */
#include "scan/engine.h"

#include <stdlib.h>

#include "process/memory.h"
#include "process/sharing.h"
#include "scan/anchored.h"
#include "scan/anchors.h"
#include "scan/compiling.h"
#include "scan/lists.h"
#include "scan/plain.h"

static bool open_plugin(struct engine *engine, size_t plugin, const struct record_fields *fields,
                        struct faults *faults)
{
    const struct plugin *owner = &engine->catalog->plugins[plugin];
    size_t count = owner->declaration->pattern_count;
    bool is_good = true;

    engine->searchers[plugin] = memory_take(count, sizeof **engine->searchers);
    for (size_t i = 0; i < count; i++)
        is_good &= searcher_open(&engine->searchers[plugin][i], owner, i, fields, faults);
    return is_good;
}

struct listing {
    struct engine *engine;
    size_t field_count;
};

static void make_lists(void *context, size_t piece)
{
    const struct listing *listing = context;

    (void)piece; /* there is one */
    listing->engine->lists = lists_of(listing->engine, listing->field_count);
}

/* Makes the name lists and decides how patterns are searched, which takes two threads about the
 * same time. */
static void lay_out(struct engine *engine, enum engine_kind kind, size_t field_count)
{
    struct listing listing = {engine, field_count};
    struct sharing *sharing = sharing_begin(1, make_lists, &listing);

    if (kind == ENGINE_ANCHORED)
        engine->anchors = anchors_of(engine, field_count);
    sharing_end(sharing);
}

/* Compiles patterns, and does what can be done at the same time. */
static bool compile_all(const struct engine *engine, struct faults *faults)
{
    struct compiling *compiling = compiling_begin(engine);
    bool is_good;

    if (engine->anchors)
        anchors_close(engine->anchors);
    is_good = compiling_end(compiling, faults);
    if (is_good && engine->anchors)
        anchors_lend(engine->anchors, engine);
    return is_good;
}

static void note_sentence_cues(struct engine *engine)
{
    const struct catalog *catalog = engine->catalog;

    engine->has_sentence_cues = memory_take(catalog->count, sizeof *engine->has_sentence_cues);
    for (size_t i = 0; i < catalog->count; i++) {
        const struct declaration *declaration = catalog->plugins[i].declaration;

        for (size_t j = 0; j < declaration->pattern_count; j++)
            engine->has_sentence_cues[i] |= declaration->patterns[j].cue == CUE_SENTENCE;
    }
}

struct engine *engine_build(const struct catalog *catalog, const struct record_fields *fields,
                            enum engine_kind kind, struct faults *faults)
{
    static const struct amounts nothing_said;
    struct engine *engine = memory_take(1, sizeof *engine);
    bool is_good = true;

    engine->catalog = catalog;
    engine_limit(engine, (uint32_t)amount_value(&nothing_said, AMOUNT_MATCH),
                 (uint32_t)amount_value(&nothing_said, AMOUNT_DEPTH));
    engine->searchers = memory_take(catalog->count, sizeof *engine->searchers);
    for (size_t i = 0; i < catalog->count; i++)
        is_good &= open_plugin(engine, i, fields, faults);
    lay_out(engine, kind, fields->count);
    is_good &= compile_all(engine, faults);
    if (!is_good) {
        engine_free(engine);
        return NULL;
    }
    note_sentence_cues(engine);
    return engine;
}

void engine_limit(struct engine *engine, uint32_t match_limit, uint32_t depth_limit)
{
    engine->match_limit = match_limit;
    engine->depth_limit = depth_limit;
}

void engine_free(struct engine *engine)
{
    if (!engine)
        return;
    anchors_free(engine->anchors);
    lists_free(engine->lists);
    for (size_t i = 0; i < engine->catalog->count; i++) {
        for (size_t j = 0; j < engine->catalog->plugins[i].declaration->pattern_count; j++)
            searcher_release(&engine->searchers[i][j]);
        free(engine->searchers[i]);
    }
    free(engine->searchers);
    free(engine->has_sentence_cues);
    free(engine);
}

static void search_patterns(struct scanner *scanner, enum cue cue)
{
    if (scanner->engine->anchors)
        anchored_search_all(scanner, cue);
    else
        plain_search_all(scanner, cue);
}

/* Which plugins have something that is no cue, or a name that asks for one. */
static void note_wanted(struct scanner *scanner)
{
    for (size_t i = 0; i < scanner->engine->catalog->count; i++)
        scanner->is_wanted[i] = scanner->scan.found[i].count > 0;
    for (size_t i = 0; i < scanner->asking.count; i++)
        scanner->is_wanted[scanner->asking.items[i].plugin] = true;
}

static void add_sentence(struct scanner *scanner, const struct record *record, size_t plugin,
                         const struct lap_match *match)
{
    if (!match->is_cue)
        stretches_add_sentence(&scanner->stretches, record, match->field, match->span.start, plugin,
                               scanner->engine->catalog->count);
}

/* The sentences in which something stands that is no cue, or a name that asks for one. */
static void take_sentences(struct scanner *scanner, const struct record *record)
{
    const struct engine *engine = scanner->engine;

    stretches_clear(&scanner->stretches);
    for (size_t i = 0; i < engine->catalog->count; i++) {
        const struct match_list *found = &scanner->scan.found[i];

        for (size_t j = 0; j < found->count && engine->has_sentence_cues[i]; j++)
            add_sentence(scanner, record, i, &found->items[j]);
    }
    for (size_t i = 0; i < scanner->asking.count; i++) {
        const struct waiting_name *name = &scanner->asking.items[i];

        if (engine->has_sentence_cues[name->plugin])
            add_sentence(scanner, record, name->plugin, &name->match);
    }
}

/* Finds such cues in the stretches at hand. */
static void take_cues(struct scanner *scanner, enum cue cue)
{
    search_patterns(scanner, cue);
    lists_give_cues(scanner, cue);
}

static void search_cues(struct scanner *scanner, const struct record *record)
{
    note_wanted(scanner);
    stretches_take_fields(&scanner->stretches, record, scanner->is_wanted);
    take_cues(scanner, CUE_RECORD);
    take_sentences(scanner, record);
    take_cues(scanner, CUE_SENTENCE);
}

/* Gives the waiting names that have their cue to their plugins; before that, no cue is a name. */
static void take_asking(struct scanner *scanner, const struct record *record)
{
    struct waiting_name *asking = scanner->asking.items;
    size_t kept = 0;

    for (size_t i = 0; scanner->asking.count && i < scanner->engine->catalog->count; i++)
        match_list_sort(&scanner->scan.found[i]);
    for (size_t i = 0; i < scanner->asking.count; i++) {
        const struct waiting_name *name = &asking[i];

        if (cue_is_near(name, &scanner->scan.found[name->plugin],
                        &scanner->engine->catalog->plugins[name->plugin], record))
            asking[kept++] = *name;
        else
            match_list_add(&scanner->scan.uncued[name->plugin], name->match);
    }
    for (size_t i = 0; i < kept; i++)
        match_list_add(&scanner->scan.found[asking[i].plugin], asking[i].match);
}

static bool has_only_cues(const struct match_list *found)
{
    for (size_t i = 0; i < found->count; i++)
        if (!found->items[i].is_cue)
            return false;
    return true;
}

static int compare_hits(const void *left, const void *right)
{
    const struct limit_hit *a = left;
    const struct limit_hit *b = right;

    if (a->plugin != b->plugin)
        return a->plugin < b->plugin ? -1 : 1;
    if (a->pattern != b->pattern)
        return a->pattern < b->pattern ? -1 : 1;
    return (a->field > b->field) - (a->field < b->field);
}

const struct scan *scanner_scan(struct scanner *scanner, const struct record *record)
{
    struct scan *scan = &scanner->scan;
    size_t count = scanner->engine->catalog->count;

    arena_clear(&scan->captures);
    scan->hit_count = 0;
    for (size_t i = 0; i < count; i++) {
        match_list_clear(&scan->found[i]);
        match_list_clear(&scan->uncued[i]);
    }
    stretches_take_fields(&scanner->stretches, record, NULL);
    search_patterns(scanner, CUE_NONE);
    lists_search(scanner, record);
    search_cues(scanner, record);
    take_asking(scanner, record);
    for (size_t i = 0; i < count; i++) {
        if (has_only_cues(&scan->found[i]))
            match_list_clear(&scan->found[i]);
        match_list_sort(&scan->found[i]);
    }
    if (scan->hit_count > 1)
        qsort(scan->hits, scan->hit_count, sizeof *scan->hits, compare_hits);
    return scan;
}
