/* SPDX-License-Identifier: MIT */
/* What every match of an expression holds: of a sequence the rarest part, of a choice a part of
 * each branch. */
#include "scan/needle.h"

#include "scan/chance.h"

/* A character that may be one of more ASCII characters than this makes no part of a needle. */
enum { MOST_MEMBERS = 4, SHORTEST_NEEDLE = 3 };

/* The chance of a space is. */
#define TOO_COMMON 0.1

static size_t sum(size_t a, size_t b)
{
    return a < SIZE_MAX - b ? a + b : SIZE_MAX;
}

/* The most bytes that a match can have. */
static size_t most_bytes(const struct expression *expression)
{
    size_t most = 0;
    size_t inner = 0;

    for (const struct expression *member = expression->inner; member; member = member->before) {
        inner = most_bytes(member);
        if (expression->kind == EXPRESSION_SEQUENCE)
            most = sum(most, inner);
        else
            most = inner > most ? inner : most;
    }
    switch (expression->kind) {
    case EXPRESSION_CHARACTER:
        return expression->set.has_others ? 4 : 1;
    case EXPRESSION_BYTE:
        return 1;
    case EXPRESSION_REPEAT:
        return inner == 0 || expression->most < SIZE_MAX / inner ? expression->most * inner
                                                                 : SIZE_MAX;
    case EXPRESSION_SEQUENCE:
    case EXPRESSION_CHOICE:
        return most;
    default:
        return 0;
    }
}

static bool is_narrow(const struct expression *expression)
{
    size_t count = 0;

    if (expression->kind == EXPRESSION_BYTE)
        return true;
    if (expression->kind != EXPRESSION_CHARACTER || expression->set.has_others)
        return false;
    for (size_t i = 0; i < 4; i++)
        count += (size_t)__builtin_popcountll(expression->set.bytes.bits[i]);
    return count <= MOST_MEMBERS;
}

/* A sequence's members from the first to the last. */
struct members {
    const struct expression **items;
    size_t count;
};

static struct members members_of(struct arena *arena, const struct expression *sequence)
{
    struct members members = {NULL, 0};
    size_t at;

    for (const struct expression *one = sequence->inner; one; one = one->before)
        members.count++;
    members.items = arena_take(arena, (members.count + 1) * sizeof *members.items);
    at = members.count;
    for (const struct expression *one = sequence->inner; one; one = one->before)
        members.items[--at] = one;
    return members;
}

static struct needles needle_of(struct arena *arena, const struct expression *const *members,
                                size_t count)
{
    struct expression *needle = arena_take(arena, sizeof *needle);
    struct expression *copies = arena_take(arena, count * sizeof *copies);
    struct needles needles = {.items = {needle}, .count = 1, .chance = 1};

    needle->kind = EXPRESSION_SEQUENCE;
    needle->inner = &copies[count - 1];
    for (size_t i = 0; i < count; i++) {
        copies[i] = *members[i];
        copies[i].before = i > 0 ? &copies[i - 1] : NULL;
        needles.chance *= chance_of(&copies[i].set.bytes);
    }
    return needles;
}

/* How many of a run's members are left out at its beginning: those that stand everywhere, as a
 * space does, for a walk looks at each place where a needle may begin. */
static size_t left_out(const struct expression *const *members, size_t count)
{
    size_t out = 0;

    while (count - out > SHORTEST_NEEDLE && chance_of(&members[out]->set.bytes) > TOO_COMMON)
        out++;
    return out;
}

/* Keeps the rarer one; the other stands in something that has so many bytes before it. */
static void keep_rarer(struct needles *best, const struct needles *other, size_t before)
{
    if (other->count == 0 || (best->count && best->chance <= other->chance))
        return;
    *best = *other;
    best->within = sum(best->within, before);
}

static bool find_in_sequence(struct arena *arena, const struct expression *sequence,
                             struct needles *best)
{
    struct members members = members_of(arena, sequence);
    size_t before = 0;
    size_t run;

    for (size_t i = 0; i < members.count; i += run ? run : 1) {
        struct needles own = {.count = 0};

        for (run = 0; i + run < members.count && run < LONGEST_NEEDLE;) {
            if (!is_narrow(members.items[i + run]))
                break;
            run++;
        }
        if (run >= SHORTEST_NEEDLE) {
            size_t out = left_out(members.items + i, run);

            own = needle_of(arena, members.items + i + out, run - out);
            own.within = out;
        } else if (run == 0) {
            needles_find(arena, members.items[i], &own);
        }
        keep_rarer(best, &own, before);
        before = sum(before, run ? run : most_bytes(members.items[i]));
    }
    return best->count > 0;
}

/* Each branch must have one. */
static bool find_in_choice(struct arena *arena, const struct expression *choice,
                           struct needles *needles)
{
    for (const struct expression *branch = choice->inner; branch; branch = branch->before) {
        struct needles own = {.count = 0};

        if (!needles_find(arena, branch, &own) || needles->count + own.count > MOST_NEEDLES) {
            needles->count = 0;
            return false;
        }
        memcpy(needles->items + needles->count, own.items, own.count * sizeof *own.items);
        needles->count += own.count;
        needles->chance += own.chance;
        needles->within = own.within > needles->within ? own.within : needles->within;
    }
    return needles->count > 0;
}

bool needles_find(struct arena *arena, const struct expression *expression, struct needles *needles)
{
    *needles = (struct needles){.count = 0};
    switch (expression->kind) {
    case EXPRESSION_SEQUENCE:
        return find_in_sequence(arena, expression, needles);
    case EXPRESSION_CHOICE:
        return find_in_choice(arena, expression, needles);
    case EXPRESSION_REPEAT:
        return expression->least > 0 && expression->most > 0 &&
               needles_find(arena, expression->inner, needles);
    default:
        return false;
    }
}
