/* SPDX-License-Identifier: MIT */
/* The commands of the program and the statuses that they end with. */
#ifndef LAPIDARY_COMMAND_COMMAND_H
#define LAPIDARY_COMMAND_COMMAND_H

/* The same for every command, and in the manual page. */
enum status {
    STATUS_WELL = 0,     /* all well, also with no rows */
    STATUS_REJECTED = 1, /* it finished and something was rejected, failed or differs */
    STATUS_WRONG = 2,    /* wrong usage or declaration */
    STATUS_FAILED = 3    /* could not run or write */
};

/* Each takes main's arguments from its own name on and gives a status. */
int command_run(int argc, char **argv);
int command_list(int argc, char **argv);
int command_show(int argc, char **argv);
int command_test(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_score(int argc, char **argv);
int command_verify(int argc, char **argv);

#endif
