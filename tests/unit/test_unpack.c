/* SPDX-License-Identifier: MIT */
/* Inputs that are compressed, whole and broken, read through the process that unpacks them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <archive.h>
#include <archive_entry.h>

#include "read/cut.h"
#include "scratch.h"
#include "text/digest.h"

enum { LINE_SIZE = 10, LINE_COUNT = 25000, TEXT_SIZE = LINE_SIZE * LINE_COUNT };

/* Lines that a compression cannot make much smaller. */
static char text[TEXT_SIZE];

static int write_text(void **state)
{
    uint32_t random = 1;

    (void)state;
    for (size_t i = 0; i < TEXT_SIZE; i++) {
        random = random * 1664525 + 1013904223;
        text[i] = (char)('a' + (random >> 24) % 26);
        if (i % LINE_SIZE == LINE_SIZE - 1)
            text[i] = '\n';
    }
    return 0;
}

static const struct format {
    const char *name;
    const char *file;
    int filter;
} formats[] = {
    {"gzip", "lines.txt.gz", ARCHIVE_FILTER_GZIP}, {"zstd", "lines.txt.zst", ARCHIVE_FILTER_ZSTD},
    {"xz", "lines.txt.xz", ARCHIVE_FILTER_XZ},     {"bzip2", "lines.txt.bz2", ARCHIVE_FILTER_BZIP2},
    {"lz4", "lines.txt.lz4", ARCHIVE_FILTER_LZ4},
};

enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

/* The bytes, packed; the caller releases the buffer. */
static struct buffer pack(const struct format *format, struct lap_str bytes)
{
    struct archive *archive = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    struct buffer packed = {0};
    size_t room = 2 * bytes.size + 4096;

    archive_write_set_format_raw(archive);
    assert_int_equal(archive_write_add_filter(archive, format->filter), ARCHIVE_OK);
    archive_write_set_bytes_in_last_block(archive, 1);
    assert_int_equal(
        archive_write_open_memory(archive, buffer_room(&packed, room), room, &packed.size),
        ARCHIVE_OK);
    archive_entry_set_filetype(entry, AE_IFREG);
    assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
    assert_int_equal(archive_write_data(archive, bytes.bytes, bytes.size), bytes.size);
    archive_entry_free(entry);
    assert_int_equal(archive_write_free(archive), ARCHIVE_OK);
    return packed;
}

/* What reading an input came to. */
struct result {
    size_t lines; /* of the text, from its beginning on */
    bool is_good;
    struct buffer told;
};

/* Reads the file by its lines, which must be those of the text. */
static struct result read_lines(const char *file, uint64_t limit)
{
    struct input input = {.name = scratch_path(file), .unpacked_limit = limit};
    struct faults faults = {0};
    struct stream *stream = stream_open(&input, &faults);
    struct result result = {0};
    struct cutter *cutter;
    struct chunk chunk;
    enum cut cut = CUT_FAILED;

    if (stream) {
        cutter = cutter_open(stream, LAP_LINES, 100000, 1000);
        while ((cut = cutter_next(cutter, NULL, &chunk, &faults)) == CUT_CHUNK) {
            struct unit unit;

            for (size_t at = 0; chunk_unit(&chunk, &at, &unit); result.lines++) {
                assert_int_equal(unit.bytes.size, LINE_SIZE - 1);
                assert_memory_equal(unit.bytes.bytes, text + result.lines % LINE_COUNT * LINE_SIZE,
                                    LINE_SIZE - 1);
            }
        }
        cutter_close(cutter);
        stream_close(stream);
    }
    result.is_good = cut == CUT_END;
    assert_int_equal(faults.count, result.is_good ? 0 : 1);
    result.told = faults.text;
    return result;
}

static void assert_told(struct result *result, const char *part)
{
    if (!strstr(buffer_text(&result->told), part))
        print_message("# %s", buffer_text(&result->told));
    assert_false(result->is_good);
    assert_non_null(strstr(buffer_text(&result->told), part));
    buffer_release(&result->told);
}

static void each_format_is_unpacked(void **state)
{
    (void)state;
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        struct buffer packed = pack(&formats[i], (struct lap_str){text, TEXT_SIZE});
        struct result result;

        scratch_write(formats[i].file, buffer_str(&packed));
        result = read_lines(formats[i].file, 0);
        assert_true(result.is_good);
        assert_int_equal(result.lines, LINE_COUNT);
        buffer_release(&packed);
    }
}

