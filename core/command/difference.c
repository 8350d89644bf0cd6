/* SPDX-License-Identifier: MIT */
/* Wanted and made rows under each other, column by column. */
#include "command/difference.h"

#include <stdio.h>

#include "text/utf8.h"
#include "text/visible.h"

/* Columns of a reader's row, in the order in which they are shown, before its further fields. */
static const char *const record_columns[] = {
    "id",  "title",  "abstract", "comments", "authors_count", "organization", "published",
    "url", "record", "line",     NULL};

/* A wanted and a made row; NULL where there is none. */
struct row_pair {
    const struct proof_row *wanted;
    const struct proof_row *made;
};

static size_t width_of(const char *text)
{
    return utf8_count(str_of(text));
}

static const char *cell_of(const struct proof_row *row, const char *column)
{
    return row ? proof_cell(row, column) : "";
}

/* A line of cells of one column each, or of marks where they differ. */
enum line_kind { LINE_HEADER, LINE_WANTED, LINE_MADE, LINE_MARKS };

static const char *const labels[] = {
    [LINE_HEADER] = "", [LINE_WANTED] = "wanted", [LINE_MADE] = "made", [LINE_MARKS] = ""};

static const char *text_of(const struct declaration *declaration, const struct row_pair *pair,
                           enum line_kind kind, const char *column)
{
    const char *wanted = cell_of(pair->wanted, column);
    const char *made = cell_of(pair->made, column);

    switch (kind) {
    case LINE_HEADER:
        return column;
    case LINE_WANTED:
        return wanted;
    case LINE_MADE:
        return made;
    case LINE_MARKS:
    default:
        return proof_cell_agrees(declaration, column, wanted, made) ? "" : "^";
    }
}

static size_t column_width(const struct row_pair *pair, const char *column)
{
    size_t width = width_of(column);
    size_t wanted = width_of(cell_of(pair->wanted, column));
    size_t made = width_of(cell_of(pair->made, column));

    width = wanted > width ? wanted : width;
    return made > width ? made : width;
}

static bool is_shown(const struct row_pair *pair, const char *column)
{
    if (pair->wanted && !proof_column_counts(pair->wanted, column))
        return false;
    return *cell_of(pair->wanted, column) || *cell_of(pair->made, column);
}

static void print_cell(const struct declaration *declaration, const struct row_pair *pair,
                       enum line_kind kind, const char *column)
{
    const char *text = text_of(declaration, pair, kind, column);

    if (!is_shown(pair, column))
        return;
    visible_print("  %s%*s", text, (int)(column_width(pair, column) - width_of(text)), "");
}

/* The fields of a row that only its reader has, but those that the row before it has as well. */
static void print_further(const struct declaration *declaration, const struct row_pair *pair,
                          enum line_kind kind, const struct proof_row *row,
                          const struct proof_row *before)
{
    for (size_t i = 0; row && i < row->count; i++) {
        const char *column = row->cells[i].key;

        if (!str_stands_in(record_columns, column) && !*cell_of(before, column))
            print_cell(declaration, pair, kind, column);
    }
}

static void print_line(const struct declaration *declaration, const struct row_pair *pair,
                       enum line_kind kind)
{
    printf("#   %-6s", labels[kind]);
    if (declaration->own) {
        print_cell(declaration, pair, kind, "match");
        for (size_t i = 0; i < declaration->own->count; i++)
            print_cell(declaration, pair, kind, declaration->own->columns[i].name);
        print_cell(declaration, pair, kind, "field");
        print_cell(declaration, pair, kind, "start");
        print_cell(declaration, pair, kind, "end");
        print_cell(declaration, pair, kind, "pattern");
    } else {
        for (size_t i = 0; record_columns[i]; i++)
            print_cell(declaration, pair, kind, record_columns[i]);
        print_further(declaration, pair, kind, pair->wanted, NULL);
        print_further(declaration, pair, kind, pair->made, pair->wanted);
    }
    putchar('\n');
}

/* It may be several sentences. */
static void print_failure(struct lap_str failure)
{
    while (failure.size) {
        struct lap_str line = str_take(&failure, '\n');

        visible_print("#   %.*s\n", STR_ARGS(line));
    }
}

void difference_print(const struct declaration *declaration, const struct proof *proof)
{
    const struct proof_rows *wanted = &proof->wanted;
    const struct proof_rows *made = &proof->made;

    if (proof->failure)
        print_failure(str_of(proof->failure));
    for (size_t i = 0; i < wanted->count || i < made->count; i++) {
        struct row_pair pair = {i < wanted->count ? &wanted->items[i] : NULL,
                                i < made->count ? &made->items[i] : NULL};

        printf("#   row %zu%s\n", i + 1,
               !pair.wanted ? ", which is not wanted"
               : !pair.made ? ", which is not made"
                            : "");
        print_line(declaration, &pair, LINE_HEADER);
        if (pair.wanted)
            print_line(declaration, &pair, LINE_WANTED);
        if (pair.made)
            print_line(declaration, &pair, LINE_MADE);
        if (pair.wanted && pair.made)
            print_line(declaration, &pair, LINE_MARKS);
    }
}
