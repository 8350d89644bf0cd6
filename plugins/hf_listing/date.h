/* SPDX-License-Identifier: MIT */
/* Dates as the page writes them, `Sep 28, 2024` or `Apr 3`, and as a record has them. */
#ifndef HF_LISTING_DATE_H
#define HF_LISTING_DATE_H

#include <stddef.h>

#include <lapidary/plugin.h>

enum { ISO_DATE_SIZE = sizeof "2024-09-28" - 1 };

/* The month, from 1, that text begins with; 0 where it begins with none. */
unsigned month_of(struct lap_str text);

/* Writes `-09-28`, the day being one digit or two, and gives its end. */
char *write_month_and_day(char *to, unsigned month, struct lap_str day);

/* The size of the date that text begins with: a month, a day and perhaps a year; else 0. */
size_t date_size(struct lap_str text);

/* The date in the manner of ISO 8601, written to room: `2024-09-28`, or `--04-03` without a year.
 * date is no longer than date_size says. */
struct lap_str iso_date(struct lap_str date, char room[ISO_DATE_SIZE]);

#endif
