/* SPDX-License-Identifier: MIT */
/* A paper, of the parts of an item. */
#ifndef FEED_ITEM_H
#define FEED_ITEM_H

#include "date.h"
#include "tape.h"

enum field { F_ID, F_TITLE, F_ABSTRACT, F_AUTHORS_COUNT, F_PUBLISHED, F_COMMENTS, F_URL, F_COUNT };

enum { COUNT_SIZE = 24 }; /* more digits than a size has */

struct item {
    size_t line;
    struct lap_str parts[PART_COUNT]; /* of each the first that has any text */
    size_t counts[PART_COUNT];
    char published[ISO_DATE_SIZE];
    char authors_count[COUNT_SIZE];
};

void item_begin(struct item *item, size_t line);
void item_add(struct item *item, const struct piece *piece);

/* The fields of the record that the item is; some are written in the item itself. */
void item_values(struct item *item, struct lap_str values[F_COUNT]);

#endif
