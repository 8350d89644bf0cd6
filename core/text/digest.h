/* SPDX-License-Identifier: MIT */
/* SHA-256 in hexadecimal, over OpenSSL's libcrypto. */
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

/* The first 16 bytes of the SHA-256 of text: a key that no two texts share. */
void digest_key(struct lap_str text, uint8_t key[16]);

#endif
