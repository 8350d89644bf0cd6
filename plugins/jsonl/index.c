/* SPDX-License-Identifier: MIT */
/* A text that is given as an index of its words: {"We": [0, 2], "sort": [1]}, as OpenAlex does. */
#include "index.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "../hf_listing/text.h"

/* A word at one of its positions. */
struct entry {
    struct lap_str word;
    uint64_t position;
    size_t number; /* in the order of the file */
};

struct entries {
    struct entry *items; /* NULL while they are counted only */
    size_t count;
};

/* Its digits' value; false where it is no whole number, or one that no text has words for. */
static bool read_position(struct lap_str number, uint64_t *position)
{
    enum { MOST_DIGITS = 9 };

    *position = 0;
    for (size_t i = 0; i < number.size; i++)
        *position = *position * 10 + (uint64_t)(number.bytes[i] - '0');
    return number.size <= MOST_DIGITS && digit_count(number) == number.size;
}

/* Takes the positions of a word; false where they are no list of such. */
static bool take_positions(struct json *json, struct lap_str word, struct entries *entries)
{
    enum json_token token = json_value(json);

    if (token != JSON_LIST)
        return false;
    while ((token = json_next(json)) == JSON_NUMBER) {
        struct entry entry = {.word = word, .number = entries->count};

        if (!read_position(json->text, &entry.position))
            return false;
        if (entries->items)
            entries->items[entries->count] = entry;
        entries->count++;
    }
    return token == JSON_LIST_END;
}

/* Takes all words of the index that begins at a byte; false where it is none. Without memory for a
 * word, has_memory is cleared. */
static bool take_words(const struct json *outer, size_t at, struct entries *entries,
                       bool *has_memory)
{
    struct json json;
    enum json_token token;

    json_begin(&json, outer->host, outer->call, outer->bytes, true);
    json.at = at;
    json_next(&json);
    while ((token = json_next(&json)) == JSON_KEY) {
        struct lap_str word = json.text;

        if (entries->items && json.escape_count) {
            word = json_decoded(&json);
            *has_memory &= word.bytes != NULL;
        }
        if (!take_positions(&json, word, entries))
            return false;
    }
    return token == JSON_OBJECT_END;
}

static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;

    if (a->position != b->position)
        return a->position < b->position ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* The words with a space between them; absent where there is no memory. */
static struct lap_str joined(const struct json *json, const struct entries *entries)
{
    size_t size = 1; /* so that it is none only without memory */
    char *text;
    char *to;

    for (size_t i = 0; i < entries->count; i++)
        size += entries->items[i].word.size + 1;
    text = to = json->host->alloc(json->call, size);
    for (size_t i = 0; text && i < entries->count; i++) {
        struct lap_str word = entries->items[i].word;

        if (i)
            *to++ = ' ';
        memcpy(to, word.bytes, word.size);
        to += word.size;
    }
    return (struct lap_str){text, (size_t)(to - text)};
}

int index_text(const struct json *json, size_t at, struct lap_str *text)
{
    struct entries entries = {NULL, 0};
    bool has_memory = true;
    size_t count;

    *text = (struct lap_str){NULL, 0};
    if (!take_words(json, at, &entries, &has_memory))
        return LAP_OK;
    count = entries.count;
    entries =
        (struct entries){json->host->alloc(json->call, (count + 1) * sizeof *entries.items), 0};
    if (!entries.items || !take_words(json, at, &entries, &has_memory) || !has_memory)
        return LAP_FAILED;
    qsort(entries.items, count, sizeof *entries.items, compare_entries);
    *text = joined(json, &entries);
    return text->bytes ? LAP_OK : LAP_FAILED;
}
