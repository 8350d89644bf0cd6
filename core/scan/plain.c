/* SPDX-License-Identifier: MIT */
/* The plain engine: each pattern is searched over each field on its own. It is the reference that
 * any faster one must agree with. */
#include "scan/plain.h"

#include "scan/anchor.h"

/* Finds the next match, no further than the stretch where that can be said. */
static int find_next(struct scanner *scanner, const struct searcher *searcher,
                     const struct stretch *stretch, size_t offset)
{
    if (!searcher_takes_limit(searcher))
        return scanner_find(scanner, searcher, stretch->text, offset);
    return scanner_find_before(scanner, searcher, stretch->text, offset, stretch->span.end - 1);
}

void plain_search(struct scanner *scanner, const struct searcher *searcher,
                  const struct consumer *consumers, size_t consumer_count,
                  const struct stretch *stretch)
{
    struct lap_str text = stretch->text;
    size_t offset = stretch->span.start;
    int result = PCRE2_ERROR_NOMATCH;

    while (offset < stretch->span.end &&
           (result = find_next(scanner, searcher, stretch, offset)) > 0) {
        size_t start = pcre2_get_startchar(scanner->data); /* before it where there is a \K */

        if (start >= stretch->span.end)
            return;
        if (!anchor_holds(searcher->pattern, text, start))
            scanner_hand_out(scanner, consumers, consumer_count, stretch, ANCHOR_FAILED);
        scanner_hand_out(scanner, consumers, consumer_count, stretch, result);
        offset = scanner_behind(scanner, text, offset);
    }
    if (offset < stretch->span.end && result != PCRE2_ERROR_NOMATCH)
        scanner_hand_out(scanner, consumers, consumer_count, stretch, result);
}

static void search_stretches(struct scanner *scanner, const struct searcher *searcher,
                             struct consumer consumer)
{
    for (size_t i = 0; i < scanner->stretches.count; i++) {
        const struct stretch *stretch = &scanner->stretches.items[i];

        if (searcher_has_field(searcher, stretch->field) &&
            stretch_is_wanted(stretch, consumer.plugin))
            plain_search(scanner, searcher, &consumer, 1, stretch);
    }
}

void plain_search_all(struct scanner *scanner, enum cue cue)
{
    const struct engine *engine = scanner->engine;

    for (size_t i = 0; i < engine->catalog->count; i++) {
        for (size_t j = 0; j < engine->catalog->plugins[i].declaration->pattern_count; j++) {
            const struct searcher *searcher = &engine->searchers[i][j];

            if (searcher->code && searcher->pattern->cue == cue)
                search_stretches(scanner, searcher, (struct consumer){i, j});
        }
    }
}
