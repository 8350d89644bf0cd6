/* SPDX-License-Identifier: MIT */
/* What functions of the ways by vectors are written with: the processors' own operations, and the
 * marks of those functions that need a way. */
#ifndef LAPIDARY_SCAN_VECTORS_H
#define LAPIDARY_SCAN_VECTORS_H

#include <stdint.h>

#if defined(__x86_64__)

#include <immintrin.h>

#define SSSE3 __attribute__((target("ssse3")))
#define AVX2 __attribute__((target("avx2,bmi,popcnt")))
#define AVX512 __attribute__((target("avx512bw,avx512vbmi,avx512vbmi2,popcnt")))

#elif defined(__aarch64__)

#include <arm_neon.h>

/* One bit for each byte that is 0xFF and not 0. */
static inline uint64_t bits_of_neon(uint8x16_t vector)
{
    static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t weighted = vandq_u8(vector, vld1q_u8(weights));

    return (uint64_t)vaddv_u8(vget_low_u8(weighted)) | (uint64_t)vaddv_u8(vget_high_u8(weighted))
                                                           << 8;
}

#endif

#endif
