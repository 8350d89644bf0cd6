/* SPDX-License-Identifier: MIT */
/* Cells as CSV, read back with libcsv, and JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <csv.h>
#include <float.h>
#include <math.h>

#include "chance.h"
#include "same.h"
#include "scratch.h"
#include "write/csv.h"
#include "write/json.h"

static const struct csv_style plain;
static const struct csv_style crlf = {.has_crlf = true};
static const struct csv_style spreadsheet = {.is_spreadsheet = true};

/* ---- CSV ---- */

struct cell_case {
    struct lap_str cell;
    struct lap_str wanted;
};

static void assert_cells(const struct cell_case *cases, size_t count, struct csv_style style)
{
    for (size_t i = 0; i < count; i++) {
        struct buffer line = {0};

        csv_cell(&line, style, cases[i].cell, true, false);
        assert_str_equal(buffer_str(&line), cases[i].wanted);
        buffer_release(&line);
    }
}

static void cells_are_quoted_only_where_they_must(void **state)
{
    static const struct cell_case cases[] = {
        {{"plain", 5}, {"plain", 5}},
        {{"", 0}, {"", 0}},
        {{NULL, 0}, {"", 0}},
        {{" in space ", 10}, {" in space ", 10}},
        {{"it's; a\ttab", 11}, {"it's; a\ttab", 11}},
        {{"=1+1", 4}, {"=1+1", 4}},
        {{"a,b", 3}, {"\"a,b\"", 5}},
        {{"say \"so\"", 8}, {"\"say \"\"so\"\"\"", 12}},
        {{"\"", 1}, {"\"\"\"\"", 4}},
        {{"two\nlines", 9}, {"\"two\nlines\"", 11}},
        {{"two\rlines", 9}, {"\"two\rlines\"", 11}},
        {{"n\0l", 3}, {"n\0l", 3}},
        {{"\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", 8}, {"\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", 8}},
        {{"\xFF\xFE", 2}, {"\xFF\xFE", 2}},
    };

    (void)state;
    assert_cells(cases, sizeof cases / sizeof *cases, plain);
    assert_cells(cases, sizeof cases / sizeof *cases, crlf);
}

/* Cells are looked through by many bytes at once. */
static void long_cells_are_quoted_wherever_they_must(void **state)
{
    (void)state;
    for (const char *special = ",\"\r\n"; *special; special++)
        for (size_t at = 0; at < 40; at++) {
            struct buffer line = {0};
            char cell[40];

            memset(cell, 'x', sizeof cell);
            cell[at] = *special;
            csv_cell(&line, plain, (struct lap_str){cell, sizeof cell}, true, false);
            assert_int_equal(line.size, sizeof cell + (*special == '"' ? 3 : 2));
            assert_int_equal(line.bytes[0], '"');
            buffer_release(&line);
        }
}

static void spreadsheets_run_no_cell(void **state)
{
    static const struct cell_case cases[] = {
        {{"=1+1", 4}, {"'=1+1", 5}},
        {{"+1", 2}, {"'+1", 3}},
        {{"--04-03", 7}, {"'--04-03", 8}},
        {{"@SUM(A1)", 8}, {"'@SUM(A1)", 9}},
        {{"\t=1", 3}, {"'\t=1", 4}},
        {{"\r=1", 3}, {"\"'\r=1\"", 6}},
        {{"\n=1", 3}, {"\"'\n=1\"", 6}},
        {{"'=1", 3}, {"''=1", 4}},
        {{"''-", 3}, {"'''-", 4}},
        {{"\uFF1D1", 4}, {"'\uFF1D1", 5}},
        {{"\uFF0B1", 4}, {"'\uFF0B1", 5}},
        {{"\uFF0D1", 4}, {"'\uFF0D1", 5}},
        {{"'\uFF20A", 5}, {"''\uFF20A", 6}},
        {{"\uFF1C", 3}, {"\uFF1C", 3}},
        {{"\xEF\xBC", 2}, {"\xEF\xBC", 2}},
        {{"=1,\"2\"", 6}, {"\"'=1,\"\"2\"\"\"", 11}},
        {{"", 0}, {"", 0}},
        {{"'", 1}, {"'", 1}},
        {{"'tis", 4}, {"'tis", 4}},
        {{"1=1", 3}, {"1=1", 3}},
        {{"a,b", 3}, {"\"a,b\"", 5}},
    };

    (void)state;
    assert_cells(cases, sizeof cases / sizeof *cases, spreadsheet);
}

static void spreadsheets_keep_numbers(void **state)
{
    struct buffer line = {0};

    (void)state;
    csv_cell(&line, spreadsheet, TEXT("-1.5"), true, true);
    csv_cell(&line, spreadsheet, TEXT("-1.5"), false, false);
    assert_string_equal(buffer_text(&line), "-1.5,'-1.5");
    buffer_release(&line);
}

