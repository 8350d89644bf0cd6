/* SPDX-License-Identifier: MIT */
/* Compares a text with a name, hyphens and spaces being alike. */
#include "spelling.h"

#include "text.h"
#include "token.h"

/* Letters before and after this place belong to two parts, so that a hyphen may stand between. */
static bool is_seam(struct lap_str surface, size_t at)
{
    return at > 0 && at < surface.size && is_letter((unsigned char)surface.bytes[at - 1]) &&
           is_digit((unsigned char)surface.bytes[at]);
}

bool is_gap(unsigned char byte)
{
    return byte == '-' || byte == ' ';
}

size_t mention_end(struct lap_str text, size_t at, struct lap_str surface)
{
    size_t i = 0;

    while (i < surface.size) {
        if (byte_at(text, at) == (unsigned char)surface.bytes[i]) {
            at++;
            i++;
        } else if (is_gap((unsigned char)surface.bytes[i])) {
            at += is_gap(byte_at(text, at));
            i++;
        } else if (is_gap(byte_at(text, at)) && is_seam(surface, i)) {
            at++;
        } else {
            return 0;
        }
    }
    unsigned char after = byte_at(text, at), next = byte_at(text, at + 1);
    bool goes_on = word_char(text, at) != 0 || after == '+' ||
                   (after == '-' && (is_upper(next) || is_digit(next)));
    return goes_on ? 0 : at;
}
