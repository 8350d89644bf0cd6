/* SPDX-License-Identifier: MIT */
/* Inputs: listing them, reading their bytes, cutting them into chunks and units. */
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "process/memory.h"
#include "read/cut.h"
#include "read/record.h"
#include "text/digest.h"

#define TEXT(literal) ((struct lap_str){literal, sizeof(literal) - 1})

enum { NO_LIMIT = 1 << 24 };

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "%s", "/tmp/lapidary-read-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status;
    (void)kind;
    (void)walk;
    return remove(path);
}

static int remove_folder(void **state)
{
    (void)state;
    return nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

/* The path of a file of that name and those bytes; valid until the next call. */
static const char *write_file(const char *name, struct lap_str bytes)
{
    static char path[256];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.bytes, 1, bytes.size, file), bytes.size);
    assert_int_equal(fclose(file), 0);
    return path;
}

static struct stream *open_bytes(struct lap_str bytes)
{
    struct faults faults = {0};
    struct input input = {.name = write_file("input", bytes)};
    struct stream *stream = stream_open(&input, &faults);

    assert_non_null(stream);
    assert_int_equal(faults.count, 0);
    return stream;
}

/* ---- Cutting ---- */

/* Every unit as LINE.RECORD[BYTES], a too large one as LINE.RECORD!SIZE[BEGINNING], a chunk's end
 * as a bar where bars are wanted. Chunks are made in room, which nothing is kept in, unless it is
 * NULL. */
static void show_units(struct lap_str input, enum lap_framing framing, size_t chunk_size,
                       size_t limit, char *room, const char *bar, struct buffer *shown)
{
    struct stream *stream = open_bytes(input);
    struct cutter *cutter = cutter_open(stream, framing, chunk_size, limit);
    struct faults faults = {0};
    struct chunk chunk;
    enum cut cut;

    shown->size = 0;
    while ((cut = cutter_next(cutter, room, &chunk, &faults)) == CUT_CHUNK) {
        struct unit unit;
        size_t at = 0;

        while (chunk_unit(&chunk, &at, &unit)) {
            buffer_add_format(shown, "%zu.%zu", unit.line, unit.record);
            if (chunk.is_too_large)
                buffer_add_format(shown, "!%zu", chunk.unit_size);
            buffer_add_format(shown, "[%.*s]", STR_ARGS(unit.bytes));
        }
        buffer_add_format(shown, "%s", bar);
        if (room)
            memset(room, '#', chunk_size);
    }
    assert_int_equal(cut, CUT_END);
    cutter_close(cutter);
    stream_close(stream);
}

static void assert_cut(struct lap_str input, enum lap_framing framing, size_t chunk_size,
                       size_t limit, const char *bar, const char *wanted)
{
    struct buffer shown = {0};
    char *room = memory_take(chunk_size, 1);

    show_units(input, framing, chunk_size, limit, NULL, bar, &shown);
    assert_string_equal(buffer_text(&shown), wanted);
    show_units(input, framing, chunk_size, limit, room, bar, &shown);
    assert_string_equal(buffer_text(&shown), wanted);
    free(room);
    buffer_release(&shown);
}

/* Whatever the chunks' size, the units are the same. */
static void assert_units(struct lap_str input, enum lap_framing framing, size_t limit,
                         const char *wanted)
{
    for (size_t chunk_size = 1; chunk_size < input.size + 3; chunk_size++)
        assert_cut(input, framing, chunk_size, limit, "", wanted);
}

static void lines_end_with_lf_or_cr_lf(void **state)
{
    (void)state;
    assert_units(TEXT("one\ntwo\r\nthree"), LAP_LINES, NO_LIMIT, "1.1[one]2.2[two]3.3[three]");
    assert_units(TEXT("a\rb\n"), LAP_LINES, NO_LIMIT, "1.1[a\rb]");
    assert_units(TEXT("last\r"), LAP_LINES, NO_LIMIT, "1.1[last\r]");
    assert_units(TEXT(""), LAP_LINES, NO_LIMIT, "");
}

