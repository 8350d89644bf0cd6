/* SPDX-License-Identifier: MIT */
/* Objects as they are read token by token: which keys' values they have, and what keeps them from
 * being records. */
#include "objects.h"

#include <stdio.h>
#include <string.h>

#include "../feed/date.h"
#include "choice.h"
#include "index.h"
#include "json.h"
#include "paths.h"

enum { DEPTH_LIMIT = 8 }; /* of the objects within which a chosen key may stand */

struct options {
    struct paths paths;
    struct lap_str prefix; /* of the id */
    struct lap_str lists;  /* the keys that lists of papers stand under, with | between them */
    const char *reader;    /* whose options they are */
};

static const struct lap_str absent;

int objects_open(const struct lap_host *host, struct lap_call *call, const struct lap_setup *setup,
                 void **state)
{
    struct options *options = host->alloc(call, sizeof *options);

    if (!options)
        return host->fail(call, "no memory for the options");
    options->reader = setup->declaration;
    options->prefix = host->option(call, "prefix");
    options->lists = host->option(call, "list");
    *state = options;
    return paths_open(host, call, &options->paths);
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
    bool is_line;   /* one value, which is a record as a whole or not at all */
    bool is_listed; /* what is read is the list of an object, and no more */
    bool is_read;   /* a record was read and is not given yet */

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
    const struct paths *paths = &reading->options->paths;
    const struct path *wrong = &paths->items[path];

    return reading->host->reject(
        reading->call, reading->line,
        "the value of '%.*s' is %s, not %s; choose a key with --reader %s:%s=KEY",
        (int)wrong->keys.size, wrong->keys.bytes, reading->instead[path],
        paths->indexed >> path & 1u ? "an index of words" : "a text", reading->options->reader,
        wrong->option);
}

/* ---- Objects that list papers ---- */

/* A list that stands in an object. */
struct list {
    struct lap_str key; /* absent where there is none */
    size_t at;          /* its beginning */
};

/* The first list of the object at json->at whose key is among those named; where none is named, the
 * first that has an object for its first item. */
static struct list list_in(struct json *json, struct lap_str keys)
{
    struct list list = {absent, 0};
    enum json_token before = JSON_END;
    enum json_token token;

    while ((token = json_next(json)) > JSON_BROKEN && json->depth > 0) {
        bool is_wanted = keys.size
                             ? token == JSON_LIST && json->depth == 2 && before == JSON_KEY &&
                                   is_among(list.key, keys)
                             : token == JSON_OBJECT && json->depth == 3 && before == JSON_LIST;

        if (token == JSON_KEY && json->depth == 1)
            list.key = json->text;
        if (token == JSON_LIST && json->depth == 2)
            list.at = json->at - 1;
        if (is_wanted)
            return list;
        before = token;
    }
    return (struct list){absent, 0};
}

/* That of the object at hand, which is walked again, so that reading one that is a paper costs
 * nothing. */
static struct list list_of(const struct reading *reading, struct lap_str keys)
{
    struct json json;

    json_begin(&json, reading->host, reading->call, reading->json.bytes, true);
    json.at = reading->begin;
    return list_in(&json, keys);
}

/* What else may be done about an object without a text: what stands around the key of its list. An
 * object that is a line makes one record and no more. */
static const char *const advice[2][2] = {
    {", or the list that the papers stand in with list=", ""},
    {", or take the papers out of its list first, as jq -c '.", "[]' FILE does"}};

static int reject_empty(struct reading *reading)
{
    const struct options *options = reading->options;
    struct lap_str title = options->paths.keys[TITLE];
    struct lap_str abstract = options->paths.keys[ABSTRACT];
    struct lap_str key = reading->is_listed ? absent : list_of(reading, absent).key;
    const char *const *around = advice[reading->is_line];

    return reading->host->reject(
        reading->call, reading->line,
        "the object has no text under '%.*s' or '%.*s'; name its keys with "
        "--reader %s:title=KEY,abstract=KEY%s%.*s%s",
        (int)title.size, title.bytes, (int)abstract.size, abstract.bytes, options->reader,
        key.bytes ? around[0] : "", (int)key.size, key.bytes ? key.bytes : "",
        key.bytes ? around[1] : "");
}

static int read_objects(struct reading *reading);

