/* SPDX-License-Identifier: MIT */
/* The memory that yajl takes: where there is none the program ends with a sentence
 * (process/memory.h), since yajl itself does not look whether it got any. */
#include "write/yajl_memory.h"

#include <stdlib.h>

#include "process/memory.h"

static void *take(void *context, size_t size)
{
    (void)context;
    return memory_take(1, size);
}

static void *grow(void *context, void *block, size_t size)
{
    (void)context;
    return memory_grow(block, size, 1);
}

static void give_back(void *context, void *block)
{
    (void)context;
    free(block);
}

const yajl_alloc_funcs yajl_memory = {take, grow, give_back, NULL};
