/* SPDX-License-Identifier: MIT */
/* A JSON file of the run on its way into the output. */
#ifndef LAPIDARY_WRITE_DOCUMENT_H
#define LAPIDARY_WRITE_DOCUMENT_H

#include "write/json.h"
#include "write/output.h"

/* Ends the document, which frees it, and adds it to the output as NAME; false and a fault where it
 * cannot be written. */
bool document_add(struct json *json, struct output *output, const char *name,
                  struct faults *faults);

#endif
