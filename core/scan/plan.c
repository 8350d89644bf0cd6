/* SPDX-License-Identifier: MIT */
/* How a pattern is searched by the anchored engine, decided from its syntax. */
#include "scan/plan.h"

#include <math.h>

#include "text/buffer.h"

/* A pattern that can begin at a place with more than this chance is searched by its needles, where
 * these are so much rarer; with more than the second, all over the text. */
#define MANY_PLACES 0.01
#define MOST_PLACES 0.3
#define FEW_NEEDLES 0.125

/* A needle as it may stand in a text, in small letters where it has any case. */
static const char *spelling_of(struct arena *arena, const struct expression *needle)
{
    struct buffer letters = {0};
    struct buffer spelling = {0};
    const char *text;

    for (const struct expression *one = needle->inner; one; one = one->before) {
        unsigned byte = 0;

        for (unsigned member = 0; member < 256; member++)
            if (byte_set_has(&one->set.bytes, member))
                byte = member;
        buffer_add_char(&letters, (char)byte);
    }
    for (size_t i = buffer_str(&letters).size; i-- > 0;)
        buffer_add_char(&spelling, buffer_str(&letters).bytes[i]);
    text = arena_copy(arena, buffer_str(&spelling));
    buffer_release(&letters);
    buffer_release(&spelling);
    return text;
}

static bool use_needles(struct gate *gate, const struct needles *needles, uint32_t number,
                        struct plan *plan)
{
    double chance;

    plan->chance = 0;
    for (size_t i = 0; i < needles->count; i++) {
        if (!gate_add(gate, needles->items[i], number, &chance)) /* it takes no byte */
            return false;
        plan->chance += chance;
    }
    plan->way = SEARCH_NEEDLES;
    plan->within = needles->within;
    plan->needle_count = needles->count;
    return true;
}

/* The anchor that the declaration names, where nothing was found in the syntax. */
static void use_declared(struct arena *arena, struct gate *gate, const struct pattern *pattern,
                         uint32_t number, struct plan *plan)
{
    struct needles needles;

    if (!plan->takes_anchor || !pattern->anchor ||
        !anchor_needles(arena, pattern, &needles, &plan->has_twins) ||
        !use_needles(gate, &needles, number, plan))
        return;
    plan->needle = pattern->anchor;
    plan->is_declared = true;
}

struct plan plan_make(struct arena *arena, struct gate *gate, const struct pattern *pattern,
                      uint32_t number)
{
    struct plan plan = {
        .way = SEARCH_WHOLE, .chance = 1, .is_of_sentences = pattern->cue == CUE_SENTENCE};
    const struct expression *expression =
        expression_read(arena, pattern->regex, pattern->is_caseless, &plan.has_twins);
    bool is_added = expression && gate_add(gate, expression, number, &plan.chance);
    struct needles needles = {.count = 0};

    if (is_added && plan.chance <= MANY_PLACES) {
        plan.way = SEARCH_PLACES;
        return plan;
    }
    if (expression && !plan.is_of_sentences)
        needles_find(arena, expression, &needles);
    if (needles.count && needles.chance < plan.chance * FEW_NEEDLES) {
        if (is_added)
            gate_take_back(gate);
        if (use_needles(gate, &needles, number, &plan))
            plan.needle = spelling_of(arena, needles.items[0]);
    } else if (is_added && plan.chance <= MOST_PLACES) {
        plan.way = SEARCH_PLACES;
    } else {
        if (is_added)
            gate_take_back(gate);
        plan.takes_anchor = !plan.is_of_sentences && !expression_asks_for_start(pattern->regex);
        use_declared(arena, gate, pattern, number, &plan);
    }
    return plan;
}

const char *plan_text(struct arena *arena, const struct plan *plan)
{
    const char *others = "";
    const char *where;

    switch (plan->way) {
    case SEARCH_PLACES:
        return arena_format(arena,
                            "tried only where it can begin, by three bytes about %.0f times "
                            "in a million bytes",
                            ceil(1e6 * plan->chance));
    case SEARCH_NEEDLES:
        if (plan->needle_count > 1)
            others = arena_format(arena, " or one of %zu others", plan->needle_count - 1);
        where = plan->within == SIZE_MAX
                    ? "anywhere before"
                    : arena_format(arena, "at most %zu bytes before", plan->within);
        return arena_format(arena, "searched %s '%s'%s%s", where, plan->needle, others,
                            plan->is_declared ? ", the anchor that the declaration names" : "");
    case SEARCH_WHOLE:
    default:
        return arena_format(arena,
                            "slow: PCRE2 goes over every byte of %s; let it begin with something "
                            "rarer%s",
                            plan->is_of_sentences
                                ? "a match's sentence for it"
                                : "every text for it, and one such pattern can cost as much as all "
                                  "others together",
                            plan->takes_anchor ? ", or name an anchor" : "");
    }
}
