/* SPDX-License-Identifier: MIT */
/*
 * Classes of words that stand around names. Each table is in lower case, but for method_ends, and
 * ended by NULL.
 */
#ifndef DATASETS_WORDS_H
#define DATASETS_WORDS_H

/* Words that begin a noun phrase; articles: those that stand before a name of its own. */
extern const char *const determiners[];
extern const char *const articles[];

/* Words that no noun phrase of English runs across. */
extern const char *const breaks[];

/* What a name stands for when it is no dataset. */
extern const char *const methods[];

/* Capitalised words that go on with a known name: "HumanEval Pro". */
extern const char *const variants[];

/* Ends of names that are models, methods or measures, whatever stands before. */
extern const char *const method_ends[];

#endif
