/* SPDX-License-Identifier: MIT */
/* SHA-256 in hexadecimal, over Nettle: OpenSSL's libcrypto is as fast over long texts, but takes 3
 * ms to be loaded and to find its SHA-256, a tenth of a short run. */
#include "text/digest.h"

#include <nettle/sha2.h>
#include <stdlib.h>

#include "process/memory.h"

struct digest {
    struct sha256_ctx context;
};

struct digest *digest_begin(void)
{
    struct digest *digest = memory_take(1, sizeof *digest);

    sha256_init(&digest->context);
    return digest;
}

void digest_add(struct digest *digest, struct lap_str bytes)
{
    sha256_update(&digest->context, bytes.size, (const uint8_t *)bytes.bytes);
}

void digest_so_far(const struct digest *digest, char hex[65])
{
    static const char digits[] = "0123456789abcdef";
    struct sha256_ctx copy = digest->context;
    uint8_t sum[SHA256_DIGEST_SIZE];

    sha256_digest(&copy, sizeof sum, sum);
    for (size_t i = 0; i < 64; i++)
        hex[i] = digits[i % 2 ? sum[i / 2] & 15 : sum[i / 2] >> 4];
    hex[64] = '\0';
}

void digest_end(struct digest *digest, char hex[65])
{
    digest_so_far(digest, hex);
    free(digest);
}

void digest_of(struct lap_str text, char hex[65])
{
    struct digest *digest = digest_begin();

    digest_add(digest, text);
    digest_end(digest, hex);
}

uint64_t digest_key(struct digest *digest, struct lap_str text)
{
    uint8_t sum[SHA256_DIGEST_SIZE];
    uint64_t key = 0;

    digest_add(digest, text);
    sha256_digest(&digest->context, sizeof sum, sum); /* begins anew, too */
    for (size_t i = 0; i < sizeof key; i++)
        key = key << 8 | sum[i];
    return key;
}
