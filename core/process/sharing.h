/* SPDX-License-Identifier: MIT */
/* Work in pieces that two threads share: what stands before the first record is done by one
 * process, and the second core has nothing else to do then. */
#ifndef LAPIDARY_PROCESS_SHARING_H
#define LAPIDARY_PROCESS_SHARING_H

#include <stddef.h>

struct sharing;

/* Does one piece of the work, whatever others are done at the same time. */
typedef void piece_function(void *context, size_t piece);

/* Has a second thread begin with the pieces from 0 to count - 1, where there are any. Until
 * sharing_end no process may be forked, and context is theirs. */
struct sharing *sharing_begin(size_t count, piece_function *do_piece, void *context);

/* Helps until all pieces are done, and frees sharing. After it there is one thread again. */
void sharing_end(struct sharing *sharing);

/* Both at once, where there is nothing to do in between. */
void share_out(size_t count, piece_function *do_piece, void *context);

#endif
