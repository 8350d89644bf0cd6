/* SPDX-License-Identifier: MIT */
/* Named classes within a class of a regular expression: [[:alpha:]]. */
#ifndef LAPIDARY_DECLARE_POSIX_CLASS_H
#define LAPIDARY_DECLARE_POSIX_CLASS_H

/* Behind the named class that begins at `at`, of whatever name; NULL where none does, as PCRE2 sees
 * it (check_posix_syntax() of pcre2_compile.c): one ends before any ] and any other [: does. */
const char *posix_class_end(const char *at);

#endif
