/* SPDX-License-Identifier: MIT */
/* The parts of a feed's items, one behind the other in one piece of memory. The host may end a call
 * wherever it is asked for memory or given a record, and the parser's memory is not the host's: so
 * all that it will find has its room before there is a parser, and it is gone when records are
 * given. */
#ifndef FEED_TAPE_H
#define FEED_TAPE_H

#include <stdbool.h>

#include <lapidary/plugin.h>

enum part {
    NO_PART,
    ITEM, /* where an item begins; its number is the line */
    ID,
    LINK,
    TITLE,
    SUMMARY,
    CONTENT, /* of papers that have no summary */
    DATE,
    CREATOR, /* names, of which a feed may have all in one */
    AUTHOR,  /* the same, by RSS's own element */
    PERSON,  /* one author */
    COMMENT,
    PART_COUNT
};

struct tape {
    char *bytes;
    size_t room;
    size_t end;
    size_t open;        /* where the part begins that is being added to */
    unsigned open_part; /* which it is */
    bool is_full;       /* something had no room */
};

struct piece {
    enum part part;
    bool is_html;
    size_t number; /* of an item */
    char *bytes;   /* of any other part */
    size_t size;
};

/* False where there is no memory. The room does for all parts of an XML text whose entities are
 * XML's own. */
bool tape_make(struct tape *tape, const struct lap_host *host, struct lap_call *call,
               struct lap_str xml);

void tape_add_item(struct tape *tape, size_t line);

/* A part is begun, gets its text, and is ended. */
void tape_begin(struct tape *tape, enum part part, bool is_html);
void tape_add(struct tape *tape, const char *bytes, size_t size);
void tape_end(struct tape *tape);

/* The piece at the place, which is set behind it; false behind the last. */
bool tape_next(const struct tape *tape, size_t *at, struct piece *piece);

#endif
