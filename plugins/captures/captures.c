/* SPDX-License-Identifier: MIT */
/* Serves any declaration that needs no code: each column's value is a named capture, the whole
 * match or a constant, changed by one of the converters below, as the declaration's `values` says.
 */
#include <lapidary/plugin.h>

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* What converters are given beside the text. */
struct place {
    const struct lap_host *host;
    struct lap_call *call;
    const struct lap_match *match;
    const char *const *roles;
};

/* Makes a value of text. Returns why it cannot, or NULL. */
typedef const char *convert(const struct place *place, struct lap_str text,
                            struct lap_value *value);

struct column {
    convert *convert;
    size_t capture;          /* index into a match's captures; SIZE_MAX for the whole match */
    struct lap_str constant; /* absent where the value comes from the text */
};

struct facet {
    const char *const *roles;
    size_t column_count;
    struct column columns[];
};

static const char no_memory[] = "there is no memory for the value";

/* ---- Text ---- */

static struct lap_str trimmed(struct lap_str text)
{
    while (text.size > 0 && text.bytes[text.size - 1] == ' ')
        text.size--;
    while (text.size > 0 && text.bytes[0] == ' ') {
        text.bytes++;
        text.size--;
    }
    return text;
}

/* Whether text ends with a word, in either case. */
static bool ends_with(struct lap_str text, const char *word)
{
    size_t size = strlen(word);

    if (text.size < size)
        return false;
    for (size_t i = 0; i < size; i++)
        if (tolower((unsigned char)text.bytes[text.size - size + i]) != word[i])
            return false;
    return true;
}

/* text without the word at its end and the space or hyphen before it. */
static struct lap_str without_end(struct lap_str text, const char *word)
{
    text.size -= strlen(word);
    while (text.size > 0 && strchr(" -~", text.bytes[text.size - 1]))
        text.size--;
    return text;
}

/* ---- Converters ---- */

static const char *convert_text(const struct place *place, struct lap_str text,
                                struct lap_value *value)
{
    (void)place;
    *value = lap_text(text);
    return NULL;
}

static const char *convert_lower(const struct place *place, struct lap_str text,
                                 struct lap_value *value)
{
    char *bytes = place->host->alloc(place->call, text.size + 1);

    if (!bytes)
        return no_memory;
    for (size_t i = 0; i < text.size; i++)
        bytes[i] = (char)tolower((unsigned char)text.bytes[i]);
    *value = lap_text((struct lap_str){bytes, text.size});
    return NULL;
}

/* The number that text says, times scale. */
static const char *scaled_number(const struct place *place, struct lap_str text, double scale,
                                 struct lap_value *value)
{
    double number;

    if (!place->host->number(place->call, trimmed(text), &number))
        return "the text says no number";
    *value = lap_number(number * scale);
    return NULL;
}

static const char *convert_number(const struct place *place, struct lap_str text,
                                  struct lap_value *value)
{
    return scaled_number(place, text, 1, value);
}

static const char *convert_magnitude(const struct place *place, struct lap_str text,
                                     struct lap_value *value)
{
    static const struct {
        const char *word;
        double scale;
    } magnitudes[] = {
        {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12},
        {"k", 1e3},        {"m", 1e6},       {"b", 1e9},       {"t", 1e12},
    };

    text = trimmed(text);
    for (size_t i = 0; i < sizeof(magnitudes) / sizeof(magnitudes[0]); i++)
        if (ends_with(text, magnitudes[i].word))
            return scaled_number(place, without_end(text, magnitudes[i].word), magnitudes[i].scale,
                                 value);
    return scaled_number(place, text, 1, value);
}

static const char *convert_percent(const struct place *place, struct lap_str text,
                                   struct lap_value *value)
{
    static const char *const signs[] = {"\\%", "%", "per cent", "percent", NULL};

    text = trimmed(text);
    for (const char *const *sign = signs; *sign; sign++)
        if (ends_with(text, *sign))
            return scaled_number(place, without_end(text, *sign), 1, value);
    return "the text has no per cent sign";
}

static const char *convert_url(const struct place *place, struct lap_str text,
                               struct lap_value *value)
{
    static const char scheme[] = "https://";
    static const size_t size = sizeof(scheme) - 1;
    char *bytes;

    for (size_t i = 0; i + 2 < text.size; i++)
        if (memcmp(text.bytes + i, "://", 3) == 0)
            return convert_text(place, text, value);
    bytes = place->host->alloc(place->call, size + text.size + 1);
    if (!bytes)
        return no_memory;
    memcpy(bytes, scheme, size);
    memcpy(bytes + size, text.bytes, text.size);
    *value = lap_text((struct lap_str){bytes, size + text.size});
    return NULL;
}

static const char *convert_name(const struct place *place, struct lap_str text,
                                struct lap_value *value)
{
    *value = lap_text(place->match->name.bytes ? place->match->name : text);
    return NULL;
}

static const char *convert_role(const struct place *place, struct lap_str text,
                                struct lap_value *value)
{
    const char *role = place->roles[place->match->role];

