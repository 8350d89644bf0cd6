/* SPDX-License-Identifier: MIT */
/* The costs, and which of them a line has as a title, an abstract or the rest of either. */
#include "cost.h"

/* What speaks against a line's being a part of a paper; the larger, the louder. A title may have
 * any of a sentence's marks, an abstract any of a title's, but hardly several. */
enum cost {
    COST_TITLE_OVER_130 = 1,
    COST_TITLE_OVER_200 = 3,
    COST_TITLE_OVER_300 = 9,
    COST_TITLE_PERIOD = 4,
    COST_TITLE_SENTENCES = 4,
    COST_TITLE_WE = 3,
    COST_TITLE_ADDRESS = 5,
    COST_TITLE_PROSE = 1,
    COST_TITLE_LOWER = 5,

    COST_BREAK = 4, /* a title goes on in a second line */
    COST_BREAK_AMONG_GAPS = 2,
    COST_BREAK_AFTER_OPEN = 1,

    COST_ABSTRACT_LOWER = 5,
    COST_ABSTRACT_UNDER_40 = 3,
    COST_ABSTRACT_UNDER_100 = 1,
    COST_ABSTRACT_LIKE_TITLE = 3,
    COST_ABSTRACT_AFTER_OPEN = 4,  /* the title ends in the middle of something */
    COST_ABSTRACT_WITHOUT_GAP = 4, /* where gaps stand around */

    COST_MORE_LOWER = 0, /* a line goes on in the middle of a sentence */
    COST_MORE_WRAPPED = 1,
    COST_MORE = 3,
    COST_MORE_AFTER_GAP = 4,
    COST_MORE_LIKE_TITLE = 3,
    COST_MORE_LONG = 2, /* a long paragraph goes on behind a short one */

    COST_PAPER_IN_SENTENCE = 3, /* a paper begins where the line above it ended no sentence */
    COST_PAPER_WRAPPED = 2,
    COST_PAPER_WITHOUT_GAP = 4, /* where gaps stand around */
    COST_PAPER_WITHOUT_ABSTRACT = 9
};

static bool is_like_title(const struct line *line)
{
    return line->looks.is_capitalized && line->text.size <= 200 && !line->looks.has_sentences;
}

static int cost_of_title(const struct line *line)
{
    const struct looks *looks = &line->looks;
    size_t size = line->text.size;
    int cost = size > 300   ? COST_TITLE_OVER_300
               : size > 200 ? COST_TITLE_OVER_200
               : size > 130 ? COST_TITLE_OVER_130
                            : 0;

    return cost + looks->has_period * COST_TITLE_PERIOD +
           looks->has_sentences * COST_TITLE_SENTENCES + looks->says_we * COST_TITLE_WE +
           looks->has_address * COST_TITLE_ADDRESS + looks->is_prose * COST_TITLE_PROSE +
           looks->is_lower * COST_TITLE_LOWER;
}

static int cost_of_abstract(const struct line *line)
{
    size_t size = line->text.size;
    int cost = size < 40 ? COST_ABSTRACT_UNDER_40 : size < 100 ? COST_ABSTRACT_UNDER_100 : 0;

    return cost + line->looks.is_lower * COST_ABSTRACT_LOWER +
           is_like_title(line) * COST_ABSTRACT_LIKE_TITLE;
}

/* What it costs that a line goes on with what the line above it said. */
static int cost_of_more(const struct line *above, const struct line *line)
{
    int cost = COST_MORE;

    if (line->has_gap)
        cost = COST_MORE_AFTER_GAP;
    else if (line->looks.is_lower && !above->looks.is_sentence)
        cost = COST_MORE_LOWER;
    else if (line->is_wrapped)
        cost = COST_MORE_WRAPPED;
    if (above->text.size < 200 && line->text.size > 400)
        cost += COST_MORE_LONG;
    return cost + is_like_title(line) * COST_MORE_LIKE_TITLE;
}

static int cost_of_break(const struct line *above, const struct line *line)
{
    int cost = COST_BREAK;

    if (line->has_gap)
        return COST_NEVER;
    if (above->looks.is_open)
        cost = COST_BREAK_AFTER_OPEN;
    else if (line->is_among_gaps)
        cost = COST_BREAK_AMONG_GAPS;
    return cost + cost_of_title(line) - line->looks.is_lower * COST_TITLE_LOWER;
}

/* What it costs that a paper begins with a line. */
static int cost_of_paper(const struct line *above, bool was_title, const struct line *line)
{
    int cost = cost_of_title(line);

    if (was_title)
        return cost + COST_PAPER_WITHOUT_ABSTRACT;
    if (!above->looks.is_sentence)
        cost += COST_PAPER_IN_SENTENCE;
    if (!line->has_gap)
        cost +=
            line->is_wrapped * COST_PAPER_WRAPPED + line->is_among_gaps * COST_PAPER_WITHOUT_GAP;
    return cost;
}

int cost_of_step(const struct line *above, enum part above_part, const struct line *line,
                 enum part part)
{
    bool was_title = above_part <= TITLE_MORE;

    switch (part) {
    case TITLE_FIRST:
        return cost_of_paper(above, was_title, line);
    case TITLE_MORE:
        return was_title ? cost_of_break(above, line) : COST_NEVER;
    case ABSTRACT_FIRST:
        return was_title
                   ? cost_of_abstract(line) + above->looks.is_open * COST_ABSTRACT_AFTER_OPEN +
                         (line->is_among_gaps && !line->has_gap) * COST_ABSTRACT_WITHOUT_GAP
                   : COST_NEVER;
    default:
        return was_title ? COST_NEVER : cost_of_more(above, line);
    }
}

int cost_of_end(enum part last)
{
    return last <= TITLE_MORE ? COST_PAPER_WITHOUT_ABSTRACT : 0;
}
