/* SPDX-License-Identifier: MIT */
/* What a mistyped word may have been meant to be: the known one at the least distance. */
#include "declare/nearest.h"

#include <ctype.h>
#include <stdint.h>

/* Longer words are cut: no key is as long. */
enum { LONGEST = 48 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool is_alike(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Characters put in, left out, changed, or two neighbours swapped; case does not count. */
static size_t distance(const char *a, const char *b)
{
    size_t a_size = strnlen(a, LONGEST);
    size_t b_size = strnlen(b, LONGEST);
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];

    for (size_t j = 0; j <= b_size; j++)
        last[j] = j;
    for (size_t i = 1; i <= a_size; i++) {
        size_t *spare = before;

        row[0] = i;
        for (size_t j = 1; j <= b_size; j++) {
            row[j] = least(last[j - 1] + (is_alike(a[i - 1], b[j - 1]) ? 0 : 1),
                           least(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && is_alike(a[i - 1], b[j - 2]) && is_alike(a[i - 2], b[j - 1]))
                row[j] = least(row[j], before[j - 2] + 1);
        }
        before = last;
        last = row;
        row = spare;
    }
    return last[b_size];
}

/* The known word that is nearest, where no more of it is wrong than a slip or two would make. */
static const char *nearest(const char *word, const char *const *known)
{
    const char *best = NULL;
    size_t limit = 2 + strnlen(word, LONGEST) / 4;

    for (; *known; known++) {
        size_t far = distance(word, *known);

        if (far < limit && far < strlen(*known)) {
            best = *known;
            limit = far;
        }
    }
    return best;
}

const char *nearest_hint(struct arena *arena, const char *word, const char *const *known)
{
    const char *best = nearest(word, known);
    const char *hint = "";

    if (best)
        return arena_format(arena, "; did you mean '%s'?", best);
    for (; *known; known++)
        hint = arena_format(arena, "%s%s%s", hint, *hint ? ", " : "; known are ", *known);
    return hint;
}
