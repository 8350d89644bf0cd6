/* SPDX-License-Identifier: MIT */
/* A process that meets plugins for this one: forked, confined, watched, and killed when it is late.
 */
#include "workers/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "process/clock.h"
#include "process/guard.h"
#include "process/memory.h"
#include "process/sanitized.h"
#include "workers/soundness.h"

struct child_rules child_rules_of(const struct job *job)
{
    return (struct child_rules){.sandbox = job->sandbox,
                                .memory_limit = amount_value(&job->amounts, AMOUNT_MEMORY),
                                .time_limit =
                                    1e-3 * (double)amount_value(&job->amounts, AMOUNT_TIME)};
}

static void end_without_memory(size_t wanted)
{
    _exit(soundness_blames_call(wanted) ? CHILD_NO_MEMORY : CHILD_CROWDED);
}

/* Plugins print nothing; where one does, it is not among our messages or tables. A sanitizer's
 * findings are to be seen. */
static void silence_standard_streams(void)
{
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

    if (nothing < 0)
        return;
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    if (!is_sanitized())
        dup2(nothing, STDERR_FILENO);
    close(nothing);
}

/* The terminal sends its signals to all processes of the run; the parent decides for them. */
static void set_signals(void)
{
    guard_end();
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGXCPU, SIG_DFL); /* each process has CPU time of its own */
}

static void confine(struct child_page *page, const struct child_rules *rules,
                    const struct child_work *work, pid_t parent)
{
    enum { STREAMS = 3 };
    int files[STREAMS + CHILD_FILES] = {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO};
    struct sandbox_rules sandbox = {.mode = rules->sandbox,
                                    .parent = parent,
                                    .files = files,
                                    .file_count = STREAMS + work->file_count,
                                    .memory = rules->memory_limit,
                                    .largest_file = 2 * rules->memory_limit};
    struct faults faults = {0};

    memcpy(files + STREAMS, work->files, work->file_count * sizeof *files);
    if (!sandbox_enter(&sandbox, &page->sandbox, &faults)) {
        snprintf(page->refusal, sizeof page->refusal, "%.*s", STR_ARGS(faults_sentence(&faults)));
        _exit(CHILD_NOT_CONFINED);
    }
    faults_release(&faults);
}

bool child_start(struct child *child, const struct child_rules *rules,
                 const struct child_work *work, struct faults *faults)
{
    pid_t parent = getpid();

    *child = (struct child){.page = child->page};
    watch_step(&child->page->watch, WATCH_NONE, 0, 0);
    fflush(NULL);
    child->process = fork();
    if (child->process == 0) {
        set_signals();
        silence_standard_streams();
        memory_on_shortage(end_without_memory);
        confine(child->page, rules, work, parent);
        soundness_begin(work->files, work->file_count, rules->memory_limit);
        work->work(work->context);
    }
    if (child->process > 0)
        return true;
    child->process = 0;
    faults_add(faults, "a worker cannot be started: %s; run with fewer --workers", strerror(errno));
    return false;
}

double child_seconds(uint64_t *last)
{
    uint64_t now = clock_now();
    double seconds = clock_seconds(*last, now);

    *last = now;
    return seconds > 4e-3 * CHILD_PAUSE ? 1e-3 * CHILD_PAUSE : seconds;
}

void child_watch(struct child *child, double seconds, const struct child_rules *rules,
                 bool is_awaited)
{
    const struct watch *watch = &child->page->watch;
    uint64_t steps = atomic_load(&watch->steps);

    child->still = steps == child->steps ? child->still + seconds : 0;
    child->steps = steps;
    if (child->process == 0 || child->is_late)
        return;
    if (atomic_load(&watch->record))
        child->is_late = child->still > rules->time_limit;
    if (child->is_late ||
        (is_awaited && !atomic_load(&watch->record) && child->still > CHILD_PATIENCE))
        kill(child->process, SIGKILL);
}

void child_dismiss(const struct child *child)
{
    if (child->process > 0)
        kill(child->process, SIGKILL);
}

void child_kill(struct child *child)
{
    child_dismiss(child);
    while (child->process > 0 && waitpid(child->process, NULL, 0) < 0 && errno == EINTR)
        ;
    child->process = 0;
}
