/* SPDX-License-Identifier: MIT */
/* Reads JSON: one object a line, objects one after another, or arrays of them. Each object is a
 * record; the options say which of its keys, or of the keys of objects in it, are the fields. */
#include <stdbool.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include <lapidary/plugin.h>

enum field { ID, TITLE, ABSTRACT, COMMENTS, PUBLISHED, ORGANIZATION, URL, FIELD_COUNT };

/* The fields, and the options that name their keys. */
static const char *const fields[] = {"id",        "title",        "abstract", "comments",
                                     "published", "organization", "url",      NULL};

enum { DEPTH_LIMIT = 16 }; /* of the objects within which a chosen key may stand */

struct json {
    struct lap_str paths[FIELD_COUNT]; /* keys joined by dots; absent: not wanted */
    struct lap_str prefix;             /* of the id */
};

static const struct lap_str absent;

/* ---- Memory ---- */

/* yajl asks for its memory here; the host takes it back when the call ends. */
struct supply {
    const struct lap_host *host;
    struct lap_call *call;
};

/* Stands before each piece of memory, so that a piece that grows can be copied. */
struct piece {
    _Alignas(max_align_t) size_t size;
};

static void *take(void *context, size_t size)
{
    const struct supply *supply = context;
    struct piece *piece = supply->host->alloc(supply->call, sizeof *piece + size);

    if (!piece)
        return NULL;
    piece->size = size;
    return piece + 1;
}

static void *take_more(void *context, void *old, size_t size)
{
    void *more = take(context, size);

    if (old && more) {
        size_t old_size = ((struct piece *)old - 1)->size;

        memcpy(more, old, old_size < size ? old_size : size);
    }
    return more;
}

static void leave(void *context, void *piece)
{
    (void)context;
    (void)piece;
}

/* A parser that takes any bytes in texts: the host replaces those that are no UTF-8. */
static yajl_handle new_parser(const yajl_callbacks *callbacks, struct supply *supply, void *context)
{
    yajl_alloc_funcs memory = {take, take_more, leave, supply};
    yajl_handle parser = yajl_alloc(callbacks, &memory, context);

    if (parser)
        yajl_config(parser, yajl_dont_validate_strings, 1);
    return parser;
}

/* ---- Options ---- */

static int open(const struct lap_host *host, struct lap_call *call, const struct lap_setup *setup,
                void **state)
{
    struct json *json = host->alloc(call, sizeof *json);

    (void)setup;
    if (!json)
        return host->fail(call, "no memory for the options");
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        json->paths[i] = host->option(call, fields[i]);
        if (json->paths[i].size == 0)
            json->paths[i] = absent;
    }
    if (!json->paths[TITLE].bytes && !json->paths[ABSTRACT].bytes)
        return host->fail(call, "neither title nor abstract names a key; name one of them");
    json->prefix = host->option(call, "prefix");
    *state = json;
    return LAP_OK;
}

/* ---- A unit while it is parsed ---- */

/* Where the chosen paths go on below an object that is open. */
struct level {
    unsigned live;          /* the fields whose paths lead through it, as bits */
    size_t at[FIELD_COUNT]; /* of each that is live, the offset of its next key */
};

struct reading {
    struct supply supply;
    const struct json *json;
    struct lap_str bytes;
    yajl_handle parser;
    int status;
    bool is_in_array;
    bool is_line; /* one value, which is a record as a whole or not at all */
    bool is_read; /* a record was read and is not given yet */

    size_t depth; /* objects and arrays open within a record, its own counted; 0: between records */
    struct level levels[DEPTH_LIMIT + 2]; /* by depth */
    unsigned wanted;                      /* the fields that the value that comes is, as bits */
    unsigned wrong;                       /* the fields whose value is no text */
    const char *instead;                  /* what such a value is */
    const char *no_record; /* what stands where an object must; NULL where one does */

    struct lap_str values[FIELD_COUNT];
    size_t line;    /* of the record's beginning, from 0 */
    size_t counted; /* how many bytes have had their line ends counted in line */
};

/* Sets line to that of the byte at. */
static void count_lines_to(struct reading *reading, size_t at)
{
    const char *bytes = reading->bytes.bytes;
    const char *lf;

    while (reading->counted < at &&
           (lf = memchr(bytes + reading->counted, '\n', at - reading->counted))) {
        reading->counted = (size_t)(lf - bytes) + 1;
        reading->line++;
    }
    if (reading->counted < at)
        reading->counted = at;
}

