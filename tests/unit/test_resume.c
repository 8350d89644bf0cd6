/* SPDX-License-Identifier: MIT */
/* An unfinished run: what a death at any moment leaves, and how it is gone on with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "scratch.h"
#include "text/digest.h"
#include "write/output.h"

static const struct csv_style plain;
static const struct column columns[] = {{.name = "name", .type = COLUMN_STRING}};
static const struct schema apples = {.table = "apples", .columns = columns, .count = 1};
static const struct schema pears = {.table = "pears", .columns = columns, .count = 1};
static const struct schema *const schemas[] = {&apples, &pears};

/* ---- A process that dies, or a disk that fails, at a chosen call ---- */

/* How many calls that change names go well before the process dies; -1: all. */
static int names_left = -1;

/* How many names are given before the disk fails with disk_error; -1: all. */
static int renames_left = -1;

/* How many writes go well before the disk fails with disk_error; -1: all. */
static int writes_left = -1;
static int disk_error;

/* How often data are made to last before the disk fails with disk_error, and whether it tells that
 * once only, as the kernel does of what was written before; -1: always. */
static int syncs_left = -1;
static bool is_sync_told_once;

/* The calls that change names or make data last, by the names of their files. */
static struct buffer *trace;

static void note_call(const char *call, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (trace)
        buffer_add_format(trace, "%s %s\n", call, slash ? slash + 1 : path);
}

static void spend_name(void)
{
    if (names_left == 0)
        raise(SIGKILL);
    names_left -= names_left > 0;
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    spend_name();
    note_call("name", to);
    if (renames_left == 0) {
        errno = disk_error;
        return -1;
    }
    renames_left -= renames_left > 0;
    return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, 0);
}

int unlinkat(int folder, const char *name, int flags)
{
    spend_name();
    note_call("remove", name);
    return (int)syscall(SYS_unlinkat, folder, name, flags);
}

static bool spend_write(void)
{
    if (writes_left == 0) {
        errno = disk_error;
        return false;
    }
    writes_left -= writes_left > 0;
    return true;
}

ssize_t write(int file, const void *bytes, size_t size)
{
    return spend_write() ? syscall(SYS_write, file, bytes, size) : -1;
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t at)
{
    return spend_write() ? syscall(SYS_pwrite64, file, bytes, size, at) : -1;
}

int fsync(int file)
{
    char link[32];
    char path[256] = "";

    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    assert_true(readlink(link, path, sizeof path - 1) > 0);
    note_call("sync", path);
    if (syncs_left == 0) {
        syncs_left -= is_sync_told_once;
        errno = disk_error;
        return -1;
    }
    syncs_left -= syncs_left > 0;
    return (int)syscall(SYS_fsync, file);
}

/* ---- A run in steps ---- */

static struct output *start(unsigned start, const char *key, struct faults *faults)
{
    return output_open(scratch_path("out"), start, str_of(key), plain, schemas, 2, faults);
}

static struct output *open_output(unsigned how)
{
    struct faults faults = {0};
    struct output *output = start(how, "program 1\ninput a\n", &faults);

    if (!output)
        print_message("%s", buffer_text(&faults.text));
    assert_non_null(output);
    return output;
}

static void assert_refused(unsigned how, const char *key, const char *wanted)
{
    struct faults faults = {0};
    struct buffer whole = {0};

    assert_null(start(how, key, &faults));
    buffer_add_format(&whole, "%s%s\n", scratch_path("out"), wanted);
    assert_string_equal(buffer_text(&faults.text), buffer_text(&whole));
    buffer_release(&whole);
    faults_release(&faults);
}

static void add(struct output *output, size_t table, const char *row)
{
    struct faults faults = {0};

    assert_true(output_add(output, table, str_of(row), 1, &faults));
}

static void checkpoint(struct output *output, const char *state)
{
    struct faults faults = {0};

    assert_true(output_checkpoint(output, str_of(state), &faults));
}

static void end(struct output *output)
{
    struct faults faults = {0};

    assert_true(output_end_tables(output, &faults));
    assert_true(output_add_file(output, "manifest.json",
                                TEXT("{\"tables\": [{\"name\": \"apples\"}]}\n"), &faults));
    assert_true(output_publish(output, &faults));
    output_close(output, false);
}

