/* SPDX-License-Identifier: MIT */
/* A JSON file of the run: members of its maps, and its way into the output. */
#include "write/document.h"

void member_text(struct json *json, const char *key, const char *text)
{
    json_key(json, key);
    json_text(json, text);
}

void member_count(struct json *json, const char *key, uint64_t count)
{
    json_key(json, key);
    json_count(json, count);
}

void member_number(struct json *json, const char *key, double number)
{
    json_key(json, key);
    json_number(json, number);
}

void member_truth(struct json *json, const char *key, bool is_true)
{
    json_key(json, key);
    json_truth(json, is_true);
}

void member_map(struct json *json, const char *key)
{
    json_key(json, key);
    json_open_map(json);
}

void member_array(struct json *json, const char *key)
{
    json_key(json, key);
    json_open_array(json);
}

bool document_add(struct json *json, struct output *output, const char *name, struct faults *faults)
{
    struct buffer bytes = {0};
    bool is_added;

    json_end(json, &bytes);
    is_added = output_add_file(output, name, buffer_str(&bytes), faults);
    buffer_release(&bytes);
    return is_added;
}
