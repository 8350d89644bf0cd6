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

struct lap_str faults_sentence(const struct faults *faults)
{
    struct lap_str rest = buffer_str(&faults->text);

    return rest.size ? str_take(&rest, '\n') : rest;
}

void faults_tell(const struct faults *faults)
{
    struct lap_str rest = buffer_str(&faults->text);

    while (rest.size) {
        struct lap_str sentence = str_take(&rest, '\n');

        fprintf(stderr, "lapidary: %.*s\n", STR_ARGS(sentence));
    }
}

void faults_join(struct faults *faults, struct faults *others)
{
    buffer_add_str(&faults->text, buffer_str(&others->text));
    faults->count += others->count;
    faults_release(others);
}

void faults_release(struct faults *faults)
{
    buffer_release(&faults->text);
    faults->count = 0;
}
