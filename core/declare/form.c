/* SPDX-License-Identifier: MIT */
/* Reads a map of YAML by a table of its keys. */
#include "declare/form.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "declare/nearest.h"

static const struct form_key *key_of(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->count; i++)
        if (strcmp(form->keys[i].name, name) == 0)
            return &form->keys[i];
    return NULL;
}

/* In braces what follows a comma is a key, also where the comma was meant to be part of a text. */
static bool is_rest_of_text(const struct yaml *map, const struct yaml *node)
{
    const struct yaml *before = map->first;
    bool is_bare = node->kind == YAML_SCALAR && node->is_plain && !*node->text;

    while (before != node && before->next != node)
        before = before->next;
    return before != node && before->key_place.line == node->key_place.line &&
           (is_bare || strchr(node->key, ' '));
}

static void tell_unknown_key(struct arena *arena, const struct form *form, const struct yaml *map,
                             const struct yaml *node, struct faults *faults)
{
    const char **known = arena_take(arena, (form->count + 1) * sizeof *known);

    if (is_rest_of_text(map, node)) {
        faults_add_at(faults, node->key_place,
                      "unknown key '%s'; put a text with a comma in quotes", node->key);
        return;
    }
    for (size_t i = 0; i < form->count; i++)
        known[i] = form->keys[i].name;
    faults_add_at(faults, node->key_place, "unknown key '%s'%s", node->key,
                  nearest_hint(arena, node->key, known));
}

static bool wrong(const struct yaml *node, struct faults *faults, const char *wanted)
{
    if (node->kind != YAML_SCALAR)
        faults_add_at(faults, node->place, "'%s' must be %s, not %s", node->key, wanted,
                      yaml_kind_name(node->kind));
    else if (!*node->text)
        faults_add_at(faults, node->key_place, "'%s' must be %s; nothing stands there", node->key,
                      wanted);
    else
        faults_add_at(faults, node->place, "'%s' must be %s, not '%s'", node->key, wanted,
                      node->text);
    return false;
}

static bool take_truth(const struct yaml *node, bool *target, struct faults *faults)
{
    bool is_true = node->kind == YAML_SCALAR && strcmp(node->text, "true") == 0;
    bool is_false = node->kind == YAML_SCALAR && strcmp(node->text, "false") == 0;

    if (!node->is_plain || !(is_true || is_false))
        return wrong(node, faults, "true or false");
    *target = is_true;
    return true;
}

static bool take_number(const struct yaml *node, double *target, struct faults *faults)
{
    char *end = NULL;

    if (node->kind == YAML_SCALAR && strspn(node->text, "+-.0123456789eE") == strlen(node->text))
        *target = strtod(node->text, &end);
    if (!end || end == node->text || *end || !isfinite(*target))
        return wrong(node, faults, "a number");
    return true;
}

static bool take_count(const struct yaml *node, size_t *target, struct faults *faults)
{
    double number = -1;
    struct faults none = {0};
    bool is_number = node->kind == YAML_SCALAR && take_number(node, &number, &none);

    faults_release(&none);
    if (!is_number || number < 0 || number > 1e9 || number != floor(number))
        return wrong(node, faults, "a whole number from 0 to 1000000000");
    *target = (size_t)number;
    return true;
}

static bool take_word(struct arena *arena, const struct form_key *key, const struct yaml *node,
                      size_t *target, struct faults *faults)
{
    if (node->kind != YAML_SCALAR || !*node->text)
        return wrong(node, faults, "a word");
    for (size_t i = 0; key->words[i]; i++) {
        if (strcmp(key->words[i], node->text) == 0) {
            *target = i;
            return true;
        }
    }
    faults_add_at(faults, node->place, "'%s' cannot be '%s'%s", key->name, node->text,
                  nearest_hint(arena, node->text, key->words));
    return false;
}

static bool take_text(const struct yaml *node, const char **target, struct faults *faults)
{
    if (node->kind != YAML_SCALAR || !*node->text)
        return wrong(node, faults, "a text");
    *target = node->text;
    return true;
}

static bool take_node(const struct yaml *node, enum yaml_kind kind, const struct yaml **target,
                      struct faults *faults)
{
    if (node->kind != kind)
        return wrong(node, faults, yaml_kind_name(kind));
    *target = node;
    return true;
}

static bool take_lines(const struct yaml *node, const struct yaml **target, struct faults *faults)
{
    if (!node->has_lines)
        return wrong(node, faults, "lines of text below a '|'");
    *target = node;
    return true;
}

static bool take(struct arena *arena, const struct form_key *key, const struct yaml *node,
                 void *target, struct faults *faults)
{
    void *member = (char *)target + key->offset;

    switch (key->kind) {
    case FORM_TEXT:
        return take_text(node, member, faults);
    case FORM_SCALAR:
        return take_node(node, YAML_SCALAR, member, faults);
    case FORM_LIST:
        return take_node(node, YAML_LIST, member, faults);
    case FORM_MAP:
        return take_node(node, YAML_MAP, member, faults);
    case FORM_LINES:
        return take_lines(node, member, faults);
    case FORM_ANY:
        return take_node(node, node->kind, member, faults);
    case FORM_TRUTH:
        return take_truth(node, member, faults);
    case FORM_NUMBER:
        return take_number(node, member, faults);
    case FORM_COUNT:
        return take_count(node, member, faults);
    case FORM_WORD:
        return take_word(arena, key, node, member, faults);
    }
    return false;
}

bool form_fill(struct arena *arena, const struct form *form, const struct yaml *map, void *target,
               struct faults *faults)
{
    bool is_right = form_is(map, YAML_MAP, form->what, faults);

    if (!is_right)
        return false;
    for (const struct yaml *node = map->first; node; node = node->next) {
        const struct form_key *key = key_of(form, node->key);

        if (!key)
            tell_unknown_key(arena, form, map, node, faults);
        is_right = key && take(arena, key, node, target, faults) && is_right;
    }
    for (size_t i = 0; i < form->count; i++) {
        if (!form->keys[i].is_required || yaml_at(map, form->keys[i].name))
            continue;
        faults_add_at(faults, map->place, "%s must have the key '%s'", form->what,
                      form->keys[i].name);
        is_right = false;
    }
    return is_right;
}

bool form_is(const struct yaml *node, enum yaml_kind kind, const char *what, struct faults *faults)
{
    if (node->kind != kind)
        faults_add_at(faults, node->place, "%s must be %s, not %s", what, yaml_kind_name(kind),
                      yaml_kind_name(node->kind));
    return node->kind == kind;
}

bool form_is_name(const char *text)
{
    return *text >= 'a' && *text <= 'z' &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(text);
}
