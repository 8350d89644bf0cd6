/* SPDX-License-Identifier: MIT */
/* One cell: a plugin's value as text, checked against its column. */
#ifndef LAPIDARY_ROW_CELL_H
#define LAPIDARY_ROW_CELL_H

#ifndef PCRE2_CODE_UNIT_WIDTH
#define PCRE2_CODE_UNIT_WIDTH 8
#endif
#include <pcre2.h>

#include "declare/schema.h"

/* A column with its pattern compiled. */
struct cell_rule {
    const struct column *column;
    pcre2_code *code;       /* NULL where it has no pattern */
    pcre2_match_data *data; /* of the last cell that was held against it */
};

/* The rules of count columns; NULL and a fault where a column's pattern is none. cell_rules_free
 * frees them. */
struct cell_rule *cell_rules_of(const struct schema *schema, size_t first, size_t count,
                                struct faults *faults);
void cell_rules_free(struct cell_rule *rules, size_t count);

/* The value as the cell's text (a number in arena, a fraction with no more than 15 digits), or a
 * reason why the column refuses it. An empty text is an empty cell. */
bool cell_of_value(const struct cell_rule *rule, const struct lap_value *value, struct arena *arena,
                   struct lap_str *cell, struct buffer *reason);

#endif
