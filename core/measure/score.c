/* SPDX-License-Identifier: MIT */
/* A facet's table against the same table marked by hand. */
#include "measure/score.h"

#include <stdint.h>
#include <stdlib.h>

#include "measure/agreement.h"
#include "process/memory.h"

/* Where a row stands; sources are compared without their folders. */
struct row_place {
    struct lap_str source;
    struct lap_str record;
    struct lap_str field;
    long start;
    long end;
};

/* A marked and a found row that overlap. */
struct tie {
    long overlap;
    size_t marked;
    size_t found;
};

static long offset_of(const struct sheet *sheet, size_t row, const char *column)
{
    struct lap_str cell = sheet_cell(sheet, row, column);

    return cell.size ? strtol(cell.bytes, NULL, 10) : 0;
}

static struct row_place place_of(const struct sheet *sheet, size_t row)
{
    struct row_place place = {sheet_cell(sheet, row, "source"), sheet_cell(sheet, row, "record"),
                              sheet_cell(sheet, row, "field"), offset_of(sheet, row, "start"),
                              offset_of(sheet, row, "end")};
    const char *slash = memrchr(place.source.bytes, '/', place.source.size);

    if (slash) {
        place.source.size -= (size_t)(slash + 1 - place.source.bytes);
        place.source.bytes = slash + 1;
    }
    return place;
}

static struct row_place *places_of(const struct sheet *sheet)
{
    struct row_place *places = memory_take(sheet->row_count, sizeof *places);

    for (size_t i = 0; i < sheet->row_count; i++)
        places[i] = place_of(sheet, i);
    return places;
}

static bool is_same_record(const struct row_place *a, const struct row_place *b)
{
    return str_is_equal(a->record, b->record) && str_is_equal(a->source, b->source);
}

static long overlap_of(const struct row_place *a, const struct row_place *b)
{
    long start = a->start > b->start ? a->start : b->start;
    long end = a->end < b->end ? a->end : b->end;

    return end - start;
}

static int compare_ties(const void *left, const void *right)
{
    const struct tie *a = left;
    const struct tie *b = right;

    if (a->overlap != b->overlap)
        return a->overlap > b->overlap ? -1 : 1;
    if (a->marked != b->marked)
        return a->marked < b->marked ? -1 : 1;
    return (a->found > b->found) - (a->found < b->found);
}

static struct tie *ties_of(const struct row_place *marked, size_t marked_count,
                           const struct row_place *found, size_t found_count, size_t *count)
{
    struct tie *ties = NULL;
    size_t room = 0;

    *count = 0;
    for (size_t i = 0; i < marked_count; i++) {
        for (size_t j = 0; j < found_count; j++) {
            long overlap = overlap_of(&marked[i], &found[j]);

            if (overlap <= 0 || !is_same_record(&marked[i], &found[j]) ||
                !str_is_equal(marked[i].field, found[j].field))
                continue;
            if (*count == room) {
                room = room ? 2 * room : 64;
                ties = memory_grow(ties, room, sizeof *ties);
            }
            ties[(*count)++] = (struct tie){overlap, i, j};
        }
    }
    if (*count > 1)
        qsort(ties, *count, sizeof *ties, compare_ties);
    return ties;
}

static bool rows_agree(const struct schema *own, const struct sheet *marked, size_t marked_row,
                       const struct sheet *found, size_t found_row)
{
    for (size_t i = 0; i < own->count; i++) {
        const struct column *column = &own->columns[i];

        if (!cells_agree(column->agreement, sheet_cell(marked, marked_row, column->name),
                         sheet_cell(found, found_row, column->name)))
            return false;
    }
    return true;
}

static struct figures figures_of(size_t right, size_t found, size_t marked)
{
    struct figures figures = {
        found ? (double)right / (double)found : (double)(marked == 0),
        marked ? (double)right / (double)marked : (double)(found == 0),
        0,
    };
    double sum = figures.precision + figures.recall;

    figures.f1 = sum > 0 ? 2 * figures.precision * figures.recall / sum : 0;
    return figures;
}

/* Which found rows count: those of marked records. */
static void find_read(struct score *score, const struct sheet *records,
                      const struct row_place *found, size_t found_count)
{
    struct row_place *read = places_of(records);

    for (size_t i = 0; i < found_count; i++) {
        for (size_t j = 0; j < records->row_count && !score->is_read[i]; j++)
            score->is_read[i] = is_same_record(&found[i], &read[j]);
        score->found += score->is_read[i];
    }
    free(read);
}

bool score_has_columns(const struct sheet *sheet, const char *file, const char *const *columns,
                       struct faults *faults)
{
    bool has_all = true;

    for (; *columns; columns++) {
        if (sheet_column(sheet, *columns) != SIZE_MAX)
            continue;
        faults_add(
            faults,
            "%s: has no column '%s'; name it in the first line, with a comma between columns", file,
            *columns);
        has_all = false;
    }
    return has_all;
}

static bool is_offset(struct lap_str cell)
{
    for (size_t i = 0; i < cell.size; i++)
        if (cell.bytes[i] < '0' || cell.bytes[i] > '9')
            return false;
    return cell.size > 0;
}

bool score_has_places(const struct sheet *table, const char *file, struct faults *faults)
{
    static const char *const columns[] = {"source", "record", "field", "start", "end", NULL};
    static const char *const offsets[] = {"start", "end"};

    if (!score_has_columns(table, file, columns, faults))
        return false;
    for (size_t i = 0; i < 2 * table->row_count; i++) {
        struct lap_str cell = sheet_cell(table, i / 2, offsets[i % 2]);

        if (is_offset(cell))
            continue;
        faults_add(faults, "%s: row %zu: '%.*s' in column '%s' is no whole number; correct it",
                   file, i / 2 + 1, STR_ARGS(cell), offsets[i % 2]);
        return false;
    }
    return true;
}

struct score score_make(const struct schema *own, const struct sheet *records,
                        const struct sheet *marked, const struct sheet *found)
{
    struct row_place *marked_places = places_of(marked);
    struct row_place *found_places = places_of(found);
    struct score score = {.marked = marked->row_count,
                          .pairs = memory_take(marked->row_count, sizeof(size_t)),
                          .is_right = memory_take(marked->row_count, sizeof(bool)),
                          .is_read = memory_take(found->row_count, sizeof(bool)),
                          .is_used = memory_take(found->row_count, sizeof(bool))};
    size_t paired = 0;
    size_t right = 0;
    size_t tie_count;
    struct tie *ties =
        ties_of(marked_places, marked->row_count, found_places, found->row_count, &tie_count);

    find_read(&score, records, found_places, found->row_count);
    for (size_t i = 0; i < marked->row_count; i++)
        score.pairs[i] = SIZE_MAX;
    for (size_t i = 0; i < tie_count; i++) {
        const struct tie *tie = &ties[i];

        if (score.pairs[tie->marked] != SIZE_MAX || score.is_used[tie->found] ||
            !score.is_read[tie->found])
            continue;
        score.pairs[tie->marked] = tie->found;
        score.is_used[tie->found] = true;
        score.is_right[tie->marked] = rows_agree(own, marked, tie->marked, found, tie->found);
        right += score.is_right[tie->marked];
        paired++;
    }
    score.span = figures_of(paired, score.found, score.marked);
    score.value = figures_of(right, score.found, score.marked);
    free(ties);
    free(marked_places);
    free(found_places);
    return score;
}

void score_release(struct score *score)
{
    free(score->pairs);
    free(score->is_right);
    free(score->is_read);
    free(score->is_used);
}
