/* SPDX-License-Identifier: MIT */
/* A run's folder: what stands in it before, between and after, also when things go wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include "same.h"
#include "scratch.h"
#include "text/digest.h"
#include "write/output.h"

static const struct csv_style plain;

static const struct column apple_columns[] = {
    {.name = "name", .type = COLUMN_STRING},
    {.name = "weight", .type = COLUMN_NUMBER},
};
static const struct schema apples = {.table = "apples", .columns = apple_columns, .count = 2};
static const struct schema pears = {.table = "pears", .columns = apple_columns, .count = 1};
static const struct schema *const both[] = {&apples, &pears};

/* What is run, as the journal says it. */
static struct lap_str key = {"apples of 2026\n", 15};

static struct output *open_output(unsigned start, size_t count)
{
    struct faults faults = {0};
    struct output *output =
        output_open(scratch_path("out"), start, key, plain, both, count, &faults);

    if (!output)
        print_message("%s", buffer_text(&faults.text));
    assert_non_null(output);
    assert_int_equal(faults.count, 0);
    return output;
}

static void assert_not_opened(const char *folder, unsigned start, const char *wanted)
{
    struct faults faults = {0};

    assert_null(output_open(folder, start, key, plain, both, 2, &faults));
    assert_int_equal(faults.count, 1);
    assert_string_equal(buffer_text(&faults.text), wanted);
    faults_release(&faults);
}

static void add_file(struct output *output, const char *name, const char *text)
{
    struct faults faults = {0};

    assert_true(output_add_file(output, name, str_of(text), &faults));
}

static void add_apples(struct output *output)
{
    struct faults faults = {0};

    assert_true(output_add(output, 0, TEXT("Cox,0.2\n"), 1, &faults));
    assert_true(output_add(output, 0, TEXT("\"Jonagold, red\",0.25\nGala,\n"), 2, &faults));
    assert_true(output_end_tables(output, &faults));
}

static void publish(struct output *output)
{
    struct faults faults = {0};

    assert_true(output_publish(output, &faults));
    assert_int_equal(faults.count, 0);
    output_close(output, false);
}

/* A whole run with the first count tables. */
static void run(unsigned start, size_t count, const char *manifest)
{
    struct output *output = open_output(start, count);

    add_apples(output);
    add_file(output, "manifest.json", manifest);
    publish(output);
}

static void names_are_temporary_until_all_is_well(void **state)
{
    struct output *output = open_output(OUTPUT_NEW, 2);

    (void)state;
    add_apples(output);
    add_file(output, "manifest.json", "{}\n");
    assert_true(scratch_has("out/.apples.csv.part"));
    assert_true(scratch_has("out/.pears.csv.part"));
    assert_true(scratch_has("out/.manifest.json.part"));
    assert_false(scratch_has("out/apples.csv"));
    assert_false(scratch_has("out/manifest.json"));
    publish(output);
    assert_holds("out/apples.csv", "name,weight\nCox,0.2\n\"Jonagold, red\",0.25\nGala,\n");
    assert_holds("out/pears.csv", "name\n");
    assert_holds("out/manifest.json", "{}\n");
    assert_false(scratch_has("out/.apples.csv.part"));
    assert_false(scratch_has("out/.lapidary.lock"));
}

static void tables_know_their_rows_bytes_and_digest(void **state)
{
    struct output *output = open_output(OUTPUT_NEW, 2);
    const struct table *table = output_table(output, 0);
    struct digest *digest = digest_begin();
    struct buffer bytes;
    char sha256[65];

    (void)state;
    add_apples(output);
    assert_ptr_equal(table->schema, &apples);
    assert_int_equal(table->rows, 3);
    bytes = scratch_read("out/.apples.csv.part");
    assert_int_equal(table->bytes, bytes.size);
    digest_add(digest, buffer_str(&bytes));
    digest_end(digest, sha256);
    assert_string_equal(table->sha256, sha256);
    assert_int_equal(output_table(output, 1)->rows, 0);
    buffer_release(&bytes);
    output_close(output, false);
}

