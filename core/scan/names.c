/* SPDX-License-Identifier: MIT */
/* Finding the names of a list in a text: a hash of each name's first word. */
#include "scan/names.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <strings.h>

#include "text/memory.h"
#include "text/utf8.h"

/* A name in its slot's chain; chains hold the longest names first. */
struct entry {
    const struct name *name;
    size_t lead; /* bytes of the name before its first word */
    struct entry *next;
};

struct name_index {
    struct entry *entries;
    struct entry **slots;
    size_t mask;
};

/* The size of the letter or digit at `at`, 0 where none stands there. */
static size_t letter_size(struct lap_str text, size_t at)
{
    uint32_t point = 0;
    size_t size;

    if ((uint8_t)text.bytes[at] < 0x80)
        return isalnum((unsigned char)text.bytes[at]) ? 1 : 0;
    size = utf8_decode(text, at, &point);
    return utf8_is_word(point) ? size : 0;
}

/* The first run of letters and digits of text from at on; empty at the end. */
static struct lap_span next_word(struct lap_str text, size_t at)
{
    struct lap_span word = {at, at};
    size_t size;

    while (word.start < text.size && letter_size(text, word.start) == 0)
        word.start++;
    word.end = word.start;
    while (word.end < text.size && (size = letter_size(text, word.end)) > 0)
        word.end += size;
    return word;
}

/* FNV-1a over the word in lower case, so that caseless and exact names share the slots. */
static uint64_t hash_of(struct lap_str word)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);

    for (size_t i = 0; i < word.size; i++) {
        hash ^= (uint64_t)tolower((unsigned char)word.bytes[i]);
        hash *= UINT64_C(0x100000001b3);
    }
    return hash ^ hash >> 32;
}

static int compare_sizes(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;

    if (a->name->spelling.size != b->name->spelling.size)
        return a->name->spelling.size < b->name->spelling.size ? -1 : 1;
    return (a->name < b->name) - (a->name > b->name);
}

struct name_index *name_index_of(const struct name_list *list)
{
    struct name_index *index = memory_take(1, sizeof *index);
    size_t slots = 64;

    while (slots < 2 * list->count)
        slots *= 2;
    index->mask = slots - 1;
    index->slots = memory_take(slots, sizeof(struct entry *));
    index->entries = memory_take(list->count, sizeof *index->entries);
    for (size_t i = 0; i < list->count; i++)
        index->entries[i].name = &list->names[i];
    qsort(index->entries, list->count, sizeof *index->entries, compare_sizes);
    for (size_t i = 0; i < list->count; i++) {
        struct entry *entry = &index->entries[i];
        struct lap_str spelling = entry->name->spelling;
        struct lap_span word = next_word(spelling, 0);
        struct entry **slot = &index->slots[hash_of(str_part(spelling, word)) & index->mask];

        entry->lead = word.start;
        entry->next = *slot;
        *slot = entry;
    }
    return index;
}

void name_index_free(struct name_index *index)
{
    if (!index)
        return;
    free(index->entries);
    free(index->slots);
    free(index);
}

static bool stands_at(const struct name *name, struct lap_str text, size_t start)
{
    size_t size = name->spelling.size;

    if (start + size > text.size)
        return false;
    if (name->group->is_caseless ? strncasecmp(text.bytes + start, name->spelling.bytes, size) != 0
                                 : memcmp(text.bytes + start, name->spelling.bytes, size) != 0)
        return false;
    return !utf8_has_word_before(text, start) && !utf8_has_word_at(text, start + size);
}

const struct name *name_index_next(const struct name_index *index, struct lap_str text, size_t *at,
                                   struct lap_span *span)
{
    struct lap_span word = next_word(text, *at);

    for (; word.start < word.end; word = next_word(text, word.end)) {
        struct lap_str first = str_part(text, word);
        const struct entry *entry = index->slots[hash_of(first) & index->mask];

        for (; entry; entry = entry->next) {
            if (word.start < *at + entry->lead)
                continue;
            if (stands_at(entry->name, text, word.start - entry->lead)) {
                span->start = word.start - entry->lead;
                span->end = span->start + entry->name->spelling.size;
                *at = span->end;
                return entry->name;
            }
        }
    }
    return NULL;
}