static void blank_lines_are_passed_over(void **state)
{
    (void)state;
    assert_units(TEXT("\n\r\n  one\n \t\n\ntwo\n\n"), LAP_LINES, NO_LIMIT, "3.1[  one]6.2[two]");
    assert_units(TEXT("\n \n"), LAP_LINES, NO_LIMIT, "");
}

static void paragraphs_end_at_a_blank_line(void **state)
{
    (void)state;
    assert_units(TEXT("\n\na\nb\r\n\r\nc\n  \n\n\nd"), LAP_PARAGRAPHS, NO_LIMIT,
                 "3.1[a\nb]6.2[c]10.3[d]");
    assert_units(TEXT("a\n"), LAP_PARAGRAPHS, NO_LIMIT, "1.1[a]");
    assert_units(TEXT("\n\n"), LAP_PARAGRAPHS, NO_LIMIT, "");
}

static void any_white_space_is_blank(void **state)
{
    (void)state;
    assert_units(TEXT("\u00a0\n\u3000one\n \u2028\t\r\ntwo\u00a0"), LAP_LINES, NO_LIMIT,
                 "2.1[\u3000one]4.2[two\u00a0]");
    assert_units(TEXT("a\u00a0\nb\n\u00a0\nc\n\u2003\u205f\nd\n\u202f"), LAP_PARAGRAPHS, NO_LIMIT,
                 "1.1[a\u00a0\nb]4.2[c]6.3[d]");
    assert_units(TEXT("a\n\u200b\nb\n\xA0\nc"), LAP_PARAGRAPHS, NO_LIMIT,
                 "1.1[a\n\u200b\nb\n\xA0\nc]");
    assert_cut(TEXT("\n\u00a0\n"), LAP_WHOLE, 1, NO_LIMIT, "", "");
}

static void a_whole_input_is_one_unit(void **state)
{
    (void)state;
    assert_units(TEXT("a\n\nb\n"), LAP_WHOLE, 1, "1.1[a\n\nb\n]");
    assert_units(TEXT(" \n"), LAP_WHOLE, 1, "");
    assert_units(TEXT(""), LAP_WHOLE, 1, "");
    assert_cut(TEXT("0123456789abcdef"), LAP_WHOLE, 64, 1, "|", "1.1[0123456789abcdef]|");
    assert_cut(TEXT("0123456789abcdef\n"), LAP_WHOLE, 64, 1, "|", "1.1!17[0123456789abcdef]|");
}

static void a_chunk_holds_what_fits_or_one_unit(void **state)
{
    (void)state;
    assert_cut(TEXT("aa\nbb\ncc\ndddddddd\ne\n"), LAP_LINES, 6, NO_LIMIT, "|",
               "1.1[aa]2.2[bb]|3.3[cc]|4.4[dddddddd]|5.5[e]|");
    assert_cut(TEXT("a\n\nb\n\nc\n"), LAP_PARAGRAPHS, 6, NO_LIMIT, "|", "1.1[a]3.2[b]|5.3[c]|");
}

static void a_unit_over_the_limit_is_told_by_its_beginning(void **state)
{
    (void)state;
    assert_units(TEXT("\n12345\n123456\r\n1234567\n1\n"), LAP_LINES, 5,
                 "2.1[12345]3.2!6[12345]4.3!7[12345]5.4[1]");
    assert_units(TEXT("12345678"), LAP_LINES, 5, "1.1!8[12345]");
    assert_units(TEXT("ab\ncd\n\nab\nc\n\nab\n"), LAP_PARAGRAPHS, 4,
                 "1.1!5[ab\nc]4.2[ab\nc]7.3[ab]");
}

/* Larger than any block that is read at once. */
static void a_very_large_unit_is_read_past(void **state)
{
    enum { LINE = 99, LINES = 10000 };
    struct buffer input = {0};

    (void)state;
    buffer_add_format(&input, "a\n\n");
    for (size_t i = 0; i < LINES; i++)
        buffer_add_format(&input, "%0*zu\n", LINE, i);
    buffer_add_format(&input, "%200000s\nb\n", "");
    assert_cut(buffer_str(&input), LAP_PARAGRAPHS, 4096, 9, "|",
               "1.1[a]|3.2!999999[000000000]|10004.3[b]|");
    input.size = 0;
    buffer_add_format(&input, "a\n%0*d\r\n%200000s\nb", 1000000, 7, "");
    assert_cut(buffer_str(&input), LAP_LINES, 4096, 9, "|",
               "1.1[a]|2.2!1000000[000000000]|4.3[b]|");
    input.size = 0;
    buffer_add_format(&input, "%09d%200000s\n%010d%200000s\nb", 7, "", 7, "");
    assert_cut(buffer_str(&input), LAP_LINES, 4096, 9, "|",
               "1.1[000000007]|2.2!10[000000000]|3.3[b]|");
    buffer_release(&input);
}

