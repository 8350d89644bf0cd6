/* SPDX-License-Identifier: MIT */
/*
 * Figures of gain, for speedups and savings: weighs each figure of a sentence by the words around
 * it, and makes rows of those that the table keeps.
 */
#include "agree.h"
#include "baseline.h"
#include "glue.h"
#include "hedge.h"
#include "weigh.h"

#include <string.h>

/* As the tables have them; NULL is an empty cell. */
static const char *const metric_names[] = {[NO_METRIC] = NULL,
                                           [SPEED] = "speed",
                                           [MEMORY] = "memory",
                                           [ENERGY] = "energy",
                                           [COMPUTE] = "compute"};
static const char *const unit_names[] = {
    [UNIT_TIMES] = "x", [UNIT_PERCENT] = "%", [UNIT_ORDERS] = "oom"};
static const char *const bound_names[] = {
    [NO_BOUND] = NULL, [UP_TO] = "upto", [AT_LEAST] = "atleast", [ABOUT_SO] = "about"};

enum column {
    COL_VALUE,
    COL_LOW,
    COL_UNIT,
    COL_FACTOR,
    COL_BOUND,
    COL_BASELINE,
    COL_METRIC,
    COLUMNS
};
static const char *const column_names[COLUMNS] = {"value", "low",      "unit",  "factor",
                                                  "bound", "baseline", "metric"};

struct state {
    bool keeps_speed;
    size_t column_count;
    size_t column[COLUMNS]; /* where each stands in the table; column_count where it does not */
};

static struct lap_value text_or_empty(const char *text)
{
    return text == NULL ? lap_empty() : lap_text((struct lap_str){text, strlen(text)});
}

static int emit(const struct lap_host *host, struct lap_call *call, const struct state *state,
                const struct sentence *sentence, const struct figure *figure)
{
    const struct cue *cue = &sentence->cues[figure->cue];
    double factor = factor_of(figure);
    const struct lap_value by_column[COLUMNS] = {
        [COL_VALUE] = lap_number(figure->value),
        [COL_LOW] = figure->has_low ? lap_number(figure->low) : lap_empty(),
        [COL_UNIT] = text_or_empty(unit_names[figure->unit]),
        [COL_FACTOR] = factor > 0 ? lap_number(factor) : lap_empty(),
        [COL_BOUND] = text_or_empty(bound_names[figure->bound]),
        [COL_BASELINE] =
            is_compared(figure) ? lap_text(part_of(sentence->text, figure->baseline)) : lap_empty(),
        [COL_METRIC] = text_or_empty(metric_names[figure->metric])};
    struct lap_value *values = host->alloc(call, state->column_count * sizeof *values);

    if (values == NULL)
        return host->fail(call, "no memory for a row of %zu values", state->column_count);
    for (size_t c = 0; c < COLUMNS; c++)
        if (state->column[c] < state->column_count)
            values[state->column[c]] = by_column[c];
    struct lap_row row = {cue->match, cue->match->field, cue->span, values};
    return host->row(call, &row);
}

static int tell(const struct lap_host *host, struct lap_call *call, const struct state *state,
                const struct sentence *sentence, const struct figure *figure)
{
    const struct lap_match *match = sentence->cues[figure->cue].match;

    if (figure->metric == NO_METRIC)
        host->drop(call, match, figure->reason);
    else if ((figure->metric == SPEED) != state->keeps_speed)
        host->drop(call, match, "it belongs to the other table");
    else
        return emit(host, call, state, sentence, figure);
    return LAP_OK;
}

static int read_sentence(const struct lap_host *host, struct lap_call *call,
                         const struct state *state, struct sentence *sentence,
                         struct context *context)
{
    settle_overlaps(sentence);
    struct figure *figures = host->alloc(call, (sentence->count + 1) * sizeof *figures);
    if (figures == NULL)
        return host->fail(call, "no memory for %zu figures", sentence->count);
    size_t count = 0;
    for (size_t i = 0; i < sentence->count; i++) {
        if (kind_of(&sentence->cues[i]) != FIGURE)
            continue;
        figures[count] = (struct figure){.cue = i, .sense = blank_view};
        if (read_figure(host, call, sentence->text, &sentence->cues[i], &figures[count]))
            weigh(sentence, &figures[count++]);
        else
            host->drop(call, sentence->cues[i].match, "its number cannot be read");
    }
    agree(sentence, figures, count, context);
    hedge(sentence, figures, count);
    compare(sentence, figures, count);
    for (size_t k = 0; k < count; k++)
        if (tell(host, call, state, sentence, &figures[k]) != LAP_OK)
            return LAP_FAILED;
    return LAP_OK;
}

