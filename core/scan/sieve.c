/* SPDX-License-Identifier: MIT */
/* The first, coarse test of a place: may any expression begin there, by its first four bytes? */
#include "scan/sieve.h"

#include <string.h>

#include "scan/chance.h"

/* Codes of what is no letter; those of letters are their places in the alphabet. */
enum { CODE_DIGIT = 26, CODE_SPACE, CODE_HYPHEN, CODE_ASCII, CODE_OTHER, CODE_EDGE };

/* Steps that are followed from one byte to the next before it is taken that anything may stand
 * there. */
enum { MOST_FOLLOWED = 4096 };

enum {
    SET_WORD = 2,
    KEY_SIZE = 4,
    SMALL = 0x20,      /* the bit that makes small letters of capitals, and no harm elsewhere */
    MOST_MEMBERS = 12, /* of a byte of a key */
    MOST_KEYS = 64     /* of one way to begin */
};

#define BIT(code) (UINT32_C(1) << (code))

static uint8_t code_of(unsigned byte)
{
    unsigned letter = (byte | 32) - 'a';

    if (byte >= 0x80)
        return CODE_OTHER;
    if (letter < 26)
        return (uint8_t)letter;
    if (byte >= '0' && byte <= '9')
        return CODE_DIGIT;
    if (byte == ' ')
        return CODE_SPACE;
    return byte == '-' ? CODE_HYPHEN : CODE_ASCII;
}

/* The codes of a set's members. */
static uint32_t codes_of(const struct byte_set *set)
{
    static const uint64_t digits = UINT64_C(0x3FF) << '0';
    static const uint64_t blanks = UINT64_C(1) << ' ' | UINT64_C(1) << '-';
    static const uint64_t letters = UINT64_C(0x07FFFFFE07FFFFFE);
    uint64_t letter_bits = set->bits[1] & letters;
    uint32_t codes = (uint32_t)(letter_bits >> ('a' - 64) | letter_bits >> ('A' - 64)) & 0x3FFFFFF;

    codes |= set->bits[0] & digits ? BIT(CODE_DIGIT) : 0;
    codes |= set->bits[0] >> ' ' & 1 ? BIT(CODE_SPACE) : 0;
    codes |= set->bits[0] >> '-' & 1 ? BIT(CODE_HYPHEN) : 0;
    codes |= set->bits[0] & ~digits & ~blanks || set->bits[1] & ~letters ? BIT(CODE_ASCII) : 0;
    codes |= set->bits[2] | set->bits[3] ? BIT(CODE_OTHER) : 0;
    codes |= set->has_edge ? BIT(CODE_EDGE) : 0;
    return codes;
}

/* The same of first bytes. */
static uint64_t first_codes_of(const struct byte_set *set)
{
    struct byte_set capitals = {{0, UINT64_C(0x07FFFFFE), 0, 0}, false};
    struct byte_set others = byte_set_without(*set, &capitals);

    capitals = byte_set_both(capitals, set);
    return (uint64_t)codes_of(&capitals) << SIEVE_CODES | codes_of(&others);
}

/* The bytes that are taken from an opening on. */
struct following {
    struct sieve *sieve; /* NULL: only the chance is wanted */
    const struct nfa *nfa;
    bool is_possible[2]; /* [side] */
    struct byte_set taken[KEY_SIZE];
    size_t depth; /* of which so many are known */
    size_t budget;
    double chance; /* that a place passes */
};

/* Takes the lowest member out of a set of codes. */
static size_t take_code(uint64_t *codes)
{
    size_t code = (size_t)__builtin_ctzll(*codes);

    *codes &= *codes - 1;
    return code;
}

/* That a byte of a text has one of the codes. */
static double chance_of_codes(uint64_t codes)
{
    /* In hundredths, in the order of the codes. */
    static const double chances[SIEVE_CODES] = {
        6.8, 1.0, 3.4, 3.3, 9.6, 1.9, 1.8, 3.1, 6.7, 0.3, 0.6, 3.7,  2.6, 6.3, 6.3, 2.4,
        0.3, 5.6, 6.1, 7.1, 2.4, 1.0, 1.2, 0.4, 1.4, 0.3, 0.9, 14.0, 0.6, 2.8, 0.2, 0.1};
    double chance = 0;

    while (codes)
        chance += chances[take_code(&codes)] / 100;
    return chance;
}

/* The members of a set in small letters; false where they are too many, or the text may end. */
static bool small_members(const struct byte_set *set, uint8_t members[MOST_MEMBERS], size_t *count)
{
    *count = 0;
    if (set->has_edge)
        return false;
    for (size_t i = 0; i < 4; i++) {
        for (uint64_t bits = set->bits[i]; bits; bits &= bits - 1) {
            uint8_t small = (uint8_t)(64 * i + (size_t)__builtin_ctzll(bits)) | SMALL;
            size_t at = 0;

            while (at < *count && members[at] != small)
                at++;
            if (at == MOST_MEMBERS)
                return false;
            members[at] = small;
            *count += at == *count;
        }
    }
    return true;
}

