/* SPDX-License-Identifier: MIT */
/* The program: finds the command that is asked for and hands it the rest. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "command/command.h"
#include "declare/nearest.h"
#include "process/guard.h"
#include "text/faults.h"

struct command {
    const char *name;
    int (*run)(int argc, char **argv);
};

static const struct command commands[] = {
    {"run", command_run},       {"list", command_list},       {"show", command_show},
    {"test", command_test},     {"explain", command_explain}, {"score", command_score},
    {"verify", command_verify},
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static const char help[] =
    "Example: lapidary run saved_page.txt -o tables\n"
    "\n"
    "Usage: lapidary COMMAND [OPTIONS] [ARGUMENTS]\n"
    "Cuts facets (links, datasets, figures ...) out of paper listings and writes them as CSV "
    "tables.\n"
    "\n"
    "Commands:\n"
    "  run      read inputs and write the tables\n"
    "  list     the plugins there are\n"
    "  show     a plugin's declaration, columns, patterns and examples\n"
    "  test     run the examples of declarations\n"
    "  explain  why a plugin did or did not make a row of a text\n"
    "  score    a run's tables against tables marked by hand\n"
    "  verify   whether the files of a run are those that it wrote\n"
    "\n"
    "Options:\n"
    "  --help     this text; `lapidary COMMAND --help` tells of a command\n"
    "  --version  the program's version\n"
    "\n"
    "Exit status: 0 all well, 1 something was rejected, an example failed or a file differs,\n"
    "2 wrong usage or declaration, 3 could not run or write.\n";

static int refuse(const char *word)
{
    const char *known[COMMAND_COUNT + 1] = {0};
    struct arena arena = {0};

    for (size_t i = 0; i < COMMAND_COUNT; i++)
        known[i] = commands[i].name;
    fprintf(stderr, "lapidary: there is no command '%s'%s; see `lapidary --help`\n", word,
            nearest_hint(&arena, word, known));
    arena_release(&arena);
    return STATUS_WRONG;
}

/* What was printed must have arrived: a full disk behind stdout is a failure too. */
static int end_output(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    fprintf(stderr, "lapidary: standard output cannot be written: %s; send it elsewhere\n",
            strerror(errno));
    return STATUS_FAILED;
}

/* What is opened first takes the number of a standard stream that is closed, and would get what is
 * printed. What holds the number instead can be neither read nor written. */
static void hold_standard_streams(void)
{
    int file;

    do
        file = open("/dev/null", O_PATH);
    while (file >= 0 && file <= STDERR_FILENO);
    if (file >= 0)
        close(file);
}

/* A run takes 80 KiB, more with plugins that take more; one that has too little ends without a
 * word. */
enum { LEAST_STACK_KIB = 256 };

static bool has_stack(void)
{
    struct rlimit stack;

    if (getrlimit(RLIMIT_STACK, &stack) != 0 || stack.rlim_cur >= LEAST_STACK_KIB << 10)
        return true;
    fprintf(stderr, "lapidary: the limit on the stack is %ju KiB; raise it (ulimit -s %d)\n",
            (uintmax_t)stack.rlim_cur >> 10, LEAST_STACK_KIB);
    return false;
}

/* Less than the standard streams, the scout, the output folder and its tables take: with fewer,
 * what fails first would be a plugin's file, and its fault would mislead. */
enum { FEWEST_DESCRIPTORS = 16 };

static bool has_descriptors(void)
{
    long allowed = sysconf(_SC_OPEN_MAX);

    if (allowed < 0 || allowed >= FEWEST_DESCRIPTORS)
        return true;
    fprintf(stderr, "lapidary: %ld descriptors are too few: %s; " MORE_FILES "\n", allowed,
            strerror(EMFILE));
    return false;
}

/* Signals that are blocked stay so in a program that is started: nothing would stop a run, nor end
 * or tell a plugin that goes wrong. */
static void hear_signals(void)
{
    sigset_t none;

    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static int do_command(int argc, char **argv)
{
    hold_standard_streams();
    if (!has_stack() || !has_descriptors())
        return STATUS_FAILED;
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is told like any other failed write */
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGCHLD, SIG_DFL); /* else nothing tells what a worker died of */
    guard_begin();
    hear_signals();
    if (argc < 2) {
        fputs("lapidary: name a command; see `lapidary --help`\n", stderr);
        return STATUS_WRONG;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("lapidary " PACKAGE_VERSION);
        return end_output(STATUS_WELL);
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        fputs(help, stdout);
        return end_output(STATUS_WELL);
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return end_output(commands[i].run(argc - 1, argv + 1));
    return refuse(argv[1]);
}

int main(int argc, char **argv)
{
    guard_leave_program(do_command(argc, argv));
}
