/* SPDX-License-Identifier: MIT */
/* The places of a text where a name can begin at all: a test that is cheap and lets few through. */
#include "scan/beginnings.h"

#include "text/eight.h"

/* Of a block, the words that begin so far before its end that all that counts of them is in it. */
enum { KEY_SIZE = EIGHT, STEP = BLOCK_SIZE - KEY_SIZE, PLAIN = 0, BEYOND = 1 };

void beginnings_init(struct beginnings *beginnings)
{
    struct byte_set plain = {{0}, false};
    struct byte_set beyond = {{0}, false};

    byte_set_add_range(&plain, '0', '9');
    byte_set_add_range(&plain, 'A', 'Z');
    byte_set_add_range(&plain, 'a', 'z');
    byte_set_add_range(&beyond, 0x80, 0xFF);
    *beginnings = (struct beginnings){0};
    block_sets_add(&beginnings->sets, PLAIN, &plain);
    block_sets_add(&beginnings->sets, BEYOND, &beyond);
    beginnings->read_block = block_reader_up_to(WAY_FASTEST);
}

/* A letter or digit of ASCII. */
static bool is_plain(char byte)
{
    char small = (char)(byte | 0x20);

    return (byte >= '0' && byte <= '9') || (small >= 'a' && small <= 'z');
}

size_t beginnings_word(struct lap_str name)
{
    size_t at = 0;

    while (at < name.size && !is_plain(name.bytes[at]) && (uint8_t)name.bytes[at] < 0x80)
        at++;
    return at;
}

static uint64_t lower(uint64_t eight)
{
    return eight | UINT64_C(0x2020202020202000);
}

static uint64_t key_at(struct lap_str text, size_t at)
{
    return lower(eight_at(text, at));
}

/* The key of a word that has so many bytes before a letter or digit of ASCII no longer stands, at
 * most eight; a letter beyond ASCII counts as one byte. */
static uint64_t key_of_word(uint64_t key, size_t size)
{
    static const uint64_t bytes[KEY_SIZE + 1] = {
        0xFF,         0xFF,           0xFFFF,           0xFFFFFF,          0xFFFFFFFF,
        0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF};

    return key & bytes[size];
}

/* Of a key, the word of a set, and two bits of it. */
struct bit_place {
    size_t word;
    unsigned one, other;
};

static struct bit_place place_of(uint64_t key)
{
    uint64_t hash = key * UINT64_C(0x9E3779B97F4A7C15);

    return (struct bit_place){hash >> (64 - BEGINNINGS_BITS + 6),
                              hash >> (64 - BEGINNINGS_BITS) & 63,
                              hash >> (64 - BEGINNINGS_BITS - 6) & 63};
}

static void add(uint64_t *set, uint64_t key)
{
    struct bit_place place = place_of(key);

    set[place.word] |= UINT64_C(1) << place.one | UINT64_C(1) << place.other;
}

/* 1 where the key was added, or others that fall on the same bits; else 0. */
static uint64_t has(const uint64_t *set, uint64_t key)
{
    struct bit_place place = place_of(key);

    return set[place.word] >> place.one & set[place.word] >> place.other & 1;
}

/* How much of a name's first word counts. */
static size_t word_size(struct lap_str name)
{
    size_t size = 0;

    while (size < KEY_SIZE && size < name.size && is_plain(name.bytes[size]))
        size++;
    return size;
}

struct beginning_keys beginnings_keys_of(struct lap_str name)
{
    uint64_t key = key_at(name, 0);

    return (struct beginning_keys){key, key_of_word(key, word_size(name))};
}

void beginnings_add(struct beginnings *beginnings, struct beginning_keys keys, bool is_long)
{
    add(beginnings->words, keys.word);
    if (is_long)
        add(beginnings->names, keys.name);
}

bool beginnings_has_name(const struct beginnings *beginnings, uint64_t key)
{
    return has(beginnings->names, key);
}

struct beginning_keys beginnings_keys(struct lap_str text, struct beginning beginning)
{
    uint64_t key = key_at(text, beginning.at);

    return (struct beginning_keys){key, key_of_word(key, beginning.size)};
}

size_t beginnings_next(struct beginnings_walk *walk, struct beginning found[BLOCK_SIZE])
{
    const struct beginnings *beginnings = walk->beginnings;
    const uint8_t *bytes = (const uint8_t *)walk->text.bytes + walk->at;
    size_t left = walk->text.size - walk->at;
    uint8_t last[BLOCK_SIZE] = {0};
    uint64_t masks[BLOCK_SETS];
    uint64_t starts;
    size_t count = 0;

    if (left < sizeof last)
        bytes = memcpy(last, bytes, left);
    beginnings->read_block(&beginnings->sets, bytes, masks);
    starts = (masks[PLAIN] | masks[BEYOND]) & ~(masks[PLAIN] << 1 | walk->is_inside);
    for (starts &= (UINT64_C(1) << STEP) - 1; starts; starts &= starts - 1) {
        size_t at = (unsigned)__builtin_ctzll(starts);
        uint64_t behind = ~(masks[PLAIN] >> at) | UINT64_C(1) << KEY_SIZE;
        size_t size = (unsigned)__builtin_ctzll(behind);
        uint64_t eight;

        memcpy(&eight, bytes + at, sizeof eight);
        found[count] = (struct beginning){walk->at + at, size};
        count += has(beginnings->words, key_of_word(lower(le64toh(eight)), size));
    }
    walk->is_inside = masks[PLAIN] >> (STEP - 1) & 1;
    walk->at += STEP;
    return count;
}