/* A run that was stopped after its first row and checkpoint, and another row. */
static void leave_unfinished(void)
{
    struct faults faults = {0};
    struct output *output = open_output(OUTPUT_NEW);

    add(output, 0, "Cox\n");
    assert_true(output_add_memory(output, TEXT("cores"), &faults));
    checkpoint(output, "1 chunk done");
    add(output, 0, "Gala\n");
    assert_true(output_add_memory(output, TEXT("stalks"), &faults));
    output_close(output, true);
}

static void assert_whole(const char *wanted)
{
    assert_holds("out/apples.csv", wanted);
    assert_holds("out/pears.csv", "name\n");
    assert_true(scratch_has("out/manifest.json"));
    assert_false(scratch_has("out/.run.part"));
    assert_false(scratch_has("out/.memory.part"));
    assert_false(scratch_has("out/.apples.csv.part"));
    assert_false(scratch_has("out/.manifest.json.part"));
    assert_false(scratch_has("out/.manifest.json.old"));
}

/* ---- Going on ---- */

static void a_run_goes_on_from_its_last_checkpoint(void **state)
{
    struct faults faults = {0};
    struct output *output;
    char memory[5];

    (void)state;
    leave_unfinished();
    output = open_output(OUTPUT_RESUMED);
    assert_false(output_is_published(output));
    assert_true(str_is_equal(output_resumed(output), TEXT("1 chunk done")));
    assert_int_equal(output_table(output, 0)->rows, 1);
    assert_int_equal(output_memory_size(output), 5);
    assert_true(output_read_memory(output, 0, memory, 5, &faults));
    assert_memory_equal(memory, "cores", 5);
    assert_true(output_read_memory(output, 3, memory, 2, &faults));
    assert_memory_equal(memory, "es", 2);
    assert_false(output_read_memory(output, 3, memory, 5, &faults));
    assert_non_null(strstr(buffer_text(&faults.text), "/.memory.part: cannot be read"));
    faults_release(&faults);
    add(output, 0, "Jonagold\n");
    checkpoint(output, "2 chunks done");
    output_close(output, true);
    output = open_output(OUTPUT_RESUMED);
    assert_true(str_is_equal(output_resumed(output), TEXT("2 chunks done")));
    assert_int_equal(output_table(output, 0)->rows, 2);
    end(output);
    assert_whole("name\nCox\nJonagold\n");
}

/* Waits for a child: true where it came to its end, which SIGTERM stands for, so that it ends as
 * abruptly as one that dies. */
static bool has_ended(pid_t child)
{
    int status;

    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_true(WTERMSIG(status) == SIGTERM || WTERMSIG(status) == SIGKILL);
    return WTERMSIG(status) == SIGTERM;
}

static void a_killed_process_leaves_its_last_checkpoint(void **state)
{
    pid_t child = fork();

    (void)state;
    if (child == 0) {
        struct output *output = open_output(OUTPUT_NEW);
        char rows[100000];

        add(output, 0, "Cox\n");
        checkpoint(output, "1");
        memset(rows, '\n', sizeof rows);
        rows[sizeof rows - 1] = '\0';
        for (int i = 0; i < 20; i++)
            add(output, 0, rows);
        raise(SIGTERM);
    }
    assert_true(has_ended(child));
    end(open_output(OUTPUT_RESUMED));
    assert_whole("name\nCox\n");
}

/* Takes bytes off the end of a file of the folder. */
static void shorten(const char *name, size_t bytes)
{
    struct buffer before = scratch_read(name);

    assert_true(before.size > bytes);
    scratch_write(name, (struct lap_str){before.bytes, before.size - bytes});
    buffer_release(&before);
}

static void of_a_journal_only_whole_lines_count(void **state)
{
    static const size_t cuts[] = {1, 2, 20, 60};

    (void)state;
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        struct output *output = open_output(OUTPUT_FORCED);

        add(output, 0, "Cox\n");
        checkpoint(output, "1");
        add(output, 0, "Gala\n");
        checkpoint(output, "2");
        output_close(output, true);
        shorten("out/.run.part", cuts[i]);
        output = open_output(OUTPUT_RESUMED);
        assert_true(str_is_equal(output_resumed(output), TEXT("1")));
        add(output, 0, "Braeburn\n");
        checkpoint(output, "2 again");
        output_close(output, true);
        output = open_output(OUTPUT_RESUMED);
        assert_true(str_is_equal(output_resumed(output), TEXT("2 again")));
        end(output);
        assert_whole("name\nCox\nBraeburn\n");
    }
}

