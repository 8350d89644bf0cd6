/* SPDX-License-Identifier: MIT */
/* Whether a call into a plugin left its process sound: its heap, its memory, its line. What is
 * broken there shows itself later otherwise, when somebody else is at work. */
#include "workers/soundness.h"

#include <malloc.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "workers/process.h"

/* Bytes in use, by the C library's count. */
static size_t bytes_used(void)
{
    struct mallinfo2 info = mallinfo2();

    return info.uordblks + info.hblkhd;
}

/* More pieces of a size than the C library keeps at hand, of all the sizes that it keeps so; and
 * larger ones by powers of two. */
enum { EACH = 8, STEP = 16, SMALL_SIZES = 64, SMALL = EACH * SMALL_SIZES, LARGE = 9 };

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
    malloc_trim(0);
}

static bool is_open(int file)
{
    struct pollfd look = {.fd = file};

    return poll(&look, 1, 0) >= 0 && !(look.revents & POLLNVAL);
}

void soundness_note(struct soundness *soundness)
{
    soundness->bytes_used = bytes_used();
}

void soundness_insist(const struct soundness *soundness)
{
    shake_heap();
    if (bytes_used() > soundness->bytes_used + soundness->leak)
        _exit(PROCESS_NO_MEMORY);
    if (soundness->line >= 0 && !is_open(soundness->line))
        abort();
}
