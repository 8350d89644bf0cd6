/* SPDX-License-Identifier: MIT */
/* A map's keys as a table: which there are, of what kind, and where their values go. */
#ifndef LAPIDARY_DECLARE_FORM_H
#define LAPIDARY_DECLARE_FORM_H

#include <stddef.h>

#include "declare/yaml.h"

/* What a key's value must be, and the type of the member that takes it. */
enum form_kind {
    FORM_TEXT,   /* const char *: a text that is not empty */
    FORM_SCALAR, /* const struct yaml *: a text, perhaps empty, with its place */
    FORM_LIST,   /* const struct yaml * */
    FORM_MAP,    /* const struct yaml * */
    FORM_LINES,  /* const struct yaml *: a text whose lines count, behind a | */
    FORM_ANY,    /* const struct yaml * */
    FORM_TRUTH,  /* bool */
    FORM_NUMBER, /* double */
    FORM_COUNT,  /* size_t */
    FORM_WORD    /* size_t: index into words */
};

struct form_key {
    const char *name;
    enum form_kind kind;
    bool is_required;
    size_t offset;            /* of the member in the target */
    const char *const *words; /* of FORM_WORD, ended by NULL */
};

struct form {
    const char *what; /* for messages: "a pattern" */
    const struct form_key *keys;
    size_t count;
};

/* Puts the map's values into target; a key that is not there leaves its member alone. Every
 * unknown, missing or wrongly typed key is a fault; false where there is any. */
bool form_fill(struct arena *arena, const struct form *form, const struct yaml *map, void *target,
               struct faults *faults);

/* A fault where node is not of the kind; what it is for stands in the message. */
bool form_is(const struct yaml *node, enum yaml_kind kind, const char *what, struct faults *faults);

/* A plain word as a name goes: a small letter, then small letters, digits and '_'. */
bool form_is_name(const char *text);

#endif