/* Reads the papers that an object lists, and says what is broken where the list is. */
static int read_list(const struct reading *outer, struct list list)
{
    struct reading *reading = outer->host->alloc(outer->call, sizeof *reading);

    if (!reading)
        return outer->host->fail(outer->call, "no memory for a record");
    reading->host = outer->host;
    reading->call = outer->call;
    reading->options = outer->options;
    reading->is_listed = true;
    reading->line = outer->line;
    reading->counted = outer->counted;
    json_begin(&reading->json, outer->host, outer->call, outer->json.bytes, true);
    reading->json.at = list.at;
    return read_objects(reading);
}

/* ---- Records ---- */

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

/* Takes for each field the first of its paths that has any text. Gives the path whose value is none
 * and stands before all that have, if there is one; else PATH_LIMIT. */
static size_t choose_values(const struct reading *reading, struct lap_str *values)
{
    const struct paths *paths = &reading->options->paths;

    for (size_t i = 0; i < paths->count; i++) {
        struct lap_str *value = &values[paths->items[i].field];

        if (value->size)
            continue;
        if (reading->wrong >> i & 1u)
            return i;
        if (reading->found[i].bytes)
            *value = reading->found[i];
    }
    return PATH_LIMIT;
}

/* Whether the object that is open has had a text for title or abstract. */
static bool has_text(const struct reading *reading)
{
    struct lap_str values[FIELD_COUNT] = {{NULL, 0}};

    choose_values(reading, values);
    return values[TITLE].bytes || values[ABSTRACT].bytes;
}

/* The list of papers of an object that is none itself and stands in no such list. */
static struct list papers_of(const struct reading *reading)
{
    if (reading->is_line || reading->is_listed || reading->options->lists.size == 0)
        return (struct list){absent, 0};
    return list_of(reading, reading->options->lists);
}

/* Gives the papers of an object without a text for title and abstract, or says that it is none. */
static int give_papers(struct reading *reading)
{
    struct list papers = papers_of(reading);

    return papers.key.bytes ? read_list(reading, papers) : reject_empty(reading);
}

