/* SPDX-License-Identifier: MIT */
/* What a description says of a paper. */
#ifndef FEED_DESCRIPTION_H
#define FEED_DESCRIPTION_H

#include <lapidary/plugin.h>

struct description {
    struct lap_str abstract;
    struct lap_str authors; /* their names; absent where it has none */
};

/* Each line of text is a paragraph. */
struct description description_of(struct lap_str text);

#endif
