/* SPDX-License-Identifier: MIT */
/* The page's chrome: the words above the papers that belong to none of them. */
#ifndef HF_LISTING_CHROME_H
#define HF_LISTING_CHROME_H

#include <stddef.h>

#include <lapidary/plugin.h>

/* The size of what text begins with and no paper would say; else 0. */
size_t plain_chrome_size(struct lap_str text);

/* The size of the one phrase of chrome that text begins with where its line stands beside chrome;
 * else 0. */
size_t phrase_size(struct lap_str text);

/* How much of a line that stands beside chrome is chrome. */
size_t chrome_size(struct lap_str text);

#endif
