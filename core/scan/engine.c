/* SPDX-License-Identifier: MIT */
/* The search of one record, whichever engine does it: patterns, name lists, then the cues of those
 * plugins that have anything. */
#include "scan/engine.h"

#include <stdlib.h>

#include "scan/anchored.h"
#include "scan/plain.h"
#include "text/memory.h"

static bool compile_plugin(struct engine *engine, size_t plugin, const struct record_fields *fields,
                           enum engine_kind kind, struct faults *faults)
{
    const struct plugin *owner = &engine->catalog->plugins[plugin];
    size_t count = owner->declaration->pattern_count;
    struct searcher *searchers = memory_take(count, sizeof *searchers);
    bool is_good = true;

    engine->searchers[plugin] = searchers;
    for (size_t i = 0; i < count; i++) {
        uint32_t option =
            kind == ENGINE_ANCHORED ? anchored_option(&owner->declaration->patterns[i]) : 0;

        is_good &= searcher_compile(&searchers[i], owner, i, fields, option, faults);
        if (kind == ENGINE_PLAIN)
            searcher_add_jit(&searchers[i]);
    }
    return is_good;
}

struct engine *engine_build(const struct catalog *catalog, const struct record_fields *fields,
                            enum engine_kind kind, struct faults *faults)
{
    struct engine *engine = memory_take(1, sizeof *engine);
    bool is_good = true;

    engine->catalog = catalog;
    engine->searchers = memory_take(catalog->count, sizeof *engine->searchers);
    for (size_t i = 0; i < catalog->count; i++)
        is_good &= compile_plugin(engine, i, fields, kind, faults);
    if (!is_good) {
        engine_free(engine);
        return NULL;
    }
    if (kind == ENGINE_ANCHORED)
        engine->anchors = anchors_of(engine);
    return engine;
}

void engine_free(struct engine *engine)
{
    if (!engine)
        return;
    anchors_free(engine->anchors);
    for (size_t i = 0; i < engine->catalog->count; i++) {
        for (size_t j = 0; j < engine->catalog->plugins[i].declaration->pattern_count; j++)
            searcher_release(&engine->searchers[i][j]);
        free(engine->searchers[i]);
    }
    free(engine->searchers);
    free(engine);
}

bool engine_knows_start(const struct engine *engine, size_t plugin, size_t pattern)
{
    const struct searcher *searcher = &engine->searchers[plugin][pattern];

    return !searcher->code || anchored_option(searcher->pattern) != 0;
}

static void add_asking(struct scanner *scanner, struct asking_name name)
{
    if (scanner->asking_count == scanner->asking_room) {
        scanner->asking_room = scanner->asking_room ? 2 * scanner->asking_room : 16;
        scanner->asking =
            memory_grow(scanner->asking, scanner->asking_room, sizeof *scanner->asking);
    }
    scanner->asking[scanner->asking_count++] = name;
}

static void search_names(struct scanner *scanner, size_t plugin, size_t pattern, size_t field,
                         struct lap_str text)
{
    const struct searcher *searcher = &scanner->engine->searchers[plugin][pattern];
    const struct name *name;
    struct lap_span span;
    size_t at = 0;

    while ((name = name_index_next(searcher->names, text, &at, &span))) {
        struct lap_match match = {field,
                                  span,
                                  pattern,
                                  searcher->role,
                                  searcher->pattern->is_cue,
                                  scanner_no_captures(scanner, plugin),
                                  name->usual};

        if (name->group->cue_role)
            add_asking(scanner, (struct asking_name){plugin, match, name->group});
        else
            match_list_add(&scanner->scan.found[plugin], match);
    }
}

static void search_lists(struct scanner *scanner, const struct record *record, bool is_cue)
{
    const struct engine *engine = scanner->engine;

    for (size_t i = 0; i < engine->catalog->count; i++) {
        size_t count = engine->catalog->plugins[i].declaration->pattern_count;

        for (size_t j = 0; j < count && (!is_cue || scanner->is_wanted[i]); j++) {
            const struct searcher *searcher = &engine->searchers[i][j];

            if (!searcher->names || searcher->pattern->is_cue != is_cue)
                continue;
            for (size_t k = 0; k < searcher->field_count; k++)
                search_names(scanner, i, j, searcher->fields[k],
                             record->fields[searcher->fields[k]].text);
        }
    }
}

static void search_all(struct scanner *scanner, const struct record *record, bool is_cue)
{
    if (scanner->engine->anchors)
        anchored_search_all(scanner, record, is_cue);
    else
        plain_search_all(scanner, record, is_cue);
    search_lists(scanner, record, is_cue);
}

/* Gives the waiting names that have their cue to their plugins; before that, no cue is a name. */
static void take_asking(struct scanner *scanner, const struct record *record)
{
    size_t kept = 0;

    for (size_t i = 0; i < scanner->asking_count; i++) {
        const struct asking_name *name = &scanner->asking[i];

        if (cue_is_near(name, &scanner->scan.found[name->plugin],
                        &scanner->engine->catalog->plugins[name->plugin], record))
            scanner->asking[kept++] = *name;
        else
            match_list_add(&scanner->scan.uncued[name->plugin], name->match);
    }
    for (size_t i = 0; i < kept; i++)
        match_list_add(&scanner->scan.found[scanner->asking[i].plugin], scanner->asking[i].match);
}

static bool has_only_cues(const struct match_list *found)
{
    for (size_t i = 0; i < found->count; i++) {
        if (!found->items[i].is_cue)
            return false;
    }
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
    scanner->asking_count = 0;
    for (size_t i = 0; i < count; i++)
        scan->found[i].count = scan->uncued[i].count = 0;
    search_all(scanner, record, false);
    for (size_t i = 0; i < count; i++)
        scanner->is_wanted[i] = scan->found[i].count > 0;
    for (size_t i = 0; i < scanner->asking_count; i++)
        scanner->is_wanted[scanner->asking[i].plugin] = true;
    search_all(scanner, record, true);
    take_asking(scanner, record);
    for (size_t i = 0; i < count; i++) {
        if (has_only_cues(&scan->found[i]))
            scan->found[i].count = 0;
        match_list_sort(&scan->found[i]);
    }
    if (scan->hit_count > 1)
        qsort(scan->hits, scan->hit_count, sizeof *scan->hits, compare_hits);
    return scan;
}
