/* SPDX-License-Identifier: MIT */
/* Anchors that declarations name. They are trusted no further than they are proved: on every match
 * in the examples, and on every match of the plain engine. */
#include "scan/anchor.h"

#include <ctype.h>
#include <strings.h>

#include "process/memory.h"
#include "text/utf8.h"

bool anchor_needles(struct arena *arena, const struct pattern *pattern, struct needles *needles,
                    bool *has_twins)
{
    struct buffer regex = {0};
    const struct expression *expression;

    for (const char *at = pattern->anchor; *at; at++) {
        if (ispunct((unsigned char)*at))
            buffer_add_char(&regex, '\\');
        buffer_add_char(&regex, *at);
    }
    expression = expression_read(arena, buffer_text(&regex), pattern->is_caseless, has_twins);
    *needles = (struct needles){.items = {expression},
                                .count = expression != NULL,
                                .within = pattern->anchor_within < SIZE_MAX / 4
                                              ? 4 * pattern->anchor_within /* bytes of UTF-8 */
                                              : SIZE_MAX};
    buffer_release(&regex);
    return needles->count > 0;
}

bool anchor_holds(const struct pattern *pattern, struct lap_str text, size_t start)
{
    struct lap_str anchor = str_of(pattern->anchor);
    size_t last;

    if (!anchor.bytes)
        return true;
    last = utf8_forward(text, start, pattern->anchor_within);
    for (size_t at = start; at <= last && text.size - at >= anchor.size; at++)
        if (pattern->is_caseless ? strncasecmp(text.bytes + at, anchor.bytes, anchor.size) == 0
                                 : memcmp(text.bytes + at, anchor.bytes, anchor.size) == 0)
            return true;
    return false;
}

static bool finds(const struct searcher *searcher, pcre2_match_data *data, struct lap_str text,
                  size_t offset)
{
    int result = pcre2_match(searcher->code, (PCRE2_SPTR8)text.bytes, text.size, offset,
                             PCRE2_NO_UTF_CHECK, data, NULL);

    if (result == PCRE2_ERROR_NOMEMORY)
        memory_give_up(0);
    return result >= 0;
}

/* The first match in text that has not its anchor; false where there is none. */
static bool find_unheld(const struct searcher *searcher, pcre2_match_data *data,
                        struct lap_str text, struct lap_span *unheld)
{
    const size_t *pairs = pcre2_get_ovector_pointer(data);
    size_t offset = 0;

    while (offset < text.size && finds(searcher, data, text, offset)) {
        *unheld = (struct lap_span){pairs[0], pairs[1]};
        if (!anchor_holds(searcher->pattern, text, pcre2_get_startchar(data)))
            return true;
        offset = pairs[1] > offset ? pairs[1] : utf8_forward(text, offset, 1);
    }
    return false;
}

static bool tell_unheld(const struct searcher *searcher, const struct example *example,
                        struct lap_str match, struct faults *faults)
{
    const struct pattern *pattern = searcher->pattern;

    faults_add_at(faults, pattern->place,
                  "pattern '%s' of plugin '%s': its anchor does not hold in the example at %s:%zu, "
                  "where '%.*s' has no '%s' within %zu characters of its beginning; correct the "
                  "anchor or leave it out",
                  pattern->id, searcher->plugin->declaration->name, example->place.file,
                  example->place.line, STR_ARGS(match), pattern->anchor, pattern->anchor_within);
    return false;
}

static bool is_proved_by(const struct searcher *searcher, const struct example *example,
                         pcre2_match_data *data, struct faults *faults)
{
    bool is_held = true;

    for (size_t i = 0; is_held && i < example->fields.count; i++) {
        struct buffer folded = {0};
        struct lap_span span;

        utf8_fold(&folded, str_of(example->fields.items[i].value));
        if (str_stands_in(searcher->pattern->fields, example->fields.items[i].key) &&
            find_unheld(searcher, data, buffer_str(&folded), &span))
            is_held = tell_unheld(searcher, example, str_part(buffer_str(&folded), span), faults);
        buffer_release(&folded);
    }
    return is_held;
}

bool anchor_is_proved(const struct searcher *searcher, struct faults *faults)
{
    const struct declaration *declaration = searcher->plugin->declaration;
    /* Its own code may be one that is tried at places only. */
    struct searcher whole = {.pattern = searcher->pattern, .plugin = searcher->plugin};
    pcre2_match_data *data;
    bool is_held = true;

    if (!searcher->pattern->anchor)
        return true;
    data = pcre2_match_data_create(1, NULL);
    if (!data)
        memory_give_up(0);
    is_held = searcher_compile(&whole, faults);
    for (size_t i = 0; is_held && i < declaration->example_count; i++)
        is_held = is_proved_by(&whole, &declaration->examples[i], data, faults);
    searcher_release(&whole);
    pcre2_match_data_free(data);
    return is_held;
}
