/* SPDX-License-Identifier: MIT */
/* Finding the names of all lists in one walk over a text: a hash of each name's first word, looked
 * up only where a name can begin. */
#include "scan/names.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "scan/beginnings.h"
#include "text/memory.h"
#include "text/utf8.h"

enum { NONE = 0, HEAD_SIZE = 8, CASE_BIT = 'a' ^ 'A' };

/* So many places are looked at in one go: few blocks have one, and which do cannot be foretold. */
enum { MOST_FOUND = 4 * BLOCK_SIZE };

/* A name in the chain of its key; see is_before. */
struct entry {
    const struct name *name;
    uint64_t key;
    uint64_t head; /* its first eight bytes, */
    uint64_t care; /* and which bits of them count; */
    uint64_t tail; /* the same of its last eight, where it has more */
    uint64_t tail_care;
    uint32_t size;
    uint32_t lead; /* bytes of the name before its first word */
    uint32_t list;
    uint32_t next; /* 1 more than an index into entries, or NONE */
};

/* A key's place in the table; most keys of texts are turned away by the tag, without a look at the
 * entries. */
struct slot {
    uint32_t tag;
    uint32_t first; /* as next; NONE where the slot is empty */
};

struct name_index {
    struct entry *entries;
    size_t count;
    struct slot *slots;
    size_t mask;
    size_t list_count;
    const bool *is_seldom;        /* for each list */
    struct beginnings beginnings; /* of all names */
    struct beginnings often;      /* of those of lists that are not seldom wanted */
};

/* Of ASCII. */
static bool is_letter(uint8_t byte)
{
    return byte < 0x80 && isalpha(byte);
}

static uint32_t tag_of(uint64_t key)
{
    return (uint32_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32);
}

/* The slot of a key: its own, or the empty one where it belongs. */
static struct slot *slot_of(const struct name_index *index, uint64_t key)
{
    uint32_t tag = tag_of(key);

    for (size_t at = tag;; at++) {
        struct slot *slot = &index->slots[at & index->mask];

        if (slot->first == NONE || (slot->tag == tag && index->entries[slot->first - 1].key == key))
            return slot;
    }
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
    struct slot *slot = slot_of(index, entry.key);
    uint32_t *link = &slot->first;

    slot->tag = tag_of(entry.key);
    while (*link != NONE && is_before(&index->entries[*link - 1], &entry))
        link = &index->entries[*link - 1].next;
    entry.next = *link;
    index->entries[index->count++] = entry;
    *link = (uint32_t)index->count;
}

/* Which bits of eight bytes of a name count. */
static uint64_t care_of(const struct name *name, size_t from)
{
    uint64_t care = 0;

    for (size_t i = 0; i < HEAD_SIZE && from + i < name->spelling.size; i++) {
        bool has_case =
            name->group->is_caseless && is_letter((uint8_t)name->spelling.bytes[from + i]);

        care |= (has_case ? UINT64_C(0xFF) - CASE_BIT : UINT64_C(0xFF)) << 8 * i;
    }
    return care;
}

/* Puts a name, which is found by these words of it, into the chain of a key. */
static void add_under(struct name_index *index, struct entry entry, struct lap_str words,
                      uint64_t key)
{
    entry.key = key;
    beginnings_add(&index->beginnings, words, key);
    if (!index->is_seldom[entry.list])
        beginnings_add(&index->often, words, key);
    add_entry(index, entry);
}

/* Adds a name under its key, and under that with its first letter in the other case if either will
 * do. */
static void add_name(struct name_index *index, const struct name *name, size_t list)
{
    size_t lead = beginnings_word(name->spelling);
    struct lap_str words = str_part(name->spelling, (struct lap_span){lead, name->spelling.size});
    size_t tail = name->spelling.size > HEAD_SIZE ? name->spelling.size - HEAD_SIZE : 0;
    struct entry entry = {.name = name,
                          .head = beginnings_eight(name->spelling, 0),
                          .care = care_of(name, 0),
                          .tail = beginnings_eight(name->spelling, tail),
                          .tail_care = care_of(name, tail),
                          .size = (uint32_t)name->spelling.size,
                          .lead = (uint32_t)lead,
                          .list = (uint32_t)list};
    uint64_t key;

    if (words.size == 0)
        return;
    key = beginnings_key(words);
    add_under(index, entry, words, key);
    if (name->group->is_caseless && is_letter((uint8_t)*words.bytes))
        add_under(index, entry, words, key ^ CASE_BIT);
}