static void a_line_of_another_hand_ends_the_journal(void **state)
{
    struct buffer journal;
    struct output *output;
    char *digit;

    (void)state;
    leave_unfinished();
    journal = scratch_read("out/.run.part");
    digit = strstr(buffer_text(&journal), "1 chunk done");
    assert_non_null(digit);
    *digit = '2';
    scratch_write("out/.run.part", buffer_str(&journal));
    buffer_release(&journal);
    output = open_output(OUTPUT_RESUMED);
    assert_null(output_resumed(output).bytes);
    output_close(output, true);
}

static void where_there_is_nothing_to_resume_the_run_begins(void **state)
{
    struct output *output = open_output(OUTPUT_RESUMED);

    (void)state;
    assert_null(output_resumed(output).bytes);
    add(output, 0, "Cox\n");
    end(output);
    assert_whole("name\nCox\n");
    assert_refused(OUTPUT_RESUMED, "program 1\ninput a\n",
                   ": holds a run already (manifest.json is there) and none that could be gone on "
                   "with; replace it with --force, or choose another folder with -o");
}

static void a_finished_run_is_known_when_it_is_resumed(void **state)
{
    struct faults faults = {0};
    struct output *output = open_output(OUTPUT_NEW);
    struct buffer receipt = {0};

    (void)state;
    add(output, 0, "Cox\n");
    checkpoint(output, "all done");
    buffer_add_format(&receipt, "{\"resume\": {\"key\": \"%s\", \"state\": \"%.*s\"}}\n",
                      output_key(output), STR_ARGS(output_state(output)));
    assert_true(output_add_file(output, "run.json", buffer_str(&receipt), &faults));
    assert_true(output_end_tables(output, &faults));
    assert_true(output_add_file(output, "manifest.json",
                                TEXT("{\"tables\": [{\"name\": \"apples\", \"bytes\": 9}]}\n"),
                                &faults));
    assert_true(output_publish(output, &faults));
    output_close(output, false);
    output = open_output(OUTPUT_RESUMED);
    assert_true(output_is_published(output));
    assert_true(str_is_equal(output_resumed(output), TEXT("all done")));
    output_close(output, true);
    assert_whole("name\nCox\n");
    assert_refused(OUTPUT_RESUMED, "program 1\ninput b\n",
                   ": holds a run already (manifest.json is there) and none that could be gone on "
                   "with; replace it with --force, or choose another folder with -o");
    buffer_release(&receipt);
}

/* A run that is killed after it was begun, and before its first checkpoint. */
static void begin_and_die(void)
{
    pid_t child = fork();

    if (child == 0) {
        open_output(OUTPUT_FORCED);
        raise(SIGTERM);
    }
    assert_true(has_ended(child));
}

static void a_forced_run_that_was_begun_is_begun_again_when_resumed(void **state)
{
    struct output *output = open_output(OUTPUT_NEW);

    (void)state;
    add(output, 0, "old\n");
    end(output);
    begin_and_die();
    assert_holds("out/apples.csv", "name\nold\n");
    assert_true(scratch_has("out/.run.part"));
    assert_refused(OUTPUT_RESUMED, "program 2\n",
                   ": holds a run already (manifest.json is there) and none that could be gone on "
                   "with; replace it with --force, or choose another folder with -o");
    output = open_output(OUTPUT_RESUMED);
    assert_null(output_resumed(output).bytes);
    add(output, 0, "new\n");
    end(output);
    assert_whole("name\nnew\n");
}

static void a_run_without_a_checkpoint_is_not_kept(void **state)
{
    struct output *output = open_output(OUTPUT_NEW);

    (void)state;
    add(output, 0, "Cox\n");
    output_close(output, true);
    assert_false(scratch_has("out"));
}

static void a_run_that_is_not_kept_leaves_nothing(void **state)
{
    (void)state;
    leave_unfinished();
    output_close(open_output(OUTPUT_RESUMED), false);
    assert_true(scratch_has("out"));
    assert_int_equal(rmdir(scratch_path("out")), 0);
}

static void a_run_that_is_kept_leaves_no_documents(void **state)
{
    struct faults faults = {0};
    struct output *output = open_output(OUTPUT_NEW);

    (void)state;
    checkpoint(output, "all done");
    assert_true(output_end_tables(output, &faults));
    assert_true(output_add_file(output, "manifest.json", TEXT("{}\n"), &faults));
    output_close(output, true);
    assert_true(scratch_has("out/.apples.csv.part"));
    assert_false(scratch_has("out/.manifest.json.part"));
}

/* ---- Refusals ---- */

