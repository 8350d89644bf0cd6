/* SPDX-License-Identifier: MIT */
/* Undoing a compression: gzip through zlib, since libarchive leaves its check sums alone, and all
 * others through libarchive, which is loaded when the first of them comes: it brings a dozen
 * libraries along, an XML parser and ICU among them, and 2 ms that no other run needs. */
#include "read/undo.h"

#include <archive.h>
#include <dlfcn.h>
#include <errno.h>
#include <unistd.h>
#include <zlib.h>

enum { BLOCK_SIZE = 65536 };

/* Where the bytes come from and go to. */
struct passage {
    int in;
    int out;
    char block[BLOCK_SIZE]; /* packed bytes, as they came last */
};

/* The next packed bytes into the block; 0 at their end, -1 and errno. */
static ssize_t take_packed(struct passage *passage)
{
    ssize_t size;

    do
        size = read(passage->in, passage->block, sizeof passage->block);
    while (size < 0 && errno == EINTR);
    return size;
}

static bool give_plain(const struct passage *passage, const void *plain, size_t size)
{
    const char *bytes = plain;

    while (size) {
        ssize_t written = write(passage->out, bytes, size);

        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0) {
            bytes += written;
            size -= (size_t)written;
        }
    }
    return true;
}

/* A library that has no text for it left it to the system. */
static bool tell(struct buffer *reason, const char *text)
{
    buffer_add_format(reason, "%s", text ? text : strerror(errno));
    return false;
}

/* ---- gzip ---- */

/* zlib's window of 32 KiB, and a gzip header and trailer around the data. */
enum { GZIP_WINDOW = 15 + 16 };

/* Undoes what is in the block, as far as it goes; gives what inflate() says. */
static int inflate_block(struct passage *passage, z_stream *stream)
{
    char plain[BLOCK_SIZE];
    int result = Z_OK;

    do {
        stream->next_out = (Bytef *)plain;
        stream->avail_out = sizeof plain;
        result = inflate(stream, Z_NO_FLUSH);
        if (!give_plain(passage, plain, sizeof plain - stream->avail_out))
            return Z_ERRNO;
    } while (result == Z_OK && (stream->avail_in || stream->avail_out == 0));
    return result;
}

/* More data may follow that of one member; true where it begins with what stands in the block. */
static bool begins_member(const z_stream *stream)
{
    return stream->avail_in && *stream->next_in == 0x1f;
}

/* Takes what stands behind the last member where it is zeros to the end, with which tapes and disks
 * fill their blocks; gzip passes over them, too. */
static bool take_padding(struct passage *passage, const z_stream *stream, uint64_t *taken,
                         struct buffer *reason)
{
    const Bytef *bytes = stream->next_in;
    ssize_t size = (ssize_t)stream->avail_in;
    uint64_t zeros = 0;

    do {
        if (bytes[0] != 0 || memcmp(bytes, bytes + 1, (size_t)size - 1) != 0)
            return true;
        zeros += (uint64_t)size;
        size = take_packed(passage);
        bytes = (const Bytef *)passage->block;
    } while (size > 0);
    if (size < 0)
        return tell(reason, strerror(errno));
    *taken += zeros;
    return true;
}

/* Undoes member after member; stream is ready for the first. */
static bool inflate_all(struct passage *passage, z_stream *stream, uint64_t *taken,
                        struct buffer *reason)
{
    bool is_within = true;
    ssize_t size;

    while ((size = take_packed(passage)) > 0) {
        stream->next_in = (Bytef *)passage->block;
        stream->avail_in = (uInt)size;
        while (is_within || begins_member(stream)) {
            int result;

            if (!is_within)
                inflateReset(stream);
            result = inflate_block(passage, stream);
            if (result != Z_OK && result != Z_BUF_ERROR && result != Z_STREAM_END)
                return tell(reason, result == Z_ERRNO ? NULL : stream->msg);
            is_within = result != Z_STREAM_END;
            if (is_within)
                break;
        }
        *taken += (uint64_t)size - stream->avail_in;
        if (stream->avail_in)
            return take_padding(passage, stream, taken, reason);
    }
    if (size < 0)
        return tell(reason, strerror(errno));
    return !is_within || tell(reason, "it is cut short");
}

static bool undo_gzip(struct passage *passage, uint64_t *taken, struct buffer *reason)
{
    z_stream stream = {0};
    bool is_whole;

    if (inflateInit2(&stream, GZIP_WINDOW) != Z_OK)
        return tell(reason, "there is no memory for it");
    is_whole = inflate_all(passage, &stream, taken, reason);
    inflateEnd(&stream);
    return is_whole;
}

