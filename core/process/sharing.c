/* SPDX-License-Identifier: MIT */
/* Work in pieces that two threads share. Where no thread is to be had, one does it all. */
#include "process/sharing.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "process/memory.h"

struct sharing {
    size_t count;
    atomic_size_t next; /* the first piece that nobody has taken */
    piece_function *do_piece;
    void *context;
    pthread_t helper;
    bool has_helper;
};

static void *do_pieces(void *context)
{
    struct sharing *sharing = context;
    size_t piece;

    while ((piece = atomic_fetch_add(&sharing->next, 1)) < sharing->count)
        sharing->do_piece(sharing->context, piece);
    return NULL;
}

struct sharing *sharing_begin(size_t count, piece_function *do_piece, void *context)
{
    struct sharing *sharing = memory_take(1, sizeof *sharing);

    sharing->count = count;
    sharing->do_piece = do_piece;
    sharing->context = context;
    sharing->has_helper =
        count > 1 && pthread_create(&sharing->helper, NULL, do_pieces, sharing) == 0;
    return sharing;
}

void sharing_end(struct sharing *sharing)
{
    do_pieces(sharing);
    if (sharing->has_helper)
        pthread_join(sharing->helper, NULL);
    free(sharing);
}

void share_out(size_t count, piece_function *do_piece, void *context)
{
    sharing_end(sharing_begin(count, do_piece, context));
}
