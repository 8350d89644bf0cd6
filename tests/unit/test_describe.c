/* SPDX-License-Identifier: MIT */
/* datapackage.json, manifest.json and run.json, read back with yajl's own reader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <yajl/yajl_tree.h>

#include "load/digesting.h"
#include "scratch.h"
#include "write/audit.h"
#include "write/describe.h"
#include "write/tree.h"

/* ---- A made-up run ---- */

static const char *const kinds[] = {"cooking", "eating", NULL};

static const struct column record_columns[] = {
    {"source", "The input.", COLUMN_STRING, true, NULL, NULL, -INFINITY, INFINITY, AGREE_NOT},
    {"record", NULL, COLUMN_INTEGER, true, NULL, NULL, 1, INFINITY, AGREE_NOT},
    {"published", NULL, COLUMN_STRING, false, "\\d{4}|--\\d{2}", NULL, -INFINITY, INFINITY,
     AGREE_NOT},
};
static const struct column apple_columns[] = {
    {"source", NULL, COLUMN_STRING, true, NULL, NULL, -INFINITY, INFINITY, AGREE_NOT},
    {"record", NULL, COLUMN_INTEGER, true, NULL, NULL, 1, INFINITY, AGREE_NOT},
    {"weight", "In \"kg\".", COLUMN_NUMBER, false, NULL, NULL, 0, 2.5, AGREE_NOT},
    {"kind", NULL, COLUMN_STRING, false, NULL, kinds, -INFINITY, INFINITY, AGREE_NOT},
    {"remark", NULL, COLUMN_STRING, false, NULL, NULL, -INFINITY, INFINITY, AGREE_NOT},
};
static const struct schema records = {
    .table = "records", .title = "Every record", .columns = record_columns, .count = 3};
static const struct schema apples = {.table = "apples",
                                     .title = "Apples",
                                     .columns = apple_columns,
                                     .count = 5,
                                     .own_start = 2,
                                     .own_end = 4};
static const struct schema rejects = {.table = "rejects", .columns = record_columns, .count = 1};
static const struct schema *const schemas[] = {&records, &apples, &rejects};

static const struct input_account inputs[] = {
    {"caf\xE9.txt", "listing", 120,
     "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9", 4, "gzip", 999},
    {"-", NULL, 7, "", 0, NULL, 0},
};
static const struct plugin_account plugins[] = {{12, 7, 0.25}, {0}, {0}};
static const struct sandbox_receipt sandbox = {
    .mode = SANDBOX_TRY, .has_limits = true, .landlock_abi = 7, .has_seccomp = true};
static const struct run_account account = {
    .inputs = inputs,
    .input_count = 2,
    .plugins = plugins,
    .tally = {{4, 2, 1, 0, 1, 2, 3}},
    .seconds = 0.5,
    .workers = 3,
    .started = "2026-11-22T06:30:00Z",
    .sandbox = &sandbox,
};

static struct pair keep[] = {{.key = "keep", .value = "red, \"ripe\""}};
static const struct reader_choice by_line = {
    .name = "text", .options = {(struct pair[]){{"unit", "line", {0}}}, 1}};
static struct job_input job_inputs[] = {{"caf\xE9.txt", NULL}, {"-", &by_line}};
static const struct job job = {
    .inputs = job_inputs,
    .input_count = 2,
    .output = "out",
    .has_crlf = true,
    .amounts.items = {[AMOUNT_RECORD] = {true, 1 << 20}, [AMOUNT_TIME] = {true, 500}}};

/* Plugins whose files lie in a folder of the scratch folder. */
struct orchard {
    char paths[4][128];
    const char *files[3];
    struct declaration declarations[3];
    struct plugin plugins[3];
    struct catalog catalog;
};

