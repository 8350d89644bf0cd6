/* SPDX-License-Identifier: MIT */
/* Declarations: what is read from right ones, and what is said of wrong ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "declare/captures.h"
#include "declare/job.h"
#include "declare/nearest.h"
#include "declare/yaml.h"
#include "scratch.h"

static const char table[] = "table: gems\n"
                            "title: Gems\n"
                            "columns:\n"
                            "  - {name: name, type: string, required: true, doc: Which.}\n"
                            "  - {name: carat, type: number, minimum: 0.5, doc: How heavy.}\n"
                            "  - {name: cut, type: string, enum: [oval, pear], doc: How cut.}\n";

static const char names[] = "common:\n"
                            "  case: any\n"
                            "  joints: any\n"
                            "  names: |\n"
                            "    Rose Quartz = Pink Quartz\n"
                            "\n"
                            "    Opal\n"
                            "words:\n"
                            "  cue: {role: gem, within: 30}\n"
                            "  names: |\n"
                            "    Jet\n";

static const char pieces[] = "define:\n"
                             "  word: '[a-z]+'\n"
                             "patterns:\n"
                             "  - {id: first, regex: '{{word}}', cue: record, case: any}\n";

static const char gems[] = "plugin: gems\n"
                           "kind: extractor\n"
                           "version: 1.0.0\n"
                           "does: Finds gems.\n"
                           "facet: gems\n"
                           "schema: table.yaml\n"
                           "object: captures\n"
                           "options: {keep: all, none: ''}\n"
                           "include: pieces.yaml\n"
                           "define:\n"
                           "  two: '{{word}} {{word}}'\n"
                           "patterns:\n"
                           "  - id: gem\n"
                           "    regex: '(?<name>{{two}}) gem'\n"
                           "    fields: [abstract, notes]\n"
                           "lists:\n"
                           "  - {id: known, file: names.yaml, role: gem}\n"
                           "values:\n"
                           "  name: {capture: name, convert: lower}\n"
                           "  cut: {constant: oval}\n"
                           "examples:\n"
                           "  - abstract: A dark ruby gem.\n"
                           "    notes: Seen.\n"
                           "    because: it is one\n"
                           "    rows:\n"
                           "      - {match: dark ruby gem, name: dark ruby, start: 2}\n"
                           "counterexamples:\n"
                           "  - title: Nothing\n";

static const char pages[] = "plugin: pages\n"
                            "kind: reader\n"
                            "version: 1.0.0\n"
                            "does: Reads pages.\n"
                            "object: pages\n"
                            "options: {mode: lines}\n"
                            "examples:\n"
                            "  - input: |\n"
                            "      One\n"
                            "      Two\n"
                            "    options: {mode: all}\n"
                            "    rows:\n"
                            "      - {title: One}\n"
                            "counterexamples:\n"
                            "  - input: ''\n";

static struct arena arena;
static struct faults faults;

/* Messages name files as they are given, so the tests stand in their folder and give bare names. */
static int begin(void **state)
{
    if (scratch_make(state) != 0 || chdir(scratch) != 0)
        return -1;
    scratch_write("table.yaml", str_of(table));
    scratch_write("names.yaml", str_of(names));
    scratch_write("pieces.yaml", str_of(pieces));
    scratch_write("gems.yaml", str_of(gems));
    scratch_write("pages.yaml", str_of(pages));
    return 0;
}

static int end(void **state)
{
    arena_release(&arena);
    faults_release(&faults);
    return chdir("/") == 0 ? scratch_remove(state) : -1;
}

static void assert_no_fault(void)
{
    assert_string_equal(buffer_text(&faults.text), "");
}

static const struct declaration *read_right(const char *file)
{
    const struct declaration *declaration = declaration_read(&arena, file, &faults);

    assert_no_fault();
    assert_non_null(declaration);
    return declaration;
}

static void test_head(void **state)
{
    const struct declaration *declaration = read_right("gems.yaml");

    (void)state;
    assert_string_equal(declaration->name, "gems");
    assert_int_equal(declaration->kind, LAP_EXTRACTOR);
    assert_string_equal(declaration->version, "1.0.0");
    assert_string_equal(declaration->does, "Finds gems.");
    assert_string_equal(declaration->facet, "gems");
    assert_string_equal(declaration->object, "captures");
    assert_string_equal(declaration->files[0], "gems.yaml");
    assert_string_equal(declaration->files[1], "pieces.yaml");
    assert_string_equal(declaration->files[2], "table.yaml");
    assert_string_equal(declaration->files[3], "names.yaml");
    assert_null(declaration->files[4]);
}

static void test_options(void **state)
{
    struct declaration *declaration = declaration_read(&arena, "gems.yaml", &faults);
    struct pair right = {"keep", "few", {"--plugins", 0, 0}};
    struct pair wrong = {"kep", "few", {"--plugins", 0, 0}};

    (void)state;
    assert_string_equal(declaration_option(declaration, "keep"), "all");
    assert_string_equal(declaration_option(declaration, "none"), "");
    assert_null(declaration_option(declaration, "kept"));
    assert_true(declaration_set(&arena, declaration, right, &faults));
    assert_string_equal(declaration_option(declaration, "keep"), "few");
    assert_false(declaration_set(&arena, declaration, wrong, &faults));
    assert_string_equal(buffer_text(&faults.text),
                        "--plugins: 'gems' has no option 'kep'; did you mean 'keep'?\n");
}