static size_t slot_of(uint32_t key)
{
    return key * UINT32_C(0x9E3779B1) >> (32 - SIEVE_KEY_BITS);
}

static void add_key(const struct following *following, const uint8_t bytes[KEY_SIZE])
{
    uint32_t key;
    size_t slot;

    memcpy(&key, bytes, KEY_SIZE);
    slot = slot_of(key);
    for (size_t side = 0; side < 2; side++) {
        if (following->is_possible[side])
            following->sieve->keys[side][slot / 64] |= UINT64_C(1) << slot % 64;
    }
}

/* Adds the keys of four bytes that are few; false where they are many. */
static bool add_keys(const struct following *following)
{
    uint8_t members[KEY_SIZE][MOST_MEMBERS];
    size_t counts[KEY_SIZE];
    size_t all = 1;

    for (size_t i = 0; i < KEY_SIZE; i++) {
        if (!small_members(&following->taken[i], members[i], &counts[i]))
            return false;
        all *= counts[i];
    }
    if (all > MOST_KEYS)
        return false;
    for (size_t i = 0; i < all; i++) {
        uint8_t bytes[KEY_SIZE];
        size_t rest = i;

        for (size_t j = 0; j < KEY_SIZE; rest /= counts[j], j++)
            bytes[j] = members[j][rest % counts[j]];
        add_key(following, bytes);
    }
    return true;
}

static void add_codes(const struct following *following, bool is_enough)
{
    uint64_t firsts = first_codes_of(&following->taken[0]);
    uint32_t thirds = codes_of(&following->taken[2]);

    while (firsts) {
        size_t first = take_code(&firsts);

        for (uint64_t rest = codes_of(&following->taken[1]); rest;) {
            size_t begin = first * SIEVE_CODES + take_code(&rest);

            for (size_t side = 0; side < 2; side++) {
                uint32_t added = following->is_possible[side] ? thirds : 0;

                following->sieve->begins[side][begin].thirds |= added;
                following->sieve->begins[side][begin].is_enough |= is_enough ? added : 0;
            }
        }
    }
}

/* A place may begin with the bytes that were taken; behind them anything may stand. */
static void note(struct following *following)
{
    size_t depth = following->depth;

    for (size_t i = depth; i < KEY_SIZE; i++)
        following->taken[i] = byte_set_all();
    following->chance += chance_of_codes(codes_of(&following->taken[1])) *
                         chance_of_codes(codes_of(&following->taken[2]));
    if (following->sieve)
        add_codes(following, depth < KEY_SIZE || !add_keys(following));
}

/* Follows the steps from `step` on, where the next byte must be one of `ahead`. */
static void follow(struct following *following, uint32_t step, struct byte_set ahead)
{
    const struct step *at = &following->nfa->steps[step];
    size_t depth = following->depth;

    if (depth == KEY_SIZE || following->budget == 0) {
        note(following);
        return;
    }
    following->budget--;
    switch (at->kind) {
    case STEP_AHEAD:
        follow(following, at->next, byte_set_both(ahead, &following->nfa->sets[at->arg]));
        break;
    case STEP_FORK:
        follow(following, at->arg, ahead);
        follow(following, at->next, ahead);
        break;
    case STEP_BEHIND:
        follow(following, at->next, ahead);
        break;
    case STEP_BYTE:
        ahead = byte_set_both(ahead, &following->nfa->sets[at->arg]);
        ahead.has_edge = false;
        if (byte_set_is_empty(&ahead))
            break;
        following->taken[following->depth++] = ahead;
        follow(following, at->next, byte_set_all());
        break;
    case STEP_END:
    default:
        following->taken[following->depth++] = ahead;
        note(following);
        break;
    }
    following->depth = depth;
}

/* Follows an opening; gives the chance that a place passes because of it. */
static double follow_opening(struct sieve *sieve, const struct nfa *nfa,
                             const struct opening *opening)
{
    struct byte_set word = byte_set_word();
    struct byte_set none = byte_set_without(opening->behind, &word);
    struct following following = {
        .sieve = sieve, .nfa = nfa, .taken = {opening->first}, .depth = 1, .budget = MOST_FOLLOWED};
    double chance = 0;

    word = byte_set_both(word, &opening->behind);
    following.is_possible[0] = none.has_edge || !byte_set_is_empty(&none);
    following.is_possible[1] = !byte_set_is_empty(&word);
    follow(&following, opening->next, byte_set_all());
    chance += following.is_possible[0] ? 1 - CHANCE_BEHIND_WORD : 0;
    chance += following.is_possible[1] ? CHANCE_BEHIND_WORD : 0;
    for (size_t side = 0; sieve && side < 2; side++) {
        if (following.is_possible[side])
            block_sets_add(&sieve->sets, side, &opening->first);
    }
    return chance * chance_of(&opening->first) * following.chance;
}

