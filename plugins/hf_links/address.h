/* SPDX-License-Identifier: MIT */
/* Addresses of the site: which of them say what of a paper. */
#ifndef HF_LINKS_ADDRESS_H
#define HF_LINKS_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include <lapidary/plugin.h>

enum goal {
    TO_ELSEWHERE,
    TO_PAPER,    /* https://huggingface.co/papers/ID */
    TO_COMMENTS, /* the same, and #community */
    TO_VOTES,    /* https://huggingface.co/login?next=%2Fpapers%2FID */
    TO_NAME      /* https://huggingface.co/NAME: somebody, or a page of the site's own */
};

/* What an address leads to. */
struct target {
    enum goal goal;
    struct lap_str id;  /* the paper's; absent where it leads to none */
    struct lap_str url; /* the part of the address that is the paper's own; absent for votes */
};

/* How much of text may be an address: all before white space and brackets. */
size_t address_size(struct lap_str text);

/* Whether an address of the site begins text. */
bool is_on_site(struct lap_str text);

struct target target_of(struct lap_str address);

/* Whether both identify one paper; an absent one identifies none. */
bool is_same_paper(struct lap_str id, struct lap_str other);

#endif
