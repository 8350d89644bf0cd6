/* SPDX-License-Identifier: MIT */
/* What is asked of texts. */
#ifndef FEED_TEXT_H
#define FEED_TEXT_H

#include <stdbool.h>

#include <lapidary/plugin.h>

bool is_digit(char c);
bool is_letter(char c); /* of ASCII */

bool starts_with(struct lap_str text, const char *start);

/* The text without its first bytes. */
struct lap_str without_first(struct lap_str text, size_t size);

/* The text without white space at its ends. */
struct lap_str trimmed(struct lap_str text);

/* How many digits text begins with. */
size_t digit_count(struct lap_str text);

#endif
