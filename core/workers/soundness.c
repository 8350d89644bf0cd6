/* SPDX-License-Identifier: MIT */
/* Whether a call into a plugin left its process sound: its heap, its memory, its files. What is
 * broken there shows itself later otherwise, when somebody else is at work. */
#include "workers/soundness.h"

#include <linux/sockios.h>
#include <malloc.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "workers/child.h"

/* Bytes in use, by the C library's count. */
static size_t bytes_used(void)
{
    struct mallinfo2 info = mallinfo2();

    return info.uordblks + info.hblkhd;
}

/* More pieces of a size than the C library keeps at hand, of all the sizes that it keeps so; and
 * larger ones by powers of two. */
enum { EACH = 8, STEP = 16, SMALL_SIZES = 64, SMALL = EACH * SMALL_SIZES, LARGE = 9 };

/* At least all of these pieces together: the heap's end keeps it for the next time. */
enum { KEPT = 2 << 20 };

/* The C library ends the process when it meets its own notes spoiled: so it is made to look at
 * them, in all its lists of free pieces. */
static void shake_heap(void)
{
    static void *pieces[SMALL + LARGE];
    size_t count = 0;

    for (size_t i = 0; i < SMALL; i++)
        pieces[count++] = malloc(STEP * (i / EACH + 1));
    for (size_t i = 0; i < LARGE; i++)
        pieces[count++] = malloc((size_t)STEP * SMALL_SIZES << (i + 1));
    while (count > 0)
        free(pieces[--count]);
    malloc_trim(KEPT);
}

static struct pollfd files[CHILD_FILES];
static size_t file_count;

/* When so many are in use that is too much. */
static uint64_t bytes_at_most;

void soundness_begin(const int *descriptors, size_t count, uint64_t memory_limit)
{
    bytes_at_most = bytes_used() + memory_limit / 2;
    for (file_count = 0; file_count < count; file_count++)
        files[file_count] = (struct pollfd){.fd = descriptors[file_count]};
}

bool soundness_is_worn_out(void)
{
    return bytes_used() > bytes_at_most;
}

bool soundness_has_files(void)
{
    bool has = poll(files, file_count, 0) >= 0;

    for (size_t i = 0; i < file_count; i++)
        has &= !(files[i].revents & POLLNVAL);
    return has;
}

/* Anything else than a line has nothing that would be heard. */
static bool is_heard(int file)
{
    int unheard = 0;

    return ioctl(file, SIOCOUTQ, &unheard) != 0 || unheard == 0;
}

static bool is_all_heard(void)
{
    bool is = true;

    for (size_t i = 0; i < file_count; i++)
        is &= is_heard(files[i].fd);
    return is;
}

void soundness_await_hearing(void)
{
    while (!is_all_heard())
        poll(NULL, 0, 1);
}

/* What memory_on_shortage's function asks, which can be given nothing. */
static struct {
    bool is_careful;
    const struct soundness *call; /* NULL: outside of one */
} noted;

struct soundness soundness_within(uint64_t memory_limit, struct leaks *leaks)
{
    return (struct soundness){.leak = memory_limit / 4, .leaks = leaks};
}

/* What is given back between two calls was none of the leaks: the host keeps what a call needs
 * until the next one. */
static void take_from_leaks(struct leaks *leaks, size_t bytes)
{
    if (leaks->last && bytes < leaks->bytes_behind)
        *leaks->last -= (int64_t)(leaks->bytes_behind - bytes);
}

/* Adds what a call left in use to what its plugin did before, and gives the sum. */
static int64_t add_to_leaks(struct leaks *leaks, size_t bytes_before)
{
    uint32_t plugin = atomic_load(&leaks->watch->plugin);

    if (plugin >= leaks->plugin_count) /* it wrote over the watch */
        return 0;
    leaks->last = &leaks->bytes[plugin];
    leaks->bytes_behind = bytes_used();
    *leaks->last += (int64_t)leaks->bytes_behind - (int64_t)bytes_before;
    return *leaks->last;
}

void soundness_note(struct soundness *soundness)
{
    soundness->bytes_used = bytes_used();
    soundness->has_files = soundness_has_files() && is_all_heard();
    soundness->outer = noted.call;
    noted.is_careful = true;
    if (soundness->leaks && noted.call)
        take_from_leaks(soundness->leaks, soundness->bytes_used);
    noted.call = soundness;
}

bool soundness_blames_call(size_t wanted)
{
    const struct soundness *call = noted.call;

    return !noted.is_careful ||
           (call && (wanted > call->leak || bytes_used() > call->bytes_used + call->leak));
}

/* Many small leaks come to one that is too large, where memory is short by then. */
static void insist_on_leaks(const struct soundness *soundness)
{
    int64_t leaked = add_to_leaks(soundness->leaks, soundness->bytes_used);

    if (soundness_is_worn_out() && leaked > (int64_t)soundness->leak)
        _exit(CHILD_LEAKED);
}

void soundness_insist(const struct soundness *soundness)
{
    noted.call = soundness->outer;
    shake_heap();
    if (bytes_used() > soundness->bytes_used + soundness->leak)
        _exit(CHILD_NO_MEMORY);
    if (soundness->leaks && soundness->outer)
        insist_on_leaks(soundness);
    if (soundness->has_files && !(soundness_has_files() && is_all_heard()))
        _exit(CHILD_ROBBED);
}

void vigil_begin(struct vigil *vigil, uint32_t plugin)
{
    watch_step(vigil->watch, plugin, 1, 0);
    if (vigil->is_careful)
        soundness_note(&vigil->soundness);
}

void vigil_end(const struct vigil *vigil)
{
    if (vigil->is_careful)
        soundness_insist(&vigil->soundness);
    watch_step(vigil->watch, WATCH_NONE, 0, 0);
}
