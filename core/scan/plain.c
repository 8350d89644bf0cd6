/* SPDX-License-Identifier: MIT */
/* The plain engine: each pattern is searched over each field on its own. It is the reference that
 * any faster one must agree with. */
#include "scan/plain.h"

#include "scan/anchor.h"
#include "text/utf8.h"

void plain_search(struct scanner *scanner, const struct searcher *searcher,
                  const struct consumer *consumers, size_t consumer_count, size_t field,
                  struct lap_str text)
{
    size_t offset = 0;
    int result = PCRE2_ERROR_NOMATCH;

    while (offset < text.size && (result = scanner_find(scanner, searcher, text, offset)) > 0) {
        const size_t *pairs = pcre2_get_ovector_pointer(scanner->data);
        struct lap_span span = {pairs[0], pairs[1]};

        if (!anchor_holds(searcher->pattern, text, span.start))
            scanner_hand_out(scanner, consumers, consumer_count, field, ANCHOR_FAILED);
        if (span.end > span.start) /* \K and look-behinds can turn a match around */
            scanner_hand_out(scanner, consumers, consumer_count, field, result);
        offset = span.end > offset ? span.end : utf8_forward(text, offset, 1);
    }
    if (offset < text.size && result != PCRE2_ERROR_NOMATCH)
        scanner_hand_out(scanner, consumers, consumer_count, field, result);
}

void plain_search_all(struct scanner *scanner, const struct record *record, bool is_cue)
{
    const struct engine *engine = scanner->engine;

    for (size_t i = 0; i < engine->catalog->count; i++) {
        size_t count = engine->catalog->plugins[i].declaration->pattern_count;

        for (size_t j = 0; j < count && (!is_cue || scanner->is_wanted[i]); j++) {
            const struct searcher *searcher = &engine->searchers[i][j];
            struct consumer consumer = {i, j};

            if (!searcher->code || searcher->pattern->is_cue != is_cue)
                continue;
            for (size_t k = 0; k < searcher->field_count; k++)
                plain_search(scanner, searcher, &consumer, 1, searcher->fields[k],
                             record->fields[searcher->fields[k]].text);
        }
    }
}
