/* SPDX-License-Identifier: MIT */
/* An extractor and a reader that are right: each file here spoils one thing of one of them. Both
 * are called `words`, and both are served by the declarations in this folder. */
#ifndef LAPIDARY_TESTS_RIGHT_H
#define LAPIDARY_TESTS_RIGHT_H

#include <lapidary/plugin.h>

enum right_column { WORD, LETTERS, KIND, COLUMN_COUNT };

/* The one row that the match deserves, with room for its values. */
static inline struct lap_row right_row(const struct lap_record *record,
                                       const struct lap_match *match,
                                       struct lap_value values[COLUMN_COUNT])
{
    struct lap_span span = match->span;
    struct lap_str text = record->fields[match->field].text;
    struct lap_str word = {text.bytes + span.start, span.end - span.start};
    struct lap_row row = {match, match->field, span, values};

    values[WORD] = lap_text(word);
    values[LETTERS] = lap_number((double)word.size);
    values[KIND] = lap_empty();
    return row;
}

static inline int right_extract(const struct lap_host *host, struct lap_call *call,
                                const void *state, const struct lap_record *record,
                                const struct lap_match *matches, size_t count)
{
    struct lap_value values[COLUMN_COUNT];
    struct lap_row row = right_row(record, &matches[0], values);

    (void)state;
    (void)count;
    return host->row(call, &row);
}

static inline int right_look(const struct lap_host *host, struct lap_call *call, const void *state,
                             const struct lap_head *head, struct lap_look *look)
{
    (void)host;
    (void)call;
    (void)state;
    (void)head;
    look->confidence = 100;
    look->framing = LAP_LINES;
    return LAP_OK;
}

/* A line is a title. */
static inline int right_read(const struct lap_host *host, struct lap_call *call, const void *state,
                             const struct lap_unit *unit)
{
    (void)state;
    return host->record(call, 0, &unit->bytes);
}

/* Their records, to be copied and spoiled. */
static inline struct lap_plugin right_extractor(void)
{
    static const char *const columns[] = {"word", "letters", "kind", NULL};
    struct lap_plugin plugin = {LAP_PLUGIN_HEAD,           .kind = LAP_EXTRACTOR,
                                .name = "words",           .version = "1.0.0",
                                .does = "Cuts words out.", .columns = columns,
                                .extract = right_extract};

    return plugin;
}

static inline struct lap_plugin right_reader(void)
{
    static const char *const columns[] = {"title", NULL};
    struct lap_plugin plugin = {LAP_PLUGIN_HEAD,
                                .kind = LAP_READER,
                                .name = "words",
                                .version = "1.0.0",
                                .does = "Reads titles, one a line.",
                                .columns = columns,
                                .look = right_look,
                                .read = right_read};

    return plugin;
}

#endif
