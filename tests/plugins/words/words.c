/* SPDX-License-Identifier: MIT */
/* Cuts colours and shapes out: a made-up facet for the tests of the program. */
#include <lapidary/plugin.h>

enum column { WORD, LETTERS, KIND, COLUMN_COUNT };
enum capture { CAPTURED_WORD };
enum role { COLOUR, SHAPE, ROLE_COUNT };

static const char *const columns[] = {"word", "letters", "kind", NULL};
static const char *const captures[] = {"word", NULL};
static const char *const roles[] = {"colour", "shape", NULL};

/* What each role is called in the table. */
static const struct lap_str kinds[ROLE_COUNT] = {{"colour", 6}, {"shape", 5}};

struct words {
    double least; /* letters that a word must have */
};

static int open(const struct lap_host *host, struct lap_call *call, const struct lap_setup *setup,
                void **state)
{
    struct words *words = host->alloc(call, sizeof *words);
    struct lap_str least = host->option(call, "least");

    (void)setup;
    if (!words)
        return host->fail(call, "no memory for the options");
    if (least.bytes && !host->number(call, least, &words->least))
        return host->fail(call, "least is '%.*s' and must be a number", (int)least.size,
                          least.bytes);
    *state = words;
    return LAP_OK;
}

/* A name list has no groups: its match is the word. */
static struct lap_span word_of(const struct lap_match *match)
{
    struct lap_span word = match->captures[CAPTURED_WORD];

    return lap_is_captured(word) ? word : match->span;
}

static int extract(const struct lap_host *host, struct lap_call *call, const void *state,
                   const struct lap_record *record, const struct lap_match *matches, size_t count)
{
    const struct words *words = state;
    int status = LAP_OK;

    for (size_t i = 0; i < count && status == LAP_OK; i++) {
        const struct lap_match *match = &matches[i];
        struct lap_span span = word_of(match);
        struct lap_str text = {record->fields[match->field].text.bytes + span.start,
                               span.end - span.start};
        struct lap_str word = match->name.bytes ? match->name : text;
        struct lap_value values[COLUMN_COUNT] = {[WORD] = lap_text(word),
                                                 [LETTERS] = lap_number((double)word.size),
                                                 [KIND] = lap_text(kinds[match->role])};
        struct lap_row row = {match, match->field, span, values};

        if ((double)word.size < words->least)
            host->drop(call, match, "it has too few letters");
        else
            status = host->row(call, &row);
    }
    return status;
}

static const struct lap_plugin plugin = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_EXTRACTOR,
    .name = "words",
    .version = "1.0.0",
    .does = "Cuts colours and shapes out.",
    .columns = columns,
    .captures = captures,
    .roles = roles,
    .open = open,
    .extract = extract,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &plugin;
}
