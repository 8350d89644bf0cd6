/* SPDX-License-Identifier: MIT */
/* Shared objects: what is taken from a right one, and what is said of each wrong one. The objects
 * are compiled by the test, as a plugin's author would. */
#include <dlfcn.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "load/catalog.h"
#include "load/object.h"
#include "scratch.h"

static struct arena arena;
static struct faults faults;
static struct job job;
static struct catalog catalog;

/* Messages name files as they are given, so the tests stand in their folder. */
static int begin(void **state)
{
    if (scratch_make(state) != 0 || chdir(scratch) != 0 || mkdir("p", 0755) != 0)
        return -1;
    job_add_plugin_path(&arena, &job, "p");
    return 0;
}

/* What is loaded stays, and the next test has another object of that name. */
static void unload(const char *file)
{
    void *handle = dlopen(file, RTLD_NOW | RTLD_NOLOAD);

    for (int i = 0; handle && i < 2; i++)
        dlclose(handle);
}

static int end(void **state)
{
    catalog_release(&catalog);
    unload("p/gems.so");
    faults_release(&faults);
    arena_release(&arena);
    job = (struct job){0};
    return chdir("/") == 0 ? scratch_remove(state) : -1;
}

static const char *from_environment(const char *name, const char *otherwise)
{
    const char *value = getenv(name);

    return value ? value : otherwise;
}

static void compile(const char *name, const char *code)
{
    scratch_write("code.c", str_of(code));
    assert_int_equal(system(arena_format(
                         &arena, "%s -w -shared -fPIC -I'%s/core' -o p/%s.so code.c",
                         from_environment("CC", "cc"), from_environment("top_srcdir", "."), name)),
                     0);
}

/* The code of an object with this record; `extract` is a function of it. */
static const char *code_of(const char *record)
{
    return arena_format(&arena,
                        "#include <lapidary/plugin.h>\n"
                        "static int extract(const struct lap_host *h, struct lap_call *c,\n"
                        "    const void *s, const struct lap_record *r,\n"
                        "    const struct lap_match *m, size_t n) { return 0; }\n"
                        "static const char *const swapped[] = {\"cut\", \"name\", NULL};\n"
                        "static const char *const more[] = {\"name\", \"cut\", \"zone\", NULL};\n"
                        "static const char *const fewer[] = {\"name\", NULL};\n"
                        "static const char *const roles[] = {\"deep\", \"gem\", NULL};\n"
                        "static const char *const taken[] = {\"title\", \"record_id\", \"source\", "
                        "\"record\", \"line\", \"duplicate_of\", \"Title\", NULL};\n"
                        "static const struct lap_plugin record = {%s};\n"
                        "const struct lap_plugin *lapidary_plugin_v1(void) { return &record; }\n",
                        record);
}

static void declare(const char *name, const char *facet, const char *object)
{
    mkdir(scratch_path(arena_format(&arena, "p/%s", name)), 0755);
    scratch_write(arena_format(&arena, "p/%s/table.yaml", name),
                  str_of(arena_format(&arena,
                                      "table: %s\n"
                                      "title: Gems\n"
                                      "columns:\n"
                                      "  - {name: name, type: string, doc: Which.}\n"
                                      "  - {name: cut, type: string, doc: How cut.}\n",
                                      facet)));
    scratch_write(arena_format(&arena, "p/%s/%s.yaml", name, name),
                  str_of(arena_format(&arena,
                                      "plugin: %s\n"
                                      "kind: extractor\n"
                                      "version: 1.0.0\n"
                                      "does: Finds gems.\n"
                                      "facet: %s\n"
                                      "schema: table.yaml\n"
                                      "object: %s\n"
                                      "options: {keep: all}\n"
                                      "patterns:\n"
                                      "  - {id: gem, regex: '(?<a>ruby)(?<b> red)?'}\n"
                                      "  - {id: deep, regex: '(?<b>deep) (?<c>blue)'}\n"
                                      "values: {cut: {constant: oval}}\n"
                                      "examples:\n"
                                      "  - {title: A ruby, rows: [{match: ruby}]}\n"
                                      "counterexamples:\n"
                                      "  - {title: Nothing}\n",
                                      name, facet, object)));
}

