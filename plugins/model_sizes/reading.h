/* SPDX-License-Identifier: MIT */
/* A record while its figures are judged: its matches by place and role, and what is known of each
 * figure. */
#ifndef MODEL_SIZES_READING_H
#define MODEL_SIZES_READING_H

#include <stdbool.h>
#include <stddef.h>

#include <lapidary/plugin.h>

enum capture {
    CAPTURE_SHARED,
    CAPTURE_EXPERTS,
    CAPTURE_NUMBER,
    CAPTURE_GAP,
    CAPTURE_UNIT,
    CAPTURE_TENTH
};

enum role {
    ROLE_FIGURE,  /* 7B */
    ROLE_GLUED,   /* a known model's name and a figure without a joint: Llama7B */
    ROLE_WORDED,  /* 7 billion */
    ROLE_SPELLED, /* billion, with a number in words before it or none */
    ROLE_PARAMETER,
    ROLE_MODEL,
    ROLE_SIZE,    /* what models and data sets both have: scale, size */
    ROLE_COUNTED, /* what is counted in billions and is no model: tokens */
    ROLE_DATA,    /* dataset, corpus */
    ROLE_CORPUS,  /* names of data sets that end in a figure: LAION */
    ROLE_FAMILY,  /* names of models */
    ROLE_ADDRESS, /* a web address, with all that stands in it */
};

/* One number of a match: of "3/8/32B" there are three. */
struct figure {
    const struct lap_match *match;
    struct lap_span place;
    double params;
    char unit;        /* B, M, K, T as it stands, or W where it is written out */
    bool is_loose;    /* a space between number and unit letter */
    bool leads_on;    /* part of a list or range that goes on with the next figure */
    const char *drop; /* why it is no row; NULL where it is one */
    struct lap_span model;
};

/* What a record's figures are judged by. */
struct reading {
    const struct lap_host *host;
    struct lap_call *call;
    const struct lap_record *record;
    const struct lap_match *matches;
    size_t match_count;
    struct figure *figures;
    size_t figure_count;
};

/* The text of the field that a figure stands in. */
struct lap_str text_of(const struct reading *reading, const struct figure *figure);

/* The index of the first match of a field that begins at or behind a place. */
size_t first_match(const struct reading *reading, size_t field, size_t place);

/* Whether a match of a cue with this role lies within span. */
bool has_cue(const struct reading *reading, size_t field, struct lap_span span, enum role role);

#endif
