/* SPDX-License-Identifier: MIT */
/* A first test of the places of a text, 64 at once, as Teddy of Intel's Hyperscan does it: tables
 * say of each code which groups have it before a place, there, one byte on and two, and a place
 * passes where one group is in all four. */
#include "scan/group.h"

#include "scan/vectors.h"

static size_t test_plain(const struct groups *groups, const uint8_t *codes, size_t blocks,
                         uint16_t *places)
{
    size_t count = 0;

    for (size_t i = 0; i < CODE_BLOCK * blocks; i++) {
        const uint8_t *at = codes + i;

        places[count] = (uint16_t)i; /* stays where it passes */
        count += (groups->of[GROUP_BEFORE][at[-1]] & groups->of[GROUP_FIRST][at[0]] &
                  groups->of[GROUP_SECOND][at[1]] & groups->of[GROUP_THIRD][at[2]]) != 0;
    }
    return count;
}

#if defined(__x86_64__) || defined(__aarch64__)

/* Puts the places of a mask; gives their number. */
static size_t put_places(uint64_t mask, size_t at, uint16_t *places)
{
    size_t count = 0;

    for (; mask; mask &= mask - 1)
        places[count++] = (uint16_t)(at + (size_t)__builtin_ctzll(mask));
    return count;
}

#endif

#if defined(__x86_64__)

static const uint8_t numbers_in_block[CODE_BLOCK] = {
    0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
    22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
    44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};

/* A table of 64 entries is one vector, and a mask takes the numbers of its bits together. */
AVX512 static size_t test_avx512(const struct groups *groups, const uint8_t *codes, size_t blocks,
                                 uint16_t *places)
{
    const __m512i before = _mm512_loadu_si512(groups->of[GROUP_BEFORE]);
    const __m512i first = _mm512_loadu_si512(groups->of[GROUP_FIRST]);
    const __m512i second = _mm512_loadu_si512(groups->of[GROUP_SECOND]);
    const __m512i third = _mm512_loadu_si512(groups->of[GROUP_THIRD]);
    const __m512i numbers = _mm512_loadu_si512(numbers_in_block);
    size_t count = 0;

    for (size_t i = 0; i < CODE_BLOCK * blocks; i += CODE_BLOCK) {
        __m512i a = _mm512_permutexvar_epi8(_mm512_loadu_si512(codes + i - 1), before);
        __m512i b = _mm512_permutexvar_epi8(_mm512_loadu_si512(codes + i), first);
        __m512i c = _mm512_permutexvar_epi8(_mm512_loadu_si512(codes + i + 1), second);
        __m512i d = _mm512_permutexvar_epi8(_mm512_loadu_si512(codes + i + 2), third);
        __mmask64 passes = _mm512_test_epi8_mask(_mm512_and_si512(a, b), _mm512_and_si512(c, d));
        __m512i found = _mm512_maskz_compress_epi8(passes, numbers);
        __m512i base = _mm512_set1_epi16((short)i);
        __m512i lower = _mm512_cvtepu8_epi16(_mm512_castsi512_si256(found));
        __m512i upper = _mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64(found, 1));

        _mm512_storeu_si512(places + count, _mm512_add_epi16(lower, base));
        _mm512_storeu_si512(places + count + 32, _mm512_add_epi16(upper, base));
        count += (size_t)__builtin_popcountll(passes);
    }
    return count;
}

/* 32 entries: each 16 of them twice in a vector, whose halves are shuffled by themselves. */
struct table_avx2 {
    __m256i lower;
    __m256i upper;
};

AVX2 static inline struct table_avx2 table_avx2(const uint8_t entries[CODES])
{
    const __m128i *halves = (const void *)entries;

    return (struct table_avx2){_mm256_broadcastsi128_si256(_mm_loadu_si128(halves)),
                               _mm256_broadcastsi128_si256(_mm_loadu_si128(halves + 1))};
}

AVX2 static inline __m256i load_avx2(const uint8_t *codes)
{
    return _mm256_loadu_si256((const void *)codes);
}

/* A shuffle looks up by the lower four bits of a code; the next bit, shifted to where a blend looks
 * for it, chooses one of two. */
AVX2 static inline __m256i look_up_avx2(struct table_avx2 table, __m256i codes)
{
    return _mm256_blendv_epi8(_mm256_shuffle_epi8(table.lower, codes),
                              _mm256_shuffle_epi8(table.upper, codes), _mm256_slli_epi16(codes, 3));
}

/* Eight places at once, be there fewer: those are written over, where a branch for each would often
 * be foretold wrongly. */
AVX2 static inline size_t put_places_avx2(uint64_t mask, size_t at, uint16_t *places)
{
    size_t count = (size_t)__builtin_popcountll(mask);

    do {
        for (size_t i = 0; i < 8; i++) {
            *places++ = (uint16_t)(at + _tzcnt_u64(mask));
            mask = _blsr_u64(mask);
        }
    } while (mask);
    return count;
}