/* A block may end within a character of white space. */
static void blank_lines_of_any_size_end_a_very_large_unit(void **state)
{
    enum { SPACES = 100000 };
    struct buffer input = {0};

    (void)state;
    for (int shift = 0; shift < 2; shift++) {
        input.size = 0;
        buffer_add_format(&input, "%0*d\n", 100000 + shift, 7);
        for (int i = 0; i < SPACES; i++)
            buffer_add_format(&input, "\u00a0");
        buffer_add_format(&input, "\nb\n");
        assert_cut(buffer_str(&input), LAP_PARAGRAPHS, 4096, 9, "|",
                   shift ? "1.1!100001[000000000]|3.2[b]|" : "1.1!100000[000000000]|3.2[b]|");
    }
    buffer_release(&input);
}

static void blank_lines_without_end_take_no_room(void **state)
{
    struct buffer input = {0};

    (void)state;
    for (size_t i = 0; i < 500000; i++)
        buffer_add_char(&input, '\n');
    buffer_add_format(&input, "a");
    assert_cut(buffer_str(&input), LAP_LINES, 64, 9, "|", "500001.1[a]|");
    assert_cut(buffer_str(&input), LAP_PARAGRAPHS, 64, 9, "|", "500001.1[a]|");
    buffer_release(&input);
}

static void units_are_the_same_for_any_block(void **state)
{
    struct buffer input = {0};
    struct buffer wanted = {0};

    (void)state;
    for (size_t i = 1; i <= 3000; i++) {
        buffer_add_format(&input, "%0*zu\r\n%s", (int)(i % 97) + 1, i, i % 3 ? "" : "\n");
        buffer_add_format(&wanted, "%zu.%zu[%0*zu]", i + (i - 1) / 3, i, (int)(i % 97) + 1, i);
    }
    for (size_t chunk_size = 1000; chunk_size < 200000; chunk_size = chunk_size * 2 + 1)
        assert_cut(buffer_str(&input), LAP_LINES, chunk_size, NO_LIMIT, "", buffer_text(&wanted));
    buffer_release(&input);
    buffer_release(&wanted);
}

/* Where a chunk of up to 4 bytes is made that the input begins with: in the room or elsewhere. */
static bool is_made_in_room(const char *input, enum lap_framing framing)
{
    struct stream *stream = open_bytes(str_of(input));
    struct cutter *cutter = cutter_open(stream, framing, 4, NO_LIMIT);
    struct faults faults = {0};
    char room[4];
    struct chunk chunk;
    bool is_in_room;

    assert_int_equal(cutter_next(cutter, room, &chunk, &faults), CUT_CHUNK);
    is_in_room = chunk.bytes.bytes == room;
    cutter_close(cutter);
    stream_close(stream);
    return is_in_room;
}

static void a_chunk_that_fits_is_made_in_the_room(void **state)
{
    (void)state;
    assert_true(is_made_in_room("a\nb\nc\n", LAP_LINES));
    assert_true(is_made_in_room("a\n\nb\n\n", LAP_PARAGRAPHS));
    assert_false(is_made_in_room("abcd\n", LAP_LINES));
    assert_false(is_made_in_room("a\n", LAP_WHOLE));
}

/* ---- Bytes ---- */