/* ---- All others ---- */

#define LIBARCHIVE "libarchive.so.13"

/* What is called of libarchive, by its names there without archive_. */
static struct {
    void *handle; /* NULL: it is not loaded */
    __typeof__(archive_read_new) *read_new;
    __typeof__(archive_read_set_format) *read_set_format;
    __typeof__(archive_read_append_filter) *read_append_filter;
    __typeof__(archive_read_open) *read_open;
    __typeof__(archive_read_next_header) *read_next_header;
    __typeof__(archive_read_data_block) *read_data_block;
    __typeof__(archive_read_free) *read_free;
    __typeof__(archive_filter_bytes) *filter_bytes;
    __typeof__(archive_error_string) *error_string;
    __typeof__(archive_set_error) *set_error;
} libarchive;

static const struct {
    const char *name;
    void *pointer; /* to the member */
} calls[] = {
    {"archive_read_new", &libarchive.read_new},
    {"archive_read_set_format", &libarchive.read_set_format},
    {"archive_read_append_filter", &libarchive.read_append_filter},
    {"archive_read_open", &libarchive.read_open},
    {"archive_read_next_header", &libarchive.read_next_header},
    {"archive_read_data_block", &libarchive.read_data_block},
    {"archive_read_free", &libarchive.read_free},
    {"archive_filter_bytes", &libarchive.filter_bytes},
    {"archive_error_string", &libarchive.error_string},
    {"archive_set_error", &libarchive.set_error},
};

static bool load_libarchive(struct buffer *reason)
{
    void *handle = dlopen(LIBARCHIVE, RTLD_NOW | RTLD_LOCAL);

    for (size_t i = 0; handle && i < sizeof calls / sizeof *calls; i++) {
        void *call = dlsym(handle, calls[i].name);

        if (!call)
            handle = NULL;
        memcpy(calls[i].pointer, &call, sizeof call);
    }
    libarchive.handle = handle;
    if (!handle)
        buffer_add_format(reason, "libarchive (libarchive13) cannot be loaded for it: %s",
                          dlerror());
    return handle;
}

static la_ssize_t take_for_archive(struct archive *archive, void *context, const void **bytes)
{
    struct passage *passage = context;
    ssize_t size = take_packed(passage);

    if (size < 0)
        libarchive.set_error(archive, errno, "%s", strerror(errno));
    *bytes = passage->block;
    return size;
}

/* True where there was an end. */
static bool read_archive(struct archive *archive, const struct passage *passage)
{
    struct archive_entry *entry;
    const void *bytes;
    size_t size;
    la_int64_t at;
    int result = libarchive.read_next_header(archive, &entry);

    while (result >= ARCHIVE_WARN && result != ARCHIVE_EOF) {
        result = libarchive.read_data_block(archive, &bytes, &size, &at);
        if (result >= ARCHIVE_WARN && result != ARCHIVE_EOF && !give_plain(passage, bytes, size))
            return false;
    }
    return result == ARCHIVE_EOF;
}

static bool undo_others(const struct packing *packing, struct passage *passage, uint64_t *taken,
                        struct buffer *reason)
{
    struct archive *archive = libarchive.read_new();
    bool is_whole =
        archive && libarchive.read_set_format(archive, ARCHIVE_FORMAT_RAW) == ARCHIVE_OK &&
        libarchive.read_append_filter(archive, packing->filter) == ARCHIVE_OK &&
        libarchive.read_open(archive, passage, NULL, take_for_archive, NULL) == ARCHIVE_OK &&
        read_archive(archive, passage);

    if (is_whole)
        *taken = (uint64_t)libarchive.filter_bytes(archive, -1);
    else
        tell(reason, archive ? libarchive.error_string(archive) : "there is no memory for it");
    libarchive.read_free(archive);
    return is_whole;
}

bool undo_prepare(const struct packing *packing, struct buffer *reason)
{
    return packing->filter == ARCHIVE_FILTER_GZIP || libarchive.handle || load_libarchive(reason);
}

bool undo_packing(const struct packing *packing, int in, int out, uint64_t *taken,
                  struct buffer *reason)
{
    struct passage passage = {.in = in, .out = out};

    *taken = 0;
    if (packing->filter == ARCHIVE_FILTER_GZIP)
        return undo_gzip(&passage, taken, reason);
    return undo_others(packing, &passage, taken, reason);
}