static void assert_line(struct csv_style style, const struct lap_str *cells, size_t count,
                        const char *wanted)
{
    struct buffer lines = {0};

    csv_begin(&lines, style);
    for (size_t i = 0; i < count; i++)
        csv_cell(&lines, style, cells[i], i == 0, false);
    csv_end_line(&lines, style);
    assert_string_equal(buffer_text(&lines), wanted);
    buffer_release(&lines);
}

static void lines_end_as_the_style_says(void **state)
{
    const struct lap_str cells[] = {TEXT("a"), TEXT(""), TEXT("c")};

    (void)state;
    assert_line(plain, cells, 3, "a,,c\n");
    assert_line(crlf, cells, 3, "a,,c\r\n");
    assert_line(spreadsheet, cells, 3,
                "\xEF\xBB\xBF"
                "a,,c\r\n");
}

static void only_a_sole_empty_cell_is_quoted(void **state)
{
    const struct lap_str empty[] = {TEXT(""), TEXT("")};
    struct buffer lines = {0};

    (void)state;
    assert_line(plain, empty, 1, "\"\"\n");
    assert_line(plain, empty, 2, ",\n");
    for (int i = 0; i < 2; i++) {
        csv_cell(&lines, crlf, TEXT(""), true, false);
        csv_end_line(&lines, crlf);
    }
    csv_cell(&lines, crlf, TEXT("\n"), true, false);
    csv_end_line(&lines, crlf);
    assert_string_equal(buffer_text(&lines), "\"\"\r\n\"\"\r\n\"\n\"\r\n");
    buffer_release(&lines);
}

/* ---- CSV, read back ---- */

enum { COLUMNS = 5, LINES = 2000, LONG_CELL = 100 * 1000 };

/* Cells as libcsv gives them back, one behind the other. */
struct cells {
    struct buffer bytes;
    size_t ends[COLUMNS * LINES + 1];
    size_t count;
    size_t lines;
};

static void end_cell(struct cells *cells)
{
    cells->ends[cells->count++] = cells->bytes.size;
}

static void take_cell(void *bytes, size_t size, void *cells)
{
    buffer_add(&((struct cells *)cells)->bytes, bytes, size);
    end_cell(cells);
}

static void take_line(int end, void *cells)
{
    (void)end;
    ((struct cells *)cells)->lines++;
}

/* libcsv trims cells that are not quoted, unless it is told that nothing is a space. */
static int is_no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static void read_back(struct lap_str csv, struct cells *cells)
{
    struct csv_parser parser;

    assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
    csv_set_space_func(&parser, is_no_space);
    assert_int_equal(csv_parse(&parser, csv.bytes, csv.size, take_cell, take_line, cells),
                     csv.size);
    assert_int_equal(csv_fini(&parser, take_cell, take_line, cells), 0);
    csv_free(&parser);
}

/* A short cell of pieces that upset readers, or now and then a long one. */
static void add_nasty_cell(struct buffer *cell)
{
    static const struct lap_str pieces[] = {
        {"a", 1},    {",", 1}, {"\"", 1}, {"\r", 1}, {"\n", 1},           {" ", 1},
        {"\0", 1},   {"'", 1}, {"=", 1},  {"-", 1},  {"\xE2\x80\xAE", 3}, {"\xFF", 1},
        {"\"\"", 2}, {"@", 1}, {"\t", 1}, {"7", 1},
    };
    uint32_t count = random_below(6);

    if (random_below(1000) == 0)
        count = LONG_CELL;
    while (count--)
        buffer_add_str(cell, pieces[random_below(sizeof pieces / sizeof *pieces)]);
}

static void make_lines(struct csv_style style, struct buffer *csv, struct cells *wanted)
{
    for (size_t line = 0; line < LINES; line++) {
        for (size_t column = 0; column < COLUMNS; column++) {
            struct buffer cell = {0};

            add_nasty_cell(&cell);
            csv_cell(csv, style, buffer_str(&cell), column == 0, false);
            buffer_add_str(&wanted->bytes, buffer_str(&cell));
            end_cell(wanted);
            buffer_release(&cell);
        }
        csv_end_line(csv, style);
    }
}

static struct lap_str cell_at(const struct cells *cells, size_t i)
{
    size_t start = i ? cells->ends[i - 1] : 0;

    return str_part(buffer_str(&cells->bytes), (struct lap_span){start, cells->ends[i]});
}

/* The written rule for taking the guard off: one apostrophe from a cell that is one or more of them
 * and then a starter. */
static struct lap_str without_guard(struct lap_str cell)
{
    size_t starter = 0;

