/* SPDX-License-Identifier: MIT */
/* What a process and its child have between them: a line for short words, and memory. */
#ifndef LAPIDARY_WORKERS_LINE_H
#define LAPIDARY_WORKERS_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "text/faults.h"

/* Each end is open in the process that it is named after, once that has closed the other one: then
 * either hears that its counterpart is gone. -1: closed. */
struct line {
    int parent_end;
    int child_end;
};

/* A new line in place of one that was; false and errno where there can be none. */
bool line_connect(struct line *line);
void line_close(struct line *line);

/* Closes one end, or any file, where it is open; it is -1 then. */
void line_close_end(int *end);

/* Says words as one message; false where nobody is at the other end. */
bool line_say(int end, const void *words, size_t size);

/* Memory, all zero, that children which are forked later share; NULL and errno where there is none.
 * line_unshare takes it back, or NULL. */
void *line_share(size_t size);
void line_unshare(void *memory, size_t size);

/* Adds the fault that something cannot be made, by errno; remedy says what to do. Always false. */
bool line_fault(const char *what, const char *remedy, struct faults *faults);

#endif
