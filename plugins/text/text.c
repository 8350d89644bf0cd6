/* SPDX-License-Identifier: MIT */
/* Reads plain text: a paragraph, a line or the whole input is one record's abstract, its first line
 * the title where that is asked for. */
#include <stdbool.h>
#include <string.h>

#include <lapidary/plugin.h>

enum field { TITLE, ABSTRACT, FIELD_COUNT };

static const char *const fields[] = {"title", "abstract", NULL};

struct text {
    enum lap_framing framing;
    bool has_titles;
};

static bool is_equal(struct lap_str text, const char *word)
{
    return text.size == strlen(word) && memcmp(text.bytes, word, text.size) == 0;
}

static int open(const struct lap_host *host, struct lap_call *call, const struct lap_setup *setup,
                void **state)
{
    struct text *text = host->alloc(call, sizeof *text);
    struct lap_str record = host->option(call, "record");
    struct lap_str title = host->option(call, "title");

    (void)setup;
    if (!text)
        return host->fail(call, "no memory for the options");
    if (is_equal(record, "paragraph"))
        text->framing = LAP_PARAGRAPHS;
    else if (is_equal(record, "line"))
        text->framing = LAP_LINES;
    else if (is_equal(record, "file"))
        text->framing = LAP_WHOLE;
    else
        return host->fail(call, "record is '%.*s'; it must be paragraph, line or file",
                          (int)record.size, record.bytes);
    text->has_titles = is_equal(title, "first-line");
    if (!text->has_titles && !is_equal(title, "none"))
        return host->fail(call, "title is '%.*s'; it must be first-line or none", (int)title.size,
                          title.bytes);
    *state = text;
    return LAP_OK;
}

/* How many bytes of white space text begins with, and the line on which the rest begins. */
static size_t blank_size(struct lap_str text, size_t *line)
{
    size_t size = 0;
    size_t white;

    while (size < text.size && (white = lap_white_size(text, size)) > 0) {
        *line += text.bytes[size] == '\n';
        size += white;
    }
    return size;
}

/* A page, a feed or a word processor's file: its tags, scripts and codes would become records. A
 * `<` opens a tag before a letter of ASCII (HTML, 13.2.5.6). */
static bool is_marked_up(struct lap_str text)
{
    static const char *const beginnings[] = {"<!", "<?", "{\\rtf"};
    size_t line = 0;
    size_t at = blank_size(text, &line);
    unsigned char second = at + 1 < text.size ? (unsigned char)text.bytes[at + 1] | 0x20 : 0;

    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        size_t size = strlen(beginnings[i]);

        if (text.size - at >= size && memcmp(text.bytes + at, beginnings[i], size) == 0)
            return true;
    }
    return second >= 'a' && second <= 'z' && text.bytes[at] == '<';
}

static int look(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_head *head, struct lap_look *look)
{
    const struct text *text = state;
    bool is_text = head->bytes.size == 0 ||
                   (!memchr(head->bytes.bytes, 0, head->bytes.size) && !is_marked_up(head->bytes));

    (void)host;
    (void)call;
    look->framing = text->framing;
    look->confidence = is_text ? 1 : 0;
    return LAP_OK;
}

static int read(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_unit *unit)
{
    const struct text *text = state;
    struct lap_str values[FIELD_COUNT] = {{NULL, 0}, {NULL, 0}};
    struct lap_str rest = unit->bytes;
    size_t line = 0;
    size_t blank = blank_size(rest, &line);

    rest.bytes += blank;
    rest.size -= blank;
    if (rest.size == 0)
        return LAP_OK;
    if (text->has_titles) {
        const char *lf = memchr(rest.bytes, '\n', rest.size);

        values[TITLE].bytes = rest.bytes;
        values[TITLE].size = lf ? (size_t)(lf - rest.bytes) : rest.size;
        rest.bytes += values[TITLE].size;
        rest.size -= values[TITLE].size;
    }
    if (rest.size)
        values[ABSTRACT] = rest;
    return host->record(call, line, values);
}

static const struct lap_plugin plugin = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_READER,
    .name = "text",
    .version = "1.0.0",
    .does = "Reads plain text: one record a paragraph, a line or a file.",
    .columns = fields,
    .open = open,
    .look = look,
    .read = read,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &plugin;
}
