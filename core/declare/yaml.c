/* SPDX-License-Identifier: MIT */
/* YAML through libfyaml's events. The tree is our own, so that every node has its place, every
 * fault of a file is told in one sentence of ours, and nothing has to be released but the arena. */
#include "declare/yaml.h"

#include <errno.h>
#include <libfyaml.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "process/guard.h"
#include "text/utf8.h"

enum { DEPTH_LIMIT = 32 };

struct parse {
    struct arena *arena;
    const char *file;
    struct lap_str text; /* the file's */
    struct faults *faults;
    struct fy_parser *parser;
    size_t first_fault; /* faults before this one are not of this file */
    bool is_stopped;    /* what follows cannot be understood */
    bool has_ended;     /* the parser came to the end of the file */
};

const char *yaml_kind_name(enum yaml_kind kind)
{
    static const char *const names[] = {"a text", "a list", "a map"};

    return names[kind];
}

static struct place place_of(const struct parse *parse, const struct fy_mark *mark)
{
    struct place place = {parse->file, 0, 0};

    if (mark) {
        place.line = (size_t)mark->line + 1;
        place.column = (size_t)mark->column + 1;
    }
    return place;
}

static struct yaml *node_of(struct parse *parse, struct fy_event *event, enum yaml_kind kind)
{
    struct yaml *node = arena_take(parse->arena, sizeof *node);

    node->kind = kind;
    node->place = place_of(parse, fy_event_start_mark(event));
    return node;
}

/* libfyaml says nothing where it finds no memory, and ends as if the file did. */
static void tell_shortage(struct parse *parse)
{
    parse->is_stopped = true;
    faults_add_at(parse->faults, (struct place){parse->file, 0, 0},
                  "cannot be parsed to its end: there is no more memory; run with more");
}

/* Whether an escape in a scalar asks for a NUL byte. */
static bool asks_for_nul(const struct parse *parse, struct fy_token *token)
{
    static const char *const escapes[] = {"\\0", "\\x00", "\\u0000", "\\U00000000"};
    size_t start = fy_token_start_mark(token)->input_pos;
    size_t end = fy_token_end_mark(token)->input_pos;

    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
        if (memmem(parse->text.bytes + start, end - start, escapes[i], strlen(escapes[i])))
            return true;
    return false;
}

/* Without memory libfyaml gives an empty text, or NUL bytes in the place of what escapes ask for.
 */
static void check_text(struct parse *parse, struct fy_token *token, struct lap_str text,
                       const struct yaml *node)
{
    bool has_nul = memchr(text.bytes, 0, text.size);

    if (has_nul && asks_for_nul(parse, token))
        faults_add_at(parse->faults, node->place, "a NUL byte stands in this text; take it out");
    else if (has_nul || (text.size == 0 && fy_token_get_text_length(token) > 0))
        tell_shortage(parse);
}

static struct yaml *scalar_of(struct parse *parse, struct fy_event *event)
{
    struct yaml *node = node_of(parse, event, YAML_SCALAR);
    struct fy_token *token = event->scalar.value;
    struct lap_str text = {NULL, 0};

    if (token)
        text.bytes = fy_token_get_text(token, &text.size);
    if (!text.bytes)
        text = str_of("");
    if (token)
        check_text(parse, token, text, node);
    node->text = arena_copy(parse->arena, text);
    node->is_plain = !token || fy_scalar_token_get_style(token) == FYSS_PLAIN;
    node->has_lines = token && fy_scalar_token_get_style(token) == FYSS_LITERAL;
    return node;
}

static struct yaml *collection_of(struct parse *parse, struct fy_event *event, size_t depth);

/* The node that an event begins; NULL for an event that ends something, or a fault. */
static struct yaml *node_from(struct parse *parse, struct fy_event *event, size_t depth)
{
    switch (event->type) {
    case FYET_SCALAR:
        if (event->scalar.tag)
            faults_add_at(parse->faults, place_of(parse, fy_event_start_mark(event)),
                          "tags are not taken; leave it out");
        return scalar_of(parse, event);
    case FYET_SEQUENCE_START:
    case FYET_MAPPING_START:
        return collection_of(parse, event, depth);
    case FYET_ALIAS:
        faults_add_at(parse->faults, place_of(parse, fy_event_start_mark(event)),
                      "aliases are not taken; write the value out");
        return node_of(parse, event, YAML_SCALAR);
    default:
        return NULL;
    }
}