static int reject(struct reading *reading, const char *what)
{
    return reading->supply.host->reject(reading->supply.call, reading->line,
                                        "%s stands where an object must; take it out", what);
}

static int reject_wrong(struct reading *reading)
{
    const struct supply *supply = &reading->supply;
    size_t field = 0;

    while (!(reading->wrong >> field & 1u))
        field++;
    return supply->host->reject(supply->call, reading->line,
                                "the value of '%.*s' is %s, not a text; choose a key with "
                                "--reader jsonl:%s=KEY",
                                (int)reading->json->paths[field].size,
                                reading->json->paths[field].bytes, reading->instead, fields[field]);
}

static int reject_empty(struct reading *reading)
{
    const struct supply *supply = &reading->supply;
    const struct lap_str *paths = reading->json->paths;

    return supply->host->reject(supply->call, reading->line,
                                "the object has no text under '%.*s' or '%.*s'; name its keys with "
                                "--reader jsonl:title=KEY,abstract=KEY",
                                (int)paths[TITLE].size, paths[TITLE].bytes,
                                (int)paths[ABSTRACT].size, paths[ABSTRACT].bytes);
}

/* Puts the prefix before the id. */
static bool set_prefix(struct reading *reading)
{
    struct lap_str prefix = reading->json->prefix;
    struct lap_str *id = &reading->values[ID];
    char *text;

    if (!id->bytes || prefix.size == 0)
        return true;
    text = reading->supply.host->alloc(reading->supply.call, prefix.size + id->size);
    if (!text)
        return false;
    memcpy(text, prefix.bytes, prefix.size);
    memcpy(text + prefix.size, id->bytes, id->size);
    *id = (struct lap_str){text, prefix.size + id->size};
    return true;
}

/* Gives what was read, if anything, as a record or says why it is none; 0 where reading must end.
 */
static int give_record(struct reading *reading)
{
    const struct supply *supply = &reading->supply;

    if (!reading->is_read)
        return 1;
    reading->is_read = false;
    if (reading->no_record)
        reading->status = reject(reading, reading->no_record);
    else if (reading->wrong)
        reading->status = reject_wrong(reading);
    else if (!reading->values[TITLE].bytes && !reading->values[ABSTRACT].bytes)
        reading->status = reject_empty(reading);
    else if (!set_prefix(reading))
        reading->status = supply->host->fail(supply->call, "no memory for an id");
    else
        reading->status = supply->host->record(supply->call, reading->line, reading->values);
    return reading->status == LAP_OK;
}

/* Begins a record; no_record says what it is where it is no object. */
static int begin_record(struct reading *reading, const char *no_record)
{
    struct level *level = &reading->levels[1];

    if (!give_record(reading))
        return 0;
    count_lines_to(reading, yajl_get_bytes_consumed(reading->parser));
    memset(reading->values, 0, sizeof reading->values);
    *level = (struct level){0};
    for (size_t i = 0; i < FIELD_COUNT && !no_record; i++)
        level->live |= (unsigned)(reading->json->paths[i].bytes != NULL) << i;
    reading->wanted = 0;
    reading->wrong = 0;
    reading->no_record = no_record;
    reading->depth = 1;
    return 1;
}

/* Goes into an object or a list. */
static void go_down(struct reading *reading, const char *what)
{
    if (reading->wanted) {
        reading->wrong |= reading->wanted;
        reading->instead = what;
        reading->wanted = 0;
    }
    reading->depth++;
}

/* No path leads on through the items of a list. */
static void end_paths(struct reading *reading)
{
    if (reading->depth <= DEPTH_LIMIT)
        reading->levels[reading->depth + 1].live = 0;
}

static int on_map_start(void *context)
{
    struct reading *reading = context;

    if (reading->depth == 0)
        return begin_record(reading, NULL);
    go_down(reading, "an object");
    return 1;
}

