/* SPDX-License-Identifier: MIT */
/* What the parent and its workers hand to each other: batches in files, ledgers in lines, tasks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "process/memory.h"
#include "same.h"
#include "workers/batch.h"
#include "workers/crew.h"
#include "workers/desk.h"
#include "workers/ledger.h"
#include "workers/line.h"
#include "workers/survey.h"
#include "workers/task.h"

/* Whether open files have no names, as where there is no /proc. */
static bool is_nameless;

int open(const char *path, int flags, ...)
{
    mode_t mode = 0;

    if (flags & O_CREAT) {
        va_list more;

        va_start(more, flags);
        mode = va_arg(more, mode_t);
        va_end(more);
    }
    if (is_nameless && strncmp(path, "/proc/", 6) == 0) {
        errno = ENOENT;
        return -1;
    }
    return openat(AT_FDCWD, path, flags, mode);
}

static int memory_file(void)
{
    int file = memfd_create("batch", MFD_CLOEXEC);

    assert_true(file >= 0);
    return file;
}

/* A batch of two facets with something in every part. */
static void fill(struct batch *batch)
{
    struct record_line *line;

    batch_init(batch, 2);
    buffer_add_str(&batch->facets[1], str_of("a,b\n"));
    batch->tallies[1] = (struct facet_tally){3, 1, 1, 70};
    buffer_add_str(&batch->rejects, str_of("x\ny\n"));
    buffer_add_str(&batch->ids, str_of("id1id2"));
    buffer_add_str(&batch->records, str_of("id1,\nid2,\n"));
    line = batch_add_line(batch);
    *line = (struct record_line){1, {0, 3}, 4};
    line = batch_add_line(batch);
    *line = (struct record_line){2, {3, 6}, 9};
    batch->tally = (struct tally){
        {[TALLY_RECORDS] = 2, [TALLY_MATCHED] = 1, [TALLY_FAILED] = 1, [TALLY_REJECTS] = 2}};
}

static void a_batch_goes_through_a_file(void **state)
{
    struct batch sent;
    struct batch taken;
    int file = memory_file();

    (void)state;
    fill(&sent);
    batch_init(&taken, 2);
    buffer_add_str(&taken.rejects, str_of("of an earlier one"));
    assert_true(batch_write(&sent, 7, file));
    assert_true(batch_read(&taken, 7, file));
    assert_str_equal(buffer_str(&taken.facets[0]), str_of(""));
    assert_str_equal(buffer_str(&taken.facets[1]), str_of("a,b\n"));
    assert_memory_equal(taken.tallies, sent.tallies, 2 * sizeof *taken.tallies);
    assert_str_equal(buffer_str(&taken.rejects), str_of("x\ny\n"));
    assert_str_equal(buffer_str(&taken.ids), str_of("id1id2"));
    assert_str_equal(buffer_str(&taken.records), str_of("id1,\nid2,\n"));
    assert_int_equal(taken.line_count, 2);
    assert_memory_equal(taken.lines, sent.lines, 2 * sizeof *taken.lines);
    assert_memory_equal(&taken.tally, &sent.tally, sizeof taken.tally);
    batch_release(&sent);
    batch_release(&taken);
    close(file);
}

/* A plugin may write what it likes into the file: each single byte is spoiled, and the file is cut
 * at each place. Nothing of it may be read beyond what there is. */
static void a_spoiled_batch_is_refused_or_harmless(void **state)
{
    struct batch sent;
    int file = memory_file();
    off_t size;

    (void)state;
    fill(&sent);
    assert_true(batch_write(&sent, 7, file));
    size = lseek(file, 0, SEEK_END);
    for (off_t at = 0; at < size; at++) {
        struct batch taken;
        unsigned char byte;

        assert_int_equal(pread(file, &byte, 1, at), 1);
        for (int flip = 1; flip < 256; flip *= 2) {
            unsigned char other = (unsigned char)(byte ^ flip);

            assert_int_equal(pwrite(file, &other, 1, at), 1);
            batch_init(&taken, 2);
            if (batch_read(&taken, 7, file)) {
                assert_true(tally_adds_up(&taken.tally));
                for (size_t i = 0; i < taken.line_count; i++)
                    assert_true(taken.lines[i].id.end <= taken.ids.size &&
                                taken.lines[i].duplicate_of <= taken.records.size);
            }
            batch_release(&taken);
        }
        assert_int_equal(pwrite(file, &byte, 1, at), 1);
    }
    while (size-- > 0) {
        struct batch taken;

        assert_int_equal(ftruncate(file, size), 0);
        batch_init(&taken, 2);
        assert_false(batch_read(&taken, 7, file));
        batch_release(&taken);
    }
    batch_release(&sent);
    close(file);
}