/* How many keys the names of a list have, at most. */
static size_t keys_of(const struct name_list *list)
{
    size_t count = list->count;

    for (size_t i = 0; i < list->count; i++)
        count += list->names[i].group->is_caseless;
    return count;
}

struct name_index *name_index_of(const struct name_list *const *lists, const bool *is_seldom,
                                 size_t count)
{
    struct name_index *index = memory_take(1, sizeof *index);
    size_t keys = 0;
    size_t slots = 64;

    for (size_t i = 0; i < count; i++)
        keys += keys_of(lists[i]);
    while (slots < 2 * keys)
        slots *= 2;
    index->list_count = count;
    index->is_seldom = is_seldom;
    beginnings_init(&index->beginnings);
    beginnings_init(&index->often);
    index->mask = slots - 1;
    index->slots = memory_take(slots, sizeof *index->slots);
    index->entries = memory_take(keys, sizeof *index->entries);
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

/* True where the bytes are the name's, all of which are there, from the head's end on. Letters
 * beyond ASCII have one case: the program stays in the locale "C". */
static bool is_same_behind_head(const struct name *name, const char *bytes)
{
    const char *rest = name->spelling.bytes + HEAD_SIZE;
    size_t size = name->spelling.size - HEAD_SIZE;

    return name->group->is_caseless ? strncasecmp(bytes + HEAD_SIZE, rest, size) == 0
                                    : memcmp(bytes + HEAD_SIZE, rest, size) == 0;
}

/* Of names that begin alike most are told apart by their tails. */
static bool has_tail(const struct entry *entry, struct lap_str text, size_t end)
{
    return ((beginnings_eight(text, end - HEAD_SIZE) ^ entry->tail) & entry->tail_care) == 0;
}

static bool stands_at(const struct entry *entry, struct lap_str text, size_t start)
{
    uint64_t differing = (beginnings_eight(text, start) ^ entry->head) & entry->care;

    if (differing || entry->size > text.size - start)
        return false;
    if (entry->size > HEAD_SIZE && !has_tail(entry, text, start + entry->size))
        return false;
    if (entry->size > 2 * HEAD_SIZE && !is_same_behind_head(entry->name, text.bytes + start))
        return false;
    return !utf8_has_word_before(text, start) && !utf8_has_word_at(text, start + entry->size);
}

/* The entry of a number; NULL for NONE. */
static const struct entry *entry_of(const struct name_index *index, uint32_t number)
{
    return number != NONE ? &index->entries[number - 1] : NULL;
}

static void find_at(const struct name_index *index, struct lap_str text,
                    const struct beginning *beginning, size_t *resume,
                    const struct name_taker *taker)
{
    struct beginning_keys keys = beginnings_keys(text, *beginning);
    bool has_name = beginnings_has_name(&index->beginnings, keys.name);
    bool has_word = keys.name != keys.word; /* that is, the word is shorter than its key */
    const struct entry *entries[] = {
        has_name ? entry_of(index, slot_of(index, keys.name)->first) : NULL,
        has_word ? entry_of(index, slot_of(index, keys.word)->first) : NULL};

    while (entries[0] || entries[1]) {
        bool which = !entries[0] || (entries[1] && is_before(entries[1], entries[0]));
        const struct entry *entry = entries[which];
        size_t start = beginning->at - entry->lead;

        entries[which] = entry_of(index, entry->next);
        if (beginning->at < entry->lead || start < resume[entry->list] ||
            !stands_at(entry, text, start))
            continue;
        resume[entry->list] = start + entry->size;
        taker->take(taker->context, entry->list, entry->name,
                    (struct lap_span){start, start + entry->size});
    }
}

/* True where a list is searched that seldom is. */
static bool wants_seldom(const struct name_index *index, const size_t *resume)
{
    for (size_t i = 0; i < index->list_count; i++) {
        if (index->is_seldom[i] && resume[i] != SIZE_MAX)
            return true;
    }
    return false;
}

void name_index_find(const struct name_index *index, struct lap_str text, size_t *resume,
                     const struct name_taker *taker)
{
    struct beginnings_walk walk = {.beginnings = wants_seldom(index, resume) ? &index->beginnings
                                                                             : &index->often,
                                   .text = text};
    struct beginning found[MOST_FOUND];

    while (walk.at < text.size) {
        size_t count = 0;

        while (walk.at < text.size && count <= MOST_FOUND - BLOCK_SIZE)
            count += beginnings_next(&walk, found + count);
        for (size_t i = 0; i < count; i++)
            find_at(index, text, &found[i], resume, taker);
    }
}