static void large_tables_arrive_whole(void **state)
{
    enum { ROWS = 40000 };
    struct output *output = open_output(OUTPUT_NEW, 2);
    struct faults faults = {0};
    struct buffer wanted = {0};
    struct buffer got;

    (void)state;
    buffer_add_str(&wanted, TEXT("name,weight\n"));
    for (int i = 0; i < ROWS; i++) {
        size_t start = wanted.size;

        buffer_add_format(&wanted, "apple %d,%d\n", i, i % 7);
        assert_true(output_add(output, 0,
                               str_part(buffer_str(&wanted), (struct lap_span){start, wanted.size}),
                               1, &faults));
    }
    assert_true(output_end_tables(output, &faults));
    publish(output);
    got = scratch_read("out/apples.csv");
    assert_str_equal(buffer_str(&got), buffer_str(&wanted));
    buffer_release(&got);
    buffer_release(&wanted);
}

static void a_run_that_is_given_up_leaves_nothing(void **state)
{
    struct output *output = open_output(OUTPUT_NEW, 2);

    (void)state;
    add_apples(output);
    output_close(output, false);
    assert_false(scratch_has("out"));
}

static void a_run_that_is_given_up_leaves_the_earlier_one(void **state)
{
    struct output *output;

    (void)state;
    run(OUTPUT_NEW, 2, "{}\n");
    output = open_output(OUTPUT_FORCED, 1);
    output_close(output, false);
    assert_holds("out/pears.csv", "name\n");
    assert_holds("out/manifest.json", "{}\n");
    assert_false(scratch_has("out/.apples.csv.part"));
}

/* The folder is refused for a file of a run in it. */
static void assert_refused_for(const char *name)
{
    struct buffer wanted = {0};

    buffer_add_format(&wanted,
                      "%s: holds a run already (%s is there); replace it with --force, or choose "
                      "another folder with -o\n",
                      scratch_path("out"), name);
    assert_not_opened(scratch_path("out"), OUTPUT_NEW, buffer_text(&wanted));
    buffer_release(&wanted);
}

static void a_folder_with_a_run_is_refused(void **state)
{
    (void)state;
    run(OUTPUT_NEW, 2, "{}\n");
    assert_refused_for("manifest.json");
    unlink(scratch_path("out/manifest.json"));
    unlink(scratch_path("out/apples.csv"));
    assert_refused_for("pears.csv");
    assert_false(scratch_has("out/.lapidary.lock"));
}

static void a_folder_with_a_document_of_a_run_is_refused(void **state)
{
    static const char *const names[] = {"manifest.json", "datapackage.json", "run.json"};

    (void)state;
    mkdir(scratch_path("out"), 0777);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct buffer file = {0};

        buffer_add_format(&file, "out/%s", names[i]);
        scratch_write(buffer_text(&file), TEXT("{}"));
        assert_refused_for(names[i]);
        assert_holds(buffer_text(&file), "{}");
        unlink(scratch_path(buffer_text(&file)));
        buffer_release(&file);
    }
}

static void force_replaces_a_run_and_nothing_else(void **state)
{
    (void)state;
    run(OUTPUT_NEW, 2,
        "{\"tables\": [{\"name\": \"apples\"}, {\"name\": \"pears\"}, "
        "{\"name\": \"../notes\"}, {\"name\": \".hidden\"}, {\"name\": \"mine/notes\"}, {}, 7, "
        "{\"name\": \"\"}]}\n");
    scratch_write("notes.csv", TEXT("mine"));
    scratch_write("out/.hidden.csv", TEXT("mine"));
    mkdir(scratch_path("out/mine"), 0777);
    scratch_write("out/mine/notes.csv", TEXT("mine"));
    scratch_write("out/plums.csv", TEXT("mine"));
    run(OUTPUT_FORCED, 1, "{\"tables\": []}\n");
    assert_false(scratch_has("out/pears.csv"));
    assert_holds("out/manifest.json", "{\"tables\": []}\n");
    assert_holds("notes.csv", "mine");
    assert_holds("out/.hidden.csv", "mine");
    assert_holds("out/mine/notes.csv", "mine");
    assert_holds("out/plums.csv", "mine");
}

static void force_gets_over_a_manifest_that_is_none(void **state)
{
    (void)state;
    run(OUTPUT_NEW, 2, "no JSON");
    run(OUTPUT_FORCED, 1, "{}\n");
    assert_holds("out/pears.csv", "name\n");
    assert_holds("out/manifest.json", "{}\n");
}

