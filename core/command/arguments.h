/* SPDX-License-Identifier: MIT */
/* A command's arguments, one after the other, over getopt_long. */
#ifndef LAPIDARY_COMMAND_ARGUMENTS_H
#define LAPIDARY_COMMAND_ARGUMENTS_H

#include <getopt.h>
#include <stdbool.h>

/* What a plain word is found as; options are found as their val. */
enum { ARGUMENT_PLAIN = 1 };

/* What a command may be told; constant, one a command. */
struct usage {
    const char *command; /* "run" */
    const char *letters; /* getopt's letters for short options, "o:" */
    /* getopt's table, ended by zeros; each val is the option's letter, or larger than 255. --help
     * is added by none: it stands in every table with val 'h'. */
    const struct option *options;
    const char *help; /* what --help prints */
};

/* Takes an option or a plain word for a command; any status but STATUS_WELL ends it, and is told.
 */
typedef int argument_taker(void *context, int found, const char *value);

/* Hands every argument to take, in the order in which they stand; behind `--` all are plain words.
 * True where the command may begin, else it ends with *status: --help was given, or something is
 * wrong and told. */
bool arguments_take(const struct usage *usage, int argc, char **argv, argument_taker *take,
                    void *context, int *status);

/* Says that a command is used wrongly, and how to learn more; gives STATUS_WRONG. */
int arguments_refuse(const struct usage *usage, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
