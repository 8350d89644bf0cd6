/* SPDX-License-Identifier: MIT */
/* What the beginning of a text, which may break off anywhere, shows of a feed. */
#ifndef FEED_GLIMPSE_H
#define FEED_GLIMPSE_H

#include <stdbool.h>

#include "names.h"

struct glimpse {
    enum root root;
    bool has_item;
};

struct glimpse glimpse_of(struct lap_str head);

#endif