static void the_head_is_read_again(void **state)
{
    struct stream *stream = open_bytes(TEXT("\xef\xbb\xbfone\n"));
    struct lap_head head = stream_head(stream);
    char bytes[16];

    (void)state;
    assert_true(str_is_equal(head.name, TEXT("input")));
    assert_true(str_is_equal(head.bytes, TEXT("one\n")));
    assert_true(head.is_whole);
    assert_int_equal(stream_total(stream), 7);
    assert_int_equal(stream_read(stream, bytes, 2), 2);
    assert_memory_equal(bytes, "on", 2);
    assert_int_equal(stream_done(stream), 5);
    assert_int_equal(stream_read(stream, bytes, sizeof bytes), 2);
    assert_memory_equal(bytes, "e\n", 2);
    assert_int_equal(stream_read(stream, bytes, sizeof bytes), 0);
    stream_close(stream);
}

static void standard_input_has_no_name(void **state)
{
    const struct input input = {.name = "-"};
    struct faults faults = {0};
    struct stream *stream;
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);

    (void)state;
    assert_int_equal(dup2(nothing, STDIN_FILENO), STDIN_FILENO);
    close(nothing);
    stream = stream_open(&input, &faults);
    assert_non_null(stream);
    assert_int_equal(stream_head(stream).name.size, 0);
    stream_close(stream);
}

static void the_digest_is_of_all_bytes(void **state)
{
    struct buffer input = {0};
    char wanted[65];
    char hex[65];
    char bytes[1000];
    struct digest *digest = digest_begin();
    struct stream *stream;

    (void)state;
    buffer_add_format(&input, "\xef\xbb\xbf%0*d", 200000, 7);
    digest_add(digest, buffer_str(&input));
    digest_end(digest, wanted);
    stream = open_bytes(buffer_str(&input));
    assert_false(stream_head(stream).is_whole);
    while (stream_read(stream, bytes, sizeof bytes) > 0)
        continue;
    assert_int_equal(stream_done(stream), input.size);
    stream_digest(stream, hex);
    assert_string_equal(hex, wanted);
    stream_close(stream);
    buffer_release(&input);
}

/* The fault with which an input of these bytes is refused; buffer_release frees it. */
static struct buffer refusal_of(struct lap_str bytes)
{
    struct faults faults = {0};
    struct input input = {.name = write_file("odd", bytes)};

    assert_null(stream_open(&input, &faults));
    assert_int_equal(faults.count, 1);
    return faults.text;
}

static void bytes_that_are_no_text_are_refused_with_a_remedy(void **state)
{
    static const struct {
        struct lap_str bytes;
        const char *remedy;
    } cases[] = {
        {{"PK\x03\x04", 4}, "unzip -p '"},
        {{"%PDF-1.7", 8}, "pdftotext '"},
        {{"\xff\xfeo\0", 4}, "iconv -f UTF-16 -t UTF-8 '"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer told = refusal_of(cases[i].bytes);

        assert_non_null(strstr(buffer_text(&told), cases[i].remedy));
        assert_non_null(strstr(buffer_text(&told), "| lapidary run - "));
        buffer_release(&told);
    }
    stream_close(open_bytes(TEXT("BZh, a plain text")));
}

/* A tar header whose bytes from 257 on are mark, as far as it goes, and whose check sum is right.
 */
static void make_tar_header(char header[512], struct lap_str mark)
{
    unsigned sum = 0;

    memset(header, 0, 512);
    memcpy(header, "papers.txt", 10);
    memset(header + 148, ' ', 8);
    memcpy(header + 257, mark.bytes, mark.size);
    for (size_t i = 0; i < 512; i++)
        sum += (uint8_t)header[i];
    snprintf(header + 148, 7, "%06o", sum);
}

static void a_tar_archive_is_told_by_its_check_sum(void **state)
{
    static const struct lap_str marks[] = {{"ustar\00000", 8}, {"ustar  ", 8}};
    char header[512];
    char text[512];

    (void)state;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct buffer told;

        make_tar_header(header, marks[i]);
        told = refusal_of((struct lap_str){header, sizeof header});
        assert_non_null(strstr(buffer_text(&told), "is a tar archive; make text of it"));
        buffer_release(&told);
        header[0] = 'q';
        stream_close(open_bytes((struct lap_str){header, sizeof header}));
        header[0] = 'p';
        stream_close(open_bytes((struct lap_str){header, sizeof header - 1}));
    }
    memset(text, 'a', sizeof text);
    memcpy(text + 255, "mustard", 7);
    stream_close(open_bytes((struct lap_str){text, sizeof text}));
    memcpy(text + 257, "ustar  ", 8);
    stream_close(open_bytes((struct lap_str){text, sizeof text}));
}

