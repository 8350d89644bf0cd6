/* SPDX-License-Identifier: MIT */
/* What went wrong, as sentences that the caller tells or throws away. */
#include "text/faults.h"

#include <stdio.h>

#include "text/visible.h"

/* A line end in a name or a value would make two sentences of one. */
static void add_sentence(struct faults *faults, struct buffer *sentence)
{
    visible_add(&faults->text, buffer_str(sentence));
    buffer_add_char(&faults->text, '\n');
    faults->count++;
    buffer_release(sentence);
}

void faults_add(struct faults *faults, const char *format, ...)
{
    struct buffer sentence = {0};
    va_list list;

    va_start(list, format);
    buffer_add_list(&sentence, format, list);
    va_end(list);
    add_sentence(faults, &sentence);
}

void faults_add_at(struct faults *faults, struct place place, const char *format, ...)
{
    struct buffer sentence = {0};
    va_list list;

    buffer_add_format(&sentence, "%s:", *place.file ? place.file : "''");
    if (place.line)
        buffer_add_format(&sentence, "%zu:", place.line);
    if (place.line && place.column)
        buffer_add_format(&sentence, "%zu:", place.column);
    buffer_add_char(&sentence, ' ');
    va_start(list, format);
    buffer_add_list(&sentence, format, list);
    va_end(list);
    add_sentence(faults, &sentence);
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
