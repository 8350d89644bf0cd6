/* SPDX-License-Identifier: MIT */
/* The first, coarse test of a place: may any expression begin there, by its first three bytes? */
#include "scan/sieve.h"

#include <string.h>

#include "scan/chance.h"

/* Codes of what is no letter; those of letters are their places in the alphabet. */
enum { CODE_DIGIT = 26, CODE_SPACE, CODE_HYPHEN, CODE_ASCII, CODE_OTHER, CODE_EDGE };

/* Steps that are followed from one byte to the next before it is taken that anything may stand
 * there. */
enum { MOST_FOLLOWED = 4096 };

enum { SET_WORD = 2 };

#define BIT(code) (UINT32_C(1) << (code))
#define EVERY_CODE UINT32_MAX

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

/* What is followed from one byte to those behind it. */
struct following {
    struct sieve *sieve; /* NULL: only the chance is wanted */
    const struct nfa *nfa;
    const struct opening *opening;
    bool is_possible[2]; /* with another byte before it; with a letter, digit or _ */
    size_t depth;        /* bytes that were taken */
    uint32_t seconds;    /* depth 2: the second codes */
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

/* A place may begin as the opening says and have these codes behind its first byte. */
static void note(struct following *following, uint32_t seconds, uint32_t thirds)
{
    uint64_t firsts = first_codes_of(&following->opening->first);

    following->chance += chance_of_codes(seconds) * chance_of_codes(thirds);
    while (following->sieve && firsts) {
        size_t first = take_code(&firsts);

        for (uint64_t rest = seconds; rest;) {
            size_t second = take_code(&rest);

            for (size_t side = 0; side < 2; side++)
                following->sieve->thirds[side][first][second] |=
                    following->is_possible[side] ? thirds : 0;
        }
    }
}

/* What can stand behind the bytes that were taken: bytes of `ahead`, and as the steps from `step`
 * on say. */
static void follow(struct following *following, uint32_t step, struct byte_set ahead)
{
    const struct step *at = &following->nfa->steps[step];
    uint32_t codes = codes_of(&ahead);

    if (following->budget == 0 || at->kind == STEP_END) {
        if (following->depth == 2)
            note(following, following->seconds, following->budget ? codes : EVERY_CODE);
        else
            note(following, following->budget ? codes : EVERY_CODE, EVERY_CODE);
        return;
    }
    following->budget--;
    switch (at->kind) {
    case STEP_AHEAD:
        follow(following, at->next, byte_set_both(ahead, &following->nfa->sets[at->arg]));
        return;
    case STEP_FORK:
        follow(following, at->arg, ahead);
        follow(following, at->next, ahead);
        return;
    case STEP_BEHIND:
        follow(following, at->next, ahead);
        return;
    case STEP_BYTE:
    default:
        break;
    }
    ahead = byte_set_both(ahead, &following->nfa->sets[at->arg]);
    ahead.has_edge = false;
    codes = codes_of(&ahead);
    if (codes == 0)
        return;
    if (following->depth == 2) {
        note(following, following->seconds, codes);
        return;
    }
    following->depth = 2;
    following->seconds = codes;
    follow(following, at->next, byte_set_all());
    following->depth = 1;
}

/* Follows an opening; gives the chance that a place passes because of it. */
static double follow_opening(struct sieve *sieve, const struct nfa *nfa,
                             const struct opening *opening)
{
    struct byte_set word = byte_set_word();
    struct byte_set none = byte_set_without(opening->behind, &word);
    struct following following = {
        .sieve = sieve, .nfa = nfa, .opening = opening, .depth = 1, .budget = MOST_FOLLOWED};
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
        sieve->codes[byte] = code_of(byte);
        sieve->first_codes[byte] =
            (uint8_t)(code_of(byte) + (byte >= 'A' && byte <= 'Z' ? SIEVE_CODES : 0));
    }
    for (size_t i = 0; i < openings->count; i++)
        follow_opening(sieve, nfa, &openings->items[i]);
}

/* The codes of a block's bytes and of the two behind it. */
struct window {
    const uint8_t *bytes;
    size_t size; /* where it is less than BLOCK_SIZE + 2, the text ends there */
};

static uint8_t code_at(const struct sieve *sieve, struct window window, size_t at)
{
    return at < window.size ? sieve->codes[window.bytes[at]] : CODE_EDGE;
}

/* Adds the places of a block at `base` that pass; mask has those whose first byte does. words says
 * of each whether a letter, digit or _ stands before. */
static size_t add_places(const struct sieve *sieve, struct window window, uint64_t mask,
                         uint64_t words, size_t base, uint32_t *places)
{
    size_t count = 0;

    for (; mask; mask &= mask - 1) {
        size_t at = (size_t)__builtin_ctzll(mask);
        uint32_t thirds = sieve->thirds[words >> at & 1][sieve->first_codes[window.bytes[at]]]
                                       [code_at(sieve, window, at + 1)];

        places[count] = (uint32_t)(base + at);
        count += thirds >> code_at(sieve, window, at + 2) & 1;
    }
    return count;
}

size_t sieve_find(const struct sieve *sieve, struct lap_str text, uint32_t *places)
{
    uint8_t last[BLOCK_SIZE] = {0};
    uint64_t masks[BLOCK_SETS];
    uint64_t was_word = 0;
    size_t count = 0;

    for (size_t at = 0; at < text.size; at += BLOCK_SIZE) {
        struct window window = {(const uint8_t *)text.bytes + at, text.size - at};
        uint64_t words;

        if (window.size < BLOCK_SIZE) {
            memcpy(last, window.bytes, window.size);
            window.bytes = last;
        }
        sieve->read_block(&sieve->sets, window.bytes, masks);
        words = masks[SET_WORD] << 1 | was_word;
        was_word = masks[SET_WORD] >> 63;
        masks[0] = (masks[0] & ~words) | (masks[1] & words);
        if (window.size < BLOCK_SIZE)
            masks[0] &= (UINT64_C(1) << window.size) - 1;
        count += add_places(sieve, window, masks[0], words, at, places + count);
    }
    return count;
}