static void what_cannot_be_opened_is_told(void **state)
{
    struct faults faults = {0};
    struct input missing = {.name = "no/such/file"};
    struct input a_folder = {.name = folder};

    (void)state;
    assert_null(stream_open(&missing, &faults));
    assert_null(stream_open(&a_folder, &faults));
    assert_int_equal(faults.count, 2);
    faults_release(&faults);
}

/* ---- Files that do not hold still ---- */

enum { LINE_SIZE = 8, LINES = 20000 };

/* A file of numbered lines, and its lines as long as they come. */
struct unsteady {
    const char *path;
    struct stream *stream;
    struct cutter *cutter;
    size_t lines;
};

static void open_lines(struct unsteady *unsteady)
{
    struct faults faults = {0};
    struct buffer lines = {0};
    struct input input = {0};

    for (size_t i = 0; i < LINES; i++)
        buffer_add_format(&lines, "%07zu\n", i);
    unsteady->path = write_file("unsteady", buffer_str(&lines));
    input.name = unsteady->path;
    unsteady->stream = stream_open(&input, &faults);
    assert_non_null(unsteady->stream);
    unsteady->cutter = cutter_open(unsteady->stream, LAP_LINES, 1000, NO_LIMIT);
    unsteady->lines = 0;
    buffer_release(&lines);
}

/* Reads on; gives what is told at the end, and closes. buffer_release frees it. */
static struct buffer read_lines(struct unsteady *unsteady)
{
    struct faults faults = {0};
    struct chunk chunk;
    struct unit unit;

    while (cutter_next(unsteady->cutter, NULL, &chunk, &faults) == CUT_CHUNK)
        for (size_t at = 0; chunk_unit(&chunk, &at, &unit); unsteady->lines++)
            assert_int_equal(strtoul(unit.bytes.bytes, NULL, 10), unsteady->lines);
    cutter_close(unsteady->cutter);
    stream_close(unsteady->stream);
    buffer_text(&faults.text);
    return faults.text;
}

static void a_file_that_shrinks_gives_what_is_left(void **state)
{
    struct unsteady unsteady;
    struct buffer told;

    (void)state;
    open_lines(&unsteady);
    assert_int_equal(truncate(unsteady.path, 100003), 0);
    told = read_lines(&unsteady);
    assert_int_equal(unsteady.lines, 100003 / LINE_SIZE);
    assert_non_null(strstr(told.bytes, "unsteady: shrank while it was read (from 160000 to 100003 "
                                       "bytes); run again when nothing writes to it\n"));
    buffer_release(&told);
}

