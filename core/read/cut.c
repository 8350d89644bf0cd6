/* SPDX-License-Identifier: MIT */
/* Cuts an input into chunks of whole units. A chunk is made in the caller's room, or else in the
 * buffer, which holds it and at most one unit more. */
#include "read/cut.h"

#include <stdlib.h>

#include "process/memory.h"
#include "read/stop.h"
#include "text/utf8.h"

enum { BLOCK_SIZE = 65536, RECORDS_IN_A_WHOLE = 16 };

struct cutter {
    struct stream *stream;
    enum lap_framing framing;
    size_t chunk_size;
    size_t unit_limit;
    struct buffer buffer; /* from the beginning of the chunk on */
    size_t given;         /* how much of it went out with the last chunk */
    size_t line;          /* of the buffer's beginning */
    size_t record;
    uint64_t input_bytes; /* read when the last chunk went out */
    bool has_ended;       /* nothing more comes, */
    bool is_whole;        /* and the last unit is all there */
};

/* A line or a unit: where it stands, and where what follows it begins. */
struct part {
    size_t start;
    size_t end;
    size_t next;
    bool has_line_end;
};

static size_t count_lines(const char *bytes, size_t size)
{
    const char *end = bytes + size;
    size_t count = 0;

    while (bytes < end && (bytes = memchr(bytes, '\n', (size_t)(end - bytes)))) {
        bytes++;
        count++;
    }
    return count;
}

static struct part line_at(struct lap_str bytes, size_t start)
{
    const char *lf = memchr(bytes.bytes + start, '\n', bytes.size - start);
    struct part line = {start, bytes.size, bytes.size, lf != NULL};

    if (lf) {
        line.end = (size_t)(lf - bytes.bytes);
        line.next = line.end + 1;
        if (line.end > start && bytes.bytes[line.end - 1] == '\r')
            line.end--;
    }
    return line;
}

/* The first unit at or behind at. False where bytes end before it does (they are not the last ones,
 * or nothing but blank lines is left); unit->start is where it begins all the same. */
static bool find_unit(struct lap_str bytes, enum lap_framing framing, size_t at, bool are_last,
                      struct part *unit)
{
    bool is_open = false;
    size_t next;

    for (; at < bytes.size; at = next) {
        struct part line = line_at(bytes, at);
        bool is_blank = utf8_trimmed_size(str_part(bytes, (struct lap_span){at, line.end})) == 0;

        if (!line.has_line_end && !are_last) {
            unit->start = is_open ? unit->start : at;
            return false;
        }
        next = line.next;
        unit->next = next;
        if (is_blank && is_open)
            return true;
        if (is_blank)
            continue;
        unit->start = is_open ? unit->start : at;
        unit->end = line.end;
        is_open = true;
        if (framing == LAP_LINES)
            return true;
    }
    unit->start = is_open ? unit->start : at;
    return is_open && are_last;
}

size_t unit_limit_of(enum lap_framing framing, size_t record_limit)
{
    size_t count = framing == LAP_WHOLE ? RECORDS_IN_A_WHOLE : 1;

    return record_limit < SIZE_MAX / 4 / count ? record_limit * count : SIZE_MAX / 4;
}

struct cutter *cutter_open(struct stream *stream, enum lap_framing framing, size_t chunk_size,
                           size_t record_limit)
{
    struct cutter *cutter = memory_take(1, sizeof *cutter);

    cutter->stream = stream;
    cutter->framing = framing;
    cutter->chunk_size = chunk_size;
    cutter->unit_limit = unit_limit_of(framing, record_limit);
    cutter->line = 1;
    cutter->record = 1;
    return cutter;
}

/* Takes size bytes off the buffer's beginning. */
static void drop(struct cutter *cutter, size_t size)
{
    struct buffer *buffer = &cutter->buffer;

    if (size == 0)
        return;
    cutter->line += count_lines(buffer->bytes, size);
    buffer->size -= size;
    memmove(buffer->bytes, buffer->bytes + size, buffer->size);
}

static size_t read_into(struct cutter *cutter, char *place, size_t size)
{
    size_t got = stream_read(cutter->stream, place, size);

    cutter->has_ended = got < size;
    cutter->is_whole = cutter->has_ended && !stream_is_cut(cutter->stream);
    return got;
}

static void read_block(struct cutter *cutter, size_t size)
{
    cutter->buffer.size += read_into(cutter, buffer_room(&cutter->buffer, size), size);
}

