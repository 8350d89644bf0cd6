/* SPDX-License-Identifier: MIT */
/* The JSON files that stand beside the tables, and the summary: one writer over yajl. */
#ifndef LAPIDARY_WRITE_JSON_H
#define LAPIDARY_WRITE_JSON_H

#include <stdint.h>

#include "text/buffer.h"

struct json;

/* A new document, indented by two spaces. json_end gives its bytes and frees it. */
struct json *json_begin(void);
void json_end(struct json *json, struct buffer *out);

/* Ends it likewise, and prints it to standard output. */
void json_print(struct json *json);

void json_open_map(struct json *json);
void json_close_map(struct json *json);
void json_open_array(struct json *json);
void json_close_array(struct json *json);
void json_key(struct json *json, const char *key);
void json_text(struct json *json, const char *text); /* null for NULL */
void json_str(struct json *json, struct lap_str text);
void json_count(struct json *json, uint64_t count);
void json_number(struct json *json, double number); /* as few digits as give the same number back */
void json_digits(struct json *json, struct lap_str digits); /* a number that is written already */
void json_truth(struct json *json, bool is_true);

/* One member of the map that is open; text may be NULL. */
void member_text(struct json *json, const char *key, const char *text);
void member_count(struct json *json, const char *key, uint64_t count);
void member_number(struct json *json, const char *key, double number);
void member_digits(struct json *json, const char *key, struct lap_str digits);
void member_truth(struct json *json, const char *key, bool is_true);

/* A member whose value the caller goes on to write, and to close. */
void member_map(struct json *json, const char *key);
void member_array(struct json *json, const char *key);

#endif
