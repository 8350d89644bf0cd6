/* SPDX-License-Identifier: MIT */
/* Looks for the other form in the brackets and after the colon beside a mention. */
#include "pair.h"

#include "brief.h"
#include "sense.h"
#include "text.h"
#include "weigh.h"

/* Takes the other form of a name where a mention of it stands beside one. */
static int take_pair(struct reading *reading, const struct sheet *sheet, struct run mention,
                     struct name name)
{
    struct run other = {0, 0};
    bool is_taken = false;

    if (name.is_local)
        return LAP_OK;
    size_t begin = mention.begin, end = mention.end;
    if (begin > 1 && sign_at(sheet, begin - 1) == '(' && sign_at(sheet, end) == ')') {
        other = long_before(sheet, begin, name.surface);
        other = is_proper(sheet, other) ? other : (struct run){0, 0};
    } else if (sign_at(sheet, end) == ':' || sign_at(sheet, end) == '(') {
        other = long_after(sheet, end + 1, name.surface);
    }
    if (other.begin == other.end && sign_at(sheet, end) == '(' && sign_at(sheet, end + 2) == ')' &&
        has(sheet, end + 1, IS_CAPITAL | IS_MARKED)) {
        struct lap_str brief = word_at(sheet, end + 1);
        size_t floor = sheet->tokens[begin].start, top = span_at(sheet, end - 1).end;
        if (brief.size < name.surface.size && long_form(sheet->text, floor, top, brief) == floor)
            other = (struct run){end + 1, end + 2};
    }
    bool is_task = other.end - other.begin > 1 && !name.is_introduced && is_kind(sheet, other);
    if (is_task)
        return LAP_OK;
    if (accept(reading, sheet, other, name.match, PAIRED, &is_taken) != LAP_OK)
        return LAP_FAILED;
    if (is_taken && name.is_introduced)
        find_name(reading, part_of(sheet->text, run_span(sheet, other)))->is_introduced = true;
    return LAP_OK;
}

int pair_mention(struct reading *reading, size_t sheet, struct run run, struct lap_span span,
                 const struct name *name)
{
    (void)span;
    return take_pair(reading, &reading->sheets[sheet], run, *name);
}
