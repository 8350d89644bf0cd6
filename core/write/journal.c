/* SPDX-License-Identifier: MIT */
/* .run.part: how far an unfinished run is, so that it can be gone on with after any death. */
#include "write/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "process/memory.h"

const char journal_name[] = ".run.part";

enum { SUM_SIZE = 16 };

/* ---- Lines ---- */

/* The digits that end a line: of its text before them. */
static void sum_of(struct lap_str text, char sum[SUM_SIZE + 1])
{
    char sha256[65];

    digest_of(text, sha256);
    snprintf(sum, SUM_SIZE + 1, "%.*s", SUM_SIZE, sha256);
}

static void end_line(struct buffer *line)
{
    char sum[SUM_SIZE + 1];

    sum_of(buffer_str(line), sum);
    buffer_add_format(line, " %s\n", sum);
}

/* The text of a line that holds its check sum. */
static bool is_whole(struct lap_str line, struct lap_str *text)
{
    char sum[SUM_SIZE + 1];

    if (line.size < SUM_SIZE + 2 || line.bytes[line.size - 1] != '\n')
        return false;
    *text = (struct lap_str){line.bytes, line.size - SUM_SIZE - 2};
    sum_of(*text, sum);
    return line.bytes[text->size] == ' ' && memcmp(line.bytes + text->size + 1, sum, SUM_SIZE) == 0;
}

static bool takes(struct lap_str *rest, const char *word)
{
    size_t size = strlen(word);

    if (rest->size < size || memcmp(rest->bytes, word, size) != 0)
        return false;
    rest->bytes += size;
    rest->size -= size;
    return true;
}

static uint64_t next_count(struct lap_str *rest)
{
    struct lap_str word = str_take(rest, ' ');
    uint64_t count = 0;

    for (size_t i = 0; i < word.size; i++)
        count = 10 * count + (uint64_t)(word.bytes[i] - '0');
    return count;
}

/* ---- Reading ---- */

static void add_name(struct journal *journal, const char ***names, size_t *count,
                     struct lap_str name)
{
    const char *copy = arena_copy(&journal->arena, name);

    /* A journal is a file that anybody may have changed: names that lead elsewhere are none. */
    if (!folder_owns(copy))
        return;
    *names = memory_grow(*names, *count + 1, sizeof **names);
    (*names)[(*count)++] = copy;
}

static void take_checkpoint(struct journal *journal, struct lap_str rest)
{
    for (size_t i = 0; i < journal->part_count; i++) {
        struct standing *standing = &journal->standings[i];
        struct lap_str sha256;

        standing->bytes = next_count(&rest);
        standing->rows = next_count(&rest);
        sha256 = str_take(&rest, ' ');
        snprintf(standing->sha256, sizeof standing->sha256, "%.*s", STR_ARGS(sha256));
    }
    journal->state.size = 0;
    buffer_add_str(&journal->state, rest);
    journal->has_checkpoint = true;
}

static void take_line(struct journal *journal, struct lap_str text)
{
    if (takes(&text, "key ")) {
        buffer_add_str(&journal->key, text);
        buffer_add_char(&journal->key, '\n');
    } else if (takes(&text, "part ")) {
        add_name(journal, &journal->parts, &journal->part_count, text);
        journal->standings =
            memory_grow(journal->standings, journal->part_count, sizeof *journal->standings);
    } else if (journal->part_count && takes(&text, "done ")) {
        take_checkpoint(journal, text);
    } else if (takes(&text, "publish ")) {
        while (text.size)
            add_name(journal, &journal->published, &journal->published_count, str_take(&text, ' '));
    }
}

static void take_lines(struct journal *journal, FILE *stream)
{
    struct lap_str text;
    char *line = NULL;
    size_t room = 0;
    ssize_t size;

    while ((size = getline(&line, &room, stream)) > 0 &&
           is_whole((struct lap_str){line, (size_t)size}, &text)) {
        take_line(journal, text);
        journal->size += (size_t)size;
    }
    free(line);
}

bool journal_read(struct journal *journal, const struct folder *folder, struct faults *faults)
{
    int file = folder_open_file(folder, journal_name, false);
    FILE *stream = file < 0 ? NULL : fdopen(file, "rb");
    bool is_read = false;

    *journal = (struct journal){.file = -1};
    if (file < 0 && errno == ENOENT)
        return true;
    if (stream) {
        take_lines(journal, stream);
        is_read = !ferror(stream);
    }
    if (!is_read)
        folder_fault(folder, journal_name, "read", errno, faults);
    if (stream)
        fclose(stream);
    else if (file >= 0)
        close(file);
    return is_read;
}

