/* SPDX-License-Identifier: MIT */
/* Puts the pieces of `define` into patterns. */
#include "declare/pieces.h"

#include <ctype.h>

#include "declare/form.h"
#include "declare/nearest.h"

enum piece_state { PIECE_RAW, PIECE_OPEN, PIECE_READY };

struct piece {
    const struct yaml *node;
    const char *text; /* ready: with the pieces that it uses */
    enum piece_state state;
};

struct pieces {
    struct piece *items;
    size_t count;
};

static struct piece *find(struct pieces *pieces, struct lap_str name)
{
    for (size_t i = 0; i < pieces->count; i++)
        if (str_is_equal(str_of(pieces->items[i].node->key), name))
            return &pieces->items[i];
    return NULL;
}

static void tell_unknown(struct arena *arena, const struct pieces *pieces, struct lap_str name,
                         const struct yaml *node, struct faults *faults)
{
    const char **known = arena_take(arena, (pieces->count + 1) * sizeof *known);

    for (size_t i = 0; i < pieces->count; i++)
        known[i] = pieces->items[i].node->key;
    faults_add_at(faults, node->place, "unknown piece '%.*s'%s", STR_ARGS(name),
                  nearest_hint(arena, arena_copy(arena, name), known));
}

/* The text of a piece that node uses; NULL and a fault where there is none. */
static const char *text_of(struct arena *arena, struct pieces *pieces, struct lap_str name,
                           const struct yaml *node, struct faults *faults)
{
    struct piece *piece = find(pieces, name);

    if (!piece) {
        tell_unknown(arena, pieces, name, node, faults);
        return NULL;
    }
    if (piece->state == PIECE_OPEN) {
        faults_add_at(faults, node->place, "the piece '%s' is used within itself",
                      piece->node->key);
        return NULL;
    }
    if (piece->state == PIECE_RAW) {
        piece->state = PIECE_OPEN;
        piece->text = pieces_put_in(arena, pieces, piece->node, faults);
        piece->state = PIECE_READY;
    }
    return piece->text;
}

/* The name of the piece that is used at from; absent where none is. */
static struct lap_str use_at(const char *from)
{
    struct lap_str name = {from + 2, 0};

    while (isalnum((unsigned char)name.bytes[name.size]) || name.bytes[name.size] == '_')
        name.size++;
    if (name.size == 0 || isdigit((unsigned char)*name.bytes) ||
        strncmp(name.bytes + name.size, "}}", 2) != 0)
        name.bytes = NULL;
    return name;
}

/* PCRE2 compiles no pattern to more than 64 KiB; pieces that hold pieces soon make gigabytes. */
enum { LONGEST_TEXT = 1 << 20 };

const char *pieces_put_in(struct arena *arena, struct pieces *pieces, const struct yaml *node,
                          struct faults *faults)
{
    struct buffer out = {0};
    const char *rest = node->text;
    const char *open;
    const char *text = node->text;

    if (strchr(text, '\b'))
        faults_add_at(faults, node->place,
                      "a backspace stands here, which YAML makes of \\b in double quotes; put the "
                      "pattern in single quotes");
    while (out.size <= LONGEST_TEXT && (open = strstr(rest, "{{"))) {
        struct lap_str name = use_at(open);
        const char *piece = name.bytes ? text_of(arena, pieces, name, node, faults) : NULL;

        buffer_add(&out, rest, (size_t)(open - rest));
        buffer_add_format(&out, piece ? "(?:%s)" : "{{", piece);
        rest = piece ? name.bytes + name.size + 2 : open + 2;
    }
    if (out.size > LONGEST_TEXT) {
        faults_add_at(faults, node->place,
                      "with its pieces this is longer than %d bytes; use fewer in one another",
                      LONGEST_TEXT);
    } else {
        buffer_add_str(&out, str_of(rest));
        text = arena_copy(arena, buffer_str(&out));
    }
    buffer_release(&out);
    return text;
}

static void add(struct pieces *pieces, const struct yaml *node, struct faults *faults)
{
    struct piece *twin = find(pieces, str_of(node->key));

    if (twin)
        faults_add_at(faults, node->key_place, "the piece '%s' is defined twice, also in %s:%zu",
                      node->key, twin->node->key_place.file, twin->node->key_place.line);
    else if (!form_is_name(node->key))
        faults_add_at(faults, node->key_place,
                      "'%s' is no name of a piece: a small letter, then small letters, digits and "
                      "'_'",
                      node->key);
    else if (form_is(node, YAML_SCALAR, "a piece", faults))
        pieces->items[pieces->count++].node = node;
}

struct pieces *pieces_read(struct arena *arena, const struct yaml *const *maps, size_t count,
                           struct faults *faults)
{
    struct pieces *pieces = arena_take(arena, sizeof *pieces);
    size_t room = 1;

    for (size_t i = 0; i < count; i++)
        room += maps[i] ? maps[i]->count : 0;
    pieces->items = arena_take(arena, room * sizeof *pieces->items);
    for (size_t i = 0; i < count; i++)
        for (const struct yaml *at = maps[i] ? maps[i]->first : NULL; at; at = at->next)
            add(pieces, at, faults);
    for (size_t i = 0; i < pieces->count; i++)
        text_of(arena, pieces, str_of(pieces->items[i].node->key), pieces->items[i].node, faults);
    return pieces;
}
