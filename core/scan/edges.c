/* SPDX-License-Identifier: MIT */
/* The bytes at the two ends of what an expression matches. */
#include "scan/edges.h"

static void add_character(const struct characters *characters, struct byte_set *set)
{
    *set = byte_set_either(*set, &characters->bytes);
    if (characters->has_others)
        byte_set_add_range(set, 0x80, 0xFF);
}

/* Members stand from the last to the first. */
static bool add_sequence(const struct expression *sequence, bool at_end, struct byte_set *set)
{
    const struct expression *member = sequence->inner;
    struct byte_set found = {{0}, false};
    bool is_empty = true;

    for (; member && (is_empty || !at_end); member = member->before) {
        struct byte_set own = {{0}, false};
        bool takes_none = edges_add(member, at_end, &own);

        found = takes_none || at_end ? byte_set_either(found, &own) : own;
        is_empty &= takes_none;
    }
    *set = byte_set_either(*set, &found);
    return is_empty;
}

bool edges_add(const struct expression *expression, bool at_end, struct byte_set *set)
{
    bool is_empty = false;

    switch (expression->kind) {
    case EXPRESSION_CHARACTER:
    case EXPRESSION_BYTE:
        add_character(&expression->set, set);
        return false;
    case EXPRESSION_SEQUENCE:
        return add_sequence(expression, at_end, set);
    case EXPRESSION_CHOICE:
        for (const struct expression *branch = expression->inner; branch; branch = branch->before)
            is_empty |= edges_add(branch, at_end, set);
        return is_empty;
    case EXPRESSION_REPEAT:
        is_empty = expression->most == 0 || edges_add(expression->inner, at_end, set);
        return is_empty || expression->least == 0;
    case EXPRESSION_BOUNDARY:
    case EXPRESSION_EDGE:
    case EXPRESSION_LOOK:
    default:
        return true;
    }
}

/* True where the expression can take nothing, whatever stands there. */
static bool is_free(const struct expression *expression)
{
    return expression->kind == EXPRESSION_REPEAT && expression->least == 0 && !expression->is_firm;
}

/* One member takes the byte, the others nothing. */
static struct byte_set sure_of_sequence(const struct expression *sequence)
{
    struct byte_set sure = {{0}, false};
    const struct expression *needed = NULL;

    for (const struct expression *member = sequence->inner; member; member = member->before) {
        if (is_free(member))
            continue;
        if (needed)
            return sure;
        needed = member;
    }
    return needed ? edges_sure(needed) : sure;
}

struct byte_set edges_sure(const struct expression *expression)
{
    struct byte_set ascii = {{~UINT64_C(0), ~UINT64_C(0), 0, 0}, false};
    struct byte_set sure = {{0}, false};

    switch (expression->kind) {
    case EXPRESSION_CHARACTER:
        return expression->set.is_loose ? sure : byte_set_both(expression->set.bytes, &ascii);
    case EXPRESSION_SEQUENCE:
        return sure_of_sequence(expression);
    case EXPRESSION_CHOICE:
        for (const struct expression *branch = expression->inner; branch; branch = branch->before) {
            struct byte_set own = edges_sure(branch);

            sure = byte_set_either(sure, &own);
        }
        return sure;
    case EXPRESSION_REPEAT:
        return expression->least == 1 && !expression->is_firm ? edges_sure(expression->inner)
                                                              : sure;
    default:
        return sure;
    }
}
