/* SPDX-License-Identifier: MIT */
/* An input's bytes: opened, looked at, read once from end to end, and digested on the way; where
 * they are compressed, through the process that unpacks them. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "confine/sandbox.h"
#include "process/memory.h"
#include "read/input.h"
#include "read/stop.h"
#include "read/unpack.h"
#include "text/digest.h"

_Static_assert((int)INPUT_HEAD_SIZE <= (int)UNPACKER_BLOCK,
               "the head is what an unpacker begins with");

struct stream {
    const char *name;
    const char *label; /* the name, as messages give it */
    /* As it lies there. */
    int file;
    struct stat opened;    /* what it was when it was opened */
    uint64_t total;        /* bytes that a regular file has from its place on; 0: nobody knows */
    uint64_t done;         /* bytes read */
    struct digest *digest; /* of them; NULL once it was asked for */
    bool is_exhausted;
    /* What comes of it. */
    const struct packing *packing; /* NULL: it is not compressed */
    struct unpacker *unpacker;
    uint64_t unpacked;
    uint64_t unpacked_limit;
    bool has_ended;
    struct buffer failure; /* why it ended before its end, if it did: one sentence */
    /* The first bytes of that. */
    size_t head_size;
    size_t head_start; /* behind a byte-order mark */
    size_t head_given;
    char head[INPUT_HEAD_SIZE];
};

static const struct lap_str utf8_mark = {"\xef\xbb\xbf", 3};

static bool is_standard_input(const struct stream *stream)
{
    return strcmp(stream->name, "-") == 0;
}

static bool has_beginning(struct lap_str text, struct lap_str beginning)
{
    return text.size >= beginning.size && memcmp(text.bytes, beginning.bytes, beginning.size) == 0;
}

static bool has_end(struct lap_str text, struct lap_str end)
{
    return text.size >= end.size &&
           memcmp(text.bytes + text.size - end.size, end.bytes, end.size) == 0;
}

/* ---- What goes wrong with a file ---- */

/* What can be done about an error of open() or read(). */
static const char *remedy_of(int error)
{
    static const struct {
        int error;
        const char *remedy;
    } remedies[] = {
        {EACCES, "let it be read or leave it out"},
        {EPERM, "let it be read or leave it out"},
        {ENOENT, "put it back or leave it out"},
        {ELOOP, "mend the link or leave it out"},
        {EMFILE, MORE_FILES},
        {ENXIO, "leave it out"},
        {EBADF, "give it something to read"},
        {EIO, "look after its disk, and run again"},
        {ESTALE, "its server has moved or removed it; run again"},
        {ETIMEDOUT, "its server does not answer; run again when it does"},
    };

    for (size_t i = 0; i < sizeof remedies / sizeof *remedies; i++)
        if (remedies[i].error == error)
            return remedies[i].remedy;
    return "look after its disk or pipe, or leave it out";
}

static bool is_regular(const struct stream *stream)
{
    return S_ISREG(stream->opened.st_mode);
}

/* Tells of a regular file that others wrote to since it was opened. */
static bool is_unchanged(const struct stream *stream, struct buffer *reason)
{
    const struct stat *then = &stream->opened;
    struct stat now;

    if (!is_regular(stream) || fstat(stream->file, &now) != 0)
        return true;
    if (now.st_size != then->st_size)
        buffer_add_format(
            reason,
            "%s: %s while it was read (from %jd to %jd bytes); run again when nothing "
            "writes to it",
            stream->label, now.st_size < then->st_size ? "shrank" : "grew", (intmax_t)then->st_size,
            (intmax_t)now.st_size);
    else if (now.st_mtim.tv_sec != then->st_mtim.tv_sec ||
             now.st_mtim.tv_nsec != then->st_mtim.tv_nsec)
        buffer_add_format(reason,
                          "%s: was written to while it was read; run again when nothing writes to "
                          "it",
                          stream->label);
    else
        return true;
    return false;
}

