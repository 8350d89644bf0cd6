/* SPDX-License-Identifier: MIT */
/* Finding the names of all lists in one walk over a text: a hash of each name's first word, looked
 * up only where a name can begin. */
#include "scan/names.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "process/memory.h"
#include "scan/beginnings.h"
#include "text/eight.h"
#include "text/utf8.h"

enum { HEAD_SIZE = EIGHT, CASE_BIT = 'a' ^ 'A' };

/* So many places are looked at in one go: few blocks have one, and which do cannot be foretold. */
enum { MOST_FOUND = 4 * BLOCK_SIZE };

/* A name. Those of one key stand behind one another, in the order of compare_entries; a run of them
 * are those of one size, in which those that may stand at a place are sought. */
struct entry {
    const struct name *name;
    uint64_t key;
    uint64_t head; /* its first eight bytes, */
    uint64_t care; /* and which bits of them count; */
    uint64_t tail; /* the same of its last eight; of all, where it has fewer */
    uint64_t tail_care;
    uint32_t size;
    uint32_t lead; /* bytes of the name before its first word */
    uint32_t list;
    uint32_t count : 31;  /* of its run, from it on */
    uint32_t is_last : 1; /* no other run of the key follows */
};

/* A key's place in the table; most keys of texts are turned away by the tag, without a look at the
 * entries. */
struct slot {
    uint32_t tag;
    uint32_t first; /* 1 more than the index of the key's first entry; 0 where the slot is empty */
};

struct name_index {
    struct entry *entries;
    /* While it is made: 1 more than the index of the next entry of the same key, or 0. */
    uint32_t *links;
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

        if (slot->first == 0 || (slot->tag == tag && index->entries[slot->first - 1].key == key))
            return slot;
    }
}

/* Letters of both cases are alike, since one name may be found in any case and another not. */
static uint64_t folded(uint64_t eight)
{
    return eight | eight_case_bits(eight);
}

/* Where the last eight bytes before an end begin; 0 where there are fewer. */
static size_t tail_before(size_t end)
{
    return end > HEAD_SIZE ? end - HEAD_SIZE : 0;
}

/* Compares a name with as many bytes, from their tails on, by which most of one beginning differ.
 * Less than, equal to or greater than 0. */
static int compare_spelling(const struct entry *entry, struct lap_str bytes)
{
    size_t at = tail_before(bytes.size);
    uint64_t own = folded(entry->tail);
    uint64_t other = folded(eight_at(bytes, at));

    while (own == other && at > 0) {
        at = tail_before(at);
        own = folded(eight_at(entry->name->spelling, at));
        other = folded(eight_at(bytes, at));
    }
    return own < other ? -1 : own > other;
}

/* Leftmost, then longest: of names with the same first word, which is tried first. */
static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;
    int difference;

    if (a->lead != b->lead)
        return a->lead > b->lead ? -1 : 1;
    if (a->size != b->size)
        return a->size > b->size ? -1 : 1;
    difference = compare_spelling(a, b->name->spelling);
    if (difference != 0)
        return difference;
    if (a->list != b->list)
        return a->list < b->list ? -1 : 1;
    return a->name < b->name ? -1 : a->name > b->name;
}

/* Puts an entry before the others of its key. */
static void add_entry(struct name_index *index, struct entry entry)
{
    struct slot *slot = slot_of(index, entry.key);

    index->links[index->count] = slot->first;
    index->entries[index->count++] = entry;
    *slot = (struct slot){tag_of(entry.key), (uint32_t)index->count};
}

/* Copies the entries of a key behind one another. Gives how many there are. */
static size_t gather(const struct name_index *index, uint32_t first, struct entry *place)
{
    size_t count = 0;

    for (uint32_t at = first; at; at = index->links[at - 1])
        place[count++] = index->entries[at - 1];
    return count;
}

static bool is_same_run(const struct entry *a, const struct entry *b)
{
    return a->size == b->size && a->lead == b->lead;
}

/* Counts the runs of the entries of a key, which are in order. */
static void count_runs(struct entry *entries, size_t count)
{
    for (size_t i = count; i-- > 0;) {
        bool is_final = i + 1 == count;
        bool ends_run = is_final || !is_same_run(&entries[i], &entries[i + 1]);

        entries[i].count = (ends_run ? 1 : entries[i + 1].count + 1) & INT32_MAX;
        entries[i].is_last = is_final || (!ends_run && entries[i + 1].is_last);
    }
}