static void test_patterns(void **state)
{
    const struct declaration *declaration = read_right("gems.yaml");
    const struct pattern *patterns = declaration->patterns;

    (void)state;
    assert_int_equal(declaration->pattern_count, 3);
    assert_string_equal(patterns[0].id, "first");
    assert_string_equal(patterns[0].role, "first");
    assert_string_equal(patterns[0].regex, "(?:[a-z]+)");
    assert_int_equal(patterns[0].cue, CUE_RECORD);
    assert_true(patterns[0].is_caseless);
    assert_string_equal(patterns[0].fields[0], "title");
    assert_string_equal(patterns[0].fields[1], "abstract");
    assert_null(patterns[0].fields[2]);
    assert_string_equal(patterns[0].place.file, "pieces.yaml");
    assert_string_equal(patterns[1].regex, "(?<name>(?:(?:[a-z]+) (?:[a-z]+))) gem");
    assert_string_equal(patterns[1].fields[1], "notes");
    assert_int_equal(patterns[1].place.line, 14);
    assert_int_equal(patterns[1].place.column, 13);
    assert_null(patterns[2].regex);
    assert_string_equal(patterns[2].role, "gem");
    assert_non_null(patterns[2].names);
}

static void test_values(void **state)
{
    const struct lap_recipe *recipes = read_right("gems.yaml")->recipes;

    (void)state;
    assert_string_equal(recipes[0].capture, "name");
    assert_string_equal(recipes[0].convert, "lower");
    assert_null(recipes[0].constant);
    assert_null(recipes[1].capture);
    assert_string_equal(recipes[2].constant, "oval");
}

static void test_examples(void **state)
{
    const struct declaration *declaration = read_right("gems.yaml");
    const struct example *example = declaration->examples;

    (void)state;
    assert_int_equal(declaration->example_count, 2);
    assert_false(example->is_counter);
    assert_int_equal(example->fields.count, 2);
    assert_string_equal(example->fields.items[1].key, "notes");
    assert_string_equal(example->because, "it is one");
    assert_int_equal(example->row_count, 1);
    assert_int_equal(example->rows[0].cells.count, 3);
    assert_string_equal(example->rows[0].cells.items[2].value, "2");
    assert_int_equal(example->rows[0].place.line, 26);
    assert_true(example[1].is_counter);
    assert_int_equal(example[1].row_count, 0);
}

static void test_reader(void **state)
{
    const struct declaration *declaration = read_right("pages.yaml");

    (void)state;
    assert_int_equal(declaration->kind, LAP_READER);
    assert_null(declaration->facet);
    assert_null(declaration->own);
    assert_int_equal(declaration->pattern_count, 0);
    assert_string_equal(declaration->examples[0].input, "One\nTwo\n");
    assert_string_equal(declaration->examples[0].options.items[0].value, "all");
    assert_string_equal(declaration->examples[1].input, "");
}

static void test_schema(void **state)
{
    const struct declaration *declaration = read_right("gems.yaml");
    const struct column *columns = declaration->own->columns;
    const struct schema *whole = declaration->table;

    (void)state;
    assert_int_equal(declaration->own->count, 3);
    assert_true(columns[0].is_required);
    assert_true(isinf(columns[0].minimum) && isinf(columns[0].maximum));
    assert_int_equal(columns[1].type, COLUMN_NUMBER);
    assert_true(columns[1].minimum > 0.4 && columns[1].minimum < 0.6);
    assert_string_equal(columns[2].allowed[1], "pear");
    assert_null(columns[2].allowed[2]);
    assert_string_equal(whole->table, "gems");
    assert_int_equal(whole->own_end - whole->own_start, 3);
    assert_string_equal(whole->columns[0].name, "record_id");
    assert_string_equal(whole->columns[whole->own_start - 1].name, "match");
    assert_string_equal(whole->columns[whole->own_start].name, "name");
    assert_string_equal(whole->columns[whole->own_end].name, "pattern");
    assert_string_equal(whole->columns[whole->count - 1].name, "context");
}

static void test_schema_of_records(void **state)
{
    const char *const extra[] = {"venue", "pages"};
    const struct schema *records = schema_of_records(&arena, extra, 2);

    (void)state;
    assert_string_equal(records->columns[0].name, "record_id");
    assert_string_equal(records->columns[records->count - 3].name, "duplicate_of");
    assert_string_equal(records->columns[records->count - 1].name, "pages");
    assert_string_equal(schema_of_rejects(&arena)->columns[0].name, "source");
}

static bool has_name(const struct name_list *list, const char *spelling, const char *usual)
{
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++)
        if (str_is_equal(list->names[i].spelling, str_of(spelling))) {
            assert_true(str_is_equal(list->names[i].usual, str_of(usual)));
            count++;
        }
    return count == 1;
}

