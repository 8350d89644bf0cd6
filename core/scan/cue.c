/* SPDX-License-Identifier: MIT */
/* Names that are also common words: they count only beside a cue. */
#include "scan/cue.h"

#include <stdlib.h>

#include "process/memory.h"
#include "text/utf8.h"

struct waiting_name *waiting_add(struct waiting_names *names)
{
    if (names->count == names->room) {
        names->room = names->room ? 2 * names->room : 16;
        names->items = memory_grow(names->items, names->room, sizeof *names->items);
    }
    return &names->items[names->count++];
}

void waiting_release(struct waiting_names *names)
{
    free(names->items);
    *names = (struct waiting_names){0};
}

/* What stands between two spans; empty where they touch or overlap. */
static struct lap_span gap_between(struct lap_span a, struct lap_span b)
{
    struct lap_span gap = {a.end, b.start};

    if (b.end <= a.start)
        gap = (struct lap_span){b.end, a.start};
    return gap.start < gap.end ? gap : (struct lap_span){0, 0};
}

/* A code point has 4 bytes at most. */
static size_t most_bytes(size_t points)
{
    return points < SIZE_MAX / 4 ? points * 4 : SIZE_MAX;
}

/* True where a match is a cue for the name: of the role, and with so many code points between them
 * or fewer. A wide gap need not be counted. */
static bool is_cue(const struct waiting_name *name, const struct lap_match *match,
                   const struct plugin *plugin, struct lap_str text)
{
    struct lap_span gap = gap_between(name->match.span, match->span);
    size_t points = name->group->cue_within;

    return strcmp(plugin->setup.roles[match->role], name->group->cue_role) == 0 &&
           gap.end - gap.start <= most_bytes(points) && utf8_count(str_part(text, gap)) <= points;
}

bool cue_is_near(const struct waiting_name *name, const struct match_list *matches,
                 const struct plugin *plugin, const struct record *record)
{
    const struct lap_match *found = &name->match;
    struct lap_str text = record->fields[found->field].text;
    size_t most = most_bytes(name->group->cue_within);
    size_t before = most < SIZE_MAX - matches->longest ? most + matches->longest : SIZE_MAX;
    size_t first = found->span.start > before ? found->span.start - before : 0;

    for (size_t i = match_list_find(matches, found->field, first); i < matches->count; i++) {
        const struct lap_match *match = &matches->items[i];

        if (match->field != found->field ||
            (match->span.start > found->span.end && match->span.start - found->span.end > most))
            return false;
        if (is_cue(name, match, plugin, text))
            return true;
    }
    return false;
}
