/* SPDX-License-Identifier: MIT */
/* A JSON document as yajl's tree, grown while yajl reads the text, and what stands in it. */
#include "write/tree.h"

#include <errno.h>
#include <stdlib.h>
#include <yajl/yajl_parse.h>

#include "process/memory.h"
#include "write/yajl_memory.h"

/* An object or array that has not ended. */
struct open {
    yajl_val value;
    size_t room; /* for so many members */
    char *key;   /* of the member that comes next; NULL where none was read */
};

/* What is ours is not so deep, and yajl's tree is freed by a function that calls itself. */
enum { DEPTH_LIMIT = 64 };

struct growth {
    yajl_val root; /* NULL until there is one */
    struct open *open;
    size_t depth;
    size_t room;
};

/* ---- Values ---- */

static char *copy(const unsigned char *bytes, size_t size)
{
    char *text = memory_take(size + 1, 1);

    if (size)
        memcpy(text, bytes, size);
    return text;
}

static void add_to_array(struct open *open, yajl_val value)
{
    yajl_val array = open->value;

    if (array->u.array.len == open->room) {
        open->room = 2 * open->room + 4;
        array->u.array.values = memory_grow(array->u.array.values, open->room, sizeof(yajl_val));
    }
    array->u.array.values[array->u.array.len++] = value;
}

static void add_to_object(struct open *open, yajl_val value)
{
    yajl_val object = open->value;
    size_t count = object->u.object.len;

    if (count == open->room) {
        open->room = 2 * open->room + 4;
        object->u.object.keys =
            memory_grow(object->u.object.keys, open->room, sizeof *object->u.object.keys);
        object->u.object.values =
            memory_grow(object->u.object.values, open->room, sizeof(yajl_val));
    }
    object->u.object.keys[count] = open->key;
    object->u.object.values[count] = value;
    object->u.object.len++;
    open->key = NULL;
}

/* A new value where the reading stands. */
static yajl_val add(struct growth *growth, yajl_type type)
{
    yajl_val value = memory_take(1, sizeof *value);
    struct open *open = growth->depth ? &growth->open[growth->depth - 1] : NULL;

    value->type = type;
    if (!open)
        growth->root = value;
    else if (YAJL_IS_ARRAY(open->value))
        add_to_array(open, value);
    else
        add_to_object(open, value);
    return value;
}

static void set_number(yajl_val value, char *digits)
{
    char *end;

    value->u.number.r = digits;
    errno = 0;
    value->u.number.i = strtoll(digits, &end, 10);
    if (errno == 0 && !*end)
        value->u.number.flags |= YAJL_NUMBER_INT_VALID;
    errno = 0;
    value->u.number.d = strtod(digits, &end);
    if (errno == 0 && !*end)
        value->u.number.flags |= YAJL_NUMBER_DOUBLE_VALID;
}

/* ---- What yajl reads ---- */

enum { STOP = 0, GO_ON = 1 };

static int take_null(void *context)
{
    add(context, yajl_t_null);
    return GO_ON;
}

static int take_truth(void *context, int is_true)
{
    add(context, is_true ? yajl_t_true : yajl_t_false);
    return GO_ON;
}

static int take_number(void *context, const char *digits, size_t size)
{
    set_number(add(context, yajl_t_number), copy((const unsigned char *)digits, size));
    return GO_ON;
}

static int take_string(void *context, const unsigned char *bytes, size_t size)
{
    add(context, yajl_t_string)->u.string = copy(bytes, size);
    return GO_ON;
}

static int take_key(void *context, const unsigned char *bytes, size_t size)
{
    struct growth *growth = context;

    growth->open[growth->depth - 1].key = copy(bytes, size);
    return GO_ON;
}

static int begin(struct growth *growth, yajl_type type)
{
    yajl_val value = add(growth, type);

    if (growth->depth == DEPTH_LIMIT)
        return STOP;
    if (growth->depth == growth->room) {
        growth->room = 2 * growth->room + 8;
        growth->open = memory_grow(growth->open, growth->room, sizeof *growth->open);
    }
    growth->open[growth->depth++] = (struct open){.value = value};
    return GO_ON;
}

static int begin_object(void *context)
{
    return begin(context, yajl_t_object);
}

static int begin_array(void *context)
{
    return begin(context, yajl_t_array);
}

static int leave(void *context)
{
    struct growth *growth = context;

    growth->depth--;
    return GO_ON;
}

static const yajl_callbacks takers = {.yajl_null = take_null,
                                      .yajl_boolean = take_truth,
                                      .yajl_number = take_number,
                                      .yajl_string = take_string,
                                      .yajl_start_map = begin_object,
                                      .yajl_map_key = take_key,
                                      .yajl_end_map = leave,
                                      .yajl_start_array = begin_array,
                                      .yajl_end_array = leave};

yajl_val tree_parse(struct lap_str text)
{
    yajl_alloc_funcs memory = yajl_memory;
    struct growth growth = {0};
    yajl_handle handle = yajl_alloc(&takers, &memory, &growth);
    bool is_json =
        yajl_parse(handle, (const unsigned char *)text.bytes, text.size) == yajl_status_ok &&
        yajl_complete_parse(handle) == yajl_status_ok;

    yajl_free(handle);
    while (growth.depth > 0)
        free(growth.open[--growth.depth].key);
    free(growth.open);
    if (is_json)
        return growth.root;
    yajl_tree_free(growth.root);
    return NULL;
}

/* ---- What stands in a tree ---- */

yajl_val tree_member(yajl_val object, const char *name, yajl_type type)
{
    const char *path[] = {name, NULL};

    return object ? yajl_tree_get(object, path, type) : NULL;
}

const char *tree_text(yajl_val object, const char *name)
{
    return YAJL_GET_STRING(tree_member(object, name, yajl_t_string));
}

bool tree_has_text(yajl_val object, const char *name, const char *text)
{
    const char *found = tree_text(object, name);

    return found && text && strcmp(found, text) == 0;
}

uint64_t tree_count(yajl_val object, const char *name)
{
    yajl_val number = tree_member(object, name, yajl_t_number);

    return YAJL_IS_INTEGER(number) ? (uint64_t)YAJL_GET_INTEGER(number) : UINT64_MAX;
}

size_t tree_length(yajl_val array)
{
    return YAJL_IS_ARRAY(array) ? array->u.array.len : 0;
}

yajl_val tree_find(yajl_val array, const char *name, const char *text)
{
    for (size_t i = 0; i < tree_length(array); i++)
        if (tree_has_text(array->u.array.values[i], name, text))
            return array->u.array.values[i];
    return NULL;
}
