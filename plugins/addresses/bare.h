/* SPDX-License-Identifier: MIT */
/* Addresses without a scheme: "pebbles.example.org/sort". */
#ifndef ADDRESSES_BARE_H
#define ADDRESSES_BARE_H

#include <stddef.h>

#include <lapidary/plugin.h>

/* Where the host begins whose last dot stands at dot. */
size_t host_start(struct lap_str text, size_t dot);

/* Why what stands from start is no address, or NULL where it is one. A company's name (Amazon.com)
 * looks like a host: without a path it takes more to be an address. */
const char *fault_of_bare(struct lap_str text, size_t start, size_t host_end, size_t end);

#endif