static void plant(struct orchard *orchard, const char *folder)
{
    static const char *const names[] = {"apples/apples.yaml", "apples/../core/pieces.yaml",
                                        "apples.so", "listing.so"};

    *orchard = (struct orchard){.catalog = {.plugins = orchard->plugins, .count = 3}};
    for (size_t i = 0; i < 4; i++)
        snprintf(orchard->paths[i], sizeof orchard->paths[i], "%s/%s/%s", scratch, folder,
                 names[i]);
    orchard->files[0] = orchard->paths[0];
    orchard->files[1] = orchard->paths[1];
    orchard->declarations[0] = (struct declaration){.name = "apples",
                                                    .version = "1.2.0",
                                                    .kind = LAP_EXTRACTOR,
                                                    .facet = "apples",
                                                    .file = orchard->paths[0],
                                                    .files = orchard->files,
                                                    .options = {keep, 1}};
    orchard->declarations[1] = orchard->declarations[0];
    orchard->declarations[1].name = "listing";
    orchard->declarations[1].kind = LAP_READER;
    orchard->declarations[1].facet = NULL;
    orchard->declarations[2] = orchard->declarations[1];
    orchard->declarations[2].name = "unused";
    for (size_t i = 0; i < 3; i++) {
        orchard->plugins[i].declaration = &orchard->declarations[i];
        orchard->plugins[i].object_file = orchard->paths[i == 0 ? 2 : 3];
    }
}

static void write_plugins(const char *folder)
{
    static const char *const folders[] = {"", "/apples", "/core"};
    struct orchard orchard;

    for (size_t i = 0; i < 3; i++) {
        char path[128];

        snprintf(path, sizeof path, "%s/%s%s", scratch, folder, folders[i]);
        assert_int_equal(mkdir(path, 0777), 0);
    }
    plant(&orchard, folder);
    for (size_t i = 0; i < 4; i++)
        scratch_write(orchard.paths[i] + strlen(scratch) + 1, i == 0 ? TEXT("0") : TEXT("abc"));
}

/* A whole run into a folder of the scratch folder. */
static void run(const char *folder, struct orchard *orchard, struct csv_style style)
{
    struct faults faults = {0};
    struct output *output =
        output_open(scratch_path(folder), OUTPUT_FORCED, str_of("key"), style, schemas, 3, &faults);
    const struct table *tables[3];

    assert_non_null(output);
    assert_true(output_add(output, 1, TEXT("-,1,0.5,eating,\"red\n\"\n"), 1, &faults));
    assert_true(output_end_tables(output, &faults));
    for (size_t i = 0; i < 3; i++)
        tables[i] = output_table(output, i);
    assert_true(describe_package(output, tables, 3, style, &faults));
    digesting_end(digesting_begin(&orchard->catalog), &faults);
    assert_true(describe_manifest(output, &job, &orchard->catalog, tables, 3, &account, &faults));
    assert_true(describe_run(output, &orchard->catalog, &account, &faults));
    assert_true(output_publish(output, &faults));
    assert_int_equal(faults.count, 0);
    output_close(output, false);
    arena_release(&orchard->catalog.arena);
}

/* ---- Looking into a document ---- */

struct value {
    const char *path; /* keys and places, parted by '/' */
    const char *text; /* as it stands, a string without its quotes; "#2": an array of two */
};

static yajl_val child_of(yajl_val parent, struct lap_str key)
{
    if (YAJL_IS_ARRAY(parent)) {
        size_t place = strtoul(key.bytes, NULL, 10);

        return place < YAJL_GET_ARRAY(parent)->len ? YAJL_GET_ARRAY(parent)->values[place] : NULL;
    }
    for (size_t i = 0; YAJL_IS_OBJECT(parent) && i < YAJL_GET_OBJECT(parent)->len; i++)
        if (str_is_equal(key, str_of(YAJL_GET_OBJECT(parent)->keys[i])))
            return YAJL_GET_OBJECT(parent)->values[i];
    return NULL;
}

