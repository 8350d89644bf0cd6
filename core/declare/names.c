/* SPDX-License-Identifier: MIT */
/* Name lists: reads the groups, spells out the joints, and refuses a spelling that stands twice. */
#include "declare/names.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>

#include "declare/form.h"
#include "process/memory.h"
#include "text/eight.h"

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

/* A spelling with what a message about it needs. */
struct entry {
    struct name name;
    uint32_t line;
    bool is_spelled_out; /* made from another by its joints */
    bool is_needless;    /* another entry stands for the same */
};

struct entries {
    struct arena *arena;
    struct faults *faults;
    const char *file;
    struct entry *items; /* of the heap */
    size_t count;
    size_t room;
};

static void add(struct entries *entries, struct entry entry, struct lap_str spelling)
{
    if (entries->count == entries->room) {
        entries->room = entries->room ? 2 * entries->room : 256;
        entries->items = memory_grow(entries->items, entries->room, sizeof *entries->items);
    }
    entry.name.spelling = spelling;
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

    for (size_t i = 0; i < spelling.size; i++)
        if (!is_joint(spelling.bytes[i]))
            text[size++] = spelling.bytes[i];
        else if (joint)
            text[size++] = joint;
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

/* True where there is a letter or digit, by which names are found. */
static bool has_word(struct lap_str text)
{
    size_t i = 0;

    while (i < text.size && !isalnum((unsigned char)text.bytes[i]) &&
           (unsigned char)text.bytes[i] < 0x80)
        i++;
    return i < text.size;
}

static bool is_spelling(struct lap_str text, struct place place, struct faults *faults)
{
    bool is_right = text.size > 0 && !isspace((unsigned char)text.bytes[0]) &&
                    !isspace((unsigned char)text.bytes[text.size - 1]);

    for (size_t i = 0; i < text.size && is_right; i++) {
        char c = text.bytes[i];

        is_right = c != '\t' && c != '\r' && !(c == ' ' && text.bytes[i + 1] == ' ');
    }
    if (!is_right) {
        faults_add_at(
            faults, place,
            "'%.*s' is no name: it must hold something, and single spaces only between words",
            STR_ARGS(text));
        return false;
    }
    if (text.size > 1 && strchr("'\"", *text.bytes) && *text.bytes == text.bytes[text.size - 1]) {
        faults_add_at(faults, place, "'%.*s' would be a name with its quotes; leave them off",
                      STR_ARGS(text));
        return false;
    }
    if (has_word(text))
        return true;
    faults_add_at(faults, place,
                  "'%.*s' is no name: it must hold a letter or digit, by which it is found",
                  STR_ARGS(text));
    return false;
}

/* Where a '=' stands in the line as a word of its own; the line's size where none does. */
static size_t equals_of(struct lap_str line)
{
    const char *found = memchr(line.bytes, '=', line.size);

    while (found) {
        size_t at = (size_t)(found - line.bytes);
        size_t rest = line.size - at - 1;

        if ((at == 0 || found[-1] == ' ') && (rest == 0 || found[1] == ' '))
            return at;
        found = memchr(found + 1, '=', rest);
    }
    return line.size;
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
    struct entry entry = {.name.group = group, .line = (uint32_t)place.line};

    if (line.size > 1 && memcmp(line.bytes, "# ", 2) == 0) {
        faults_add_at(entries->faults, place,
                      "'%.*s' would be a name here; write what is none above the group",
                      STR_ARGS(line));
        return;
    }
    if (line.size > 1 && memcmp(line.bytes, "- ", 2) == 0) {
        faults_add_at(entries->faults, place, "'%.*s' would be a name with its dash; leave it off",
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
    struct place place = {entries->file, second->line, 0};

    if (!second->is_spelled_out)
        faults_add_at(entries->faults, place, "'%.*s' stands twice; its first place is line %u",
                      STR_ARGS(second->name.spelling), (unsigned)first->line);
    else if (!str_is_equal(first->name.usual, second->name.usual))
        faults_add_at(
            entries->faults, place,
            "'%.*s' would stand for '%.*s' and, with other joints, for '%.*s'; make them one name",
            STR_ARGS(second->name.spelling), STR_ARGS(first->name.usual),
            STR_ARGS(second->name.usual));
}

/* Eight bytes of a spelling as twins have them in common. */
static uint64_t folded(const struct name *name, size_t at)
{
    uint64_t eight = eight_at(name->spelling, at);

    return name->group->is_caseless ? eight | eight_case_bits(eight) : eight;
}

static bool are_twins(const struct name *a, const struct name *b)
{
    size_t at = 0;

    if (a->spelling.size != b->spelling.size)
        return false;
    while (at < a->spelling.size && folded(a, at) == folded(b, at))
        at += EIGHT;
    return at >= a->spelling.size;
}

/* The entries by their folded spellings: a table of places, of which half stay empty. */
struct seen {
    uint32_t *slots; /* 1 more than an index into the entries */
    size_t mask;
};

/* The place of a spelling: empty, or its first entry's. */
static uint32_t *place_of(const struct entries *entries, const struct seen *seen,
                          const struct name *name)
{
    uint64_t hash = 0;

    for (size_t at = 0; at < name->spelling.size; at += EIGHT) {
        hash = (hash ^ folded(name, at)) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 47; /* its highest bits tell of all bytes */
    }
    for (;; hash++) {
        uint32_t *place = &seen->slots[hash & seen->mask];

        if (!*place || are_twins(&entries->items[*place - 1].name, name))
            return place;
    }
}

/* Goes through the entries that the file spells, or through those that it does not. Marks those
 * that another entry makes needless, and tells the other twins. */
static void drop_seen(struct entries *entries, const struct seen *seen, bool are_spelled_out)
{
    for (size_t i = 0; i < entries->count; i++) {
        struct entry *entry = &entries->items[i];
        uint32_t *place;

        if (entry->is_spelled_out != are_spelled_out)
            continue;
        place = place_of(entries, seen, &entry->name);
        entry->is_needless = *place != 0;
        if (*place)
            tell_twin(entries, &entries->items[*place - 1], entry);
        else
            *place = (uint32_t)i + 1;
    }
}

static void drop_twins(struct entries *entries)
{
    struct seen seen = {.mask = 63};

    while (seen.mask < 2 * entries->count)
        seen.mask = 2 * seen.mask + 1;
    seen.slots = memory_take(seen.mask + 1, sizeof *seen.slots);
    drop_seen(entries, &seen, false);
    drop_seen(entries, &seen, true);
    free(seen.slots);
}

static const struct name_list *list_of(const struct entries *entries, const char *file)
{
    struct name_list *list = arena_take(entries->arena, sizeof *list);
    struct name *names = arena_take(entries->arena, entries->count * sizeof *names);

    for (size_t i = 0; i < entries->count; i++)
        if (!entries->items[i].is_needless)
            names[list->count++] = entries->items[i].name;
    list->file = file;
    list->names = names;
    return list;
}

const struct name_list *names_read(struct arena *arena, const char *file, struct faults *faults)
{
    struct entries entries = {.arena = arena, .faults = faults, .file = file};
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
