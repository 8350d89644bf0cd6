/* SPDX-License-Identifier: MIT */
/* A worker's process: forked, confined, doing order after order until the parent hangs up. */
#include "workers/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "call/guard.h"
#include "text/memory.h"

static void end_without_memory(void)
{
    _exit(PROCESS_NO_MEMORY);
}

static bool is_sanitized(void)
{
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
    return true;
#else
    return false;
#endif
}

/* Plugins print nothing; where one does, it is not among our messages or tables. A sanitizer's
 * findings are to be seen. */
static void close_standard_streams(void)
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
}

static void confine(const struct process_plan *plan, struct desk *desk, pid_t parent)
{
    struct desk_page *page = desk->page;
    int files[4 + 2 * DESK_PLACES] = {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO, desk->worker_end};
    struct sandbox_rules rules = {.mode = plan->sandbox,
                                  .parent = parent,
                                  .files = files,
                                  .file_count = sizeof files / sizeof *files,
                                  .memory = plan->memory_limit,
                                  .largest_file = 2 * plan->memory_limit};
    struct faults faults = {0};

    for (size_t i = 0; i < DESK_PLACES; i++) {
        files[4 + 2 * i] = desk->places[i].chunk;
        files[5 + 2 * i] = desk->places[i].batch;
    }
    if (!sandbox_enter(&rules, &page->sandbox, &faults)) {
        snprintf(page->refusal, sizeof page->refusal, "%.*s", STR_ARGS(buffer_str(&faults.text)));
        _exit(PROCESS_NOT_CONFINED);
    }
    faults_release(&faults);
}

/* A plugin may have closed what it did not open. */
static _Noreturn void end_without_room(void)
{
    if (errno == EBADF)
        abort();
    _exit(PROCESS_NO_ROOM);
}

static _Noreturn void work(const struct process_plan *plan, struct desk *desk)
{
    size_t plugin_count = plan->work->catalog->count;
    struct soundness soundness = {.line = desk->worker_end, .leak = plan->memory_limit / 4};
    struct worker *worker = worker_open(plan->work, &desk->page->watch, soundness);
    struct desk_order order = {0};
    struct batch batch;

    batch_init(&batch, plugin_count);
    while (desk_wait(desk, &order, plugin_count)) {
        const struct surveyed *item = &plan->survey->items[order.task.input];

        batch_clear(&batch);
        worker_do(worker, item->reader, item->source, &order.task, &batch);
        if (!batch_write(&batch, desk->places[order.place].batch))
            end_without_room();
        if (!desk_tell(desk, order.place))
            break;
    }
    batch_release(&batch);
    desk_order_release(&order);
    worker_close(worker);
    _exit(PROCESS_WELL);
}

pid_t process_start(const struct process_plan *plan, struct desk *desk)
{
    pid_t parent = getpid();
    pid_t process;

    fflush(NULL);
    process = fork();
    if (process == 0) {
        close(desk->parent_end);
        set_signals();
        close_standard_streams();
        memory_on_shortage(end_without_memory);
        confine(plan, desk, parent);
        work(plan, desk);
    }
    return process;
}
