/* SPDX-License-Identifier: MIT */
/* Walks over the mentions of names by the first bytes of tokens. */
#include "mention.h"

#include "spelling.h"
#include "text.h"

/* How many tokens of a field are looked at for one name, so that the time that a long document
 * takes grows with its length only. */
enum { MAX_LOOKS = 4096 };

/* The first token from one on that begins with a byte; the count of tokens where none does. */
static size_t next_first(const struct sheet *sheet, size_t i, char byte)
{
    const unsigned char *found =
        i < sheet->count ? memchr(sheet->firsts + i, byte, sheet->count - i) : NULL;
    return found == NULL ? sheet->count : (size_t)(found - sheet->firsts);
}

bool any_mention(const struct work *work, struct lap_str surface, mention_test test)
{
    for (size_t s = 0; s < work->sheet_count; s++) {
        const struct sheet *sheet = &work->sheets[s];
        size_t i = next_first(sheet, 0, surface.bytes[0]);
        for (size_t looks = 0; i < sheet->count && looks < MAX_LOOKS; looks++) {
            if (test(sheet, i, surface)) {
                return true;
            }
            i = next_first(sheet, i + 1, surface.bytes[0]);
        }
    }
    return false;
}

/* The accepted name that stands at a token, the longest of them; NULL where none does. */
static const struct name *name_at(const struct work *work, const struct sheet *sheet, size_t i,
                                  size_t *end)
{
    const struct name *best = NULL;
    size_t start = sheet->tokens[i].span.start;
    *end = 0;
    for (size_t n = work->heads[sheet->firsts[i]]; n != 0; n = work->names[n - 1].next) {
        size_t stop = mention_end(sheet->text, start, work->names[n - 1].surface);
        if (stop > *end) {
            *end = stop;
            best = &work->names[n - 1];
        }
    }
    return best;
}

int each_mention(struct work *work, mention_use use)
{
    for (size_t s = 0; s < work->sheet_count && work->name_count > 0; s++) {
        const struct sheet *sheet = &work->sheets[s];
        for (size_t i = 0; i < sheet->count;) {
            size_t stop = 0;
            const struct name *name = name_at(work, sheet, i, &stop);
            if (name == NULL) {
                i++;
                continue;
            }
            struct run run = {i, token_at(sheet, stop - 1) + 1};
            struct lap_span span = {sheet->tokens[i].span.start, stop};
            if (use(work, s, run, span, name) != LAP_OK) {
                return LAP_FAILED;
            }
            i = run.end;
        }
    }
    return LAP_OK;
}
