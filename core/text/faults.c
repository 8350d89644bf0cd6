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

/* The first of some sentences, each of which is a line. */
static struct lap_str first_of(struct lap_str sentences)
{
    const char *end = memchr(sentences.bytes, '\n', sentences.size);

    return (struct lap_str){sentences.bytes,
                            end ? (size_t)(end - sentences.bytes) : sentences.size};
}

struct lap_str faults_sentence(const struct faults *faults)
{
    return first_of(buffer_str(&faults->text));
}

void faults_tell(const struct faults *faults)
{
    struct lap_str rest = buffer_str(&faults->text);

    while (rest.size) {
        struct lap_str sentence = first_of(rest);
        size_t size = sentence.size + (sentence.size < rest.size);

        fprintf(stderr, "lapidary: %.*s\n", STR_ARGS(sentence));
        rest.bytes += size;
        rest.size -= size;
    }
}

void faults_release(struct faults *faults)
{
    buffer_release(&faults->text);
    faults->count = 0;
}
