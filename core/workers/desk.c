/* SPDX-License-Identifier: MIT */
/* What the parent and one worker have between them: a status page, places for chunks and for what
 * comes of them, and a line to tell each other what lies there. */
#include "workers/desk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "process/memory.h"
#include "process/whole.h"

/* What goes over the line to the worker. The chunk's bytes lie in the place's file, behind them the
 * exclusions and for each plugin the record from which on it is switched off. */
struct letter {
    uint64_t task;
    uint32_t place;
    enum lap_framing framing;
    uint64_t input;
    uint64_t line;
    uint64_t record;
    uint64_t size;
    uint64_t unit_size;
    uint64_t exclusion_count;
    uint32_t is_too_large; /* as numbers, so that no byte of it is left unset */
    uint32_t is_careful;
};

/* Where more than this lies, all behind the room is given back when a place is cleared. */
enum { KEPT_SIZE = 4 << 20 };

static const char remedy[] = "run with fewer --workers";

/* Another descriptor of a file, that does not write where the system has names for them. */
static int open_to_read(int file)
{
    char path[32];
    int copy;

    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    copy = open(path, O_RDONLY | O_CLOEXEC);
    return copy < 0 && errno == ENOENT ? fcntl(file, F_DUPFD_CLOEXEC, 0) : copy;
}

/* None where the worker's descriptor could be written to: the parent would digest what a plugin
 * changes, and end where one cuts the file short. No child has it, whenever it is forked. */
static char *make_room(const struct desk_place *place)
{
    int flags = fcntl(place->chunk_to_read, F_GETFL);
    void *room = MAP_FAILED;

    if (flags >= 0 && (flags & O_ACCMODE) == O_RDONLY && ftruncate(place->chunk, DESK_ROOM) == 0)
        room = mmap(NULL, DESK_ROOM, PROT_READ | PROT_WRITE, MAP_SHARED, place->chunk, 0);
    if (room == MAP_FAILED)
        return NULL;
    if (madvise(room, DESK_ROOM, MADV_DONTFORK) == 0)
        return room;
    munmap(room, DESK_ROOM);
    return NULL;
}

static bool open_place(struct desk_place *place)
{
    place->chunk = memfd_create("chunk", MFD_CLOEXEC);
    if (place->chunk < 0)
        return false;
    place->chunk_to_read = open_to_read(place->chunk);
    if (place->chunk_to_read < 0)
        return false;
    place->room = make_room(place);
    place->batch = memfd_create("batch", MFD_CLOEXEC);
    return place->batch >= 0;
}

bool desk_open(struct desk *desk, struct faults *faults)
{
    *desk = (struct desk){.line = {-1, -1}};
    for (size_t i = 0; i < DESK_PLACES; i++)
        desk->places[i] = (struct desk_place){-1, -1, -1, NULL};
    desk->page = line_share(sizeof *desk->page);
    if (!desk->page)
        return line_fault("a worker's status page", remedy, faults);
    for (size_t i = 0; i < DESK_PLACES; i++)
        if (!open_place(&desk->places[i]))
            return line_fault("a worker's file in memory", remedy, faults);
    return true;
}

void desk_close(struct desk *desk)
{
    line_close(&desk->line);
    for (size_t i = 0; i < DESK_PLACES; i++) {
        line_close_end(&desk->places[i].chunk);
        line_close_end(&desk->places[i].chunk_to_read);
        line_close_end(&desk->places[i].batch);
        line_unshare(desk->places[i].room, DESK_ROOM);
        desk->places[i].room = NULL;
    }
    line_unshare(desk->page, sizeof *desk->page);
    desk->page = NULL;
}

bool desk_connect(struct desk *desk, struct faults *faults)
{
    if (!line_connect(&desk->line))
        return line_fault("a worker's line to the parent", remedy, faults);
    return true;
}

static bool get(int file, struct buffer *buffer, size_t size, off_t at)
{
    buffer->size = 0;
    if (!whole_read(file, buffer_room(buffer, size), size, at))
        return false;
    buffer->size = size;
    return true;
}

char *desk_room(const struct desk *desk, uint32_t place)
{
    return desk->places[place].room;
}

bool desk_lay(struct desk *desk, uint32_t place, struct lap_str bytes, struct faults *faults)
{
    if (bytes.bytes == desk->places[place].room ||
        whole_write(desk->places[place].chunk, bytes.bytes, bytes.size, 0))
        return true;
    faults_add(faults, "a chunk of %zu bytes cannot be handed to a worker: %s; %s", bytes.size,
               strerror(errno),
               errno == EFBIG ? "raise the limit on file sizes (ulimit -f) and run again"
                              : "free some memory and run again");
    return false;
}

