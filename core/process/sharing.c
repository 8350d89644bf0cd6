/* SPDX-License-Identifier: MIT */
/* Work in pieces that two threads share. Where no thread is to be had, one does it all. */
#include "process/sharing.h"

#include <pthread.h>
#include <sched.h>
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

/* Keeps a new thread off the CPU that this one runs on. A scheduler may put both there, and sees it
 * at its next tick, when half of the work is done. */
static void keep_apart(pthread_attr_t *attributes)
{
    int here = sched_getcpu();
    cpu_set_t allowed;

    if (here < 0 || sched_getaffinity(0, sizeof allowed, &allowed) != 0)
        return;
    CPU_CLR((size_t)here, &allowed);
    if (CPU_COUNT(&allowed) > 0)
        pthread_attr_setaffinity_np(attributes, sizeof allowed, &allowed);
}

static bool begin_helper(struct sharing *sharing)
{
    pthread_attr_t attributes;
    bool has_begun;

    if (pthread_attr_init(&attributes) != 0)
        return false;
    keep_apart(&attributes);
    has_begun = pthread_create(&sharing->helper, &attributes, do_pieces, sharing) == 0;
    pthread_attr_destroy(&attributes);
    return has_begun;
}

struct sharing *sharing_begin(size_t count, piece_function *do_piece, void *context)
{
    struct sharing *sharing = memory_take(1, sizeof *sharing);

    sharing->count = count;
    sharing->do_piece = do_piece;
    sharing->context = context;
    sharing->has_helper = count > 0 && begin_helper(sharing);
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
