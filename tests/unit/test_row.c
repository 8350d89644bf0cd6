/* SPDX-License-Identifier: MIT */
/* Rows: what a plugin offers against what its table allows, and how overlaps are settled. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "row/row.h"

static const char *const units[] = {"x", "%", NULL};

static const struct column columns[] = {
    {.name = "value", .type = COLUMN_NUMBER, .is_required = true, .minimum = 0, .maximum = 1000},
    {.name = "count", .type = COLUMN_INTEGER, .minimum = 1, .maximum = INFINITY},
    {.name = "unit", .allowed = units, .minimum = -INFINITY, .maximum = INFINITY},
    {.name = "code", .pattern = "[a-z]+\\d", .minimum = -INFINITY, .maximum = INFINITY},
    {.name = "steps", .pattern = "(?:a+)+[bc]", .minimum = -INFINITY, .maximum = INFINITY},
};
enum { VALUE, COUNT, UNIT, CODE, STEPS, COLUMN_COUNT };

static const struct schema schema = {
    .file = "made.yaml", .columns = columns, .count = COLUMN_COUNT};
static const struct pattern patterns[] = {{.id = "first"}, {.id = "second"}};
static const struct declaration declaration = {
    .name = "made", .own = &schema, .patterns = patterns, .pattern_count = 2};

/* Gives the cell's text, or the reason of its refusal behind a !. */
static const char *cell(struct arena *arena, size_t column, struct lap_value value)
{
    struct faults faults = {0};
    struct cell_rule *rules = cell_rules_of(&schema, 0, COLUMN_COUNT, &faults);
    struct buffer reason = {0};
    struct lap_str text;
    const char *made;

    assert_non_null(rules);
    if (cell_of_value(&rules[column], &value, arena, &text, &reason))
        made = arena_copy(arena, text);
    else
        made = arena_format(arena, "!%s", buffer_text(&reason));
    cell_rules_free(rules, COLUMN_COUNT);
    buffer_release(&reason);
    return made;
}

/* What strtod() takes and tables do not, and a number of which it sees the beginning only. */
static void texts_that_are_no_plain_numbers_are_refused(void **state)
{
    static const struct lap_str texts[] = {{"0x1F", 4}, {" 5", 2},   {"inf", 3},
                                           {"nan", 3},  {"5\0x", 3}, {"5\0", 2}};
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_non_null(strstr(cell(&arena, VALUE, lap_text(texts[i])), "' wants a number and"));
    assert_string_equal(cell(&arena, VALUE, lap_number(0)), "0");
    assert_string_equal(cell(&arena, VALUE, lap_number(1000)), "1000");
    arena_release(&arena);
}

static void cells_are_checked(void **state)
{
    struct arena arena = {0};

    (void)state;
    assert_string_equal(cell(&arena, VALUE, lap_number(2.9)), "2.9");
    assert_string_equal(cell(&arena, VALUE, lap_number(1 / 0.7)), "1.42857142857143");
    assert_string_equal(cell(&arena, VALUE, lap_text(str_of("12.5"))), "12.5");
    assert_string_equal(cell(&arena, VALUE, lap_text(str_of("12.5x"))),
                        "!column 'value' wants a number and was given '12.5x'");
    assert_string_equal(cell(&arena, VALUE, lap_empty()), "!column 'value' may not be empty");
    assert_string_equal(cell(&arena, VALUE, lap_number(-1)),
                        "!column 'value' was given -1, which is below its minimum 0");
    assert_string_equal(cell(&arena, VALUE, lap_number(1001)),
                        "!column 'value' was given 1001, which is above its maximum 1000");
    assert_string_equal(cell(&arena, VALUE, lap_number(NAN)),
                        "!column 'value' was given a number that is not finite");
    assert_string_equal(cell(&arena, COUNT, lap_number(7e12)), "7000000000000");
    assert_string_equal(cell(&arena, COUNT, lap_number(1.5)),
                        "!column 'count' wants a whole number and was given 1.5");
    assert_string_equal(cell(&arena, VALUE, lap_number(-0.0)), "0");
    assert_string_equal(cell(&arena, COUNT, lap_empty()), "");
    assert_string_equal(cell(&arena, UNIT, lap_text(str_of("%"))), "%");
    assert_string_equal(cell(&arena, UNIT, lap_text(str_of("X"))),
                        "!column 'unit' does not allow 'X'");
    assert_string_equal(cell(&arena, CODE, lap_text(str_of("ab1"))), "ab1");
    assert_string_equal(cell(&arena, CODE, lap_text(str_of("ab12"))),
                        "!'ab12' is not what the pattern of column 'code' asks for");
    assert_string_equal(cell(&arena, STEPS, lap_text(str_of("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"))),
                        "!the pattern of column 'steps' takes too many steps over "
                        "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'; simplify it");
    arena_release(&arena);
}

static void a_bad_column_pattern_is_told(void **state)
{
    static const struct column bad = {.name = "x", .pattern = "a("};
    static const struct schema wrong = {.file = "wrong.yaml", .columns = &bad, .count = 1};
    struct faults faults = {0};

    (void)state;
    assert_null(cell_rules_of(&wrong, 0, 1, &faults));
    assert_int_equal(faults.count, 1);
    assert_non_null(strstr(buffer_text(&faults.text), "wrong.yaml: the pattern of column 'x'"));
    faults_release(&faults);
}