/* Gives the object that was read as a record, or says why it is none. */
static int give_object(struct reading *reading)
{
    struct lap_str values[FIELD_COUNT] = {{NULL, 0}};
    size_t wrong = choose_values(reading, values);
    char published[ISO_DATE_SIZE];

    if (wrong < PATH_LIMIT)
        return reject_wrong(reading, wrong);
    if (!values[TITLE].bytes && !values[ABSTRACT].bytes)
        return give_papers(reading);
    if (!set_prefix(reading, &values[ID]))
        return reading->host->fail(reading->call, "no memory for an id");
    values[PUBLISHED] = date_of(values[PUBLISHED], published);
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
    size_t count = reading->options->paths.count;

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

/* The values of some paths are not what they must be; what says what they are. */
static void note_wrong(struct reading *reading, unsigned paths, const char *what)
{
    reading->wrong |= paths;
    for (; paths; paths &= paths - 1)
        reading->instead[__builtin_ctz(paths)] = what;
}

/* A value that no path may end at but one to a list that is counted. */
static void take_wrong(struct reading *reading, const char *what)
{
    note_wrong(reading, reading->wanted & ~reading->options->paths.counted, what);
    reading->wanted = 0;
}

/* A text for some paths. */
static void take_text(struct reading *reading, unsigned paths, struct lap_str text)
{
    reading->wrong &= ~paths;
    for (; paths; paths &= paths - 1)
        reading->found[__builtin_ctz(paths)] = text;
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
    reading->counting = reading->wanted & reading->options->paths.counted;
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

    take_text(reading, reading->counting, count);
    reading->counting = 0;
}

/* ---- Tokens ---- */

/* The object that begins stands for a text where a path to an index of words ends at it. */
static void take_index(struct reading *reading)
{
    unsigned paths = reading->wanted & reading->options->paths.indexed;
    struct lap_str text;

    if (!paths)
        return;
    reading->wanted &= ~paths;
    if (index_text(&reading->json, reading->json.at - 1, &text) != LAP_OK)
        reading->status = reading->host->fail(reading->call, "no memory for a text");
    else if (text.bytes)
        take_text(reading, paths, text);
    else
        note_wrong(reading, paths, "an object of something else");
}

static void take_object(struct reading *reading)
{
    if (reading->depth == 0) {
        begin_record(reading, NULL);
        return;
    }
    take_index(reading);
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
    for (live = level->live & reading->options->paths.by_byte[byte]; live; live &= live - 1) {
        int i = __builtin_ctz(live);
        struct lap_str path = reading->options->paths.items[i].keys;
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

/* A value has ended: what follows it has another key, or is an item that no path leads through. */
static void end_paths(struct reading *reading)
{
    if (reading->depth <= DEPTH_LIMIT)
        reading->levels[reading->depth + 1].live = 0;
}

/* Comes out of an object or a list. */
static void go_up(struct reading *reading)
{
    reading->wanted = 0;
    reading->depth--;
    reading->is_read = reading->depth == 0;
    end_paths(reading);
}

static void take_list(struct reading *reading)
{
    if (reading->wanted & reading->options->paths.counted)
        begin_count(reading);
    if (reading->depth > 0)
        go_down(reading, "a list");
    else if (!reading->is_in_array)
        reading->is_in_array = true;
    else
        begin_record(reading, "a list");
    if (reading->depth > 0)
        take_key(reading, first_item);
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
    unsigned texts;

    if (reading->depth == 0) {
        begin_record(reading, kinds[token]);
        go_up(reading);
        return;
    }
    end_paths(reading);
    if (!reading->wanted)
        return;
    if (token == JSON_TRUE || token == JSON_FALSE) {
        take_wrong(reading, kinds[token]);
        return;
    }
    texts = reading->wanted & ~reading->options->paths.counted;
    if (token != JSON_NULL) {
        note_wrong(reading, texts & reading->options->paths.indexed, kinds[token]);
        texts &= ~reading->options->paths.indexed;
    }
    reading->wanted = 0;
    if (texts)
        take_text(reading, texts, token == JSON_NULL ? absent : text_of(reading));
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

/* Whether what is broken is a line, which costs no other. */
static bool is_one_line(const struct reading *reading)
{
    return reading->is_line && !reading->is_in_array;
}

/* Says near which place and why the JSON is broken. Behind that place nothing can be told apart any
 * more. */
static int reject_broken(struct reading *reading)
{
    const struct json *json = &reading->json;
    size_t column = !json->is_cut;

    for (size_t at = json->at; at > 0 && json->bytes.bytes[at - 1] != '\n'; at--)
        column++;
    count_lines_to(reading, json->at);
    return reading->host->reject(
        reading->call, reading->line, "broken JSON near column %zu (%s); %s", column ? column : 1,
        json->why,
        is_one_line(reading) ? "mend the line" : "the rest of the input is lost, mend it");
}

/* Gives what stands before the place where the JSON is broken. A line is a record as a whole or not
 * at all; of an object that breaks off in its list of papers those before are read. */
static int end_broken(struct reading *reading)
{
    struct list papers = {absent, 0};

    if (!is_one_line(reading) && !give_record(reading))
        return reading->status;
    if (reading->depth > 0 && !reading->no_record && !has_text(reading))
        papers = papers_of(reading);
    return papers.key.bytes ? read_list(reading, papers) : reject_broken(reading);
}

static int read_objects(struct reading *reading)
{
    enum json_token token;

    while (reading->status == LAP_OK && (token = next_token(reading)) > JSON_BROKEN) {
        take_token(reading, token);
        if (reading->is_listed && reading->json.depth == 0)
            break;
    }
    if (reading->status != LAP_OK)
        return reading->status;
    if (token == JSON_BROKEN)
        return end_broken(reading);
    give_record(reading);
    return reading->status;
}

int objects_read(const struct lap_host *host, struct lap_call *call, const void *state,
                 struct object_place place)
{
    struct reading *reading = host->alloc(call, sizeof *reading);

    if (!reading)
        return host->fail(call, "no memory for a record");
    reading->host = host;
    reading->call = call;
    reading->options = state;
    reading->is_line = place.is_line;
    reading->line = place.line;
    json_begin(&reading->json, host, call, place.bytes, !place.is_line);
    return read_objects(reading);
}

/* ---- Looking ---- */

/* Whether the object at json->at has a key that may lead to a title or an abstract. */
static bool has_key_of_text(struct json *json, const struct options *options)
{
    enum json_token token;

    while ((token = json_next(json)) > JSON_BROKEN && json->depth > 0)
        if (token == JSON_KEY && json->depth == 1 &&
            paths_lead_to_text(&options->paths, json->text))
            return true;
    return false;
}

bool objects_are_listed(const struct lap_host *host, struct lap_call *call, const void *state,
                        struct lap_str bytes)
{
    const struct options *options = state;
    struct json json;

    json_begin(&json, host, call, bytes, true);
    if (options->lists.size == 0 || has_key_of_text(&json, options))
        return false;
    json_begin(&json, host, call, bytes, true);
    return list_in(&json, options->lists).key.bytes != NULL;
}
