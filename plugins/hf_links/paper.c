/* SPDX-License-Identifier: MIT */
/* What each piece says of a paper. The title is the link under ###, or in the flat layout the first
 * behind the votes; what stands below title and abstract counts only until a text or a link comes
 * that is the page's own: dates and names stand in its navigation and at its end as well. */
#include "paper.h"

#include <string.h>

#include "../hf_listing/note.h"
#include "../hf_listing/text.h"

static const struct lap_str absent = {NULL, 0};

bool begins_other(const struct paper *paper, const struct piece *piece, const struct target *target)
{
    if (!paper->is_open || !is_same_paper(paper->values[ID], target->id))
        return true;
    return paper->values[TITLE].size && (target->goal == TO_VOTES || piece->is_heading);
}

/* The name above was the paper's organization. */
static void confirm_name(struct paper *paper)
{
    if (paper->name.size)
        paper->values[ORGANIZATION] = paper->name;
    paper->name = absent;
}

void end_below(struct paper *paper)
{
    confirm_name(paper);
    paper->is_below = false;
}

/* What comes next belongs to the page, and what came was no organization's name. */
static void leave(struct paper *paper)
{
    paper->name = absent;
    paper->is_below = false;
}

static void add_note(struct paper *paper, const struct note *note)
{
    confirm_name(paper);
    paper->has_note = true;
    if (note->authors_count.bytes)
        paper->values[AUTHORS_COUNT] = note->authors_count;
    if (note->comments.bytes)
        paper->values[COMMENTS] = note->comments;
    if (note->date.bytes && !paper->values[PUBLISHED].bytes)
        paper->values[PUBLISHED] = iso_date(note->date, paper->published);
}

/* Remembers where a paragraph stands that may be the first of an abstract's. */
static void keep_text(struct paper *paper, struct lap_str text)
{
    if (!paper->text_start && paper->values[TITLE].size)
        paper->text_start = text.bytes;
}

void add_text(struct paper *paper, struct lap_str text)
{
    struct note note;

    if (is_note(text, &note)) {
        paper->is_below = paper->is_below || note.is_separator;
        if (paper->is_below)
            add_note(paper, &note);
        return;
    }
    keep_text(paper, text);
    leave(paper);
}

void add_link(struct paper *paper, const struct piece *piece, struct lap_str words, enum goal goal)
{
    bool is_name = goal == TO_NAME && paper->is_below && !paper->has_note && !paper->name.bytes;

    if (piece->kind == FLAT_LINK)
        keep_text(paper, piece->words);
    if (is_name)
        paper->name = words;
    else
        leave(paper);
}

/* The text without the marks of the lists that a browser shows avatars in. */
static struct lap_str without_marks(struct lap_str text)
{
    while (text.size && (is_space(text.bytes[0]) || memchr("-*+", text.bytes[0], 3)))
        text = without_first(text, 1);
    return text;
}

static bool is_title(const struct paper *paper, const struct piece *piece, struct lap_str words)
{
    if (piece->kind == MARKDOWN_LINK)
        return piece->is_heading;
    return !paper->values[TITLE].size && !paper->has_lost_title && (words.size || paper->has_votes);
}

static void add_title(struct paper *paper, const struct piece *piece, struct lap_str words)
{
    paper->values[TITLE] = words;
    paper->has_lost_title = words.size == 0;
    paper->line = piece->line;
    paper->is_below = true;
}

/* The words of the abstract's link, and in the flat layout the paragraphs above them. */
static void add_abstract(struct paper *paper, const struct piece *piece, struct lap_str words)
{
    const char *start = piece->kind == FLAT_LINK ? paper->text_start : NULL;

    if (start)
        words = (struct lap_str){start, (size_t)(piece->words.bytes + piece->words.size - start)};
    paper->text_start = NULL;
    words = trimmed(words);
    if (without_marks(words).size == 0)
        return;
    paper->values[ABSTRACT] = words;
    paper->name = absent;
    paper->is_below = true;
}

static void add_words(struct paper *paper, const struct piece *piece, struct lap_str words)
{
    struct note note;

    if (is_title(paper, piece, words)) {
        add_title(paper, piece, words);
    } else if (is_note(without_marks(words), &note) && note.authors_count.bytes) {
        add_note(paper, &note);
        paper->is_below = true;
    } else if (!paper->values[ABSTRACT].bytes && !paper->has_note && paper->values[TITLE].size) {
        add_abstract(paper, piece, words);
    }
}

void add_own_link(struct paper *paper, const struct piece *piece, struct lap_str words,
                  const struct target *target)
{
    if (target->url.bytes)
        paper->values[URL] = target->url;
    if (target->goal == TO_VOTES) {
        paper->has_votes = true;
    } else if (target->goal == TO_PAPER) {
        add_words(paper, piece, words);
    } else if (words.size && digit_count(words) == words.size) {
        confirm_name(paper);
        paper->has_note = true;
        paper->values[COMMENTS] = words;
    }
}
