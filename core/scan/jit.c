/* SPDX-License-Identifier: MIT */
/* PCRE2's JIT for all patterns. It is the most of what compiling them takes, and the second core
 * has nothing to do then. The workers cannot do it, each for what it needs: no memory becomes code
 * in the sandbox. */
#include "scan/jit.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "text/memory.h"

struct jit {
    pcre2_code **codes;
    size_t count;
    atomic_size_t next; /* the first that nobody has taken */
    pthread_t helper;
    bool has_helper;
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

static void make(struct jit *jit)
{
    size_t at;

    while ((at = atomic_fetch_add(&jit->next, 1)) < jit->count)
        pcre2_jit_compile(jit->codes[at], PCRE2_JIT_COMPLETE);
}

static void *help(void *jit)
{
    make(jit);
    return NULL;
}

struct jit *jit_begin(const struct engine *engine)
{
    struct jit *jit = memory_take(1, sizeof *jit);

    for (size_t i = 0; i < engine->catalog->count; i++)
        add_codes(jit, &engine->catalog->plugins[i], engine->searchers[i]);
    jit->has_helper = pthread_create(&jit->helper, NULL, help, jit) == 0;
    return jit;
}

void jit_end(struct jit *jit)
{
    make(jit);
    if (jit->has_helper)
        pthread_join(jit->helper, NULL);
    free(jit->codes);
    free(jit);
}
