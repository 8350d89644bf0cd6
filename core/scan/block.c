/* SPDX-License-Identifier: MIT */
/* Which bytes of 64 are in which sets, as bits. A vector of 16 tables' entries is looked up by the
 * lower halves of 16 or 32 bytes at once (D. Lemire and G. Langdale, simdjson; Intel's Hyperscan).
 */
#include "scan/block.h"

#include "scan/vectors.h"

void block_sets_add(struct block_sets *sets, size_t which, const struct byte_set *members)
{
    for (unsigned byte = 0; byte < 0x80; byte++)
        if (byte_set_has(members, byte))
            sets->uppers[which][byte & 15] |= (uint8_t)(1u << (byte >> 4));
    sets->has_others[which] |= (members->bits[2] | members->bits[3]) != 0;
}

static void read_plain(const struct block_sets *sets, const uint8_t bytes[BLOCK_SIZE],
                       uint64_t masks[BLOCK_SETS])
{
    for (size_t set = 0; set < BLOCK_SETS; set++) {
        masks[set] = 0;
        for (size_t i = 0; i < BLOCK_SIZE; i++) {
            uint8_t upper = bytes[i] >> 4;
            bool is_member =
                upper < 8 ? sets->uppers[set][bytes[i] & 15] >> upper & 1 : sets->has_others[set];

            masks[set] |= (uint64_t)is_member << i;
        }
    }
}

#if defined(__x86_64__)

/* An upper half's bit; a byte beyond ASCII has none. */
#define UPPER_BITS 1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0

AVX2 static void read_avx2(const struct block_sets *sets, const uint8_t bytes[BLOCK_SIZE],
                           uint64_t masks[BLOCK_SETS])
{
    const __m256i bits = _mm256_setr_epi8(UPPER_BITS, UPPER_BITS);
    const __m256i half = _mm256_set1_epi8(15);
    uint64_t found[BLOCK_SETS] = {0};
    uint64_t others = 0;

    for (size_t i = 0; i < BLOCK_SIZE; i += 32) {
        __m256i text = _mm256_loadu_si256((const void *)(bytes + i));
        __m256i uppers =
            _mm256_shuffle_epi8(bits, _mm256_and_si256(_mm256_srli_epi16(text, 4), half));

        for (size_t set = 0; set < BLOCK_SETS; set++) {
            __m256i table =
                _mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)sets->uppers[set]));
            __m256i common = _mm256_and_si256(_mm256_shuffle_epi8(table, text), uppers);
            __m256i absent = _mm256_cmpeq_epi8(common, _mm256_setzero_si256());

            found[set] |= (uint64_t) ~(uint32_t)_mm256_movemask_epi8(absent) << i;
        }
        others |= (uint64_t)(uint32_t)_mm256_movemask_epi8(text) << i;
    }
    for (size_t set = 0; set < BLOCK_SETS; set++)
        masks[set] = found[set] | (sets->has_others[set] ? others : 0);
}

SSSE3 static void read_ssse3(const struct block_sets *sets, const uint8_t bytes[BLOCK_SIZE],
                             uint64_t masks[BLOCK_SETS])
{
    const __m128i bits = _mm_setr_epi8(UPPER_BITS);
    const __m128i half = _mm_set1_epi8(15);
    uint64_t found[BLOCK_SETS] = {0};
    uint64_t others = 0;

    for (size_t i = 0; i < BLOCK_SIZE; i += 16) {
        __m128i text = _mm_loadu_si128((const void *)(bytes + i));
        __m128i uppers = _mm_shuffle_epi8(bits, _mm_and_si128(_mm_srli_epi16(text, 4), half));

        for (size_t set = 0; set < BLOCK_SETS; set++) {
            __m128i table = _mm_loadu_si128((const void *)sets->uppers[set]);
            __m128i common = _mm_and_si128(_mm_shuffle_epi8(table, text), uppers);
            __m128i absent = _mm_cmpeq_epi8(common, _mm_setzero_si128());

            found[set] |= (uint64_t)(uint16_t)~_mm_movemask_epi8(absent) << i;
        }
        others |= (uint64_t)(uint16_t)_mm_movemask_epi8(text) << i;
    }
    for (size_t set = 0; set < BLOCK_SETS; set++)
        masks[set] = found[set] | (sets->has_others[set] ? others : 0);
}

#elif defined(__aarch64__)

static void read_neon(const struct block_sets *sets, const uint8_t bytes[BLOCK_SIZE],
                      uint64_t masks[BLOCK_SETS])
{
    static const uint8_t upper_bits[16] = {1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t bits = vld1q_u8(upper_bits);
    uint64_t others = 0;

    for (size_t set = 0; set < BLOCK_SETS; set++)
        masks[set] = 0;
    for (size_t i = 0; i < BLOCK_SIZE; i += 16) {
        uint8x16_t text = vld1q_u8(bytes + i);
        uint8x16_t uppers = vqtbl1q_u8(bits, vshrq_n_u8(text, 4));

        for (size_t set = 0; set < BLOCK_SETS; set++) {
            uint8x16_t lowers =
                vqtbl1q_u8(vld1q_u8(sets->uppers[set]), vandq_u8(text, vdupq_n_u8(15)));

            masks[set] |= bits_of_neon(vtstq_u8(lowers, uppers)) << i;
        }
        others |= bits_of_neon(vcgeq_u8(text, vdupq_n_u8(0x80))) << i;
    }
    for (size_t set = 0; set < BLOCK_SETS; set++)
        masks[set] |= sets->has_others[set] ? others : 0;
}

#endif

static block_reader *const ways[WAYS] = {
    [WAY_PLAIN] = read_plain,
#if defined(__x86_64__)
    [WAY_SSSE3] = read_ssse3,
    [WAY_AVX2] = read_avx2,
#elif defined(__aarch64__)
    [WAY_NEON] = read_neon,
#endif
};

block_reader *block_reader_up_to(enum way most)
{
    while (!ways[most] || !way_is_here(most))
        most--;
    return ways[most];
}
