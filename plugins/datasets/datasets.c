/* SPDX-License-Identifier: MIT */
/*
 * Cuts the names of datasets, benchmarks and corpora out of a paper.
 *
 * The patterns find anchors: nouns ("dataset", "benchmark"), names that are known, names whose own
 * form gives them away ("...Bench"), and words that report a score. This code reads the names that
 * stand beside an anchor, weighs them, and then finds every other mention of an accepted name in
 * all fields of the record.
 */
#include "before.h"
#include "explain.h"
#include "fellow.h"
#include "form.h"
#include "known.h"
#include "lead.h"
#include "mention.h"
#include "noun.h"
#include "pair.h"
#include "row.h"
#include "score.h"
#include "title.h"

#include <string.h>

enum role {
    NOUN,
    STORE,
    FORM,
    SCORE,
    TITLE_WORD,
    KNOWN,
    OTHER,
    ORDINARY,
    BRAND,
    KIND,
    TRIAL,
    PLAIN,
    ROLE_COUNT
};

static void mark(const struct sheet *sheet, const struct lap_match *match)
{
    static const unsigned marks[ROLE_COUNT] = {
        [NOUN] = IS_NOUN,   [FORM] = IS_FORM,   [KNOWN] = IS_KNOWN,
        [BRAND] = IS_BRAND, [OTHER] = IS_OTHER, [ORDINARY] = IS_ORDINARY,
        [KIND] = IS_OTHER,  [STORE] = IS_STORE, [PLAIN] = IS_KNOWN | IS_BRAND};
    struct lap_span span = match->span;

    for (size_t i = token_at(sheet, span.start);
         i < sheet->count && sheet->tokens[i].start < span.end; i++) {
        struct lap_span word = span_at(sheet, i);
        bool is_head = span.start <= word.start;
        bool is_whole = is_head && span.end >= word.end;
        if (is_whole || match->role == FORM || (is_head && match->role == KNOWN))
            sheet->tokens[i].flags |= marks[match->role];
        else if (match->role == OTHER)
            sheet->tokens[i].flags |= IS_VARIANT;
    }
}

/* "BERT-Bench" begins as a model does, but its end says that it names data. */
static void unmark(const struct sheet *sheet, const struct lap_match *match)
{
    for (size_t i = token_at(sheet, match->span.start);
         i < sheet->count && sheet->tokens[i].start < match->span.end; i++)
        sheet->tokens[i].flags &= ~(unsigned)IS_VARIANT;
}

static int take_match(struct reading *reading, const struct lap_match *match)
{
    const struct sheet *sheet = &reading->sheets[match->field];

    switch (match->role) {
    case NOUN:
        return from_noun(reading, sheet, match);
    case TITLE_WORD:
        return from_title(reading, sheet, match);
    case TRIAL:
        return from_trial(reading, sheet, match);
    case STORE:
        return from_store(reading, sheet, match);
    case FORM:
        return from_form(reading, sheet, match);
    case SCORE:
        return from_score(reading, sheet, match);
    default:
        return LAP_OK;
    }
}

/* Whether a match is a name of the lists of names. */
static bool is_listed(const struct lap_match *match)
{
    return match->role == KNOWN || match->role == PLAIN;
}

/* Where what a match tells begins: the match itself, or the words that lead to it, without which
 * it tells nothing. A verb before the floor leads to something else. */
static size_t place_of(const struct lexicon *lexicon, struct lap_str text,
                       const struct lap_match *match, size_t floor)
{
    switch (match->role) {
    case SCORE:
        return score_of(lexicon, text, match->span.start);
    case TRIAL:
        return making_of(text, match->span.start, floor);
    default:
        return match->span.start;
    }
}

/* The anchors of a record in the order of their places, and how many known names there are. */
struct queue {
    struct anchored {
        const struct lap_match *match;
        size_t place;
    } * anchors;
    size_t anchor_count;
    size_t figure_count; /* of the anchors, those that tell nothing but beside other names */
    size_t known_count;
};

/* Adds an anchor behind those before it: the words that lead to it may stand before theirs. */
static void enqueue(struct queue *queue, const struct lap_match *match, size_t place)
{
    struct anchored *anchors = queue->anchors;
    size_t at = queue->anchor_count++;

    for (; at > 0 && anchors[at - 1].match->field == match->field &&
           anchors[at - 1].place >= place && place < match->span.start;
         at--)
        anchors[at] = anchors[at - 1];
    anchors[at] = (struct anchored){match, place};
}

