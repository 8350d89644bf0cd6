/* SPDX-License-Identifier: MIT */
/* Reads JSON: one object a line, objects one after another, or arrays of them. Each object is a
 * record; the options say which of its keys, or of the keys of objects in it, may be the fields. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <lapidary/plugin.h>

#include "json.h"

enum field {
    ID,
    TITLE,
    ABSTRACT,
    COMMENTS,
    PUBLISHED,
    ORGANIZATION,
    URL,
    AUTHORS_COUNT, /* of a list, how many items it has; an empty one says nothing */
    FIELD_COUNT
};

/* The fields, and the options that name their keys. */
static const char *const fields[] = {[ID] = "id",
                                     [TITLE] = "title",
                                     [ABSTRACT] = "abstract",
                                     [COMMENTS] = "comments",
                                     [PUBLISHED] = "published",
                                     [ORGANIZATION] = "organization",
                                     [URL] = "url",
                                     [AUTHORS_COUNT] = "authors_count",
                                     [FIELD_COUNT] = NULL};

enum {
    DEPTH_LIMIT = 8, /* of the objects within which a chosen key may stand */
    PATH_LIMIT = 24  /* of the keys that options name; each has a bit */
};

/* The way to a value that may be a field. */
struct path {
    struct lap_str keys; /* joined by dots */
    enum field field;
};

struct options {
    struct lap_str keys[FIELD_COUNT]; /* as they are named */
    struct path paths[PATH_LIMIT];    /* by field, of each the preferred one first */
    size_t path_count;
    unsigned counted; /* the paths to lists that are counted, as bits */
    /* By byte, the paths that a key which begins with it may be or lead on along, as bits; by 0
     * those of the empty key. */
    unsigned by_byte[256];
    struct lap_str prefix; /* of the id */
};

static const struct lap_str absent;

/* ---- Options ---- */

/* Notes which bytes the keys of the last path begin with. */
static void note_bytes(struct options *options)
{
    unsigned bit = 1u << (options->path_count - 1);
    struct lap_str keys = options->paths[options->path_count - 1].keys;

    for (size_t at = 0; at < keys.size; at++)
        if (at == 0 || keys.bytes[at - 1] == '.')
            options->by_byte[(uint8_t)keys.bytes[at]] |= bit;
    options->by_byte[0] |= bit;
}

/* Adds the paths that an option names; false where there are too many. */
static bool add_paths(struct options *options, enum field field)
{
    struct lap_str rest = options->keys[field];

    while (rest.size) {
        const char *bar = memchr(rest.bytes, '|', rest.size);
        size_t size = bar ? (size_t)(bar - rest.bytes) : rest.size;

        if (options->path_count == PATH_LIMIT)
            return false;
        options->counted |= (unsigned)(field == AUTHORS_COUNT) << options->path_count;
        options->paths[options->path_count++] = (struct path){{rest.bytes, size}, field};
        note_bytes(options);
        size += bar != NULL;
        rest = (struct lap_str){rest.bytes + size, rest.size - size};
    }
    return true;
}

static int open(const struct lap_host *host, struct lap_call *call, const struct lap_setup *setup,
                void **state)
{
    struct options *options = host->alloc(call, sizeof *options);

    (void)setup;
    if (!options)
        return host->fail(call, "no memory for the options");
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        options->keys[i] = host->option(call, fields[i]);
        if (!add_paths(options, (enum field)i))
            return host->fail(call, "more than %d keys are named; name fewer", PATH_LIMIT);
    }
    if (options->keys[TITLE].size == 0 && options->keys[ABSTRACT].size == 0)
        return host->fail(call, "neither title nor abstract names a key; name one of them");
    options->prefix = host->option(call, "prefix");
    *state = options;
    return LAP_OK;
}

/* ---- A unit while it is parsed ---- */

/* Where the chosen paths go on below an object that is open. */
struct level {
    unsigned live;           /* the paths that lead through it, as bits */
    uint32_t at[PATH_LIMIT]; /* of each that is live, the offset of its next key */
};