static void assert_refused(const char *message)
{
    assert_false(catalog_load(&catalog, &job, &faults));
    assert_string_equal(buffer_text(&faults.text), message);
}

static void test_names_of_the_declaration(void **state)
{
    const struct plugin *plugin;
    const struct lap_setup *setup;

    (void)state;
    declare("gems", "gems", "gems");
    compile("gems", code_of("LAP_PLUGIN_HEAD, LAP_EXTRACTOR, \"gems\", \"1\", \"d\", NULL, NULL, "
                            "NULL, NULL, extract"));
    assert_true(catalog_load(&catalog, &job, &faults));
    plugin = catalog_plugin(&catalog, "gems");
    setup = &plugin->setup;
    assert_string_equal(plugin->object_file, "p/gems.so");
    assert_string_equal(setup->declaration, "gems");
    assert_int_equal(setup->column_count, 2);
    assert_string_equal(setup->columns[1], "cut");
    assert_string_equal(setup->recipes[1].constant, "oval");
    assert_int_equal(setup->capture_count, 3);
    assert_string_equal(setup->captures[1], "b");
    assert_string_equal(setup->captures[2], "c");
    assert_int_equal(setup->role_count, 2);
    assert_string_equal(setup->roles[0], "gem");
    assert_int_equal(plugin->roles[1], 1);
    assert_null(catalog_plugin(&catalog, "pearls"));
}

static void test_names_of_the_object(void **state)
{
    const struct plugin *plugin;

    (void)state;
    declare("gems", "gems", "gems");
    compile("gems", code_of("LAP_PLUGIN_HEAD, LAP_EXTRACTOR, \"gems\", \"1\", \"d\", swapped, "
                            "NULL, roles, NULL, extract"));
    assert_true(catalog_load(&catalog, &job, &faults));
    plugin = catalog_plugin(&catalog, "gems");
    assert_string_equal(plugin->setup.columns[0], "cut");
    assert_string_equal(plugin->setup.recipes[0].constant, "oval");
    assert_null(plugin->setup.recipes[1].constant);
    assert_int_equal(plugin->setup.column_count, 2);
    assert_int_equal(plugin->setup.role_count, 2);
    assert_string_equal(plugin->setup.roles[0], "deep");
    assert_int_equal(plugin->roles[0], 1);
    assert_int_equal(plugin->roles[1], 0);
}

static void test_options_of_the_job(void **state)
{
    struct pair items[] = {{"keep", "few", {"run.yaml", 3, 4}}, {"kep", "few", {"run.yaml", 4, 4}}};
    struct job_plugin named = {"gems", {items, 2}, {"run.yaml", 2, 1}};

    (void)state;
    declare("gems", "gems", "gems");
    compile("gems", code_of("LAP_PLUGIN_HEAD, LAP_EXTRACTOR, \"gems\", \"1\", \"d\", NULL, NULL, "
                            "NULL, NULL, extract"));
    job_add_plugin(&arena, &job, named);
    assert_refused("run.yaml:4:4: 'gems' has no option 'kep'; did you mean 'keep'?\n");
}

/* Objects that call functions by the same name each have their own. */
static void test_objects_do_not_meet(void **state)
{
    static const char names[2][8] = {"gems", "pearls"};
    void *handles[2];

    (void)state;
    for (int i = 0; i < 2; i++) {
        declare(names[i], names[i], names[i]);
        compile(names[i],
                arena_format(&arena,
                             "%sint number(void) { return %d; }\n"
                             "int ask(void) { return number(); }\n",
                             code_of(arena_format(&arena,
                                                  "LAP_PLUGIN_HEAD, LAP_EXTRACTOR, \"%s\", \"1\", "
                                                  "\"d\", NULL, NULL, NULL, NULL, extract",
                                                  names[i])),
                             i));
    }
    assert_true(catalog_load(&catalog, &job, &faults));
    for (int i = 0; i < 2; i++) {
        int (*ask)(void);

        handles[i] = dlopen(catalog.plugins[i].object_file, RTLD_NOW | RTLD_NOLOAD);
        assert_non_null(handles[i]);
        *(void **)&ask = dlsym(handles[i], "ask");
        assert_int_equal(ask(), i);
        dlclose(handles[i]);
    }
    unload("p/pearls.so");
}

