/* SPDX-License-Identifier: MIT */
/* An input's bytes: opened, looked at, read once from end to end, and digested on the way. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "read/input.h"
#include "read/stop.h"
#include "text/digest.h"
#include "text/memory.h"

enum { HEAD_SIZE = 65536 };

struct stream {
    const char *name;
    int file;
    bool has_ended;
    struct digest *digest; /* NULL once it was asked for */
    uint64_t done;
    uint64_t total;
    size_t head_size;
    size_t head_start; /* behind a byte-order mark */
    size_t head_given;
    char head[HEAD_SIZE];
};

/* What bytes are that are no text yet, told by a part of them, and the command that makes text of
 * them. */
static const struct disguise {
    size_t at; /* where the mark stands */
    struct lap_str mark;
    const char *what;
    const char *command;
    const char *behind; /* what the command wants behind the file's name */
} disguises[] = {
    {0, {"\x1f\x8b", 2}, "compressed with gzip", "gzip -dc", ""},
    {0, {"\x28\xb5\x2f\xfd", 4}, "compressed with zstd", "zstd -dc", ""},
    {0, {"\xfd\x37\x7aXZ\0", 6}, "compressed with xz", "xz -dc", ""},
    {4, {"1AY&SY", 6}, "compressed with bzip2", "bzip2 -dc", ""},
    {0, {"\x04\x22\x4d\x18", 4}, "compressed with lz4", "lz4 -dc", ""},
    {0, {"PK\x03\x04", 4}, "a ZIP archive", "unzip -p", ""},
    {0, {"%PDF-", 5}, "a PDF document", "pdftotext", " -"},
    {0, {"\xff\xfe\0\0", 4}, "text in UTF-32", "iconv -f UTF-32 -t UTF-8", ""},
    {0, {"\0\0\xfe\xff", 4}, "text in UTF-32", "iconv -f UTF-32 -t UTF-8", ""},
    {0, {"\xff\xfe", 2}, "text in UTF-16", "iconv -f UTF-16 -t UTF-8", ""},
    {0, {"\xfe\xff", 2}, "text in UTF-16", "iconv -f UTF-16 -t UTF-8", ""},
};

static const struct lap_str utf8_mark = {"\xef\xbb\xbf", 3};

static bool has_mark(const struct stream *stream, size_t at, struct lap_str mark)
{
    return stream->head_size >= at + mark.size &&
           memcmp(stream->head + at, mark.bytes, mark.size) == 0;
}

static bool is_standard_input(const char *name)
{
    return strcmp(name, "-") == 0;
}

/* Tells the disguise that the head wears, if any. */
static bool is_text(const struct stream *stream, struct faults *faults)
{
    for (size_t i = 0; i < sizeof disguises / sizeof *disguises; i++) {
        const struct disguise *it = &disguises[i];

        if (!has_mark(stream, it->at, it->mark))
            continue;
        if (is_standard_input(stream->name))
            faults_add(faults, "standard input is %s; put `%s%s%s |` before lapidary", it->what,
                       it->command, *it->behind ? " -" : "", it->behind);
        else
            faults_add(faults,
                       "%s: is %s; make text of it on the way: %s '%s'%s | lapidary run - -o DIR",
                       stream->name, it->what, it->command, stream->name, it->behind);
        return false;
    }
    return true;
}

/* Reads until size bytes are there or the input ends, so that no cut hangs on how a pipe was
 * filled. */
static ptrdiff_t fill(struct stream *stream, char *bytes, size_t size, struct faults *faults)
{
    size_t filled = 0;

    while (filled < size && !stream->has_ended) {
        ssize_t got = read(stream->file, bytes + filled, size - filled);

        if (got == 0)
            stream->has_ended = true;
        else if (got > 0)
            filled += (size_t)got;
        else if (errno != EINTR || stop_is_asked()) {
            faults_add(faults,
                       "%s: reading failed after %ju bytes (%s); look after its disk or pipe",
                       stream->name, (uintmax_t)(stream->done + filled), strerror(errno));
            return -1;
        }
    }
    stream->done += filled;
    if (filled)
        digest_add(stream->digest, (struct lap_str){bytes, filled});
    return (ptrdiff_t)filled;
}

static uint64_t size_of_file(int file)
{
    struct stat status;
    off_t at = lseek(file, 0, SEEK_CUR);

    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode) || at < 0 || status.st_size < at)
        return 0;
    return (uint64_t)(status.st_size - at);
}

static int open_file(const char *name, struct faults *faults)
{
    struct stat status;
    int file = is_standard_input(name) ? dup(STDIN_FILENO) : open(name, O_RDONLY | O_CLOEXEC);

    if (file < 0) {
        faults_add(faults, "%s: cannot be opened (%s); let it be read or leave it out", name,
                   strerror(errno));
        return -1;
    }
    if (fstat(file, &status) == 0 && S_ISDIR(status.st_mode)) {
        faults_add(faults, "%s: is a folder where a file is wanted; name the files in it", name);
        close(file);
        return -1;
    }
    return file;
}

struct stream *stream_open(const struct input *input, struct faults *faults)
{
    int file = open_file(input->name, faults);
    struct stream *stream;
    ptrdiff_t size;

    if (file < 0)
        return NULL;
    stream = memory_take(1, sizeof *stream);
    stream->name = input->name;
    stream->file = file;
    stream->digest = digest_begin();
    stream->total = size_of_file(file);
    size = fill(stream, stream->head, HEAD_SIZE, faults);
    stream->head_size = size > 0 ? (size_t)size : 0;
    if (size < 0 || !is_text(stream, faults)) {
        stream_close(stream);
        return NULL;
    }
    if (has_mark(stream, 0, utf8_mark))
        stream->head_start = utf8_mark.size;
    stream->head_given = stream->head_start;
    return stream;
}

struct lap_head stream_head(struct stream *stream)
{
    const char *slash = strrchr(stream->name, '/');
    const char *name = slash ? slash + 1 : stream->name;

    return (struct lap_head){
        .name = str_of(is_standard_input(stream->name) ? "" : name),
        .bytes = {stream->head + stream->head_start, stream->head_size - stream->head_start},
        .is_whole = stream->has_ended,
    };
}

ptrdiff_t stream_read(struct stream *stream, char *bytes, size_t size, struct faults *faults)
{
    size_t rest = stream->head_size - stream->head_given;
    ptrdiff_t more;

    if (rest > size)
        rest = size;
    memcpy(bytes, stream->head + stream->head_given, rest);
    stream->head_given += rest;
    if (rest == size)
        return (ptrdiff_t)rest;
    more = fill(stream, bytes + rest, size - rest, faults);
    return more < 0 ? more : (ptrdiff_t)rest + more;
}

uint64_t stream_done(const struct stream *stream)
{
    return stream->done - (stream->head_size - stream->head_given);
}

uint64_t stream_total(const struct stream *stream)
{
    return stream->total;
}

void stream_digest(struct stream *stream, char hex[65])
{
    digest_end(stream->digest, hex);
    stream->digest = NULL;
}

void stream_close(struct stream *stream)
{
    if (stream->digest) {
        char unused[65];

        digest_end(stream->digest, unused);
    }
    close(stream->file);
    free(stream);
}
