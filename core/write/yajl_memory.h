/* SPDX-License-Identifier: MIT */
/* The memory that yajl takes: where there is none the program ends with a sentence
 * (process/memory.h), since yajl itself does not look whether it got any. */
#ifndef LAPIDARY_WRITE_YAJL_MEMORY_H
#define LAPIDARY_WRITE_YAJL_MEMORY_H

#include <yajl/yajl_common.h>

extern const yajl_alloc_funcs yajl_memory;

#endif