/* What the job does not name is not looked at, however wrong it is. */
static void test_only_named_plugins(void **state)
{
    struct job_plugin gems = {.name = "gems", .place = {"--plugins", 0, 0}};
    struct job_plugin pearl = {.name = "pearl", .place = {"--plugins", 0, 0}};

    (void)state;
    declare("gems", "gems", "gems");
    declare("pearls", "pearls", "gone");
    compile("gems", code_of("LAP_PLUGIN_HEAD, LAP_EXTRACTOR, \"gems\", \"1\", \"d\", NULL, NULL, "
                            "NULL, NULL, extract"));
    job_add_plugin(&arena, &job, gems);
    assert_true(catalog_load(&catalog, &job, &faults));
    catalog_release(&catalog);
    job_add_plugin(&arena, &job, pearl);
    assert_refused("--plugins: there is no plugin 'pearl'; did you mean 'pearls'?\n");
}

static void test_name_twice(void **state)
{
    (void)state;
    assert_int_equal(mkdir("q", 0755), 0);
    declare("gems", "gems", "gems");
    assert_int_equal(system("cp -r p/gems q/ && echo 'no: declaration' >q/gems/gems.yaml"), 0);
    compile("gems", code_of("LAP_PLUGIN_HEAD, LAP_EXTRACTOR, \"gems\", \"1\", \"d\", NULL, NULL, "
                            "NULL, NULL, extract"));
    job_add_plugin_path(&arena, &job, "q");
    assert_refused("q/gems/gems.yaml: the name 'gems' is taken by p/gems/gems.yaml; give one of "
                   "them another name, or take one folder off the plugin path\n");
}

static void test_all_at_once(void **state)
{
    (void)state;
    declare("gems", "gems", "gone");
    declare("jewels", "gems", "gone");
    job_add_plugin_path(&arena, &job, "nowhere");
    job_add_plugin_path(&arena, &job, "p/gems");
    assert_refused("nowhere: this folder of the plugin path cannot be read: No such file or "
                   "directory; correct its name or open it with chmod, or take it off the path\n"
                   "p/gems: is the folder of the plugin 'gems'; the plugin path wants the folder "
                   "around it\n"
                   "p/gems/gems.yaml: there is no gone.so beside it or on the plugin path; build "
                   "it, or name its folder with --plugin-path\n"
                   "p/jewels/jewels.yaml: there is no gone.so beside it or on the plugin path; "
                   "build it, or name its folder with --plugin-path\n"
                   "p/jewels/jewels.yaml: cuts the facet 'gems', which p/gems/gems.yaml cuts too; "
                   "give one of them another facet\n");
    assert_int_equal(catalog.count, 0);
}

static void test_no_object(void **state)
{
    (void)state;
    declare("gems", "gems", "gems");
    scratch_write("p/gems.so", TEXT("no object\n"));
    assert_refused("p/gems.so: cannot be loaded: file too short; build it again\n");
}

static void test_no_symbol(void **state)
{
    (void)state;
    declare("gems", "gems", "gems");
    compile("gems", "int gems;\n");
    assert_refused("p/gems.so: has no symbol lapidary_plugin_v1; define it as lapidary/plugin.h "
                   "says\n");
}

static void test_undefined_symbol(void **state)
{
    (void)state;
    declare("gems", "gems", "gems");
    compile("gems", "int elsewhere(void); int lapidary_plugin_v1(void) { return elsewhere(); }\n");
    assert_refused("p/gems.so: cannot be loaded: undefined symbol: elsewhere; define it, or link "
                   "the library that has it\n");
}