static void test_names(void **state)
{
    const struct name_list *list = names_read(&arena, "names.yaml", &faults);
    const struct name *last;

    (void)state;
    assert_no_fault();
    assert_int_equal(list->count, 8);
    assert_true(has_name(list, "Rose Quartz", "Rose Quartz"));
    assert_true(has_name(list, "Rose-Quartz", "Rose Quartz"));
    assert_true(has_name(list, "RoseQuartz", "Rose Quartz"));
    assert_true(has_name(list, "PinkQuartz", "Rose Quartz"));
    assert_true(has_name(list, "Opal", "Opal"));
    last = &list->names[list->count - 1];
    assert_true(str_is_equal(last->spelling, str_of("Jet")));
    assert_false(last->group->is_caseless);
    assert_string_equal(last->group->cue_role, "gem");
    assert_int_equal(last->group->cue_within, 30);
}

static void test_twin_of_the_same_name(void **state)
{
    const struct name_list *list;

    (void)state;
    scratch_write("names.yaml", TEXT("a:\n  joints: any\n  names: |\n    MS COCO = MSCOCO\n"));
    list = names_read(&arena, "names.yaml", &faults);
    assert_no_fault();
    assert_int_equal(list->count, 3);
    scratch_write("names.yaml", TEXT("a:\n  names: |\n    JET\n    Jet =2\n    jet\n"));
    list = names_read(&arena, "names.yaml", &faults);
    assert_no_fault();
    assert_int_equal(list->count, 3);
    scratch_write("names.yaml", TEXT("a:\n  names: |\n    Jet= 2\n"));
    assert_true(has_name(names_read(&arena, "names.yaml", &faults), "Jet= 2", "Jet= 2"));
    assert_true(str_is_equal(list->names[1].spelling, str_of("Jet =2")));
}

/* Whichever joint the file writes. */
static void test_joints(void **state)
{
    static const char *const written[] = {"Rose Quartz", "Rose-Quartz"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const struct name_list *list;
        const char *text =
            arena_format(&arena, "a:\n  joints: any\n  names: |\n    %s\n", written[i]);

        scratch_write("names.yaml", str_of(text));
        list = names_read(&arena, "names.yaml", &faults);
        assert_no_fault();
        assert_int_equal(list->count, 3);
        assert_true(has_name(list, "Rose Quartz", written[i]));
        assert_true(has_name(list, "Rose-Quartz", written[i]));
        assert_true(has_name(list, "RoseQuartz", written[i]));
    }
}

static void assert_captures(const char *regex, const char *const *wanted)
{
    struct lap_str name;
    size_t at = 0;

    for (; *wanted; wanted++) {
        name = capture_next(regex, &at);
        assert_true(str_is_equal(name, str_of(*wanted)));
    }
    assert_null(capture_next(regex, &at).bytes);
}

static void test_captures(void **state)
{
    static const char regex[] = "(?<a>x)[(?<no>[:alpha:]](?P<b>\\(?<no>)(?#(?<no>)(?'c'y)\\Q(?<no>"
                                "\\E(?<=z)(?<!z)[]?(?<no>](?<d_1>)[([:](?<e>)[):](?<f>)";

    (void)state;
    assert_captures(regex, (const char *const[]){"a", "b", "c", "d_1", "e", "f", NULL});
    assert_captures("(?ix) a # see [below, (?<no>)\n (?<a>b) \\# (?<b>c) [#] (?<c>d)",
                    (const char *const[]){"a", "b", "c", NULL});
    assert_captures("[\\](?<no>](?<a>b)", (const char *const[]){"a", NULL});
    assert_captures("[^](?<no>](?<a>b)", (const char *const[]){"a", NULL});
    assert_captures("(*UCP)(?i)(?x) a # see [below\n (?<a>b)", (const char *const[]){"a", NULL});
    assert_captures("(?i)(?s)a # see [(?<no>x](?<a>b)", (const char *const[]){"a", NULL});
    assert_captures("(?i)a # (?<a>b) (?<gr\xC3\xB6\xC3\x9F"
                    "e>c)",
                    (const char *const[]){"a",
                                          "gr\xC3\xB6\xC3\x9F"
                                          "e",
                                          NULL});
}

static void test_nearest(void **state)
{
    const char *const known[] = {"patterns", "plugin", "does", NULL};
    const char *const none[] = {NULL};

    (void)state;
    assert_string_equal(nearest_hint(&arena, "patern", known), "; did you mean 'patterns'?");
    assert_string_equal(nearest_hint(&arena, "plguin", known), "; did you mean 'plugin'?");
    assert_string_equal(nearest_hint(&arena, "DOES", known), "; did you mean 'does'?");
    assert_string_equal(nearest_hint(&arena, "x", known), "; known are patterns, plugin, does");
    assert_string_equal(nearest_hint(&arena, "x", none), "");
}

static void refuses_amounts(enum amount amount, const char *const *texts, size_t count)
{
    struct amounts amounts = {0};

    for (size_t i = 0; i < count; i++)
        assert_false(amount_read(&amounts, amount, texts[i]));
    assert_false(amounts.items[amount].is_said);
}

static void takes_amount(enum amount amount, const char *text, uint64_t value)
{
    struct amounts amounts = {0};

    assert_true(amount_read(&amounts, amount, text));
    assert_int_equal(amount_value(&amounts, amount), value);
}

