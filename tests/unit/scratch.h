/* SPDX-License-Identifier: MIT */
/* A folder that lives as long as a test, and its files. Included behind <cmocka.h>. */
#ifndef LAPIDARY_TESTS_SCRATCH_H
#define LAPIDARY_TESTS_SCRATCH_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text/buffer.h"

#define TEXT(literal) ((struct lap_str){literal, sizeof(literal) - 1})

/* A test in a list of cmocka's that has such a folder. */
#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, scratch_make, scratch_remove)

static char scratch[64];

static inline int scratch_make(void **state)
{
    (void)state;
    snprintf(scratch, sizeof scratch, "%s", "/tmp/lapidary-test-XXXXXX");
    return mkdtemp(scratch) ? 0 : -1;
}

static inline int scratch_remove(void **state)
{
    char command[128];

    (void)state;
    snprintf(command, sizeof command, "rm -rf %s", scratch);
    return system(command);
}

/* The path of a name in the folder; valid for seven calls more. */
static inline const char *scratch_path(const char *name)
{
    static char paths[8][256];
    static size_t next;
    char *path = paths[next++ % 8];

    snprintf(path, sizeof paths[0], "%s/%s", scratch, name);
    return path;
}

static inline void scratch_write(const char *name, struct lap_str bytes)
{
    FILE *file = fopen(scratch_path(name), "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes.bytes, 1, bytes.size, file), bytes.size);
    assert_int_equal(fclose(file), 0);
}

/* The whole file; the caller releases the buffer. */
static inline struct buffer scratch_read(const char *name)
{
    FILE *file = fopen(scratch_path(name), "rb");
    struct buffer bytes = {0};
    size_t size;

    assert_non_null(file);
    while ((size = fread(buffer_room(&bytes, 65536), 1, 65536, file)) > 0)
        bytes.size += size;
    assert_int_equal(fclose(file), 0);
    return bytes;
}

static inline void assert_holds(const char *name, const char *wanted)
{
    struct buffer bytes = scratch_read(name);

    assert_string_equal(buffer_text(&bytes), wanted);
    buffer_release(&bytes);
}

static inline bool scratch_has(const char *name)
{
    struct stat status;

    return lstat(scratch_path(name), &status) == 0;
}

#endif