static yajl_val value_at(yajl_val value, const char *path)
{
    while (value && *path) {
        size_t size = strcspn(path, "/");

        value = child_of(value, (struct lap_str){path, size});
        path += size + (path[size] == '/');
    }
    return value;
}

static void assert_value(yajl_val document, struct value wanted)
{
    yajl_val value = value_at(document, wanted.path);
    char text[256] = "nothing";

    if (YAJL_IS_STRING(value))
        snprintf(text, sizeof text, "%s", YAJL_GET_STRING(value));
    else if (YAJL_IS_NUMBER(value))
        snprintf(text, sizeof text, "%s", YAJL_GET_NUMBER(value));
    else if (YAJL_IS_ARRAY(value))
        snprintf(text, sizeof text, "#%zu", YAJL_GET_ARRAY(value)->len);
    else if (value)
        snprintf(text, sizeof text, "%s",
                 YAJL_IS_TRUE(value)    ? "true"
                 : YAJL_IS_FALSE(value) ? "false"
                 : YAJL_IS_NULL(value)  ? "null"
                                        : "a map");
    if (strcmp(text, wanted.text) != 0)
        fail_msg("%s is %s, not %s", wanted.path, text, wanted.text);
}

static void assert_values(const char *name, const struct value *values, size_t count)
{
    struct buffer bytes = scratch_read(name);
    yajl_val document = yajl_tree_parse(buffer_text(&bytes), NULL, 0);

    assert_non_null(document);
    for (size_t i = 0; i < count; i++)
        assert_value(document, values[i]);
    yajl_tree_free(document);
    buffer_release(&bytes);
}

#define ASSERT_VALUES(name, values) assert_values(name, values, sizeof(values) / sizeof *(values))

/* ---- Tests ---- */

static const struct csv_style plain;

static void the_package_describes_every_table(void **state)
{
    static const struct value values[] = {
        {"$schema", "https://datapackage.org/profiles/2.0/datapackage.json"},
        {"lapidary/spreadsheet", "false"},
        {"resources", "#3"},
        {"resources/0/name", "records"},
        {"resources/0/title", "Every record"},
        {"resources/0/schema/primaryKey/0", "source"},
        {"resources/0/schema/primaryKey/1", "record"},
        {"resources/0/schema/foreignKeys", "nothing"},
        {"resources/1/$schema", "https://datapackage.org/profiles/2.0/dataresource.json"},
        {"resources/1/name", "apples"},
        {"resources/1/type", "table"},
        {"resources/1/path", "apples.csv"},
        {"resources/1/format", "csv"},
        {"resources/1/mediatype", "text/csv"},
        {"resources/1/encoding", "utf-8"},
        {"resources/1/bytes", "55"},
        {"resources/1/hash",
         "sha256:5416cf160384feff9b4a3901b7c845cc8e88e0caf2080092f4195b7ce6e6545c"},
        {"resources/1/dialect/lineTerminator", "\n"},
        {"resources/1/dialect/byteOrderMark", "nothing"},
        {"resources/1/schema/primaryKey", "nothing"},
        {"resources/1/schema/foreignKeys", "#1"},
        {"resources/1/schema/foreignKeys/0/fields", "#2"},
        {"resources/1/schema/foreignKeys/0/fields/0", "source"},
        {"resources/1/schema/foreignKeys/0/reference/resource", "records"},
        {"resources/1/schema/foreignKeys/0/reference/fields/1", "record"},
        {"resources/1/schema/missingValues", "#1"},
        {"resources/1/schema/missingValues/0", ""},
        {"resources/2/schema/foreignKeys", "nothing"},
        {"resources/2/title", "nothing"},
    };
    struct orchard orchard;

    (void)state;
    write_plugins("plugins");
    plant(&orchard, "plugins");
    run("out", &orchard, plain);
    ASSERT_VALUES("out/datapackage.json", values);
}