static void test_no_record(void **state)
{
    (void)state;
    declare("gems", "gems", "gems");
    compile("gems", "void *lapidary_plugin_v1(void) { return 0; }\n");
    assert_refused("p/gems.so: lapidary_plugin_v1 gives NULL; let it give the plugin's record\n");
}

/* A file that another user owns and the world may write; only root can make one. */
static void test_unsafe(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip();
    declare("gems", "gems", "gems");
    compile("gems", code_of("0"));
    assert_int_equal(chown("p/gems.so", 65534, 65534) | chmod("p/gems.so", 0666), 0);
    assert_refused("p/gems.so: refused: user 65534 owns it and others can write it (mode 666); "
                   "take it over with chown or run chmod go-w on it\n");
}

/* What others can write is taken from root and from the user who runs the program. */
static void test_safe_owners(void **state)
{
    static const struct {
        uid_t owner;
        mode_t mode;
        bool is_safe;
    } cases[] = {
        {0, 0777, true}, {65534, 0777, true}, {1, 0755, true}, {1, 0775, false}, {1, 0757, false}};

    (void)state;
    if (geteuid() != 0)
        skip();
    assert_int_equal(chmod(".", 0755), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool is_safe;

        assert_int_equal(chown("p", cases[i].owner, 0) | chmod("p", cases[i].mode), 0);
        assert_int_equal(seteuid(65534), 0);
        is_safe = object_is_safe("p", &faults);
        assert_int_equal(seteuid(0), 0);
        assert_int_equal(is_safe, cases[i].is_safe);
    }
}

static void test_unsafe_folder(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip();
    declare("gems", "gems", "gems");
    assert_int_equal(chown("p/gems", 65534, 65534) | chmod("p/gems", 0775), 0);
    assert_refused("p/gems: refused: user 65534 owns it and others can write it (mode 775); take "
                   "it over with chown or run chmod go-w on it\n");
}

/* What anybody may have put there is not even loaded, where its constructors would run. */
static void test_unsafe_folder_of_the_path(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip();
    declare("gems", "gems", "gems");
    compile("gems",
            "#include <stdio.h>\n"
            "__attribute__((constructor)) static void run(void) { fopen(\"ran\", \"w\"); }\n");
    assert_int_equal(chown("p", 65534, 65534) | chmod("p", 0777), 0);
    assert_false(catalog_load(&catalog, &job, &faults));
    assert_int_not_equal(access("ran", F_OK), 0);
}

/* An object whose record is wrong, and what is said of it. */
struct wrong {
    const char *record;
    const char *message;
};

