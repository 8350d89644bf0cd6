/* SPDX-License-Identifier: MIT */
/* The plain engine: each pattern is searched over each field on its own. It is the reference that
 * any faster one must agree with. */
#include <stdlib.h>

#include "scan/compile.h"
#include "scan/cue.h"
#include "scan/engine.h"
#include "text/memory.h"
#include "text/utf8.h"

/* Per search. The first three are what a hostile pattern may cost: about 50 ms, and 64 MiB where it
 * runs without JIT. */
enum {
    MATCH_LIMIT = 1000000,
    DEPTH_LIMIT = 1000000,
    HEAP_LIMIT_KIB = 65536,
    JIT_STACK_START = 32768,
    JIT_STACK_MOST = 1048576
};

struct engine {
    const struct catalog *catalog;
    struct searcher **searchers; /* for each plugin, for each of its patterns */
};

struct scanner {
    const struct engine *engine;
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    struct scan scan;
    size_t hit_room;
    struct asking_name *asking; /* names of the plugin at hand that wait for their cues */
    size_t asking_count;
    size_t asking_room;
};

struct engine *engine_build(const struct catalog *catalog, const struct record_fields *fields,
                            struct faults *faults)
{
    struct engine *engine = memory_take(1, sizeof *engine);
    bool is_good = true;

    engine->catalog = catalog;
    engine->searchers = memory_take(catalog->count, sizeof *engine->searchers);
    for (size_t i = 0; i < catalog->count; i++) {
        const struct plugin *plugin = &catalog->plugins[i];
        size_t count = plugin->declaration->pattern_count;

        engine->searchers[i] = memory_take(count, sizeof **engine->searchers);
        for (size_t j = 0; j < count; j++)
            is_good &= searcher_compile(&engine->searchers[i][j], plugin, j, fields, faults);
    }
    if (!is_good) {
        engine_free(engine);
        engine = NULL;
    }
    return engine;
}

void engine_free(struct engine *engine)
{
    if (!engine)
        return;
    for (size_t i = 0; i < engine->catalog->count; i++) {
        for (size_t j = 0; j < engine->catalog->plugins[i].declaration->pattern_count; j++)
            searcher_release(&engine->searchers[i][j]);
        free(engine->searchers[i]);
    }
    free(engine->searchers);
    free(engine);
}

/* Enough pairs for the pattern with the most groups. */
static uint32_t most_groups(const struct engine *engine)
{
    uint32_t most = 0;

    for (size_t i = 0; i < engine->catalog->count; i++) {
        for (size_t j = 0; j < engine->catalog->plugins[i].declaration->pattern_count; j++) {
            uint32_t groups = 0;

            if (!engine->searchers[i][j].code)
                continue;
            pcre2_pattern_info(engine->searchers[i][j].code, PCRE2_INFO_CAPTURECOUNT, &groups);
            most = groups > most ? groups : most;
        }
    }
    return most + 1;
}

struct scanner *scanner_open(const struct engine *engine)
{
    struct scanner *scanner = memory_take(1, sizeof *scanner);

    scanner->engine = engine;
    scanner->data = pcre2_match_data_create(most_groups(engine), NULL);
    scanner->context = pcre2_match_context_create(NULL);
    scanner->stack = pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MOST, NULL);
    if (!scanner->data || !scanner->context) /* libpcre2 asks malloc; so there is no memory */
        memory_grow(NULL, SIZE_MAX, 2);
    pcre2_set_match_limit(scanner->context, MATCH_LIMIT);
    pcre2_set_depth_limit(scanner->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(scanner->context, HEAP_LIMIT_KIB);
    pcre2_jit_stack_assign(scanner->context, NULL, scanner->stack);
    scanner->scan.found = memory_take(engine->catalog->count, sizeof *scanner->scan.found);
    scanner->scan.uncued = memory_take(engine->catalog->count, sizeof *scanner->scan.uncued);
    return scanner;
}

void scanner_close(struct scanner *scanner)
{
    if (!scanner)
        return;
    pcre2_match_data_free(scanner->data);
    pcre2_match_context_free(scanner->context);
    pcre2_jit_stack_free(scanner->stack);
    for (size_t i = 0; i < scanner->engine->catalog->count; i++) {
        match_list_release(&scanner->scan.found[i]);
        match_list_release(&scanner->scan.uncued[i]);
    }
    free(scanner->scan.found);
    free(scanner->scan.uncued);
    free(scanner->scan.hits);
    free(scanner->asking);
    arena_release(&scanner->scan.captures);
    free(scanner);
}

static const char *limit_name(int result)
{
    switch (result) {
    case PCRE2_ERROR_MATCHLIMIT:
        return "match limit";
    case PCRE2_ERROR_DEPTHLIMIT:
        return "depth limit";
    case PCRE2_ERROR_HEAPLIMIT:
        return "heap limit";
    case PCRE2_ERROR_JIT_STACKLIMIT:
        return "stack limit";
    default:
        return "error of the search";
    }
}

static void add_hit(struct scanner *scanner, size_t plugin, size_t pattern, int result)
{
    struct scan *scan = &scanner->scan;

    if (scan->hit_count == scanner->hit_room) {
        scanner->hit_room = scanner->hit_room ? 2 * scanner->hit_room : 4;
        scan->hits = memory_grow(scan->hits, scanner->hit_room, sizeof *scan->hits);
    }
    scan->hits[scan->hit_count++] = (struct limit_hit){plugin, pattern, limit_name(result)};
}

