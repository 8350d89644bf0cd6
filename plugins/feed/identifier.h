/* SPDX-License-Identifier: MIT */
/* Papers of arXiv by their addresses. */
#ifndef FEED_IDENTIFIER_H
#define FEED_IDENTIFIER_H

#include <lapidary/plugin.h>

/* The size of an identifier as they are since 2007, 2105.00017, that text begins with; else 0. */
size_t arxiv_number_size(struct lap_str text);

/* The identifier of arXiv, without a version, of the paper that stands at an address of arXiv or of
 * Hugging Face's papers; absent where it is no such address. */
struct lap_str arxiv_identifier(struct lap_str address);

#endif
