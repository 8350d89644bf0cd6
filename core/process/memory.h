/* SPDX-License-Identifier: MIT */
/* Memory that must be there: where there is none the program says so and ends with status 3. */
#ifndef LAPIDARY_PROCESS_MEMORY_H
#define LAPIDARY_PROCESS_MEMORY_H

#include <stddef.h>

/* Zeroed memory for count items of size bytes; the caller frees it. Never NULL. */
void *memory_take(size_t count, size_t size);

/* The same block with room for count items of size bytes, its contents kept; what is new is not
 * zeroed. block may be NULL. The caller frees what is returned. Never NULL. */
void *memory_grow(void *block, size_t count, size_t size);

/* What is done instead where there is no more memory; act does not return. NULL: what is told
 * above.
 */
void memory_on_shortage(void (*act)(size_t wanted));

/* Does so: for memory of so many bytes that could not be had by other means; 0 where a library does
 * not say how many it asked for. */
_Noreturn void memory_give_up(size_t wanted);

#endif