struct reading {
    const struct lap_host *host;
    struct lap_call *call;
    const struct options *options;
    struct json json;
    int status;
    bool is_in_array;
    bool is_line; /* one value, which is a record as a whole or not at all */
    bool is_read; /* a record was read and is not given yet */

    size_t depth; /* objects and arrays open within a record, its own counted; 0: between records */
    struct level levels[DEPTH_LIMIT + 2]; /* by depth */
    unsigned wanted;                      /* the paths that end at the value that comes, as bits */
    unsigned wrong;                       /* the paths whose value is no text */
    const char *instead[PATH_LIMIT];      /* of each of these, what it is */
    const char *no_record; /* what stands where an object must; NULL where one does */

    unsigned counting;  /* the paths to the list that is open and counted, as bits */
    size_t count_depth; /* that of its items */
    size_t item_count;  /* so far */

    struct lap_str found[PATH_LIMIT]; /* by path */
    size_t begin;                     /* where the record's object begins in the unit */
    size_t line;                      /* of the record's beginning, from 0 */
    size_t counted;                   /* how many bytes have had their line ends counted in line */
};

/* Sets line to that of the byte at. */
static void count_lines_to(struct reading *reading, size_t at)
{
    const char *bytes = reading->json.bytes.bytes;
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
    return reading->host->reject(reading->call, reading->line,
                                 "%s stands where an object must; take it out", what);
}

/* The value of path is no text. */
static int reject_wrong(struct reading *reading, size_t path)
{
    const struct path *wrong = &reading->options->paths[path];

    return reading->host->reject(reading->call, reading->line,
                                 "the value of '%.*s' is %s, not a text; choose a key with "
                                 "--reader jsonl:%s=KEY",
                                 (int)wrong->keys.size, wrong->keys.bytes, reading->instead[path],
                                 fields[wrong->field]);
}

/* The key of the first list of objects that stands in the object at hand; absent where none does.
 * The object is walked again, so that reading one that is a paper costs nothing. */
static struct lap_str list_key(const struct reading *reading)
{
    struct lap_str bytes = reading->json.bytes;
    struct lap_str key = absent;
    struct json json;
    enum json_token before = JSON_END;
    enum json_token token;

    bytes.bytes += reading->begin;
    bytes.size -= reading->begin;
    json_begin(&json, reading->host, reading->call, bytes, true);
    while ((token = json_next(&json)) > JSON_BROKEN) {
        if (token == JSON_KEY && json.depth == 1)
            key = json.text;
        if (token == JSON_OBJECT && before == JSON_LIST && json.depth == 3)
            return key;
        if (json.depth == 0)
            break;
        before = token;
    }
    return absent;
}

static int reject_empty(struct reading *reading)
{
    struct lap_str title = reading->options->keys[TITLE];
    struct lap_str abstract = reading->options->keys[ABSTRACT];
    struct lap_str list = list_key(reading);

    return reading->host->reject(
        reading->call, reading->line,
        "the object has no text under '%.*s' or '%.*s'; name its keys with "
        "--reader jsonl:title=KEY,abstract=KEY%s%.*s%s",
        (int)title.size, title.bytes, (int)abstract.size, abstract.bytes,
        list.bytes ? ", or where the papers stand in its list '" : "", (int)list.size, list.bytes,
        list.bytes ? "' take them out first, as jq -c '.KEY[]' FILE does" : "");
}

/* Puts the prefix before the id. */
static bool set_prefix(struct reading *reading, struct lap_str *id)
{
    struct lap_str prefix = reading->options->prefix;
    char *text;

    if (!id->bytes || prefix.size == 0)
        return true;
    text = reading->host->alloc(reading->call, prefix.size + id->size);
    if (!text)
        return false;
    memcpy(text, prefix.bytes, prefix.size);
    memcpy(text + prefix.size, id->bytes, id->size);
    *id = (struct lap_str){text, prefix.size + id->size};
    return true;
}

