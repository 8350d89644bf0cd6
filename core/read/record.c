/* SPDX-License-Identifier: MIT */
/* A record: one paper's fields, folded, with the identifier that it is known by. */
#include "read/record.h"

#include "text/digest.h"
#include "text/utf8.h"

static const char *const fixed_fields[FIELD_COUNT] = {
    [FIELD_TITLE] = "title",
    [FIELD_ABSTRACT] = "abstract",
    [FIELD_COMMENTS] = "comments",
    [FIELD_AUTHORS_COUNT] = "authors_count",
    [FIELD_ORGANIZATION] = "organization",
    [FIELD_PUBLISHED] = "published",
    [FIELD_URL] = "url",
};

size_t record_field_index(const struct record_fields *fields, const char *name)
{
    for (size_t i = 0; i < fields->count; i++)
        if (strcmp(fields->names[i], name) == 0)
            return i;
    return SIZE_MAX;
}

struct record_fields record_fields_of(struct arena *arena, const char *const *extra, size_t count)
{
    struct record_fields fields = {arena_take(arena, (FIELD_COUNT + count) * sizeof(char *)), 0};

    for (; fields.count < FIELD_COUNT; fields.count++)
        fields.names[fields.count] = fixed_fields[fields.count];
    for (size_t i = 0; i < count; i++) {
        bool is_field = strcmp(extra[i], RECORD_ID_COLUMN) != 0;

        if (is_field && record_field_index(&fields, extra[i]) == SIZE_MAX)
            fields.names[fields.count++] = extra[i];
    }
    return fields;
}

static char *id_of_text(struct arena *arena, struct lap_str title, struct lap_str abstract)
{
    struct digest *digest = digest_begin();
    char hex[65];

    digest_add(digest, title);
    digest_add(digest, str_of("\n"));
    digest_add(digest, abstract);
    digest_end(digest, hex);
    return arena_format(arena, "sha256:%.16s", hex);
}

/* The value folded, in arena; absent where the value is absent or nothing is left of it. */
static struct lap_str folded(struct arena *arena, struct buffer *scratch, struct lap_str value,
                             size_t *replaced)
{
    struct lap_str text = {NULL, 0};

    if (!value.bytes)
        return text;
    scratch->size = 0;
    *replaced += utf8_fold(scratch, value);
    if (scratch->size) {
        text.bytes = arena_copy(arena, buffer_str(scratch));
        text.size = scratch->size;
    }
    return text;
}

/* A copy costs some ten nanoseconds, less than a sum over the same bytes. */
static const char *kept(struct arena *arena, const struct record *record)
{
    size_t size = record->field_count * sizeof *record->fields;
    char *bytes;
    char *end;

    for (size_t i = 0; i < record->field_count; i++)
        size += record->fields[i].text.size;
    bytes = arena_take(arena, size);
    end = mempcpy(bytes, record->fields, record->field_count * sizeof *record->fields);
    for (size_t i = 0; i < record->field_count; i++) {
        struct lap_str text = record->fields[i].text;

        if (text.size)
            end = mempcpy(end, text.bytes, text.size);
    }
    return bytes;
}

bool record_make(struct arena *arena, struct buffer *scratch, const struct record_shape *shape,
                 const struct lap_str *values, struct record *record)
{
    struct lap_str title;
    struct lap_str abstract;

    *record = (struct record){0};
    record->field_count = shape->fields->count;
    record->fields = arena_take(arena, record->field_count * sizeof *record->fields);
    for (size_t i = 0; i < record->field_count; i++)
        record->fields[i].name = shape->fields->names[i];
    for (size_t i = 0; i < shape->count; i++) {
        struct lap_str text = folded(arena, scratch, values[i], &record->replaced_bytes);

        if (shape->places[i] == SIZE_MAX)
            record->id = arena_copy(arena, text);
        else
            record->fields[shape->places[i]].text = text;
    }
    title = record->fields[FIELD_TITLE].text;
    abstract = record->fields[FIELD_ABSTRACT].text;
    if (!record->id)
        record->id = id_of_text(arena, title, abstract);
    record->kept = kept(arena, record);
    return title.size > 0 || abstract.size > 0;
}

struct record record_copy(struct arena *arena, const struct record *record)
{
    struct record copy = *record;

    copy.id = arena_copy(arena, str_of(record->id));
    copy.source = arena_copy(arena, str_of(record->source));
    copy.fields = arena_take(arena, record->field_count * sizeof *copy.fields);
    for (size_t i = 0; i < record->field_count; i++) {
        copy.fields[i] = record->fields[i];
        copy.fields[i].text.bytes = arena_copy(arena, record->fields[i].text);
    }
    copy.kept = kept(arena, &copy);
    return copy;
}

static bool put_back(void *place, const void *kept, size_t size)
{
    if (memcmp(place, kept, size) == 0)
        return false;
    memcpy(place, kept, size);
    return true;
}

bool record_put_back(const struct record *record)
{
    size_t size = record->field_count * sizeof *record->fields;
    bool is_changed = put_back(record->fields, record->kept, size);
    const char *text = record->kept + size;

    for (size_t i = 0; i < record->field_count; i++) {
        struct lap_str field = record->fields[i].text;

        if (field.size)
            is_changed |= put_back((char *)field.bytes, text, field.size);
        text += field.size;
    }
    return is_changed;
}