static void test_amounts(void **state)
{
    static const char *const no_sizes[] = {"",
                                           "0",
                                           "0K",
                                           "K",
                                           "1KB",
                                           "1.5M",
                                           "-1",
                                           " 1",
                                           "1 ",
                                           "1T",
                                           "99999999999999999999",
                                           "18446744073709551615K",
                                           "18014398509481985K"};
    static const char *const no_counts[] = {"", "0", "1K", "-1", "1.5", "4294967296"};
    static const char *const no_seconds[] = {"",    "0",  "-1", "1s",       "nan",
                                             "1e9", "0x", ".5", "86400.001"};
    static const char *const no_workers[] = {"", "1025", "-1"};
    static const char *const no_memory[] = {"1023K", "1048575", "1073741825G"};
    struct amounts nothing = {0};
    struct amounts said = {0};
    struct amounts other = {0};

    (void)state;
    refuses_amounts(AMOUNT_WORKERS, no_workers, sizeof no_workers / sizeof *no_workers);
    refuses_amounts(AMOUNT_RECORD, no_sizes, sizeof no_sizes / sizeof *no_sizes);
    refuses_amounts(AMOUNT_ROWS, no_counts, sizeof no_counts / sizeof *no_counts);
    refuses_amounts(AMOUNT_TIME, no_seconds, sizeof no_seconds / sizeof *no_seconds);
    refuses_amounts(AMOUNT_MEMORY, no_memory, sizeof no_memory / sizeof *no_memory);
    takes_amount(AMOUNT_RECORD, "12", 12);
    takes_amount(AMOUNT_RECORD, "3K", 3072);
    takes_amount(AMOUNT_RECORD, "16M", 16777216);
    takes_amount(AMOUNT_RECORD, "2G", 2147483648);
    takes_amount(AMOUNT_WORKERS, "0", 0);
    takes_amount(AMOUNT_TIME, "0.25", 250);
    takes_amount(AMOUNT_TIME, "0.0001", 1);
    takes_amount(AMOUNT_TIME, "86400", 86400000);
    takes_amount(AMOUNT_MEMORY, "1M", 1048576);
    assert_int_equal(amount_value(&nothing, AMOUNT_ROWS), 10000);
    assert_int_equal(amount_value(&nothing, AMOUNT_FAULTS), 20);
    assert_int_equal(amount_value(&nothing, AMOUNT_RECORD), 16 << 20);
    assert_int_equal(amount_value(&nothing, AMOUNT_UNPACKED), UINT64_C(64) << 30);
    assert_int_equal(amount_value(&nothing, AMOUNT_TIME), 10000);
    assert_int_equal(amount_value(&nothing, AMOUNT_MEMORY), 1 << 30);
    assert_int_equal(amount_value(&nothing, AMOUNT_MATCH), 1000000);
    assert_int_equal(amount_value(&nothing, AMOUNT_DEPTH), 1000000);
    assert_true(amount_value(&nothing, AMOUNT_WORKERS) >= 1);
    assert_true(amount_read(&said, AMOUNT_ROWS, "7"));
    assert_true(amount_read(&other, AMOUNT_ROWS, "8") && amount_read(&other, AMOUNT_FAULTS, "9"));
    amounts_add(&said, &other);
    assert_int_equal(amount_value(&said, AMOUNT_ROWS), 7);
    assert_int_equal(amount_value(&said, AMOUNT_FAULTS), 9);
}

static void test_job(void **state)
{
    struct job job = {0};

    (void)state;
    assert_int_equal(mkdir("sub", 0700), 0);
    scratch_write("sub/run.yaml", TEXT("inputs:\n"
                                       "  - a.txt\n"
                                       "  - '-'\n"
                                       "  - {path: /b, reader: 'jsonl:id=key,prefix='}\n"
                                       "  - {path: c, reader: {name: text, options: {per: line}}}\n"
                                       "reader: pages\n"
                                       "plugins: {gems: {keep: few}, links:}\n"
                                       "plugin-path: [more]\n"
                                       "output: out\n"
                                       "force: true\n"
                                       "crlf: true\n"
                                       "sandbox: try\n"
                                       "record-limit: 2K\n"));
    assert_true(job_read(&arena, "sub/run.yaml", &job, &faults));
    assert_no_fault();
    assert_int_equal(job.input_count, 4);
    assert_string_equal(job.inputs[0].path, "sub/a.txt");
    assert_string_equal(job.inputs[0].reader->name, "pages");
    assert_string_equal(job.inputs[1].path, "-");
    assert_string_equal(job.inputs[2].path, "/b");
    assert_string_equal(job.inputs[2].reader->name, "jsonl");
    assert_string_equal(job.inputs[2].reader->options.items[0].value, "key");
    assert_string_equal(job.inputs[2].reader->options.items[1].value, "");
    assert_string_equal(job.inputs[3].reader->options.items[0].key, "per");
    assert_int_equal(job.plugin_count, 2);
    assert_string_equal(job.plugins[0].options.items[0].value, "few");
    assert_string_equal(job.plugins[1].name, "links");
    assert_string_equal(job.plugin_path[0], "sub/more");
    assert_string_equal(job.output, "sub/out");
    assert_true(job.is_forced);
    assert_true(job.has_crlf);
    assert_false(job.is_quiet);
    assert_int_equal(job.sandbox, SANDBOX_TRY);
    assert_int_equal(amount_value(&job.amounts, AMOUNT_RECORD), 2048);
}