/* Lays the entries of each key behind one another. */
static void lay_out(struct name_index *index)
{
    struct entry *laid = memory_grow(NULL, index->count, sizeof *laid);
    size_t begin = 0;

    for (size_t i = 0; i <= index->mask; i++) {
        struct slot *slot = &index->slots[i];
        size_t count = gather(index, slot->first, laid + begin);

        if (count == 0)
            continue;
        if (count > 1)
            qsort(laid + begin, count, sizeof *laid, compare_entries);
        count_runs(laid + begin, count);
        slot->first = (uint32_t)begin + 1;
        begin += count;
    }
    free(index->entries);
    free(index->links);
    index->links = NULL;
    index->entries = laid;
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
    uint64_t head = eight_at(spelling, 0);
    uint64_t tail = eight_at(spelling, tail_before(spelling.size));

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
    index->links = memory_grow(NULL, names, sizeof *index->links);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < lists[i]->count; j++)
            add_name(index, &lists[i]->names[j], i);
    lay_out(index);
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

/* The first entry of a key; NULL where it has none. */
static const struct entry *entries_of(const struct name_index *index, uint64_t key)
{
    uint32_t first = slot_of(index, key)->first;

    return first ? &index->entries[first - 1] : NULL;
}

/* Of a run, the first entry that is not below these bytes. */
static const struct entry *first_alike(const struct entry *run, struct lap_str bytes)
{
    size_t count = run->count;

    while (count > 0) {
        size_t half = count / 2;

        if (compare_spelling(&run[half], bytes) < 0) {
            run += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return run;
}

/* A place of a text, and who takes the names that stand there. */
struct name_place {
    struct lap_str text;
    size_t at; /* where the first word begins */
    size_t *resume;
    const struct name_taker *taker;
};

static void take_entry(const struct name_place *place, const struct entry *entry, size_t start)
{
    size_t *resume = &place->resume[entry->list];

    if (start < *resume || !stands_at(entry, place->text, start))
        return;
    *resume = start + entry->size;
    place->taker->take(place->taker->context, entry->list, entry->name,
                       (struct lap_span){start, start + entry->size});
}

/* Takes those of a run that stand at a place: all of them have its bytes, but for their case. */
static void take_run(const struct name_place *place, const struct entry *run)
{
    const struct entry *end = run + run->count;
    size_t start = place->at - run->lead;
    struct lap_str bytes;

    if (place->at < run->lead || place->text.size - start < run->size)
        return;
    if (run->count == 1) { /* nearly always */
        take_entry(place, run, start);
        return;
    }
    bytes = str_part(place->text, (struct lap_span){start, start + run->size});
    for (run = first_alike(run, bytes); run < end && compare_spelling(run, bytes) == 0; run++)
        take_entry(place, run, start);
}

static void find_at(const struct name_index *index, const struct beginning *beginning,
                    const struct name_place *place)
{
    struct beginning_keys keys = beginnings_keys(place->text, *beginning);
    bool has_name = beginnings_has_name(&index->beginnings, keys.name);
    bool has_word = keys.name != keys.word; /* that is, the word is shorter than its key */
    const struct entry *runs[] = {has_name ? entries_of(index, chain_of(keys.name)) : NULL,
                                  has_word ? entries_of(index, chain_of(keys.word)) : NULL};

    while (runs[0] || runs[1]) {
        bool which = !runs[0] || (runs[1] && compare_entries(runs[1], runs[0]) < 0);

        take_run(place, runs[which]);
        runs[which] = runs[which]->is_last ? NULL : runs[which] + runs[which]->count;
    }
}

/* True where a list is searched that seldom is. */
static bool wants_seldom(const struct name_index *index, const size_t *resume)
{
    for (size_t i = 0; i < index->list_count; i++)
        if (index->is_seldom[i] && resume[i] != SIZE_MAX)
            return true;
    return false;
}

void name_index_find(const struct name_index *index, struct lap_str text, size_t *resume,
                     const struct name_taker *taker)
{
    struct beginnings_walk walk = {.beginnings = wants_seldom(index, resume) ? &index->beginnings
                                                                             : &index->often,
                                   .text = text};
    struct beginning found[MOST_FOUND];
    struct name_place place = {text, 0, resume, taker};

    while (walk.at < text.size) {
        size_t count = 0;

        while (walk.at < text.size && count <= MOST_FOUND - BLOCK_SIZE)
            count += beginnings_next(&walk, found + count);
        for (size_t i = 0; i < count; i++) {
            place.at = found[i].at;
            find_at(index, &found[i], &place);
        }
    }
}
