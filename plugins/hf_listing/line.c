/* SPDX-License-Identifier: MIT */
/* Listing the lines of a page, and telling chrome and what stands below papers from text. */
#include "line.h"

#include <string.h>

#include "chrome.h"
#include "text.h"

size_t line_count(struct lap_str text)
{
    size_t count = 0;

    while (text.size)
        count += take_line(&text).size > 0;
    return count;
}

void list_lines(struct lap_str text, struct listing *listing)
{
    bool has_gap = false;

    for (size_t number = 0; text.size; number++) {
        struct lap_str line = take_line(&text);

        if (line.size)
            listing->lines[listing->count++] =
                (struct line){.text = line, .number = number, .has_gap = has_gap};
        has_gap = line.size == 0;
    }
}

static bool is_chrome_at(const struct listing *listing, size_t at)
{
    return at < listing->count && listing->lines[at].kind == CHROME_LINE;
}

/* Takes the chrome off a line that stands beside chrome; what is left of it is text. */
static void cut_chrome(struct line *line)
{
    size_t size = chrome_size(line->text);

    line->text = without_first(line->text, size);
    if (line->text.size == 0)
        line->kind = CHROME_LINE;
}

void mark_chrome(struct listing *listing)
{
    for (size_t i = 0; i < listing->count; i++)
        if (plain_chrome_size(listing->lines[i].text))
            cut_chrome(&listing->lines[i]);
    for (size_t i = listing->count; i-- > 0;)
        if (is_chrome_at(listing, i + 1) &&
            chrome_size(listing->lines[i].text) == listing->lines[i].text.size)
            listing->lines[i].kind = CHROME_LINE;
    for (size_t i = 0; i < listing->count; i++)
        if (listing->lines[i].kind == TEXT_LINE && (i == 0 || is_chrome_at(listing, i - 1)))
            cut_chrome(&listing->lines[i]);
}

/* Whether a line can be the name of an organization: short, and no sentence. */
static bool is_name(struct lap_str text)
{
    enum { NAME_LIMIT = 100 };

    return text.size <= NAME_LIMIT && !memchr(".,;:!?", text.bytes[text.size - 1], 6);
}

static bool is_note_at(const struct listing *listing, size_t at)
{
    return at < listing->count && listing->lines[at].kind == NOTE_LINE;
}

/* Whether the line stands in the authors' place: below two lines of text and above the dot and the
 * date. */
static bool is_in_place_of_authors(const struct listing *listing, size_t at)
{
    const struct line *line = &listing->lines[at];
    bool has_dot = is_note_at(listing, at + 1) && line[1].note.is_separator && !line[1].has_gap;
    bool has_date = has_dot && (line[1].note.date.bytes ||
                                (is_note_at(listing, at + 2) && line[2].note.date.bytes));

    return has_date && is_name(line->text) && at >= 2 && line[-1].kind == TEXT_LINE &&
           line[-2].kind == TEXT_LINE;
}

void mark_notes(struct listing *listing)
{
    for (size_t i = 0; i < listing->count; i++) {
        struct line *line = &listing->lines[i];

        if (line->kind != TEXT_LINE)
            continue;
        if (is_note(line->text, &line->note)) {
            line->kind = NOTE_LINE;
        } else if (is_note_at(listing, i - 1) && line[-1].note.date.bytes &&
                   !line[-1].note.comments.bytes && digit_count(line->text) == line->text.size) {
            line->note = (struct note){.comments = line->text};
            line->kind = NOTE_LINE;
        }
    }
    for (size_t i = 0; i < listing->count; i++)
        if (listing->lines[i].kind == TEXT_LINE && is_in_place_of_authors(listing, i))
            listing->lines[i].kind = ORGANIZATION_LINE;
}
