/* SPDX-License-Identifier: MIT */
/* Two threads compile an engine's patterns and name lists. */
#include "scan/compiling.h"

#include <stdlib.h>

#include "process/memory.h"
#include "process/sharing.h"
#include "scan/anchor.h"
#include "scan/lists.h"

struct piece {
    struct searcher *searcher;
    struct faults faults;
};

struct compiling {
    struct engine *engine;
    size_t field_count;
    struct piece *pieces;
    size_t count;
    struct sharing *sharing;
};

static void add_pieces(struct compiling *compiling, const struct plugin *plugin,
                       struct searcher *searchers)
{
    size_t count = plugin->declaration->pattern_count;

    compiling->pieces =
        memory_grow(compiling->pieces, compiling->count + count, sizeof *compiling->pieces);
    for (size_t i = 0; i < count; i++)
        if (searchers[i].pattern->regex && !searchers[i].is_borrowed)
            compiling->pieces[compiling->count++] = (struct piece){.searcher = &searchers[i]};
}

static void compile_pattern(struct piece *piece)
{
    if (searcher_compile(piece->searcher, &piece->faults))
        anchor_is_proved(piece->searcher, &piece->faults);
}

/* All name lists together come first, since they take longest. */
static void compile(void *context, size_t number)
{
    struct compiling *compiling = context;

    if (number == 0)
        compiling->engine->lists = lists_of(compiling->engine, compiling->field_count);
    else
        compile_pattern(&compiling->pieces[number - 1]);
}

struct compiling *compiling_begin(struct engine *engine, size_t field_count)
{
    struct compiling *compiling = memory_take(1, sizeof *compiling);

    compiling->engine = engine;
    compiling->field_count = field_count;
    for (size_t i = 0; i < engine->catalog->count; i++)
        add_pieces(compiling, &engine->catalog->plugins[i], engine->searchers[i]);
    compiling->sharing = sharing_begin(1 + compiling->count, compile, compiling);
    return compiling;
}

bool compiling_end(struct compiling *compiling, struct faults *faults)
{
    size_t before = faults->count;

    sharing_end(compiling->sharing);
    for (size_t i = 0; i < compiling->count; i++)
        faults_join(faults, &compiling->pieces[i].faults);
    free(compiling->pieces);
    free(compiling);
    return faults->count == before;
}