/* A key: it is the last of a chosen path, or leads on along one, or neither. */
static int on_key(void *context, const unsigned char *key, size_t size)
{
    struct reading *reading = context;
    const struct level *level;
    struct level *below;

    reading->wanted = 0;
    if (reading->depth > DEPTH_LIMIT)
        return 1;
    level = &reading->levels[reading->depth];
    below = &reading->levels[reading->depth + 1];
    below->live = 0;
    for (size_t i = 0; level->live >> i; i++) {
        struct lap_str path = reading->json->paths[i];
        size_t at = level->at[i];

        if (!(level->live >> i & 1u) || path.size - at < size ||
            memcmp(path.bytes + at, key, size) != 0)
            continue;
        if (path.size - at == size) {
            reading->wanted |= 1u << i;
        } else if (path.bytes[at + size] == '.') {
            below->live |= 1u << i;
            below->at[i] = at + size + 1;
        }
    }
    return 1;
}

/* Comes out of an object or a list. */
static void go_up(struct reading *reading)
{
    reading->wanted = 0;
    reading->depth--;
    reading->is_read = reading->depth == 0;
}

static int on_map_end(void *context)
{
    go_up(context);
    return 1;
}

static int on_array_start(void *context)
{
    struct reading *reading = context;

    if (reading->depth > 0)
        go_down(reading, "a list");
    else if (!reading->is_in_array)
        reading->is_in_array = true;
    else if (!begin_record(reading, "a list"))
        return 0;
    end_paths(reading);
    return 1;
}

static int on_array_end(void *context)
{
    struct reading *reading = context;

    if (reading->depth > 0)
        go_up(reading);
    else
        reading->is_in_array = false;
    return 1;
}

/* A value that is neither object nor array; text is absent for one that is no text, and what says
 * what it is, NULL where it only counts as absent. */
static int on_value(struct reading *reading, struct lap_str text, const char *what)
{
    unsigned wanted = reading->wanted;

    if (reading->depth == 0) {
        if (!begin_record(reading, what ? what : "null"))
            return 0;
        go_up(reading);
        return 1;
    }
    reading->wanted = 0;
    if (!text.bytes && what) {
        reading->wrong |= wanted;
        reading->instead = what;
        return 1;
    }
    for (size_t i = 0; wanted >> i; i++)
        if (wanted >> i & 1u)
            reading->values[i] = text;
    return 1;
}

/* A text that yajl has put together lives in its buffer until the next one; it is copied. */
static int on_text(struct reading *reading, const char *bytes, size_t size, const char *what)
{
    const struct supply *supply = &reading->supply;
    bool is_borrowed =
        bytes >= reading->bytes.bytes && bytes < reading->bytes.bytes + reading->bytes.size;
    struct lap_str text = {bytes, size};

    if (reading->wanted && !is_borrowed) {
        char *copy = supply->host->alloc(supply->call, size + 1);

        if (!copy) {
            reading->status = supply->host->fail(supply->call, "no memory for a text");
            return 0;
        }
        memcpy(copy, bytes, size);
        text.bytes = copy;
    }
    return on_value(reading, text, what);
}

static int on_string(void *context, const unsigned char *bytes, size_t size)
{
    return on_text(context, (const char *)bytes, size, "a text");
}

static int on_number(void *context, const char *bytes, size_t size)
{
    return on_text(context, bytes, size, "a number");
}

static int on_null(void *context)
{
    return on_value(context, absent, NULL);
}

static int on_boolean(void *context, int value)
{
    return on_value(context, absent, value ? "true" : "false");
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_map_start,
    .yajl_map_key = on_key,
    .yajl_end_map = on_map_end,
    .yajl_start_array = on_array_start,
    .yajl_end_array = on_array_end,
};

/* ---- Reading ---- */

/* Says near which place and why the JSON is broken. Behind that place nothing can be told apart any
 * more. */
static int reject_broken(struct reading *reading, size_t at)
{
    const struct supply *supply = &reading->supply;
    const char *bytes = reading->bytes.bytes;
    const char *why = (const char *)yajl_get_error(reading->parser, 0, NULL, 0);
    bool is_line = reading->is_line && !reading->is_in_array;
    size_t column = 0;

    if (!is_line && !give_record(reading))
        return reading->status;
    while (column < at && bytes[at - column - 1] != '\n')
        column++;
    count_lines_to(reading, at);
    return supply->host->reject(
        supply->call, reading->line, "broken JSON near column %zu (%.*s); %s", column ? column : 1,
        why ? (int)strcspn(why, ".\n") : 0, why ? why : "",
        is_line ? "mend the line" : "the rest of the input is lost, mend it");
}