static void test_reader_choice(void **state)
{
    const struct reader_choice *choice = reader_choice_of(&arena, "text:per=line,x=a=b", &faults);

    (void)state;
    assert_string_equal(choice->name, "text");
    assert_int_equal(choice->options.count, 2);
    assert_string_equal(choice->options.items[1].value, "a=b");
    assert_null(reader_choice_of(&arena, "text:per", &faults));
    assert_null(reader_choice_of(&arena, ":a=b", &faults));
    assert_null(reader_choice_of(&arena, "text:=b", &faults));
    assert_null(reader_choice_of(&arena, "text:a=b,a=c", &faults));
    assert_string_equal(buffer_text(&faults.text),
                        "--reader: 'text:per' is no NAME or NAME:KEY=VALUE,KEY=VALUE\n"
                        "--reader: ':a=b' is no NAME or NAME:KEY=VALUE,KEY=VALUE\n"
                        "--reader: 'text:=b' is no NAME or NAME:KEY=VALUE,KEY=VALUE\n"
                        "--reader: 'text:a=b,a=c' gives the option 'a' twice; leave one out\n");
}

/* A file of the right ones in which one text is another, and the one sentence that comes of it. */
struct wrong {
    const char *file;
    const char *right;
    const char *wrong;
    const char *message;
};

static void replace(const struct wrong *wrong)
{
    struct buffer whole = scratch_read(wrong->file);
    struct buffer out = {0};
    const char *text = buffer_text(&whole);
    const char *at = strstr(text, wrong->right);

    assert_non_null(at);
    buffer_add(&out, text, (size_t)(at - text));
    buffer_add_str(&out, str_of(wrong->wrong));
    buffer_add_str(&out, str_of(at + strlen(wrong->right)));
    scratch_write(wrong->file, buffer_str(&out));
    buffer_release(&whole);
    buffer_release(&out);
}