/* Reads on to the end of a character, since half a one is no white space. */
static void read_more(struct cutter *cutter, size_t size)
{
    enum { FURTHER_BYTES = 3 }; /* of a character, behind its first */

    read_block(cutter, size);
    for (int i = 0; i < FURTHER_BYTES && !cutter->has_ended; i++) {
        if (utf8_ends_whole(buffer_str(&cutter->buffer)))
            break;
        read_block(cutter, 1);
    }
}

/* Gives bytes out as a chunk of so many units. */
static void give_bytes(struct cutter *cutter, struct lap_str bytes, size_t units,
                       struct chunk *chunk)
{
    uint64_t input_bytes = stream_done(cutter->stream);

    *chunk = (struct chunk){
        .bytes = bytes,
        .framing = cutter->framing,
        .line = cutter->line,
        .record = cutter->record,
        .input_bytes = input_bytes - cutter->input_bytes,
    };
    cutter->record += units;
    cutter->input_bytes = input_bytes;
}

/* Gives the buffer's first bytes out. */
static void give(struct cutter *cutter, size_t size, size_t units, struct chunk *chunk)
{
    give_bytes(cutter, (struct lap_str){cutter->buffer.bytes, size}, units, chunk);
    cutter->given = size;
}

/* Gives the unit that the buffer begins with out by its beginning only. */
static void give_too_large(struct cutter *cutter, size_t unit_size, size_t next,
                           struct chunk *chunk)
{
    give(cutter, cutter->unit_limit, 1, chunk);
    chunk->is_too_large = true;
    chunk->unit_size = unit_size;
    cutter->given = next;
}

/* A unit while it is read past: how many of its bytes were seen, how many of them up to the last
 * that is no white space, and whether the line that is being read has any such. */
struct passage {
    size_t seen;
    size_t size;
    bool has_text;
};

/* Goes on in bytes from at; true, with *next behind the unit, where it ends there. */
static bool pass(struct passage *passage, enum lap_framing framing, struct lap_str bytes, size_t at,
                 size_t *next)
{
    for (*next = at; *next < bytes.size;) {
        struct part line = line_at(bytes, *next);
        size_t text = utf8_trimmed_size(str_part(bytes, (struct lap_span){line.start, line.end}));

        if (text) {
            passage->size = passage->seen + text;
            passage->has_text = true;
        }
        passage->seen += line.next - line.start;
        *next = line.next;
        if (line.has_line_end && (framing == LAP_LINES || !passage->has_text))
            return true;
        if (line.has_line_end)
            passage->has_text = false;
    }
    return false;
}

/* Reads past the unit that the buffer begins with, keeping no more of it than the limit; false
 * where the run is to end before that. */
static bool pass_unit(struct cutter *cutter, struct chunk *chunk)
{
    struct passage passage = {0};
    size_t lines = 0;
    size_t keep = cutter->unit_limit;
    size_t next;

    for (size_t at = 0; !pass(&passage, cutter->framing, buffer_str(&cutter->buffer), at, &next);
         at = keep) {
        if (stop_is_asked()) /* then an end is only where the reading broke off */
            return false;
        if (cutter->has_ended)
            break;
        lines += count_lines(cutter->buffer.bytes + keep, cutter->buffer.size - keep);
        cutter->buffer.size = keep;
        read_more(cutter, BLOCK_SIZE);
    }
    if (passage.size > cutter->unit_limit) {
        give_too_large(cutter, passage.size, next, chunk);
    } else {
        give(cutter, passage.size, 1, chunk);
        cutter->given = next;
    }
    cutter->line += lines;
    return true;
}

/* Gives all there is out, unless its end is missing; where it is too large, no more than the limit
 * is kept while it is read. */
static bool next_whole(struct cutter *cutter, struct chunk *chunk)
{
    struct buffer *buffer = &cutter->buffer;
    uint64_t total = stream_total(cutter->stream);
    size_t block =
        total < cutter->unit_limit && total > BLOCK_SIZE ? (size_t)total + 1 : BLOCK_SIZE;
    size_t past = 0;

    while (!cutter->has_ended && !stop_is_asked()) {
        read_more(cutter, block);
        if (buffer->size > cutter->unit_limit) {
            past += buffer->size - cutter->unit_limit;
            buffer->size = cutter->unit_limit;
        }
        block = buffer->size > BLOCK_SIZE && !past ? buffer->size : BLOCK_SIZE;
    }
    if (buffer->size == 0 || !cutter->is_whole)
        return false;
    if (past)
        give_too_large(cutter, buffer->size + past, buffer->size, chunk);
    else
        give(cutter, buffer->size, 1, chunk);
    return true;
}

/* How many whole units at the beginning of bytes fit into a chunk together, and where they end;
 * none where the first is too large or is not all there. */
