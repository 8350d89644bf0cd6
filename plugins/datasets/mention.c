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

bool any_mention(const struct reading *reading, struct lap_str surface, mention_test test)
{
    for (size_t s = 0; s < reading->sheet_count; s++) {
        const struct sheet *sheet = &reading->sheets[s];
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
static const struct name *name_at(const struct reading *reading, const struct sheet *sheet,
                                  size_t i, size_t *end)
{
    const struct name *best = NULL;
    size_t start = sheet->tokens[i].start;
    *end = 0;
    for (size_t n = reading->heads[sheet->firsts[i]]; n != 0; n = reading->names[n - 1].next) {
        size_t stop = mention_end(sheet->text, start, reading->names[n - 1].surface);
        if (stop > *end) {
            *end = stop;
            best = &reading->names[n - 1];
        }
    }
    return best;
}

/* Adds a mention that begins with a token; LAP_FAILED, told to the host, where there is no memory.
 */
static int add_mention(struct reading *reading, struct mention mention)
{
    if (reading->mention_count == reading->mention_room) {
        size_t room = reading->mention_room == 0 ? 32 : reading->mention_room * 2;
        struct mention *mentions = reading->host->alloc(reading->call, room * sizeof *mentions);
        if (mentions == NULL) {
            return reading->host->fail(reading->call, "no memory for %zu mentions", room);
        }
        if (reading->mention_count > 0) {
            memcpy(mentions, reading->mentions, reading->mention_count * sizeof *mentions);
        }
        reading->mentions = mentions;
        reading->mention_room = room;
    }
    reading->mentions[reading->mention_count++] = mention;
    return LAP_OK;
}

/* Finds the mentions that begin with a token of a sheet or behind it, after those found so far. */
static int find_mentions(struct reading *reading, size_t s, size_t i)
{
    for (; s < reading->sheet_count; s++, i = 0) {
        const struct sheet *sheet = &reading->sheets[s];
        while (i < sheet->count) {
            size_t stop = 0;
            const struct name *name =
                reading->heads[sheet->firsts[i]] == 0 ? NULL : name_at(reading, sheet, i, &stop);
            if (name == NULL) {
                i++;
                continue;
            }
            struct run run = {i, token_at(sheet, stop - 1) + 1};
            struct lap_span span = {sheet->tokens[i].start, stop};
            struct mention mention = {s, run, span, (size_t)(name - reading->names)};
            if (add_mention(reading, mention) != LAP_OK) {
                return LAP_FAILED;
            }
            i = run.end;
        }
    }
    reading->said_count = reading->name_count;
    return LAP_OK;
}

int each_mention(struct reading *reading, mention_use use)
{
    if (reading->said_count != reading->name_count) {
        reading->mention_count = 0;
        if (find_mentions(reading, 0, 0) != LAP_OK) {
            return LAP_FAILED;
        }
    }
    for (size_t m = 0; m < reading->mention_count; m++) {
        struct mention mention = reading->mentions[m];
        size_t name_count = reading->name_count;
        if (use(reading, mention.sheet, mention.run, mention.span, &reading->names[mention.name]) !=
            LAP_OK) {
            return LAP_FAILED;
        }
        if (reading->name_count != name_count) { /* what follows may be a mention of a new name */
            reading->mention_count = m + 1;
            if (find_mentions(reading, mention.sheet, mention.run.end) != LAP_OK) {
                return LAP_FAILED;
            }
            reading->said_count = name_count;
        }
    }
    return LAP_OK;
}
