/* SPDX-License-Identifier: MIT */
/* Walks over the mentions of names by the first bytes of tokens. */
#include "mention.h"

#include "spelling.h"
#include "text.h"

/* How many tokens of a field are looked at for one name, so that the time that a long document
 * takes grows with its length only. */
enum { MAX_LOOKS = 4096 };

/* So many answers are remembered: a name may be said thousands of times, and is judged each time.
 */
enum { ANSWERS = 128 };

/* The first token from one on that begins with a byte; the count of tokens where none does. */
static size_t next_first(const struct sheet *sheet, size_t i, char byte)
{
    const unsigned char *found =
        i < sheet->count ? memchr(sheet->firsts + i, byte, sheet->count - i) : NULL;

    return found == NULL ? sheet->count : (size_t)(found - sheet->firsts);
}

static bool seek_mention(const struct reading *reading, struct lap_str surface, mention_test test)
{
    for (size_t s = 0; s < reading->sheet_count; s++) {
        const struct sheet *sheet = &reading->sheets[s];
        size_t i = next_first(sheet, 0, surface.bytes[0]);
        for (size_t looks = 0; i < sheet->count && looks < MAX_LOOKS; looks++) {
            size_t end = mention_end(sheet->text, sheet->tokens[i].start, surface);
            if (end != 0 && test(sheet, i, token_at(sheet, end), surface))
                return true;
            i = next_first(sheet, i + 1, surface.bytes[0]);
        }
    }
    return false;
}

/* What was found for a surface and a test; zeroed where nothing is remembered. */
struct answer {
    struct lap_str surface;
    mention_test test;
    bool is_passed;
};

/* Where the answer for a surface and a test is remembered; NULL where there is no memory. */
static struct answer *answer_of(struct reading *reading, struct lap_str surface, mention_test test)
{
    size_t place = (uintptr_t)test / 16; /* functions begin so far apart */

    if (reading->answers == NULL)
        reading->answers = reading->host->alloc(reading->call, ANSWERS * sizeof *reading->answers);
    for (size_t i = 0; i < surface.size; i++)
        place = place * 37 + (unsigned char)surface.bytes[i];
    return reading->answers == NULL ? NULL : &reading->answers[place % ANSWERS];
}

bool any_mention(struct reading *reading, struct lap_str surface, mention_test test)
{
    struct answer *answer = answer_of(reading, surface, test);

    if (answer != NULL && answer->test == test && answer->surface.size == surface.size &&
        memcmp(answer->surface.bytes, surface.bytes, surface.size) == 0)
        return answer->is_passed;
    bool is_passed = seek_mention(reading, surface, test);
    if (answer != NULL)
        *answer = (struct answer){surface, test, is_passed};
    return is_passed;
}

/* Adds a mention that begins with a token; LAP_FAILED, told to the host, where there is no memory.
 */
static int add_mention(struct reading *reading, struct mention mention)
{
    if (reading->mention_count == reading->mention_room) {
        size_t room = reading->mention_room == 0 ? 8 : reading->mention_room * 2;
        struct mention *mentions = reading->host->alloc(reading->call, room * sizeof *mentions);
        if (mentions == NULL)
            return reading->host->fail(reading->call, "no memory for %zu mentions", room);
        if (reading->mention_count > 0)
            memcpy(mentions, reading->mentions, reading->mention_count * sizeof *mentions);
        reading->mentions = mentions;
        reading->mention_room = room;
    }
    reading->mentions[reading->mention_count++] = mention;
    return LAP_OK;
}

/* How far the mentions of a record are found: all that begin before a token of a sheet. */
struct walk {
    size_t sheet;
    size_t i;
};

/* Adds the next mention, if there is one. LAP_FAILED, told to the host, where there is no memory.
 */
static int find_mention(struct reading *reading, struct walk *walk)
{
    for (; walk->sheet < reading->sheet_count; walk->sheet++, walk->i = 0) {
        const struct sheet *sheet = &reading->sheets[walk->sheet];
        for (; walk->i < sheet->count; walk->i++) {
            if (!reading->chains->is_first[sheet->firsts[walk->i]])
                continue;
            struct lap_span span = {sheet->tokens[walk->i].start, 0};
            const struct name *name = name_at(reading, sheet->text, span.start, &span.end);
            if (name != NULL) {
                struct run run = {walk->i, token_at(sheet, span.end - 1) + 1};
                walk->i = run.end;
                return add_mention(reading, (struct mention){walk->sheet, run, span,
                                                             (size_t)(name - reading->names)});
            }
        }
    }
    return LAP_OK;
}

int each_mention(struct reading *reading, mention_use use)
{
    size_t name_count = reading->name_count;
    bool is_found = reading->said_count == name_count;
    struct walk walk = {0, 0};

    reading->mention_count = is_found ? reading->mention_count : 0;
    for (size_t m = 0;; m++) {
        if (m == reading->mention_count && !is_found && find_mention(reading, &walk) != LAP_OK)
            return LAP_FAILED;
        if (m == reading->mention_count)
            break;
        struct mention mention = reading->mentions[m];
        if (use(reading, mention.sheet, mention.run, mention.span, &reading->names[mention.name]) !=
            LAP_OK)
            return LAP_FAILED;
        if (is_found && reading->name_count != name_count) {
            /* What follows may be a mention of a new name. */
            reading->mention_count = m + 1;
            walk = (struct walk){mention.sheet, mention.run.end};
            is_found = false;
        }
    }
    reading->said_count = name_count;
    return LAP_OK;
}
