/* SPDX-License-Identifier: MIT */
/* Whose code this process is calling, so that a crash in it is told and not just died of. */
#include "process/guard.h"

#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "process/sanitized.h"

static const struct crash {
    int signal;
    const char *how;
} crashes[] = {
    {SIGSEGV, "crashed (segmentation fault)"},
    {SIGBUS, "crashed (bus error)"},
    {SIGFPE, "crashed (arithmetic error, such as a division by zero)"},
    {SIGILL, "crashed (illegal instruction)"},
    {SIGABRT, "aborted"},
    {SIGALRM, "took longer than 10 s"},
};

enum { CRASH_COUNT = sizeof crashes / sizeof *crashes };

_Static_assert(GUARD_SECONDS == 10, "the sentence above says so");

/* A reader that gives a record is still being called while an extractor is. */
enum { DEPTH_LIMIT = 2 };

static bool is_on;

/* What the handler may look at; a handler can be given nothing. It runs in the thread that crashed.
 */
static _Thread_local struct {
    volatile sig_atomic_t depth;
    struct call {
        const char *file;
        const char *who;
        const char *doing;
        bool is_timed;
    } calls[DEPTH_LIMIT];
} guard;

/* A stack that overflowed is no place for a handler. */
static _Alignas(16) char handler_stack[16384];

static void say(const char *text)
{
    ssize_t written = write(STDERR_FILENO, text, strlen(text));

    (void)written;
}

static _Noreturn void tell(const char *how)
{
    const struct call *call = &guard.calls[guard.depth - 1];

    say("lapidary: ");
    say(call->file);
    say(": ");
    say(call->who);
    say(" ");
    say(how);
    say(" while it ");
    say(call->doing);
    say("; mend it, or leave it out\n");
    guard.depth = 0;
    _exit(3);
}

static void tell_crash(int signal)
{
    const char *how = "crashed";

    if (guard.depth == 0) {
        raise(signal); /* our own fault, or sent: the system tells it, the handler being gone */
        return;
    }
    for (size_t i = 0; i < CRASH_COUNT; i++)
        if (crashes[i].signal == signal)
            how = crashes[i].how;
    tell(how);
}

/* Without it a run could end well, by its status, and have no tables. */
static void tell_end(void)
{
    if (is_on && guard.depth > 0)
        tell("ended the program");
}

/* What a plugin calls is this and not the C library's, which knows no handlers. */
__attribute__((visibility("default"))) _Noreturn void _exit(int status)
{
    tell_end();
    for (;;)
        syscall(SYS_exit_group, status);
}

void guard_begin(void)
{
    struct sigaction action = {.sa_handler = tell_crash,
                               .sa_flags = SA_ONSTACK | (int)SA_RESETHAND};
    stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};

    if (is_sanitized()) /* its handlers tell more */
        return;
    is_on = true;
    atexit(tell_end);
    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < CRASH_COUNT; i++)
        sigaction(crashes[i].signal, &action, NULL);
}

void guard_end(void)
{
    struct sigaction action = {.sa_handler = SIG_DFL};

    if (!is_on)
        return;
    is_on = false;
    for (size_t i = 0; i < CRASH_COUNT; i++)
        sigaction(crashes[i].signal, &action, NULL);
}

static void set_alarm(int seconds)
{
    struct itimerval time = {.it_value = {.tv_sec = seconds}};

    setitimer(ITIMER_REAL, &time, NULL);
}

void guard_enter(const char *file, const char *who, const char *doing, bool is_timed)
{
    if (!is_on)
        return;
    guard.calls[guard.depth] = (struct call){file, who, doing, is_timed};
    guard.depth++;
    if (is_timed)
        set_alarm(GUARD_SECONDS);
}

void guard_leave(void)
{
    if (!is_on)
        return;
    guard.depth--;
    if (guard.calls[guard.depth].is_timed)
        set_alarm(0);
}

/* A sanitizer tells its findings at the regular end. */
void guard_leave_program(int status)
{
    if (!is_on)
        exit(status);
    _exit(status);
}
