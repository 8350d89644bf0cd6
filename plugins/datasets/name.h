/* SPDX-License-Identifier: MIT */
/* One name, read to the left or to the right of a token. */
#ifndef DATASETS_NAME_H
#define DATASETS_NAME_H

#include "run.h"

/* No name has more bytes: each end of a name in a text without spaces, "QuarryVQA-FlintVQA-", would
 * else have the whole text read, and of a long name in brackets each word before it. */
enum { NAME_AT_MOST = 500 };

/* Whether a word says what a thing is like: "LLM-based", "PII-laced", "non-MNIST". */
bool is_quality(const struct sheet *sheet, size_t i);

/* Whether a word may stand in a name. */
bool is_namely(const struct sheet *sheet, size_t i);

/* A number or a version that may go on with a name: 2012, 10k, v2. */
bool is_name_number(const struct sheet *sheet, size_t i);

/* Whether a word is a year from 1900 to 2099. */
bool is_year(struct lap_str word);

/* The name that ends before a token, the one that begins with it; empty where there is none. */
struct run name_before(const struct sheet *sheet, size_t end);
struct run name_after(const struct sheet *sheet, size_t begin);

#endif