/* The date alone of a date and a time (ISO 8601, or with a space between them); any other text as
 * it is. */
static struct lap_str date_of(struct lap_str text)
{
    static const char form[] = "0000-00-00";
    size_t size = sizeof form - 1;

    if (text.size <= size || !memchr("T ", text.bytes[size], 2))
        return text;
    for (size_t i = 0; i < size; i++)
        if (form[i] == '0' ? (unsigned char)(text.bytes[i] - '0') > 9 : text.bytes[i] != form[i])
            return text;
    return (struct lap_str){text.bytes, size};
}

/* Takes for each field the first of its paths that has any text. Gives the path whose value is none
 * and stands before all that have, if there is one; else PATH_LIMIT. */
static size_t choose_values(const struct reading *reading, struct lap_str *values)
{
    const struct options *options = reading->options;

    for (size_t i = 0; i < options->path_count; i++) {
        struct lap_str *value = &values[options->paths[i].field];

        if (value->size)
            continue;
        if (reading->wrong >> i & 1u)
            return i;
        if (reading->found[i].bytes)
            *value = reading->found[i];
    }
    return PATH_LIMIT;
}

/* Gives the object that was read as a record, or says why it is none. */
static int give_object(struct reading *reading)
{
    struct lap_str values[FIELD_COUNT] = {{NULL, 0}};
    size_t wrong = choose_values(reading, values);

    if (wrong < PATH_LIMIT)
        return reject_wrong(reading, wrong);
    if (!values[TITLE].bytes && !values[ABSTRACT].bytes)
        return reject_empty(reading);
    if (!set_prefix(reading, &values[ID]))
        return reading->host->fail(reading->call, "no memory for an id");
    values[PUBLISHED] = date_of(values[PUBLISHED]);
    return reading->host->record(reading->call, reading->line, values);
}

/* Gives what was read, if anything; false where reading must end. */
static bool give_record(struct reading *reading)
{
    if (!reading->is_read)
        return true;
    reading->is_read = false;
    reading->status =
        reading->no_record ? reject(reading, reading->no_record) : give_object(reading);
    return reading->status == LAP_OK;
}

/* Begins a record; no_record says what it is where it is no object. */
static void begin_record(struct reading *reading, const char *no_record)
{
    size_t count = reading->options->path_count;

    if (!give_record(reading))
        return;
    reading->begin = reading->json.at - 1;
    count_lines_to(reading, reading->json.at);
    memset(reading->found, 0, count * sizeof *reading->found);
    memset(reading->levels[1].at, 0, count * sizeof *reading->levels[1].at);
    reading->levels[1].live = no_record ? 0 : (1u << count) - 1;
    reading->wanted = 0;
    reading->wrong = 0;
    reading->counting = 0;
    reading->no_record = no_record;
    reading->depth = 1;
}

/* A value that is no text; what says what it is. */
static void take_wrong(struct reading *reading, const char *what)
{
    reading->wanted &= ~reading->options->counted;
    reading->wrong |= reading->wanted;
    for (; reading->wanted; reading->wanted &= reading->wanted - 1)
        reading->instead[__builtin_ctz(reading->wanted)] = what;
}

/* Goes into an object or a list. */
static void go_down(struct reading *reading, const char *what)
{
    take_wrong(reading, what);
    reading->depth++;
}

/* ---- Lists that are counted ---- */

/* A value begins, which may be an item of such a list. */
static void count_item(struct reading *reading)
{
    reading->item_count += reading->counting && reading->depth == reading->count_depth;
}

static void begin_count(struct reading *reading)
{
    reading->counting = reading->wanted & reading->options->counted;
    reading->count_depth = reading->depth + 1;
    reading->item_count = 0;
}

/* How many items the list had that ends, as a text; absent where it had none. */
static struct lap_str count_of(struct reading *reading)
{
    enum { LARGEST = 24 }; /* more digits than a size has */
    char *digits;

