/* SPDX-License-Identifier: MIT */
/* Reading objects as records: the options say which of their keys, or of the keys of objects in
 * them, may be the fields, and which key's list holds the papers of an object that is none. */
#ifndef LAPIDARY_JSONL_OBJECTS_H
#define LAPIDARY_JSONL_OBJECTS_H

#include <stdbool.h>

#include <lapidary/plugin.h>

/* Reads the options; state is for the functions below. */
int objects_open(const struct lap_host *host, struct lap_call *call, const struct lap_setup *setup,
                 void **state);

/* Where objects stand. */
struct object_place {
    struct lap_str bytes;
    size_t line;  /* of the first byte within the unit, from 0 */
    bool is_line; /* one value, which is a record as a whole or not at all */
};

/* Gives each object of a unit as a record, or says why it is none; state is what objects_open()
 * made. */
int objects_read(const struct lap_host *host, struct lap_call *call, const void *state,
                 struct object_place place);

/* Whether bytes begin with an object that is no paper and has a list of them; they may break off
 * anywhere. */
bool objects_are_listed(const struct lap_host *host, struct lap_call *call, const void *state,
                        struct lap_str bytes);

#endif