/* Size and digest are those of the file, name and head those of what comes of it. */
static void both_sides_are_told(void **state)
{
    struct buffer packed = pack(&formats[0], (struct lap_str){text, TEXT_SIZE});
    struct input input = {.name = scratch_path(formats[0].file)};
    struct faults faults = {0};
    struct stream *stream;
    struct digest *digest = digest_begin();
    char wanted[65];
    char hex[65];
    char block[1000];
    uint64_t unpacked;

    (void)state;
    scratch_write(formats[0].file, buffer_str(&packed));
    stream = stream_open(&input, &faults);
    assert_non_null(stream);
    assert_true(str_is_equal(stream_head(stream).name, TEXT("lines.txt")));
    assert_memory_equal(stream_head(stream).bytes.bytes, text, 1000);
    assert_int_equal(stream_total(stream), packed.size);
    while (stream_read(stream, block, sizeof block) == sizeof block)
        continue;
    assert_true(stream_check(stream, &faults));
    assert_int_equal(stream_done(stream), packed.size);
    assert_string_equal(stream_packing(stream, &unpacked), "gzip");
    assert_int_equal(unpacked, TEXT_SIZE);
    stream_digest(stream, hex);
    digest_add(digest, buffer_str(&packed));
    digest_end(digest, wanted);
    assert_string_equal(hex, wanted);
    stream_close(stream);
    buffer_release(&packed);
}

static void nothing_is_unpacked_to_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        struct buffer packed;
        struct result result;

        if (formats[i].filter == ARCHIVE_FILTER_LZ4)
            continue; /* libarchive 3.6 crashes where it writes nothing in lz4 */
        packed = pack(&formats[i], (struct lap_str){"", 0});
        scratch_write(formats[i].file, buffer_str(&packed));
        result = read_lines(formats[i].file, 0);
        assert_true(result.is_good);
        assert_int_equal(result.lines, 0);
        buffer_release(&packed);
    }
}

/* Together they are more than the pipes hold. */
static void parts_behind_each_other_are_one(void **state)
{
    enum { PARTS = 16 };

    (void)state;
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        struct buffer packed = pack(&formats[i], (struct lap_str){text, TEXT_SIZE});
        struct buffer all = {0};
        struct result result;

        for (size_t part = 0; part < PARTS; part++)
            buffer_add_str(&all, buffer_str(&packed));
        scratch_write(formats[i].file, buffer_str(&all));
        result = read_lines(formats[i].file, 0);
        assert_true(result.is_good);
        assert_int_equal(result.lines, PARTS * LINE_COUNT);
        buffer_release(&all);
        buffer_release(&packed);
    }
}

static void what_is_cut_short_gives_its_whole_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        struct buffer packed = pack(&formats[i], (struct lap_str){text, TEXT_SIZE});
        struct result result;

        packed.size -= 3;
        scratch_write(formats[i].file, buffer_str(&packed));
        result = read_lines(formats[i].file, 0);
        assert_true(result.lines <= LINE_COUNT);
        assert_told(&result, "cannot be unpacked beyond byte ");
        buffer_release(&packed);
    }
}

/* Where the format has a check sum of the text, the end tells. */
static void a_byte_that_changed_is_told(void **state)
{
    struct buffer packed = pack(&formats[0], (struct lap_str){text, TEXT_SIZE});
    struct result result;

    (void)state;
    packed.bytes[packed.size - 8] ^= 1; /* of the CRC-32 */
    scratch_write(formats[0].file, buffer_str(&packed));
    result = read_lines(formats[0].file, 0);
    assert_int_equal(result.lines, LINE_COUNT);
    assert_told(
        &result,
        "beyond byte 250000 of what comes of it (incorrect data check); see what gzip -t says");
    buffer_release(&packed);
}

static void what_stands_behind_is_told(void **state)
{
    struct buffer packed = pack(&formats[0], (struct lap_str){text, TEXT_SIZE});
    struct result result;

    (void)state;
    buffer_add_format(&packed, "%0*d", 200000, 7);
    scratch_write(formats[0].file, buffer_str(&packed));
    result = read_lines(formats[0].file, 0);
    assert_int_equal(result.lines, LINE_COUNT);
    assert_told(&result, "bytes, and 200000 more stand behind it; see what gzip -t says");
    buffer_release(&packed);
}