static void the_package_has_types_and_constraints(void **state)
{
    static const struct value values[] = {
        {"resources/0/schema/fields", "#3"},
        {"resources/0/schema/fields/0/description", "The input."},
        {"resources/0/schema/fields/2/constraints/pattern", "\\d{4}|--\\d{2}"},
        {"resources/0/schema/fields/2/constraints/required", "nothing"},
        {"resources/1/schema/fields/0/type", "string"},
        {"resources/1/schema/fields/0/constraints/required", "true"},
        {"resources/1/schema/fields/1/type", "integer"},
        {"resources/1/schema/fields/1/constraints/minimum", "1"},
        {"resources/1/schema/fields/1/constraints/maximum", "nothing"},
        {"resources/1/schema/fields/2/name", "weight"},
        {"resources/1/schema/fields/2/type", "number"},
        {"resources/1/schema/fields/2/description", "In \"kg\"."},
        {"resources/1/schema/fields/2/constraints/minimum", "0"},
        {"resources/1/schema/fields/2/constraints/maximum", "2.5"},
        {"resources/1/schema/fields/3/constraints/enum", "#2"},
        {"resources/1/schema/fields/3/constraints/enum/1", "eating"},
        {"resources/1/schema/fields/4/constraints", "nothing"},
        {"resources/1/schema/fields/4/description", "nothing"},
    };
    struct orchard orchard;

    (void)state;
    write_plugins("plugins");
    plant(&orchard, "plugins");
    run("out", &orchard, plain);
    ASSERT_VALUES("out/datapackage.json", values);
}

static void the_package_tells_of_spreadsheets(void **state)
{
    static const struct value values[] = {
        {"lapidary/spreadsheet", "true"},
        {"resources/0/dialect/lineTerminator", "\r\n"},
        {"resources/0/dialect/byteOrderMark", "true"},
        {"resources/0/schema/fields/2/constraints/pattern", "'?(\\d{4}|--\\d{2})"},
    };
    struct orchard orchard;

    (void)state;
    write_plugins("plugins");
    plant(&orchard, "plugins");
    run("out", &orchard, (struct csv_style){.is_spreadsheet = true});
    ASSERT_VALUES("out/datapackage.json", values);
}

static void the_manifest_says_what_was_run(void **state)
{
    /* SHA-256 of "0" and of "abc". */
    static const char zero[] = "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9";
    static const char abc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    const struct value values[] = {
        {"program/name", "lapidary"},
        {"program/version", PACKAGE_VERSION},
        {"plugins", "#2"},
        {"plugins/0/name", "apples"},
        {"plugins/0/version", "1.2.0"},
        {"plugins/0/kind", "extractor"},
        {"plugins/0/facet", "apples"},
        {"plugins/0/object/file", "apples.so"},
        {"plugins/0/object/sha256", abc},
        {"plugins/0/files", "#2"},
        {"plugins/0/files/0/file", "apples.yaml"},
        {"plugins/0/files/0/sha256", zero},
        {"plugins/0/files/1/file", "../core/pieces.yaml"},
        {"plugins/1/name", "listing"},
        {"plugins/1/kind", "reader"},
        {"plugins/1/facet", "null"},
        {"run/inputs/0/path", "caf\xEF\xBF\xBD.txt"},
        {"run/inputs/0/reader", "null"},
        {"run/inputs/0/options", "nothing"},
        {"run/inputs/1/reader", "text"},
        {"run/inputs/1/options/unit", "line"},
        {"run/plugins", "#2"},
        {"run/plugins/0/name", "apples"},
        {"run/plugins/0/options/keep", "red, \"ripe\""},
        {"run/spreadsheet", "false"},
        {"run/crlf", "true"},
        {"run/limits/record-limit", "1048576"},
        {"run/limits/time-limit", "0.5"},
        {"inputs", "#2"},
        {"inputs/0/name", "caf\xEF\xBF\xBD.txt"},
        {"inputs/0/reader", "listing"},
        {"inputs/0/bytes", "120"},
        {"inputs/0/sha256", zero},
        {"inputs/0/records", "4"},
        {"inputs/0/compression", "gzip"},
        {"inputs/0/unpacked_bytes", "999"},
        {"inputs/1/compression", "nothing"},
        {"inputs/1/reader", "null"},
        {"inputs/1/sha256", "null"},
        {"package/file", "datapackage.json"},
        {"tables", "#3"},
        {"tables/1/name", "apples"},
        {"tables/1/rows", "1"},
        {"tables/1/bytes", "55"},
        {"totals/records", "4"},
        {"totals/matched", "2"},
        {"totals/empty", "1"},
        {"totals/skipped", "0"},
        {"totals/failed", "1"},
        {"totals/rejects", "2"},
        {"totals/replaced_bytes", "3"},
    };
    struct orchard orchard;

    (void)state;
    write_plugins("plugins");
    plant(&orchard, "plugins");
    run("out", &orchard, plain);
    ASSERT_VALUES("out/manifest.json", values);
}