/* What stands at the edge of what is refused. */
static void test_right(void **state)
{
    static const struct wrong rights[] = {
        {"table.yaml", "minimum: 0.5", "minimum: 1, maximum: 1", NULL},
        {"gems.yaml", "{{two}}", "{{two}}a{{2}}", NULL},
        {"gems.yaml", "  - title: Nothing",
         "  - {title: Nothing, id: a, authors_count: 1, organization: b, published: c, comments: "
         "d, url: e}",
         NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rights / sizeof *rights; i++)
        replace(&rights[i]);
    read_right("gems.yaml");
}

static void test_every_fault_at_once(void **state)
{
    (void)state;
    scratch_write("x.yaml", TEXT("plugin: x\n"
                                 "kind: extractor\n"
                                 "does: ''\n"
                                 "object: captures\n"
                                 "patern: []\n"
                                 "patterns:\n"
                                 "  - {id: a, regex: '{{b}}', csae: any}\n"
                                 "examples: none\n"));
    assert_null(declaration_read(&arena, "x.yaml", &faults));
    assert_string_equal(buffer_text(&faults.text),
                        "x.yaml:3:1: 'does' must be a text; nothing stands there\n"
                        "x.yaml:5:1: unknown key 'patern'; did you mean 'patterns'?\n"
                        "x.yaml:8:11: 'examples' must be a list, not 'none'\n"
                        "x.yaml:1:1: a declaration must have the key 'version'\n"
                        "x.yaml:1:1: an extractor must have the key 'facet'\n"
                        "x.yaml:1:1: an extractor must have the key 'schema'\n"
                        "x.yaml:7:29: unknown key 'csae'; did you mean 'case'?\n"
                        "x.yaml:7:21: unknown piece 'b'\n"
                        "x.yaml: has no examples; they are the plugin's tests, give at least one\n"
                        "x.yaml: has no counterexamples; they are the plugin's tests, give at "
                        "least one\n");
}

static const struct wrong wrongs[] = {
    {"gems.yaml", "'(?<name>{{two}}) gem'", "\"\\bgem\"",
     "gems.yaml:14:13: a backspace stands here, which YAML makes of \\b in double quotes; put the "
     "pattern in single quotes\ngems.yaml:19:9: no pattern has a group named 'name'"},
    {"names.yaml", "    Jet", "    Jet\tBlack",
     "names.yaml:11: 'Jet\\tBlack' is no name: it must hold something, and single spaces only "
     "between words"},
    {"names.yaml", "    Jet", "    Jet  Black",
     "names.yaml:11: 'Jet  Black' is no name: it must hold something, and single spaces only "
     "between words"},
    {"names.yaml", "    Jet", "    'Jet'",
     "names.yaml:11: ''Jet'' would be a name with its quotes; leave them off"},
    {"names.yaml", "    Jet", "    Jet =",
     "names.yaml:11: '' is no name: it must hold something, and single spaces only between words"},
    {"names.yaml", "    Jet", "    = Jet",
     "names.yaml:11: '' is no name: it must hold something, and single spaces only between words"},
    {"gems.yaml", "plugin: gems", "plugin: jewels",
     "gems.yaml:1:9: the plugin 'jewels' must stand in a file jewels.yaml, not in gems.yaml"},
    {"gems.yaml", "plugin: gems", "plugin: Gems",
     "gems.yaml:1:9: 'Gems' is no plugin name: a small letter, then small letters, digits and '_'"},
    {"gems.yaml", "kind: extractor", "kind: extracter",
     "gems.yaml:2:7: 'kind' cannot be 'extracter'; did you mean 'extractor'?"},
    {"gems.yaml", "does: Finds gems.", "does: [a]",
     "gems.yaml:4:7: 'does' must be a text, not a list"},
    {"gems.yaml", "does: Finds gems.", "does: a\ndoes: b",
     "gems.yaml:5:1: the key 'does' stands twice; its first place is line 4"},
    {"gems.yaml", "does: Finds gems.", "does: *a",
     "gems.yaml:4:8: aliases are not taken; write the value out"},
    {"gems.yaml", "does: Finds gems.", "does: !!str a",
     "gems.yaml:4:13: tags are not taken; leave it out"},
    {"gems.yaml", "does: Finds gems.", "does: 'a",
     "gems.yaml:4:7: no YAML: wrongly indented single-quoted scalar"},
    {"gems.yaml", "does: Finds gems.", "does: \xff",
     "gems.yaml:4:7: is no UTF-8; write the file in UTF-8"},
    {"gems.yaml", "facet: gems", "facet: records",
     "gems.yaml:5:8: the table 'records' is the program's own; name the facet otherwise"},
    {"gems.yaml", "facet: gems", "facet: Gems",
     "gems.yaml:5:8: 'Gems' is no facet name: a small letter, then small letters, digits and '_'"},
    {"gems.yaml", "facet: gems", "facet: jewels",
     "gems.yaml:6:9: the facet is 'jewels', but the schema is of the table 'gems'; make them "
     "equal"},
    {"gems.yaml", "schema: table.yaml", "schema: tables.yaml",
     "gems.yaml:6:9: 'schema' names 'tables.yaml', which cannot be read: No such file or "
     "directory"},
    {"gems.yaml", "[abstract, notes]", "[abstract, notes, abstract]",
     "gems.yaml:15:31: the field 'abstract' stands twice"},
    {"gems.yaml", "    fields: [abstract, notes]",
     "    fields: [abstract, notes]\n    case: any\n    anchor: {text: g\xC3\xA9m, within: 9}",
     "gems.yaml:17:13: an anchor where 'case' is any must be of ASCII; name a part of it that is"},
    {"gems.yaml", "object: captures", "object: captures.so",
     "gems.yaml:7:9: 'object' must be the shared object's name without folder and .so, not "
     "'captures.so'"},
    {"gems.yaml", "keep: all", "keep: {a: b}", "gems.yaml:8:17: keep must be a text, not a map"},
    {"gems.yaml", "{{word}} {{word}}", "{{word}} {{wort}}",
     "gems.yaml:11:9: unknown piece 'wort'; did you mean 'word'?"},
    {"gems.yaml", "{{word}} {{word}}", "{{word}} {{two}}",
     "gems.yaml:11:9: the piece 'two' is used within itself"},
    {"gems.yaml", "two: '{{word}} {{word}}'", "{word: a, two: b}",
     "gems.yaml:11:4: the piece 'word' is defined twice, also in pieces.yaml:2"},
    {"gems.yaml", "id: gem\n", "id: first\n",
     "gems.yaml:14:13: the id 'first' stands twice, also in pieces.yaml:4"},
    {"gems.yaml", "id: gem\n", "id: Gem\n    role: gem\n",
     "gems.yaml:15:13: 'Gem' is no id: a small letter, then small letters, digits and '_'"},
    {"pieces.yaml", "regex:", "regexp:",
     "pieces.yaml:4:17: unknown key 'regexp'; did you mean 'regex'?\n"
     "pieces.yaml:4:5: a pattern must have the key 'regex'"},
    {"pieces.yaml", "cue: record", "fields: []", "pieces.yaml:4:44: 'fields' must name a field"},
    {"gems.yaml", "role: gem}", "role: gem",
     "gems.yaml:18:7: no YAML: missing comma in flow mapping"},
    {"gems.yaml", "role: gem", "cue: yes",
     "gems.yaml:17:40: 'cue' cannot be 'yes'; known are none, record, sentence"},
    {"gems.yaml", "file: names.yaml", "file: name.yaml",
     "gems.yaml:17:23: 'file' names 'name.yaml', which cannot be read: No such file or directory"},
    {"gems.yaml", "  name: {capture", "  nam: {capture",
     "gems.yaml:19:3: the table 'gems' has no column 'nam'; did you mean 'name'?"},
    {"gems.yaml", "capture: name", "capture: nam",
     "gems.yaml:19:9: no pattern has a group named 'nam'; did you mean 'name'?"},
    {"gems.yaml", "capture: name, convert", "capture: name, constant: a, convert",
     "gems.yaml:19:9: 'name' cannot be a capture and a constant; leave one out"},
    {"gems.yaml", "    notes: Seen.", "    note: Seen.",
     "gems.yaml:23:5: unknown key 'note'; did you mean 'notes'?"},
    {"gems.yaml", "match: dark ruby gem", "mach: dark ruby gem",
     "gems.yaml:26:10: unknown key 'mach'; did you mean 'match'?\n"
     "gems.yaml:26:9: a row must have the key 'match'"},
    {"gems.yaml", "  - title: Nothing", "  - title: Nothing\n    rows: []",
     "gems.yaml:29:5: a counterexample has no rows; make it an example or leave them out"},
    {"gems.yaml", "  - title: Nothing", "  - because: so",
     "gems.yaml:28:5: an example must have a title or an abstract"},
    {"gems.yaml", "counterexamples:\n  - title: Nothing", "counterexamples: []",
     "gems.yaml:27:18: counterexamples is empty; give at least one"},
    {"gems.yaml", "counterexamples:\n  - title: Nothing\n", "",
     "gems.yaml: has no counterexamples; they are the plugin's tests, give at least one"},
    {"pages.yaml", "object: pages", "object: pages\nfacet: pages",
     "pages.yaml:6:1: a reader has no 'facet'; leave it out"},
    {"pages.yaml", "    options: {mode: all}", "    options: {mod: all}",
     "pages.yaml:11:15: 'pages' has no option 'mod'; did you mean 'mode'?"},
    {"pages.yaml", "    rows:\n      - {title: One}\n", "",
     "pages.yaml:8:5: an example must have rows; what gives none is a counterexample"},
    {"pieces.yaml", "define:", "defines:",
     "pieces.yaml:1:1: unknown key 'defines'; did you mean 'define'?\n"
     "gems.yaml:11:9: unknown piece 'word'; known are two\n"
     "gems.yaml:11:9: unknown piece 'word'; known are two\n"
     "pieces.yaml:4:25: unknown piece 'word'; known are two"},
    {"names.yaml", "role: gem", "role: gems",
     "names.yaml:8:1: the names of 'words' want a cue of role 'gems', but no pattern of 'gems' has "
     "that role"},
    {"names.yaml", "within: 30", "within: far",
     "names.yaml:9:28: 'within' must be a whole number from 0 to 1000000000, not 'far'"},
    {"names.yaml", "    Jet", "    C++\n    ++",
     "names.yaml:12: '++' is no name: it must hold a letter or digit, by which it is found"},
    {"names.yaml", "case: any", "case: some",
     "names.yaml:2:9: 'case' cannot be 'some'; known are exact, any"},
    {"names.yaml", "    Jet", "    Jet = Pearl ",
     "names.yaml:11: 'Pearl ' is no name: it must hold something, and single spaces only between "
     "words"},
    {"names.yaml", "within: 30", "within: 1.5",
     "names.yaml:9:28: 'within' must be a whole number from 0 to 1000000000, not '1.5'"},
    {"names.yaml", "within: 30", "within: 1000000001",
     "names.yaml:9:28: 'within' must be a whole number from 0 to 1000000000, not '1000000001'"},
    {"names.yaml", "    Jet", "    Jet\n    Jet",
     "names.yaml:12: 'Jet' stands twice; its first place is line 11"},
    {"names.yaml", "    Jet", "    Jet = Pearl =  Beryl",
     "names.yaml:11: ' Beryl' is no name: it must hold something, and single spaces only between "
     "words"},
    {"names.yaml", "    Opal", "    Opal\n\n    opal",
     "names.yaml:9: 'opal' stands twice; its first place is line 7"},
    {"table.yaml", "type: number", "type: float",
     "table.yaml:5:25: 'type' cannot be 'float'; known are string, integer, number"},
    {"table.yaml", "minimum: 0.5", "minimum: much",
     "table.yaml:5:42: 'minimum' must be a number, not 'much'"},
    {"table.yaml", "minimum: 0.5", "minimum: 1e999",
     "table.yaml:5:42: 'minimum' must be a number, not '1e999'"},
    {"table.yaml", "required: true", "required: 'true'",
     "table.yaml:4:43: 'required' must be true or false, not 'true'"},
    {"table.yaml", "minimum: 0.5", "enum: [a]",
     "table.yaml:5:5: column 'carat' is a number and can have no pattern or enum"},
    {"table.yaml", "enum: [oval, pear]", "maximum: 1",
     "table.yaml:6:5: column 'cut' is a string and can have no minimum or maximum"},
    {"table.yaml", "name: cut", "name: carat", "table.yaml:6:5: the column 'carat' stands twice"},
    {"table.yaml", "name: carat", "name: start",
     "gems.yaml:6:9: the schema's column 'start' is one that every facet's table has; name it "
     "otherwise"},
    {"table.yaml", "enum: [oval, pear]", "enum: []", "table.yaml:6:37: 'enum' must name a value"},
    {"table.yaml", "minimum: 0.5", "pattern: a",
     "table.yaml:5:5: column 'carat' is a number and can have no pattern or enum"},
    {"table.yaml", "minimum: 0.5", "minimum: 1, maximum: 0.5",
     "table.yaml:5:5: column 'carat' has a minimum above its maximum"},
    {"table.yaml", "minimum: 0.5", "minimum: 0x1",
     "table.yaml:5:42: 'minimum' must be a number, not '0x1'"},
    {"table.yaml", "name: cut", "name: 2nd",
     "table.yaml:6:5: '2nd' is no column name: a small letter, then small letters, digits and "
     "'_'"},
    {"table.yaml", "name: carat", "name: pattern",
     "gems.yaml:6:9: the schema's column 'pattern' is one that every facet's table has; name it "
     "otherwise"},
    {"gems.yaml", "facet: gems", "facet: rejects",
     "gems.yaml:5:8: the table 'rejects' is the program's own; name the facet otherwise"},
    {"gems.yaml", "object: captures", "object: a/captures",
     "gems.yaml:7:9: 'object' must be the shared object's name without folder and .so, not "
     "'a/captures'"},
    {"table.yaml", ", doc: Which.", "", "table.yaml:4:5: a column must have the key 'doc'"},
};

enum { WRONG_COUNT = sizeof wrongs / sizeof *wrongs };

static void test_wrong(void **state)
{
    const struct wrong *wrong = *state;
    const char *file = strcmp(wrong->file, "pages.yaml") == 0 ? "pages.yaml" : "gems.yaml";

    replace(wrong);
    assert_null(declaration_read(&arena, file, &faults));
    assert_string_equal(buffer_text(&faults.text), arena_format(&arena, "%s\n", wrong->message));
}

/* A scalar, and its text by the rules of YAML. */
static const struct {
    const char *yaml;
    const char *text;
} scalars[] = {
    {"a: a plain one # no more\n", "a plain one"},
    {"a: on\n  two lines\n", "on two lines"},
    {"a: 'it''s', and a # too\n", NULL},
    {"a: 'it''s # quoted'\n", "it's # quoted"},
    {"a: 'no \\n escape'\n", "no \\n escape"},
    {"a: 'on\n  two lines'\n", "on two lines"},
    {"a: \"an \\u0065scape\"\n", "an escape"},
    {"a: |\n  one\n  two\nb: x\n", "one\ntwo\n"},
    {"a: |\n  one\n    two\n\n  three\n\n\nb: x\n", "one\n  two\n\nthree\n"},
    {"a: |\n  one\n   \n  two \nb: x\n", "one\n \ntwo \n"},
    {"a: |\n\n  one\nb: x\n", "\none\n"},
    {"a: |-\n  one\nb: x\n", "one"},
    {"a: |+\n  one\n\nb: x\n", "one\n\n"},
    {"a: |1\n  one\nb: x\n", " one\n"},
    {"a: |1 # |\n  one\nb: x\n", " one\n"},
    {"a: |\r\n  one\r\n  two\r\nb: x\r\n", "one\ntwo\n"},
    {"a: |\n  one\n# no more\nb: x\n", "one\n"},
    {"a: |\n  one\n", "one\n"},
    {"a: |\n  \tone\nb: x\n", "\tone\n"},
    {"a: >\n  one\n  two\nb: x\n", "one two\n"},
    {"a:\nb: x\n", ""},
};

static void scalars_have_their_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof scalars / sizeof *scalars; i++) {
        const struct yaml *root = yaml_of_text(&arena, "a.yaml", str_of(scalars[i].yaml), &faults);

        assert_int_equal(root != NULL, scalars[i].text != NULL);
        if (root)
            assert_string_equal(yaml_at(root, "a")->text, scalars[i].text);
    }
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, begin, end)

