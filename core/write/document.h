/* SPDX-License-Identifier: MIT */
/* A JSON file of the run: members of its maps, and its way into the output. */
#ifndef LAPIDARY_WRITE_DOCUMENT_H
#define LAPIDARY_WRITE_DOCUMENT_H

#include "write/json.h"
#include "write/output.h"

/* One member of the map that is open; text may be NULL. */
void member_text(struct json *json, const char *key, const char *text);
void member_count(struct json *json, const char *key, uint64_t count);
void member_number(struct json *json, const char *key, double number);
void member_truth(struct json *json, const char *key, bool is_true);

/* A member whose value the caller goes on to write, and to close. */
void member_map(struct json *json, const char *key);
void member_array(struct json *json, const char *key);

/* Ends the document, which frees it, and adds it to the output as NAME; false and a fault where it
 * cannot be written. */
bool document_add(struct json *json, struct output *output, const char *name,
                  struct faults *faults);

#endif
