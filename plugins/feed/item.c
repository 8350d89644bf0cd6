/* SPDX-License-Identifier: MIT */
/* Which part of an item is which field of a record. */
#include "item.h"

#include <stdio.h>

#include "../hf_listing/text.h"
#include "authors.h"
#include "description.h"
#include "html.h"
#include "identifier.h"

void item_begin(struct item *item, size_t line)
{
    *item = (struct item){.line = line};
}

/* The descriptions of arXiv are plain text, whatever the other feeds have there. */
static struct lap_str text_of(const struct piece *piece)
{
    struct lap_str text = trimmed((struct lap_str){piece->bytes, piece->size});

    if (!piece->is_html || (piece->part == SUMMARY && starts_with(text, "arXiv:")))
        return text;
    text = (struct lap_str){piece->bytes, html_to_text(piece->bytes, piece->size)};
    return trimmed(text);
}

void item_add(struct item *item, const struct piece *piece)
{
    struct lap_str text = text_of(piece);

    if (text.size == 0 && piece->part != PERSON)
        return;
    item->counts[piece->part]++;
    if (!item->parts[piece->part].bytes)
        item->parts[piece->part] = text;
}

static struct lap_str identifier_of(const struct item *item)
{
    struct lap_str identifier = arxiv_identifier(item->parts[ID]);

    if (!identifier.bytes)
        identifier = arxiv_identifier(item->parts[LINK]);
    return identifier.bytes ? identifier : item->parts[ID];
}

static struct lap_str address_of(const struct item *item)
{
    struct lap_str id = item->parts[ID];

    if (item->parts[LINK].bytes || !(starts_with(id, "http://") || starts_with(id, "https://")))
        return item->parts[LINK];
    return id;
}

/* How many names a feed gives by elements of their own; one of them may hold all. */
static size_t named_count(const struct item *item, enum part part)
{
    return item->counts[part] == 1 ? author_count(item->parts[part]) : item->counts[part];
}

static size_t count_authors(const struct item *item, struct lap_str described)
{
    if (item->counts[PERSON])
        return item->counts[PERSON];
    if (item->counts[CREATOR])
        return named_count(item, CREATOR);
    if (item->counts[AUTHOR])
        return named_count(item, AUTHOR);
    return described.bytes ? author_count(described) : 0;
}

static struct lap_str write_count(char room[COUNT_SIZE], size_t count)
{
    if (count == 0)
        return (struct lap_str){NULL, 0};
    return (struct lap_str){room, (size_t)snprintf(room, COUNT_SIZE, "%zu", count)};
}

void item_values(struct item *item, struct lap_str values[F_COUNT])
{
    const struct lap_str *parts = item->parts;
    struct description description =
        description_of(parts[SUMMARY].bytes ? parts[SUMMARY] : parts[CONTENT]);

    values[F_ID] = identifier_of(item);
    values[F_TITLE] = parts[TITLE];
    values[F_ABSTRACT] = description.abstract;
    values[F_AUTHORS_COUNT] =
        write_count(item->authors_count, count_authors(item, description.authors));
    values[F_PUBLISHED] = date_of(parts[DATE], item->published);
    values[F_COMMENTS] = parts[COMMENT];
    values[F_URL] = address_of(item);
}
