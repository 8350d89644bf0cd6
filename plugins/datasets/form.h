/* SPDX-License-Identifier: MIT */
/* Names that say by their own end what they are: "XBench". */
#ifndef DATASETS_FORM_H
#define DATASETS_FORM_H

#include "reading.h"

/* A word whose end names data: the whole name around it. */
int from_form(struct reading *reading, const struct sheet *sheet, const struct lap_match *match);

#endif
