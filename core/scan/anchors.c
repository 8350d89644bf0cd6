/* SPDX-License-Identifier: MIT */
/* What the anchored engine is made of: regular expressions, each once, and the sweeps in which they
 * are searched. */
#include "scan/anchors.h"

#include <stdlib.h>

#include "process/memory.h"
#include "scan/plan.h"

enum { SLOTS = 1024 };

static bool has_other_anchor(const struct pattern *a, const struct pattern *b)
{
    if (!a->anchor || !b->anchor)
        return a->anchor != b->anchor;
    return a->anchor_within != b->anchor_within || strcmp(a->anchor, b->anchor) != 0;
}

static bool is_same_regex(const struct pattern *a, const struct pattern *b)
{
    size_t i = 0;

    if (a->cue != b->cue || a->is_caseless != b->is_caseless || strcmp(a->regex, b->regex) != 0 ||
        has_other_anchor(a, b))
        return false;
    while (a->fields[i] && b->fields[i] && strcmp(a->fields[i], b->fields[i]) == 0)
        i++;
    return !a->fields[i] && !b->fields[i];
}

static void add_consumer(struct anchors *anchors, struct shared *shared, struct consumer consumer)
{
    shared->consumers = arena_grown(&anchors->arena, shared->consumers, shared->consumer_count,
                                    sizeof *shared->consumers);
    shared->consumers[shared->consumer_count++] = consumer;
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
    searcher->is_borrowed = shared != NULL;
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
    for (size_t i = 0; i < a->consumer_count; i++)
        if (a->consumers[i].plugin != b->consumers[i].plugin)
            return false;
    return true;
}

static struct sweep *sweep_for(struct anchors *anchors, const struct shared *shared,
                               size_t field_count)
{
    enum cue cue = shared->searcher->pattern->cue;
    struct sweep *sweep;

    for (size_t i = 0; i < anchors->sweep_count; i++) {
        sweep = &anchors->sweeps[i];
        if (sweep->cue == cue && (!cue || has_same_plugins(sweep->example, shared)))
            return sweep;
    }
    sweep = &anchors->sweeps[anchors->sweep_count++];
    *sweep = (struct sweep){.cue = cue,
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

/* Puts a pattern into a sweep, as it is searched there. */
static void add_to_sweep(struct anchors *anchors, struct sweep *sweep, size_t number)
{
    struct shared *shared = &anchors->items[number];
    struct arena arena = {0};
    struct plan plan = plan_make(&arena, sweep->gate, shared->searcher->pattern, (uint32_t)number);

    shared->searcher->way = plan.way;
    shared->searcher->chance = plan.chance;
    shared->within = plan.within;
    if (plan.way == SEARCH_WHOLE)
        add_number(&sweep->whole, &sweep->whole_count, number);
    else if (plan.has_twins)
        add_number(&sweep->twins, &sweep->twin_count, number);
    for (size_t i = 0; i < shared->searcher->field_count; i++)
        sweep->fields[shared->searcher->fields[i]] = true;
    arena_release(&arena);
}

struct anchors *anchors_of(const struct engine *engine, size_t field_count)
{
    struct anchors *anchors = memory_take(1, sizeof *anchors);

    share_all(anchors, engine);
    anchors->sweeps = memory_take(anchors->count, sizeof *anchors->sweeps);
    for (size_t i = 0; i < anchors->count; i++)
        add_to_sweep(anchors, sweep_for(anchors, &anchors->items[i], field_count), i);
    return anchors;
}

void anchors_close(struct anchors *anchors)
{
    for (size_t i = 0; i < anchors->sweep_count; i++)
        gate_close(anchors->sweeps[i].gate);
}

void anchors_lend(const struct anchors *anchors, const struct engine *engine)
{
    for (size_t i = 0; i < anchors->count; i++) {
        const struct shared *shared = &anchors->items[i];

        for (size_t j = 1; j < shared->consumer_count; j++) {
            struct consumer consumer = shared->consumers[j];

            searcher_borrow(&engine->searchers[consumer.plugin][consumer.pattern],
                            shared->searcher);
        }
    }
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