static void what_a_killed_run_left_is_replaced_and_no_link_followed(void **state)
{
    (void)state;
    mkdir(scratch_path("out"), 0777);
    scratch_write("mine", TEXT("mine"));
    scratch_write("out/.pears.csv.part", TEXT("half a li"));
    assert_int_equal(symlink("../mine", scratch_path("out/.apples.csv.part")), 0);
    run(OUTPUT_NEW, 2, "{}\n");
    assert_holds("mine", "mine");
    assert_holds("out/pears.csv", "name\n");
    assert_false(scratch_has("out/.apples.csv.part"));
}

static void two_runs_do_not_write_into_one_folder(void **state)
{
    struct output *output = open_output(OUTPUT_NEW, 2);
    struct buffer wanted = {0};

    (void)state;
    buffer_add_format(&wanted,
                      "%s: another run is writing there; wait for its end, or choose another "
                      "folder with -o\n",
                      scratch_path("out"));
    assert_not_opened(scratch_path("out"), OUTPUT_NEW, buffer_text(&wanted));
    assert_true(scratch_has("out/.lapidary.lock"));
    add_apples(output);
    publish(output);
    assert_false(scratch_has("out/.lapidary.lock"));
    buffer_release(&wanted);
}

static void a_lock_that_was_left_behind_is_taken(void **state)
{
    (void)state;
    mkdir(scratch_path("out"), 0777);
    scratch_write("out/.lapidary.lock", TEXT(""));
    run(OUTPUT_NEW, 2, "{}\n");
    assert_false(scratch_has("out/.lapidary.lock"));
}

static void a_lock_that_is_a_link_is_not_followed(void **state)
{
    struct buffer wanted = {0};

    (void)state;
    mkdir(scratch_path("out"), 0777);
    assert_int_equal(symlink("../mine", scratch_path("out/.lapidary.lock")), 0);
    buffer_add_format(&wanted,
                      "%s/.lapidary.lock: cannot be made: Too many levels of symbolic links; move "
                      "that link away and run again\n",
                      scratch_path("out"));
    assert_not_opened(scratch_path("out"), OUTPUT_NEW, buffer_text(&wanted));
    assert_false(scratch_has("mine"));
    buffer_release(&wanted);
}

/* Another run ends right between this one's opening of the lock and its locking. */
static bool is_lock_to_vanish;

int flock(int file, int operation)
{
    if (is_lock_to_vanish)
        unlink(scratch_path("out/.lapidary.lock"));
    is_lock_to_vanish = false;
    return (int)syscall(SYS_flock, file, operation);
}

static void a_lock_that_has_lost_its_name_is_none(void **state)
{
    struct output *output;

    (void)state;
    is_lock_to_vanish = true;
    output = open_output(OUTPUT_NEW, 2);
    assert_true(scratch_has("out/.lapidary.lock"));
    output_close(output, false);
}

static void a_folder_that_cannot_be_is_told(void **state)
{
    struct buffer wanted = {0};

    (void)state;
    buffer_add_format(&wanted,
                      "%s: the folder cannot be made: No such file or directory; make the folder "
                      "that it lies in first\n",
                      scratch_path("no/out"));
    assert_not_opened(scratch_path("no/out"), OUTPUT_NEW, buffer_text(&wanted));
    wanted.size = 0;
    scratch_write("file", TEXT("mine"));
    buffer_add_format(&wanted,
                      "%s: cannot be opened as a folder: Not a directory; choose another with -o\n",
                      scratch_path("file"));
    assert_not_opened(scratch_path("file"), OUTPUT_NEW, buffer_text(&wanted));
    assert_holds("file", "mine");
    buffer_release(&wanted);
}

/* Files may grow to so many bytes; gives the limit that was. */
static rlim_t limit_files(rlim_t bytes)
{
    struct rlimit limit;
    rlim_t before;

    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    before = limit.rlim_cur;
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    return before;
}

/* True where the rows or the end of the tables could be written. */
static bool fill(struct output *output, struct faults *faults)
{
    char row[1000];

    memset(row, 'x', sizeof row);
    row[sizeof row - 1] = '\n';
    for (int i = 0; i < 1000; i++)
        if (!output_add(output, 0, (struct lap_str){row, sizeof row}, 1, faults))
            return false;
    return output_end_tables(output, faults);
}

