/* SPDX-License-Identifier: MIT */
/* How a run of lines is laid out, told from the lines not far from each. */
#include "layout.h"

#include "text.h"

void mark_gaps(struct line *lines, size_t count)
{
    enum { FAR = 3000 }; /* bytes: more than most papers have */
    size_t distance = FAR;

    for (size_t i = 0; i < count; i++) {
        distance = lines[i].has_gap ? 0 : distance + lines[i].text.size;
        lines[i].is_among_gaps = distance < FAR;
    }
    distance = 0;
    for (size_t i = count; i-- > 0;) {
        lines[i].is_among_gaps = lines[i].is_among_gaps && distance < FAR;
        distance = lines[i].has_gap ? 0 : distance + lines[i].text.size;
    }
}

/* The width to which the lines around are wrapped: the widest behind which a sentence goes on in
 * the next one; 0 where there is none. */
static size_t width_around(const struct line *lines, size_t count, size_t at)
{
    enum { AROUND = 8 };
    size_t end = at + AROUND < count ? at + AROUND : count;
    size_t width = 0;

    for (size_t i = at > AROUND ? at - AROUND : 1; i < end; i++) {
        const struct line *above = &lines[i - 1];

        if (lines[i].looks.is_lower && !lines[i].has_gap && !above->looks.is_sentence &&
            above->text.size > width)
            width = above->text.size;
    }
    return width;
}

void mark_wrapped(struct line *lines, size_t count)
{
    enum { RAGGED = 20 }; /* how much wider another line may be */

    for (size_t i = 1; i < count; i++) {
        size_t width = width_around(lines, count, i);
        size_t above = lines[i - 1].text.size;

        lines[i].is_wrapped = width > 0 && above <= width + RAGGED &&
                              above + 1 + first_word_size(lines[i].text) > width;
    }
}