    if (reading->item_count == 0)
        return absent;
    digits = reading->host->alloc(reading->call, LARGEST);
    if (!digits) {
        reading->status = reading->host->fail(reading->call, "no memory for a number");
        return absent;
    }
    return (struct lap_str){digits, (size_t)snprintf(digits, LARGEST, "%zu", reading->item_count)};
}

static void end_count(struct reading *reading)
{
    struct lap_str count = count_of(reading);

    for (; reading->counting; reading->counting &= reading->counting - 1)
        reading->found[__builtin_ctz(reading->counting)] = count;
}

/* ---- Tokens ---- */

/* No path leads on through the items of a list. */
static void end_paths(struct reading *reading)
{
    if (reading->depth <= DEPTH_LIMIT)
        reading->levels[reading->depth + 1].live = 0;
}

static void take_object(struct reading *reading)
{
    if (reading->depth == 0)
        begin_record(reading, NULL);
    else
        go_down(reading, "an object");
}

/* A key: it is the last of a chosen path, or leads on along one, or neither. */
static void take_key(struct reading *reading, struct lap_str key)
{
    uint8_t byte = key.size ? (uint8_t)key.bytes[0] : 0;
    const struct level *level;
    struct level *below;
    unsigned live;

    reading->wanted = 0;
    if (reading->depth > DEPTH_LIMIT)
        return;
    level = &reading->levels[reading->depth];
    below = &reading->levels[reading->depth + 1];
    below->live = 0;
    for (live = level->live & reading->options->by_byte[byte]; live; live &= live - 1) {
        int i = __builtin_ctz(live);
        struct lap_str path = reading->options->paths[i].keys;
        size_t at = level->at[i];

        if (path.size - at < key.size || memcmp(path.bytes + at, key.bytes, key.size) != 0)
            continue;
        if (path.size - at == key.size) {
            reading->wanted |= 1u << i;
        } else if (path.bytes[at + key.size] == '.') {
            below->live |= 1u << i;
            below->at[i] = (uint32_t)(at + key.size + 1);
        }
    }
}

/* Comes out of an object or a list. */
static void go_up(struct reading *reading)
{
    reading->wanted = 0;
    reading->depth--;
    reading->is_read = reading->depth == 0;
}

static void take_list(struct reading *reading)
{
    if (reading->wanted & reading->options->counted)
        begin_count(reading);
    if (reading->depth > 0)
        go_down(reading, "a list");
    else if (!reading->is_in_array)
        reading->is_in_array = true;
    else
        begin_record(reading, "a list");
    end_paths(reading);
}

static void take_list_end(struct reading *reading)
{
    if (reading->counting && reading->depth == reading->count_depth)
        end_count(reading);
    if (reading->depth > 0)
        go_up(reading);
    else
        reading->is_in_array = false;
}

/* The text of the token at hand, its escapes decoded. */
static struct lap_str text_of(struct reading *reading)
{
    struct lap_str text = reading->json.text;

    if (reading->json.escape_count == 0)
        return text;
    text = json_decoded(&reading->json);
    if (!text.bytes)
        reading->status = reading->host->fail(reading->call, "no memory for a text");
    return text;
}

/* A value that is neither object nor list. Null counts as absent. */
static void take_value(struct reading *reading, enum json_token token)
{
    static const char *const kinds[] = {[JSON_TEXT] = "a text",
                                        [JSON_NUMBER] = "a number",
                                        [JSON_TRUE] = "true",
                                        [JSON_FALSE] = "false",
                                        [JSON_NULL] = "null"};
    struct lap_str text;

    if (reading->depth == 0) {
        begin_record(reading, kinds[token]);
        go_up(reading);
        return;
    }
    reading->wanted &= ~reading->options->counted;
    if (!reading->wanted)
        return;
    if (token == JSON_TRUE || token == JSON_FALSE) {
        take_wrong(reading, kinds[token]);
        return;
    }
    text = token == JSON_NULL ? absent : text_of(reading);
    reading->wrong &= ~reading->wanted;
    for (; reading->wanted; reading->wanted &= reading->wanted - 1)
        reading->found[__builtin_ctz(reading->wanted)] = text;
}

