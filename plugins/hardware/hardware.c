/* SPDX-License-Identifier: MIT */
/* Hardware by name: makes rows of the names with how many there are of each, and drops the bare
 * words (GPU, CPU, FPGA, NPU) that come without a count. */
#include <lapidary/plugin.h>

#include <stdbool.h>
#include <string.h>

#include "count.h"
#include "rival.h"
#include "text.h"

enum capture { CAPTURE_NAME };
static const char *const captures[] = {"name", NULL};

/* The first six are the values of the column kind. */
enum role {
    ROLE_GPU,
    ROLE_TPU,
    ROLE_CPU,
    ROLE_FPGA,
    ROLE_BOARD,
    ROLE_CLOUD,
    ROLE_BARE,
    ROLE_RIVAL,
    ROLE_MACHINE,
    ROLES
};
static const char *const roles[] = {
    [ROLE_GPU] = "gpu",   [ROLE_TPU] = "tpu",     [ROLE_CPU] = "cpu",
    [ROLE_FPGA] = "fpga", [ROLE_BOARD] = "board", [ROLE_CLOUD] = "cloud",
    [ROLE_BARE] = "bare", [ROLE_RIVAL] = "rival", [ROLE_MACHINE] = "machine",
    [ROLES] = NULL};

enum column { COLUMN_NAME, COLUMN_COUNT, COLUMN_KIND, COLUMNS };
static const char *const columns[] = {"name", "count", "kind", NULL};

/* Whether place, before matches[index], lies in the name that another match found: "4090" of "4090
 * GPU". */
static bool is_in_name(const struct lap_match *matches, size_t index, struct lap_span place)
{
    enum { NAME_AT_MOST = 100 };

    for (size_t i = index; i-- > 0;) {
        const struct lap_match *match = &matches[i];
        if (match->field != matches[index].field || match->span.start + NAME_AT_MOST < place.start)
            return false;
        if (match->role < ROLE_BARE && match->span.start <= place.start &&
            match->span.end >= place.end)
            return true;
    }
    return false;
}

static const char *kind_of(struct lap_str text, const struct lap_match *match)
{
    if (match->role == ROLE_RIVAL)
        return roles[ROLE_TPU];
    if (match->role != ROLE_BARE)
        return roles[match->role];
    switch (text.bytes[match->span.start]) {
    case 'G':
        return roles[ROLE_GPU];
    case 'C':
        return roles[ROLE_CPU];
    case 'F':
        return roles[ROLE_FPGA];
    default:
        return roles[ROLE_TPU];
    }
}

/* Why a bare word is no row, or NULL. One without an s stands for one, or in "8-GPU". */
static const char *fault_of_bare(struct lap_str text, struct lap_span name,
                                 const struct count *count)
{
    bool is_plural = text.bytes[name.end - 1] == 's';

    if (count->said != SAID_COUNT)
        return "no count and no name";
    if (!is_plural && count->number > 1 && text.bytes[name.start - 1] != '-')
        return "the number before it counts something else";
    return NULL;
}

/* Where the name of a match stands; empty where it has none after all. */
static struct lap_span name_of(struct lap_str text, const struct lap_match *match)
{
    if (match->role == ROLE_RIVAL)
        return rival_name(text, match->span.start);
    return match->name.bytes ? match->span : match->captures[CAPTURE_NAME];
}

static int take_match(const struct lap_host *host, struct lap_call *call,
                      const struct lap_record *record, const struct lap_match *matches,
                      size_t index)
{
    const struct lap_match *match = &matches[index];
    struct lap_str text = record->fields[match->field].text;
    struct lap_span name = name_of(text, match);
    struct lap_value values[COLUMNS] = {lap_empty(), lap_empty(), lap_empty()};
    struct lap_row row = {match, match->field, name, values};
    struct count count;
    const char *kind = kind_of(text, match), *fault = NULL;

    if (name.start == name.end) {
        host->drop(call, match, "no name stands before it");
        return LAP_OK;
    }
    count = count_before(host, call, text, name.start);
    if (count.said != SAID_NOTHING && is_in_name(matches, index, count.place))
        count.said = SAID_NOTHING;
    if (match->role == ROLE_BARE)
        fault = fault_of_bare(text, name, &count);
    if (fault) {
        host->drop(call, match, fault);
        return LAP_OK;
    }
    values[COLUMN_NAME] = lap_text(match->name.bytes ? match->name : part_of(text, name));
    values[COLUMN_KIND] = lap_text((struct lap_str){kind, strlen(kind)});
    if (match->role <= ROLE_BOARD && is_of_machines(text, name, &count))
        count.said = SAID_NOTHING;
    if (count.said != SAID_NOTHING && !is_of_hours(text, name.end))
        values[COLUMN_COUNT] = lap_number(count.number);
    return host->row(call, &row);
}

static int extract(const struct lap_host *host, struct lap_call *call, const void *state,
                   const struct lap_record *record, const struct lap_match *matches, size_t count)
{
    (void)state;
    for (size_t i = 0; i < count; i++)
        if (!matches[i].is_cue && take_match(host, call, record, matches, i))
            return LAP_FAILED;
    return LAP_OK;
}

static const struct lap_plugin plugin = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_EXTRACTOR,
    .name = "hardware",
    .version = "1.0.0",
    .does = "Processors, accelerators, boards and machines by name, with how many there are.",
    .columns = columns,
    .captures = captures,
    .roles = roles,
    .extract = extract,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &plugin;
}