static void an_unfinished_run_is_not_overlooked(void **state)
{
    static const char *const left[] = {"out/.run.part", "out/.apples.csv.part",
                                       "out/.pears.csv.part", "out/.memory.part"};

    (void)state;
    leave_unfinished();
    assert_refused(OUTPUT_NEW, "program 1\ninput a\n",
                   ": holds an unfinished run (apples.csv has 1 rows so far); go on with it with "
                   "--resume, or begin anew with --force");
    for (size_t i = 0; i < 4; i++)
        assert_true(scratch_has(left[i]));
    end(open_output(OUTPUT_FORCED));
    assert_whole("name\n");
}

static void another_run_is_not_gone_on_with(void **state)
{
    static const char *const keys[][3] = {
        {"program 2\ninput a\n", "program 1", "program 2"},
        {"program 1\ninput b\n", "input a", "input b"},
        {"program 1\n", "input a", ""},
        {"program 1\ninput a\ninput b\n", "", "input b"},
    };

    (void)state;
    leave_unfinished();
    for (size_t i = 0; i < 4; i++) {
        struct buffer wanted = {0};

        buffer_add_format(&wanted,
                          ": the unfinished run there is another: it was begun with '%s' where "
                          "this has '%s'; go on with what it was begun with, or begin anew with "
                          "--force instead of --resume",
                          keys[i][1], keys[i][2]);
        assert_refused(OUTPUT_RESUMED, keys[i][0], buffer_text(&wanted));
        buffer_release(&wanted);
    }
    output_close(open_output(OUTPUT_RESUMED), true);
}

/* A journal may be written by anybody: this one tells of a file too few, and of one elsewhere. */
static void a_journal_that_lists_other_files_is_not_gone_on_with(void **state)
{
    static const char *const lines[] = {"key program 1", "key input a", "part apples.csv",
                                        "part ../pears.csv", "done 0 0 0 0 0 0 1"};
    struct buffer journal = {0};

    (void)state;
    leave_unfinished();
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct digest *digest = digest_begin();
        struct lap_str line = str_of(lines[i]);
        char sha256[65];

        digest_add(digest, line);
        digest_end(digest, sha256);
        buffer_add_str(&journal, line);
        buffer_add_format(&journal, " %.16s\n", sha256);
    }
    scratch_write("out/.run.part", buffer_str(&journal));
    buffer_release(&journal);
    assert_refused(OUTPUT_RESUMED, "program 1\ninput a\n",
                   "/.run.part: tells of 1 files, and the run has 3; begin anew with --force "
                   "instead of --resume");
    scratch_write("...pears.csv.part", TEXT("mine"));
    end(open_output(OUTPUT_FORCED));
    assert_whole("name\n");
    assert_holds("...pears.csv.part", "mine");
}

static void tables_that_were_changed_are_not_gone_on_with(void **state)
{
    static const char wanted[] = "/.apples.csv.part: its first 9 bytes are not those that the "
                                 "unfinished run wrote; begin anew with --force instead of "
                                 "--resume";

    (void)state;
    leave_unfinished();
    scratch_write("out/.apples.csv.part", TEXT("name\nFox\nGala\n"));
    assert_refused(OUTPUT_RESUMED, "program 1\ninput a\n", wanted);
    scratch_write("out/.apples.csv.part", TEXT("name\nCox"));
    assert_refused(OUTPUT_RESUMED, "program 1\ninput a\n", wanted);
    unlink(scratch_path("out/.apples.csv.part"));
    assert_refused(OUTPUT_RESUMED, "program 1\ninput a\n",
                   "/.apples.csv.part: cannot be gone on with: No such file or directory; begin "
                   "anew with --force instead of --resume");
    assert_int_equal(symlink("../mine", scratch_path("out/.apples.csv.part")), 0);
    assert_refused(OUTPUT_RESUMED, "program 1\ninput a\n",
                   "/.apples.csv.part: cannot be gone on with: Too many levels of symbolic links; "
                   "begin anew with --force instead of --resume");
    end(open_output(OUTPUT_FORCED));
    assert_whole("name\n");
}

/* ---- Publishing ---- */

/* Publishes a run of one apple over whatever is there, in a process that dies before the call of
 * number `calls` that changes names; true where it came to its end. */