/* ---- Writing ---- */

static bool write_all(int file, struct lap_str bytes)
{
    ssize_t size;

    /* Of a part that is written only the next write says why it is no more. */
    while (bytes.size > 0) {
        size = write(file, bytes.bytes, bytes.size);
        if (size < 0 && errno == EINTR)
            continue;
        if (size == 0)
            errno = ENOSPC;
        if (size <= 0)
            return false;
        bytes = (struct lap_str){bytes.bytes + size, bytes.size - (size_t)size};
    }
    return true;
}

/* One write a line: what a death leaves of it is a line that does not hold its check sum. Releases
 * the lines. */
static bool write_lines(struct journal *journal, const struct folder *folder, struct buffer *lines,
                        struct faults *faults)
{
    bool is_written = write_all(journal->file, buffer_str(lines));

    if (!is_written)
        folder_fault(folder, journal_name, "written", errno, faults);
    buffer_release(lines);
    return is_written;
}

static void add_line(struct buffer *lines, const char *what, struct lap_str text)
{
    struct buffer line = {0};

    buffer_add_format(&line, "%s %.*s", what, STR_ARGS(text));
    end_line(&line);
    buffer_add_str(lines, buffer_str(&line));
    buffer_release(&line);
}

bool journal_begin(struct journal *journal, const struct folder *folder, struct lap_str key,
                   const char *const *names, size_t count, struct faults *faults)
{
    struct buffer lines = {0};

    *journal = (struct journal){.file = -1};
    if (!folder_remove(folder, journal_name, faults))
        return false;
    journal->file = openat(folder->file, journal_name,
                           O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666);
    if (journal->file < 0) {
        folder_fault(folder, journal_name, "made", errno, faults);
        return false;
    }
    while (key.size)
        add_line(&lines, "key", str_take(&key, '\n'));
    for (size_t i = 0; i < count; i++) {
        add_name(journal, &journal->parts, &journal->part_count, str_of(names[i]));
        add_line(&lines, "part", str_of(names[i]));
    }
    return write_lines(journal, folder, &lines, faults);
}

bool journal_resume(struct journal *journal, const struct folder *folder, struct faults *faults)
{
    journal->file =
        openat(folder->file, journal_name, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC);
    if (journal->file >= 0 && ftruncate(journal->file, (off_t)journal->size) == 0)
        return true;
    folder_fault(folder, journal_name, "written", errno, faults);
    return false;
}

bool journal_checkpoint(struct journal *journal, const struct folder *folder,
                        const struct standing *standings, struct lap_str state,
                        struct faults *faults)
{
    struct buffer line = {0};
    bool is_added;

    buffer_add_str(&line, str_of("done "));
    for (size_t i = 0; i < journal->part_count; i++)
        buffer_add_format(&line, "%" PRIu64 " %" PRIu64 " %s ", standings[i].bytes,
                          standings[i].rows, standings[i].sha256);
    buffer_add_str(&line, state);
    end_line(&line);
    is_added = write_lines(journal, folder, &line, faults);
    journal->has_checkpoint |= is_added;
    journal->state.size = 0;
    buffer_add_str(&journal->state, state);
    return is_added;
}

bool journal_publish(struct journal *journal, const struct folder *folder, const char *const *names,
                     size_t count, struct faults *faults)
{
    struct buffer line = {0};

    buffer_add_str(&line, str_of("publish"));
    for (size_t i = 0; i < count; i++)
        buffer_add_format(&line, " %s", names[i]);
    end_line(&line);
    return write_lines(journal, folder, &line, faults);
}

bool journal_sync(const struct journal *journal, const struct folder *folder, struct faults *faults)
{
    if (fsync(journal->file) == 0)
        return folder_sync(folder, faults);
    folder_fault(folder, journal_name, "synced", errno, faults);
    return false;
}

void journal_release(struct journal *journal)
{
    if (journal->file >= 0)
        close(journal->file);
    free(journal->parts);
    free(journal->standings);
    free(journal->published);
    buffer_release(&journal->key);
    buffer_release(&journal->state);
    arena_release(&journal->arena);
    *journal = (struct journal){.file = -1};
}
