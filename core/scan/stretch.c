/* SPDX-License-Identifier: MIT */
/* The parts of a record that are searched, and who hears of what begins there. */
#include "scan/stretch.h"

#include <stdlib.h>

#include "process/memory.h"
#include "text/sentence.h"

void stretches_release(struct stretches *stretches)
{
    free(stretches->items);
    arena_release(&stretches->arena);
    *stretches = (struct stretches){0};
}

void stretches_clear(struct stretches *stretches)
{
    stretches->count = 0;
    arena_clear(&stretches->arena);
}

static void put_at(struct stretches *stretches, size_t place, struct stretch stretch)
{
    if (stretches->count == stretches->room) {
        stretches->room = stretches->room ? 2 * stretches->room : 8;
        stretches->items = memory_grow(stretches->items, stretches->room, sizeof *stretches->items);
    }
    memmove(stretches->items + place + 1, stretches->items + place,
            (stretches->count - place) * sizeof *stretches->items);
    stretches->items[place] = stretch;
    stretches->count++;
}

void stretches_take_fields(struct stretches *stretches, const struct record *record,
                           bool *is_wanted)
{
    stretches_clear(stretches);
    for (size_t i = 0; i < record->field_count; i++) {
        struct lap_str text = record->fields[i].text;

        if (text.size)
            put_at(stretches, stretches->count,
                   (struct stretch){i, text, {0, text.size}, is_wanted});
    }
}

static bool ends_before(const struct stretch *stretch, size_t field, size_t at)
{
    return stretch->field < field || (stretch->field == field && stretch->span.end <= at);
}

/* The first stretch that ends behind a byte of a field; their count where none does. A text may
 * have a hundred thousand sentences. */
static size_t place_of(const struct stretches *stretches, size_t field, size_t at)
{
    size_t first = 0;

    for (size_t count = stretches->count; count > 0;) {
        size_t half = (count + 1) / 2;

        first += ends_before(&stretches->items[first + half - 1], field, at) ? half : 0;
        count -= half;
    }
    return first;
}

/* The stretch around a byte of a field; NULL where there is none. */
static const struct stretch *stretch_around(const struct stretches *stretches, size_t field,
                                            size_t at)
{
    size_t place = place_of(stretches, field, at);
    const struct stretch *stretch = &stretches->items[place];

    return place < stretches->count && stretch->field == field && stretch->span.start <= at
               ? stretch
               : NULL;
}

bool stretches_have(const struct stretches *stretches, size_t field, size_t at, size_t plugin)
{
    const struct stretch *stretch = stretch_around(stretches, field, at);

    return stretch && stretch_is_wanted(stretch, plugin);
}

void stretches_add_sentence(struct stretches *stretches, const struct record *record, size_t field,
                            size_t at, size_t plugin, size_t plugin_count)
{
    struct lap_str text = record->fields[field].text;
    const struct stretch *stretch = stretch_around(stretches, field, at);
    struct lap_span sentence = stretch ? stretch->span : sentence_at(text, at);
    size_t place = place_of(stretches, field, sentence.start);

    if (!stretch_around(stretches, field, sentence.start))
        put_at(stretches, place,
               (struct stretch){field, text, sentence,
                                arena_take(&stretches->arena, plugin_count * sizeof(bool))});
    stretches->items[place].is_wanted[plugin] = true;
}
