/* SPDX-License-Identifier: MIT */
/* One cell: a plugin's value as text, checked against its column. */
#include "row/cell.h"

#include <math.h>
#include <stdlib.h>

#include "process/memory.h"
#include "text/number.h"
#include "text/utf8.h"

enum { LONGEST_NUMBER = 64 };

static pcre2_code *compile_whole(const struct schema *schema, const struct column *column,
                                 struct faults *faults)
{
    uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_ANCHORED | PCRE2_ENDANCHORED;
    PCRE2_UCHAR8 reason[256];
    size_t offset = 0;
    int error = 0;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR8)column->pattern, PCRE2_ZERO_TERMINATED, options,
                                     &error, &offset, NULL);

    if (!code && error == PCRE2_ERROR_HEAP_FAILED)
        memory_give_up(0);
    if (!code) {
        pcre2_get_error_message(error, reason, sizeof reason);
        faults_add(faults,
                   "%s: the pattern of column '%s' is refused: %s, at offset %zu of it; correct it "
                   "there",
                   schema->file, column->name, (const char *)reason, offset);
    }
    return code;
}

struct cell_rule *cell_rules_of(const struct schema *schema, size_t first, size_t count,
                                struct faults *faults)
{
    struct cell_rule *rules = memory_take(count, sizeof *rules);
    bool is_good = true;

    for (size_t i = 0; i < count; i++) {
        rules[i].column = &schema->columns[first + i];
        if (!rules[i].column->pattern)
            continue;
        rules[i].code = compile_whole(schema, rules[i].column, faults);
        rules[i].data = pcre2_match_data_create(1, NULL);
        if (!rules[i].data) /* libpcre2 asks malloc; so there is no memory */
            memory_give_up(0);
        is_good &= rules[i].code != NULL;
    }
    if (!is_good) {
        cell_rules_free(rules, count);
        rules = NULL;
    }
    return rules;
}

void cell_rules_free(struct cell_rule *rules, size_t count)
{
    if (!rules)
        return;
    for (size_t i = 0; i < count; i++) {
        pcre2_code_free(rules[i].code);
        pcre2_match_data_free(rules[i].data);
    }
    free(rules);
}

/* Reads the whole text as a number; false where it is none. */
static bool number_of_cell(struct lap_str text, double *number)
{
    char digits[LONGEST_NUMBER];
    char *end;

    if (text.size == 0 || text.size >= sizeof digits)
        return false;
    memcpy(digits, text.bytes, text.size);
    digits[text.size] = '\0';
    *number = strtod(digits, &end);
    /* A NUL within makes the span shorter than the text. */
    return *end == '\0' && strspn(digits, "0123456789.eE+-") == text.size;
}

static bool check_number(const struct column *column, double number, struct buffer *reason)
{
    if (!isfinite(number))
        buffer_add_format(reason, "column '%s' was given a number that is not finite",
                          column->name);
    else if (column->type == COLUMN_INTEGER && number != floor(number))
        buffer_add_format(reason, "column '%s' wants a whole number and was given %.15g",
                          column->name, number);
    else if (number < column->minimum)
        buffer_add_format(reason, "column '%s' was given %.15g, which is below its minimum %.15g",
                          column->name, number, column->minimum);
    else if (number > column->maximum)
        buffer_add_format(reason, "column '%s' was given %.15g, which is above its maximum %.15g",
                          column->name, number, column->maximum);
    else
        return true;
    return false;
}

static bool is_allowed(const struct column *column, struct lap_str text)
{
    if (!column->allowed)
        return true;
    for (size_t i = 0; column->allowed[i]; i++)
        if (str_is_equal(str_of(column->allowed[i]), text))
            return true;
    return false;
}

static bool check_pattern(const struct cell_rule *rule, struct lap_str text, struct buffer *reason)
{
    int result = rule->code ? pcre2_match(rule->code, (PCRE2_SPTR8)text.bytes, text.size, 0,
                                          PCRE2_NO_UTF_CHECK, rule->data, NULL)
                            : 0;

    if (result == PCRE2_ERROR_NOMEMORY)
        memory_give_up(0);
    if (result == PCRE2_ERROR_NOMATCH)
        buffer_add_format(reason, "'%.*s' is not what the pattern of column '%s' asks for",
                          STR_ARGS(text), rule->column->name);
    else if (result < 0)
        buffer_add_format(
            reason, "the pattern of column '%s' takes too many steps over '%.*s'; simplify it",
            rule->column->name, STR_ARGS(text));
    return result >= 0;
}

static bool check_text(const struct cell_rule *rule, struct lap_str text, struct buffer *reason)
{
    const char *name = rule->column->name;

    /* A plugin may cut a text anywhere; what is no UTF-8, or holds NUL, is not for a table. */
    if (!utf8_is_clean(text))
        buffer_add_format(reason, "column '%s' was given bytes that are no UTF-8 text", name);
    else if (!is_allowed(rule->column, text))
        buffer_add_format(reason, "column '%s' does not allow '%.*s'", name, STR_ARGS(text));
    else
        return check_pattern(rule, text, reason);
    return false;
}

/* Nearly all numbers are counts, which need no printf. */
static struct lap_str text_of_number(struct arena *arena, enum column_type type, double number)
{
    enum { EXACT = 1000000000 }; /* well below where doubles, or 15 digits, end */

    if (number >= 0 && number < EXACT && number == (uint32_t)number) {
        char *digits = arena_take(arena, NUMBER_DIGITS);

        return (struct lap_str){digits, number_digits((uint32_t)number, digits)};
    }
    return str_of(type == COLUMN_INTEGER ? arena_format(arena, "%.0f", number)
                                         : arena_format(arena, "%.15g", number));
}

bool cell_of_value(const struct cell_rule *rule, const struct lap_value *value, struct arena *arena,
                   struct lap_str *cell, struct buffer *reason)
{
    const struct column *column = rule->column;
    bool is_empty = value->type == LAP_EMPTY || (value->type == LAP_TEXT && value->text.size == 0);
    double number = value->number;

    *cell = str_of("");
    if (value->type > LAP_NUMBER) {
        buffer_add_format(reason, "column '%s' was given a value of type %u, which there is not",
                          column->name, (unsigned)value->type);
        return false;
    }
    if (is_empty && column->is_required)
        buffer_add_format(reason, "column '%s' may not be empty", column->name);
    if (is_empty)
        return !column->is_required;
    if (column->type == COLUMN_STRING) {
        *cell =
            value->type == LAP_TEXT ? value->text : text_of_number(arena, COLUMN_NUMBER, number);
        return check_text(rule, *cell, reason);
    }
    if (value->type == LAP_TEXT && !number_of_cell(value->text, &number)) {
        buffer_add_format(reason, "column '%s' wants a number and was given '%.*s'", column->name,
                          STR_ARGS(value->text));
        return false;
    }
    *cell = text_of_number(arena, column->type, number);
    return check_number(column, number, reason);
}
