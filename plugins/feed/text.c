/* SPDX-License-Identifier: MIT */
/* Small questions about texts. */
#include "text.h"

#include <string.h>

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

bool starts_with(struct lap_str text, const char *start)
{
    size_t size = strlen(start);

    return text.size >= size && memcmp(text.bytes, start, size) == 0;
}

struct lap_str without_first(struct lap_str text, size_t size)
{
    return (struct lap_str){text.bytes + size, text.size - size};
}

/* The place where the text's last character begins. */
static size_t last_start(struct lap_str text)
{
    size_t at = text.size - 1;

    while (at > 0 && (text.bytes[at] & 0xC0) == 0x80)
        at--;
    return at;
}

struct lap_str trimmed(struct lap_str text)
{
    size_t white;

    while (text.size && (white = lap_white_size(text, 0)) > 0)
        text = without_first(text, white);
    while (text.size && lap_white_size(text, last_start(text)) > 0)
        text.size = last_start(text);
    return text;
}

size_t digit_count(struct lap_str text)
{
    size_t count = 0;

    while (count < text.size && is_digit(text.bytes[count]))
        count++;
    return count;
}