static void take_token(struct reading *reading, enum json_token token)
{
    if (token == JSON_OBJECT || token == JSON_LIST || token >= JSON_TEXT)
        count_item(reading);
    if (token == JSON_OBJECT)
        take_object(reading);
    else if (token == JSON_LIST)
        take_list(reading);
    else if (token == JSON_LIST_END)
        take_list_end(reading);
    else if (token == JSON_OBJECT_END)
        go_up(reading);
    else
        take_value(reading, token);
}

/* ---- Reading ---- */

/* The next token that is no key; a key before it is taken. */
static enum json_token next_token(struct reading *reading)
{
    enum json_token token = json_next(&reading->json);

    if (token == JSON_KEY) {
        struct lap_str key = text_of(reading);

        if (key.bytes)
            take_key(reading, key);
        token = json_value(&reading->json);
    }
    return token;
}

/* Says near which place and why the JSON is broken. Behind that place nothing can be told apart any
 * more. */
static int reject_broken(struct reading *reading)
{
    const struct json *json = &reading->json;
    bool is_line = reading->is_line && !reading->is_in_array;
    size_t column = !json->is_cut;

    if (!is_line && !give_record(reading))
        return reading->status;
    for (size_t at = json->at; at > 0 && json->bytes.bytes[at - 1] != '\n'; at--)
        column++;
    count_lines_to(reading, json->at);
    return reading->host->reject(
        reading->call, reading->line, "broken JSON near column %zu (%s); %s", column ? column : 1,
        json->why, is_line ? "mend the line" : "the rest of the input is lost, mend it");
}

static int read(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_unit *unit)
{
    struct reading *reading = host->alloc(call, sizeof *reading);
    enum json_token token;

    if (!reading)
        return host->fail(call, "no memory for a record");
    reading->host = host;
    reading->call = call;
    reading->options = state;
    reading->is_line = unit->framing == LAP_LINES;
    json_begin(&reading->json, host, call, unit->bytes, !reading->is_line);
    while (reading->status == LAP_OK && (token = next_token(reading)) > JSON_BROKEN)
        take_token(reading, token);
    if (reading->status != LAP_OK)
        return reading->status;
    if (token == JSON_BROKEN)
        return reject_broken(reading);
    give_record(reading);
    return reading->status;
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

/* How an input that begins with a brace is cut: one object a line where the first line is one, or
 * where it is none and what follows does not go on with it either. */
static struct lap_look look_at_object(const struct lap_host *host, struct lap_call *call,
                                      struct lap_str text, struct lap_look look)
{
    const char *lf = memchr(text.bytes, '\n', text.size);
    struct lap_str line = {text.bytes, lf ? (size_t)(lf - text.bytes) : text.size};
    struct lap_str rest = {text.bytes + line.size, text.size - line.size};
    enum verdict verdict = verdict_on(host, call, line, false);

    if (verdict == COMPLETE || (verdict == UNFINISHED && without_blanks(rest).size == 0))
        return (struct lap_look){SURE, LAP_LINES};
    if (verdict_on(host, call, text, true) != BROKEN)
        return (struct lap_look){SURE, LAP_WHOLE};
    return look;
}

static int look(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_head *head, struct lap_look *look)
{
    struct lap_str text = without_blanks(head->bytes);
    bool has_lines = has_name_end(head->name, ".jsonl") || has_name_end(head->name, ".ndjson");
    bool is_named = has_lines || has_name_end(head->name, ".json");
    bool is_array = text.size && text.bytes[0] == '[';
    bool is_object = text.size && text.bytes[0] == '{';

    (void)state;
    look->framing = is_array || (is_named && !has_lines) ? LAP_WHOLE : LAP_LINES;
    look->confidence = is_named || ((is_array || is_object) && looks_like_json(text)) ? LIKELY : 0;
    if (is_object)
        *look = look_at_object(host, call, text, *look);
    else if (is_array && verdict_on(host, call, text, true) != BROKEN)
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
