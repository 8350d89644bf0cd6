/* SPDX-License-Identifier: MIT */
/* How many there are of a thing, as the words around its name say. */
#ifndef HARDWARE_COUNT_H
#define HARDWARE_COUNT_H

#include <stdbool.h>
#include <stddef.h>

#include <lapidary/plugin.h>

/* By what it is said: by nothing, by "a" or "an", by a number. */
enum said { SAID_NOTHING, SAID_AN, SAID_COUNT };

struct count {
    enum said said;
    double number;
    struct lap_span place; /* of the word that says it: of "4" in "4 x A100" */
};

/* How many the words before a name say that begins at a place. */
struct count count_before(const struct lap_host *host, struct lap_call *call, struct lap_str text,
                          size_t start);

/* "480 A100 GPU hours": the number before a name that ends at a place counts hours. */
bool is_of_hours(struct lap_str text, size_t end);

/* "One A100 node", "16 A100 nodes": how many processors these have is not said. "An 8 A100 node"
 * and "8-A100 nodes" say it. */
bool is_of_machines(struct lap_str text, struct lap_span name, const struct count *count);

#endif