/* ---- As it lies there ---- */

/* One read, of what may let it wait when there is something; 0 at the end, -1 and errno. */
static ssize_t read_some(const struct stream *stream, char *bytes, size_t size)
{
    bool is_awaited = !is_regular(stream);
    ssize_t got;

    do {
        if (is_awaited && !stop_or_input(stream->file))
            return -1;
        got = read(stream->file, bytes, size);
        is_awaited = true;
    } while (got < 0 && (errno == EINTR || errno == EAGAIN));
    return got;
}

/* Reads until size bytes are there or the file ends, so that no cut hangs on how a pipe was filled;
 * a regular file ends where it did when it was opened. */
static size_t read_file(void *context, char *bytes, size_t size)
{
    struct stream *stream = context;
    size_t filled = 0;

    if (stream->total && size > stream->total - stream->done)
        size = (size_t)(stream->total - stream->done);
    while (filled < size && !stream->is_exhausted) {
        ssize_t got = read_some(stream, bytes + filled, size - filled);

        if (got > 0)
            filled += (size_t)got;
        else
            stream->is_exhausted = true;
        if (got < 0)
            buffer_add_format(&stream->failure, "%s: reading failed after %ju bytes (%s); %s",
                              stream->label, (uintmax_t)(stream->done + filled), strerror(errno),
                              remedy_of(errno));
        else if (got == 0 && stream->total)
            is_unchanged(stream, &stream->failure);
    }
    stream->done += filled;
    if (filled)
        digest_add(stream->digest, (struct lap_str){bytes, filled});
    return filled;
}

/* ---- What comes of it ---- */

/* Reads what is behind the compressed bytes, so that the digest is the file's. */
static void read_rest(struct stream *stream)
{
    char bytes[4096];

    while (!stop_is_asked() && read_file(stream, bytes, sizeof bytes))
        continue;
}

/* Says how the unpacking ended, unless the file itself failed: then it could not end well. */
static void end_unpacking(struct stream *stream)
{
    const char *packing = stream->packing->name;
    struct buffer reason = {0};
    uint64_t taken;
    bool is_whole = unpacker_check(stream->unpacker, &taken, &reason);

    read_rest(stream);
    if (stream->failure.size == 0 && !is_whole)
        buffer_add_format(&stream->failure,
                          "%s: its %s data cannot be unpacked beyond byte %ju of what comes of it "
                          "(%s); see what %s -t says of it, and get it again or unpack it before",
                          stream->label, packing, (uintmax_t)stream->unpacked, buffer_text(&reason),
                          packing);
    else if (stream->failure.size == 0 && taken != stream->done)
        buffer_add_format(&stream->failure,
                          "%s: its %s data ends after %ju bytes, and %ju more stand behind it; see "
                          "what %s -t says of it, and get it again",
                          stream->label, packing, (uintmax_t)taken,
                          (uintmax_t)(stream->done - taken), packing);
    buffer_release(&reason);
}

static void end_at_limit(struct stream *stream)
{
    if (stream->total)
        buffer_add_format(&stream->failure,
                          "%s: unpacks to more than %ju bytes, the limit, of which %ju of its %ju "
                          "bytes were read; raise it with --unpacked-limit",
                          stream->label, (uintmax_t)stream->unpacked_limit, (uintmax_t)stream->done,
                          (uintmax_t)stream->total);
    else
        buffer_add_format(&stream->failure,
                          "%s: unpacks to more than %ju bytes, the limit; raise it with "
                          "--unpacked-limit",
                          stream->label, (uintmax_t)stream->unpacked_limit);
}

