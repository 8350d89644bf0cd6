/* SPDX-License-Identifier: MIT */
/* The anchored engine: one walk over a text tells where each pattern can begin, and PCRE2 is asked
 * only there. */
#include "scan/anchored.h"

#include <ctype.h>
#include <stdlib.h>

#include "scan/automaton.h"
#include "scan/plain.h"
#include "text/memory.h"

/* A regular expression, once for all plugins that have it word for word. */
struct shared {
    struct searcher *searcher; /* the first consumer's */
    struct consumer *consumers;
    size_t consumer_count;
};

struct anchors {
    struct arena arena;
    struct shared *items;
    size_t count;
    struct automaton *automata[2][2]; /* [is_cue][is_at_word_start]; NULL for none */
};

/* How far one pattern is in the text at hand. */
struct mark {
    size_t resume; /* no match begins before */
    size_t tried;  /* the place that was tried last, plus 1 */
    bool is_out;   /* it is not searched here, or ran into a limit */
};

struct anchor_marks {
    struct mark *items;
    bool is_word[256]; /* ASCII's letters, digits and _ */
};

static bool is_same_regex(const struct pattern *a, const struct pattern *b)
{
    size_t i = 0;

    if (a->is_cue != b->is_cue || a->is_caseless != b->is_caseless ||
        strcmp(a->regex, b->regex) != 0)
        return false;
    while (a->fields[i] && b->fields[i] && strcmp(a->fields[i], b->fields[i]) == 0)
        i++;
    return !a->fields[i] && !b->fields[i];
}

static void add_consumer(struct anchors *anchors, struct shared *shared, struct consumer consumer)
{
    struct consumer *consumers =
        arena_take(&anchors->arena, (shared->consumer_count + 1) * sizeof *consumers);

    if (shared->consumer_count)
        memcpy(consumers, shared->consumers, shared->consumer_count * sizeof *consumers);
    consumers[shared->consumer_count++] = consumer;
    shared->consumers = consumers;
}

static void share(struct anchors *anchors, struct searcher *searcher, struct consumer consumer)
{
    struct shared *shared;

    for (size_t i = 0; i < anchors->count; i++) {
        if (is_same_regex(anchors->items[i].searcher->pattern, searcher->pattern)) {
            add_consumer(anchors, &anchors->items[i], consumer);
            return;
        }
    }
    shared = &anchors->items[anchors->count++];
    *shared = (struct shared){.searcher = searcher};
    searcher_add_jit(searcher);
    add_consumer(anchors, shared, consumer);
}

/* The table of the prefixes of patterns that are cues or none, at word starts or anywhere. */
static struct automaton *automaton_for(const struct anchors *anchors, bool is_cue,
                                       bool is_at_word_start)
{
    struct owned_prefix *owned = NULL;
    struct automaton *automaton;
    size_t count = 0;

    for (size_t i = 0; i < anchors->count; i++) {
        const struct shared *shared = &anchors->items[i];

        if (shared->searcher->pattern->is_cue != is_cue)
            continue;
        owned = memory_grow(owned, count + shared->searcher->prefixes.count, sizeof *owned);
        for (size_t j = 0; j < shared->searcher->prefixes.count; j++) {
            if (shared->searcher->prefixes.items[j].is_at_word_start == is_at_word_start)
                owned[count++] = (struct owned_prefix){&shared->searcher->prefixes.items[j], i};
        }
    }
    automaton = automaton_of(owned, count);
    free(owned);
    return automaton;
}

struct anchors *anchors_of(const struct engine *engine)
{
    struct anchors *anchors = memory_take(1, sizeof *anchors);
    size_t count = 0;

    for (size_t i = 0; i < engine->catalog->count; i++)
        count += engine->catalog->plugins[i].declaration->pattern_count;
    anchors->items = memory_take(count, sizeof *anchors->items);
    for (size_t i = 0; i < engine->catalog->count; i++) {
        for (size_t j = 0; j < engine->catalog->plugins[i].declaration->pattern_count; j++) {
            if (engine->searchers[i][j].code)
                share(anchors, &engine->searchers[i][j], (struct consumer){i, j});
        }
    }
    for (size_t i = 0; i < 4; i++)
        anchors->automata[i / 2][i % 2] = automaton_for(anchors, i / 2, i % 2);
    return anchors;
}

void anchors_free(struct anchors *anchors)
{
    if (!anchors)
        return;
    for (size_t i = 0; i < 4; i++)
        automaton_free(anchors->automata[i / 2][i % 2]);
    free(anchors->items);
    arena_release(&anchors->arena);
    free(anchors);
}

struct anchor_marks *anchor_marks_new(const struct anchors *anchors)
{
    struct anchor_marks *marks = memory_take(1, sizeof *marks);