static const struct wrong wrongs[] = {
    {"1, sizeof(struct lap_plugin), 0, 1, \"gems\", \"1\", \"d\", NULL, NULL, NULL, NULL, extract",
     "p/gems.so: its magic is 0x00000001, this program's is 0x4c617031; build it again with this "
     "program's lapidary/plugin.h\n"},
    {"LAP_MAGIC, 8, 0, 1, \"gems\", \"1\", \"d\", NULL, NULL, NULL, NULL, extract",
     "p/gems.so: its size is 8, this program's is 96; build it again with this program's "
     "lapidary/plugin.h\n"},
    {"LAP_MAGIC, sizeof(struct lap_plugin) + 8, 0, 1, \"gems\", \"1\", \"d\", NULL, NULL, NULL, "
     "NULL, extract",
     "p/gems.so: its size is 104, this program's is 96; build it again with this program's "
     "lapidary/plugin.h\n"},
    {"LAP_MAGIC, sizeof(struct lap_plugin), 7, 1, \"gems\", \"1\", \"d\", NULL, NULL, NULL, NULL, "
     "extract",
     "p/gems.so: its abi_minor is 7, this program's is 0; it wants a newer Lapidary, or must be "
     "built again with this program's lapidary/plugin.h\n"},
    {"LAP_PLUGIN_HEAD, 9, \"gems\", \"1\", \"d\", NULL, NULL, NULL, NULL, extract",
     "p/gems.so: its kind is 9, but must be 1 (LAP_EXTRACTOR) or 2 (LAP_READER)\n"},
    {"LAP_PLUGIN_HEAD, 0, \"gems\", \"1\", \"d\", NULL, NULL, NULL, NULL, extract",
     "p/gems.so: its kind is 0, but must be 1 (LAP_EXTRACTOR) or 2 (LAP_READER)\n"},
    {"LAP_PLUGIN_HEAD, 3, \"gems\", \"1\", \"d\", NULL, NULL, NULL, NULL, extract",
     "p/gems.so: its kind is 3, but must be 1 (LAP_EXTRACTOR) or 2 (LAP_READER)\n"},
    {"LAP_PLUGIN_HEAD, LAP_READER, \"gems\", \"1\", \"d\", NULL, NULL, NULL, NULL, NULL, "
     "(void *)extract, (void *)extract",
     "p/gems/gems.yaml: the declaration is of an extractor, but p/gems.so is a reader\n"},
    {"LAP_PLUGIN_HEAD, 1, \"jewels\", \"1\", \"d\", NULL, NULL, NULL, NULL, extract",
     "p/gems.so: its name is 'jewels', but its file's name says 'gems'; make them equal\n"},
    {"LAP_PLUGIN_HEAD, 1, \"gems\", NULL, \"d\", NULL, NULL, NULL, NULL, extract",
     "p/gems.so: its name, version or does is NULL; give all three\n"},
    {"LAP_PLUGIN_HEAD, 1, NULL, \"1\", \"d\", NULL, NULL, NULL, NULL, extract",
     "p/gems.so: its name, version or does is NULL; give all three\n"},
    {"LAP_PLUGIN_HEAD, 1, \"gems\", \"1\", NULL, NULL, NULL, NULL, NULL, extract",
     "p/gems.so: its name, version or does is NULL; give all three\n"},
    {"LAP_PLUGIN_HEAD, 1, \"gems\", \"1\", \"d\", NULL, NULL, NULL, NULL, NULL",
     "p/gems.so: its extract is NULL; give the function\n"},
    {"LAP_PLUGIN_HEAD, 2, \"gems\", \"1\", \"d\", NULL, NULL, NULL, NULL, extract",
     "p/gems.so: its look or read is NULL; give the function\n"},
    {"LAP_PLUGIN_HEAD, 2, \"gems\", \"1\", \"d\", NULL, NULL, NULL, NULL, NULL, NULL, (void "
     "*)extract",
     "p/gems.so: its look or read is NULL; give the function\n"},
    {"LAP_PLUGIN_HEAD, 2, \"gems\", \"1\", \"d\", NULL, NULL, NULL, NULL, NULL, (void *)extract, "
     "NULL",
     "p/gems.so: its look or read is NULL; give the function\n"},
    {"LAP_PLUGIN_HEAD, 1, \"gems\", \"1\", \"d\", more, NULL, NULL, NULL, extract",
     "p/gems/gems.yaml: p/gems.so needs the column 'zone', which this declaration has not\n"},
    {"LAP_PLUGIN_HEAD, 1, \"gems\", \"1\", \"d\", fewer, NULL, NULL, NULL, extract",
     "p/gems/table.yaml: p/gems.so does not fill the column 'cut'; known are name\n"},
    {"LAP_PLUGIN_HEAD, 1, \"gems\", \"1\", \"d\", NULL, roles, NULL, NULL, extract",
     "p/gems/gems.yaml: p/gems.so needs the capture 'deep', which this declaration has not\n"
     "p/gems/gems.yaml: p/gems.so needs the capture 'gem', which this declaration has not\n"},
    {"LAP_PLUGIN_HEAD, 1, \"gems\", \"1\", \"d\", NULL, NULL, fewer, NULL, extract",
     "p/gems/gems.yaml: p/gems.so needs the role 'name', which this declaration has not\n"
     "p/gems/gems.yaml:10:23: p/gems.so knows no role 'gem'; known are name\n"
     "p/gems/gems.yaml:11:24: p/gems.so knows no role 'deep'; known are name\n"},
};