/* The next node; NULL at the end of what is around it and after a fault. */
static struct yaml *next_node(struct parse *parse, size_t depth)
{
    struct fy_event *event = parse->is_stopped ? NULL : fy_parser_parse(parse->parser);
    struct yaml *node;

    if (!event)
        return NULL;
    node = node_from(parse, event, depth);
    fy_parser_event_free(parse->parser, event);
    return node;
}

static bool is_key(struct parse *parse, const struct yaml *map, const struct yaml *key)
{
    const struct yaml *twin;

    if (key->kind != YAML_SCALAR || !key->text) {
        faults_add_at(parse->faults, key->place, "a key must be a text");
        return false;
    }
    twin = yaml_at(map, key->text);
    if (twin)
        faults_add_at(parse->faults, key->place,
                      "the key '%s' stands twice; its first place is line %zu", key->text,
                      twin->key_place.line);
    return !twin;
}

static void add_child(struct yaml *parent, const struct yaml ***end, struct yaml *child)
{
    **end = child;
    *end = &child->next;
    parent->count++;
}

static struct yaml *collection_of(struct parse *parse, struct fy_event *event, size_t depth)
{
    bool is_map = event->type == FYET_MAPPING_START;
    struct yaml *node = node_of(parse, event, is_map ? YAML_MAP : YAML_LIST);
    const struct yaml **end = &node->first;
    struct yaml *child;

    if (depth == DEPTH_LIMIT) {
        faults_add_at(parse->faults, node->place, "lists and maps stand in each other too deeply");
        parse->is_stopped = true;
        return NULL;
    }
    while ((child = next_node(parse, depth + 1))) {
        struct yaml *key = child;

        if (!is_map) {
            add_child(node, &end, child);
            continue;
        }
        child = next_node(parse, depth + 1);
        if (!child)
            break;
        if (!is_key(parse, node, key))
            continue;
        child->key = key->text;
        child->key_place = key->place;
        add_child(node, &end, child);
    }
    return node;
}

/* What to do about what authors do wrong most often; the parser's own words say only what it is. */
static const char *remedy_of(const char *message)
{
    static const struct {
        const char *part;
        const char *remedy;
    } remedies[] = {
        {"tab ", "; indent with spaces"},
        {"invalid escape", "; in single quotes a backslash stands for itself"},
        {"after single-quoted", "; in single quotes an apostrophe is written twice"},
        {"nested block mapping on the same line", "; put a text with a colon in quotes"},
        {"plain scalar cannot start", "; put the text in quotes"},
    };

    for (size_t i = 0; i < sizeof remedies / sizeof *remedies; i++)
        if (strstr(message, remedies[i].part))
            return remedies[i].remedy;
    return "";
}

static void tell_syntax_errors(struct parse *parse, struct fy_diag *diag)
{
    struct fy_diag_error *error;
    void *at = NULL;

    while ((error = fy_diag_errors_iterate(diag, &at)))
        faults_add_at(parse->faults,
                      (struct place){parse->file, (size_t)error->line, (size_t)error->column},
                      "no YAML: %s%s", error->msg, remedy_of(error->msg));
}

static bool skip_to_document(struct parse *parse)
{
    struct fy_event *event;
    bool is_found = false;

    while (!is_found && (event = fy_parser_parse(parse->parser))) {
        is_found = event->type == FYET_DOCUMENT_START;
        parse->has_ended = event->type == FYET_STREAM_END;
        fy_parser_event_free(parse->parser, event);
    }
    return is_found;
}

static const struct yaml *document_of(struct parse *parse, struct fy_diag *diag)
{
    const struct yaml *root = NULL;
    bool is_document = skip_to_document(parse);

    if (is_document)
        root = next_node(parse, 0);
    if (parse->faults->count == parse->first_fault && skip_to_document(parse))
        faults_add_at(parse->faults, (struct place){parse->file, 0, 0},
                      "holds more than one document; leave one");
    tell_syntax_errors(parse, diag);
    if (!parse->has_ended && parse->faults->count == parse->first_fault)
        tell_shortage(parse);
    if (!root && parse->faults->count == parse->first_fault)
        faults_add_at(parse->faults, (struct place){parse->file, 0, 0}, "holds nothing");
    return parse->faults->count == parse->first_fault ? root : NULL;
}

