/* SPDX-License-Identifier: MIT */
/* What the words of a link say: without images, and without what Markdown writes for signs. */
#ifndef HF_LINKS_WORDS_H
#define HF_LINKS_WORDS_H

#include <lapidary/plugin.h>

/* The words of a link in Markdown as they are meant. Absent where there is no memory for them. */
struct lap_str plain_words(const struct lap_host *host, struct lap_call *call,
                           struct lap_str words);

#endif
