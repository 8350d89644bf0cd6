/* SPDX-License-Identifier: MIT */
/* What an accelerator is compared with: another, by its name. */
#ifndef HARDWARE_RIVAL_H
#define HARDWARE_RIVAL_H

#include <stddef.h>

#include <lapidary/plugin.h>

/* The name before "accelerator", where a word of comparison or an article stands before it; empty
 * where there is none. */
struct lap_span rival_name(struct lap_str text, size_t accelerator);

#endif
