/* SPDX-License-Identifier: MIT */
/* Dates of papers: RSS has those of letters (RFC 822), Atom those of ISO 8601. */
#ifndef FEED_DATE_H
#define FEED_DATE_H

#include "../hf_listing/date.h"

/* The date alone in the manner of ISO 8601, if need be written to room; what is no date as it
 * stands. */
struct lap_str date_of(struct lap_str text, char room[ISO_DATE_SIZE]);

#endif
