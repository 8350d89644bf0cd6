/* SPDX-License-Identifier: MIT */
/* Finding the names of all lists in one walk over a text: a hash of each name's first word. */
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
    size_t list;
    size_t lead; /* bytes of the name before its first word */
    uint64_t hash;
    struct entry *next;
};

enum { OTHER = 0, BEYOND_ASCII = 0xFF, BEGINNINGS = 65536 };

struct name_index {
    struct entry *entries;
    struct entry **slots;
    size_t mask;
    uint8_t folded[256]; /* ASCII's letters in lower case and digits; OTHER; BEYOND_ASCII */
    uint64_t begins[BEGINNINGS / 64]; /* which first three bytes any name's first word has */
};

/* The size of the letter or digit at `at`, 0 where none stands there. */
static size_t letter_size(const struct name_index *index, struct lap_str text, size_t at)
{
    uint8_t folded = index->folded[(uint8_t)text.bytes[at]];
    uint32_t point = 0;
    size_t size;

    if (folded != BEYOND_ASCII)
        return folded != OTHER;
    size = utf8_decode(text, at, &point);
    return utf8_is_word(point) ? size : 0;
}

/* In lower case, so that caseless and exact names share the slots. */
static uint64_t hash_of(const struct name_index *index, struct lap_str word)
{
    uint64_t hash = word.size;

    for (size_t i = 0; i < word.size; i++) {
        uint8_t byte = (uint8_t)word.bytes[i];
        uint8_t folded = index->folded[byte];

        hash = (hash ^ (folded == BEYOND_ASCII ? byte : folded)) * UINT64_C(0x9E3779B97F4A7C15);
    }
    return hash ^ hash >> 32;
}

/* Where a word of these first bytes stands in begins. */
static size_t beginning_of(const struct name_index *index, struct lap_str word)
{
    size_t key = 0;

    for (size_t i = 0; i < 3; i++) {
        uint8_t folded = i < word.size ? index->folded[(uint8_t)word.bytes[i]] : OTHER;

        key = key * 41 + folded;
    }
    return key & (BEGINNINGS - 1);
}

static bool has_beginning(const struct name_index *index, size_t beginning)
{
    return index->begins[beginning / 64] >> (beginning % 64) & 1;
}

/* The first word of text from at on; empty at the end. */
static struct lap_span next_word(const struct name_index *index, struct lap_str text, size_t at)
{
    struct lap_span word = {at, at};
    size_t size;

    while (word.start < text.size && letter_size(index, text, word.start) == 0)
        word.start++;
    word.end = word.start;
    while (word.end < text.size && (size = letter_size(index, text, word.end)) > 0)
        word.end += size;
    return word;
}

static int compare_sizes(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;

    if (a->name->spelling.size != b->name->spelling.size)
        return a->name->spelling.size < b->name->spelling.size ? -1 : 1;
    if (a->list != b->list)
        return a->list < b->list ? 1 : -1;
    return (a->name < b->name) - (a->name > b->name);
}

static void fill_folded(struct name_index *index)
{
    for (int byte = 0; byte < 128; byte++)
        index->folded[byte] = isalnum(byte) ? (uint8_t)tolower(byte) : OTHER;
    memset(index->folded + 128, BEYOND_ASCII, 128);
}

static void add_entry(struct name_index *index, struct entry *entry)
{
    struct lap_str spelling = entry->name->spelling;
    struct lap_span span = next_word(index, spelling, 0);
    struct lap_str word = str_part(spelling, span);
    size_t beginning = beginning_of(index, word);
    struct entry **slot;

    entry->lead = span.start;
    entry->hash = hash_of(index, word);
    slot = &index->slots[entry->hash & index->mask];
    entry->next = *slot;
    *slot = entry;
    index->begins[beginning / 64] |= UINT64_C(1) << (beginning % 64);
}

struct name_index *name_index_of(const struct name_list *const *lists, size_t count)
{
    struct name_index *index = memory_take(1, sizeof *index);
    size_t names = 0;
    size_t slots = 64;
    size_t at = 0;

    for (size_t i = 0; i < count; i++)
        names += lists[i]->count;
    while (slots < 2 * names)
        slots *= 2;
    index->mask = slots - 1;
    index->slots = memory_take(slots, sizeof(struct entry *));
    index->entries = memory_take(names, sizeof *index->entries);
    fill_folded(index);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < lists[i]->count; j++, at++)
            index->entries[at] = (struct entry){.name = &lists[i]->names[j], .list = i};
    }
    qsort(index->entries, names, sizeof *index->entries, compare_sizes);
    for (size_t i = 0; i < names; i++)
        add_entry(index, &index->entries[i]);
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

/* The names that begin with the word. */
static void find_at(const struct name_index *index, struct lap_str text, struct lap_span word,
                    size_t *resume, const struct name_taker *taker)
{
    struct lap_str first = str_part(text, word);
    const struct entry *entry;
    uint64_t hash;

    if (!has_beginning(index, beginning_of(index, first)))
        return;
    hash = hash_of(index, first);
    for (entry = index->slots[hash & index->mask]; entry; entry = entry->next) {
        struct lap_span span = {word.start - entry->lead, word.start - entry->lead};

        if (entry->hash != hash || word.start < entry->lead || span.start < resume[entry->list] ||
            !stands_at(entry->name, text, span.start))
            continue;
        span.end += entry->name->spelling.size;
        resume[entry->list] = span.end;
        taker->take(taker->context, entry->list, entry->name, span);
    }
}

void name_index_find(const struct name_index *index, struct lap_str text, size_t *resume,
                     const struct name_taker *taker)
{
    struct lap_span word = next_word(index, text, 0);

    for (; word.start < word.end; word = next_word(index, text, word.end))
        find_at(index, text, word, resume, taker);
}