static void append(const char *path, const char *text)
{
    FILE *file = fopen(path, "ab");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void a_file_that_grows_ends_where_it_did(void **state)
{
    struct unsteady unsteady;
    struct buffer told;

    (void)state;
    open_lines(&unsteady);
    append(unsteady.path, "more\nand more");
    told = read_lines(&unsteady);
    assert_int_equal(unsteady.lines, LINES);
    assert_non_null(strstr(told.bytes, "unsteady: grew while it was read (from 160000 to 160013 "
                                       "bytes); run again when nothing writes to it\n"));
    buffer_release(&told);
}

/* What may be half a line is no line. */
static void a_growing_file_is_not_cut_within_a_line(void **state)
{
    struct faults faults = {0};
    struct input input = {.name = write_file("unsteady", TEXT("one\ntw"))};
    struct stream *stream = stream_open(&input, &faults);
    struct cutter *cutter = cutter_open(stream, LAP_LINES, 1000, NO_LIMIT);
    struct chunk chunk;

    (void)state;
    append(input.name, "o\n");
    assert_int_equal(cutter_next(cutter, NULL, &chunk, &faults), CUT_CHUNK);
    assert_true(str_is_equal(chunk.bytes, TEXT("one\n")));
    assert_int_equal(cutter_next(cutter, NULL, &chunk, &faults), CUT_FAILED);
    assert_int_equal(faults.count, 1);
    cutter_close(cutter);
    stream_close(stream);
    faults_release(&faults);
}

static void a_file_that_is_written_to_is_told(void **state)
{
    struct timespec times[2];
    struct unsteady unsteady;
    struct buffer told;
    struct stat status;

    (void)state;
    open_lines(&unsteady);
    assert_int_equal(stat(unsteady.path, &status), 0);
    times[0] = times[1] = (struct timespec){status.st_mtim.tv_sec, !status.st_mtim.tv_nsec};
    assert_int_equal(utimensat(AT_FDCWD, unsteady.path, times, 0), 0);
    told = read_lines(&unsteady);
    assert_int_equal(unsteady.lines, LINES);
    assert_non_null(strstr(told.bytes, "unsteady: was written to while it was read; run again when "
                                       "nothing writes to it\n"));
    buffer_release(&told);
}

/* The memory of a process is a file that cannot be read at its beginning. */
static void what_cannot_be_read_is_told(void **state)
{
    struct faults faults = {0};
    struct input input = {.name = "/proc/self/mem"};

    (void)state;
    assert_null(stream_open(&input, &faults));
    assert_string_equal(buffer_text(&faults.text),
                        "/proc/self/mem: reading failed after 0 bytes (Input/output error); look "
                        "after its disk, and run again\n");
    faults_release(&faults);
}

/* The kernel tells no size of such files. */
static void a_file_without_a_size_is_read_to_its_end(void **state)
{
    struct faults faults = {0};
    struct input input = {.name = "/proc/self/limits"};
    struct stream *stream = stream_open(&input, &faults);
    char bytes[1000];

    (void)state;
    assert_non_null(stream);
    while (stream_read(stream, bytes, sizeof bytes) == sizeof bytes)
        continue;
    assert_true(stream_check(stream, &faults));
    assert_true(stream_done(stream) > 0);
    stream_close(stream);
}

/* ---- Listing ---- */

static void make_tree(void)
{
    static const char *const folders[] = {"tree",     "tree/a",   "tree/.hidden",
                                          "tree/old", "tree/out", "tree/set"};
    static const char *const of_a_run[] = {"manifest.json", "datapackage.json", "run.json",
                                           "records.csv", "rejects.csv"};
    char path[256];

    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, folders[i]);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    write_file("tree/b.txt", TEXT("b"));
    write_file("tree/a/two.txt", TEXT("2"));
    write_file("tree/a/one.txt", TEXT("1"));
    write_file("tree/a.txt", TEXT("a"));
    write_file("tree/.skipped", TEXT("s"));
    write_file("tree/.hidden/x", TEXT("x"));
    for (size_t i = 0; i < sizeof of_a_run / sizeof *of_a_run; i++) {
        snprintf(path, sizeof path, "tree/old/%s", of_a_run[i]);
        write_file(path, TEXT("r"));
    }
    write_file("tree/out/records.csv", TEXT("r"));
    write_file("tree/set/manifest.json", TEXT("m"));
    write_file("tree/set/records.csv", TEXT("r"));
    snprintf(path, sizeof path, "%s/tree/loop", folder);
    assert_int_equal(symlink(".", path), 0);
}

static void a_folder_stands_for_its_files(void **state)
{
    static const char *const wanted[] = {"a.txt", "a/one.txt",         "a/two.txt",
                                         "b.txt", "set/manifest.json", "set/records.csv"};
    static const size_t count = sizeof wanted / sizeof *wanted;
    struct arena arena = {0};
    struct faults faults = {0};
    struct job job = {0};
    struct inputs inputs;
    struct reader_choice choice = {.name = "text"};
    struct job_input named[2] = {{.path = "-"}, {.reader = &choice}};

    (void)state;
    make_tree();
    named[1].path = arena_format(&arena, "%s/tree/", folder);
    job.inputs = named;
    job.input_count = 2;
    job.output = arena_format(&arena, "%s/tree/set/../out", folder);
    assert_true(inputs_list(&arena, &job, &inputs, &faults));
    assert_int_equal(inputs.count, count + 1);
    assert_string_equal(inputs.items[0].name, "-");
    assert_null(inputs.items[0].choice);
    for (size_t i = 0; i < count; i++) {
        const char *path = arena_format(&arena, "%s/tree/%s", folder, wanted[i]);

        assert_string_equal(inputs.items[i + 1].name, path);
        assert_ptr_equal(inputs.items[i + 1].choice, &choice);
    }
    arena_release(&arena);
}

