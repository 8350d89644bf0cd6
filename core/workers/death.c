/* SPDX-License-Identifier: MIT */
/* What a child died of, in words. */
#include "workers/death.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

/* How long a child whose line is cut may take to end. */
enum { END_MILLISECONDS = 500 };

/* A plugin may send itself the signal that tells of the limit's end. */
static bool has_cpu_limit(void)
{
    struct rlimit seconds;

    return getrlimit(RLIMIT_CPU, &seconds) == 0 && seconds.rlim_cur != RLIM_INFINITY;
}

static struct death tell_signal(int signal_number)
{
    struct death death = {.by = DEATH_BY_PLUGIN, .did = "crashed"};

    if (signal_number == SIGXCPU && has_cpu_limit()) {
        death.by = DEATH_BY_SOMEBODY;
        death.did = "lost its process over and over";
        death.is_of_cpu_limit = true;
        snprintf(death.why, sizeof death.why,
                 "it used up the CPU time that a process may take; raise it (ulimit -t)");
    } else if (signal_number == SIGKILL || signal_number == SIGTERM) {
        death.by = DEATH_BY_SOMEBODY;
        death.did = "lost its process over and over";
        snprintf(death.why, sizeof death.why,
                 "it was killed from outside (signal %d); the system does that where memory is "
                 "short",
                 signal_number);
    } else {
        snprintf(death.why, sizeof death.why, "%s (signal %d)", strsignal(signal_number),
                 signal_number);
    }
    return death;
}

/* A worker has its limit, or the hard one of the run's own process where that is lower. */
static void tell_memory_limit(struct death *death, const struct child_rules *rules)
{
    struct rlimit whole;

    if (getrlimit(RLIMIT_AS, &whole) == 0 && whole.rlim_max <= rules->memory_limit)
        snprintf(death->why, sizeof death->why,
                 "the limit on address space is %" PRIu64 " MiB; raise it (ulimit -v)",
                 (uint64_t)whole.rlim_max >> 20);
    else
        snprintf(death->why, sizeof death->why,
                 "a worker's limit is %" PRIu64 " MiB; raise it with --memory-limit",
                 rules->memory_limit >> 20);
}

static struct death tell_robbery(const char *what)
{
    struct death death = {.by = DEATH_BY_PLUGIN, .did = "closed or wrote to what it did not open"};

    snprintf(death.why, sizeof death.why, "%s", what);
    return death;
}

static struct death tell_exit(const struct child *child, const struct child_rules *rules,
                              int status)
{
    struct death death = {.by = DEATH_BY_PLUGIN, .did = "ended its process"};
    /* A plugin may end its process with any status. */
    bool is_within_call = atomic_load(&child->page->watch.plugin) != WATCH_NONE;

    if (status == CHILD_NOT_CONFINED && !is_within_call) {
        death.by = DEATH_BY_MACHINE;
        snprintf(death.why, sizeof death.why, "%.*s", (int)sizeof child->page->refusal,
                 child->page->refusal);
    } else if (status == CHILD_NO_ROOM && !is_within_call) {
        death.by = DEATH_BY_MACHINE;
        snprintf(death.why, sizeof death.why,
                 "the rows of a chunk find no room; free some memory, or raise the limit on file "
                 "sizes (ulimit -f), and run again");
    } else if (status == CHILD_WORN_OUT && !is_within_call) {
        death.by = DEATH_BY_PLAN;
    } else if (status == CHILD_LEAKED) {
        death.did = "gave too little of its memory back";
        death.is_final = true;
        tell_memory_limit(&death, rules);
    } else if (status == CHILD_NO_MEMORY || status == CHILD_CROWDED) {
        death.by = status == CHILD_CROWDED ? DEATH_BY_INPUT : DEATH_BY_PLUGIN;
        death.did = "ran out of memory";
        tell_memory_limit(&death, rules);
    } else if (status == CHILD_ROBBED) {
        death = tell_robbery("a file of its process");
    } else {
        snprintf(death.why, sizeof death.why, "exit status %d", status);
    }
    return death;
}

static struct death tell_lateness(const struct child *child, const struct child_rules *rules)
{
    struct death death = {.by = DEATH_BY_PLUGIN, .did = "hung"};

    /* It went on after all, before the kill reached it. */
    if (atomic_load(&child->page->watch.steps) != child->steps)
        death.by = DEATH_BY_SOMEBODY;
    snprintf(death.why, sizeof death.why, "it took longer than %g s, the limit (--time-limit)",
             rules->time_limit);
    return death;
}

/* True where the child ended; else it is killed. */
static bool has_ended(const struct child *child, int *status)
{
    struct timespec moment = {.tv_nsec = 1000000};

    for (int i = 0; i < END_MILLISECONDS; i++) {
        if (waitpid(child->process, status, WNOHANG) == child->process)
            return true;
        nanosleep(&moment, NULL);
    }
    return false;
}

struct death death_of(struct child *child, const struct child_rules *rules)
{
    int status = 0;
    bool is_over = has_ended(child, &status);

    if (!is_over)
        child_kill(child);
    child->process = 0;
    if (child->is_late)
        return tell_lateness(child, rules);
    if (!is_over)
        return tell_robbery("the line of its process");
    return WIFSIGNALED(status) ? tell_signal(WTERMSIG(status))
                               : tell_exit(child, rules, WEXITSTATUS(status));
}