static void assert_same_bytes(const char *one, const char *other)
{
    struct buffer a = scratch_read(one);
    struct buffer b = scratch_read(other);

    assert_string_equal(buffer_text(&a), buffer_text(&b));
    buffer_release(&a);
    buffer_release(&b);
}

static void another_place_gives_the_same_manifest(void **state)
{
    struct orchard here;
    struct orchard there;

    (void)state;
    write_plugins("here");
    write_plugins("there");
    plant(&here, "here");
    plant(&there, "there");
    run("one", &here, plain);
    run("two", &there, plain);
    assert_same_bytes("one/manifest.json", "two/manifest.json");
    assert_same_bytes("one/datapackage.json", "two/datapackage.json");
}

static void run_json_says_when_and_where(void **state)
{
    struct orchard orchard;
    struct value values[] = {
        {"started", "2026-11-22T06:30:00Z"},
        {"seconds", "0.5"},
        {"records_per_second", "8"},
        {"workers", "3"},
        {"sandbox/mode", "try"},
        {"sandbox/limits", "true"},
        {"sandbox/closed_files", "false"},
        {"sandbox/no_new_privs", "false"},
        {"sandbox/no_capabilities", "false"},
        {"sandbox/landlock", "7"},
        {"sandbox/seccomp", "true"},
        {"plugins", "#3"},
        {"plugins/0/name", "apples"},
        {"plugins/0/declaration", orchard.paths[0]},
        {"plugins/0/object", orchard.paths[2]},
        {"plugins/0/matches", "12"},
        {"plugins/0/rows", "7"},
        {"plugins/0/seconds", "0.25"},
        {"plugins/1/matches", "nothing"},
    };

    (void)state;
    write_plugins("plugins");
    plant(&orchard, "plugins");
    run("out", &orchard, plain);
    ASSERT_VALUES("out/run.json", values);
}

static void a_plugin_that_went_away_is_told(void **state)
{
    struct faults faults = {0};
    struct orchard orchard;
    struct buffer wanted = {0};

    (void)state;
    write_plugins("plugins");
    plant(&orchard, "plugins");
    unlink(orchard.paths[2]);
    digesting_end(digesting_begin(&orchard.catalog), &faults);
    buffer_add_format(&wanted,
                      "%s: cannot be read again for its SHA-256: No such file or directory; "
                      "leave the plugins alone while they run, and run again\n",
                      orchard.paths[2]);
    assert_string_equal(buffer_text(&faults.text), buffer_text(&wanted));
    arena_release(&orchard.catalog.arena);
    faults_release(&faults);
    buffer_release(&wanted);
}

