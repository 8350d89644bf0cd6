/* SPDX-License-Identifier: MIT */
/* Dates: finding one at the beginning of a text, and writing it in the manner of ISO 8601. */
#include "date.h"

#include <string.h>

#include "text.h"

enum { MONTH_SIZE = 4, YEAR_SIZE = 6 }; /* `Sep ` and `, 2024` */

static const char *const months[] = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
};

unsigned month_of(struct lap_str text)
{
    for (unsigned i = 0; i < sizeof months / sizeof *months; i++)
        if (starts_with(text, months[i]))
            return i + 1;
    return 0;
}

char *write_month_and_day(char *to, unsigned month, struct lap_str day)
{
    *to++ = '-';
    *to++ = (char)('0' + month / 10);
    *to++ = (char)('0' + month % 10);
    *to++ = '-';
    *to++ = day.size == 2 ? day.bytes[0] : '0';
    *to++ = day.bytes[day.size - 1];
    return to;
}

size_t date_size(struct lap_str text)
{
    struct lap_str rest;
    size_t digits;

    if (month_of(text) == 0 || text.size <= MONTH_SIZE || text.bytes[MONTH_SIZE - 1] != ' ')
        return 0;
    rest = without_first(text, MONTH_SIZE);
    digits = digit_count(rest);
    if (digits == 0)
        return 0;
    digits = digits > 2 ? 2 : digits;
    rest = without_first(rest, digits);
    if (starts_with(rest, ", ") && digit_count(without_first(rest, 2)) >= YEAR_SIZE - 2)
        return MONTH_SIZE + digits + YEAR_SIZE;
    return MONTH_SIZE + digits;
}

struct lap_str iso_date(struct lap_str date, char room[ISO_DATE_SIZE])
{
    struct lap_str day = without_first(date, MONTH_SIZE);
    bool has_year = day.size > YEAR_SIZE;
    char *to = room;

    if (has_year)
        memcpy(to, date.bytes + date.size - 4, 4);
    else
        *to = '-';
    to += has_year ? 4 : 1;
    day.size = digit_count(day);
    to = write_month_and_day(to, month_of(date), day);
    return (struct lap_str){room, (size_t)(to - room)};
}