static bool publish_dying(int calls, const char *row)
{
    pid_t child = fork();

    if (child == 0) {
        struct output *output = open_output(OUTPUT_FORCED);

        add(output, 0, row);
        checkpoint(output, "all done");
        assert_true(output_end_tables(output, &(struct faults){0}));
        assert_true(output_add_file(output, "manifest.json",
                                    TEXT("{\"tables\": [{\"name\": \"apples\"}]}\n"),
                                    &(struct faults){0}));
        names_left = calls;
        assert_true(output_publish(output, &(struct faults){0}));
        names_left = -1;
        output_close(output, true);
        raise(SIGTERM);
    }
    return has_ended(child);
}

/* A finished run of three tables, one of which the next run has not; and a file of the user's. */
static void leave_earlier_run(void)
{
    struct faults faults = {0};
    struct output *output = open_output(OUTPUT_FORCED);

    add(output, 0, "old\n");
    add(output, 1, "old\n");
    assert_true(output_end_tables(output, &faults));
    assert_true(output_add_file(output, "plums.csv", TEXT("old\n"), &faults));
    assert_true(output_add_file(
        output, "manifest.json",
        TEXT("{\"tables\": [{\"name\": \"plums\"}, {\"name\": \"apples\"}]}\n"), &faults));
    assert_true(output_publish(output, &faults));
    output_close(output, false);
    scratch_write("out/mine.csv", TEXT("mine"));
}

/* What a table of the folder holds: 'o' where the earlier run's, 'n' the new one's, '-' none. */
static char age_of(const char *name, const char *old)
{
    struct buffer bytes;
    char age;

    if (!scratch_has(name))
        return '-';
    bytes = scratch_read(name);
    age = strcmp(buffer_text(&bytes), old) == 0 ? 'o' : 'n';
    buffer_release(&bytes);
    return age;
}

static void assert_no_mixture(void)
{
    char ages[] = {age_of("out/apples.csv", "name\nold\n"), age_of("out/pears.csv", "name\nold\n"),
                   age_of("out/plums.csv", "old\n"), '\0'};

    if (strchr(ages, 'o'))
        assert_null(strchr(ages, 'n'));
    if (age_of("out/manifest.json", "{\"tables\": [{\"name\": \"apples\"}]}\n") == 'o')
        assert_string_equal(ages, "nn-");
}

static void a_death_while_publishing_leaves_no_mixture(void **state)
{
    bool is_ended = false;
    int calls;

    (void)state;
    for (calls = 0; !is_ended; calls++) {
        leave_earlier_run();
        is_ended = publish_dying(calls, "new\n");
        assert_no_mixture();
        if (!is_ended) {
            struct output *output = open_output(OUTPUT_RESUMED);

            assert_true(output_is_published(output));
            assert_true(str_is_equal(output_resumed(output), TEXT("all done")));
            output_close(output, false);
        }
        assert_whole("name\nnew\n");
        assert_false(scratch_has("out/plums.csv"));
        assert_holds("out/mine.csv", "mine");
    }
    assert_true(calls > 8);
}

/* A machine that dies loses what was not made to last, in whatever order it was done. */
static void no_step_of_publishing_is_done_before_the_last_one_would_last(void **state)
{
    struct faults faults = {0};
    struct buffer calls = {0};
    struct output *output;

    (void)state;
    leave_earlier_run();
    output = open_output(OUTPUT_FORCED);
    assert_true(output_end_tables(output, &faults));
    assert_true(output_add_file(output, "manifest.json", TEXT("{}\n"), &faults));
    trace = &calls;
    assert_true(output_publish(output, &faults));
    trace = NULL;
    output_close(output, false);
    assert_string_equal(buffer_text(&calls), "sync .apples.csv.part\n"
                                             "sync .pears.csv.part\n"
                                             "sync .manifest.json.part\n"
                                             "sync .run.part\n"
                                             "sync out\n"
                                             "name .manifest.json.old\n"
                                             "remove apples.csv\n"
                                             "remove pears.csv\n"
                                             "remove manifest.json\n"
                                             "remove plums.csv\n"
                                             "sync out\n"
                                             "name apples.csv\n"
                                             "name pears.csv\n"
                                             "sync out\n"
                                             "name manifest.json\n"
                                             "sync out\n"
                                             "remove .manifest.json.old\n"
                                             "remove .memory.part\n"
                                             "remove .run.part\n");
    buffer_release(&calls);
}

