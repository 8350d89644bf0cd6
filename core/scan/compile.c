/* SPDX-License-Identifier: MIT */
/* A declaration's patterns, compiled for searching. */
#include "scan/compile.h"

#include <stdlib.h>

#include "declare/nearest.h"
#include "process/memory.h"
#include "text/utf8.h"

/* So many characters of a pattern are shown behind what is wrong. */
enum { PLACE_SHOWN = 24 };

static bool tell_bad_pattern(const struct plugin *plugin, const struct pattern *pattern, int error,
                             size_t offset, struct faults *faults)
{
    PCRE2_UCHAR8 reason[256];
    struct lap_str regex = str_of(pattern->regex);
    struct lap_str rest =
        str_part(regex, (struct lap_span){offset, utf8_forward(regex, offset, PLACE_SHOWN)});
    struct buffer where = {0};

    pcre2_get_error_message(error, reason, sizeof reason);
    if (rest.size)
        buffer_add_format(&where, "before '%.*s'", STR_ARGS(rest));
    else
        buffer_add_format(&where, "its end");
    faults_add_at(faults, pattern->place,
                  "pattern '%s' of plugin '%s': %s, at offset %zu of its regular expression, %s; "
                  "correct it there",
                  pattern->id, plugin->declaration->name, (const char *)reason, offset,
                  buffer_text(&where));
    buffer_release(&where);
    return false;
}

static void find_slots(struct searcher *searcher, const struct lap_setup *setup)
{
    uint32_t count = 0;
    uint32_t entry_size = 0;
    PCRE2_SPTR8 table = NULL;

    pcre2_pattern_info(searcher->code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(searcher->code, PCRE2_INFO_NAMEENTRYSIZE, &entry_size);
    pcre2_pattern_info(searcher->code, PCRE2_INFO_NAMETABLE, &table);
    searcher->slots = memory_take(count, sizeof *searcher->slots);
    for (uint32_t i = 0; i < count; i++, table += entry_size) {
        for (size_t j = 0; j < setup->capture_count; j++) {
            if (strcmp((const char *)table + 2, setup->captures[j]) != 0)
                continue;
            searcher->slots[searcher->slot_count].group = (uint32_t)(table[0] << 8 | table[1]);
            searcher->slots[searcher->slot_count++].capture = j;
        }
    }
}

static void tell_unknown_field(const struct plugin *plugin, const struct pattern *pattern,
                               const char *name, const struct record_fields *fields,
                               struct faults *faults)
{
    struct arena arena = {0};
    const char **known = arena_take(&arena, (fields->count + 1) * sizeof *known);

    memcpy(known, fields->names, fields->count * sizeof *known);
    faults_add_at(faults, pattern->place,
                  "pattern '%s' of plugin '%s' is for the field '%s', which no reader gives%s",
                  pattern->id, plugin->declaration->name, name, nearest_hint(&arena, name, known));
    arena_release(&arena);
}

/* The pattern's fields in the order of the records'. */
static bool find_fields(struct searcher *searcher, const struct plugin *plugin,
                        const struct record_fields *fields, struct faults *faults)
{
    const char *const *names = searcher->pattern->fields;
    bool is_good = true;

    searcher->fields = memory_take(fields->count, sizeof *searcher->fields);
    for (size_t i = 0; i < fields->count; i++) {
        for (size_t j = 0; names[j]; j++)
            if (strcmp(names[j], fields->names[i]) == 0)
                searcher->fields[searcher->field_count++] = i;
    }
    for (; *names; names++) {
        if (record_field_index(fields, *names) != SIZE_MAX)
            continue;
        tell_unknown_field(plugin, searcher->pattern, *names, fields, faults);
        is_good = false;
    }
    return is_good;
}

bool searcher_open(struct searcher *searcher, const struct plugin *plugin, size_t pattern,
                   const struct record_fields *fields, struct faults *faults)
{
    *searcher = (struct searcher){.pattern = &plugin->declaration->patterns[pattern],
                                  .plugin = plugin,
                                  .chance = 1,
                                  .role = plugin->roles[pattern]};
    return find_fields(searcher, plugin, fields, faults);
}

bool searcher_takes_limit(const struct searcher *searcher)
{
    return searcher->way == SEARCH_NEEDLES || searcher->pattern->cue == CUE_SENTENCE;
}

bool searcher_compile(struct searcher *searcher, struct faults *faults)
{
    const struct pattern *pattern = searcher->pattern;
    /* Without PCRE2_MATCH_INVALID_UTF: fields are valid UTF-8, and with it the JIT of PCRE2 10.42
     * does not find \W, \D and \S in a character beyond ASCII. */
    uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_DUPNAMES |
                       (pattern->is_caseless ? PCRE2_CASELESS : 0) |
                       (searcher->way == SEARCH_PLACES ? PCRE2_ANCHORED : 0) |
                       (searcher_takes_limit(searcher) ? PCRE2_USE_OFFSET_LIMIT : 0);
    uint32_t matches_nothing = 0;
    size_t offset = 0;
    int error = 0;

    searcher->code = pcre2_compile((PCRE2_SPTR8)pattern->regex, PCRE2_ZERO_TERMINATED, options,
                                   &error, &offset, NULL);
    if (!searcher->code && error == PCRE2_ERROR_HEAP_FAILED)
        memory_give_up(0);
    if (!searcher->code)
        return tell_bad_pattern(searcher->plugin, pattern, error, offset, faults);
    pcre2_pattern_info(searcher->code, PCRE2_INFO_MATCHEMPTY, &matches_nothing);
    if (matches_nothing) {
        faults_add_at(faults, pattern->place,
                      "pattern '%s' of plugin '%s' can match an empty text; let it demand at least "
                      "one character",
                      pattern->id, searcher->plugin->declaration->name);
        return false;
    }
    find_slots(searcher, &searcher->plugin->setup);
    return true;
}

void searcher_borrow(struct searcher *searcher, const struct searcher *from)
{
    searcher->way = from->way;
    searcher->chance = from->chance;
    searcher->code = from->code;
    find_slots(searcher, &searcher->plugin->setup);
}

bool searcher_has_field(const struct searcher *searcher, size_t field)
{
    for (size_t i = 0; i < searcher->field_count; i++)
        if (searcher->fields[i] == field)
            return true;
    return false;
}

void searcher_release(struct searcher *searcher)
{
    if (!searcher->is_borrowed)
        pcre2_code_free(searcher->code);
    free(searcher->fields);
    free(searcher->slots);
}
