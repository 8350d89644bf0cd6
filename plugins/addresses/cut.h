/* SPDX-License-Identifier: MIT */
/* Cuts an address free of what clings to it, and writes it as it is meant. */
#ifndef ADDRESSES_CUT_H
#define ADDRESSES_CUT_H

#include <stddef.h>

#include <lapidary/plugin.h>

/* Where the address that begins text ends: before a bracket without its fellow, and before the
 * punctuation that follows. */
size_t address_size(struct lap_str text);

/* Head and then the written text as it is meant. Absent where there is no more memory. */
struct lap_str plain_text(const struct lap_host *host, struct lap_call *call, const char *head,
                          struct lap_str written);

#endif
