/* SPDX-License-Identifier: MIT */
/* A YAML file as a tree of plain nodes that know their place. */
#ifndef LAPIDARY_DECLARE_YAML_H
#define LAPIDARY_DECLARE_YAML_H

#include "text/arena.h"
#include "text/faults.h"

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml {
    enum yaml_kind kind;
    struct place place;
    const char *text; /* of a scalar; "" where nothing stands; else NULL */
    bool is_plain;    /* a scalar without quotes: it may be a truth or nothing at all */
    bool has_lines;   /* a scalar behind a |; its place is its first line's */
    const char *key;  /* its key in the map around it; NULL elsewhere */
    struct place key_place;
    const struct yaml *first; /* what a list or a map holds, in its order */
    const struct yaml *next;  /* in the list or map around it */
    size_t count;
};

/* "a text", "a list" or "a map", for messages. */
const char *yaml_kind_name(enum yaml_kind kind);

/* Reads a file with one document into arena. NULL and at least one fault where it cannot be read or
 * is no YAML. A key that stands twice, an alias and a tag are faults. file is kept for the places.
 */
const struct yaml *yaml_read(struct arena *arena, const char *file, struct faults *faults);

/* The same of a text in memory; file is the name that messages give it. */
const struct yaml *yaml_of_text(struct arena *arena, const char *file, struct lap_str text,
                                struct faults *faults);

/* What a map holds under key; NULL where it holds nothing there or is no map. */
const struct yaml *yaml_at(const struct yaml *map, const char *key);

/* The path that a node names, relative to the folder of the node's file. */
const char *yaml_path(struct arena *arena, const struct yaml *node);

/* The same of a file that must be there; NULL and a fault at the node where it cannot be read. */
const char *yaml_path_of_file(struct arena *arena, const struct yaml *node, struct faults *faults);

#endif
