/* SPDX-License-Identifier: MIT */
/* UTF-8: folding a text as contract demands, counting code points, and telling letters. */
#ifndef LAPIDARY_TEXT_UTF8_H
#define LAPIDARY_TEXT_UTF8_H

#include <stdint.h>

#include "text/buffer.h"

/* U+FFFD: what stands for bytes that are no UTF-8. */
#define UTF8_REPLACEMENT "\xEF\xBF\xBD"

/* Decodes the code point at text.bytes[at] into *point and gives its size in bytes; 0 where no
 * valid UTF-8 stands there (Unicode 15, table 3-7). at < text.size. */
size_t utf8_decode(struct lap_str text, size_t at, uint32_t *point);

/* Adds raw to out as a field's text: each run of white space (Unicode's White_Space) is one space,
 * the ends are trimmed, and what is no UTF-8 (also NUL) is U+FFFD, one for each maximal piece as
 * Unicode advises. Gives the number of bytes that were replaced. */
size_t utf8_fold(struct buffer *out, struct lap_str raw);

/* Adds raw to out as it stands, but for what is no UTF-8: U+FFFD, as above. */
void utf8_repair(struct buffer *out, struct lap_str raw);

/* The size of text without the white space at its end; 0 where there is nothing else. */
size_t utf8_trimmed_size(struct lap_str text);

/* False where text ends with the beginning of a code point. */
bool utf8_ends_whole(struct lap_str text);

/* True where text is valid UTF-8 without a NUL. */
bool utf8_is_clean(struct lap_str text);

/* How many code points valid text has. */
size_t utf8_count(struct lap_str text);

/* Where the point begins that is `points` code points before or behind the byte `at`; stops at the
 * ends of the text. */
size_t utf8_back(struct lap_str text, size_t at, size_t points);
size_t utf8_forward(struct lap_str text, size_t at, size_t points);

/* True where `at` is the text's end or the first byte of a code point. */
bool utf8_is_boundary(struct lap_str text, size_t at);

/* True for letters, digits and `_`: ASCII's, and of the rest all but the blocks of punctuation,
 * symbols and spaces. */
bool utf8_is_word(uint32_t point);

/* True where a letter, digit or `_` stands right before or right at the byte `at` of valid text. */
bool utf8_has_word_before(struct lap_str text, size_t at);
bool utf8_has_word_at(struct lap_str text, size_t at);

#endif
