/* SPDX-License-Identifier: MIT */
/* Bytes of a text, and words compared with tables of words. */
#ifndef DATASETS_TEXT_H
#define DATASETS_TEXT_H

#include <lapidary/plugin.h>

#include <stdbool.h>

/* Of A to Z the small letter, of any other byte the byte itself. */
unsigned char lower(unsigned char byte);

/* Classes of bytes. Only A to Z are upper case; every byte of a letter beyond ASCII is a letter. */
bool is_upper(unsigned char byte);
bool is_lower(unsigned char byte);
bool is_digit(unsigned char byte);
bool is_letter(unsigned char byte);
bool is_alnum(unsigned char byte);

/* The byte at a place, 0 beyond the end. */
unsigned char byte_at(struct lap_str text, size_t at);

/* The part borrows the text. */
struct lap_str part_of(struct lap_str text, struct lap_span span);

/* Whether a word is in a table of words, upper and lower case being alike. */
bool is_in(const char *const *words, struct lap_str word);

/* Whether a word ends with one of the table, case and all. */
bool has_end(const char *const *ends, struct lap_str word);

#endif