AVX2 static size_t test_avx2(const struct groups *groups, const uint8_t *codes, size_t blocks,
                             uint16_t *places)
{
    const struct table_avx2 before = table_avx2(groups->of[GROUP_BEFORE]);
    const struct table_avx2 first = table_avx2(groups->of[GROUP_FIRST]);
    const struct table_avx2 first_upper = table_avx2(groups->of[GROUP_FIRST] + CODE_UPPER);
    const struct table_avx2 second = table_avx2(groups->of[GROUP_SECOND]);
    const struct table_avx2 third = table_avx2(groups->of[GROUP_THIRD]);
    uint64_t mask = 0;
    size_t count = 0;

    for (size_t i = 0; i < CODE_BLOCK * blocks; i += 32) {
        __m256i at = load_avx2(codes + i);
        __m256i a = look_up_avx2(before, load_avx2(codes + i - 1));
        __m256i b = _mm256_blendv_epi8(look_up_avx2(first, at), look_up_avx2(first_upper, at),
                                       _mm256_slli_epi16(at, 2));
        __m256i c = look_up_avx2(second, load_avx2(codes + i + 1));
        __m256i d = look_up_avx2(third, load_avx2(codes + i + 2));
        __m256i common = _mm256_and_si256(_mm256_and_si256(a, b), _mm256_and_si256(c, d));
        __m256i absent = _mm256_cmpeq_epi8(common, _mm256_setzero_si256());

        /* Two halves make a block. */
        mask = mask >> 32 | (uint64_t) ~(uint32_t)_mm256_movemask_epi8(absent) << 32;
        if (i % CODE_BLOCK)
            count += put_places_avx2(mask, i - 32, places + count);
    }
    return count;
}

SSSE3 static inline __m128i load_ssse3(const uint8_t *bytes)
{
    return _mm_loadu_si128((const void *)bytes);
}

/* Of two vectors the bytes that a code's bit says, which is shifted to bit 7. */
SSSE3 static inline __m128i choose_ssse3(__m128i if_0, __m128i if_1, __m128i shifted)
{
    __m128i is_1 = _mm_cmpgt_epi8(_mm_setzero_si128(), shifted);

    return _mm_or_si128(_mm_and_si128(is_1, if_1), _mm_andnot_si128(is_1, if_0));
}

SSSE3 static inline __m128i look_up_ssse3(const uint8_t entries[CODES], __m128i codes)
{
    return choose_ssse3(_mm_shuffle_epi8(load_ssse3(entries), codes),
                        _mm_shuffle_epi8(load_ssse3(entries + 16), codes),
                        _mm_slli_epi16(codes, 3));
}

SSSE3 static size_t test_ssse3(const struct groups *groups, const uint8_t *codes, size_t blocks,
                               uint16_t *places)
{
    const uint8_t *first = groups->of[GROUP_FIRST];
    size_t count = 0;

    for (size_t i = 0; i < CODE_BLOCK * blocks; i += 16) {
        __m128i at = load_ssse3(codes + i);
        __m128i a = look_up_ssse3(groups->of[GROUP_BEFORE], load_ssse3(codes + i - 1));
        __m128i b = choose_ssse3(look_up_ssse3(first, at), look_up_ssse3(first + CODE_UPPER, at),
                                 _mm_slli_epi16(at, 2));
        __m128i c = look_up_ssse3(groups->of[GROUP_SECOND], load_ssse3(codes + i + 1));
        __m128i d = look_up_ssse3(groups->of[GROUP_THIRD], load_ssse3(codes + i + 2));
        __m128i common = _mm_and_si128(_mm_and_si128(a, b), _mm_and_si128(c, d));
        __m128i absent = _mm_cmpeq_epi8(common, _mm_setzero_si128());

        count += put_places((uint16_t)~_mm_movemask_epi8(absent), i, places + count);
    }
    return count;
}

#elif defined(__aarch64__)

static size_t test_neon(const struct groups *groups, const uint8_t *codes, size_t blocks,
                        uint16_t *places)
{
    const uint8x16x4_t before = vld1q_u8_x4(groups->of[GROUP_BEFORE]);
    const uint8x16x4_t first = vld1q_u8_x4(groups->of[GROUP_FIRST]);
    const uint8x16x4_t second = vld1q_u8_x4(groups->of[GROUP_SECOND]);
    const uint8x16x4_t third = vld1q_u8_x4(groups->of[GROUP_THIRD]);
    size_t count = 0;

    for (size_t i = 0; i < CODE_BLOCK * blocks; i += 16) {
        uint8x16_t a = vqtbl4q_u8(before, vld1q_u8(codes + i - 1));
        uint8x16_t b = vqtbl4q_u8(first, vld1q_u8(codes + i));
        uint8x16_t c = vqtbl4q_u8(second, vld1q_u8(codes + i + 1));
        uint8x16_t d = vqtbl4q_u8(third, vld1q_u8(codes + i + 2));
        uint64_t mask = bits_of_neon(vtstq_u8(vandq_u8(a, b), vandq_u8(c, d)));

        count += put_places(mask, i, places + count);
    }
    return count;
}

#endif

static group_tester *const ways[WAYS] = {
    [WAY_PLAIN] = test_plain,
#if defined(__x86_64__)
    [WAY_SSSE3] = test_ssse3,
    [WAY_AVX2] = test_avx2,
    [WAY_AVX512] = test_avx512,
#elif defined(__aarch64__)
    [WAY_NEON] = test_neon,
#endif
};

group_tester *group_tester_up_to(enum way most)
{
    while (!ways[most] || !way_is_here(most))
        most--;
    return ways[most];
}
