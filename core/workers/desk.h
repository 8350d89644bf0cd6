/* SPDX-License-Identifier: MIT */
/* What the parent and one worker have between them: a status page, places for chunks and for what
 * comes of them, and a line to tell each other what lies there. */
#ifndef LAPIDARY_WORKERS_DESK_H
#define LAPIDARY_WORKERS_DESK_H

#include "workers/batch.h"
#include "workers/child.h"
#include "workers/line.h"
#include "workers/task.h"

/* While one chunk is being done the next one waits, so that no worker waits for the parent. A chunk
 * of up to so many bytes can be made where the worker reads it. */
enum { DESK_PLACES = 2, DESK_ROOM = 1 << 20 };

/* Files without a name, in memory. The worker has the chunk only to read: what waits at one place
 * is not for the plugins of the other one's task to change. */
struct desk_place {
    int chunk;
    int chunk_to_read;
    int batch;
    char *room; /* the chunk's beginning, for the parent alone to write; may be NULL */
};

struct desk {
    struct child_page *page; /* shared memory */
    struct desk_place places[DESK_PLACES];
    struct line line; /* to the worker */
};

/* False and a fault where the system gives no more of what it takes; desk_close() is owed either
 * way. */
bool desk_open(struct desk *desk, struct faults *faults);
void desk_close(struct desk *desk);

/* A new line, for a new worker. */
bool desk_connect(struct desk *desk, struct faults *faults);

/* The parent's side. */

/* Where the parent may make a chunk of up to DESK_ROOM bytes; NULL where it cannot be here. */
char *desk_room(const struct desk *desk, uint32_t place);

/* Lays a chunk's bytes at a place, unless they were made in its room; false and a fault where there
 * is no memory for it. */
bool desk_lay(struct desk *desk, uint32_t place, struct lap_str bytes, struct faults *faults);

/* Tells the worker to do the task whose chunk lies at a place; what task->chunk.bytes points at is
 * not used, but its size is. plugin_count is that of the catalog. False where the worker is gone.
 */
bool desk_order(struct desk *desk, uint32_t place, const struct task *task, size_t plugin_count);

enum desk_news { DESK_DONE, DESK_NOTHING, DESK_GONE };

/* What the worker has told; *place is done. Does not wait. Whose word is no place is gone, too: a
 * plugin spoke, and that stays unheard, so that a careful worker finds it. So is who has one order
 * alone and tells of its end while there is a record at hand. */
enum desk_news desk_hear(struct desk *desk, bool has_one_order, uint32_t *place);

/* Makes a place small again when much lay there. */
void desk_clear(struct desk *desk, uint32_t place);

/* The worker's side. */

/* Closes the parent's end and files. */
void desk_sit_down(struct desk *desk);

/* A place's chunk as the worker sees it: it may not write there. */
struct desk_view {
    const char *bytes; /* NULL: none yet */
    size_t size;
};

/* An order as the worker gets it; its task lives in a view, exclusions and off. */
struct desk_order {
    uint32_t place;
    struct task task;
    struct desk_view views[DESK_PLACES];
    struct buffer exclusions;
    struct buffer off;
};

/* Waits for the next order and has its chunk in view; false where the parent is gone, or the chunk,
 * whose file a plugin may have closed. */
bool desk_wait(struct desk *desk, struct desk_order *order, size_t plugin_count);
void desk_order_release(struct desk_order *order);

/* Tells that a place's batch is there; false where the parent is gone. */
bool desk_tell(struct desk *desk, uint32_t place);

#endif
