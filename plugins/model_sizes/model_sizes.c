/* SPDX-License-Identifier: MIT */
/* Counts of a model's parameters: tells them from the other things that are counted in thousands,
 * millions, billions and trillions by the words around them, and finds the model's name. */
#include <lapidary/plugin.h>

#include "find.h"
#include "list.h"
#include "reading.h"
#include "text.h"

static const char *const captures[] = {
    [CAPTURE_SHARED] = "shared",
    [CAPTURE_EXPERTS] = "experts",
    [CAPTURE_NUMBER] = "number",
    [CAPTURE_GAP] = "gap",
    [CAPTURE_UNIT] = "unit",
    [CAPTURE_TENTH] = "tenth",
    NULL,
};

static const char *const roles[] = {
    [ROLE_FIGURE] = "figure",
    [ROLE_GLUED] = "glued",
    [ROLE_WORDED] = "worded",
    [ROLE_SPELLED] = "spelled",
    [ROLE_PARAMETER] = "parameter",
    [ROLE_MODEL] = "model",
    [ROLE_SIZE] = "size",
    [ROLE_COUNTED] = "counted",
    [ROLE_DATA] = "data",
    [ROLE_CORPUS] = "corpus",
    [ROLE_FAMILY] = "family",
    [ROLE_ADDRESS] = "address",
    NULL,
};

enum column { COLUMN_PARAMS, COLUMN_MODEL, COLUMN_COUNT };

static const char *const columns[] = {"params", "model", NULL};

static int write_rows(const struct reading *reading)
{
    for (size_t i = 0; i < reading->figure_count; i++) {
        const struct figure *figure = &reading->figures[i];
        struct lap_value values[COLUMN_COUNT] = {lap_number(figure->params), lap_empty()};
        struct lap_row row = {figure->match, figure->match->field, figure->place, values};
        if (figure->drop) {
            reading->host->drop(reading->call, figure->match, figure->drop);
            continue;
        }
        if (figure->model.start < figure->model.end)
            values[COLUMN_MODEL] = lap_text(part_of(text_of(reading, figure), figure->model));
        if (reading->host->row(reading->call, &row))
            return LAP_FAILED;
    }
    return LAP_OK;
}

static int extract(const struct lap_host *host, struct lap_call *call, const void *state,
                   const struct lap_record *record, const struct lap_match *matches, size_t count)
{
    struct reading reading = {host, call, record, matches, count, NULL, 0};
    size_t figures = figures_at_most(matches, count);

    (void)state;
    reading.figures = host->alloc(call, figures * sizeof(*reading.figures));
    if (!reading.figures)
        return host->fail(call, "there is no memory for %zu figures", figures);
    find_figures(&reading);
    judge(&reading);
    name_models(&reading);
    cut_sizes(&reading);
    return write_rows(&reading);
}

static const struct lap_plugin plugin = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_EXTRACTOR,
    .name = "model_sizes",
    .version = "1.0.0",
    .does = "Counts of models' parameters, told from all else that is counted in millions and "
            "billions.",
    .columns = columns,
    .captures = captures,
    .roles = roles,
    .extract = extract,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &plugin;
}
