/* SPDX-License-Identifier: MIT */
/* Weighs what may be a name on the evidence for it, and accepts it or not. */
#ifndef DATASETS_WEIGH_H
#define DATASETS_WEIGH_H

#include "list.h"
#include "reading.h"

/* How the text says that a name is a dataset's, the surest first. */
enum evidence {
    DEFINED, /* "X, a large dataset of ..." */
    TITLED,  /* "X: A Benchmark for ..." */
    BESIDE,  /* "the X dataset" */
    TOLD,    /* "datasets such as X" */
    PAIRED,  /* the long or the short form of an accepted name */
    FORMED,  /* "XBench" */
    NEAR,    /* "the X object detection benchmark" */
    SCORED,  /* "accuracy on X" */
    BENCHED  /* "X: Benchmarking ..." */
};

/* Takes a run for a name where the evidence suffices, and then sets *is_taken, which is else left
 * as it is; an empty run is no name. Returns LAP_FAILED only where there is no memory. */
int accept(struct reading *reading, const struct sheet *sheet, struct run run,
           const struct lap_match *match, enum evidence evidence, bool *is_taken);

/* The same for each name of a list. */
int accept_all(struct reading *reading, const struct sheet *sheet, const struct names *names,
               const struct lap_match *match, enum evidence evidence, bool *is_taken);

#endif