static size_t fitting_units(const struct cutter *cutter, struct lap_str bytes, size_t *end)
{
    struct part unit;
    size_t units = 0;

    *end = 0;
    while (find_unit(bytes, cutter->framing, *end, cutter->is_whole, &unit) &&
           unit.next <= cutter->chunk_size && unit.end - unit.start <= cutter->unit_limit) {
        *end = unit.next;
        units++;
    }
    return units;
}

/* Gives the unit that the buffer begins with a chunk of its own, reading on until it is whole: as
 * much again as is there, so that a long one is not searched over and over. */
static bool next_alone(struct cutter *cutter, struct chunk *chunk)
{
    struct part unit;

    while (!find_unit(buffer_str(&cutter->buffer), cutter->framing, 0, cutter->is_whole, &unit)) {
        size_t size;

        if (cutter->has_ended || stop_is_asked())
            return false;
        drop(cutter, unit.start);
        size = cutter->buffer.size;
        if (size > cutter->unit_limit + BLOCK_SIZE) {
            if (utf8_trimmed_size(buffer_str(&cutter->buffer)))
                return pass_unit(cutter, chunk);
            drop(cutter, size);
        }
        read_more(cutter, size > BLOCK_SIZE ? size : BLOCK_SIZE);
    }
    if (unit.end - unit.start <= cutter->unit_limit) {
        give(cutter, unit.next, 1, chunk);
    } else {
        drop(cutter, unit.start);
        give_too_large(cutter, unit.end - unit.start, unit.next - unit.start, chunk);
    }
    return true;
}

/* Makes the next chunk in room: of what the buffer holds, which it has no more than a chunk of, and
 * of what comes behind. What is no part of the chunk goes to the buffer; false where there is none
 * but that. */
static bool next_in_room(struct cutter *cutter, char *room, struct chunk *chunk)
{
    struct buffer *buffer = &cutter->buffer;
    struct lap_str bytes = {room, buffer->size};
    size_t units;
    size_t end;

    if (buffer->size)
        memcpy(room, buffer->bytes, buffer->size);
    buffer->size = 0;
    bytes.size += read_into(cutter, room + bytes.size, cutter->chunk_size - bytes.size);
    units = fitting_units(cutter, bytes, &end);
    buffer_add(buffer, room + end, bytes.size - end);
    if (units == 0)
        return false;
    give_bytes(cutter, (struct lap_str){room, end}, units, chunk);
    cutter->line += count_lines(room, end);
    return true;
}

/* The next chunk, if there is one. */
static bool next_chunk(struct cutter *cutter, char *room, struct chunk *chunk)
{
    size_t held = cutter->buffer.size;
    size_t units;
    size_t end;

    if (cutter->framing == LAP_WHOLE)
        return next_whole(cutter, chunk);
    if (!cutter->has_ended && held < cutter->chunk_size) {
        if (room && next_in_room(cutter, room, chunk))
            return true;
        if (!room)
            read_more(cutter, cutter->chunk_size - held);
    }
    units = fitting_units(cutter, buffer_str(&cutter->buffer), &end);
    if (units == 0)
        return next_alone(cutter, chunk);
    give(cutter, end, units, chunk);
    return true;
}

enum cut cutter_next(struct cutter *cutter, char *room, struct chunk *chunk, struct faults *faults)
{
    drop(cutter, cutter->given);
    cutter->given = 0;
    if (next_chunk(cutter, room, chunk))
        return CUT_CHUNK;
    return stream_check(cutter->stream, faults) ? CUT_END : CUT_FAILED;
}

void cutter_close(struct cutter *cutter)
{
    buffer_release(&cutter->buffer);
    free(cutter);
}

bool chunk_unit(const struct chunk *chunk, size_t *at, struct unit *unit)
{
    struct part part = {0, chunk->bytes.size, chunk->bytes.size, false};
    const char *before = *at ? unit->bytes.bytes : chunk->bytes.bytes;
    bool is_first = *at == 0;

    if (!is_first && chunk->framing == LAP_LINES)
        before += unit->bytes.size; /* a line holds no line end */
    if (chunk->framing == LAP_WHOLE) {
        if (!is_first || utf8_trimmed_size(chunk->bytes) == 0)
            return false;
    } else if (!find_unit(chunk->bytes, chunk->framing, *at, true, &part)) {
        return false;
    }
    unit->bytes = str_part(chunk->bytes, (struct lap_span){part.start, part.end});
    unit->line = (is_first ? chunk->line : unit->line) +
                 count_lines(before, (size_t)(unit->bytes.bytes - before));
    unit->record = is_first ? chunk->record : unit->record + 1;
    *at = part.next;
    return true;
}
