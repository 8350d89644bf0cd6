/* SPDX-License-Identifier: MIT */
/* Name lists: reads the groups, spells out the joints, and refuses a spelling that stands twice. */
#include "declare/names.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>

#include "declare/form.h"
#include "text/memory.h"

static const char *const case_words[] = {"exact", "any", NULL};

struct group_form {
    const struct yaml *names;
    const struct yaml *cue;
    size_t letter_case;
    size_t joints;
};

static const struct form_key group_keys[] = {
    {"names", FORM_LIST, true, offsetof(struct group_form, names), NULL},
    {"case", FORM_WORD, false, offsetof(struct group_form, letter_case), case_words},
    {"joints", FORM_WORD, false, offsetof(struct group_form, joints), case_words},
    {"cue", FORM_MAP, false, offsetof(struct group_form, cue), NULL},
};

static const struct form group_of = {"a group of names", group_keys,
                                     sizeof group_keys / sizeof *group_keys};

static const struct form_key cue_keys[] = {
    {"role", FORM_TEXT, true, offsetof(struct name_group, cue_role), NULL},
    {"within", FORM_COUNT, true, offsetof(struct name_group, cue_within), NULL},
};

static const struct form cue_of = {"a cue", cue_keys, sizeof cue_keys / sizeof *cue_keys};

/* A spelling with what a message about it needs; folded is what twins have in common. */
struct entry {
    struct name name;
    struct place place;
    const char *folded;
    bool is_spelled_out; /* made from another by its joints */
};

struct entries {
    struct arena *arena;
    struct faults *faults;
    struct entry *items; /* of the heap */
    size_t count;
    size_t room;
};

