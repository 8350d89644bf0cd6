/* SPDX-License-Identifier: MIT */
/* Whether a call into a plugin left its process sound: its heap, its memory, its line. What is
 * broken there shows itself later otherwise, when somebody else is at work. */
#ifndef LAPIDARY_WORKERS_SOUNDNESS_H
#define LAPIDARY_WORKERS_SOUNDNESS_H

#include <stddef.h>
#include <stdint.h>

struct soundness {
    int line;          /* a descriptor that must be open; -1: none */
    uint64_t leak;     /* bytes more in use behind one call that are too many */
    size_t bytes_used; /* before the call */
};

/* Before a call. */
void soundness_note(struct soundness *soundness);

/* Behind it: ends the process where it is not sound, as a crash or without memory would. */
void soundness_insist(const struct soundness *soundness);

#endif