static const struct CMUnitTest right_tests[] = {
    IN_FOLDER(scalars_have_their_texts),
    IN_FOLDER(test_head),
    IN_FOLDER(test_options),
    IN_FOLDER(test_patterns),
    IN_FOLDER(test_values),
    IN_FOLDER(test_examples),
    IN_FOLDER(test_reader),
    IN_FOLDER(test_schema),
    IN_FOLDER(test_schema_of_records),
    IN_FOLDER(test_names),
    IN_FOLDER(test_joints),
    IN_FOLDER(test_twin_of_the_same_name),
    IN_FOLDER(test_captures),
    IN_FOLDER(test_nearest),
    IN_FOLDER(test_amounts),
    IN_FOLDER(test_job),
    IN_FOLDER(test_reader_choice),
    IN_FOLDER(test_right),
    IN_FOLDER(test_every_fault_at_once),
};

enum { RIGHT_COUNT = sizeof right_tests / sizeof *right_tests };

int main(void)
{
    static char titles[WRONG_COUNT][128];
    struct CMUnitTest tests[RIGHT_COUNT + WRONG_COUNT] = {0};
    struct wrong rows[WRONG_COUNT];

    memcpy(tests, right_tests, sizeof right_tests);
    memcpy(rows, wrongs, sizeof wrongs);
    for (size_t i = 0; i < WRONG_COUNT; i++) {
        /* A title is one line: the first of the message. */
        snprintf(titles[i], sizeof titles[i], "%.*s", (int)strcspn(rows[i].message, "\n"),
                 rows[i].message);
        tests[RIGHT_COUNT + i] = (struct CMUnitTest){.name = titles[i],
                                                     .test_func = test_wrong,
                                                     .setup_func = begin,
                                                     .teardown_func = end,
                                                     .initial_state = &rows[i]};
    }
    return cmocka_run_group_tests_name("declarations", tests, NULL, NULL);
}
