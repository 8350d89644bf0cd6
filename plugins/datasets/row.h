/* SPDX-License-Identifier: MIT */
/* The rows of a mention. */
#ifndef DATASETS_ROW_H
#define DATASETS_ROW_H

#include "reading.h"
#include "run.h"

/* Writes a mention's row, and one for each further number: "CIFAR-10/100". */
int put_mention(struct reading *reading, size_t s, struct run run, struct lap_span span,
                const struct name *name);

#endif
