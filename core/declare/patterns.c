/* SPDX-License-Identifier: MIT */
/* Reads a declaration's patterns and name lists. */
#include "declare/patterns.h"

#include "declare/form.h"
#include "declare/pieces.h"

static const char *const case_words[] = {"exact", "any", NULL};
static const char *const cue_words[] = {"none", "record", "sentence", NULL};
static const char *const default_fields[] = {"title", "abstract", NULL};

struct pattern_form {
    const char *id;
    const char *role;
    const struct yaml *source; /* the regular expression or the file of names */
    const struct yaml *fields;
    const struct yaml *anchor;
    size_t letter_case;
    size_t cue;
};

static const struct form_key pattern_keys[] = {
    {"id", FORM_TEXT, true, offsetof(struct pattern_form, id), NULL},
    {"regex", FORM_SCALAR, true, offsetof(struct pattern_form, source), NULL},
    {"role", FORM_TEXT, false, offsetof(struct pattern_form, role), NULL},
    {"fields", FORM_LIST, false, offsetof(struct pattern_form, fields), NULL},
    {"case", FORM_WORD, false, offsetof(struct pattern_form, letter_case), case_words},
    {"cue", FORM_WORD, false, offsetof(struct pattern_form, cue), cue_words},
    {"anchor", FORM_MAP, false, offsetof(struct pattern_form, anchor), NULL},
};

static const struct form pattern_of = {"a pattern", pattern_keys,
                                       sizeof pattern_keys / sizeof *pattern_keys};

static const struct form_key list_keys[] = {
    {"id", FORM_TEXT, true, offsetof(struct pattern_form, id), NULL},
    {"file", FORM_SCALAR, true, offsetof(struct pattern_form, source), NULL},
    {"role", FORM_TEXT, false, offsetof(struct pattern_form, role), NULL},
    {"fields", FORM_LIST, false, offsetof(struct pattern_form, fields), NULL},
    {"cue", FORM_WORD, false, offsetof(struct pattern_form, cue), cue_words},
};

static const struct form list_of = {"a name list", list_keys, sizeof list_keys / sizeof *list_keys};

static const struct form_key anchor_keys[] = {
    {"text", FORM_TEXT, true, offsetof(struct pattern, anchor), NULL},
    {"within", FORM_COUNT, true, offsetof(struct pattern, anchor_within), NULL},
};

static const struct form anchor_of = {"an anchor", anchor_keys,
                                      sizeof anchor_keys / sizeof *anchor_keys};

struct reading {
    struct arena *arena;
    struct faults *faults;
    struct pieces *pieces;
    struct pattern *patterns;
    size_t count;
};

static const char *const *read_fields(struct reading *reading, const struct yaml *list)
{
    const char **fields = arena_take(reading->arena, (list->count + 1) * sizeof *fields);
    size_t count = 0;

    if (list->count == 0)
        faults_add_at(reading->faults, list->place, "'fields' must name a field");
    for (const struct yaml *node = list->first; node; node = node->next) {
        if (!form_is(node, YAML_SCALAR, "a field's name", reading->faults))
            continue;
        if (str_stands_in(fields, node->text))
            faults_add_at(reading->faults, node->place, "the field '%s' stands twice", node->text);
        else
            fields[count++] = node->text;
    }
    return fields;
}

static void check_id(struct reading *reading, const struct pattern *pattern)
{
    if (!form_is_name(pattern->id))
        faults_add_at(reading->faults, pattern->place,
                      "'%s' is no id: a small letter, then small letters, digits and '_'",
                      pattern->id);
    for (const struct pattern *other = reading->patterns; other < pattern; other++)
        if (other->id && strcmp(other->id, pattern->id) == 0)
            faults_add_at(reading->faults, pattern->place,
                          "the id '%s' stands twice, also in %s:%zu", pattern->id,
                          other->place.file, other->place.line);
}

static void read_names(struct reading *reading, struct pattern *pattern, const struct yaml *source)
{
    const char *file = yaml_path_of_file(reading->arena, source, reading->faults);

    if (file)
        pattern->names = names_read(reading->arena, file, reading->faults);
}

static void read_regex(struct reading *reading, struct pattern *pattern, const struct yaml *source)
{
    if (!*source->text)
        faults_add_at(reading->faults, source->key_place,
                      "'regex' must be a text; nothing stands there");
    pattern->regex = pieces_put_in(reading->arena, reading->pieces, source, reading->faults);
}

/* Only ASCII's letters are taken for alike where an anchor is looked for. */
static void read_anchor(struct reading *reading, struct pattern *pattern, const struct yaml *source)
{
    form_fill(reading->arena, &anchor_of, source, pattern, reading->faults);
    for (const char *c = pattern->anchor; pattern->is_caseless && c && *c; c++) {
        if ((unsigned char)*c < 0x80)
            continue;
        faults_add_at(reading->faults, source->place,
                      "an anchor where 'case' is any must be of ASCII; name a part of it that is");
        break;
    }
}

static void read_pattern(struct reading *reading, const struct yaml *node, bool is_list)
{
    struct pattern *pattern = &reading->patterns[reading->count++];
    struct pattern_form form = {0};

    pattern->place = node->place;
    form_fill(reading->arena, is_list ? &list_of : &pattern_of, node, &form, reading->faults);
    if (!form.id || !form.source)
        return;
    pattern->id = form.id;
    pattern->role = form.role ? form.role : form.id;
    pattern->is_caseless = form.letter_case == 1;
    pattern->cue = (enum cue)form.cue;
    pattern->fields = form.fields ? read_fields(reading, form.fields) : default_fields;
    pattern->place = form.source->place;
    if (form.anchor)
        read_anchor(reading, pattern, form.anchor);
    if (is_list)
        read_names(reading, pattern, form.source);
    else
        read_regex(reading, pattern, form.source);
    check_id(reading, pattern);
}

static void read_part(struct reading *reading, const struct pattern_part *part)
{
    const struct yaml *node;

    for (node = part->patterns ? part->patterns->first : NULL; node; node = node->next)
        read_pattern(reading, node, false);
    for (node = part->lists ? part->lists->first : NULL; node; node = node->next)
        read_pattern(reading, node, true);
}

void patterns_read(struct arena *arena, const struct pattern_part *parts, size_t part_count,
                   struct declaration *declaration, struct faults *faults)
{
    struct reading reading = {arena, faults, NULL, NULL, 0};
    const struct yaml **defines = arena_take(arena, part_count * sizeof *defines);
    size_t room = 0;

    for (size_t i = 0; i < part_count; i++) {
        defines[i] = parts[i].define;
        room += parts[i].patterns ? parts[i].patterns->count : 0;
        room += parts[i].lists ? parts[i].lists->count : 0;
    }
    reading.pieces = pieces_read(arena, defines, part_count, faults);
    reading.patterns = arena_take(arena, room * sizeof *reading.patterns);
    for (size_t i = 0; i < part_count; i++)
        read_part(&reading, &parts[i]);
    declaration->patterns = reading.patterns;
    declaration->pattern_count = reading.count;
}