/* Once it may be written that the names are being given, nothing is taken away that they go to. */
static void a_disk_that_fails_while_publishing_leaves_no_mixture(void **state)
{
    struct faults faults = {0};
    bool is_ended = false;
    int syncs;

    (void)state;
    disk_error = EIO;
    for (syncs = 0; !is_ended; syncs++) {
        struct output *output;

        leave_earlier_run();
        output = open_output(OUTPUT_FORCED);
        add(output, 0, "new\n");
        checkpoint(output, "all done");
        assert_true(output_end_tables(output, &faults));
        assert_true(output_add_file(output, "manifest.json",
                                    TEXT("{\"tables\": [{\"name\": \"apples\"}]}\n"), &faults));
        syncs_left = syncs;
        is_ended = output_publish(output, &faults);
        syncs_left = -1;
        output_close(output, true);
        assert_no_mixture();
        if (!is_ended) {
            output = open_output(OUTPUT_RESUMED);
            if (output_is_published(output))
                output_close(output, false);
            else
                end(output);
        }
        assert_whole("name\nnew\n");
        assert_holds("out/manifest.json", "{\"tables\": [{\"name\": \"apples\"}]}\n");
        assert_false(scratch_has("out/plums.csv"));
        faults_release(&faults);
    }
    assert_true(syncs > 4);
}

/* What would be lost of a table need not be lost at once, and is told only once. */
static void a_table_that_would_not_last_is_not_given_its_name(void **state)
{
    (void)state;
    is_sync_told_once = true;
    disk_error = EIO;
    for (int i = 0; i < 2; i++) {
        struct faults faults = {0};
        struct output *output = open_output(OUTPUT_NEW);

        assert_true(output_end_tables(output, &faults));
        syncs_left = i;
        assert_false(output_publish(output, &faults));
        syncs_left = -1;
        assert_non_null(strstr(buffer_text(&faults.text), "s.csv: cannot be written: "));
        output_close(output, false);
        assert_false(scratch_has("out"));
        faults_release(&faults);
    }
    is_sync_told_once = false;
}

static void a_death_while_resuming_leaves_no_mixture(void **state)
{
    (void)state;
    for (int calls = 0; calls < 12; calls++) {
        for (int more = 0; more < 12; more++) {
            pid_t child;

            leave_earlier_run();
            publish_dying(calls, "new\n");
            child = fork();
            if (child == 0) {
                struct faults faults = {0};
                struct output *output;

                names_left = more;
                output = start(OUTPUT_RESUMED, "program 1\ninput a\n", &faults);
                names_left = -1;
                if (output)
                    output_close(output, false);
                raise(SIGTERM);
            }
            has_ended(child);
            assert_no_mixture();
            if (scratch_has("out/.run.part"))
                output_close(open_output(OUTPUT_RESUMED), false);
            assert_whole("name\nnew\n");
        }
    }
}

static void what_died_while_publishing_is_the_earlier_run_of_one_that_is_forced(void **state)
{
    (void)state;
    for (int calls = 0; calls < 12; calls++) {
        leave_earlier_run();
        if (!publish_dying(calls, "newer\n"))
            assert_refused(OUTPUT_NEW, "program 1\n",
                           ": holds an unfinished run (all rows are written, the names are being "
                           "given); go on with it with --resume, or begin anew with --force");
        output_close(open_output(OUTPUT_FORCED), false);
        assert_whole("name\nnewer\n");
        end(open_output(OUTPUT_FORCED));
        assert_whole("name\n");
        assert_false(scratch_has("out/plums.csv"));
        assert_holds("out/mine.csv", "mine");
    }
}

static void a_disk_that_fails_while_publishing_is_told_and_resumed(void **state)
{
    (void)state;
    for (int renames = 0; renames < 4; renames++) {
        struct faults faults = {0};
        struct output *output;

        leave_earlier_run();
        output = open_output(OUTPUT_FORCED);
        add(output, 0, "new\n");
        assert_true(output_end_tables(output, &faults));
        assert_true(output_add_file(output, "manifest.json",
                                    TEXT("{\"tables\": [{\"name\": \"apples\"}]}\n"), &faults));
        renames_left = renames;
        disk_error = EIO;
        assert_false(output_publish(output, &faults));
        renames_left = -1;
        assert_int_equal(faults.count, 1);
        assert_non_null(strstr(buffer_text(&faults.text), "cannot be given its name: "));
        faults_release(&faults);
        output_close(output, false);
        assert_no_mixture();
        output_close(open_output(OUTPUT_RESUMED), false);
        assert_whole("name\nnew\n");
    }
}

