/* SPDX-License-Identifier: MIT */
/* Whether the user asked the program to stop: SIGINT, SIGTERM or SIGHUP. */
#include "read/stop.h"

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static volatile sig_atomic_t asked;

static void take_signal(int signal)
{
    static const char message[] = "\nlapidary: stopped at once; --resume goes on from the last "
                                  "checkpoint\n";
    ssize_t written;

    (void)signal;
    if (!asked) {
        asked = 1;
        return;
    }
    written = write(STDERR_FILENO, message, sizeof message - 1);
    (void)written;
    _exit(3);
}

static bool is_ignored(int signal)
{
    struct sigaction action;

    return sigaction(signal, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

/* SIGHUP is ignored where a run is to outlive its terminal. SIGINT says nothing by that: shells
 * have it ignored by all that scripts put into the background. */
void stop_on_signals(void)
{
    /* Without SA_RESTART: a read that waits for a pipe gives up. */
    struct sigaction action = {.sa_handler = take_signal};
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        if (signals[i] != SIGHUP || !is_ignored(SIGHUP))
            sigaction(signals[i], &action, NULL);
    }
}

bool stop_is_asked(void)
{
    return asked;
}
