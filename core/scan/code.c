/* SPDX-License-Identifier: MIT */
/* Bytes as the sieve tells them apart. A vector instruction that shuffles 16 or 64 bytes is a table
 * of as many entries, in which each byte of another vector is looked up at once. */
#include "scan/code.h"

#include "scan/chance.h"
#include "scan/vectors.h"

enum { UPPER_BIT = 0x20 }; /* of a byte: small letters have it, capitals have not */

/* Of each byte of ASCII its code without CODE_UPPER. The rows from 0x40 and 0x60 are the same, and
 * those from 0x50 and 0x70, so that letters are looked up in the latter two alone. */
static const uint8_t ascii[8][16] = {
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},                 /* control characters */
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},                 /* ... */
    {28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 29, 30, 30}, /*  !"#$%&'()*+,-./ */
    {27, 27, 27, 27, 27, 27, 27, 27, 27, 27, 30, 30, 30, 30, 30, 30}, /* 0123456789:;<=>? */
    {30, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},          /* @ABCDEFGHIJKLMNO */
    {16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 30, 30, 30, 30, 30}, /* PQRSTUVWXYZ[\]^_ */
    {30, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},          /* `abcdefghijklmno */
    {16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 30, 30, 30, 30, 30}, /* pqrstuvwxyz{|}~ DEL */
};

uint32_t codes_of(const struct byte_set *set)
{
    static const uint64_t controls = UINT64_C(0xFFFFFFFF);
    static const uint64_t digits = UINT64_C(0x3FF) << '0';
    static const uint64_t blanks = UINT64_C(1) << ' ' | UINT64_C(1) << '-';
    static const uint64_t letters = UINT64_C(0x07FFFFFE07FFFFFE);
    uint32_t codes = (uint32_t)((set->bits[1] & letters) >> 32 | (set->bits[1] & letters));

    codes |= (uint32_t)((set->bits[0] & digits) != 0) << CODE_DIGIT;
    codes |= (uint32_t)(set->bits[0] >> ' ' & 1) << CODE_SPACE;
    codes |= (uint32_t)(set->bits[0] >> '-' & 1) << CODE_HYPHEN;
    codes |= (uint32_t)(set->bits[0] & ~controls & ~digits & ~blanks || set->bits[1] & ~letters)
             << CODE_ASCII;
    codes |= (uint32_t)(set->bits[0] & controls || set->bits[2] | set->bits[3]) << CODE_OTHER;
    return codes | (uint32_t)set->has_edge << CODE_EDGE;
}

uint64_t codes_and_upper_of(const struct byte_set *set)
{
    static const uint64_t without = UINT64_C(0xFFFFFFFF); /* UPPER_BIT, of each 64 bytes */
    const struct byte_set upper = {{without, without, without, without}, false};
    struct byte_set upper_members = byte_set_both(upper, set);
    struct byte_set members = byte_set_without(*set, &upper);

    return (uint64_t)codes_of(&upper_members) << CODE_UPPER | codes_of(&members);
}

struct code_chances code_chances(void)
{
    struct code_chances chances = {{0}, {0}};

    for (unsigned byte = 0; byte <= UINT8_MAX; byte++) {
        struct byte_set one = {{0}, false};

        byte_set_add(&one, byte);
        chances.of[__builtin_ctz(codes_of(&one))] += chance_of(&one);
        chances.of_first[__builtin_ctzll(codes_and_upper_of(&one))] += chance_of(&one);
    }
    return chances;
}

double chance_of_codes(const struct code_chances *chances, uint32_t codes)
{
    double chance = 0;

    for (; codes; codes &= codes - 1)
        chance += chances->of[__builtin_ctz(codes)];
    return chance;
}

static void give_plain(const uint8_t *bytes, size_t blocks, uint8_t *codes)
{
    for (size_t i = 0; i < CODE_BLOCK * blocks; i++) {
        uint8_t code = bytes[i] < 0x80 ? ascii[bytes[i] >> 4][bytes[i] & 15] : CODE_OTHER;

        codes[i] = (uint8_t)(code | (~bytes[i] & UPPER_BIT));
    }
}

#if defined(__x86_64__)

