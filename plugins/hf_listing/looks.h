/* SPDX-License-Identifier: MIT */
/* What a line of text looks like, whatever it is: the marks of a title and those of an abstract. */
#ifndef HF_LISTING_LOOKS_H
#define HF_LISTING_LOOKS_H

#include <stdbool.h>

#include <lapidary/plugin.h>

struct looks {
    bool is_sentence;    /* it ends as a sentence does, or with a web address */
    bool has_period;     /* its last sign is one */
    bool is_lower;       /* it begins in the middle of a sentence */
    bool has_address;    /* of the web */
    bool has_sentences;  /* one ends and another begins in it */
    bool says_we;        /* as authors do in an abstract */
    bool is_capitalized; /* most of its words begin with a capital */
    bool is_prose;       /* hardly any does */
    bool is_open;        /* its last word wants another behind it */
};

/* text is not empty. */
struct looks looks_of(struct lap_str text);

#endif