static void a_run_that_lost_a_file_while_publishing_is_told(void **state)
{
    (void)state;
    leave_earlier_run();
    assert_false(publish_dying(5, "new\n"));
    unlink(scratch_path("out/.pears.csv.part"));
    unlink(scratch_path("out/pears.csv"));
    assert_refused(OUTPUT_RESUMED, "program 1\ninput a\n",
                   "/pears.csv: was removed before the run was whole; begin anew with --force");
    output_close(open_output(OUTPUT_FORCED), false);
    assert_false(scratch_has("out/.manifest.json.part"));
    end(open_output(OUTPUT_FORCED));
    assert_whole("name\n");
}

/* ---- The disk and the folder ---- */

struct failure {
    int error;
    const char *told;
};

static void a_disk_that_fails_is_told_and_the_run_goes_on_later(void **state)
{
    static const struct failure failures[] = {
        {ENOSPC, "No space left on device; free some space and go on with --resume"},
        {EDQUOT,
         "Disk quota exceeded; free some of your share of the disk and go on with --resume"},
        {EFBIG,
         "File too large; raise the limit on file sizes (ulimit -f) and go on with --resume"},
        {EIO, "Input/output error; the disk fails: see the kernel's log, and choose a folder on "
              "another one with -o"},
        {EROFS, "Read-only file system; choose a folder that you may write with -o"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
        struct output *output = open_output(OUTPUT_FORCED);
        struct faults faults = {0};

        add(output, 0, "Cox\n");
        checkpoint(output, "1");
        add(output, 0, "Gala\n");
        disk_error = failures[i].error;
        writes_left = 0;
        assert_false(output_checkpoint(output, TEXT("2"), &faults));
        writes_left = -1;
        assert_non_null(strstr(buffer_text(&faults.text), "/apples.csv: cannot be written: "));
        assert_non_null(strstr(buffer_text(&faults.text), failures[i].told));
        assert_int_equal(faults.count, 1);
        assert_false(output_checkpoint(output, TEXT("2"), &faults));
        assert_false(output_publish(output, &faults));
        assert_int_equal(faults.count, 1);
        output_close(output, true);
        output = open_output(OUTPUT_RESUMED);
        assert_true(str_is_equal(output_resumed(output), TEXT("1")));
        end(output);
        assert_whole("name\nCox\n");
        faults_release(&faults);
    }
}

static void a_run_that_is_gone_on_with_stays_one_that_can_be(void **state)
{
    struct faults faults = {0};
    struct output *output;

    (void)state;
    leave_unfinished();
    output = open_output(OUTPUT_RESUMED);
    disk_error = ENOSPC;
    writes_left = 0;
    assert_false(output_end_tables(output, &faults) && output_publish(output, &faults));
    writes_left = -1;
    assert_non_null(strstr(buffer_text(&faults.text), "free some space and go on with --resume"));
    output_close(output, true);
    faults_release(&faults);
    end(open_output(OUTPUT_RESUMED));
    assert_whole("name\nCox\n");
}

static void a_disk_that_is_full_at_any_write_costs_no_checkpoint(void **state)
{
    (void)state;
    for (int writes = 0; writes < 12; writes++) {
        struct output *output = open_output(OUTPUT_NEW);
        struct faults faults = {0};
        char last[2] = "";

        disk_error = ENOSPC;
        writes_left = writes;
        for (char row[] = "1\n"; row[0] < '6' && output_add(output, 0, str_of(row), 1, &faults) &&
                                 output_checkpoint(output, (struct lap_str){row, 1}, &faults);
             row[0]++)
            last[0] = row[0];
        writes_left = -1;
        output_close(output, true);
        faults_release(&faults);
        output = open_output(OUTPUT_RESUMED);
        assert_true(
            str_is_equal(output_resumed(output), *last ? str_of(last) : (struct lap_str){0}));
        assert_int_equal(output_table(output, 0)->rows, *last ? *last - '0' : 0);
        output_close(output, false);
        rmdir(scratch_path("out"));
    }
}

static void assert_lost(struct output *output, const char *wanted)
{
    struct faults faults = {0};
    struct buffer whole = {0};

    assert_false(output_checkpoint(output, TEXT("2"), &faults));
    buffer_add_format(&whole, "%s: %s\n", scratch_path("out"), wanted);
    assert_string_equal(buffer_text(&faults.text), buffer_text(&whole));
    buffer_release(&whole);
    faults_release(&faults);
    output_close(output, true);
}

static void a_folder_that_was_removed_is_told(void **state)
{
    static const char wanted[] =
        "the folder or what was in it was removed while the run worked, and so lost: apples.csv "
        "(2 rows), pears.csv (0 rows); leave it alone and run again";

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct output *output = open_output(OUTPUT_NEW);
        char command[256];

        add(output, 0, "Cox\n");
        checkpoint(output, "1");
        add(output, 0, "Gala\n");
        snprintf(command, sizeof command,
                 i == 0 ? "rm -r %s/out" : "rm %s/out/.pears.csv.part %s/out/.run.part", scratch,
                 scratch);
        assert_int_equal(system(command), 0);
        assert_lost(output, wanted);
    }
}