/* All of ASCII is one table, looked up by 64 bytes. */
AVX512 static void give_avx512(const uint8_t *bytes, size_t blocks, uint8_t *codes)
{
    const __m512i lower = _mm512_loadu_si512(ascii);
    const __m512i upper = _mm512_loadu_si512(ascii + 4);
    const __m512i upper_bit = _mm512_set1_epi8(UPPER_BIT);

    for (size_t i = 0; i < CODE_BLOCK * blocks; i += 64) {
        __m512i text = _mm512_loadu_si512(bytes + i);
        __mmask64 is_ascii = ~_mm512_movepi8_mask(text);
        __m512i code = _mm512_maskz_permutex2var_epi8(is_ascii, lower, text, upper);

        _mm512_storeu_si512(codes + i, _mm512_or_si512(code, _mm512_andnot_si512(text, upper_bit)));
    }
}

/* Added to a byte whose upper half was taken off by exclusive or: where that half was another one,
 * bit 7 becomes 1, for which a shuffle gives 0. */
enum { OUTSIDE = 0x70 };

/* Looks bytes up in the row of ASCII that they are of; 0 for others. */
AVX2 static inline __m256i look_up_avx2(uint8_t row, __m256i bytes)
{
    const __m256i table = _mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)ascii[row]));
    __m256i at = _mm256_xor_si256(bytes, _mm256_set1_epi8((char)(16 * row)));

    return _mm256_shuffle_epi8(table, _mm256_adds_epu8(at, _mm256_set1_epi8(OUTSIDE)));
}

AVX2 static void give_avx2(const uint8_t *bytes, size_t blocks, uint8_t *codes)
{
    const __m256i upper_bit = _mm256_set1_epi8(UPPER_BIT);

    for (size_t i = 0; i < CODE_BLOCK * blocks; i += 32) {
        __m256i text = _mm256_loadu_si256((const void *)(bytes + i));
        __m256i small = _mm256_or_si256(text, upper_bit);
        __m256i code = _mm256_or_si256(look_up_avx2(6, small), look_up_avx2(7, small));

        code = _mm256_or_si256(code, _mm256_or_si256(look_up_avx2(2, text), look_up_avx2(3, text)));
        code = _mm256_or_si256(code, _mm256_andnot_si256(text, upper_bit));
        _mm256_storeu_si256((void *)(codes + i), code);
    }
}

SSSE3 static inline __m128i look_up_ssse3(uint8_t row, __m128i bytes)
{
    const __m128i table = _mm_loadu_si128((const void *)ascii[row]);
    __m128i at = _mm_xor_si128(bytes, _mm_set1_epi8((char)(16 * row)));

    return _mm_shuffle_epi8(table, _mm_adds_epu8(at, _mm_set1_epi8(OUTSIDE)));
}

SSSE3 static void give_ssse3(const uint8_t *bytes, size_t blocks, uint8_t *codes)
{
    const __m128i upper_bit = _mm_set1_epi8(UPPER_BIT);

    for (size_t i = 0; i < CODE_BLOCK * blocks; i += 16) {
        __m128i text = _mm_loadu_si128((const void *)(bytes + i));
        __m128i small = _mm_or_si128(text, upper_bit);
        __m128i code = _mm_or_si128(look_up_ssse3(6, small), look_up_ssse3(7, small));

        code = _mm_or_si128(code, _mm_or_si128(look_up_ssse3(2, text), look_up_ssse3(3, text)));
        code = _mm_or_si128(code, _mm_andnot_si128(text, upper_bit));
        _mm_storeu_si128((void *)(codes + i), code);
    }
}

#elif defined(__aarch64__)

static void give_neon(const uint8_t *bytes, size_t blocks, uint8_t *codes)
{
    const uint8x16x4_t lower = vld1q_u8_x4((const uint8_t *)ascii);
    const uint8x16x4_t upper = vld1q_u8_x4((const uint8_t *)(ascii + 4));

    for (size_t i = 0; i < CODE_BLOCK * blocks; i += 16) {
        uint8x16_t text = vld1q_u8(bytes + i);
        uint8x16_t code = vqtbl4q_u8(lower, text); /* 0 where the byte is 64 or more */

        code = vqtbx4q_u8(code, upper, veorq_u8(text, vdupq_n_u8(64)));
        vst1q_u8(codes + i, vorrq_u8(code, vbicq_u8(vdupq_n_u8(UPPER_BIT), text)));
    }
}

#endif

static code_giver *const ways[WAYS] = {
    [WAY_PLAIN] = give_plain,
#if defined(__x86_64__)
    [WAY_SSSE3] = give_ssse3,
    [WAY_AVX2] = give_avx2,
    [WAY_AVX512] = give_avx512,
#elif defined(__aarch64__)
    [WAY_NEON] = give_neon,
#endif
};

code_giver *code_giver_up_to(enum way most)
{
    while (!ways[most] || !way_is_here(most))
        most--;
    return ways[most];
}
