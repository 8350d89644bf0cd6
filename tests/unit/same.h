/* SPDX-License-Identifier: MIT */
/* Texts compared by all of their bytes, NUL too. Included behind <cmocka.h>. */
#ifndef LAPIDARY_TESTS_SAME_H
#define LAPIDARY_TESTS_SAME_H

#include "text/str.h"

static inline void assert_str_equal(struct lap_str got, struct lap_str wanted)
{
    assert_int_equal(got.size, wanted.size);
    assert_memory_equal(got.bytes ? got.bytes : "", wanted.bytes ? wanted.bytes : "", wanted.size);
}

#endif
