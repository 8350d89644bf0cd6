/* SPDX-License-Identifier: MIT */
/* Reads JSON: one object a line, objects one after another, arrays of them, or an API's reply that
 * lists them; with the option `page` what is such in the attributes of a page of HTML. */
#include <stdbool.h>
#include <string.h>

#include <lapidary/plugin.h>

#include "json.h"
#include "objects.h"
#include "page.h"
#include "paths.h"

struct source {
    void *objects;          /* how they are read */
    struct lap_str targets; /* the elements of a page that they stand in; empty where the input is
                             * JSON */
};

static int open(const struct lap_host *host, struct lap_call *call, const struct lap_setup *setup,
                void **state)
{
    struct source *source = host->alloc(call, sizeof *source);

    if (!source)
        return host->fail(call, "no memory for the options");
    source->targets = host->option(call, "page");
    *state = source;
    return objects_open(host, call, setup, &source->objects);
}

static int read(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_unit *unit)
{
    const struct source *source = state;
    struct object_place place = {unit->bytes, 0, unit->framing == LAP_LINES};

    if (source->targets.size)
        return page_read(host, call, source->objects, source->targets, unit->bytes);
    return objects_read(host, call, source->objects, place);
}

/* ---- Looking ---- */

/* How sure it is: that an input is JSON; that it begins so, or is named so. */
enum { SURE = 95, LIKELY = 60 };

enum verdict { BROKEN, UNFINISHED, COMPLETE };

/* Whether text is JSON: values, or the beginning of some. */
static enum verdict verdict_on(const struct lap_host *host, struct lap_call *call,
                               struct lap_str text, bool are_many)
{
    struct json json;
    enum json_token token;

    json_begin(&json, host, call, text, are_many);
    do
        token = json_next(&json);
    while (token > JSON_BROKEN);
    if (token == JSON_END)
        return COMPLETE;
    return json.is_cut ? UNFINISHED : BROKEN;
}

static struct lap_str without_blanks(struct lap_str text)
{
    while (text.size && memchr(" \t\r\n", text.bytes[0], 4)) {
        text.bytes++;
        text.size--;
    }
    return text;
}

/* Whether text begins as an object or an array of objects does, whatever follows. */
static bool looks_like_json(struct lap_str text)
{
    struct lap_str rest = {text.bytes + 1, text.size - 1};

    rest = without_blanks(rest);
    return rest.size && rest.bytes[0] == (text.bytes[0] == '{' ? '"' : '{');
}

static bool has_name_end(struct lap_str name, const char *end)
{
    size_t size = strlen(end);

    return name.size >= size && memcmp(name.bytes + name.size - size, end, size) == 0;
}

/* How an input that begins with a brace is cut: one object a line where the first line is one that
 * lists no papers, or where it is none and what follows does not go on with it either. */
static struct lap_look look_at_object(const struct lap_host *host, struct lap_call *call,
                                      const void *objects, struct lap_str text,
                                      struct lap_look look)
{
    const char *lf = memchr(text.bytes, '\n', text.size);
    struct lap_str line = {text.bytes, lf ? (size_t)(lf - text.bytes) : text.size};
    struct lap_str rest = {text.bytes + line.size, text.size - line.size};
    enum verdict verdict = verdict_on(host, call, line, false);

    if (verdict != BROKEN && objects_are_listed(host, call, objects, line))
        return (struct lap_look){SURE, LAP_WHOLE};
    if (verdict == COMPLETE || (verdict == UNFINISHED && without_blanks(rest).size == 0))
        return (struct lap_look){SURE, LAP_LINES};
    if (verdict_on(host, call, text, true) != BROKEN)
        return (struct lap_look){SURE, LAP_WHOLE};
    return look;
}

static void look_at_json(const struct lap_host *host, struct lap_call *call, const void *objects,
                         const struct lap_head *head, struct lap_look *look)
{
    struct lap_str text = without_blanks(head->bytes);
    bool has_lines = has_name_end(head->name, ".jsonl") || has_name_end(head->name, ".ndjson");
    bool is_named = has_lines || has_name_end(head->name, ".json");
    bool is_array = text.size && text.bytes[0] == '[';
    bool is_object = text.size && text.bytes[0] == '{';

    look->framing = is_array || (is_named && !has_lines) ? LAP_WHOLE : LAP_LINES;
    look->confidence = is_named || ((is_array || is_object) && looks_like_json(text)) ? LIKELY : 0;
    if (is_object)
        *look = look_at_object(host, call, objects, text, *look);
    else if (is_array && verdict_on(host, call, text, true) != BROKEN)
        look->confidence = SURE;
}

static int look(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_head *head, struct lap_look *look)
{
    const struct source *source = state;

    if (source->targets.size)
        look->confidence = page_has_data(source->targets, head->bytes) ? SURE : 0;
    else
        look_at_json(host, call, source->objects, head, look);
    return LAP_OK;
}

static const struct lap_plugin plugin = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_READER,
    .name = "jsonl",
    .version = "1.0.0",
    .does =
        "Reads JSON: objects one a line, in an array or in a list, with keys chosen by options.",
    .columns = field_names,
    .open = open,
    .look = look,
    .read = read,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &plugin;
}
