/* SPDX-License-Identifier: MIT */
/* A paper while the pieces of the page come in that say something of it. */
#ifndef HF_LINKS_PAPER_H
#define HF_LINKS_PAPER_H

#include <stdbool.h>
#include <stddef.h>

#include <lapidary/plugin.h>

#include "../hf_listing/date.h"
#include "address.h"
#include "piece.h"

enum field {
    ID,
    TITLE,
    ABSTRACT,
    AUTHORS_COUNT,
    ORGANIZATION,
    PUBLISHED,
    COMMENTS,
    URL,
    FIELD_COUNT
};

struct paper {
    bool is_open;
    bool has_votes;         /* the next of its links is its title's */
    bool has_lost_title;    /* that link has no words */
    bool is_below;          /* what comes may stand below its title or abstract */
    bool has_note;          /* authors, a date or comments were seen: it has no more abstract */
    struct lap_str name;    /* an organization's, if what follows says that it is the paper's */
    const char *text_start; /* of the paragraphs behind the title, which may be its abstract */
    size_t line;            /* of its title; before there is one, of its first link */
    struct lap_str values[FIELD_COUNT];
    char published[ISO_DATE_SIZE];
};

/* Whether a link that leads to a paper begins another one than paper. */
bool begins_other(const struct paper *paper, const struct piece *piece,
                  const struct target *target);

/* Nothing more comes of the paper. */
void end_below(struct paper *paper);

/* Adds a paragraph, or the words of a link that are none of its. */
void add_text(struct paper *paper, struct lap_str text);

/* Adds a link that leads to no paper; words are those of piece as they are meant. */
void add_link(struct paper *paper, const struct piece *piece, struct lap_str words, enum goal goal);

/* Adds a link that leads to the paper. */
void add_own_link(struct paper *paper, const struct piece *piece, struct lap_str words,
                  const struct target *target);

#endif
