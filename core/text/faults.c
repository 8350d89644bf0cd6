/* SPDX-License-Identifier: MIT */
/* What went wrong, as sentences that the caller tells or throws away. */
#include "text/faults.h"

#include <stdio.h>

static void end_sentence(struct faults *faults)
{
    buffer_add_char(&faults->text, '\n');
    faults->count++;
}

void faults_add(struct faults *faults, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    buffer_add_list(&faults->text, format, list);
    va_end(list);
    end_sentence(faults);
}

void faults_add_at(struct faults *faults, struct place place, const char *format, ...)
{
    va_list list;

    buffer_add_format(&faults->text, "%s:", place.file);
    if (place.line)
        buffer_add_format(&faults->text, "%zu:", place.line);
    if (place.line && place.column)
        buffer_add_format(&faults->text, "%zu:", place.column);
    buffer_add_char(&faults->text, ' ');
    va_start(list, format);
    buffer_add_list(&faults->text, format, list);
    va_end(list);
    end_sentence(faults);
}

void faults_tell(const struct faults *faults)
{
    struct lap_str rest = buffer_str(&faults->text);

    while (rest.size) {
        const char *end = memchr(rest.bytes, '\n', rest.size);
        size_t size = end ? (size_t)(end - rest.bytes) : rest.size;

        fprintf(stderr, "lapidary: %.*s\n", (int)size, rest.bytes);
        size += end ? 1 : 0;
        rest.bytes += size;
        rest.size -= size;
    }
}

void faults_release(struct faults *faults)
{
    buffer_release(&faults->text);
    faults->count = 0;
}
