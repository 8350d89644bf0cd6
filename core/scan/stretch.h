/* SPDX-License-Identifier: MIT */
/* The parts of a record that are searched, and who hears of what begins there. */
#ifndef LAPIDARY_SCAN_STRETCH_H
#define LAPIDARY_SCAN_STRETCH_H

#include "read/record.h"

struct stretch {
    size_t field;
    struct lap_str text;  /* the whole field; what is around the span is seen, too */
    struct lap_span span; /* matches begin here */
    bool *is_wanted;      /* for each plugin of the catalog; NULL: by all */
};

/* Stretches of one record in the order of the text, none over another. Zeroed, there are none. */
struct stretches {
    struct stretch *items;
    size_t count;
    size_t room;
    struct arena arena; /* has who wants sentences */
};

void stretches_release(struct stretches *stretches);

/* Makes the stretches anew: none; or all fields that are not empty, wanted by those plugins, which
 * are borrowed. */
void stretches_clear(struct stretches *stretches);
void stretches_take_fields(struct stretches *stretches, const struct record *record,
                           bool *is_wanted);

/* Adds the sentence in which a byte of a field stands, wanted by number `plugin` of plugin_count
 * plugins; once for all plugins. */
void stretches_add_sentence(struct stretches *stretches, const struct record *record, size_t field,
                            size_t at, size_t plugin, size_t plugin_count);

/* True where a stretch around a byte of a field is wanted by a plugin. */
bool stretches_have(const struct stretches *stretches, size_t field, size_t at, size_t plugin);

/* True where a stretch is wanted by a plugin. */
static inline bool stretch_is_wanted(const struct stretch *stretch, size_t plugin)
{
    return !stretch->is_wanted || stretch->is_wanted[plugin];
}

#endif
