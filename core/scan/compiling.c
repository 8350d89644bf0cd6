/* SPDX-License-Identifier: MIT */
/* Two threads compile an engine's patterns. */
#include "scan/compiling.h"

#include <stdlib.h>

#include "process/memory.h"
#include "process/sharing.h"
#include "scan/anchor.h"

struct piece {
    struct searcher *searcher;
    struct faults faults;
};

struct compiling {
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

static void compile(void *context, size_t number)
{
    const struct compiling *compiling = context;
    struct piece *piece = &compiling->pieces[number];

    if (searcher_compile(piece->searcher, &piece->faults))
        anchor_is_proved(piece->searcher, &piece->faults);
}

struct compiling *compiling_begin(const struct engine *engine)
{
    struct compiling *compiling = memory_take(1, sizeof *compiling);

    for (size_t i = 0; i < engine->catalog->count; i++)
        add_pieces(compiling, &engine->catalog->plugins[i], engine->searchers[i]);
    compiling->sharing = sharing_begin(compiling->count, compile, compiling);
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
