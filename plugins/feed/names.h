/* SPDX-License-Identifier: MIT */
/* The names of elements in RSS and Atom. A name is what the parser makes of it: the namespace, a
 * line feed, and the name in it. */
#ifndef FEED_NAMES_H
#define FEED_NAMES_H

#include <stdbool.h>

#include "tape.h"

enum { NAMESPACE_END = '\n' };

enum root {
    NO_FEED,
    FEED,        /* RSS 2.0 and its kin, or Atom */
    DESCRIPTION, /* RDF, of which RSS 1.0 is one use among many */
};

enum root root_of(const char *name);

/* The same of a name as it stands in a document type. */
enum root root_of_type(const char *name);

bool is_item(const char *name);

/* What stands in an element. */
enum form {
    PLAIN,   /* text */
    MARKUP,  /* HTML, escaped */
    TYPED,   /* text or HTML, as its attribute says */
    ADDRESS, /* nothing: an attribute has the text */
    COUNTED  /* what only counts */
};

struct element {
    const char *name;
    enum part part;
    enum form form;
};

/* The element of an item that has this name; NULL where nothing is to be had of it. */
const struct element *element_of(const char *name);

/* The name without its namespace. */
const char *local_name(const char *name);

#endif