/* False and a fault at the first byte that is no UTF-8, which libfyaml lets pass, or is a NUL byte,
 * which it takes for the end. */
static bool is_text(const char *file, struct lap_str text, struct faults *faults)
{
    struct place place = {file, 1, 1};
    uint32_t point = 1;
    size_t size;

    if (utf8_is_clean(text) && !memchr(text.bytes, 0, text.size))
        return true;
    for (size_t at = 0; at < text.size; at += size) {
        size = utf8_decode(text, at, &point);
        if (size == 0 || point == 0) {
            faults_add_at(faults, place,
                          size ? "a NUL byte stands here; take it out"
                               : "is no UTF-8; write the file in UTF-8");
            return false;
        }
        place.column++;
        if (point == '\n')
            place = (struct place){file, place.line + 1, 1};
    }
    return true;
}

const struct yaml *yaml_of_text(struct arena *arena, const char *file, struct lap_str text,
                                struct faults *faults)
{
    struct fy_diag_cfg quiet = {.level = FYET_ERROR, .module_mask = ~0u};
    struct fy_diag *diag = fy_diag_create(&quiet);
    struct fy_parse_cfg cfg = {.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG, .diag = diag};
    struct parse parse = {
        .arena = arena, .file = file, .text = text, .faults = faults, .first_fault = faults->count};
    const struct yaml *root = NULL;

    /* It does not look whether there is memory everywhere. */
    guard_enter(file, "libfyaml", "parsed this", false);
    fy_diag_set_collect_errors(diag, true);
    parse.parser = diag ? fy_parser_create(&cfg) : NULL;
    if (parse.parser && fy_parser_set_string(parse.parser, text.bytes, text.size) == 0)
        root = document_of(&parse, diag);
    else
        tell_shortage(&parse);
    fy_parser_destroy(parse.parser);
    fy_diag_destroy(diag);
    guard_leave();
    return root;
}

/* Reads the whole stream; false where that fails, errno says why. */
static bool read_stream(FILE *stream, struct buffer *text)
{
    enum { PIECE = 16384 }; /* most files are smaller, and larger buffers are mapped one by one */
    size_t size;

    while ((size = fread(buffer_room(text, PIECE), 1, PIECE, stream)) > 0)
        text->size += size;
    return !ferror(stream);
}

const struct yaml *yaml_read(struct arena *arena, const char *file, struct faults *faults)
{
    FILE *stream = fopen(file, "rbe");
    struct buffer text = {0};
    const struct yaml *root = NULL;

    if (!stream || !read_stream(stream, &text))
        faults_add_at(faults, (struct place){file, 0, 0}, "cannot be read: %s", strerror(errno));
    else if (is_text(file, buffer_str(&text), faults))
        root = yaml_of_text(arena, file, buffer_str(&text), faults);
    buffer_release(&text);
    if (stream)
        fclose(stream);
    return root;
}

const struct yaml *yaml_at(const struct yaml *map, const char *key)
{
    const struct yaml *node = map->kind == YAML_MAP ? map->first : NULL;

    while (node && strcmp(node->key, key) != 0)
        node = node->next;
    return node;
}

const char *yaml_path(struct arena *arena, const struct yaml *node)
{
    const char *slash = strrchr(node->place.file, '/');

    if (node->text[0] == '/' || !slash)
        return node->text;
    return arena_format(arena, "%.*s/%s", (int)(slash - node->place.file), node->place.file,
                        node->text);
}

const char *yaml_path_of_file(struct arena *arena, const struct yaml *node, struct faults *faults)
{
    const char *path = yaml_path(arena, node);
    struct stat about = {0};
    bool is_readable = access(path, R_OK) == 0 && stat(path, &about) == 0;

    if (is_readable && S_ISREG(about.st_mode))
        return path;
    faults_add_at(faults, node->place, "'%s' names '%s', which cannot be read: %s", node->key, path,
                  is_readable ? "it is no file" : strerror(errno));
    return NULL;
}
