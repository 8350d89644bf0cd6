/* SPDX-License-Identifier: MIT */
/* Finding matches by their place: they come in the order of fields and places. */
#include "reading.h"

struct lap_str text_of(const struct reading *reading, const struct figure *figure)
{
    return reading->record->fields[figure->match->field].text;
}

size_t first_match(const struct reading *reading, size_t field, size_t place)
{
    size_t low = 0, high = reading->match_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct lap_match *match = &reading->matches[middle];
        if (match->field < field || (match->field == field && match->span.start < place))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool has_cue(const struct reading *reading, size_t field, struct lap_span span, enum role role)
{
    for (size_t i = first_match(reading, field, span.start); i < reading->match_count; i++) {
        const struct lap_match *match = &reading->matches[i];
        if (match->field != field || match->span.start >= span.end)
            return false;
        if (match->role == role && match->span.end <= span.end)
            return true;
    }
    return false;
}
