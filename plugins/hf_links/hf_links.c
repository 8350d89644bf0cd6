/* SPDX-License-Identifier: MIT */
/* Reads the Daily Papers listing of Hugging Face as other programs save it as text with its links:
 * in Markdown, or flat, each address in a paragraph below its words.
 *
 * The addresses say what is what: each paper has links to its page, of which the first is its title
 * and the next its abstract, and they all hold its identifier. All else is the page's. */
#include <stdbool.h>
#include <string.h>

#include <lapidary/plugin.h>

#include "../hf_listing/note.h"
#include "../hf_listing/text.h"
#include "address.h"
#include "paper.h"
#include "piece.h"
#include "words.h"

static const char *const fields[] = {[ID] = "id",
                                     [TITLE] = "title",
                                     [ABSTRACT] = "abstract",
                                     [AUTHORS_COUNT] = "authors_count",
                                     [ORGANIZATION] = "organization",
                                     [PUBLISHED] = "published",
                                     [COMMENTS] = "comments",
                                     [URL] = "url",
                                     [FIELD_COUNT] = NULL};

/* ---- Reading ---- */

static int end_paper(const struct lap_host *host, struct lap_call *call, struct paper *paper)
{
    struct lap_str id = paper->values[ID];
    int status = LAP_OK;

    end_below(paper);
    if (paper->is_open && paper->values[TITLE].size)
        status = host->record(call, paper->line, paper->values);
    else if (paper->is_open)
        status = host->reject(call, paper->line,
                              "no title can be read of the paper %.*s on line %zu; write it there "
                              "as ### [TITLE](https://huggingface.co/papers/%.*s)",
                              (int)id.size, id.bytes, paper->line + 1, (int)id.size, id.bytes);
    *paper = (struct paper){0};
    return status;
}

/* A link that leads to a paper. */
static int add_paper_link(const struct lap_host *host, struct lap_call *call, struct paper *paper,
                          const struct piece *piece, struct lap_str words,
                          const struct target *target)
{
    int status = LAP_OK;

    if (begins_other(paper, piece, target)) {
        status = end_paper(host, call, paper);
        paper->is_open = true;
        paper->line = piece->line;
        paper->values[ID] = target->id;
    }
    add_own_link(paper, piece, words, target);
    return status;
}

/* The words of a link in the flat layout. It may have none, and then a date above it is still of
 * what stands before. */
static struct lap_str flat_words(struct paper *paper, struct lap_str words)
{
    struct note note;

    if (!is_note(words, &note) || !note.date.bytes)
        return words;
    if (paper->is_open)
        add_text(paper, words);
    words.size = 0;
    return words;
}

static int add_piece(const struct lap_host *host, struct lap_call *call, struct paper *paper,
                     const struct piece *piece)
{
    struct target target = target_of(piece->address);
    struct lap_str words = piece->words;

    if (piece->kind == TEXT_PIECE) {
        if (paper->is_open)
            add_text(paper, words);
        return LAP_OK;
    }
    words = piece->kind == FLAT_LINK ? flat_words(paper, words) : plain_words(host, call, words);
    if (!words.bytes)
        return host->fail(call, "no memory for the words of a link; cut the listing into several");
    if (target.id.bytes)
        return add_paper_link(host, call, paper, piece, words, &target);
    if (paper->is_open)
        add_link(paper, piece, words, target.goal);
    return LAP_OK;
}

static int read(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_unit *unit)
{
    struct page page = {with_plain_spaces(host, call, unit->bytes), 0};
    struct paper paper = {0};
    struct piece piece;
    int status = LAP_OK;

    (void)state;
    if (!page.rest.bytes)
        return host->fail(call, "no memory for the listing; cut it into several");
    while (status == LAP_OK && next_piece(&page, &piece))
        status = add_piece(host, call, &paper, &piece);
    return status == LAP_OK ? end_paper(host, call, &paper) : status;
}

/* ---- Looking ---- */

/* The links to papers in the head of an input, from the first to the last. */
struct signs {
    struct lap_str id; /* the last one's paper; absent before there is one */
    bool has_title;    /* one of this paper's stands where a title would */
    bool is_listing;   /* there was a title, and another link of its paper beside it */
};

static void add_sign(struct signs *signs, const struct piece *piece, struct lap_str id)
{
    bool is_same = is_same_paper(signs->id, id);

    signs->has_title = (is_same && signs->has_title) || piece->is_heading ||
                       (piece->kind == FLAT_LINK && piece->words.size);
    signs->is_listing |= is_same && signs->has_title;
    signs->id = id;
}

/* Whoever lists papers by hand has one link to each. */
static int look(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_head *head, struct lap_look *look)
{
    enum { SURE = 98 };
    struct lap_str text = trimmed(with_plain_spaces(host, call, head->bytes));
    struct page page = {text, 0};
    struct piece piece;
    struct signs signs = {0};

    (void)state;
    look->framing = LAP_WHOLE;
    look->confidence = 0;
    if (text.size == 0 || memchr("<{", text.bytes[0], 2))
        return LAP_OK;
    while (!signs.is_listing && next_piece(&page, &piece)) {
        struct lap_str id = target_of(piece.address).id;

        if (id.bytes)
            add_sign(&signs, &piece, id);
    }
    look->confidence = signs.is_listing ? SURE : 0;
    return LAP_OK;
}

static const struct lap_plugin plugin = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_READER,
    .name = "hf_links",
    .version = "1.0.0",
    .does = "Reads the Daily Papers listing of Hugging Face, saved with its links.",
    .columns = fields,
    .look = look,
    .read = read,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &plugin;
}
