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
    {"names", FORM_LINES, true, offsetof(struct group_form, names), NULL},
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
    struct lap_str folded; /* absent where another entry makes this one needless */
    bool is_spelled_out;   /* made from another by its joints */
};

struct entries {
    struct arena *arena;
    struct faults *faults;
    struct entry *items; /* of the heap */
    size_t count;
    size_t room;
};

static struct lap_str fold(struct arena *arena, struct lap_str text, bool is_caseless)
{
    char *folded;

    if (!is_caseless)
        return text;
    folded = arena_copy(arena, text);
    for (size_t i = 0; i < text.size; i++)
        folded[i] = (char)tolower((unsigned char)folded[i]);
    return (struct lap_str){folded, text.size};
}

static void add(struct entries *entries, struct entry entry, struct lap_str spelling)
{
    if (entries->count == entries->room) {
        entries->room = entries->room ? 2 * entries->room : 256;
        entries->items = memory_grow(entries->items, entries->room, sizeof *entries->items);
    }
    entry.name.spelling = spelling;
    entry.folded = fold(entries->arena, spelling, entry.name.group->is_caseless);
    entries->items[entries->count++] = entry;
}

static bool has(struct lap_str text, char c)
{
    return memchr(text.bytes, c, text.size) != NULL;
}

static bool is_joint(char c)
{
    return c == ' ' || c == '-';
}

/* The spelling with every joint replaced; '\0' leaves them out. */
static struct lap_str joined(struct arena *arena, struct lap_str spelling, char joint)
{
    char *text = arena_take(arena, spelling.size);
    size_t size = 0;

    for (size_t i = 0; i < spelling.size; i++) {
        if (!is_joint(spelling.bytes[i]))
            text[size++] = spelling.bytes[i];
        else if (joint)
            text[size++] = joint;
    }
    return (struct lap_str){text, size};
}

static void add_spellings(struct entries *entries, struct entry entry, struct lap_str spelling)
{
    static const char joints[] = {' ', '-', '\0'};

    add(entries, entry, spelling);
    if (!entry.name.group->has_any_joints || (!has(spelling, ' ') && !has(spelling, '-')))
        return;
    entry.is_spelled_out = true;
    for (size_t i = 0; i < sizeof joints; i++) {
        struct lap_str other = joined(entries->arena, spelling, joints[i]);

        if (!str_is_equal(other, spelling))
            add(entries, entry, other);
    }
}

static bool is_spelling(struct lap_str text, struct place place, struct faults *faults)
{
    bool is_right = text.size > 0 && !isspace((unsigned char)text.bytes[0]) &&
                    !isspace((unsigned char)text.bytes[text.size - 1]) && !has(text, '\t') &&
                    !has(text, '\r') && !memmem(text.bytes, text.size, "  ", 2);

    if (!is_right)
        faults_add_at(
            faults, place,
            "'%.*s' is no name: it must hold something, and single spaces only between words",
            STR_ARGS(text));
    return is_right;
}

/* Where a '=' stands in the line as a word of its own; the line's size where none does. */
static size_t equals_of(struct lap_str line)
{
    size_t at = 0;

    for (; at < line.size; at++) {
        if (line.bytes[at] == '=' && (at == 0 || line.bytes[at - 1] == ' ') &&
            (at + 1 == line.size || line.bytes[at + 1] == ' '))
            break;
    }
    return at;
}

/* Takes off what stands before the next ` = `; behind the last, rest is absent. */
static struct lap_str take_spelling(struct lap_str *rest)
{
    size_t at = equals_of(*rest);
    struct lap_str spelling = {rest->bytes, at > 0 && at < rest->size ? at - 1 : at};
    size_t behind = at + 2 < rest->size ? at + 2 : rest->size;

    *rest = at < rest->size ? str_part(*rest, (struct lap_span){behind, rest->size})
                            : (struct lap_str){NULL, 0};
    return spelling;
}

/* A line: the usual spelling, then the others, each behind ` = `. */
static void add_name(struct entries *entries, struct lap_str line, struct place place,
                     const struct name_group *group)
{
    struct entry entry = {.name.group = group, .place = place};

    if (line.size > 1 && memcmp(line.bytes, "# ", 2) == 0) {
        faults_add_at(entries->faults, place,
                      "'%.*s' would be a name here; write what is none above the group",
                      STR_ARGS(line));
        return;
    }
    while (line.bytes) {
        struct lap_str spelling = take_spelling(&line);

        if (!entry.name.usual.bytes)
            entry.name.usual = spelling;
        if (is_spelling(spelling, place, entries->faults))
            add_spellings(entries, entry, spelling);
    }
}

static void add_names(struct entries *entries, const struct yaml *node,
                      const struct name_group *group)
{
    struct lap_str rest = str_of(node->text);
    struct place place = {node->place.file, node->place.line, 0};
    bool is_empty = true;

    for (; rest.size; place.line++) {
        struct lap_str line = str_take(&rest, '\n');

        if (line.size == 0)
            continue;
        add_name(entries, line, place, group);
        is_empty = false;
    }
    if (is_empty)
        faults_add_at(entries->faults, node->key_place, "'%s' has no names", group->title);
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
    if (form.names)
        add_names(entries, form.names, group);
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
static struct entry **place_of(const struct seen *seen, struct lap_str folded)
{
    uint64_t hash = 0;

    for (size_t i = 0; i < folded.size; i++)
        hash = (hash ^ (uint8_t)folded.bytes[i]) * UINT64_C(0x9E3779B97F4A7C15);
    for (hash ^= hash >> 32;; hash++) {
        struct entry **place = &seen->slots[hash & seen->mask];

        if (!*place || str_is_equal((*place)->folded, folded))
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
            entry->folded.bytes = NULL;
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
        if (entries->items[i].folded.bytes)
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
