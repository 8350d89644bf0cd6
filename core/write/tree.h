/* SPDX-License-Identifier: MIT */
/* A JSON document as yajl's tree. yajl_tree_parse() would do, but where memory is short it crashes,
 * or says that the document is none. */
#ifndef LAPIDARY_WRITE_TREE_H
#define LAPIDARY_WRITE_TREE_H

#include <yajl/yajl_tree.h>

#include "text/buffer.h"

/* NULL where the text is no JSON. The caller frees the tree with yajl_tree_free(). */
yajl_val tree_parse(struct lap_str text);

#endif
