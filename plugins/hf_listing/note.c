/* SPDX-License-Identifier: MIT */
/* Taking a line below a paper apart from its beginning: authors, dot, date, comments. */
#include "note.h"

#include <string.h>

#include "date.h"
#include "text.h"

/* Takes the dots and bullets off that text begins with. */
static struct lap_str without_dots(struct lap_str text)
{
    static const char *const dots[] = {"•", "·"};
    struct lap_str before;

    do {
        before = text;
        for (size_t i = 0; i < sizeof dots / sizeof *dots; i++)
            if (starts_with(text, dots[i]))
                text = trimmed(without_first(text, strlen(dots[i])));
    } while (text.size != before.size);
    return text;
}

/* Takes `5 authors` off; text as it was where it does not begin so. */
static struct lap_str without_authors(struct lap_str text, struct note *note)
{
    size_t digits = digit_count(text);
    struct lap_str rest = without_first(text, digits);

    if (digits == 0 || !starts_with(rest, " author"))
        return text;
    note->authors_count = (struct lap_str){text.bytes, digits};
    return trimmed(
        without_first(rest, strlen(starts_with(rest, " authors") ? " authors" : " author")));
}

/* Takes a date and the comments' count behind it off. */
static struct lap_str without_date(struct lap_str text, struct note *note)
{
    size_t size = date_size(text);
    struct lap_str rest = trimmed(without_first(text, size));
    size_t digits = digit_count(rest);

    if (size == 0)
        return text;
    note->date = (struct lap_str){text.bytes, size};
    if (digits && rest.bytes > text.bytes + size) {
        note->comments = (struct lap_str){rest.bytes, digits};
        return without_first(rest, digits);
    }
    return rest;
}

bool is_note(struct lap_str text, struct note *note)
{
    struct lap_str rest = without_dots(text);

    *note = (struct note){.is_separator = starts_with(text, "·")};
    rest = without_dots(without_authors(rest, note));
    return without_date(rest, note).size == 0;
}
