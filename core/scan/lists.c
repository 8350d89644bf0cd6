/* SPDX-License-Identifier: MIT */
/* The name lists of all plugins, searched at once; what waits for something is held back. */
#include "scan/lists.h"

#include <stdlib.h>

#include "process/memory.h"
#include "scan/names.h"

/* What a list is for. */
struct owner {
    struct consumer consumer;
    size_t role;
    enum cue cue;
};

struct lists {
    struct name_index *index;
    struct owner *owners; /* of each list */
    bool *is_seldom;      /* likewise: a cue's, whose plugin has no names that are none */
    size_t count;
    size_t *begins;    /* for each field, for each list: 0, or SIZE_MAX where it is not searched */
    bool *is_searched; /* for each field: any list is */
};

static const struct searcher *searcher_of(const struct engine *engine, struct consumer consumer)
{
    return &engine->searchers[consumer.plugin][consumer.pattern];
}

static void add_list(struct lists *lists, const struct engine *engine, struct consumer consumer)
{
    const struct searcher *searcher = searcher_of(engine, consumer);

    lists->owners = memory_grow(lists->owners, lists->count + 1, sizeof *lists->owners);
    lists->owners[lists->count++] =
        (struct owner){consumer, searcher->role, searcher->pattern->cue};
}

static struct name_index *index_of(const struct engine *engine, const struct lists *lists)
{
    const struct name_list **all = memory_take(lists->count, sizeof *all);
    struct name_index *index;

    for (size_t i = 0; i < lists->count; i++)
        all[i] = searcher_of(engine, lists->owners[i].consumer)->pattern->names;
    index = name_index_of(all, lists->is_seldom, lists->count);
    free(all);
    return index;
}

/* True where no name of a plugin makes it want its cues: its other patterns tell that before. */
static bool has_cue_lists_only(const struct plugin *plugin)
{
    for (size_t i = 0; i < plugin->declaration->pattern_count; i++) {
        const struct pattern *pattern = &plugin->declaration->patterns[i];

        if (pattern->names && pattern->cue == CUE_NONE)
            return false;
    }
    return true;
}

static void note_seldom(struct lists *lists, const struct engine *engine)
{
    lists->is_seldom = memory_take(lists->count, sizeof *lists->is_seldom);
    for (size_t i = 0; i < lists->count; i++)
        lists->is_seldom[i] =
            has_cue_lists_only(&engine->catalog->plugins[lists->owners[i].consumer.plugin]);
}

static void note_fields(struct lists *lists, const struct engine *engine, size_t field_count)
{
    size_t count = field_count * lists->count;

    lists->is_searched = memory_take(field_count, sizeof *lists->is_searched);
    lists->begins = memory_take(count, sizeof *lists->begins);
    memset(lists->begins, 0xFF, count * sizeof *lists->begins);
    for (size_t i = 0; i < lists->count; i++) {
        const struct searcher *searcher = searcher_of(engine, lists->owners[i].consumer);

        for (size_t j = 0; j < searcher->field_count; j++) {
            lists->begins[searcher->fields[j] * lists->count + i] = 0;
            lists->is_searched[searcher->fields[j]] = true;
        }
    }
}

struct lists *lists_of(const struct engine *engine, size_t field_count)
{
    struct lists *lists = memory_take(1, sizeof *lists);

    for (size_t i = 0; i < engine->catalog->count; i++) {
        const struct plugin *plugin = &engine->catalog->plugins[i];

        for (size_t j = 0; j < plugin->declaration->pattern_count; j++)
            if (plugin->declaration->patterns[j].names)
                add_list(lists, engine, (struct consumer){i, j});
    }
    note_seldom(lists, engine);
    lists->index = index_of(engine, lists);
    note_fields(lists, engine, field_count);
    return lists;
}

void lists_free(struct lists *lists)
{
    if (!lists)
        return;
    name_index_free(lists->index);
    free(lists->owners);
    free(lists->is_seldom);
    free(lists->begins);
    free(lists->is_searched);
    free(lists);
}

size_t lists_count(const struct lists *lists)
{
    return lists->count;
}

/* A walk for names over one field. */
struct name_walk {
    struct scanner *scanner;
    size_t field;
    const struct lap_span *captures; /* of a name: none */
};

static void take_name(void *context, size_t list, const struct name *name, struct lap_span span)
{
    const struct name_walk *walk = context;
    struct scanner *scanner = walk->scanner;
    const struct owner *owner = &scanner->engine->lists->owners[list];
    size_t plugin = owner->consumer.plugin;
    bool is_cue = owner->cue != CUE_NONE;
    struct lap_match match = {walk->field, span,   owner->consumer.pattern,
                              owner->role, is_cue, walk->captures,
                              name->usual};

    if (is_cue)
        *waiting_add(&scanner->cues) = (struct waiting_name){plugin, match, name->group};
    else if (name->group->cue_role)
        *waiting_add(&scanner->asking) = (struct waiting_name){plugin, match, name->group};
    else
        match_list_add(&scanner->scan.found[plugin], match);
}

/* Where the search of each list begins in a field. */
static void begin_field(struct scanner *scanner, const struct lists *lists, size_t field)
{
    memcpy(scanner->resume, lists->begins + field * lists->count,
           lists->count * sizeof *scanner->resume);
    for (size_t i = 0; i < lists->count; i++)
        if (lists->is_seldom[i] && scanner->scan.found[lists->owners[i].consumer.plugin].count == 0)
            scanner->resume[i] = SIZE_MAX;
}

void lists_search(struct scanner *scanner, const struct record *record)
{
    const struct lists *lists = scanner->engine->lists;
    struct name_walk walk = {.scanner = scanner, .captures = scanner->no_captures};
    struct name_taker taker = {&walk, take_name};

    scanner->asking.count = 0;
    scanner->cues.count = 0;
    for (; walk.field < record->field_count; walk.field++) {
        struct lap_str text = record->fields[walk.field].text;

        if (!lists->is_searched[walk.field] || text.size == 0)
            continue;
        begin_field(scanner, lists, walk.field);
        name_index_find(lists->index, text, scanner->resume, &taker);
    }
}

/* True where a name is such a cue and stands in a stretch that its plugin wants. */
static bool is_given(const struct scanner *scanner, const struct waiting_name *name, enum cue cue)
{
    const struct lap_match *match = &name->match;
    struct consumer owner = {name->plugin, match->pattern};

    return searcher_of(scanner->engine, owner)->pattern->cue == cue &&
           stretches_have(&scanner->stretches, match->field, match->span.start, name->plugin);
}

void lists_give_cues(struct scanner *scanner, enum cue cue)
{
    for (size_t i = 0; i < scanner->cues.count; i++) {
        const struct waiting_name *name = &scanner->cues.items[i];

        if (!is_given(scanner, name, cue))
            continue;
        if (name->group->cue_role)
            *waiting_add(&scanner->asking) = *name;
        else
            match_list_add(&scanner->scan.found[name->plugin], name->match);
    }
}
