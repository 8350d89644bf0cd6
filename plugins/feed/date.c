/* SPDX-License-Identifier: MIT */
/* Dates: `Tue, 06 May 2031 07:08:09 +0000` and `2031-05-06T07:08:09Z` are 2031-05-06. */
#include "date.h"

#include <string.h>

#include "../hf_listing/text.h"

static bool is_behind_date(struct lap_str rest)
{
    return rest.size == 0 || memchr("T \t\n", rest.bytes[0], 4);
}

static bool is_iso(struct lap_str text)
{
    static const char form[] = "0000-00-00";

    if (text.size < ISO_DATE_SIZE)
        return false;
    for (size_t i = 0; i < ISO_DATE_SIZE; i++)
        if (form[i] == '0' ? !is_digit(text.bytes[i]) : text.bytes[i] != form[i])
            return false;
    return is_behind_date(without_first(text, ISO_DATE_SIZE));
}

/* Takes the word that text begins with, and the white space behind it. */
static struct lap_str take_word(struct lap_str *text)
{
    size_t size = 0;
    struct lap_str word;

    while (size < text->size && lap_white_size(*text, size) == 0)
        size++;
    word = (struct lap_str){text->bytes, size};
    *text = trimmed(without_first(*text, size));
    return word;
}

/* A date of letters once had but two digits of its year (RFC 2822, 4.3). */
static const char *century_of(struct lap_str year)
{
    if (year.size != 2)
        return "";
    return year.bytes[0] < '5' ? "20" : "19";
}

static struct lap_str write_date(char room[ISO_DATE_SIZE], struct lap_str year, unsigned month,
                                 struct lap_str day)
{
    const char *century = century_of(year);
    size_t size = strlen(century);

    memcpy(room, century, size);
    memcpy(room + size, year.bytes, year.size);
    write_month_and_day(room + 4, month, day);
    return (struct lap_str){room, ISO_DATE_SIZE};
}

static bool is_number(struct lap_str word, size_t least, size_t most)
{
    return word.size >= least && word.size <= most && digit_count(word) == word.size;
}

struct lap_str date_of(struct lap_str text, char room[ISO_DATE_SIZE])
{
    struct lap_str rest = text;
    struct lap_str day;
    struct lap_str word;
    struct lap_str year;
    unsigned month;

    if (text.size == 0)
        return text;
    if (is_iso(text))
        return (struct lap_str){text.bytes, ISO_DATE_SIZE};
    day = take_word(&rest);
    if (day.size && day.bytes[day.size - 1] == ',')
        day = take_word(&rest);
    word = take_word(&rest);
    month = word.size == 3 ? month_of(word) : 0;
    year = take_word(&rest);
    if (!is_number(day, 1, 2) || month == 0 || !is_number(year, 2, 4) || year.size == 3)
        return text;
    return write_date(room, year, month, day);
}