double sieve_chance(const struct nfa *nfa, const struct openings *openings, size_t from)
{
    double chance = 0;

    for (size_t i = from; i < openings->count; i++)
        chance += follow_opening(NULL, nfa, &openings->items[i]);
    return chance < 1 ? chance : 1;
}

void sieve_fill(struct sieve *sieve, const struct nfa *nfa, const struct openings *openings)
{
    struct byte_set word = byte_set_word();
    block_reader *readers[MOST_BLOCK_READERS];

    memset(sieve, 0, sizeof *sieve);
    block_readers(readers);
    sieve->read_block = readers[0];
    block_sets_add(&sieve->sets, SET_WORD, &word);
    for (unsigned byte = 0; byte < 256; byte++) {
        size_t first = code_of(byte) + (byte >= 'A' && byte <= 'Z' ? (size_t)SIEVE_CODES : 0);

        sieve->codes[byte] = code_of(byte);
        sieve->bits[byte] = BIT(code_of(byte));
        sieve->firsts[byte] = (uint16_t)(first * SIEVE_CODES);
    }
    for (size_t i = 0; i < openings->count; i++)
        follow_opening(sieve, nfa, &openings->items[i]);
}

/* A block and what stands behind it. */
struct window {
    const uint8_t *bytes;
    size_t size; /* where it is less than BLOCK_SIZE + KEY_SIZE, the text ends there */
};

static inline uint8_t code_at(const struct sieve *sieve, struct window window, size_t at,
                              bool is_whole)
{
    return is_whole || at < window.size ? sieve->codes[window.bytes[at]] : CODE_EDGE;
}

static inline uint32_t bit_at(const struct sieve *sieve, struct window window, size_t at,
                              bool is_whole)
{
    return is_whole || at < window.size ? sieve->bits[window.bytes[at]] : BIT(CODE_EDGE);
}

/* Where the text ends within a key, there is none. */
static inline bool has_key(const struct sieve *sieve, struct window window, size_t at, size_t side,
                           bool is_whole)
{
    uint32_t key;
    size_t slot;

    if (!is_whole && window.size - at < KEY_SIZE)
        return false;
    memcpy(&key, window.bytes + at, KEY_SIZE);
    slot = slot_of(key | SMALL * UINT32_C(0x01010101));
    return sieve->keys[side][slot / 64] >> slot % 64 & 1;
}

static bool is_word(uint8_t byte)
{
    struct byte_set word = byte_set_word();

    return byte_set_has(&word, byte);
}

/* Adds the places of a block at `base` that pass; mask has those whose first byte does. words says
 * of each whether a letter, digit or _ stands before; is_whole, that the text goes on behind. */
static inline size_t add_places(const struct sieve *sieve, struct window window, uint64_t mask,
                                uint64_t words, size_t base, bool is_whole, uint16_t *places)
{
    size_t count = 0;

    for (; mask; mask &= mask - 1) {
        size_t at = (unsigned)__builtin_ctzll(mask);
        size_t side = words >> at & 1;
        size_t begin =
            (size_t)sieve->firsts[window.bytes[at]] + code_at(sieve, window, at + 1, is_whole);
        uint32_t third = bit_at(sieve, window, at + 2, is_whole);

        if (!(sieve->begins[side][begin].thirds & third))
            continue;
        places[count] = (uint16_t)(base + at);
        count += (sieve->begins[side][begin].is_enough & third) ||
                 has_key(sieve, window, at, side, is_whole);
    }
    return count;
}

size_t sieve_find(const struct sieve *sieve, struct lap_str text, struct lap_span span,
                  uint16_t places[SIEVE_PLACES])
{
    const uint8_t *bytes = (const uint8_t *)text.bytes + span.start;
    size_t size = span.end - span.start;
    uint8_t last[BLOCK_SIZE] = {0};
    uint64_t masks[BLOCK_SETS];
    uint64_t was_word = span.start > 0 && is_word(bytes[-1]);
    size_t count = 0;

    for (size_t at = 0; at < size; at += BLOCK_SIZE) {
        struct window window = {bytes + at, text.size - span.start - at};
        uint64_t words;

        if (window.size < BLOCK_SIZE) {
            memcpy(last, window.bytes, window.size);
            window.bytes = last;
        }
        sieve->read_block(&sieve->sets, window.bytes, masks);
        words = masks[SET_WORD] << 1 | was_word;
        was_word = masks[SET_WORD] >> 63;
        masks[0] = (masks[0] & ~words) | (masks[1] & words);
        if (size - at < BLOCK_SIZE)
            masks[0] &= (UINT64_C(1) << (size - at)) - 1;
        if (window.size >= BLOCK_SIZE + KEY_SIZE)
            count += add_places(sieve, window, masks[0], words, at, true, places + count);
        else
            count += add_places(sieve, window, masks[0], words, at, false, places + count);
    }
    return count;
}
