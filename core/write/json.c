/* SPDX-License-Identifier: MIT */
/* The JSON files that stand beside the tables, and the summary: one writer over yajl. */
#include "write/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <yajl/yajl_gen.h>

#include "process/memory.h"
#include "text/utf8.h"
#include "write/yajl_memory.h"

struct json {
    yajl_gen generator;
    struct buffer bytes;
};

static void print(void *context, const char *bytes, size_t size)
{
    buffer_add(context, bytes, size);
}

/* yajl fails here only where a document is put together in the wrong order. */
static void insist(yajl_gen_status status)
{
    if (status != yajl_gen_status_ok) {
        fputs("lapidary: a JSON document was put together in the wrong order; this is a fault of "
              "the program, please report it\n",
              stderr);
        abort();
    }
}

struct json *json_begin(void)
{
    struct json *json = memory_take(1, sizeof *json);

    json->generator = yajl_gen_alloc(&yajl_memory);
    yajl_gen_config(json->generator, yajl_gen_beautify, 1);
    yajl_gen_config(json->generator, yajl_gen_indent_string, "  ");
    yajl_gen_config(json->generator, yajl_gen_print_callback, print, &json->bytes);
    return json;
}

void json_end(struct json *json, struct buffer *out)
{
    buffer_add_str(out, buffer_str(&json->bytes));
    yajl_gen_free(json->generator);
    buffer_release(&json->bytes);
    free(json);
}

void json_print(struct json *json)
{
    struct buffer out = {0};

    json_end(json, &out);
    fwrite(out.bytes, 1, out.size, stdout);
    buffer_release(&out);
}

void json_open_map(struct json *json)
{
    insist(yajl_gen_map_open(json->generator));
}

void json_close_map(struct json *json)
{
    insist(yajl_gen_map_close(json->generator));
}

void json_open_array(struct json *json)
{
    insist(yajl_gen_array_open(json->generator));
}

void json_close_array(struct json *json)
{
    insist(yajl_gen_array_close(json->generator));
}

void json_key(struct json *json, const char *key)
{
    json_text(json, key);
}

void json_text(struct json *json, const char *text)
{
    json_str(json, str_of(text));
}

/* File names and plugins' texts may hold bytes that are no UTF-8; JSON may not. */
void json_str(struct json *json, struct lap_str text)
{
    struct buffer repaired = {0};

    if (!text.bytes) {
        insist(yajl_gen_null(json->generator));
        return;
    }
    if (!utf8_is_clean(text)) {
        utf8_repair(&repaired, text);
        text = buffer_str(&repaired);
    }
    insist(yajl_gen_string(json->generator, (const unsigned char *)text.bytes, text.size));
    buffer_release(&repaired);
}

void json_count(struct json *json, uint64_t count)
{
    char digits[24];
    int size = snprintf(digits, sizeof digits, "%" PRIu64, count);

    json_digits(json, (struct lap_str){digits, (size_t)size});
}

/* JSON has no word for infinity and not-a-number; they are null. */
void json_number(struct json *json, double number)
{
    char digits[32];
    int size = 0;

    if (!isfinite(number)) {
        insist(yajl_gen_null(json->generator));
        return;
    }
    for (int precision = 15; precision <= 17; precision++) {
        size = snprintf(digits, sizeof digits, "%.*g", precision, number);
        if (strtod(digits, NULL) == number)
            break;
    }
    json_digits(json, (struct lap_str){digits, (size_t)size});
}

void json_digits(struct json *json, struct lap_str digits)
{
    insist(yajl_gen_number(json->generator, digits.bytes, digits.size));
}

void json_truth(struct json *json, bool is_true)
{
    insist(yajl_gen_bool(json->generator, is_true));
}

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

void member_digits(struct json *json, const char *key, struct lap_str digits)
{
    json_key(json, key);
    json_digits(json, digits);
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
