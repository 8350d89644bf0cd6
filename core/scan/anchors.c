/* SPDX-License-Identifier: MIT */
/* What the anchored engine is made of: regular expressions, each once, and the sweeps in which they
 * are searched. */
#include "scan/anchors.h"

#include <stdlib.h>

#include "scan/needle.h"
#include "text/memory.h"

enum { SLOTS = 1024 };

/* A pattern that can begin at a place with more than this chance is searched by its needles, where
 * these are so much rarer; with more than the second, all over the text. */
#define MANY_PLACES 0.01
#define MOST_PLACES 0.3
#define FEW_NEEDLES 0.125

static bool is_same_regex(const struct pattern *a, const struct pattern *b)
{
    size_t i = 0;

    if (a->is_cue != b->is_cue || a->is_caseless != b->is_caseless ||
        strcmp(a->regex, b->regex) != 0)
        return false;
    while (a->fields[i] && b->fields[i] && strcmp(a->fields[i], b->fields[i]) == 0)
        i++;
    return !a->fields[i] && !b->fields[i];
}

static void add_consumer(struct anchors *anchors, struct shared *shared, struct consumer consumer)
{
    struct consumer *consumers =
        arena_take(&anchors->arena, (shared->consumer_count + 1) * sizeof *consumers);

    if (shared->consumer_count)
        memcpy(consumers, shared->consumers, shared->consumer_count * sizeof *consumers);
    consumers[shared->consumer_count++] = consumer;
    shared->consumers = consumers;
}

static size_t slot_of(const char *regex)
{
    uint32_t hash = 2166136261;

    for (; *regex; regex++)
        hash = (hash ^ (unsigned char)*regex) * 16777619;
    return hash % SLOTS;
}

static void share(struct anchors *anchors, struct shared **slots, struct searcher *searcher,
                  struct consumer consumer)
{
    struct shared **slot = &slots[slot_of(searcher->pattern->regex)];
    struct shared *shared = *slot;

    while (shared && !is_same_regex(shared->searcher->pattern, searcher->pattern))
        shared = shared->next;
    if (!shared) {
        shared = &anchors->items[anchors->count++];
        *shared = (struct shared){.searcher = searcher, .next = *slot};
        *slot = shared;
    }
    add_consumer(anchors, shared, consumer);
}

static void share_all(struct anchors *anchors, const struct engine *engine)
{
    const struct catalog *catalog = engine->catalog;
    struct shared **slots = memory_take(SLOTS, sizeof(struct shared *));
    size_t count = 0;

    for (size_t i = 0; i < catalog->count; i++)
        count += catalog->plugins[i].declaration->pattern_count;
    anchors->items = memory_take(count, sizeof *anchors->items);
    for (size_t i = 0; i < catalog->count; i++) {
        for (size_t j = 0; j < catalog->plugins[i].declaration->pattern_count; j++) {
            struct searcher *searcher = &engine->searchers[i][j];

            if (searcher->pattern->regex)
                share(anchors, slots, searcher, (struct consumer){i, j});
        }
    }
    free(slots);
}

static bool has_same_plugins(const struct shared *a, const struct shared *b)
{
    if (a->consumer_count != b->consumer_count)
        return false;
    for (size_t i = 0; i < a->consumer_count; i++) {
        if (a->consumers[i].plugin != b->consumers[i].plugin)
            return false;
    }
    return true;
}

static struct sweep *sweep_for(struct anchors *anchors, const struct shared *shared,
                               size_t field_count)
{
    bool is_cue = shared->searcher->pattern->is_cue;
    struct sweep *sweep;

    for (size_t i = 0; i < anchors->sweep_count; i++) {
        sweep = &anchors->sweeps[i];
        if (sweep->is_cue == is_cue && (!is_cue || has_same_plugins(sweep->example, shared)))
            return sweep;
    }
    sweep = &anchors->sweeps[anchors->sweep_count++];
    *sweep = (struct sweep){.is_cue = is_cue,
                            .example = shared,
                            .gate = gate_new(),
                            .fields = memory_take(field_count, sizeof *sweep->fields)};
    return sweep;
}

