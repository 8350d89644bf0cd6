/* SPDX-License-Identifier: MIT */
/* A worker's scanner: PCRE2's match data and limits, and the gathering of what it finds. */
#include "scan/scanner.h"

#include <stdlib.h>

#include "process/memory.h"
#include "scan/anchored.h"
#include "scan/lists.h"
#include "text/utf8.h"

/* What a search may take of memory: without machine code, and for the stack of machine code. */
enum { HEAP_LIMIT_KIB = 65536, JIT_STACK_START = 32768, JIT_STACK_MOST = 1048576 };

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

/* The most captures that a plugin has. */
static size_t most_captures(const struct catalog *catalog)
{
    size_t most = 0;

    for (size_t i = 0; i < catalog->count; i++)
        if (catalog->plugins[i].setup.capture_count > most)
            most = catalog->plugins[i].setup.capture_count;
    return most;
}

static struct lap_span *make_no_captures(const struct catalog *catalog)
{
    size_t count = most_captures(catalog);
    struct lap_span *captures = memory_take(count, sizeof *captures);

    for (size_t i = 0; i < count; i++)
        captures[i] = (struct lap_span){SIZE_MAX, SIZE_MAX};
    return captures;
}

struct scanner *scanner_open(const struct engine *engine)
{
    struct scanner *scanner = memory_take(1, sizeof *scanner);
    size_t count = engine->catalog->count;

    scanner->engine = engine;
    scanner->data = pcre2_match_data_create(most_groups(engine), NULL);
    scanner->context = pcre2_match_context_create(NULL);
    scanner->stack = pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MOST, NULL);
    if (!scanner->data || !scanner->context) /* libpcre2 asks malloc; so there is no memory */
        memory_give_up(0);
    pcre2_set_match_limit(scanner->context, engine->match_limit);
    pcre2_set_depth_limit(scanner->context, engine->depth_limit);
    pcre2_set_heap_limit(scanner->context, HEAP_LIMIT_KIB);
    pcre2_jit_stack_assign(scanner->context, NULL, scanner->stack);
    scanner->scan.found = memory_take(count, sizeof *scanner->scan.found);
    scanner->scan.uncued = memory_take(count, sizeof *scanner->scan.uncued);
    scanner->is_wanted = memory_take(count, sizeof *scanner->is_wanted);
    scanner->resume = memory_take(lists_count(engine->lists), sizeof *scanner->resume);
    scanner->no_captures = make_no_captures(engine->catalog);
    if (engine->anchors)
        scanner->walk = anchored_walk_new(engine->anchors);
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
    free(scanner->is_wanted);
    free(scanner->resume);
    free(scanner->no_captures);
    waiting_release(&scanner->asking);
    waiting_release(&scanner->cues);
    stretches_release(&scanner->stretches);
    anchored_walk_free(scanner->walk);
    arena_release(&scanner->scan.captures);
    free(scanner);
}

int scanner_find(struct scanner *scanner, const struct searcher *searcher, struct lap_str text,
                 size_t offset)
{
    PCRE2_SPTR8 subject = (PCRE2_SPTR8)text.bytes;
    int result = pcre2_jit_match(searcher->code, subject, text.size, offset, 0, scanner->data,
                                 scanner->context);

    /* The second says that there is no machine code. */
    if (result == PCRE2_ERROR_JIT_STACKLIMIT || result == PCRE2_ERROR_JIT_BADOPTION)
        result = pcre2_match(searcher->code, subject, text.size, offset,
                             PCRE2_NO_JIT | PCRE2_NO_UTF_CHECK, scanner->data, scanner->context);
    if (result == PCRE2_ERROR_NOMEMORY)
        memory_give_up(0);
    return result;
}

int scanner_find_before(struct scanner *scanner, const struct searcher *searcher,
                        struct lap_str text, size_t offset, size_t last)
{
    int result;

    pcre2_set_offset_limit(scanner->context, last);
    result = scanner_find(scanner, searcher, text, offset);
    pcre2_set_offset_limit(scanner->context, PCRE2_UNSET);
    return result;
}

size_t scanner_behind(const struct scanner *scanner, struct lap_str text, size_t offset)
{
    size_t end = pcre2_get_ovector_pointer(scanner->data)[1];

    return end > offset ? end : utf8_forward(text, offset, 1);
}

/* True where there is a match and it is not empty, as \K can make it. */
static bool has_found_text(const struct scanner *scanner, int result)
{
    const size_t *pairs = pcre2_get_ovector_pointer(scanner->data);

    return result > 0 && pairs[1] > pairs[0];
}

/* The captures of the match that was just found. */
static const struct lap_span *captures_of(struct scanner *scanner, const struct searcher *searcher,
                                          int result)
{
    size_t size = searcher->plugin->setup.capture_count * sizeof(struct lap_span);
    const size_t *pairs = pcre2_get_ovector_pointer(scanner->data);
    struct lap_span *captures;

    if (searcher->slot_count == 0)
        return scanner->no_captures;
    captures = arena_take(&scanner->scan.captures, size);
    memcpy(captures, scanner->no_captures, size);
    for (size_t i = 0; i < searcher->slot_count; i++) {
        size_t group = searcher->slots[i].group;

        if (group < (size_t)result && pairs[2 * group] != PCRE2_UNSET)
            captures[searcher->slots[i].capture] =
                (struct lap_span){pairs[2 * group], pairs[2 * group + 1]};
    }
    return captures;
}

static void add_match(struct scanner *scanner, struct consumer consumer, size_t field, int result)
{
    const struct searcher *searcher =
        &scanner->engine->searchers[consumer.plugin][consumer.pattern];
    const size_t *pairs = pcre2_get_ovector_pointer(scanner->data);

    match_list_add(&scanner->scan.found[consumer.plugin],
                   (struct lap_match){field,
                                      {pairs[0], pairs[1]},
                                      consumer.pattern,
                                      searcher->role,
                                      searcher->pattern->cue != CUE_NONE,
                                      captures_of(scanner, searcher, result),
                                      {NULL, 0}});
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
    case ANCHOR_FAILED:
        return "bound of its anchor, which this text disproves";
    default:
        return "error of the search";
    }
}

static void add_hit(struct scanner *scanner, struct consumer consumer, size_t field, int result)
{
    struct scan *scan = &scanner->scan;

    if (scan->hit_count == scanner->hit_room) {
        scanner->hit_room = scanner->hit_room ? 2 * scanner->hit_room : 4;
        scan->hits = memory_grow(scan->hits, scanner->hit_room, sizeof *scan->hits);
    }
    scan->hits[scan->hit_count++] =
        (struct limit_hit){consumer.plugin, consumer.pattern, field, limit_name(result)};
}

void scanner_hand_out(struct scanner *scanner, const struct consumer *consumers, size_t count,
                      const struct stretch *stretch, int result)
{
    for (size_t i = 0; i < count; i++) {
        if (!stretch_is_wanted(stretch, consumers[i].plugin))
            continue;
        if (has_found_text(scanner, result))
            add_match(scanner, consumers[i], stretch->field, result);
        else if (result < 0)
            add_hit(scanner, consumers[i], stretch->field, result);
    }
}