/* Reads until size plain bytes are there or they end. */
static size_t read_unpacked(struct stream *stream, char *bytes, size_t size)
{
    size_t filled = 0;

    while (filled < size && !stream->has_ended) {
        size_t got = unpacker_read(stream->unpacker, bytes + filled, size - filled);

        if (got == 0) {
            stream->has_ended = true;
            end_unpacking(stream);
        } else if (stream->unpacked_limit && got > stream->unpacked_limit - stream->unpacked) {
            got = (size_t)(stream->unpacked_limit - stream->unpacked);
            stream->has_ended = true;
            end_at_limit(stream);
        }
        filled += got;
        stream->unpacked += got;
    }
    return filled;
}

static size_t fill(struct stream *stream, char *bytes, size_t size)
{
    size_t filled;

    if (stream->unpacker)
        return read_unpacked(stream, bytes, size);
    filled = read_file(stream, bytes, size);
    stream->has_ended = filled < size || (stream->total && stream->done == stream->total);
    return filled;
}

/* ---- Opening ---- */

static bool open_file(struct stream *stream, struct faults *faults)
{
    const char *name = stream->label;
    off_t at;

    stream->file =
        is_standard_input(stream) ? dup(STDIN_FILENO) : open(stream->name, O_RDONLY | O_CLOEXEC);
    if (stream->file < 0 || fstat(stream->file, &stream->opened) != 0) {
        faults_add(faults, "%s: cannot be opened (%s); %s", name, strerror(errno),
                   remedy_of(errno));
        return false;
    }
    if (S_ISDIR(stream->opened.st_mode)) {
        faults_add(faults, "%s: is a folder where a file is wanted; name the files in it", name);
        return false;
    }
    at = lseek(stream->file, 0, SEEK_CUR);
    if (is_regular(stream) && at >= 0 && stream->opened.st_size > at)
        stream->total = (uint64_t)(stream->opened.st_size - at);
    return true;
}

/* Puts the unpacking process between the file and the head, which is filled anew from it. */
static bool begin_unpacking(struct stream *stream, const struct input *input, struct faults *faults)
{
    struct lap_str first = {stream->head, stream->head_size};
    struct packed_source source = {stream, read_file};
    struct buffer reason = {0};
    struct unpacking_rules rules = input->unpacking;

    stream->packing = packing_of(first);
    if (!stream->packing)
        return true;
    if (!sandbox_choose(&rules.sandbox, faults))
        return false;
    stream->has_ended = false;
    stream->unpacked_limit = input->unpacked_limit;
    stream->unpacker = unpacker_open(stream->packing, rules, first, source, &reason);
    if (stream->unpacker)
        stream->head_size = fill(stream, stream->head, INPUT_HEAD_SIZE);
    else
        faults_add(faults, "%s: is compressed with %s, and %s; unpack it before, or run again",
                   stream->label, stream->packing->name, buffer_text(&reason));
    buffer_release(&reason);
    return stream->unpacker != NULL;
}

/* A file's name as a shell takes it, and a command that takes options before it. */
static void add_quoted(struct buffer *command, const char *name)
{
    buffer_add_str(command, str_of(*name == '-' ? "'./" : "'"));
    for (; *name; name++)
        if (*name == '\'')
            buffer_add_str(command, str_of("'\\''"));
        else
            buffer_add_char(command, *name);
    buffer_add_char(command, '\'');
}

static void tell_remedy(const struct stream *stream, const struct disguise *it,
                        struct faults *faults)
{
    struct buffer name = {0};

    add_quoted(&name, stream->name);
    faults_add(faults, "%s: is %s; make text of it on the way: %s %s%s | lapidary run - -o DIR",
               stream->label, it->what, it->command, buffer_text(&name), it->behind);
    buffer_release(&name);
}