static void add_number(uint32_t **numbers, size_t *count, size_t number)
{
    *numbers = memory_grow(*numbers, *count + 1, sizeof **numbers);
    (*numbers)[(*count)++] = (uint32_t)number;
}

static bool add_needles(struct sweep *sweep, struct shared *shared, const struct needles *needles,
                        size_t number)
{
    double chance;

    for (size_t i = 0; i < needles->count; i++) {
        if (!gate_add(sweep->gate, needles->items[i], (uint32_t)number, &chance))
            return false; /* none has nothing to begin with */
    }
    shared->within = needles->within;
    return true;
}

/* Where a pattern is searched. It is in the sweep's gate with all of its expression, or, where that
 * can begin at too many places, with what it holds; or in neither way. */
static enum search_way find_way(struct sweep *sweep, struct shared *shared, size_t number)
{
    const struct pattern *pattern = shared->searcher->pattern;
    struct arena arena = {0};
    const struct expression *expression =
        expression_read(&arena, pattern->regex, pattern->is_caseless, &shared->has_twins);
    enum search_way way = SEARCH_WHOLE;
    struct needles needles;
    double chance = 1;

    if (expression && gate_add(sweep->gate, expression, (uint32_t)number, &chance))
        way = SEARCH_PLACES;
    if (expression && chance > MANY_PLACES && needles_find(&arena, expression, &needles) &&
        needles.chance < chance * FEW_NEEDLES) {
        if (way == SEARCH_PLACES)
            gate_take_back(sweep->gate);
        way = add_needles(sweep, shared, &needles, number) ? SEARCH_NEEDLES : SEARCH_WHOLE;
    } else if (way == SEARCH_PLACES && chance > MOST_PLACES) {
        gate_take_back(sweep->gate);
        way = SEARCH_WHOLE;
    }
    arena_release(&arena);
    return way;
}

/* Puts a pattern into a sweep; gives how it is searched there. */
static enum search_way add_to_sweep(struct anchors *anchors, struct sweep *sweep, size_t number)
{
    struct shared *shared = &anchors->items[number];
    enum search_way way = find_way(sweep, shared, number);

    if (way == SEARCH_WHOLE)
        add_number(&sweep->whole, &sweep->whole_count, number);
    else if (shared->has_twins)
        add_number(&sweep->twins, &sweep->twin_count, number);
    for (size_t i = 0; i < shared->searcher->field_count; i++)
        sweep->fields[shared->searcher->fields[i]] = true;
    return way;
}

static bool compile(const struct engine *engine, const struct shared *shared, enum search_way way,
                    struct faults *faults)
{
    if (!searcher_compile(shared->searcher, way, faults))
        return false;
    for (size_t i = 1; i < shared->consumer_count; i++) {
        struct consumer consumer = shared->consumers[i];

        searcher_borrow(&engine->searchers[consumer.plugin][consumer.pattern], shared->searcher);
    }
    return true;
}

struct anchors *anchors_of(const struct engine *engine, size_t field_count, struct faults *faults)
{
    struct anchors *anchors = memory_take(1, sizeof *anchors);
    bool is_good = true;

    share_all(anchors, engine);
    anchors->sweeps = memory_take(anchors->count, sizeof *anchors->sweeps);
    for (size_t i = 0; i < anchors->count; i++) {
        struct sweep *sweep = sweep_for(anchors, &anchors->items[i], field_count);
        enum search_way way = add_to_sweep(anchors, sweep, i);

        is_good &= compile(engine, &anchors->items[i], way, faults);
    }
    for (size_t i = 0; i < anchors->sweep_count; i++)
        gate_close(anchors->sweeps[i].gate);
    if (is_good)
        return anchors;
    anchors_free(anchors);
    return NULL;
}

void anchors_free(struct anchors *anchors)
{
    if (!anchors)
        return;
    for (size_t i = 0; i < anchors->sweep_count; i++) {
        gate_free(anchors->sweeps[i].gate);
        free(anchors->sweeps[i].whole);
        free(anchors->sweeps[i].twins);
        free(anchors->sweeps[i].fields);
    }
    free(anchors->sweeps);
    free(anchors->items);
    arena_release(&anchors->arena);
    free(anchors);
}
