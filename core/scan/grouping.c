/* SPDX-License-Identifier: MIT */
/* Which beginnings form a group: each first code goes, the costliest first, where it lets the
 * fewest places more pass. */
#include "scan/grouping.h"

#include <string.h>

/* Groups of places behind a letter or digit and of others, where more begins. */
enum { WORD_GROUPS = 3, OTHER_GROUPS = GROUPS - WORD_GROUPS };

/* First codes of one group, and what may follow any of them. */
struct group {
    uint64_t firsts;
    struct followers followers;
    double chance; /* of the first codes */
};

/* That a place passes because of a group. */
static double cost_of(const struct code_chances *chances, const struct group *group)
{
    return group->chance * chance_of_codes(chances, group->followers.seconds) *
           chance_of_codes(chances, group->followers.thirds);
}

static struct group both(const struct group *a, const struct group *b)
{
    return (struct group){
        a->firsts | b->firsts,
        {a->followers.seconds | b->followers.seconds, a->followers.thirds | b->followers.thirds},
        a->chance + b->chance};
}

/* Adds a group to that of so many where it costs least. */
static void add(const struct code_chances *chances, struct group *groups, size_t count,
                const struct group *added)
{
    struct group best = {0, {0, 0}, 0};
    size_t best_at = 0;
    double least = 0;

    for (size_t i = 0; i < count; i++) {
        struct group one = both(&groups[i], added);
        double more = cost_of(chances, &one) - cost_of(chances, &groups[i]);

        if (i == 0 || more < least) {
            least = more;
            best = one;
            best_at = i;
        }
    }
    groups[best_at] = best;
}

/* Each first code as a group, without those that are empty, the costliest first; gives their
 * number. */
static size_t groups_of_codes(const struct code_chances *chances,
                              const struct followers followers[CODES_AND_UPPER],
                              struct group sorted[CODES_AND_UPPER])
{
    double costs[CODES_AND_UPPER] = {0};
    size_t count = 0;

    for (size_t code = 0; code < CODES_AND_UPPER; code++) {
        struct group one = {UINT64_C(1) << code, followers[code], chances->of_first[code]};
        double cost = cost_of(chances, &one);
        size_t at = count;

        if (followers[code].seconds == 0)
            continue;
        for (; at > 0 && costs[at - 1] < cost; at--) {
            costs[at] = costs[at - 1];
            sorted[at] = sorted[at - 1];
        }
        costs[at] = cost;
        sorted[at] = one;
        count++;
    }
    return count;
}

static void put(struct groups *groups, size_t group, size_t position, uint64_t codes)
{
    for (; codes; codes &= codes - 1)
        groups->of[position][__builtin_ctzll(codes)] |= (uint8_t)(1u << group);
}

static void put_any_case(struct groups *groups, size_t group, size_t position, uint32_t codes)
{
    put(groups, group, position, (uint64_t)codes << CODE_UPPER | codes);
}

/* Sorts first codes behind certain codes into so many groups from number `from` on. */
static void fill_from(struct groups *groups, const struct code_chances *chances, size_t from,
                      size_t count, uint32_t before,
                      const struct followers followers[CODES_AND_UPPER])
{
    struct group sorted[CODES_AND_UPPER];
    struct group made[GROUPS] = {{0, {0, 0}, 0}};
    size_t code_count = groups_of_codes(chances, followers, sorted);

    for (size_t i = 0; i < code_count; i++)
        add(chances, made, count, &sorted[i]);
    for (size_t i = 0; i < count; i++) {
        put_any_case(groups, from + i, GROUP_BEFORE, before);
        put(groups, from + i, GROUP_FIRST, made[i].firsts);
        put_any_case(groups, from + i, GROUP_SECOND, made[i].followers.seconds);
        put_any_case(groups, from + i, GROUP_THIRD, made[i].followers.thirds);
    }
}

void groups_fill(struct groups *groups, const struct code_chances *chances,
                 const struct followers behind_word[CODES_AND_UPPER],
                 const struct followers behind_other[CODES_AND_UPPER])
{
    memset(groups, 0, sizeof *groups);
    fill_from(groups, chances, 0, WORD_GROUPS, CODES_OF_WORDS, behind_word);
    fill_from(groups, chances, WORD_GROUPS, OTHER_GROUPS, ~CODES_OF_WORDS, behind_other);
}
