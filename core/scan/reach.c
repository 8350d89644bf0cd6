/* SPDX-License-Identifier: MIT */
/* How far a pattern came in a text in which it does not match. */
#include "scan/reach.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "process/memory.h"

/* Steps of an attempt; enough for an abstract, and an end for hostile patterns. */
enum { STEP_LIMIT = 1000000 };

/* Called before each item of the pattern is tried (pcre2callout(3)). */
static int note_step(pcre2_callout_block *block, void *context)
{
    struct reach *reach = context;
    /* A look-behind stands before the attempt's start. */
    size_t matched = block->current_position > block->start_match
                         ? block->current_position - block->start_match
                         : 0;
    bool is_further =
        block->pattern_position > reach->pattern || (block->pattern_position == reach->pattern &&
                                                     matched > reach->text.end - reach->text.start);

    if (is_further && matched > 0) {
        reach->pattern = block->pattern_position;
        reach->item = block->next_item_length;
        reach->text = (struct lap_span){block->start_match, block->current_position};
    }
    return 0;
}

bool reach_find(const char *regex, bool is_caseless, struct lap_str text, struct reach *reach)
{
    uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_DUPNAMES | PCRE2_AUTO_CALLOUT |
                       PCRE2_NO_START_OPTIMIZE | (is_caseless ? PCRE2_CASELESS : 0);
    size_t offset;
    int error = 0;
    int result = 0;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR8)regex, PCRE2_ZERO_TERMINATED, options, &error, &offset, NULL);
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);

    *reach = (struct reach){0};
    if (!context || !data || error == PCRE2_ERROR_HEAP_FAILED)
        memory_give_up(0);
    if (code) { /* with callouts in it, it may be too large */
        pcre2_set_callout(context, note_step, reach);
        pcre2_set_match_limit(context, STEP_LIMIT);
        result = pcre2_match(code, (PCRE2_SPTR8)text.bytes, text.size, 0, 0, data, context);
    }
    if (result == PCRE2_ERROR_NOMEMORY)
        memory_give_up(0);
    reach->is_match = code && result >= 0;
    pcre2_match_data_free(data);
    pcre2_match_context_free(context);
    pcre2_code_free(code);
    return reach->pattern > 0;
}