/* As gzip -t has it: zeros to the end are padding, and no others. */
static void zeros_behind_gzip_are_passed_over(void **state)
{
    static const size_t paddings[] = {1, 512, 200000};
    static const char zeros[200000];
    struct buffer packed = pack(&formats[0], (struct lap_str){text, TEXT_SIZE});
    size_t size = packed.size;
    struct result result;

    (void)state;
    for (size_t i = 0; i < sizeof paddings / sizeof *paddings; i++) {
        packed.size = size;
        buffer_add(&packed, zeros, paddings[i]);
        scratch_write(formats[0].file, buffer_str(&packed));
        result = read_lines(formats[0].file, 0);
        assert_int_equal(result.lines, LINE_COUNT);
        assert_true(result.is_good);
    }
    buffer_add_char(&packed, 'x');
    scratch_write(formats[0].file, buffer_str(&packed));
    result = read_lines(formats[0].file, 0);
    assert_int_equal(result.lines, LINE_COUNT);
    assert_told(&result, "bytes, and 200001 more stand behind it; see what gzip -t says");
    buffer_release(&packed);
}

static void the_limit_is_kept(void **state)
{
    struct buffer packed = pack(&formats[1], (struct lap_str){text, TEXT_SIZE});
    struct result result;

    (void)state;
    scratch_write(formats[1].file, buffer_str(&packed));
    result = read_lines(formats[1].file, TEXT_SIZE);
    assert_true(result.is_good);
    result = read_lines(formats[1].file, TEXT_SIZE - 1);
    assert_int_equal(result.lines, LINE_COUNT - 1);
    assert_told(&result, "unpacks to more than 249999 bytes, the limit");
    result = read_lines(formats[1].file, 1005);
    assert_int_equal(result.lines, 100);
    assert_told(&result, "unpacks to more than 1005 bytes, the limit");
    buffer_release(&packed);
}

static void what_is_no_text_within_is_refused(void **state)
{
    char archive[512] = "lines.txt";
    struct buffer once = pack(&formats[2], (struct lap_str){text, TEXT_SIZE});
    struct buffer twice = pack(&formats[0], buffer_str(&once));
    struct buffer packed;
    struct result result;

    (void)state;
    scratch_write(formats[0].file, buffer_str(&twice));
    result = read_lines(formats[0].file, 0);
    assert_told(&result, "is compressed twice, with xz and gzip; unpack it before");
    memcpy(archive + 257, "ustar", 5);
    memcpy(archive + 148, "003330", 6); /* the sum of all of it */
    packed = pack(&formats[0], (struct lap_str){archive, sizeof archive});
    scratch_write(formats[0].file, buffer_str(&packed));
    result = read_lines(formats[0].file, 0);
    assert_told(&result, "is a tar archive, compressed with gzip; unpack it");
    buffer_release(&once);
    buffer_release(&twice);
    buffer_release(&packed);
}

/* A stream may be closed wherever it is; its process ends with it. */
static void a_stream_is_left_half_read(void **state)
{
    struct buffer packed = pack(&formats[0], (struct lap_str){text, TEXT_SIZE});
    struct input input = {.name = scratch_path(formats[0].file)};
    struct faults faults = {0};
    struct stream *stream;

    (void)state;
    scratch_write(formats[0].file, buffer_str(&packed));
    stream = stream_open(&input, &faults);
    assert_non_null(stream);
    stream_close(stream);
    buffer_release(&packed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SCRATCH(each_format_is_unpacked),
        IN_SCRATCH(both_sides_are_told),
        IN_SCRATCH(nothing_is_unpacked_to_nothing),
        IN_SCRATCH(parts_behind_each_other_are_one),
        IN_SCRATCH(what_is_cut_short_gives_its_whole_lines),
        IN_SCRATCH(a_byte_that_changed_is_told),
        IN_SCRATCH(what_stands_behind_is_told),
        IN_SCRATCH(zeros_behind_gzip_are_passed_over),
        IN_SCRATCH(the_limit_is_kept),
        IN_SCRATCH(what_is_no_text_within_is_refused),
        IN_SCRATCH(a_stream_is_left_half_read),
    };

    return cmocka_run_group_tests(tests, write_text, NULL);
}
