/* SPDX-License-Identifier: MIT */
/* Finding the names of all lists in one walk over a text: a hash of each name's first word, looked
 * up only where a name can begin. */
#include "scan/names.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>

#include "scan/beginnings.h"
#include "text/memory.h"
#include "text/utf8.h"

enum { NONE = 0 };

/* A name in its slot's chain; see is_before. */
struct entry {
    const struct name *name;
    const char *spelling;
    uint64_t key;
    uint32_t size;
    uint32_t lead; /* bytes of the name before its first word */
    uint32_t list;
    uint32_t next; /* in its chain: 1 more than an index into entries, or NONE */
};

struct name_index {
    struct entry *entries;
    size_t count;
    uint32_t *slots; /* the heads of chains, as next */
    size_t mask;
    struct beginnings beginnings;
    uint8_t folded[256]; /* ASCII in lower case */
};

static uint32_t *slot_of(const struct name_index *index, uint64_t key)
{
    return &index->slots[key * UINT64_C(0x9E3779B97F4A7C15) >> 32 & index->mask];
}

/* Leftmost, then longest: of names with the same first word, which is tried first. */
static bool is_before(const struct entry *a, const struct entry *b)
{
    if (a->lead != b->lead)
        return a->lead > b->lead;
    if (a->size != b->size)
        return a->size > b->size;
    return a->list != b->list ? a->list < b->list : a->name < b->name;
}

/* Puts an entry into its chain. */
static void add_entry(struct name_index *index, struct entry entry)
{
    uint32_t *link = slot_of(index, entry.key);

    beginnings_add(&index->beginnings, entry.key);
    while (*link != NONE && is_before(&index->entries[*link - 1], &entry))
        link = &index->entries[*link - 1].next;
    entry.next = *link;
    index->entries[index->count++] = entry;
    *link = (uint32_t)index->count;
}

/* Adds a name under its key, and under that with its first letter in the other case if either will
 * do. */
static void add_name(struct name_index *index, const struct name *name, size_t list)
{
    size_t lead = beginnings_word(name->spelling);
    struct lap_str words = str_part(name->spelling, (struct lap_span){lead, name->spelling.size});
    struct entry entry = {.name = name,
                          .spelling = name->spelling.bytes,
                          .size = (uint32_t)name->spelling.size,
                          .lead = (uint32_t)lead,
                          .list = (uint32_t)list};

    if (words.size == 0)
        return;
    entry.key = beginnings_key(words);
    add_entry(index, entry);
    if (name->group->is_caseless && isalpha((unsigned char)*words.bytes)) {
        entry.key ^= 'a' ^ 'A';
        add_entry(index, entry);
    }
}

struct name_index *name_index_of(const struct name_list *const *lists, size_t count)
{
    struct name_index *index = memory_take(1, sizeof *index);
    size_t names = 0;
    size_t slots = 64;

    for (size_t i = 0; i < count; i++)
        names += lists[i]->count;
    while (slots < 2 * names)
        slots *= 2;
    index->mask = slots - 1;
    index->slots = memory_take(slots, sizeof *index->slots);
    index->entries = memory_take(2 * names, sizeof *index->entries);
    for (int byte = 0; byte < 256; byte++)
        index->folded[byte] = (uint8_t)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < lists[i]->count; j++)
            add_name(index, &lists[i]->names[j], i);
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

static bool is_same(const struct name_index *index, const struct entry *entry, const char *bytes)
{
    size_t i = 0;

    if (!entry->name->group->is_caseless)
        return memcmp(bytes, entry->spelling, entry->size) == 0;
    while (i < entry->size &&
           index->folded[(uint8_t)bytes[i]] == index->folded[(uint8_t)entry->spelling[i]])
        i++;
    return i == entry->size;
}

static bool stands_at(const struct name_index *index, const struct entry *entry,
                      struct lap_str text, size_t start)
{
    return entry->size <= text.size - start && is_same(index, entry, text.bytes + start) &&
           !utf8_has_word_before(text, start) && !utf8_has_word_at(text, start + entry->size);
}

/* The next entry of two chains, NULL behind their ends. */
static const struct entry *next_entry(const struct name_index *index, uint32_t chains[2])
{
    const struct entry *a = chains[0] != NONE ? &index->entries[chains[0] - 1] : NULL;
    const struct entry *b = chains[1] != NONE ? &index->entries[chains[1] - 1] : NULL;
    bool is_second = !a || (b && is_before(b, a));
    const struct entry *next = is_second ? b : a;

    if (next)
        chains[is_second] = next->next;
    return next;
}

static void find_at(const struct name_index *index, struct lap_str text,
                    const struct beginning *beginning, size_t *resume,
                    const struct name_taker *taker)
{
    uint64_t large = beginning->keys[0];
    uint64_t small = beginning->keys[1];
    uint32_t chains[] = {large ? *slot_of(index, large) : NONE,
                         small ? *slot_of(index, small) : NONE};
    const struct entry *entry;

    while ((entry = next_entry(index, chains))) {
        size_t start = beginning->at - entry->lead;
        struct lap_span span = {start, start + entry->size};

        if ((entry->key != large && entry->key != small) || beginning->at < entry->lead ||
            start < resume[entry->list] || !stands_at(index, entry, text, start))
            continue;
        resume[entry->list] = span.end;
        taker->take(taker->context, entry->list, entry->name, span);
    }
}

void name_index_find(const struct name_index *index, struct lap_str text, size_t *resume,
                     const struct name_taker *taker)
{
    struct beginning found[BEGINNINGS_BLOCK];

    for (size_t at = 0; at < text.size;) {
        size_t count = beginnings_find(&index->beginnings, text, &at, found);

        for (size_t i = 0; i < count; i++)
            find_at(index, text, &found[i], resume, taker);
    }
}
