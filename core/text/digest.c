/* SPDX-License-Identifier: MIT */
/* SHA-256 in hexadecimal, over OpenSSL's libcrypto. */
#include "text/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

#include "text/memory.h"

struct digest {
    EVP_MD_CTX *context;
};

/* libcrypto does not everywhere look whether it got memory: it gets what there must be, unless
 * another library called it first. */
static void *take(size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    return memory_take(1, size);
}

static void *grow(void *block, size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    return memory_grow(block, size, 1);
}

static void give_back(void *block, const char *file, int line)
{
    (void)file;
    (void)line;
    free(block);
}

/* libcrypto fails here only where it has no memory or no SHA-256 at all. */
static void insist(int is_done)
{
    if (is_done != 1) {
        fputs("lapidary: libcrypto gives no SHA-256; install a libcrypto (libssl3) that does\n",
              stderr);
        _Exit(3);
    }
}

static EVP_MD *found;

static void forget_sha256(void)
{
    EVP_MD_free(found);
}

/* libcrypto looks the algorithm up by its name each time unless it is told the one found before. */
static const EVP_MD *sha256(void)
{
    if (!found) {
        CRYPTO_set_mem_functions(take, grow, give_back);
        found = EVP_MD_fetch(NULL, "SHA256", NULL);
        atexit(forget_sha256);
    }
    insist(found != NULL);
    return found;
}

struct digest *digest_begin(void)
{
    struct digest *digest = memory_take(1, sizeof *digest);
    const EVP_MD *algorithm = sha256();

    digest->context = EVP_MD_CTX_new();
    insist(digest->context && EVP_DigestInit_ex(digest->context, algorithm, NULL) == 1);
    return digest;
}

void digest_add(struct digest *digest, struct lap_str bytes)
{
    insist(EVP_DigestUpdate(digest->context, bytes.bytes, bytes.size));
}

/* Ends the context, which frees it. */
static void end_context(EVP_MD_CTX *context, char hex[65])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char sum[EVP_MAX_MD_SIZE];

    insist(EVP_DigestFinal_ex(context, sum, NULL));
    for (size_t i = 0; i < 64; i++)
        hex[i] = digits[i % 2 ? sum[i / 2] & 15 : sum[i / 2] >> 4];
    hex[64] = '\0';
    EVP_MD_CTX_free(context);
}

void digest_so_far(const struct digest *digest, char hex[65])
{
    EVP_MD_CTX *copy = EVP_MD_CTX_new();

    insist(copy && EVP_MD_CTX_copy_ex(copy, digest->context) == 1);
    end_context(copy, hex);
}

void digest_end(struct digest *digest, char hex[65])
{
    end_context(digest->context, hex);
    free(digest);
}

uint64_t digest_key(struct digest *digest, struct lap_str text)
{
    unsigned char sum[EVP_MAX_MD_SIZE];
    uint64_t key = 0;

    digest_add(digest, text);
    insist(EVP_DigestFinal_ex(digest->context, sum, NULL));
    insist(EVP_DigestInit_ex(digest->context, NULL, NULL));
    for (size_t i = 0; i < sizeof key; i++)
        key = key << 8 | sum[i];
    return key;
}
