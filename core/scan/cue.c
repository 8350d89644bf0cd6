/* SPDX-License-Identifier: MIT */
/* Names that are also common words: they count only beside a cue. */
#include "scan/cue.h"

#include <stdlib.h>

#include "text/memory.h"
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

/* True where the gap has that many code points or fewer. A code point has 4 bytes at most, so that
 * a wide gap need not be counted. */
static bool is_narrow(struct lap_str text, struct lap_span gap, size_t points)
{
    return (gap.end - gap.start) / 4 <= points && utf8_count(str_part(text, gap)) <= points;
}

bool cue_is_near(const struct waiting_name *name, const struct match_list *matches,
                 const struct plugin *plugin, const struct record *record)
{
    struct lap_str text = record->fields[name->match.field].text;

    for (size_t i = 0; i < matches->count; i++) {
        const struct lap_match *cue = &matches->items[i];

        if (cue->field == name->match.field &&
            strcmp(plugin->setup.roles[cue->role], name->group->cue_role) == 0 &&
            is_narrow(text, gap_between(name->match.span, cue->span), name->group->cue_within))
            return true;
    }
    return false;
}