    marks->items = memory_take(anchors->count, sizeof *marks->items);
    for (int byte = 0; byte < 128; byte++)
        marks->is_word[byte] = isalnum(byte) || byte == '_';
    return marks;
}

void anchor_marks_free(struct anchor_marks *marks)
{
    if (!marks)
        return;
    free(marks->items);
    free(marks);
}

/* One walk over one field. */
struct walk {
    struct scanner *scanner;
    const struct anchors *anchors;
    struct mark *marks;
    struct lap_str text;
    size_t field;
    size_t at;
    bool is_cue;
};

/* How many consumers of a pattern want it, and which. */
static size_t wanting(const struct walk *walk, const struct shared *shared,
                      struct consumer **wanted)
{
    size_t count = 0;

    *wanted = arena_take(&walk->scanner->scan.captures, shared->consumer_count * sizeof **wanted);
    for (size_t i = 0; i < shared->consumer_count; i++) {
        if (!walk->is_cue || walk->scanner->is_wanted[shared->consumers[i].plugin])
            (*wanted)[count++] = shared->consumers[i];
    }
    return count;
}

/* Asks PCRE2 whether the pattern matches right here. */
static void try_here(void *context, size_t owner)
{
    struct walk *walk = context;
    const struct shared *shared = &walk->anchors->items[owner];
    struct mark *mark = &walk->marks[owner];
    struct scanner *scanner = walk->scanner;
    int result;

    if (mark->is_out || walk->at < mark->resume || mark->tried == walk->at + 1)
        return;
    mark->tried = walk->at + 1;
    result = scanner_find(scanner, shared->searcher, walk->text, walk->at);
    if (result == PCRE2_ERROR_NOMATCH)
        return;
    mark->is_out = result < 0;
    if (result > 0)
        mark->resume = pcre2_get_ovector_pointer(scanner->data)[1];
    for (size_t i = 0; i < shared->consumer_count; i++) {
        const struct consumer *consumer = &shared->consumers[i];

        if (walk->is_cue && !scanner->is_wanted[consumer->plugin])
            continue;
        if (result > 0)
            scanner_add_match(scanner, consumer->plugin, consumer->pattern, walk->field, result);
        else
            scanner_add_hit(scanner, consumer->plugin, consumer->pattern, walk->field, result);
    }
}

static bool is_searched_in(const struct searcher *searcher, size_t field)
{
    for (size_t i = 0; i < searcher->field_count; i++) {
        if (searcher->fields[i] == field)
            return true;
    }
    return false;
}

/* Readies the marks; a pattern that can begin anywhere is searched here and now. Gives how many are
 * left for the walk. */
static size_t begin_walk(struct walk *walk)
{
    size_t left = 0;

    for (size_t i = 0; i < walk->anchors->count; i++) {
        const struct shared *shared = &walk->anchors->items[i];
        struct consumer *wanted = NULL;
        size_t count = 0;

        if (shared->searcher->pattern->is_cue == walk->is_cue &&
            is_searched_in(shared->searcher, walk->field))
            count = wanting(walk, shared, &wanted);
        walk->marks[i] = (struct mark){.is_out = count == 0};
        if (count && shared->searcher->prefixes.count == 0) {
            plain_search(walk->scanner, shared->searcher, wanted, count, walk->field, walk->text);
            walk->marks[i].is_out = true;
        }
        left += !walk->marks[i].is_out;
    }
    return left;
}

static void search_field(struct walk *walk)
{
    const struct automaton *anywhere = walk->anchors->automata[walk->is_cue][false];
    const struct automaton *at_words = walk->anchors->automata[walk->is_cue][true];
    const bool *is_word = walk->scanner->marks->is_word;
    bool was_word = false;

    if (begin_walk(walk) == 0)
        return;
    for (walk->at = 0; walk->at < walk->text.size; walk->at++) {
        uint8_t byte = (uint8_t)walk->text.bytes[walk->at];

        if (at_words && is_word[byte] && !was_word)
            automaton_find(at_words, walk->text, walk->at, try_here, walk);
        if (anywhere && automaton_begins(anywhere, byte))
            automaton_find(anywhere, walk->text, walk->at, try_here, walk);
        was_word = is_word[byte];
    }
}

void anchored_search_all(struct scanner *scanner, const struct record *record, bool is_cue)
{
    struct walk walk = {.scanner = scanner,
                        .anchors = scanner->engine->anchors,
                        .marks = scanner->marks->items,
                        .is_cue = is_cue};

    for (walk.field = 0; walk.field < record->field_count; walk.field++) {
        walk.text = record->fields[walk.field].text;
        if (walk.text.size)
            search_field(&walk);
    }
}