    (void)text;
    *value = lap_text((struct lap_str){role, strlen(role)});
    return NULL;
}

static const struct {
    const char *name;
    convert *convert;
} converters[] = {
    {"text", convert_text},           {"lower", convert_lower},     {"number", convert_number},
    {"magnitude", convert_magnitude}, {"percent", convert_percent}, {"url", convert_url},
    {"name", convert_name},           {"role", convert_role},
};
static const char converter_names[] = "text, lower, number, magnitude, percent, url, name, role";

/* ---- What the declaration says ---- */

static convert *converter_of(const char *name)
{
    if (!name)
        return convert_text;
    for (size_t i = 0; i < sizeof(converters) / sizeof(converters[0]); i++)
        if (strcmp(name, converters[i].name) == 0)
            return converters[i].convert;
    return NULL;
}

/* The index of a capture; SIZE_MAX where no pattern has it. */
static size_t capture_of(const struct lap_setup *setup, const char *name)
{
    for (size_t i = 0; i < setup->capture_count; i++)
        if (strcmp(setup->captures[i], name) == 0)
            return i;
    return SIZE_MAX;
}

static int open_column(const struct lap_host *host, struct lap_call *call,
                       const struct lap_setup *setup, size_t index, struct column *column)
{
    const struct lap_recipe *recipe = &setup->recipes[index];
    const char *name = setup->columns[index];

    if (!recipe->capture && !recipe->convert && !recipe->constant)
        return host->fail(call, "the column %s has no value; say under values where it comes from",
                          name);
    column->convert = converter_of(recipe->convert);
    if (!column->convert)
        return host->fail(call, "the column %s asks for the unknown converter %s; known are %s",
                          name, recipe->convert, converter_names);
    column->capture = SIZE_MAX;
    if (recipe->constant)
        column->constant = (struct lap_str){recipe->constant, strlen(recipe->constant)};
    if (recipe->capture) {
        column->capture = capture_of(setup, recipe->capture);
        if (column->capture == SIZE_MAX)
            return host->fail(call,
                              "the column %s asks for the capture %s, which no pattern has; "
                              "name it in a pattern: (?<%s>...)",
                              name, recipe->capture, recipe->capture);
    }
    return LAP_OK;
}

static int open_facet(const struct lap_host *host, struct lap_call *call,
                      const struct lap_setup *setup, void **state)
{
    struct facet *facet;

    if (!setup->recipes)
        return host->fail(call,
                          "the declaration has no values; say there where each column's value "
                          "comes from");
    facet = host->alloc(call, sizeof(*facet) + setup->column_count * sizeof(facet->columns[0]));
    if (!facet)
        return host->fail(call, "there is no memory for %zu columns", setup->column_count);
    facet->roles = setup->roles;
    facet->column_count = setup->column_count;
    for (size_t i = 0; i < setup->column_count; i++)
        if (open_column(host, call, setup, i, &facet->columns[i]))
            return LAP_FAILED;
    *state = facet;
    return LAP_OK;
}

/* ---- Rows ---- */

/* Fills in a column's value; a capture that took no part leaves it empty. Returns why it cannot, or
 * NULL. */
static const char *read_column(const struct place *place, struct lap_str field,
                               const struct column *column, struct lap_value *value)
{
    struct lap_span span = place->match->span;

    if (column->constant.bytes)
        return column->convert(place, column->constant, value);
    if (column->capture != SIZE_MAX)
        span = place->match->captures[column->capture];
    if (!lap_is_captured(span)) {
        *value = lap_empty();
        return NULL;
    }
    return column->convert(place, (struct lap_str){field.bytes + span.start, span.end - span.start},
                           value);
}

static int take_match(const struct place *place, const struct facet *facet,
                      const struct lap_record *record, struct lap_value *values)
{
    const struct lap_match *match = place->match;
    struct lap_row row = {match, match->field, match->span, values};

    for (size_t i = 0; i < facet->column_count; i++) {
        const char *fault =
            read_column(place, record->fields[match->field].text, &facet->columns[i], &values[i]);
        if (fault == no_memory)
            return place->host->fail(place->call, "%s", fault);
        if (fault) {
            place->host->drop(place->call, match, fault);
            return LAP_OK;
        }
    }
    return place->host->row(place->call, &row);
}

static int extract(const struct lap_host *host, struct lap_call *call, const void *state,
                   const struct lap_record *record, const struct lap_match *matches, size_t count)
{
    const struct facet *facet = state;
    struct lap_value *values = host->alloc(call, facet->column_count * sizeof(*values));

    if (!values)
        return host->fail(call, "there is no memory for %zu values", facet->column_count);
    for (size_t i = 0; i < count; i++) {
        struct place place = {host, call, &matches[i], facet->roles};
        if (!matches[i].is_cue && take_match(&place, facet, record, values))
            return LAP_FAILED;
    }
    return LAP_OK;
}

static const struct lap_plugin plugin = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_EXTRACTOR,
    .name = "captures",
    .version = "1.0.0",
    .does = "Columns from named captures, for declarations that need no code.",
    .open = open_facet,
    .extract = extract,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &plugin;
}
