/* SPDX-License-Identifier: MIT */
/* Whether the program was built with a sanitizer, which has handlers, threads and findings of its
 * own. */
#ifndef LAPIDARY_PROCESS_SANITIZED_H
#define LAPIDARY_PROCESS_SANITIZED_H

#include <stdbool.h>

/* gcc says it by macros, clang by features. */
#if defined(__has_feature)
#define SANITIZED_WITH(feature) __has_feature(feature)
#else
#define SANITIZED_WITH(feature) 0
#endif

static inline bool is_sanitized(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) ||                               \
    SANITIZED_WITH(address_sanitizer) || SANITIZED_WITH(thread_sanitizer) ||                       \
    SANITIZED_WITH(memory_sanitizer)
    return true;
#else
    return false;
#endif
}

#endif
