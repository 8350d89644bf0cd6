/* SPDX-License-Identifier: MIT */
/* The cheapest way through a run of lines, found line by line and walked back from the last. */
#include "divide.h"

#include "cost.h"
#include "layout.h"

static struct way cheapest_way(const struct way *above_ways, const struct line *line,
                               enum part part)
{
    struct way best = {COST_NEVER, TITLE_FIRST};

    for (enum part above = 0; above < PART_COUNT; above++) {
        int cost;

        if (above_ways[above].cost >= COST_NEVER)
            continue;
        cost = above_ways[above].cost + cost_of_step(line - 1, above, line, part);
        if (cost < best.cost)
            best = (struct way){cost, above};
    }
    return best;
}

/* Goes back from the last line along the cheapest ways. */
static void take_cheapest(struct line *lines, size_t count, struct way (*ways)[PART_COUNT])
{
    enum part part = TITLE_FIRST;
    int least = COST_NEVER;

    for (enum part last = 0; last < PART_COUNT; last++) {
        int cost = ways[count - 1][last].cost + cost_of_end(last);

        if (cost < least) {
            least = cost;
            part = last;
        }
    }
    for (size_t i = count; i-- > 0;) {
        lines[i].part = part;
        part = ways[i][part].above;
    }
}

/* Says of each line of a run of text what it is; the first one begins a title. */
static void divide(struct line *lines, size_t count, struct way (*ways)[PART_COUNT])
{
    for (size_t i = 0; i < count; i++)
        lines[i].looks = looks_of(lines[i].text);
    mark_gaps(lines, count);
    mark_wrapped(lines, count);
    for (enum part part = 0; part < PART_COUNT; part++)
        ways[0][part] = (struct way){part == TITLE_FIRST ? 0 : COST_NEVER, TITLE_FIRST};
    for (size_t i = 1; i < count; i++)
        for (enum part part = 0; part < PART_COUNT; part++)
            ways[i][part] = cheapest_way(ways[i - 1], &lines[i], part);
    take_cheapest(lines, count, ways);
}

void divide_runs(struct listing *listing, struct way (*ways)[PART_COUNT])
{
    for (size_t start = 0, end; start < listing->count; start = end) {
        end = start + 1;
        if (listing->lines[start].kind != TEXT_LINE)
            continue;
        while (end < listing->count && listing->lines[end].kind == TEXT_LINE)
            end++;
        divide(listing->lines + start, end - start, ways);
    }
}