/* Parses a unit to its end; false, with the place, where it is broken. */
static bool parse(struct reading *reading, size_t *at)
{
    struct lap_str bytes = reading->bytes;
    yajl_status status =
        yajl_parse(reading->parser, (const unsigned char *)bytes.bytes, bytes.size);

    *at = bytes.size;
    if (status == yajl_status_ok)
        status = yajl_complete_parse(reading->parser);
    else
        *at = yajl_get_bytes_consumed(reading->parser);
    return status != yajl_status_error;
}

static int read(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_unit *unit)
{
    struct reading *reading = host->alloc(call, sizeof *reading);
    size_t at;

    if (!reading)
        return host->fail(call, "no memory for the parser");
    reading->supply = (struct supply){host, call};
    reading->json = state;
    reading->bytes = unit->bytes;
    reading->is_line = !memchr(unit->bytes.bytes, '\n', unit->bytes.size);
    reading->parser = new_parser(&callbacks, &reading->supply, reading);
    if (!reading->parser)
        return host->fail(call, "no memory for the parser");
    yajl_config(reading->parser, yajl_allow_multiple_values, !reading->is_line);
    if (!parse(reading, &at))
        return reject_broken(reading, at);
    give_record(reading);
    return reading->status;
}

/* ---- Looking ---- */

enum verdict { BROKEN, UNFINISHED, COMPLETE };

/* Whether text is JSON: values, or the beginning of some. */
static enum verdict verdict_on(struct supply *supply, struct lap_str text, int are_many)
{
    yajl_handle parser = new_parser(NULL, supply, NULL);

    if (!parser)
        return BROKEN;
    yajl_config(parser, yajl_allow_multiple_values, are_many);
    if (yajl_parse(parser, (const unsigned char *)text.bytes, text.size) != yajl_status_ok)
        return BROKEN;
    return yajl_complete_parse(parser) == yajl_status_ok ? COMPLETE : UNFINISHED;
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

/* How an input that begins with a brace is cut: one object a line where the first line is one, or
 * where it is none and what follows does not go on with it either. */
static struct lap_look look_at_object(struct supply *supply, struct lap_str text,
                                      struct lap_look look)
{
    enum { SURE = 95 };
    const char *lf = memchr(text.bytes, '\n', text.size);
    struct lap_str line = {text.bytes, lf ? (size_t)(lf - text.bytes) : text.size};
    struct lap_str rest = {text.bytes + line.size, text.size - line.size};
    enum verdict verdict = verdict_on(supply, line, 0);

    if (verdict == COMPLETE || (verdict == UNFINISHED && without_blanks(rest).size == 0))
        return (struct lap_look){SURE, LAP_LINES};
    if (verdict_on(supply, text, 1) != BROKEN)
        return (struct lap_look){SURE, LAP_WHOLE};
    return look;
}

static int look(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_head *head, struct lap_look *look)
{
    enum { SURE = 95, LIKELY = 60 };
    struct supply supply = {host, call};
    struct lap_str text = without_blanks(head->bytes);
    bool has_lines = has_name_end(head->name, ".jsonl") || has_name_end(head->name, ".ndjson");
    bool is_named = has_lines || has_name_end(head->name, ".json");
    bool is_array = text.size && text.bytes[0] == '[';
    bool is_object = text.size && text.bytes[0] == '{';

    (void)state;
    look->framing = is_array || (is_named && !has_lines) ? LAP_WHOLE : LAP_LINES;
    look->confidence = is_named || ((is_array || is_object) && looks_like_json(text)) ? LIKELY : 0;
    if (is_object)
        *look = look_at_object(&supply, text, *look);
    else if (is_array && verdict_on(&supply, text, 1) != BROKEN)
        look->confidence = SURE;
    return LAP_OK;
}

static const struct lap_plugin plugin = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_READER,
    .name = "jsonl",
    .version = "1.0.0",
    .does = "Reads JSON: an object a line, or an array of objects, with keys chosen by options.",
    .columns = fields,
    .open = open,
    .look = look,
    .read = read,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &plugin;
}
