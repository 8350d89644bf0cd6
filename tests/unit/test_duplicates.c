/* SPDX-License-Identifier: MIT */
/* Which record_ids a run has seen: few and many, and again after a death. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <sys/syscall.h>

#include "scratch.h"
#include "workers/duplicates.h"

static const struct csv_style plain;
static const struct column columns[] = {{.name = "name", .type = COLUMN_STRING}};
static const struct schema apples = {.table = "apples", .columns = columns, .count = 1};
static const struct schema *const schemas[] = {&apples};

/* How many writes into the nameless file go well before the disk is full; -1: all. */
static int writes_left = -1;

/* The size of the file of that number if no folder names it; -1 if one does, or there is none. */
static off_t nameless_size(int file)
{
    struct stat status;
    bool is_nameless = fstat(file, &status) == 0 && S_ISREG(status.st_mode) && !status.st_nlink;

    return is_nameless ? status.st_size : -1;
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t at)
{
    if (writes_left >= 0 && nameless_size(file) >= 0 && writes_left-- == 0) {
        errno = ENOSPC;
        return -1;
    }
    return syscall(SYS_pwrite64, file, bytes, size, at);
}

static struct output *open_output(unsigned start)
{
    struct faults faults = {0};
    struct output *output =
        output_open(scratch_path("out"), start, str_of("key\n"), plain, schemas, 1, &faults);

    assert_non_null(output);
    return output;
}

static struct duplicates *open_duplicates(struct output *output)
{
    struct faults faults = {0};
    struct duplicates *duplicates = duplicates_open(output, &faults);

    assert_non_null(duplicates);
    return duplicates;
}

/* The number of the first record with the id of that name; 0 where this is the first. */
static uint32_t find(struct duplicates *duplicates, uint32_t id, uint32_t number)
{
    struct record_place place = {7, number};
    struct record_place first;
    struct faults faults = {0};
    char text[32];
    int size = snprintf(text, sizeof text, "doi:10.5/apple.%u", id);

    assert_true(
        duplicates_find(duplicates, (struct lap_str){text, (size_t)size}, place, &first, &faults));
    assert_int_equal(first.input, first.number ? 7 : 0);
    return first.number;
}

static void the_first_place_is_found(void **state)
{
    struct output *output = open_output(OUTPUT_NEW);
    struct duplicates *duplicates = open_duplicates(output);

    (void)state;
    assert_int_equal(find(duplicates, 1, 1), 0);
    assert_int_equal(find(duplicates, 2, 2), 0);
    assert_int_equal(find(duplicates, 1, 3), 1);
    assert_int_equal(find(duplicates, 1, 4), 1);
    assert_int_equal(find(duplicates, 2, 5), 2);
    duplicates_close(duplicates);
    output_close(output, false);
}

/* Enough to double in memory, from there into the file, and in the file. */
enum { MANY = 280000 };

/* Bytes of the open files that have no name. */
static off_t nameless_bytes(void)
{
    off_t bytes = 0;

    for (int file = 3; file < 64; file++)
        bytes += nameless_size(file) > 0 ? nameless_size(file) : 0;
    return bytes;
}

static void many_are_found_in_a_file_and_not_in_memory(void **state)
{
    struct output *output = open_output(OUTPUT_NEW);
    struct duplicates *duplicates = open_duplicates(output);

    (void)state;
    for (uint32_t id = 1; id <= MANY; id++) {
        assert_int_equal(find(duplicates, id, id), 0);
        if (id == 10000)
            assert_int_equal(nameless_bytes(), 0);
    }
    assert_true(nameless_bytes() >= 16 * MANY);
    for (uint32_t id = 1; id <= MANY; id += 7)
        assert_int_equal(find(duplicates, id, MANY + id), id);
    duplicates_close(duplicates);
    output_close(output, false);
    assert_int_equal(nameless_bytes(), 0);
    assert_false(scratch_has("out"));
}

static void a_resumed_run_has_seen_what_it_saw(void **state)
{
    static const uint32_t counts[] = {3, 5000, 140000};

    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct output *output = open_output(OUTPUT_FORCED);
        struct duplicates *duplicates = open_duplicates(output);
        struct faults faults = {0};

        for (uint32_t id = 1; id <= counts[i]; id++)
            find(duplicates, id, id);
        assert_true(output_checkpoint(output, TEXT("1"), &faults));
        for (uint32_t id = 1; id <= 10; id++)
            find(duplicates, counts[i] + id, counts[i] + id);
        duplicates_close(duplicates);
        output_close(output, true);
        output = open_output(OUTPUT_RESUMED);
        duplicates = open_duplicates(output);
        for (uint32_t id = 1; id <= counts[i]; id += 1 + counts[i] / 100)
            assert_int_equal(find(duplicates, id, counts[i] + 1), id);
        assert_int_equal(find(duplicates, counts[i] + 1, counts[i] + 1), 0);
        duplicates_close(duplicates);
        output_close(output, true);
    }
}

static void a_full_disk_is_told(void **state)
{
    static const int writes[] = {0, 1500};

    (void)state;
    for (size_t i = 0; i < sizeof writes / sizeof *writes; i++) {
        struct output *output = open_output(OUTPUT_FORCED);
        struct duplicates *duplicates = open_duplicates(output);
        struct faults faults = {0};
        struct buffer wanted = {0};
        struct record_place first;
        uint32_t id = 0;
        bool is_good = true;

        writes_left = writes[i];
        while (is_good && id++ < MANY) {
            struct lap_str text = {(const char *)&id, sizeof id};

            is_good =
                duplicates_find(duplicates, text, (struct record_place){0, id}, &first, &faults);
        }
        writes_left = -1;
        assert_false(is_good);
        buffer_add_format(&wanted,
                          "%s/nameless file of the record_ids: cannot be written: No space left on "
                          "device; free some space and run again\n",
                          scratch_path("out"));
        assert_string_equal(buffer_text(&faults.text), buffer_text(&wanted));
        buffer_release(&wanted);
        faults_release(&faults);
        duplicates_close(duplicates);
        output_close(output, false);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SCRATCH(the_first_place_is_found),
        IN_SCRATCH(many_are_found_in_a_file_and_not_in_memory),
        IN_SCRATCH(a_resumed_run_has_seen_what_it_saw),
        IN_SCRATCH(a_full_disk_is_told),
    };

    return cmocka_run_group_tests_name("duplicates", tests, NULL, NULL);
}