static void inputs_that_are_missing_are_all_told(void **state)
{
    struct arena arena = {0};
    struct faults faults = {0};
    struct inputs inputs;
    struct job_input named[] = {{.path = "no-file"}, {.path = "-"}, {.path = "no/folder/"}};
    struct job job = {.inputs = named, .input_count = 3};

    (void)state;
    assert_false(inputs_list(&arena, &job, &inputs, &faults));
    assert_int_equal(faults.count, 2);
    faults_release(&faults);
    arena_release(&arena);
}

/* What it is a copy of is written over, all of it. */
static void a_copy_of_a_record_is_its_own(void **state)
{
    const struct lap_str title = TEXT("A blue ring");
    const size_t places[] = {FIELD_TITLE};
    struct arena arenas[2] = {{0}};
    struct buffer scratch = {0};
    struct record_fields fields = record_fields_of(&arenas[1], NULL, 0);
    struct record_shape shape = {&fields, places, 1};
    struct record record;
    struct record copy;

    (void)state;
    assert_true(record_make(&arenas[0], &scratch, &shape, &title, &record));
    record.source = "in.txt";
    copy = record_copy(&arenas[1], &record);
    memset((char *)(uintptr_t)record.fields[FIELD_TITLE].text.bytes, 'X', title.size);
    memset(record.fields, 0, record.field_count * sizeof *record.fields);
    assert_int_equal(copy.fields[FIELD_TITLE].text.size, title.size);
    assert_memory_equal(copy.fields[FIELD_TITLE].text.bytes, title.bytes, title.size);
    assert_string_equal(copy.fields[FIELD_ABSTRACT].name, "abstract");
    assert_false(record_put_back(&copy));
    buffer_release(&scratch);
    arena_release(&arenas[0]);
    arena_release(&arenas[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_with_lf_or_cr_lf),
        cmocka_unit_test(blank_lines_are_passed_over),
        cmocka_unit_test(paragraphs_end_at_a_blank_line),
        cmocka_unit_test(any_white_space_is_blank),
        cmocka_unit_test(a_whole_input_is_one_unit),
        cmocka_unit_test(a_chunk_holds_what_fits_or_one_unit),
        cmocka_unit_test(a_unit_over_the_limit_is_told_by_its_beginning),
        cmocka_unit_test(a_very_large_unit_is_read_past),
        cmocka_unit_test(blank_lines_of_any_size_end_a_very_large_unit),
        cmocka_unit_test(blank_lines_without_end_take_no_room),
        cmocka_unit_test(units_are_the_same_for_any_block),
        cmocka_unit_test(a_chunk_that_fits_is_made_in_the_room),
        cmocka_unit_test(the_head_is_read_again),
        cmocka_unit_test(a_copy_of_a_record_is_its_own),
        cmocka_unit_test(standard_input_has_no_name),
        cmocka_unit_test(the_digest_is_of_all_bytes),
        cmocka_unit_test(bytes_that_are_no_text_are_refused_with_a_remedy),
        cmocka_unit_test(a_tar_archive_is_told_by_its_check_sum),
        cmocka_unit_test(what_cannot_be_opened_is_told),
        cmocka_unit_test(a_file_that_shrinks_gives_what_is_left),
        cmocka_unit_test(a_file_that_grows_ends_where_it_did),
        cmocka_unit_test(a_growing_file_is_not_cut_within_a_line),
        cmocka_unit_test(a_file_that_is_written_to_is_told),
        cmocka_unit_test(what_cannot_be_read_is_told),
        cmocka_unit_test(a_file_without_a_size_is_read_to_its_end),
        cmocka_unit_test(a_folder_stands_for_its_files),
        cmocka_unit_test(inputs_that_are_missing_are_all_told),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