/* Whether a batch is taken for what came of the task 7 and so many plugins; releases it. */
static bool is_taken_as_task_7(struct batch *sent, uint64_t written_for, size_t plugins)
{
    struct batch taken;
    int file = memory_file();
    bool is_taken;

    assert_true(batch_write(sent, written_for, file));
    batch_init(&taken, plugins);
    is_taken = batch_read(&taken, 7, file);
    batch_release(sent);
    batch_release(&taken);
    close(file);
    return is_taken;
}

static void a_batch_of_other_plugins_is_refused(void **state)
{
    struct batch sent;

    (void)state;
    fill(&sent);
    assert_false(is_taken_as_task_7(&sent, 7, 3));
}

/* What came of the task before lies where a plugin said too early that this one is done. */
static void a_batch_of_another_task_is_refused(void **state)
{
    struct batch sent;

    (void)state;
    fill(&sent);
    assert_false(is_taken_as_task_7(&sent, 6, 2));
}

static void a_tally_adds_up_or_does_not(void **state)
{
    static const struct tally right[] = {{{0}}, {{10, 1, 2, 3, 4, 98, 99}}, {{5, 5}}};
    static const struct tally wrong[] = {
        {{1}}, {{10, 1, 2, 3, 5}}, {{0, UINT64_MAX, 1}}, {{3, 2, UINT64_MAX, 2}}};

    (void)state;
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        assert_true(tally_adds_up(&right[i]));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(tally_adds_up(&wrong[i]));
}

/* Each breaks a batch in one way. */
static void lose_a_record(struct batch *batch)
{
    batch->tally.counts[TALLY_FAILED] = 0;
}

static void count_no_line(struct batch *batch)
{
    batch->line_count = 0;
}

static void count_more_matched_than_lines(struct batch *batch)
{
    batch->tally = (struct tally){{[TALLY_RECORDS] = 3, [TALLY_MATCHED] = 3}};
}

static void count_rows_that_are_none(struct batch *batch)
{
    batch->tallies[0].rows = 1;
}

static void count_no_rows(struct batch *batch)
{
    batch->tallies[1] = (struct facet_tally){0};
}

static void count_more_rows_than_bytes(struct batch *batch)
{
    batch->tallies[1].rows = 5;
}

static void count_more_records_than_rows(struct batch *batch)
{
    batch->tallies[1].records = 2;
}

static void count_no_reject(struct batch *batch)
{
    batch->tally.counts[TALLY_REJECTS] = 0;
}

static void cut_a_row(struct batch *batch)
{
    batch->facets[1].size--;
}

static void cut_a_reject(struct batch *batch)
{
    batch->rejects.size--;
}

static void cut_a_record(struct batch *batch)
{
    batch->records.size--;
}

static void a_batch_that_does_not_add_up_is_refused(void **state)
{
    static void (*const breaks[])(struct batch *) = {lose_a_record,
                                                     count_no_line,
                                                     count_more_matched_than_lines,
                                                     count_rows_that_are_none,
                                                     count_no_rows,
                                                     count_more_rows_than_bytes,
                                                     count_more_records_than_rows,
                                                     count_no_reject,
                                                     cut_a_row,
                                                     cut_a_reject,
                                                     cut_a_record};

    (void)state;
    for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
        struct batch sent;

        fill(&sent);
        breaks[i](&sent);
        assert_false(is_taken_as_task_7(&sent, 7, 2));
    }
}

/* A ledger with two plugins and three inputs, whose lists the caller gives. */
static struct ledger ledger_on(struct facet_tally *facets, uint64_t *falls,
                               struct input_account *inputs, struct input_progress *progress)
{
    return (struct ledger){.facets = facets,
                           .falls = falls,
                           .plugin_count = 2,
                           .inputs = inputs,
                           .progress = progress,
                           .input_count = 3};
}

