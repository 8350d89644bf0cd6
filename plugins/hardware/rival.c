/* SPDX-License-Identifier: MIT */
/* Tells the name of an accelerator from other words by how it is written. */
#include "rival.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "text.h"

static bool is_in_word(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_';
}

/* How many bytes from a place on are of a class. */
static size_t run_of(struct lap_str word, size_t at, int (*is_of)(int))
{
    size_t end = at;

    while (end < word.size && is_of((unsigned char)word.bytes[end]))
        end++;
    return end - at;
}

/* Whether a word is written as names of accelerators are: "A3", "MNNCut", "DianNao", "Eyeriss", and
 * no more than twelve letters and digits behind that. */
static bool is_accelerator_name(struct lap_str word)
{
    enum { BEHIND_AT_MOST = 12, UPPER_AT_MOST = 4, LOWER_AT_MOST = 10 };
    size_t upper, lower, form = 0;

    if (word.size < 2 || !isupper((unsigned char)word.bytes[0]))
        return false;
    upper = run_of(word, 1, isupper);
    lower = run_of(word, 1 + upper, islower);
    if (isdigit((unsigned char)word.bytes[1]))
        form = 2;
    else if (upper >= 1 && upper <= UPPER_AT_MOST && lower > 0)
        form = 1 + upper + lower;
    else if (upper == 0 && lower >= 1 && lower <= LOWER_AT_MOST &&
             run_of(word, 1 + lower, isupper) > 0 && run_of(word, 2 + lower, islower) > 0)
        form = 2 + lower + run_of(word, 2 + lower, islower);
    else if (word.size >= 7 && memcmp(word.bytes, "Eyeriss", 7) == 0)
        form = 7;
    return form > 0 && word.size - form <= BEHIND_AT_MOST;
}

struct lap_span rival_name(struct lap_str text, size_t accelerator)
{
    static const char *const before[] = {"over ", "than ", ", ",   "and ",
                                         "with ", "to ",   "the ", NULL};
    struct lap_span name = {accelerator - 1, accelerator - 1};

    while (name.start > 0 && is_in_word(text.bytes[name.start - 1]))
        name.start--;
    for (const char *const *word = before; *word; word++) {
        size_t size = strlen(*word);
        if (name.start >= size && memcmp(text.bytes + name.start - size, *word, size) == 0 &&
            is_accelerator_name(part_of(text, name)))
            return name;
    }
    return (struct lap_span){name.end, name.end};
}
