/* SPDX-License-Identifier: MIT */
/* The search of one record, whichever engine does it: patterns, name lists, then the cues of those
 * plugins that have anything. */
#include "scan/engine.h"

#include <stdlib.h>

#include "scan/anchor.h"
#include "scan/anchored.h"
#include "scan/anchors.h"
#include "scan/names.h"
#include "scan/plain.h"
#include "text/memory.h"

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

/* Each pattern on its own, for the plain engine. */
static bool compile_all(struct engine *engine, struct faults *faults)
{
    bool is_good = true;

    for (size_t i = 0; i < engine->catalog->count; i++) {
        for (size_t j = 0; j < engine->catalog->plugins[i].declaration->pattern_count; j++) {
            struct searcher *searcher = &engine->searchers[i][j];

            if (searcher->pattern->regex)
                is_good &= searcher_compile(searcher, SEARCH_WHOLE, faults) &&
                           anchor_is_proved(searcher, faults);
        }
    }
    return is_good;
}

/* Makes one index of the name lists that are cues, or of those that are none. */
static void gather_lists(struct engine *engine, bool is_cue)
{
    struct lists *lists = &engine->lists[is_cue];
    const struct name_list **all = NULL;

    for (size_t i = 0; i < engine->catalog->count; i++) {
        const struct declaration *declaration = engine->catalog->plugins[i].declaration;

        for (size_t j = 0; j < declaration->pattern_count; j++) {
            const struct pattern *pattern = &declaration->patterns[j];

            if (!pattern->names || pattern->is_cue != is_cue)
                continue;
            all = memory_grow(all, lists->count + 1, sizeof *all);
            lists->owners = memory_grow(lists->owners, lists->count + 1, sizeof *lists->owners);
            all[lists->count] = pattern->names;
            lists->owners[lists->count++] = (struct consumer){i, j};
        }
    }
    lists->index = name_index_of(all, lists->count);
    free(all);
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
    if (kind == ENGINE_PLAIN) {
        is_good &= compile_all(engine, faults);
    } else {
        engine->anchors = anchors_of(engine, fields->count, faults);
        is_good &= engine->anchors != NULL;
    }
    if (!is_good) {
        engine_free(engine);
        return NULL;
    }
    gather_lists(engine, false);
    gather_lists(engine, true);
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
    for (size_t i = 0; i < 2; i++) {
        name_index_free(engine->lists[i].index);
        free(engine->lists[i].owners);
    }
    for (size_t i = 0; i < engine->catalog->count; i++) {
        for (size_t j = 0; j < engine->catalog->plugins[i].declaration->pattern_count; j++)
            searcher_release(&engine->searchers[i][j]);
        free(engine->searchers[i]);
    }
    free(engine->searchers);
    free(engine);
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

/* A walk for names over one field. */
struct name_walk {
    struct scanner *scanner;
    const struct lists *lists;
    size_t field;
};

static void take_name(void *context, size_t list, const struct name *name, struct lap_span span)
{
    const struct name_walk *walk = context;
    struct scanner *scanner = walk->scanner;
    struct consumer owner = walk->lists->owners[list];
    const struct searcher *searcher = &scanner->engine->searchers[owner.plugin][owner.pattern];
    struct lap_match match = {
        walk->field,          span,       owner.pattern, searcher->role, searcher->pattern->is_cue,
        scanner->no_captures, name->usual};

    if (name->group->cue_role)
        add_asking(scanner, (struct asking_name){owner.plugin, match, name->group});
    else
        match_list_add(&scanner->scan.found[owner.plugin], match);
}

/* True where the list is searched in the field and, if it is a cue, its plugin wants it. */
static bool is_list_wanted(const struct scanner *scanner, struct consumer owner, size_t field)
{
    const struct searcher *searcher = &scanner->engine->searchers[owner.plugin][owner.pattern];

    if (searcher->pattern->is_cue && !scanner->is_wanted[owner.plugin])
        return false;
    for (size_t i = 0; i < searcher->field_count; i++) {
        if (searcher->fields[i] == field)
            return true;
    }
    return false;
}

static void search_lists(struct scanner *scanner, const struct record *record, bool is_cue)
{
    const struct lists *lists = &scanner->engine->lists[is_cue];
    struct name_walk walk = {.scanner = scanner, .lists = lists};
    struct name_taker taker = {&walk, take_name};

    for (walk.field = 0; walk.field < record->field_count; walk.field++) {
        size_t wanted = 0;

        for (size_t i = 0; i < lists->count; i++) {
            bool is_wanted = is_list_wanted(scanner, lists->owners[i], walk.field);

            scanner->resume[i] = is_wanted ? 0 : SIZE_MAX;
            wanted += is_wanted;
        }
        if (wanted)
            name_index_find(lists->index, record->fields[walk.field].text, scanner->resume, &taker);
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
