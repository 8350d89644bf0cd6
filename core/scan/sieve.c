/* SPDX-License-Identifier: MIT */
/* The first, coarse test of a place: may any expression begin there, by its first four bytes? */
#include "scan/sieve.h"

#include <string.h>

#include "scan/chance.h"
#include "scan/grouping.h"

/* Steps that are followed from one byte to the next before it is taken that anything may stand
 * there. */
enum { MOST_FOLLOWED = 4096 };

enum {
    KEY_SIZE = 4,
    SMALL = 0x20,      /* the bit that makes small letters of capitals, and no harm elsewhere */
    MOST_MEMBERS = 12, /* of a byte of a key */
    MOST_KEYS = 64     /* of one way to begin */
};

/* The bytes that are taken from an opening on. */
struct following {
    struct sieve *sieve;                /* NULL: the chance is wanted instead, */
    const struct code_chances *chances; /* by these */
    const struct nfa *nfa;
    bool is_possible[2]; /* [side] */
    struct byte_set taken[KEY_SIZE];
    size_t depth; /* of which so many are known */
    size_t budget;
    double chance; /* that a place passes */
};

/* The members of a set in small letters; false where they are too many, or the text may end. */
static bool small_members(const struct byte_set *set, uint8_t members[MOST_MEMBERS], size_t *count)
{
    *count = 0;
    if (set->has_edge)
        return false;
    for (size_t i = 0; i < 4; i++) {
        /* Of 64 bytes the latter half are those with the bit. */
        uint32_t small = (uint32_t)(set->bits[i] >> SMALL | set->bits[i]);

        for (; small; small &= small - 1) {
            if (*count == MOST_MEMBERS)
                return false;
            members[(*count)++] = (uint8_t)(64 * i + SMALL + (size_t)__builtin_ctz(small));
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
    for (size_t side = 0; side < 2; side++)
        if (following->is_possible[side])
            following->sieve->keys[side][slot / 64] |= UINT64_C(1) << slot % 64;
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
    struct sieve *sieve = following->sieve;
    uint32_t seconds = codes_of(&following->taken[1]);
    uint32_t thirds = codes_of(&following->taken[2]);

    for (uint64_t firsts = codes_and_upper_of(&following->taken[0]); firsts; firsts &= firsts - 1) {
        size_t first = (size_t)__builtin_ctzll(firsts);

        for (uint32_t rest = seconds; rest; rest &= rest - 1) {
            size_t second = (size_t)__builtin_ctz(rest);

            for (size_t side = 0; side < 2; side++) {
                uint32_t added = following->is_possible[side] ? thirds : 0;

                sieve->begins[side][first][second].thirds |= added;
                sieve->begins[side][first][second].is_enough |= is_enough ? added : 0;
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
    if (following->sieve)
        add_codes(following, depth < KEY_SIZE || !add_keys(following));
    else
        following->chance += chance_of_codes(following->chances, codes_of(&following->taken[1])) *
                             chance_of_codes(following->chances, codes_of(&following->taken[2]));
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

static void follow_opening(struct following *following, const struct opening *opening)
{
    uint32_t behind = codes_of(&opening->behind);

    following->is_possible[0] = (behind & ~CODES_OF_WORDS) != 0;
    following->is_possible[1] = (behind & CODES_OF_WORDS) != 0;
    following->taken[0] = opening->first;
    following->depth = 1;
    following->budget = MOST_FOLLOWED;
    follow(following, opening->next, byte_set_all());
}

double sieve_chance(const struct code_chances *chances, const struct nfa *nfa,
                    const struct openings *openings, size_t from)
{
    double chance = 0;

    for (size_t i = from; i < openings->count; i++) {
        struct following following = {.nfa = nfa, .chances = chances};
        double behind = 0;

        follow_opening(&following, &openings->items[i]);
        behind += following.is_possible[0] ? 1 - CHANCE_BEHIND_WORD : 0;
        behind += following.is_possible[1] ? CHANCE_BEHIND_WORD : 0;
        chance += behind * chance_of(&openings->items[i].first) * following.chance;
    }
    return chance < 1 ? chance : 1;
}

static void fill_groups(struct sieve *sieve, const struct code_chances *chances)
{
    struct followers followers[2][CODES_AND_UPPER] = {{{0, 0}}};

    for (size_t side = 0; side < 2; side++) {
        for (size_t first = 0; first < CODES_AND_UPPER; first++) {
            for (size_t second = 0; second < CODES; second++) {
                uint32_t thirds = sieve->begins[side][first][second].thirds;

                followers[side][first].seconds |= (uint32_t)(thirds != 0) << second;
                followers[side][first].thirds |= thirds;
            }
        }
    }
    groups_fill(&sieve->groups, chances, followers[1], followers[0]);
}

void sieve_fill(struct sieve *sieve, const struct code_chances *chances, const struct nfa *nfa,
                const struct openings *openings)
{
    struct following following = {.sieve = sieve, .nfa = nfa};

    memset(sieve, 0, sizeof *sieve);
    sieve->give_codes = code_giver_up_to(WAY_FASTEST);
    sieve->test = group_tester_up_to(WAY_FASTEST);
    for (size_t i = 0; i < openings->count; i++) {
        const struct opening *opening = &openings->items[i];

        follow_opening(&following, opening);
        for (size_t side = 0; side < 2; side++)
            if (following.is_possible[side])
                sieve->firsts[side] = byte_set_either(sieve->firsts[side], &opening->first);
    }
    fill_groups(sieve, chances);
}

static uint32_t side_of(uint8_t before)
{
    return CODES_OF_WORDS >> before % CODES & 1;
}

/* Leaves those of so many places that pass by three codes together. */
static size_t keep_by_codes(const struct sieve *sieve, const uint8_t *codes, uint16_t *places,
                            size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        uint16_t at = places[i];
        const uint8_t *code = codes + at;
        uint32_t thirds = sieve->begins[side_of(code[-1])][code[0]][code[1] % CODES].thirds;

        places[kept] = at; /* a branch instead would often be foretold wrongly */
        kept += thirds >> code[2] % CODES & 1;
    }
    return kept;
}

/* Leaves those of so many places that pass by their first byte itself, and by a fourth one or need
 * none. */
static size_t keep_by_keys(const struct sieve *sieve, const uint8_t *codes, struct lap_str text,
                           uint16_t *places, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        size_t at = places[i];
        const uint8_t *code = codes + at;
        uint32_t side = side_of(code[-1]);
        uint32_t passes =
            sieve->begins[side][code[0]][code[1] % CODES].is_enough >> code[2] % CODES & 1;
        uint32_t key;
        size_t slot;

        if (text.size - at >= KEY_SIZE) {
            memcpy(&key, text.bytes + at, KEY_SIZE);
            slot = slot_of(key | SMALL * UINT32_C(0x01010101));
            passes |= (uint32_t)(sieve->keys[side][slot / 64] >> slot % 64) & 1;
        }
        passes &= byte_set_has(&sieve->firsts[side], (uint8_t)text.bytes[at]);
        places[kept] = (uint16_t)at;
        kept += passes;
    }
    return kept;
}

/* Gives the codes of bytes, and edges behind them, as far as a block is tested. */
static void give_codes(const struct sieve *sieve, const char *bytes, size_t size, uint8_t *codes)
{
    uint8_t last[CODE_BLOCK] = {0};
    size_t blocks = size / CODE_BLOCK;

    sieve->give_codes((const uint8_t *)bytes, blocks, codes);
    memcpy(last, bytes + CODE_BLOCK * blocks, size % CODE_BLOCK);
    sieve->give_codes(last, 1, codes + CODE_BLOCK * blocks);
    memset(codes + size, CODE_EDGE, CODE_BLOCK + 2);
}

size_t sieve_find(const struct sieve *sieve, struct lap_str text, struct lap_span span,
                  uint16_t places[SIEVE_STRETCH])
{
    uint8_t room[1 + SIEVE_STRETCH + 2 + CODE_BLOCK + 2];
    uint8_t *codes = room + 1;
    size_t size = span.end - span.start;
    size_t before = span.start > 0;
    size_t behind = text.size - span.end < 2 ? text.size - span.end : 2;
    size_t count;

    if (size == 0)
        return 0;
    codes[-1] = CODE_EDGE;
    give_codes(sieve, text.bytes + span.start - before, before + size + behind, codes - before);
    count = sieve->test(&sieve->groups, codes, (size + CODE_BLOCK - 1) / CODE_BLOCK, places);
    while (count > 0 && places[count - 1] >= size) /* what is behind the span */
        count--;
    count = keep_by_codes(sieve, codes, places, count);
    text = (struct lap_str){text.bytes + span.start, text.size - span.start};
    return keep_by_keys(sieve, codes, text, places, count);
}
