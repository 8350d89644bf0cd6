/* SPDX-License-Identifier: MIT */
/* SHA-256 in hexadecimal, over Nettle. */
#ifndef LAPIDARY_TEXT_DIGEST_H
#define LAPIDARY_TEXT_DIGEST_H

#include <stdint.h>

#include "text/str.h"

struct digest;

struct digest *digest_begin(void);
void digest_add(struct digest *digest, struct lap_str bytes);
/* Writes the 64 hexadecimal digits of what was added so far, and a NUL; more may be added. */
void digest_so_far(const struct digest *digest, char hex[65]);

/* Writes 64 hexadecimal digits and a NUL, and frees the digest. */
void digest_end(struct digest *digest, char hex[65]);

/* The same of one text. */
void digest_of(struct lap_str text, char hex[65]);

/* The first 8 bytes of the SHA-256 of text. digest is one that nothing was added to, and is so
 * again afterwards: it spares memory for each of many short texts. */
uint64_t digest_key(struct digest *digest, struct lap_str text);

#endif
