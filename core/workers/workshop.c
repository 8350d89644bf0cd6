/* SPDX-License-Identifier: MIT */
/* Everything that stands ready before the first record: plugins loaded, patterns compiled, facets
 * open. */
#include "workers/workshop.h"

#include <stdlib.h>

#include "process/memory.h"

static struct record_fields fields_of_readers(struct catalog *catalog)
{
    const char **names = NULL;
    size_t count = 0;
    struct record_fields fields;

    for (size_t i = 0; i < catalog->count; i++) {
        const struct plugin *plugin = &catalog->plugins[i];

        if (plugin->declaration->kind != LAP_READER)
            continue;
        names = memory_grow(names, count + plugin->setup.column_count, sizeof *names);
        for (size_t j = 0; j < plugin->setup.column_count; j++)
            names[count++] = plugin->setup.columns[j];
    }
    fields = record_fields_of(&catalog->arena, names, count);
    free(names);
    return fields;
}

bool workshop_load(struct workshop *workshop, const struct job *job, struct faults *faults)
{
    bool is_good = catalog_load(&workshop->catalog, job, faults);

    workshop->fields = fields_of_readers(&workshop->catalog);
    return is_good;
}

bool workshop_compile(struct workshop *workshop, const struct job *job, struct faults *faults)
{
    workshop->engine = engine_build(&workshop->catalog, &workshop->fields,
                                    job->is_plain ? ENGINE_PLAIN : ENGINE_ANCHORED, faults);
    if (workshop->engine)
        engine_limit(workshop->engine, (uint32_t)amount_value(&job->amounts, AMOUNT_MATCH),
                     (uint32_t)amount_value(&job->amounts, AMOUNT_DEPTH));
    return workshop->engine;
}

bool workshop_open_facets(struct workshop *workshop, const struct job *job, struct faults *faults)
{
    struct catalog *catalog = &workshop->catalog;
    bool is_good = true;

    workshop->facets = memory_take(catalog->count, sizeof *workshop->facets);
    for (size_t i = 0; i < catalog->count; i++) {
        if (catalog->plugins[i].declaration->kind == LAP_EXTRACTOR)
            is_good &= facet_open(&workshop->facets[i], &catalog->plugins[i],
                                  amount_value(&job->amounts, AMOUNT_ROWS), faults);
    }
    return is_good;
}

bool workshop_open(struct workshop *workshop, const struct job *job, struct faults *faults)
{
    bool is_good = workshop_load(workshop, job, faults);

    is_good &= workshop_compile(workshop, job, faults);
    return workshop_open_facets(workshop, job, faults) && is_good;
}

void workshop_close(struct workshop *workshop)
{
    for (size_t i = 0; workshop->facets && i < workshop->catalog.count; i++)
        facet_close(&workshop->facets[i]);
    free(workshop->facets);
    engine_free(workshop->engine);
    catalog_release(&workshop->catalog);
}