    while (starter < cell.size && cell.bytes[starter] == '\'')
        starter++;
    if (starter > 0 && starter < cell.size && memchr("=+-@\t\r\n", cell.bytes[starter], 7))
        cell = str_part(cell, (struct lap_span){1, cell.size});
    return cell;
}

static void assert_read_back(struct csv_style style)
{
    struct buffer csv = {0};
    struct cells *wanted = calloc(2, sizeof *wanted);
    struct cells *got = wanted + 1;

    assert_non_null(wanted);
    make_lines(style, &csv, wanted);
    read_back(buffer_str(&csv), got);
    assert_int_equal(got->lines, LINES);
    assert_int_equal(got->count, wanted->count);
    for (size_t i = 0; i < wanted->count; i++) {
        struct lap_str cell = cell_at(got, i);

        assert_str_equal(style.is_spreadsheet ? without_guard(cell) : cell, cell_at(wanted, i));
    }
    buffer_release(&csv);
    buffer_release(&got->bytes);
    buffer_release(&wanted->bytes);
    free(wanted);
}

static void libcsv_reads_the_same_cells_back(void **state)
{
    (void)state;
    assert_read_back(plain);
    assert_read_back(crlf);
}

static void the_guard_can_be_taken_off(void **state)
{
    (void)state;
    assert_read_back(spreadsheet);
}

/* ---- JSON ---- */

static void assert_number(double number, const char *wanted)
{
    struct json *json = json_begin();
    struct buffer out = {0};

    json_number(json, number);
    json_end(json, &out);
    assert_string_equal(buffer_text(&out), wanted);
    buffer_release(&out);
}

static void numbers_have_as_few_digits_as_they_need(void **state)
{
    (void)state;
    assert_number(0, "0\n");
    assert_number(1, "1\n");
    assert_number(-2.5, "-2.5\n");
    assert_number(0.1, "0.1\n");
    assert_number(0.1 + 0.2, "0.30000000000000004\n");
    assert_number(1.0 / 3, "0.3333333333333333\n");
    assert_number(7e9, "7000000000\n");
    assert_number(1e300, "1e+300\n");
    assert_number(DBL_MAX, "1.7976931348623157e+308\n");
    assert_number(INFINITY, "null\n");
    assert_number(NAN, "null\n");
}

static void documents_are_indented_by_two_spaces(void **state)
{
    struct json *json = json_begin();
    struct buffer out = {0};

    (void)state;
    json_open_map(json);
    json_key(json, "list");
    json_open_array(json);
    json_count(json, UINT64_MAX);
    json_truth(json, true);
    json_text(json, NULL);
    json_close_array(json);
    json_close_map(json);
    json_end(json, &out);
    assert_string_equal(
        buffer_text(&out),
        "{\n  \"list\": [\n    18446744073709551615,\n    true,\n    null\n  ]\n}\n");
    buffer_release(&out);
}

static void assert_json(struct lap_str text, const char *wanted)
{
    struct json *json = json_begin();
    struct buffer out = {0};

    json_str(json, text);
    json_end(json, &out);
    assert_string_equal(buffer_text(&out), wanted);
    buffer_release(&out);
}

static void texts_are_valid_json_whatever_they_hold(void **state)
{
    (void)state;
    assert_json(TEXT(""), "\"\"\n");
    assert_json(TEXT("a \"b\" \\ /"), "\"a \\\"b\\\" \\\\ /\"\n");
    assert_json(TEXT("\0\x1F\n"), "\"\\u0000\\u001F\\n\"\n");
    assert_json(TEXT("\xE2\x80\xAEtxt"), "\"\xE2\x80\xAEtxt\"\n");
    assert_json(TEXT("caf\xE9.txt"), "\"caf\xEF\xBF\xBD.txt\"\n");
    assert_json(TEXT("\xED\xA0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"\n");
    assert_json((struct lap_str){NULL, 0}, "null\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_quoted_only_where_they_must),
        cmocka_unit_test(long_cells_are_quoted_wherever_they_must),
        cmocka_unit_test(spreadsheets_run_no_cell),
        cmocka_unit_test(spreadsheets_keep_numbers),
        cmocka_unit_test(lines_end_as_the_style_says),
        cmocka_unit_test(only_a_sole_empty_cell_is_quoted),
        cmocka_unit_test(libcsv_reads_the_same_cells_back),
        cmocka_unit_test(the_guard_can_be_taken_off),
        cmocka_unit_test(numbers_have_as_few_digits_as_they_need),
        cmocka_unit_test(documents_are_indented_by_two_spaces),
        cmocka_unit_test(texts_are_valid_json_whatever_they_hold),
    };

    return cmocka_run_group_tests_name("write", tests, NULL, NULL);
}