static void a_folder_that_was_moved_is_told_and_gone_on_with(void **state)
{
    struct output *output = open_output(OUTPUT_NEW);

    (void)state;
    add(output, 0, "Cox\n");
    checkpoint(output, "1");
    assert_int_equal(rename(scratch_path("out"), scratch_path("elsewhere")), 0);
    mkdir(scratch_path("out"), 0777);
    assert_lost(output, "the folder was moved away while the run worked; put it back and go on "
                        "with --resume");
    assert_true(scratch_has("out"));
    assert_int_equal(rmdir(scratch_path("out")), 0);
    assert_int_equal(rename(scratch_path("elsewhere"), scratch_path("out")), 0);
    end(open_output(OUTPUT_RESUMED));
    assert_whole("name\nCox\n");
}

static void a_folder_that_is_moved_near_the_end_gets_no_names(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct output *output = open_output(OUTPUT_NEW);
        struct faults faults = {0};

        checkpoint(output, "1");
        if (i == 1)
            assert_true(output_end_tables(output, &faults));
        assert_int_equal(rename(scratch_path("out"), scratch_path("elsewhere")), 0);
        assert_false(i == 0 ? output_end_tables(output, &faults) : output_publish(output, &faults));
        assert_non_null(strstr(buffer_text(&faults.text), "the folder was moved away"));
        output_close(output, true);
        assert_false(scratch_has("elsewhere/apples.csv"));
        assert_int_equal(rename(scratch_path("elsewhere"), scratch_path("out")), 0);
        output_close(open_output(OUTPUT_FORCED), false);
        faults_release(&faults);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SCRATCH(a_run_goes_on_from_its_last_checkpoint),
        IN_SCRATCH(a_killed_process_leaves_its_last_checkpoint),
        IN_SCRATCH(of_a_journal_only_whole_lines_count),
        IN_SCRATCH(a_line_of_another_hand_ends_the_journal),
        IN_SCRATCH(where_there_is_nothing_to_resume_the_run_begins),
        IN_SCRATCH(a_finished_run_is_known_when_it_is_resumed),
        IN_SCRATCH(a_forced_run_that_was_begun_is_begun_again_when_resumed),
        IN_SCRATCH(a_run_without_a_checkpoint_is_not_kept),
        IN_SCRATCH(a_run_that_is_not_kept_leaves_nothing),
        IN_SCRATCH(a_run_that_is_kept_leaves_no_documents),
        IN_SCRATCH(an_unfinished_run_is_not_overlooked),
        IN_SCRATCH(another_run_is_not_gone_on_with),
        IN_SCRATCH(a_journal_that_lists_other_files_is_not_gone_on_with),
        IN_SCRATCH(tables_that_were_changed_are_not_gone_on_with),
        IN_SCRATCH(a_death_while_publishing_leaves_no_mixture),
        IN_SCRATCH(no_step_of_publishing_is_done_before_the_last_one_would_last),
        IN_SCRATCH(a_disk_that_fails_while_publishing_leaves_no_mixture),
        IN_SCRATCH(a_table_that_would_not_last_is_not_given_its_name),
        IN_SCRATCH(a_death_while_resuming_leaves_no_mixture),
        IN_SCRATCH(what_died_while_publishing_is_the_earlier_run_of_one_that_is_forced),
        IN_SCRATCH(a_disk_that_fails_while_publishing_is_told_and_resumed),
        IN_SCRATCH(a_run_that_lost_a_file_while_publishing_is_told),
        IN_SCRATCH(a_disk_that_fails_is_told_and_the_run_goes_on_later),
        IN_SCRATCH(a_run_that_is_gone_on_with_stays_one_that_can_be),
        IN_SCRATCH(a_disk_that_is_full_at_any_write_costs_no_checkpoint),
        IN_SCRATCH(a_folder_that_was_removed_is_told),
        IN_SCRATCH(a_folder_that_was_moved_is_told_and_gone_on_with),
        IN_SCRATCH(a_folder_that_is_moved_near_the_end_gets_no_names),
    };

    return cmocka_run_group_tests_name("resume", tests, NULL, NULL);
}