/* Whether any sentence with a figure does; of others there are no cues. */
static bool speaks_of_speed(const struct lap_match *matches, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (matches[i].role == SPEEDING || matches[i].role == RATE)
            return true;
    return false;
}

static bool stands_in(const struct lap_match *match, size_t field, struct lap_span span)
{
    return match->field == field && match->span.start >= span.start && match->span.start < span.end;
}

/* Makes the cues of a sentence of its small words and its matches; false where there is no memory.
 * Of two with the same place the first stays: the small words go before hedges. */
static bool take_cues(const struct lap_host *host, struct lap_call *call,
                      const struct lap_match *matches, size_t count, struct sentence *sentence)
{
    size_t most = count + glue_most(sentence->text, sentence->span);

    sentence->cues = host->alloc(call, most * sizeof *sentence->cues);
    if (sentence->cues == NULL)
        return false;
    sentence->count = glue_read(sentence->text, sentence->span, sentence->cues);
    for (size_t i = 0; i < count; i++)
        sentence->cues[sentence->count++] =
            (struct cue){(enum role)matches[i].role, span_of(&matches[i]), &matches[i]};
    sentence->spare = host->alloc(call, sentence->count * sizeof *sentence->spare);
    return sentence->spare != NULL;
}

/* Whether something in a sentence may be gained. A percentage never takes from the sentences before
 * what it is of. */
static bool may_gain(const struct lap_match *matches, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct meaning *meaning = &meanings[matches[i].role];
        if (meaning->metric != NO_METRIC || (meaning->kind == FIGURE && matches[i].role != PERCENT))
            return true;
    }
    return false;
}

static void drop_figures(const struct lap_host *host, struct lap_call *call,
                         const struct lap_match *matches, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (meanings[matches[i].role].kind == FIGURE)
            host->drop(call, &matches[i], "nothing that may be gained stands in its sentence");
}

/* Only sentences with a figure are read: cues alone say nothing. */
static int extract(const struct lap_host *host, struct lap_call *call, const void *data,
                   const struct lap_record *record, const struct lap_match *matches, size_t count)
{
    const struct state *state = data;
    struct context context = {
        {.thing = NO_ROLE, .nearest = NO_ROLE, .of = NO_ROLE, .second = NO_ROLE},
        speaks_of_speed(matches, count)};
    size_t end = 0;

    for (size_t i = 0; i < count; i++) {
        if (meanings[matches[i].role].kind != FIGURE || i < end)
            continue;
        struct lap_str text = record->fields[matches[i].field].text;
        struct lap_span span = host->sentence(call, text, matches[i].span.start);
        size_t begin = i;
        while (begin > end && stands_in(&matches[begin - 1], matches[i].field, span))
            begin--;
        for (end = i + 1; end < count && stands_in(&matches[end], matches[i].field, span);)
            end++;
        if (!may_gain(&matches[begin], end - begin)) {
            drop_figures(host, call, &matches[begin], end - begin);
            continue;
        }
        struct sentence sentence = {.text = text, .span = span};
        if (!take_cues(host, call, &matches[begin], end - begin, &sentence))
            return host->fail(call, "no memory for %zu cues", end - begin);
        if (read_sentence(host, call, state, &sentence, &context) != LAP_OK)
            return LAP_FAILED;
    }
    return LAP_OK;
}

static size_t find_column(const struct lap_setup *setup, const char *name)
{
    size_t i = 0;

    while (i < setup->column_count && strcmp(setup->columns[i], name) != 0)
        i++;
    return i;
}

static bool is_equal(struct lap_str text, const char *word)
{
    return text.size == strlen(word) && memcmp(text.bytes, word, text.size) == 0;
}

static int open_gains(const struct lap_host *host, struct lap_call *call,
                      const struct lap_setup *setup, void **data)
{
    struct lap_str keep = host->option(call, "keep");
    bool keeps_speed = is_equal(keep, "speedups");

    if (!keeps_speed && !is_equal(keep, "savings"))
        return host->fail(call, "option keep is \"%.*s\"; it must be speedups or savings",
                          (int)keep.size, keep.bytes == NULL ? "" : keep.bytes);
    struct state *state = host->alloc(call, sizeof *state);
    if (state == NULL)
        return host->fail(call, "no memory to open");
    state->keeps_speed = keeps_speed;
    state->column_count = setup->column_count;
    for (size_t c = 0; c < COLUMNS; c++)
        state->column[c] = find_column(setup, column_names[c]);
    *data = state;
    return LAP_OK;
}

static const struct lap_plugin gains = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_EXTRACTOR,
    .name = "gains",
    .version = "1.0.0",
    .does = "Figures of speed, and of saved memory, energy and compute.",
    .captures = captures,
    .roles = roles,
    .open = open_gains,
    .extract = extract,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &gains;
}
