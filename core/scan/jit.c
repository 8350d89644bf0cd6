/* SPDX-License-Identifier: MIT */
/* PCRE2's JIT for all patterns, the most of what compiling them takes. The workers cannot do it,
 * each for what it needs: no memory becomes code in the sandbox. */
#include "scan/jit.h"

#include <stdlib.h>

#include "text/memory.h"
#include "text/sharing.h"

struct jit {
    pcre2_code **codes;
    size_t count;
    struct sharing *sharing;
};

static void add_codes(struct jit *jit, const struct plugin *plugin,
                      const struct searcher *searchers)
{
    size_t count = plugin->declaration->pattern_count;

    jit->codes = memory_grow(jit->codes, jit->count + count, sizeof(pcre2_code *));
    for (size_t i = 0; i < count; i++) {
        if (searchers[i].code && !searchers[i].is_borrowed)
            jit->codes[jit->count++] = searchers[i].code;
    }
}

static void make_code(void *context, size_t piece)
{
    struct jit *jit = context;

    pcre2_jit_compile(jit->codes[piece], PCRE2_JIT_COMPLETE);
}

struct jit *jit_begin(const struct engine *engine)
{
    struct jit *jit = memory_take(1, sizeof *jit);

    for (size_t i = 0; i < engine->catalog->count; i++)
        add_codes(jit, &engine->catalog->plugins[i], engine->searchers[i]);
    jit->sharing = sharing_begin(jit->count, make_code, jit);
    return jit;
}

void jit_end(struct jit *jit)
{
    sharing_end(jit->sharing);
    free(jit->codes);
    free(jit);
}
