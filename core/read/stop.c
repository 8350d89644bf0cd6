/* SPDX-License-Identifier: MIT */
/* Whether the program is asked to stop: SIGINT, SIGTERM, SIGHUP or SIGXCPU. */
#include "read/stop.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#include "process/clock.h"

/* In nanoseconds; timeout(1) sends its signal to the process, and to the group that it is in. */
enum { ONE_AND_THE_SAME = 100 * 1000 * 1000 };

static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGXCPU};

/* When the first signal came, by clock_now(); 0: none did. */
static _Atomic uint64_t asked;

/* One of the signals was the system's. */
static atomic_bool is_out_of_time;

static void take_signal(int signal)
{
    static const char message[] = "\nlapidary: stopped at once; --resume goes on from the last "
                                  "checkpoint\n";
    uint64_t now = clock_now();
    uint64_t first = 0;
    ssize_t written;

    if (signal == SIGXCPU)
        is_out_of_time = true;
    if (atomic_compare_exchange_strong(&asked, &first, now) || now < first + ONE_AND_THE_SAME)
        return;
    written = write(STDERR_FILENO, message, sizeof message - 1);
    (void)written;
    _exit(3);
}

static bool is_ignored(int signal)
{
    struct sigaction action;

    return sigaction(signal, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

/* SIGHUP is ignored where a run is to outlive its terminal, SIGXCPU where it is to take what time
 * there is. SIGINT says nothing by that: shells have it ignored by all that scripts put into the
 * background. */
static bool is_left_ignored(int signal)
{
    return (signal == SIGHUP || signal == SIGXCPU) && is_ignored(signal);
}

void stop_on_signals(void)
{
    /* Without SA_RESTART: a read that waits for a pipe gives up. */
    struct sigaction action = {.sa_handler = take_signal};

    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (!is_left_ignored(signals[i]))
            sigaction(signals[i], &action, NULL);
}

bool stop_is_asked(void)
{
    return asked != 0;
}

const char *stop_cause(void)
{
    return is_out_of_time ? " since its CPU time was used up (raise it with ulimit -t)" : "";
}

/* The signals are held back while it is asked and let through by the wait itself: one that came
 * between the two would be forgotten until there is something to read. */
bool stop_or_input(int file)
{
    struct pollfd input = {file, POLLIN, 0};
    sigset_t held;
    sigset_t usual;

    sigemptyset(&held);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaddset(&held, signals[i]);
    sigprocmask(SIG_BLOCK, &held, &usual);
    while (!stop_is_asked() && ppoll(&input, 1, NULL, &usual) < 0 && errno == EINTR)
        continue;
    sigprocmask(SIG_SETMASK, &usual, NULL);
    errno = EINTR;
    return !stop_is_asked();
}
