/* SPDX-License-Identifier: MIT */
/*
 * What a figure is about, as far as its own words say it.
 */
#ifndef GAINS_WEIGH_H
#define GAINS_WEIGH_H

#include "figure.h"

/* Looks around the figure and settles it where its own words tell enough. */
void weigh(const struct sentence *sentence, struct figure *figure);
/* Decides by the figure's sense whether it is a gain: sets its metric, or the reason why not. */
void settle(struct figure *figure);

#endif
