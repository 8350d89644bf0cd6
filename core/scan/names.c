/* SPDX-License-Identifier: MIT */
/* Finding the names of all lists in one walk over a text: a hash of each name's first word, looked
 * up only where a name can begin. */
#include "scan/names.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "scan/beginnings.h"
#include "text/eight.h"
#include "text/memory.h"
#include "text/utf8.h"

enum { NONE = 0, HEAD_SIZE = EIGHT, CASE_BIT = 'a' ^ 'A' };

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

static uint32_t tag_of(uint64_t key)
{
    return (uint32_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32);
}

/* The key of the chain of a text's key: one for both cases of its first letter. */
static uint64_t chain_of(uint64_t key)
{
    return key | CASE_BIT;
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

/* Which bits count of these eight bytes of a name, of which the name has so many. */
static uint64_t care_of(const struct name *name, uint64_t eight, size_t count)
{
    uint64_t any_case = name->group->is_caseless ? eight_case_bits(eight) : 0;

    return eight_first(~any_case, count);
}

static void add_beginnings(struct name_index *index, size_t list, struct beginning_keys keys,
                           bool is_long)
{
    beginnings_add(&index->beginnings, keys, is_long);
    if (!index->is_seldom[list])
        beginnings_add(&index->often, keys, is_long);
}

/* Adds the keys of a name, which is found by these words of it, and those with its first letter in
 * the other case if either will do. Gives the key of its chain. */
static uint64_t add_keys(struct name_index *index, const struct name *name, size_t list,
                         struct lap_str words)
{
    struct beginning_keys keys = beginnings_keys_of(words);
    struct beginning_keys others = {keys.name ^ CASE_BIT, keys.word ^ CASE_BIT};
    bool is_long = words.size >= EIGHT;

    add_beginnings(index, list, keys, is_long);
    if (name->group->is_caseless && (eight_case_bits(keys.word) & CASE_BIT))
        add_beginnings(index, list, others, is_long);
    return chain_of(is_long ? keys.name : keys.word);
}

static void add_name(struct name_index *index, const struct name *name, size_t list)
{
    struct lap_str spelling = name->spelling;
    size_t lead = beginnings_word(spelling);
    struct lap_str words = str_part(spelling, (struct lap_span){lead, spelling.size});
    size_t before_tail = spelling.size > HEAD_SIZE ? spelling.size - HEAD_SIZE : 0;
    uint64_t head = eight_at(spelling, 0);
    uint64_t tail = eight_at(spelling, before_tail);

    if (words.size == 0)
        return;
    add_entry(index, (struct entry){.name = name,
                                    .key = add_keys(index, name, list, words),
                                    .head = head,
                                    .care = care_of(name, head, spelling.size),
                                    .tail = tail,
                                    .tail_care = care_of(name, tail, spelling.size),
                                    .size = (uint32_t)spelling.size,
                                    .lead = (uint32_t)lead,
                                    .list = (uint32_t)list});
}

struct name_index *name_index_of(const struct name_list *const *lists, const bool *is_seldom,
                                 size_t count)
{
    struct name_index *index = memory_take(1, sizeof *index);
    size_t names = 0;
    size_t slots = 64;

    for (size_t i = 0; i < count; i++)
        names += lists[i]->count;
    while (slots < 2 * names)
        slots *= 2;
    index->list_count = count;
    index->is_seldom = is_seldom;
    beginnings_init(&index->beginnings);
    beginnings_init(&index->often);
    index->mask = slots - 1;
    index->slots = memory_take(slots, sizeof *index->slots);
    index->entries = memory_grow(NULL, names, sizeof *index->entries);
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
    return ((eight_at(text, end - HEAD_SIZE) ^ entry->tail) & entry->tail_care) == 0;
}

static bool stands_at(const struct entry *entry, struct lap_str text, size_t start)
{
    uint64_t differing = (eight_at(text, start) ^ entry->head) & entry->care;

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
        has_name ? entry_of(index, slot_of(index, chain_of(keys.name))->first) : NULL,
        has_word ? entry_of(index, slot_of(index, chain_of(keys.word))->first) : NULL};

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