static void an_audit_counts_rows_and_not_lines(void **state)
{
    struct faults faults = {0};
    struct orchard orchard;
    struct audit audit;

    (void)state;
    write_plugins("plugins");
    plant(&orchard, "plugins");
    run("out", &orchard, plain);
    assert_true(audit_run(&audit, scratch_path("out"), false, &faults));
    assert_string_equal(audit.findings[0].detail,
                        "the rejects of the run are not the rows of rejects.csv");
    assert_string_equal(audit.findings[2].file, "apples.csv");
    assert_string_equal(audit.findings[2].detail, "1 rows");
    for (size_t i = 1; i <= 3; i++)
        assert_int_equal(audit.findings[i].state, FILE_GOOD);
    audit_release(&audit);
}

/* ---- JSON as a tree ---- */

/* The two trees are the same. */
static void assert_same_tree(yajl_val a, yajl_val b)
{
    assert_int_equal(a->type, b->type);
    if (a->type == yajl_t_string) {
        assert_string_equal(a->u.string, b->u.string);
    } else if (a->type == yajl_t_number) {
        assert_string_equal(a->u.number.r, b->u.number.r);
        assert_int_equal(a->u.number.flags, b->u.number.flags);
        assert_true(!YAJL_IS_INTEGER(a) || a->u.number.i == b->u.number.i);
        assert_true(!YAJL_IS_DOUBLE(a) || a->u.number.d == b->u.number.d);
    } else if (a->type == yajl_t_array) {
        assert_int_equal(a->u.array.len, b->u.array.len);
        for (size_t i = 0; i < a->u.array.len; i++)
            assert_same_tree(a->u.array.values[i], b->u.array.values[i]);
    } else if (a->type == yajl_t_object) {
        assert_int_equal(a->u.object.len, b->u.object.len);
        for (size_t i = 0; i < a->u.object.len; i++) {
            assert_string_equal(a->u.object.keys[i], b->u.object.keys[i]);
            assert_same_tree(a->u.object.values[i], b->u.object.values[i]);
        }
    }
}

static void a_tree_is_that_of_yajl(void **state)
{
    static const char *const texts[] = {
        "{}",
        "[]",
        "\"pear\"",
        "[null, true, false, 0, -7, 2.5, 1e3, 99999999999999999999, \"\"]",
        "[[[[[[[[[[[[1], 2], 3], 4], 5], 6], 7], 8], 9], 10], 11], 12]",
        "{\"a\": {\"b\": [1, {\"c\": \"\\u00e9\"}], \"d\": {}}, \"a\": 2, \"\": 3, \"e\": 4, "
        "\"f\": 5, \"g\": 6}"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        yajl_val wanted = yajl_tree_parse(texts[i], NULL, 0);
        yajl_val found = tree_parse(str_of(texts[i]));

        assert_non_null(found);
        assert_same_tree(found, wanted);
        yajl_tree_free(found);
        yajl_tree_free(wanted);
    }
}

static void what_is_no_json_is_no_tree(void **state)
{
    static const char *const texts[] = {
        "",      "{",    "{\"a\"", "{\"a\": ",         "{\"a\": [1, {\"b\"",
        "[1, 2", "[1]]", "pear",   "{\"a\": \"\xff\"}"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_null(tree_parse(str_of(texts[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SCRATCH(the_package_describes_every_table),
        IN_SCRATCH(the_package_has_types_and_constraints),
        IN_SCRATCH(the_package_tells_of_spreadsheets),
        IN_SCRATCH(the_manifest_says_what_was_run),
        IN_SCRATCH(another_place_gives_the_same_manifest),
        IN_SCRATCH(run_json_says_when_and_where),
        IN_SCRATCH(a_plugin_that_went_away_is_told),
        IN_SCRATCH(an_audit_counts_rows_and_not_lines),
        cmocka_unit_test(a_tree_is_that_of_yajl),
        cmocka_unit_test(what_is_no_json_is_no_tree),
    };

    return cmocka_run_group_tests_name("describe", tests, NULL, NULL);
}