static void a_ledger_is_read_as_it_was_written(void **state)
{
    struct facet_tally facets[2] = {{1, 2, 3, 4}, {5, 6, 7, UINT64_MAX}};
    struct input_account inputs[3] = {{.records = 8}, {.records = 0}, {.records = 9}};
    struct input_progress progress[3] = {{3, 0}, {1, 1}, {2, 0}};
    uint64_t falls[2] = {0, 10};
    struct ledger written = ledger_on(facets, falls, inputs, progress);
    struct facet_tally read_facets[2] = {0};
    struct input_account read_inputs[3] = {0};
    struct input_progress read_progress[3] = {0};
    uint64_t read_falls[2] = {0};
    struct ledger read = ledger_on(read_facets, read_falls, read_inputs, read_progress);
    struct buffer line = {0};

    (void)state;
    written.tally = (struct tally){{12, 13, 14, 15, 16, 17, 18}};
    ledger_write(&line, &written);
    assert_str_equal(
        buffer_str(&line),
        str_of("12 13 14 15 16 17 18 1 2 3 4 0 5 6 7 18446744073709551615 10 8 3 0 0 1 1 9 2 0"));
    assert_true(ledger_read(&read, buffer_str(&line)));
    assert_memory_equal(&read.tally, &written.tally, sizeof read.tally);
    assert_memory_equal(read_facets, facets, sizeof facets);
    assert_memory_equal(read_falls, falls, sizeof falls);
    assert_int_equal(read_inputs[2].records, 9);
    assert_memory_equal(read_progress, progress, sizeof progress);
    buffer_release(&line);
}

static void a_line_that_is_no_ledger_is_refused(void **state)
{
    static const char *const wrong[] = {
        "", "words", "12 13 14 15 16 17 18 1 2 3 4 0 5 6 7 8 10 8 3 0 0 1 1 9 2",
        "12 13 14 15 16 17 18 1 2 3 4 0 5 6 7 8 10 8 3 0 0 1 1 9 2 0 0",
        "12 13 14 15 16 17 18 1 2 3 4 0 5 6 7 8 10 8 3 0 0 1 1 9 2 0x"};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct facet_tally facets[2];
        struct input_account inputs[3];
        struct input_progress progress[3];
        uint64_t falls[2];
        struct ledger ledger = ledger_on(facets, falls, inputs, progress);

        assert_false(ledger_read(&ledger, str_of(wrong[i])));
    }
}

static void a_task_knows_what_is_excluded(void **state)
{
    static struct exclusion exclusions[] = {{.record = 4, .plugin = 1},
                                            {.record = 4, .plugin = WATCH_NONE},
                                            {.record = 9, .plugin = 0}};
    static uint64_t off[] = {10, TASK_ALL_RECORDS};
    struct task task = {.exclusions = exclusions, .exclusion_count = 3, .off = off};

    (void)state;
    assert_ptr_equal(task_exclusion(&task, 1, 4), &exclusions[0]);
    assert_ptr_equal(task_exclusion(&task, WATCH_NONE, 4), &exclusions[1]);
    assert_null(task_exclusion(&task, 0, 4));
    assert_null(task_exclusion(&task, 1, 9));
    assert_false(task_has_off(&task, 0, 9));
    assert_true(task_has_off(&task, 0, 10));
    assert_false(task_has_off(&task, 1, UINT64_MAX - 1));
}

/* One that cannot be had closes what it opened, and nothing else. */
static void a_crew_that_cannot_be_had_closes_no_file_of_others(void **state)
{
    struct catalog catalog = {0};
    struct work_plan work = {.catalog = &catalog};
    struct process_plan plan = {.work = &work};
    struct rlimit before;
    struct rlimit few;
    struct faults faults = {0};
    int lowest = memory_file();

    (void)state;
    close(lowest);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    few = before;
    few.rlim_cur = (rlim_t)lowest + 3;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    assert_null(crew_open(&plan, 4, 1, &faults));
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_int_equal(faults.count, 1);
    for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++)
        assert_int_not_equal(fcntl(file, F_GETFD), -1);
    assert_int_equal(fcntl(lowest, F_GETFD), -1);
    faults_release(&faults);
}

static void a_survey_knows_how_much_there_is_to_read(void **state)
{
    struct reader reader = {0};
    struct surveyed items[] = {
        {.reader = &reader, .size = 5}, {.size = 7}, {.reader = &reader, .size = 3}};
    struct survey survey = {.items = items, .count = 3};

    (void)state;
    assert_int_equal(survey_bytes(&survey), 8);
    items[2].is_packed = true;
    assert_int_equal(survey_bytes(&survey), UINT64_MAX);
    items[2].is_packed = false;
    items[0].stream = (struct stream *)&reader; /* that cannot be opened again */
    assert_int_equal(survey_bytes(&survey), UINT64_MAX);
}

/* And one that is made anew leaves nothing of the old one open. */
static void a_line_tells_that_nobody_is_at_its_other_end(void **state)
{
    struct line line = {-1, -1};
    int first;
    char word;

    (void)state;
    assert_true(line_connect(&line));
    first = line.parent_end;
    assert_true(line_say(line.parent_end, "x", 1));
    assert_int_equal(read(line.child_end, &word, 1), 1);
    assert_int_equal(word, 'x');
    assert_true(line_connect(&line));
    assert_int_equal(line.parent_end, first);
    line_close_end(&line.child_end);
    assert_false(line_say(line.parent_end, "x", 1));
    line_close(&line);
    line_close(&line);
    assert_int_equal(line.parent_end, -1);
    assert_int_equal(fcntl(first, F_GETFD), -1);
}