/* Fills an empty queue before the record is cut into tokens, which most need not be. */
static int fill_queue(const struct lap_host *host, struct lap_call *call,
                      const struct lexicon *lexicon, const struct lap_record *record,
                      const struct lap_match *matches, size_t count, struct queue *queue)
{
    size_t floor = 0;

    queue->anchors = host->alloc(call, count * sizeof *queue->anchors);
    if (queue->anchors == NULL)
        return host->fail(call, "no memory for %zu matches", count);
    for (size_t i = 0; i < count; i++) {
        const struct lap_match *match = &matches[i];
        floor = i > 0 && matches[i - 1].field == match->field ? floor : 0;
        if (match->is_cue || is_listed(match)) {
            queue->known_count += is_listed(match);
            continue;
        }
        size_t place = place_of(lexicon, record->fields[match->field].text, match, floor);
        if (place == NOWHERE && match->role == SCORE &&
            follows_figure(record->fields[match->field].text, match->span.start)) {
            place = match->span.start;
            queue->figure_count++;
        }
        if (place == NOWHERE) {
            host->drop(call, match, "no word leads to it");
            continue;
        }
        floor = match->role == TRIAL ? match->span.end : floor;
        enqueue(queue, match, place);
    }
    return LAP_OK;
}

static void mark_all(struct reading *reading, const struct lap_match *matches, size_t count)
{
    for (size_t i = 0; i < count; i++)
        mark(&reading->sheets[matches[i].field], &matches[i]);
    for (size_t i = 0; i < count; i++)
        if (matches[i].role == FORM)
            unmark(&reading->sheets[matches[i].field], &matches[i]);
        else if (matches[i].role == PLAIN)
            unmark_plain(&reading->sheets[matches[i].field], &matches[i]);
}

static int take_matches(struct reading *reading, const struct lap_match *matches, size_t count,
                        const struct queue *queue)
{
    mark_all(reading, matches, count);
    for (size_t i = 0; i < count; i++) {
        const struct sheet *sheet = &reading->sheets[matches[i].field];
        if ((matches[i].role == KNOWN && from_known(reading, sheet, &matches[i]) != LAP_OK) ||
            (matches[i].role == PLAIN && from_plain(reading, sheet, &matches[i]) != LAP_OK))
            return LAP_FAILED;
    }
    for (size_t i = 0; i < queue->anchor_count; i++)
        if (take_match(reading, queue->anchors[i].match) != LAP_OK)
            return LAP_FAILED;
    return LAP_OK;
}

static int open_lexicon(const struct lap_host *host, struct lap_call *call,
                        const struct lap_setup *setup, void **state)
{
    (void)setup;
    const struct lexicon *lexicon = lexicon_make(host, call);
    *state = (void *)lexicon;
    return lexicon != NULL ? LAP_OK : host->fail(call, "no room for the lists of words");
}

static int extract(const struct lap_host *host, struct lap_call *call, const void *state,
                   const struct lap_record *record, const struct lap_match *matches, size_t count)
{
    struct queue queue = {.anchor_count = 0};

    if (fill_queue(host, call, state, record, matches, count, &queue) != LAP_OK)
        return LAP_FAILED;
    if (queue.anchor_count - queue.figure_count + queue.known_count == 0)
        return LAP_OK;
    struct reading reading = {.host = host, .call = call, .sheet_count = record->field_count};
    reading.sheets = host->alloc(call, record->field_count * sizeof *reading.sheets);
    if (reading.sheets == NULL)
        return host->fail(call, "no memory for %zu fields", record->field_count);
    for (size_t i = 0; i < record->field_count; i++)
        if (sheet_open(host, call, &record->fields[i], state, &reading.sheets[i]) != LAP_OK)
            return LAP_FAILED;
    if (take_matches(&reading, matches, count, &queue) != LAP_OK ||
        each_mention(&reading, list_mention) != LAP_OK ||
        each_mention(&reading, pair_mention) != LAP_OK)
        return LAP_FAILED;
    return each_mention(&reading, put_mention);
}

static const char *const columns[] = {"name", "role", NULL};
static const char *const roles[] = {[NOUN] = "noun",
                                    [STORE] = "store",
                                    [FORM] = "form",
                                    [SCORE] = "score",
                                    [TITLE_WORD] = "benchmarking",
                                    [KNOWN] = "known",
                                    [OTHER] = "other",
                                    [ORDINARY] = "ordinary",
                                    [BRAND] = "brand",
                                    [KIND] = "kind",
                                    [TRIAL] = "trial",
                                    [PLAIN] = "plain",
                                    [ROLE_COUNT] = NULL};

static const struct lap_plugin plugin = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_EXTRACTOR,
    .name = "datasets",
    .version = "1.0.0",
    .does = "Names of datasets, benchmarks and corpora.",
    .columns = columns,
    .roles = roles,
    .open = open_lexicon,
    .extract = extract,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &plugin;
}