/* Tells the disguise that the head wears, if any. */
static bool is_text(const struct stream *stream, struct faults *faults)
{
    struct lap_str head = {stream->head, stream->head_size};
    const struct disguise *it = disguise_of(head);
    const struct packing *again = stream->packing ? packing_of(head) : NULL;

    if (again)
        faults_add(faults, "%s: is compressed twice, with %s and %s; unpack it before",
                   stream->label, again->name, stream->packing->name);
    else if (it && stream->packing)
        faults_add(faults, "%s: is %s, compressed with %s; unpack it, and make text of it before",
                   stream->label, it->what, stream->packing->name);
    else if (it && !is_standard_input(stream))
        tell_remedy(stream, it, faults);
    else if (it && it->from_pipe)
        faults_add(faults, "standard input is %s; put `%s |` before lapidary", it->what,
                   it->from_pipe);
    else if (it)
        faults_add(faults, "standard input is %s; unpack it before, and name what comes out",
                   it->what);
    return !it && !again;
}

/* Reads the first bytes and finds out what they are. */
static bool look(struct stream *stream, const struct input *input, struct faults *faults)
{
    struct lap_str head = {stream->head, 0};

    stream->head_size = fill(stream, stream->head, INPUT_HEAD_SIZE);
    if (!begin_unpacking(stream, input, faults))
        return false;
    head.size = stream->head_size;
    if (head.size == 0 && !stream_check(stream, faults))
        return false;
    if (has_beginning(head, utf8_mark))
        stream->head_start = utf8_mark.size;
    stream->head_given = stream->head_start;
    return is_text(stream, faults);
}

struct stream *stream_open(const struct input *input, struct faults *faults)
{
    struct stream *stream = memory_take(1, sizeof *stream);

    stream->name = input->name;
    stream->label = is_standard_input(stream) ? "standard input" : input->name;
    stream->digest = digest_begin();
    if (open_file(stream, faults) && look(stream, input, faults))
        return stream;
    stream_close(stream);
    return NULL;
}

/* ---- Reading ---- */

struct lap_head stream_head(struct stream *stream)
{
    const char *slash = strrchr(stream->label, '/');
    struct lap_str name = str_of(slash ? slash + 1 : stream->name);

    if (is_standard_input(stream))
        name.size = 0;
    if (stream->packing && has_end(name, str_of(stream->packing->suffix)))
        name.size -= strlen(stream->packing->suffix);
    return (struct lap_head){
        .name = name,
        .bytes = {stream->head + stream->head_start, stream->head_size - stream->head_start},
        .is_whole = stream->has_ended,
    };
}

size_t stream_read(struct stream *stream, char *bytes, size_t size)
{
    size_t rest = stream->head_size - stream->head_given;

    if (rest > size)
        rest = size;
    memcpy(bytes, stream->head + stream->head_given, rest);
    stream->head_given += rest;
    return rest < size ? rest + fill(stream, bytes + rest, size - rest) : rest;
}

bool stream_is_cut(const struct stream *stream)
{
    struct buffer unused = {0};
    bool is_cut = stream->failure.size > 0 || !is_unchanged(stream, &unused);

    buffer_release(&unused);
    return is_cut;
}

bool stream_check(const struct stream *stream, struct faults *faults)
{
    struct buffer reason = {0};
    bool is_good = stream->failure.size == 0 && is_unchanged(stream, &reason);

    if (!is_good)
        faults_add(faults, "%.*s",
                   STR_ARGS(buffer_str(stream->failure.size ? &stream->failure : &reason)));
    buffer_release(&reason);
    return is_good;
}

uint64_t stream_done(const struct stream *stream)
{
    size_t waiting = stream->packing ? 0 : stream->head_size - stream->head_given;

    return stream->done - waiting;
}

uint64_t stream_total(const struct stream *stream)
{
    return stream->total;
}

const char *stream_packing(const struct stream *stream, uint64_t *unpacked)
{
    *unpacked = stream->unpacked;
    return stream->packing ? stream->packing->name : NULL;
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
    if (stream->unpacker)
        unpacker_close(stream->unpacker);
    if (stream->file >= 0)
        close(stream->file);
    buffer_release(&stream->failure);
    free(stream);
}