/* One search from offset on: PCRE2's result. */
static int find(struct scanner *scanner, const struct searcher *searcher, struct lap_str text,
                size_t offset)
{
    PCRE2_SPTR8 subject = (PCRE2_SPTR8)text.bytes;
    int result = PCRE2_ERROR_JIT_STACKLIMIT;

    if (searcher->has_jit)
        result = pcre2_jit_match(searcher->code, subject, text.size, offset, 0, scanner->data,
                                 scanner->context);
    if (result == PCRE2_ERROR_JIT_STACKLIMIT)
        result = pcre2_match(searcher->code, subject, text.size, offset,
                             PCRE2_NO_JIT | PCRE2_NO_UTF_CHECK, scanner->data, scanner->context);
    return result;
}

/* The captures of the match that was just found, in the plugin's order. */
static const struct lap_span *captures_of(struct scanner *scanner, const struct searcher *searcher,
                                          size_t capture_count, int result)
{
    const size_t *pairs = pcre2_get_ovector_pointer(scanner->data);
    struct lap_span *captures =
        arena_take(&scanner->scan.captures, capture_count * sizeof *captures);

    for (size_t i = 0; i < capture_count; i++)
        captures[i] = (struct lap_span){SIZE_MAX, SIZE_MAX};
    for (size_t i = 0; i < searcher->slot_count; i++) {
        uint32_t group = searcher->slots[i].group;

        if (group < (uint32_t)result && pairs[2 * group] != PCRE2_UNSET)
            captures[searcher->slots[i].capture] =
                (struct lap_span){pairs[2 * group], pairs[2 * group + 1]};
    }
    return captures;
}

static void search_regex(struct scanner *scanner, size_t plugin, size_t pattern, size_t field,
                         struct lap_str text)
{
    const struct searcher *searcher = &scanner->engine->searchers[plugin][pattern];
    const struct lap_setup *setup = &scanner->engine->catalog->plugins[plugin].setup;
    size_t offset = 0;
    int result;

    while (offset < text.size && (result = find(scanner, searcher, text, offset)) > 0) {
        const size_t *pairs = pcre2_get_ovector_pointer(scanner->data);
        struct lap_span span = {pairs[0], pairs[1]};

        if (span.end > span.start) /* \K and look-behinds can turn a match around */
            match_list_add(
                &scanner->scan.found[plugin],
                (struct lap_match){field,
                                   span,
                                   pattern,
                                   searcher->role,
                                   searcher->pattern->is_cue,
                                   captures_of(scanner, searcher, setup->capture_count, result),
                                   {NULL, 0}});
        offset = span.end > offset ? span.end : utf8_forward(text, offset, 1);
    }
    if (offset < text.size && result != PCRE2_ERROR_NOMATCH)
        add_hit(scanner, plugin, pattern, result);
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
    size_t count = scanner->engine->catalog->plugins[plugin].setup.capture_count;
    const struct name *name;
    struct lap_span span;
    size_t at = 0;

    while ((name = name_index_next(searcher->names, text, &at, &span))) {
        struct lap_match match = {field,
                                  span,
                                  pattern,
                                  searcher->role,
                                  searcher->pattern->is_cue,
                                  captures_of(scanner, searcher, count, 0),
                                  name->usual};

        if (name->group->cue_role)
            add_asking(scanner, (struct asking_name){match, name->group});
        else
            match_list_add(&scanner->scan.found[plugin], match);
    }
}

/* Searches the plugin's patterns that are cues, or those that are none, over the whole record. */
static void search_all(struct scanner *scanner, size_t plugin, const struct record *record,
                       bool is_cue)
{
    const struct searcher *searchers = scanner->engine->searchers[plugin];
    size_t count = scanner->engine->catalog->plugins[plugin].declaration->pattern_count;

    for (size_t i = 0; i < count; i++) {
        if (searchers[i].pattern->is_cue != is_cue)
            continue;
        for (size_t j = 0; j < searchers[i].field_count; j++) {
            size_t field = searchers[i].fields[j];
            struct lap_str text = record->fields[field].text;

            if (text.size && searchers[i].names)
                search_names(scanner, plugin, i, field, text);
            else if (text.size)
                search_regex(scanner, plugin, i, field, text);
        }
    }
}

/* Adds the waiting names that have their cue; before that, no cue is a name. */
static void take_asking(struct scanner *scanner, size_t plugin, const struct record *record)
{
    const struct plugin *owner = &scanner->engine->catalog->plugins[plugin];
    struct match_list *found = &scanner->scan.found[plugin];
    size_t kept = 0;

    for (size_t i = 0; i < scanner->asking_count; i++) {
        if (cue_is_near(&scanner->asking[i], found, owner, record))
            scanner->asking[kept++] = scanner->asking[i];
        else
            match_list_add(&scanner->scan.uncued[plugin], scanner->asking[i].match);
    }
    for (size_t i = 0; i < kept; i++)
        match_list_add(found, scanner->asking[i].match);
}

static bool has_only_cues(const struct match_list *found)
{
    for (size_t i = 0; i < found->count; i++) {
        if (!found->items[i].is_cue)
            return false;
    }
    return true;
}

const struct scan *scanner_scan(struct scanner *scanner, const struct record *record)
{
    arena_clear(&scanner->scan.captures);
    scanner->scan.hit_count = 0;
    for (size_t i = 0; i < scanner->engine->catalog->count; i++) {
        struct match_list *found = &scanner->scan.found[i];

        found->count = 0;
        scanner->asking_count = 0;
        scanner->scan.uncued[i].count = 0;
        search_all(scanner, i, record, false);
        if (found->count == 0 && scanner->asking_count == 0)
            continue;
        search_all(scanner, i, record, true);
        take_asking(scanner, i, record);
        if (has_only_cues(found))
            found->count = 0;
        match_list_sort(found);
    }
    return &scanner->scan;
}
