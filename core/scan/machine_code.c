/* SPDX-License-Identifier: MIT */
/* Two threads make machine code of an engine's patterns, a plugin a piece. The workers cannot do
 * it, each for what it needs: no memory becomes code in the sandbox. */
#include "scan/machine_code.h"

#include "process/sharing.h"
#include "scan/scanner.h"
#include "scan/syntax.h"

/* A pattern that is tried less often takes longer to be made machine code of than that spares: a
 * microsecond a try, against a quarter of one for each byte of a regular expression. */
enum { TRIES_WORTH_IT = 200 };

struct work {
    const struct engine *engine;
    double bytes;
};

/* Machine code of PCRE2 10.42 that goes from place to place in a text finds too much or too little
 * by a group that gives nothing back: (?>\d+|1)2 in 312. At one place it does not. */
static bool is_right_in_machine_code(const struct searcher *searcher)
{
    return searcher->way == SEARCH_PLACES || !expression_has_firm_group(searcher->pattern->regex);
}

static void make_for_plugin(void *context, size_t plugin)
{
    const struct work *work = context;
    const struct engine *engine = work->engine;
    size_t count = engine->catalog->plugins[plugin].declaration->pattern_count;

    for (size_t i = 0; i < count; i++) {
        const struct searcher *searcher = &engine->searchers[plugin][i];

        if (searcher->code && !searcher->is_borrowed &&
            searcher->chance * work->bytes >= TRIES_WORTH_IT && is_right_in_machine_code(searcher))
            pcre2_jit_compile(searcher->code, PCRE2_JIT_COMPLETE); /* else it is searched without */
    }
}

void machine_code_make(const struct engine *engine, uint64_t bytes)
{
    struct work work = {engine, (double)bytes};

    share_out(engine->catalog->count, make_for_plugin, &work);
}