/* An offer made of one record with a title of one word and this abstract. */
static bool offer(const char *abstract, size_t field, struct lap_span span, struct arena *arena,
                  struct row *row, struct buffer *reason)
{
    struct lap_field fields[] = {{"title", str_of("T")}, {"abstract", str_of(abstract)}};
    struct record record = {.fields = fields, .field_count = 2};
    struct lap_match match = {.pattern = 1};
    struct lap_value values[COLUMN_COUNT] = {lap_number(1), lap_empty(), lap_empty(), lap_empty()};
    struct lap_row given = {&match, field, span, values};
    struct faults faults = {0};
    struct row_rules rules;
    bool is_made;

    assert_true(row_rules_make(&rules, &declaration, &faults));
    is_made = row_make(&rules, &record, &given, arena, row, reason);
    if (is_made)
        rows_locate(row, 1, &record);
    row_rules_release(&rules);
    return is_made;
}

static void places_are_code_points(void **state)
{
    struct arena arena = {0};
    struct buffer reason = {0};
    struct row row;

    (void)state;
    assert_true(offer("\xC3\xA9t\xC3\xA9 2x", 1, (struct lap_span){6, 8}, &arena, &row, &reason));
    assert_int_equal(row.start, 4);
    assert_int_equal(row.end, 6);
    assert_memory_equal(row.match.bytes, "2x", 2);
    assert_int_equal(row.pattern, 1);
    arena_release(&arena);
}

static void places_are_counted_on_from_row_to_row(void **state)
{
    struct lap_field fields[] = {{"title", str_of("\xC3\xA9 1x")},
                                 {"abstract", str_of("\xC3\xA9\xC3\xA9 2x \xC3\xA9 3x")}};
    struct record record = {.fields = fields, .field_count = 2};
    struct row rows[] = {{.field = 0, .span = {3, 5}, .match = str_of("1x")},
                         {.field = 1, .span = {5, 7}, .match = str_of("2x")},
                         {.field = 1, .span = {11, 13}, .match = str_of("3x")}};

    (void)state;
    rows_locate(rows, 3, &record);
    assert_int_equal(rows[0].start, 2);
    assert_int_equal(rows[1].start, 3);
    assert_int_equal(rows[1].end, 5);
    assert_int_equal(rows[2].start, 8);
    assert_int_equal(rows[2].end, 10);
}

static void rubbish_places_are_refused(void **state)
{
    static const struct lap_span spans[] = {{3, 3}, {4, 2}, {0, 99}, {SIZE_MAX, SIZE_MAX}};
    struct arena arena = {0};
    struct row row;

    (void)state;
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        struct buffer reason = {0};

        assert_false(offer("\xC3\xA9t\xC3\xA9 2x", 1, spans[i], &arena, &row, &reason));
        assert_non_null(strstr(buffer_text(&reason), "is no part of the field abstract"));
        buffer_release(&reason);
    }
    struct buffer reason = {0};

    assert_false(offer("\xC3\xA9t", 1, (struct lap_span){1, 3}, &arena, &row, &reason));
    assert_string_equal(buffer_text(&reason),
                        "the row's span, bytes 1 to 3 of the field abstract, cuts a character");
    reason.size = 0;
    assert_false(offer("x", 2, (struct lap_span){0, 1}, &arena, &row, &reason));
    assert_string_equal(buffer_text(&reason), "the row names field 2, and the record has 2");
    buffer_release(&reason);
    arena_release(&arena);
}

static void contexts_end_with_words(void **state)
{
    static const char text[] =
        "one two three four five six seven eight nine ten MATCH eleven twelve thirteen fourteen "
        "fifteen sixteen";
    static const char wanted[] =
        "four five six seven eight nine ten MATCH eleven twelve thirteen fourteen fifteen";
    struct lap_str part;
    struct lap_span span = {49, 54};

    (void)state;
    part = str_part(str_of(text), row_context(str_of(text), span));
    assert_true(part.size == strlen(wanted) && memcmp(part.bytes, wanted, part.size) == 0);
    span = (struct lap_span){0, 3};
    part = str_part(str_of("one"), row_context(str_of("one"), span));
    assert_int_equal(part.size, 3);
}

static void overlaps_are_settled(void **state)
{
    struct row rows[] = {
        {.field = 1, .span = {5, 9}, .pattern = 0, .order = 0},
        {.field = 1, .span = {2, 6}, .pattern = 1, .order = 1},
        {.field = 1, .span = {2, 8}, .pattern = 1, .order = 2},
        {.field = 1, .span = {2, 8}, .pattern = 0, .order = 3},
        {.field = 0, .span = {2, 8}, .pattern = 1, .order = 4},
        {.field = 1, .span = {8, 9}, .pattern = 1, .order = 5},
        {.field = 1, .span = {8, 9}, .pattern = 1, .order = 6},
    };

    (void)state;
    assert_int_equal(rows_settle(rows, 7), 3);
    assert_int_equal(rows[0].order, 4); /* fields first */
    assert_int_equal(rows[1].order, 3); /* leftmost, longest, first declared */
    assert_int_equal(rows[2].order, 5); /* touching is no overlap; then the first offered */
    assert_int_equal(rows_settle(rows, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_that_are_no_plain_numbers_are_refused),
        cmocka_unit_test(cells_are_checked),
        cmocka_unit_test(a_bad_column_pattern_is_told),
        cmocka_unit_test(places_are_code_points),
        cmocka_unit_test(places_are_counted_on_from_row_to_row),
        cmocka_unit_test(rubbish_places_are_refused),
        cmocka_unit_test(contexts_end_with_words),
        cmocka_unit_test(overlaps_are_settled),
    };

    return cmocka_run_group_tests_name("row", tests, NULL, NULL);
}