enum { WRONG_COUNT = sizeof wrongs / sizeof *wrongs };

static void test_wrong(void **state)
{
    const struct wrong *wrong = *state;

    declare("gems", "gems", "gems");
    compile("gems", code_of(wrong->record));
    assert_refused(wrong->message);
    assert_int_equal(catalog.count, 0);
}

/* A reader's fields become columns of records.csv. */
static void test_field_of_the_program(void **state)
{
    (void)state;
    assert_int_equal(mkdir("p/pages", 0755), 0);
    scratch_write("p/pages/pages.yaml", TEXT("plugin: pages\n"
                                             "kind: reader\n"
                                             "version: 1.0.0\n"
                                             "does: Reads pages.\n"
                                             "object: pages\n"
                                             "examples:\n"
                                             "  - {input: One, rows: [{titel: One}]}\n"
                                             "counterexamples:\n"
                                             "  - {input: ''}\n"));
    compile("pages", code_of("LAP_PLUGIN_HEAD, LAP_READER, \"pages\", \"1\", \"d\", taken, NULL, "
                             "NULL, NULL, NULL, (void *)extract, (void *)extract"));
    assert_refused("p/pages.so: its column 'record_id' can be no field's name; name it otherwise\n"
                   "p/pages.so: its column 'source' can be no field's name; name it otherwise\n"
                   "p/pages.so: its column 'record' can be no field's name; name it otherwise\n"
                   "p/pages.so: its column 'line' can be no field's name; name it otherwise\n"
                   "p/pages.so: its column 'duplicate_of' can be no field's name; name it "
                   "otherwise\n"
                   "p/pages.so: its column 'Title' can be no field's name; name it otherwise\n"
                   "p/pages/pages.yaml:7:26: the reader gives no field 'titel'; did you mean "
                   "'title'?\n");
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, begin, end)

static const struct CMUnitTest other_tests[] = {
    IN_FOLDER(test_names_of_the_declaration),
    IN_FOLDER(test_names_of_the_object),
    IN_FOLDER(test_options_of_the_job),
    IN_FOLDER(test_objects_do_not_meet),
    IN_FOLDER(test_only_named_plugins),
    IN_FOLDER(test_name_twice),
    IN_FOLDER(test_all_at_once),
    IN_FOLDER(test_no_object),
    IN_FOLDER(test_no_symbol),
    IN_FOLDER(test_undefined_symbol),
    IN_FOLDER(test_no_record),
    IN_FOLDER(test_unsafe),
    IN_FOLDER(test_safe_owners),
    IN_FOLDER(test_unsafe_folder),
    IN_FOLDER(test_unsafe_folder_of_the_path),
    IN_FOLDER(test_field_of_the_program),
};

enum { OTHER_COUNT = sizeof other_tests / sizeof *other_tests };

int main(void)
{
    static char titles[WRONG_COUNT][128];
    struct CMUnitTest tests[OTHER_COUNT + WRONG_COUNT] = {0};
    struct wrong rows[WRONG_COUNT];

    memcpy(tests, other_tests, sizeof other_tests);
    memcpy(rows, wrongs, sizeof wrongs);
    for (size_t i = 0; i < WRONG_COUNT; i++) {
        /* A title is one line: the first of the message. */
        snprintf(titles[i], sizeof titles[i], "%.*s", (int)strcspn(rows[i].message, "\n"),
                 rows[i].message);
        tests[OTHER_COUNT + i] = (struct CMUnitTest){.name = titles[i],
                                                     .test_func = test_wrong,
                                                     .setup_func = begin,
                                                     .teardown_func = end,
                                                     .initial_state = &rows[i]};
    }
    return cmocka_run_group_tests_name("loading", tests, NULL, NULL);
}
