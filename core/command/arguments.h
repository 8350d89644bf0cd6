/* SPDX-License-Identifier: MIT */
/* A command's arguments, one after the other, over getopt_long. */
#ifndef LAPIDARY_COMMAND_ARGUMENTS_H
#define LAPIDARY_COMMAND_ARGUMENTS_H

#include <getopt.h>
#include <stdbool.h>

enum {
    ARGUMENT_END = 0,   /* there are no more */
    ARGUMENT_PLAIN = 1, /* no option: value is the word */
    ARGUMENT_WRONG = 2, /* told on stderr; the command ends with STATUS_WRONG */
    ARGUMENT_HELP = 3   /* --help was asked for and given; it ends with STATUS_WELL */
};

struct arguments {
    const char *command; /* "run" */
    int argc;
    char **argv;
    const char *letters; /* getopt's letters for short options, "o:" */
    /* getopt's table, ended by zeros; each val is the option's letter, or larger than 255. --help
     * is added by none: it stands in every table with val 'h'. */
    const struct option *options;
    const char *help;  /* what --help prints */
    const char *value; /* of the last option or plain word */
};

/* The next one: an option's val, or one of the above. Plain words and options come in the order in
 * which they stand; behind `--` all are plain words. */
int arguments_next(struct arguments *arguments);

/* Says that a command is used wrongly, and how to learn more; gives STATUS_WRONG. */
int arguments_refuse(const struct arguments *arguments, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
