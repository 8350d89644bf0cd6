/* SPDX-License-Identifier: MIT */
/* Memory that must be there: where there is none the program says so and ends with status 3. */
#include "process/memory.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "process/guard.h"

static void (*act_on_shortage)(size_t wanted);

/* Two threads may want memory at once: one tells, and ends both. */
static atomic_flag is_told = ATOMIC_FLAG_INIT;

_Noreturn void memory_give_up(size_t wanted)
{
    static const char message[] = "lapidary: out of memory; nothing was written under its final "
                                  "name; run with more memory or fewer inputs at once\n";
    ssize_t written;

    if (act_on_shortage)
        act_on_shortage(wanted);
    while (atomic_flag_test_and_set(&is_told))
        pause();
    written = write(STDERR_FILENO, message, sizeof message - 1);
    (void)written;
    guard_end(); /* it is told */
    _exit(3);
}

void *memory_take(size_t count, size_t size)
{
    void *block = calloc(count ? count : 1, size ? size : 1);

    if (!block)
        memory_give_up(count * size);
    return block;
}

void *memory_grow(void *block, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        memory_give_up(SIZE_MAX);
    size *= count;
    block = realloc(block, size > 0 ? size : 1);
    if (!block)
        memory_give_up(size);
    return block;
}

void memory_on_shortage(void (*act)(size_t wanted))
{
    act_on_shortage = act;
}
