/* SPDX-License-Identifier: MIT */
/* A JSON document as yajl's tree, and what stands in it. yajl_tree_parse() would do for the first,
 * but where memory is short it crashes, or says that the document is none. */
#ifndef LAPIDARY_WRITE_TREE_H
#define LAPIDARY_WRITE_TREE_H

#include <stdbool.h>
#include <stdint.h>
#include <yajl/yajl_tree.h>

#include "text/buffer.h"

/* NULL where the text is no JSON, or its objects and arrays lie more than 64 deep in one another.
 * The caller frees the tree with yajl_tree_free(). */
yajl_val tree_parse(struct lap_str text);

/* ---- What stands in a tree ----
 *
 * A document is a file that anybody may have changed: each of these takes NULL, and a value of
 * another type, for one in which nothing stands. What they give belongs to the tree. */

/* The member of that name and type; NULL where there is none. */
yajl_val tree_member(yajl_val object, const char *name, yajl_type type);

/* The member's text; NULL where there is none. */
const char *tree_text(yajl_val object, const char *name);

/* Whether the member is that text; never where the text is NULL. */
bool tree_has_text(yajl_val object, const char *name, const char *text);

/* The member's number where it is a count; UINT64_MAX where there is none. */
uint64_t tree_count(yajl_val object, const char *name);

/* How many items an array has. */
size_t tree_length(yajl_val array);

/* The first object of an array whose member of that name has that text; NULL where there is none.
 */
yajl_val tree_find(yajl_val array, const char *name, const char *text);

#endif
