/* SPDX-License-Identifier: MIT */
/* Pages of HTML that a program makes of data which stands in attributes of them, as JSON. */
#ifndef LAPIDARY_JSONL_PAGE_H
#define LAPIDARY_JSONL_PAGE_H

#include <stdbool.h>

#include <lapidary/plugin.h>

/* Gives the records of a page: state is that of objects_read(), targets says of which elements the
 * data is read, by their data-target, with | between them. */
int page_read(const struct lap_host *host, struct lap_call *call, const void *state,
              struct lap_str targets, struct lap_str page);

/* Whether one of these elements begins in the bytes of a page, which may break off anywhere. */
bool page_has_data(struct lap_str targets, struct lap_str page);

#endif