static const char *fold(struct arena *arena, const char *text, bool is_caseless)
{
    char *folded = arena_copy(arena, str_of(text));

    for (char *c = folded; is_caseless && *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return folded;
}

static void add(struct entries *entries, struct entry entry, const char *spelling)
{
    if (entries->count == entries->room) {
        entries->room = entries->room ? 2 * entries->room : 256;
        entries->items = memory_grow(entries->items, entries->room, sizeof *entries->items);
    }
    entry.name.spelling = str_of(spelling);
    entry.folded = fold(entries->arena, spelling, entry.name.group->is_caseless);
    entries->items[entries->count++] = entry;
}

static bool is_joint(char c)
{
    return c == ' ' || c == '-';
}

/* The spelling with every joint replaced; '\0' leaves them out. */
static const char *joined(struct arena *arena, const char *spelling, char joint)
{
    char *text = arena_copy(arena, str_of(spelling));
    char *end = text;

    for (const char *c = spelling; *c; c++) {
        if (!is_joint(*c))
            *end++ = *c;
        else if (joint)
            *end++ = joint;
    }
    *end = '\0';
    return text;
}

static void add_spellings(struct entries *entries, struct entry entry, const char *spelling)
{
    static const char joints[] = {' ', '-', '\0'};

    add(entries, entry, spelling);
    if (!entry.name.group->has_any_joints || !strpbrk(spelling, " -"))
        return;
    entry.is_spelled_out = true;
    for (size_t i = 0; i < sizeof joints; i++) {
        const char *other = joined(entries->arena, spelling, joints[i]);

        if (strcmp(other, spelling) != 0)
            add(entries, entry, other);
    }
}

static bool is_spelling(const struct yaml *node, struct faults *faults)
{
    const char *text = node->text;
    size_t size = text ? strlen(text) : 0;
    bool is_right = size > 0 && !isspace((unsigned char)text[0]) &&
                    !isspace((unsigned char)text[size - 1]) && !strpbrk(text, "\t\r\n") &&
                    !strstr(text, "  ");

    if (!form_is(node, YAML_SCALAR, "a name", faults))
        return false;
    if (!is_right)
        faults_add_at(
            faults, node->place,
            "'%s' is no name: it must hold something, and single spaces only between words", text);
    return is_right;
}

/* A name, or a list that begins with the usual spelling. */
static void add_name(struct entries *entries, const struct yaml *node,
                     const struct name_group *group)
{
    struct entry entry = {.name.group = group};
    const struct yaml *first = node->kind == YAML_LIST ? node->first : node;

    if (!first)
        faults_add_at(entries->faults, node->place, "a name must have a spelling");
    for (const struct yaml *at = first; at; at = at == node ? NULL : at->next) {
        if (!is_spelling(at, entries->faults))
            continue;
        if (at == first)
            entry.name.usual = str_of(at->text);
        entry.place = at->place;
        add_spellings(entries, entry, at->text);
    }
}

static void add_group(struct entries *entries, const struct yaml *node)
{
    struct name_group *group = arena_take(entries->arena, sizeof *group);
    struct group_form form = {0};

    group->title = node->key;
    group->place = node->key_place;
    form_fill(entries->arena, &group_of, node, &form, entries->faults);
    group->is_caseless = form.letter_case == 1;
    group->has_any_joints = form.joints == 1;
    if (form.cue)
        form_fill(entries->arena, &cue_of, form.cue, group, entries->faults);
    if (form.names && form.names->count == 0)
        faults_add_at(entries->faults, form.names->place, "'%s' has no names", node->key);
    for (const struct yaml *name = form.names ? form.names->first : NULL; name; name = name->next)
        add_name(entries, name, group);
}

static void tell_twin(struct entries *entries, const struct entry *first,
                      const struct entry *second)
{
    if (!second->is_spelled_out)
        faults_add_at(entries->faults, second->place,
                      "'%.*s' stands twice; its first place is line %zu",
                      STR_ARGS(second->name.spelling), first->place.line);
    else if (!str_is_equal(first->name.usual, second->name.usual))
        faults_add_at(
            entries->faults, second->place,
            "'%.*s' would stand for '%.*s' and, with other joints, for '%.*s'; make them one name",
            STR_ARGS(second->name.spelling), STR_ARGS(first->name.usual),
            STR_ARGS(second->name.usual));
}

/* The entries by their folded spellings: a table of places, of which half stay empty. */
struct seen {
    struct entry **slots;
    size_t mask;
};

/* The place of a spelling: empty, or its first entry's. */
static struct entry **place_of(const struct seen *seen, const char *folded)
{
    uint64_t hash = 0;

    for (const char *c = folded; *c; c++)
        hash = (hash ^ (uint8_t)*c) * UINT64_C(0x9E3779B97F4A7C15);
    for (hash ^= hash >> 32;; hash++) {
        struct entry **place = &seen->slots[hash & seen->mask];

        if (!*place || strcmp((*place)->folded, folded) == 0)
            return place;
    }
}

/* Goes through the entries that the file spells, or through those that it does not. Marks those
 * that another entry makes needless, and tells the other twins. */
static void drop_seen(struct entries *entries, const struct seen *seen, bool are_spelled_out)
{
    for (size_t i = 0; i < entries->count; i++) {
        struct entry *entry = &entries->items[i];
        struct entry **place;

        if (entry->is_spelled_out != are_spelled_out)
            continue;
        place = place_of(seen, entry->folded);
        if (*place) {
            tell_twin(entries, *place, entry);
            entry->folded = NULL;
        } else {
            *place = entry;
        }
    }
}

static void drop_twins(struct entries *entries)
{
    struct seen seen = {.mask = 63};

    while (seen.mask < 2 * entries->count)
        seen.mask = 2 * seen.mask + 1;
    seen.slots = memory_take(seen.mask + 1, sizeof(struct entry *));
    drop_seen(entries, &seen, false);
    drop_seen(entries, &seen, true);
    free(seen.slots);
}

static const struct name_list *list_of(const struct entries *entries, const char *file)
{
    struct name_list *list = arena_take(entries->arena, sizeof *list);
    struct name *names = arena_take(entries->arena, entries->count * sizeof *names);

    for (size_t i = 0; i < entries->count; i++)
        if (entries->items[i].folded)
            names[list->count++] = entries->items[i].name;
    list->file = file;
    list->names = names;
    return list;
}

const struct name_list *names_read(struct arena *arena, const char *file, struct faults *faults)
{
    struct entries entries = {.arena = arena, .faults = faults};
    size_t before = faults->count;
    const struct yaml *root = yaml_read(arena, file, faults);
    const struct name_list *list = NULL;

    if (root && form_is(root, YAML_MAP, "a file of names", faults))
        for (const struct yaml *group = root->first; group; group = group->next)
            add_group(&entries, group);
    drop_twins(&entries);
    if (faults->count == before)
        list = list_of(&entries, file);
    free(entries.items);
    return list;
}