bool desk_order(struct desk *desk, uint32_t place, const struct task *task, size_t plugin_count)
{
    const struct chunk *chunk = &task->chunk;
    struct letter letter = {.task = task->number,
                            .place = place,
                            .framing = chunk->framing,
                            .input = task->input,
                            .line = chunk->line,
                            .record = chunk->record,
                            .size = chunk->bytes.size,
                            .unit_size = chunk->unit_size,
                            .exclusion_count = task->exclusion_count,
                            .is_too_large = chunk->is_too_large,
                            .is_careful = task->is_careful};
    size_t exclusions = task->exclusion_count * sizeof *task->exclusions;
    int file = desk->places[place].chunk;
    off_t at = (off_t)chunk->bytes.size;

    return whole_write(file, task->exclusions, exclusions, at) &&
           whole_write(file, task->off, plugin_count * sizeof *task->off, at + (off_t)exclusions) &&
           line_say(desk->line.parent_end, &letter, sizeof letter);
}

enum desk_news desk_hear(struct desk *desk, bool has_one_order, uint32_t *place)
{
    int line = desk->line.parent_end;
    uint32_t word[2]; /* one that is too long is seen to be */
    ssize_t size = recv(line, word, sizeof word, MSG_DONTWAIT | MSG_PEEK);
    bool is_early = has_one_order && atomic_load(&desk->page->watch.record) != 0;

    if (size == sizeof *place && word[0] < DESK_PLACES && !is_early) {
        *place = word[0];
        recv(line, word, sizeof word, MSG_DONTWAIT);
        return DESK_DONE;
    }
    return size < 0 && (errno == EAGAIN || errno == EINTR) ? DESK_NOTHING : DESK_GONE;
}

void desk_clear(struct desk *desk, uint32_t place)
{
    const int files[] = {desk->places[place].chunk, desk->places[place].batch};

    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (lseek(files[i], 0, SEEK_END) > KEPT_SIZE && ftruncate(files[i], DESK_ROOM) != 0)
            continue; /* memory that is kept for longer does no harm */
}

void desk_sit_down(struct desk *desk)
{
    line_close_end(&desk->line.parent_end);
    for (size_t i = 0; i < DESK_PLACES; i++)
        line_close_end(&desk->places[i].chunk);
}

static void close_view(struct desk_view *view)
{
    if (view->bytes)
        munmap((void *)view->bytes, view->size);
    *view = (struct desk_view){NULL, 0};
}

static void close_large_views(struct desk_order *order)
{
    for (size_t i = 0; i < DESK_PLACES; i++)
        if (order->views[i].size > KEPT_SIZE)
            close_view(&order->views[i]);
}

/* Has size bytes of a place's file in view, where those of a chunk before may be in view already;
 * false where the file cannot be seen. */
static bool have_in_view(struct desk_view *view, int file, size_t size)
{
    void *bytes;

    if (size <= view->size)
        return true;
    close_view(view);
    bytes = mmap(NULL, size, PROT_READ, MAP_SHARED, file, 0);
    if (bytes != MAP_FAILED)
        *view = (struct desk_view){bytes, size};
    else if (errno == ENOMEM)
        memory_give_up(size);
    return bytes != MAP_FAILED;
}

bool desk_wait(struct desk *desk, struct desk_order *order, size_t plugin_count)
{
    struct letter letter;
    struct desk_view *view;
    size_t exclusions;
    int file;

    close_large_views(order);
    if (recv(desk->line.child_end, &letter, sizeof letter, 0) != sizeof letter)
        return false;
    file = desk->places[letter.place].chunk_to_read;
    view = &order->views[letter.place];
    exclusions = letter.exclusion_count * sizeof(struct exclusion);
    if (!have_in_view(view, file, letter.size) ||
        !get(file, &order->exclusions, exclusions, (off_t)letter.size) ||
        !get(file, &order->off, plugin_count * sizeof *order->task.off,
             (off_t)(letter.size + exclusions)))
        return false;
    order->place = letter.place;
    order->task = (struct task){.number = letter.task,
                                .input = letter.input,
                                .chunk = {.bytes = {view->bytes, letter.size},
                                          .framing = letter.framing,
                                          .line = letter.line,
                                          .record = letter.record,
                                          .is_too_large = letter.is_too_large,
                                          .unit_size = letter.unit_size},
                                .is_careful = letter.is_careful,
                                .exclusions = (void *)order->exclusions.bytes,
                                .exclusion_count = letter.exclusion_count,
                                .off = (void *)order->off.bytes};
    return true;
}

void desk_order_release(struct desk_order *order)
{
    for (size_t i = 0; i < DESK_PLACES; i++)
        close_view(&order->views[i]);
    buffer_release(&order->exclusions);
    buffer_release(&order->off);
}

bool desk_tell(struct desk *desk, uint32_t place)
{
    return line_say(desk->line.child_end, &place, sizeof place);
}