/* ---- Desks ---- */

/* What a child has of the place whose room is given: bit 0 where the room is in its memory, bit 1
 * where it may write to the chunk's file, bit 2 where it may map it so. */
static int powers_of_child(const struct desk_place *place, char *room)
{
    void *map = mmap(NULL, DESK_ROOM, PROT_READ | PROT_WRITE, MAP_SHARED, place->chunk_to_read, 0);
    unsigned char pages[DESK_ROOM / 4096];

    return (mincore(room, DESK_ROOM, pages) == 0) |
           (pwrite(place->chunk_to_read, "#", 1, 0) >= 0) << 1 | (map != MAP_FAILED) << 2;
}

static void a_room_is_the_parents_alone(void **state)
{
    int *powers = line_share(sizeof *powers); /* an exit status would be valgrind's to choose */
    struct faults faults = {0};
    struct desk desk;
    char *room;
    pid_t child;

    (void)state;
    *powers = -1;
    assert_true(desk_open(&desk, &faults));
    room = desk_room(&desk, 1);
    assert_non_null(room);
    child = fork();
    if (child == 0) {
        *powers = powers_of_child(&desk.places[1], room);
        _exit(0);
    }
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_int_equal(*powers, 0);
    desk_close(&desk);
    line_unshare(powers, sizeof *powers);
}

/* The worker has the parent's own descriptor then. */
static void there_is_no_room_where_the_worker_can_write_to_it(void **state)
{
    struct faults faults = {0};
    struct desk desk;

    (void)state;
    is_nameless = true;
    assert_true(desk_open(&desk, &faults));
    is_nameless = false;
    for (uint32_t i = 0; i < DESK_PLACES; i++)
        assert_null(desk_room(&desk, i));
    desk_close(&desk);
}

/* A chunk reads as it was laid, be it in the room or copied. */
static void assert_laid(struct desk *desk, struct lap_str bytes)
{
    struct faults faults = {0};
    char *seen = memory_take(bytes.size, 1);

    assert_true(desk_lay(desk, 1, bytes, &faults));
    assert_int_equal(pread(desk->places[1].chunk_to_read, seen, bytes.size, 0), bytes.size);
    assert_memory_equal(seen, bytes.bytes, bytes.size);
    free(seen);
}

static void a_room_stays_where_a_large_chunk_was_laid(void **state)
{
    enum { LARGE = 6 << 20 };
    struct faults faults = {0};
    char *large = memory_take(LARGE, 1);
    struct desk desk;
    char *room;

    (void)state;
    memset(large, 'L', LARGE);
    assert_true(desk_open(&desk, &faults));
    room = desk_room(&desk, 1);
    for (char c = 'a'; c < 'd'; c++) {
        memset(room, c, DESK_ROOM);
        assert_laid(&desk, (struct lap_str){room, DESK_ROOM});
        assert_laid(&desk, (struct lap_str){large, LARGE});
        desk_clear(&desk, 1);
        assert_int_equal(lseek(desk.places[1].chunk, 0, SEEK_END), DESK_ROOM);
    }
    desk_close(&desk);
    free(large);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_batch_goes_through_a_file),
        cmocka_unit_test(a_spoiled_batch_is_refused_or_harmless),
        cmocka_unit_test(a_batch_of_other_plugins_is_refused),
        cmocka_unit_test(a_batch_of_another_task_is_refused),
        cmocka_unit_test(a_tally_adds_up_or_does_not),
        cmocka_unit_test(a_batch_that_does_not_add_up_is_refused),
        cmocka_unit_test(a_ledger_is_read_as_it_was_written),
        cmocka_unit_test(a_line_that_is_no_ledger_is_refused),
        cmocka_unit_test(a_task_knows_what_is_excluded),
        cmocka_unit_test(a_survey_knows_how_much_there_is_to_read),
        cmocka_unit_test(a_line_tells_that_nobody_is_at_its_other_end),
        cmocka_unit_test(a_crew_that_cannot_be_had_closes_no_file_of_others),
        cmocka_unit_test(a_room_is_the_parents_alone),
        cmocka_unit_test(there_is_no_room_where_the_worker_can_write_to_it),
        cmocka_unit_test(a_room_stays_where_a_large_chunk_was_laid),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("workers", tests, NULL, NULL);
}
