/* SPDX-License-Identifier: MIT */
/* Reads lists name by name over the commas, brackets and conjunctions between them. */
#include "list.h"

#include "mark.h"
#include "name.h"
#include "words.h"

/* No list is read further than so many names: it may be a whole document, and is read anew from
 * each name or noun in it that leads to a list, so that time would grow with the square of its
 * length. */
enum { READ_AT_MOST = 256 };

void keep_name(struct names *names, struct run run)
{
    if (names->count < MAX_NAMES)
        names->runs[names->count++] = run;
}

/* Steps back over what stands between two names of a list; the same place where it is no list. */
static size_t before_separator(const struct sheet *sheet, size_t i, struct names *names)
{
    size_t at = i;

    while (at > 0 && is_one_of(sheet, at - 1, DETERMINERS))
        at--;
    if (at > 0 && is_conjunction(sheet, at - 1)) {
        names->has_conjunction = true;
        at--;
        return at > 0 && sign_at(sheet, at - 1) == ',' ? at - 1 : at;
    }
    if (at > 0 && (sign_at(sheet, at - 1) == ',' || sign_at(sheet, at - 1) == '/'))
        return at - 1;
    return i;
}

void names_before(const struct sheet *sheet, size_t end, struct names *names)
{
    for (size_t i = 0; i < READ_AT_MOST; i++) {
        end = before_marks(sheet, end);
        struct run run = name_before(sheet, end);
        while (run.begin == run.end && end > 0 && bracket_before(sheet, end - 1) != end - 1) {
            end = bracket_before(sheet, end - 1);
            run = name_before(sheet, end);
        }
        if (run.begin < run.end) {
            keep_name(names, run);
            end = run.begin;
        } else if (has(sheet, end - 1, IS_OTHER)) {
            end--;
        } else {
            return;
        }
        size_t next = before_separator(sheet, before_marks(sheet, end), names);
        if (next == before_marks(sheet, end))
            return;
        end = next;
    }
}

static size_t after_separator(const struct sheet *sheet, size_t i, struct names *names)
{
    size_t at = i;

    if (sign_at(sheet, at) == ',' || sign_at(sheet, at) == '/')
        at++;
    if (is_conjunction(sheet, at)) {
        names->has_conjunction = true;
        at++;
    } else if (is_word(sheet, at, "as") && is_word(sheet, at + 1, "well") &&
               is_word(sheet, at + 2, "as")) {
        names->has_conjunction = true;
        at += 3;
    }
    while (at > i && is_one_of(sheet, at, DETERMINERS))
        at++;
    return at;
}

void names_after(const struct sheet *sheet, size_t begin, struct names *names)
{
    while (is_one_of(sheet, begin, DETERMINERS))
        begin++;
    for (size_t i = 0; i < READ_AT_MOST; i++) {
        struct run run = name_after(sheet, past_marks(sheet, begin));
        if (run.begin == run.end)
            return;
        keep_name(names, run);
        names->end = past_marks(sheet, run.end);
        if (names->has_conjunction)
            return;
        size_t end = names->end;
        while (after_bracket(sheet, end) != end)
            end = after_bracket(sheet, end);
        begin = after_separator(sheet, end, names);
        if (begin == end)
            return;
    }
}
