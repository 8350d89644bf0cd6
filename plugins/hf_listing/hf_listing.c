/* SPDX-License-Identifier: MIT */
/* Reads the Daily Papers listing of Hugging Face as a browser saves it as text.
 *
 * The page's chrome and what stands below a paper (authors or an organization, a date, comments)
 * are known by their words. What is left are titles and abstracts, which nothing marks: runs of
 * lines are divided into papers by what speaks against a line's being a title or an abstract. */
#include <stdbool.h>
#include <string.h>

#include <lapidary/plugin.h>

#include "chrome.h"
#include "date.h"
#include "divide.h"
#include "line.h"
#include "note.h"
#include "text.h"

enum field { TITLE, ABSTRACT, AUTHORS_COUNT, ORGANIZATION, PUBLISHED, COMMENTS, FIELD_COUNT };

static const char *const fields[] = {
    "title", "abstract", "authors_count", "organization", "published", "comments", NULL};

/* ---- Reading ---- */

/* A paper while its lines come in. */
struct paper {
    bool is_open;
    size_t line;
    struct lap_str values[FIELD_COUNT];
    char published[ISO_DATE_SIZE];
};

/* Lets a text of several lines reach to the end of line. */
static void extend(struct lap_str *value, struct lap_str line)
{
    if (!value->bytes)
        *value = line;
    else
        value->size = (size_t)(line.bytes + line.size - value->bytes);
}

static void add_note(struct paper *paper, const struct note *note)
{
    if (note->authors_count.bytes)
        paper->values[AUTHORS_COUNT] = note->authors_count;
    if (note->comments.bytes)
        paper->values[COMMENTS] = note->comments;
    if (note->date.bytes)
        paper->values[PUBLISHED] = iso_date(note->date, paper->published);
}

static int end_paper(const struct lap_host *host, struct lap_call *call, struct paper *paper)
{
    int status = paper->is_open ? host->record(call, paper->line, paper->values) : LAP_OK;

    *paper = (struct paper){0};
    return status;
}

static void add_text(struct paper *paper, const struct line *line)
{
    if (line->part == TITLE_FIRST) {
        paper->is_open = true;
        paper->line = line->number;
    }
    extend(&paper->values[line->part <= TITLE_MORE ? TITLE : ABSTRACT], line->text);
}

static int add_line(const struct lap_host *host, struct lap_call *call, struct paper *paper,
                    const struct line *line)
{
    bool is_end =
        line->kind == CHROME_LINE || (line->kind == TEXT_LINE && line->part == TITLE_FIRST);
    int status = is_end ? end_paper(host, call, paper) : LAP_OK;

    if (line->kind == TEXT_LINE)
        add_text(paper, line);
    else if (line->kind == ORGANIZATION_LINE)
        paper->values[ORGANIZATION] = line->text;
    else if (line->kind == NOTE_LINE)
        add_note(paper, &line->note);
    return status;
}

static int read(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_unit *unit)
{
    struct lap_str text = with_plain_spaces(host, call, unit->bytes);
    size_t room = line_count(text);
    struct listing listing = {host->alloc(call, room * sizeof *listing.lines), 0};
    struct way(*ways)[PART_COUNT] = host->alloc(call, room * sizeof *ways);
    struct paper paper = {0};
    int status = LAP_OK;

    (void)state;
    if (!text.bytes || !listing.lines || !ways)
        return host->fail(call, "no memory for %zu lines; cut the listing into several", room);
    list_lines(text, &listing);
    mark_chrome(&listing);
    mark_notes(&listing);
    divide_runs(&listing, ways);
    for (size_t i = 0; i < listing.count && status == LAP_OK; i++)
        status = add_line(host, call, &paper, &listing.lines[i]);
    return status == LAP_OK ? end_paper(host, call, &paper) : status;
}

/* ---- Looking ---- */

/* How often the signs of a listing stand in the head of an input. */
struct signs {
    size_t chrome;    /* what no paper would say */
    size_t headlines; /* phrases of the chrome that another page may have as well */
    size_t notes;     /* authors, and a date below them */
    size_t links;     /* that the page has, and its text has not */
};

/* Whether the line is plainly chrome, or begins with other chrome that it is glued to. */
static bool has_chrome(struct lap_str line)
{
    size_t size = phrase_size(line);

    return plain_chrome_size(line) || plain_chrome_size(without_first(line, size));
}

static struct signs signs_of(struct lap_str text)
{
    struct signs signs = {0};
    bool is_behind_authors = false;

    while (text.size) {
        struct lap_str line = take_line(&text);
        struct note note = {0};

        signs.chrome += has_chrome(line);
        signs.headlines += line.size && phrase_size(line) == line.size;
        signs.links += starts_with(line, "https://huggingface.co/") || place_of(line, "](http");
        if (line.size && is_note(line, &note))
            signs.notes += is_behind_authors && note.date.bytes;
        if (line.size && !(note.is_separator && !note.date.bytes))
            is_behind_authors = note.authors_count.bytes != NULL;
    }
    return signs;
}

/* Other programs save the page with its links, which hf_links reads, or as HTML, and its data as
 * JSON: that is for other readers, though the same words stand in it. */
static int look(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_head *head, struct lap_look *look)
{
    enum { SURE = 95, LIKELY = 60 };
    struct lap_str text = trimmed(with_plain_spaces(host, call, head->bytes));
    struct signs signs = signs_of(text);

    (void)state;
    look->framing = LAP_WHOLE;
    look->confidence = 0;
    if (text.size == 0 || memchr("<{[", text.bytes[0], 3) || signs.links > 2)
        return LAP_OK;
    if (signs.chrome || signs.notes > 1)
        look->confidence = SURE;
    else if (signs.notes || signs.headlines > 1)
        look->confidence = LIKELY;
    return LAP_OK;
}

static const struct lap_plugin plugin = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_READER,
    .name = "hf_listing",
    .version = "1.0.0",
    .does = "Reads the Daily Papers listing of Hugging Face, saved as text.",
    .columns = fields,
    .look = look,
    .read = read,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &plugin;
}
