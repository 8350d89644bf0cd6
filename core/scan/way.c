/* SPDX-License-Identifier: MIT */
/* Asks the processor which ways it has. */
#include "scan/way.h"

bool way_is_here(enum way way)
{
#if defined(__x86_64__)
    __builtin_cpu_init();
#endif
    switch (way) {
    case WAY_PLAIN:
        return true;
#if defined(__x86_64__)
    case WAY_SSSE3:
        return __builtin_cpu_supports("ssse3");
    case WAY_AVX2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
               __builtin_cpu_supports("popcnt");
    case WAY_AVX512:
        return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi") &&
               __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("popcnt");
#elif defined(__aarch64__)
    case WAY_NEON:
        return true;
#endif
    default:
        return false;
    }
}