static void a_full_disk_leaves_no_half_table(void **state)
{
    struct output *output = open_output(OUTPUT_NEW, 2);
    struct faults faults = {0};
    struct buffer wanted = {0};
    rlim_t before = limit_files(300000);
    bool is_filled = fill(output, &faults);

    (void)state;
    limit_files(before);
    assert_false(is_filled);
    buffer_add_format(&wanted,
                      "%s/apples.csv: cannot be written: File too large; raise the limit on file "
                      "sizes (ulimit -f) and run again\n",
                      scratch_path("out"));
    assert_string_equal(buffer_text(&faults.text), buffer_text(&wanted));
    assert_false(output_add(output, 1, TEXT("Conference\n"), 1, &faults));
    assert_false(output_end_tables(output, &faults));
    assert_false(output_publish(output, &faults));
    assert_int_equal(faults.count, 1);
    output_close(output, false);
    assert_false(scratch_has("out"));
    faults_release(&faults);
    buffer_release(&wanted);
}

static void a_full_disk_stops_further_files(void **state)
{
    struct output *output = open_output(OUTPUT_NEW, 1);
    struct faults faults = {0};
    rlim_t before;

    (void)state;
    add_apples(output);
    before = limit_files(4);
    assert_false(output_add_file(output, "manifest.json", TEXT("{\"a\": 1}\n"), &faults));
    limit_files(before);
    assert_int_equal(faults.count, 1);
    assert_false(output_publish(output, &faults));
    output_close(output, false);
    assert_false(scratch_has("out"));
    faults_release(&faults);
}

static void a_name_that_is_taken_by_a_folder_is_told(void **state)
{
    struct output *output;
    struct faults faults = {0};
    struct buffer wanted = {0};

    (void)state;
    mkdir(scratch_path("out"), 0777);
    mkdir(scratch_path("out/apples.csv"), 0777);
    output = open_output(OUTPUT_FORCED, 1);
    add_apples(output);
    assert_false(output_publish(output, &faults));
    buffer_add_format(&wanted,
                      "%s/apples.csv: cannot be given its name: Is a directory; move that folder "
                      "away and run again\n",
                      scratch_path("out"));
    assert_string_equal(buffer_text(&faults.text), buffer_text(&wanted));
    output_close(output, false);
    assert_false(scratch_has("out/.apples.csv.part"));
    faults_release(&faults);
    buffer_release(&wanted);
}

static void spreadsheets_get_a_mark_before_the_header(void **state)
{
    const struct csv_style style = {.is_spreadsheet = true};
    struct faults faults = {0};
    struct output *output =
        output_open(scratch_path("out"), OUTPUT_NEW, key, style, both, 1, &faults);

    (void)state;
    assert_non_null(output);
    assert_true(output_end_tables(output, &faults));
    publish(output);
    assert_holds("out/apples.csv", "\xEF\xBB\xBFname,weight\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SCRATCH(names_are_temporary_until_all_is_well),
        IN_SCRATCH(tables_know_their_rows_bytes_and_digest),
        IN_SCRATCH(large_tables_arrive_whole),
        IN_SCRATCH(a_run_that_is_given_up_leaves_nothing),
        IN_SCRATCH(a_run_that_is_given_up_leaves_the_earlier_one),
        IN_SCRATCH(a_folder_with_a_run_is_refused),
        IN_SCRATCH(a_folder_with_a_document_of_a_run_is_refused),
        IN_SCRATCH(force_replaces_a_run_and_nothing_else),
        IN_SCRATCH(force_gets_over_a_manifest_that_is_none),
        IN_SCRATCH(what_a_killed_run_left_is_replaced_and_no_link_followed),
        IN_SCRATCH(two_runs_do_not_write_into_one_folder),
        IN_SCRATCH(a_lock_that_was_left_behind_is_taken),
        IN_SCRATCH(a_lock_that_is_a_link_is_not_followed),
        IN_SCRATCH(a_lock_that_has_lost_its_name_is_none),
        IN_SCRATCH(a_folder_that_cannot_be_is_told),
        IN_SCRATCH(a_full_disk_leaves_no_half_table),
        IN_SCRATCH(a_full_disk_stops_further_files),
        IN_SCRATCH(a_name_that_is_taken_by_a_folder_is_told),
        IN_SCRATCH(spreadsheets_get_a_mark_before_the_header),
    };

    return cmocka_run_group_tests_name("output", tests, NULL, NULL);
}
