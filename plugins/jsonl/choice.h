/* SPDX-License-Identifier: MIT */
/* What an option names with | between: each will do. */
#ifndef LAPIDARY_JSONL_CHOICE_H
#define LAPIDARY_JSONL_CHOICE_H

#include <stdbool.h>
#include <string.h>

#include <lapidary/plugin.h>

/* Takes the first off choices, which are not empty. */
static inline struct lap_str take_choice(struct lap_str *choices)
{
    const char *bar = memchr(choices->bytes, '|', choices->size);
    struct lap_str first = {choices->bytes, bar ? (size_t)(bar - choices->bytes) : choices->size};

    choices->bytes += first.size + (bar != NULL);
    choices->size -= first.size + (bar != NULL);
    return first;
}

static inline bool is_among(struct lap_str text, struct lap_str choices)
{
    while (choices.size) {
        struct lap_str choice = take_choice(&choices);

        if (choice.size == text.size && text.size &&
            memcmp(choice.bytes, text.bytes, text.size) == 0)
            return true;
    }
    return false;
}

#endif
