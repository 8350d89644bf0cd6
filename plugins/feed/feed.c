/* SPDX-License-Identifier: MIT */
/* Reads RSS and Atom: feeds of papers, as arXiv and Hugging Face have them. Each item is a
 * record. */
#include <stdbool.h>
#include <string.h>

#include <lapidary/plugin.h>

#include "../hf_listing/text.h"
#include "glimpse.h"
#include "item.h"
#include "parse.h"

static const char *const fields[] = {[F_ID] = "id",
                                     [F_TITLE] = "title",
                                     [F_ABSTRACT] = "abstract",
                                     [F_AUTHORS_COUNT] = "authors_count",
                                     [F_PUBLISHED] = "published",
                                     [F_COMMENTS] = "comments",
                                     [F_URL] = "url",
                                     [F_COUNT] = NULL};

/* XML has nothing before its declaration, but a saved file may have blank lines there. */
static struct lap_str without_blanks(struct lap_str text, size_t *lines)
{
    while (text.size && memchr(" \t\r\n", text.bytes[0], 4)) {
        *lines += text.bytes[0] == '\n';
        text = without_first(text, 1);
    }
    return text;
}

/* ---- Reading ---- */

static int give_item(const struct lap_host *host, struct lap_call *call, struct item *item,
                     size_t before)
{
    struct lap_str values[F_COUNT];

    item_values(item, values);
    return host->record(call, before + item->line, values);
}

/* Gives the items on the tape; before is how many lines stand before the XML. */
static int give_items(const struct lap_host *host, struct lap_call *call, const struct tape *tape,
                      size_t before)
{
    struct item item = {0};
    struct piece piece;
    bool is_open = false;
    size_t at = 0;

    while (tape_next(tape, &at, &piece)) {
        if (piece.part != ITEM) {
            item_add(&item, &piece);
            continue;
        }
        if (is_open && give_item(host, call, &item, before) != LAP_OK)
            return LAP_FAILED;
        item_begin(&item, piece.number);
        is_open = true;
    }
    return is_open ? give_item(host, call, &item, before) : LAP_OK;
}

static int read(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_unit *unit)
{
    size_t before = 0;
    struct lap_str xml = without_blanks(unit->bytes, &before);
    struct tape tape;
    struct ending ending;

    (void)state;
    if (!tape_make(&tape, host, call, xml))
        return host->fail(call,
                          "no memory for the feed; raise --memory-limit, or cut it into several");
    ending = parse_feed(xml, &tape);
    if (!ending.has_memory)
        return host->fail(
            call, "no memory for the feed's XML; raise --memory-limit, or cut it into several");
    if (tape.is_full)
        return host->fail(call, "the texts of the feed are longer than the feed; make UTF-8 of it");
    if (give_items(host, call, &tape, before) != LAP_OK)
        return LAP_FAILED;
    if (ending.refused)
        return host->reject(call, before + ending.line, "%s", ending.refused);
    if (!ending.broken)
        return LAP_OK;
    return host->reject(call, before + ending.line,
                        "broken XML near column %zu (%s); the rest of the input is lost, mend it",
                        ending.column, ending.broken);
}

/* ---- Looking ---- */

/* RDF says anything of anything: only with items is it a feed. */
static int look(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_head *head, struct lap_look *look)
{
    enum { SURE = 95, LIKELY = 60 };
    size_t before = 0;
    struct glimpse glimpse = glimpse_of(without_blanks(head->bytes, &before));

    (void)host;
    (void)call;
    (void)state;
    look->framing = LAP_WHOLE;
    if (glimpse.root != NO_FEED && glimpse.has_item)
        look->confidence = SURE;
    else
        look->confidence = glimpse.root == FEED ? LIKELY : 0;
    return LAP_OK;
}

static const struct lap_plugin plugin = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_READER,
    .name = "feed",
    .version = "1.0.0",
    .does = "Reads RSS and Atom feeds of papers.",
    .columns = fields,
    .look = look,
    .read = read,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &plugin;
}
