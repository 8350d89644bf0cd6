/* SPDX-License-Identifier: MIT */
/* Lists of names: "A, B (12k) and C". */
#ifndef DATASETS_LIST_H
#define DATASETS_LIST_H

#include "run.h"

enum { MAX_NAMES = 24 };

struct names {
    struct run runs[MAX_NAMES];
    size_t count;
    size_t end; /* names_after: the token after the last of them */
    bool has_conjunction;
};

/* Adds a run; what is beyond the room of a list is left out. */
void keep_name(struct names *names, struct run run);

/* The names of a list that ends before a token: "A, B (12k) and C". */
void names_before(const struct sheet *sheet, size_t end, struct names *names);

/* The names of a list that begins with a token. */
void names_after(const struct sheet *sheet, size_t begin, struct names *names);

#endif
