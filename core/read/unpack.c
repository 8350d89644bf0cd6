/* SPDX-License-Identifier: MIT */
/* Both sides of the process that unpacks: its life within, its pipes without. */
#include "read/unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "confine/sandbox.h"
#include "process/memory.h"
#include "read/stop.h"
#include "read/undo.h"

/* PAUSE: milliseconds after which the process is looked at again at the latest. */
enum { PIPE_SIZE = 1 << 20, PAUSE = 100 };

/* What unpacking may take: zstd asks 128 MiB for its widest usual window, xz 64 MiB at its best. */
static const uint64_t memory_limit = UINT64_C(256) << 20;

/* What the process says of itself, in memory that both sides see. */
struct verdict {
    bool is_whole;
    uint64_t taken;
    char reason[256];
};

struct unpacker {
    pid_t process;
    int in;  /* a socket, so that its end can be told from a signal */
    int out; /* a pipe */
    struct verdict *verdict;
    struct packed_source source;
    uint64_t time_limit;          /* milliseconds; 0: none */
    uint64_t idle;                /* milliseconds in which it took nothing and gave nothing */
    char pending[UNPACKER_BLOCK]; /* packed bytes on their way */
    size_t pending_start;
    size_t pending_end;
    bool has_ended;
    bool has_deserted; /* it closed its end of the pipe and did not end itself */
    int status;        /* wait()'s, once it has ended */
};

/* ---- Within the process ---- */

/* A signal from the terminal is the parent's to answer; a crash is to be seen as what it is. */
static void set_signals(void)
{
    static const int ignored[] = {SIGINT, SIGTERM, SIGHUP};
    static const int usual[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU};

    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        signal(ignored[i], SIG_IGN);
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        signal(usual[i], SIG_DFL);
}

/* The whole life of the process. */
static _Noreturn void live(const struct packing *packing, struct sandbox_rules *rules, int in,
                           int out, struct verdict *verdict)
{
    struct sandbox_receipt receipt = {0};
    struct faults faults = {0};
    struct buffer reason = {0};

    set_signals();
    rules->files = (int[]){in, out};
    rules->file_count = 2;
    if (sandbox_enter(rules, &receipt, &faults))
        verdict->is_whole = undo_packing(packing, in, out, &verdict->taken, &reason);
    else
        buffer_add_str(&reason, faults_sentence(&faults));
    snprintf(verdict->reason, sizeof verdict->reason, "%s", buffer_text(&reason));
    _exit(0);
}

/* ---- Outside of it ---- */

/* Forks the process between a socket and a pipe, whose other ends are the unpacker's. */
static bool start(struct unpacker *unpacker, const struct packing *packing, enum sandbox_mode mode)
{
    struct sandbox_rules rules = {.mode = mode, .parent = getpid(), .memory = memory_limit};
    int in[2] = {-1, -1};
    int out[2] = {-1, -1};

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in) == 0 && pipe2(out, O_CLOEXEC) == 0) {
        fcntl(out[0], F_SETPIPE_SZ, PIPE_SIZE); /* a smaller one does as well */
        unpacker->process = fork();
        if (unpacker->process == 0)
            live(packing, &rules, in[0], out[1], unpacker->verdict);
    }
    if (in[0] >= 0)
        close(in[0]);
    if (out[1] >= 0)
        close(out[1]);
    unpacker->in = in[1];
    unpacker->out = out[0];
    return unpacker->process > 0;
}

struct unpacker *unpacker_open(const struct packing *packing, struct unpacking_rules rules,
                               struct lap_str first, struct packed_source source,
                               struct buffer *reason)
{
    struct unpacker *unpacker;

    if (!undo_prepare(packing, reason))
        return NULL;
    unpacker = memory_take(1, sizeof *unpacker);
    unpacker->source = source;
    unpacker->time_limit = rules.time_limit;
    memcpy(unpacker->pending, first.bytes, first.size);
    unpacker->pending_end = first.size;
    unpacker->in = unpacker->out = -1;
    unpacker->verdict = mmap(NULL, sizeof *unpacker->verdict, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (unpacker->verdict != MAP_FAILED && start(unpacker, packing, rules.sandbox))
        return unpacker;
    buffer_add_format(reason, "no process can be had for it (%s)", strerror(errno));
    unpacker_close(unpacker);
    return NULL;
}

/* Shut and not only closed, since other processes that were forked may hold it as well. */
static void close_in(struct unpacker *unpacker)
{
    if (unpacker->in < 0)
        return;
    shutdown(unpacker->in, SHUT_WR);
    close(unpacker->in);
    unpacker->in = -1;
}

/* Hands on what fits; the socket is closed behind the last packed byte, or when nobody takes them
 * any more. */
static void feed(struct unpacker *unpacker)
{
    ssize_t sent;

    if (unpacker->pending_start == unpacker->pending_end) {
        unpacker->pending_start = 0;
        unpacker->pending_end =
            unpacker->source.read(unpacker->source.context, unpacker->pending, UNPACKER_BLOCK);
    }
    sent = send(unpacker->in, unpacker->pending + unpacker->pending_start,
                unpacker->pending_end - unpacker->pending_start, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent > 0)
        unpacker->pending_start += (size_t)sent;
    else if (sent == 0 || (errno != EAGAIN && errno != EINTR))
        close_in(unpacker);
}

static void wait_for_process(struct unpacker *unpacker, int options)
{
    while (waitpid(unpacker->process, &unpacker->status, options) < 0 && errno == EINTR)
        continue;
}

static void note_end(struct unpacker *unpacker)
{
    unpacker->has_ended = true;
    unpacker->process = 0;
    close_in(unpacker);
}

static void stop(struct unpacker *unpacker)
{
    kill(unpacker->process, SIGKILL);
    wait_for_process(unpacker, 0);
    note_end(unpacker);
}

/* Ends the process behind the last byte that it gives. A process that ends closes the pipe on its
 * way out, where SIGSTOP does not reach it any more; one that closed it by itself is halted, and so
 * told from one that was killed from outside, and is not waited for. */
static void end(struct unpacker *unpacker)
{
    kill(unpacker->process, SIGSTOP);
    wait_for_process(unpacker, WUNTRACED);
    unpacker->has_deserted = WIFSTOPPED(unpacker->status);
    if (unpacker->has_deserted)
        stop(unpacker);
    else
        note_end(unpacker);
}

static bool is_late(const struct unpacker *unpacker)
{
    return unpacker->time_limit && unpacker->idle >= unpacker->time_limit;
}

/* Waits until the process takes or gives something; false where it did not yet, or was ended. */
static bool wait_for(struct unpacker *unpacker, struct pollfd ends[2])
{
    int ready = poll(ends, 2, PAUSE);

    if (ready == 0)
        unpacker->idle += PAUSE;
    else if (ready > 0)
        unpacker->idle = 0;
    if (is_late(unpacker) || stop_is_asked())
        stop(unpacker);
    return ready > 0 && !unpacker->has_ended;
}

size_t unpacker_read(struct unpacker *unpacker, char *bytes, size_t size)
{
    while (!unpacker->has_ended) {
        struct pollfd ends[] = {{unpacker->out, POLLIN, 0}, {unpacker->in, POLLOUT, 0}};
        ssize_t got;

        if (!wait_for(unpacker, ends))
            continue;
        if (ends[0].revents) {
            got = read(unpacker->out, bytes, size);
            if (got > 0)
                return (size_t)got;
            if (got == 0)
                end(unpacker);
        } else if (ends[1].revents) {
            feed(unpacker);
        }
    }
    return 0;
}

bool unpacker_check(struct unpacker *unpacker, uint64_t *taken, struct buffer *reason)
{
    struct verdict *verdict = unpacker->verdict;

    verdict->reason[sizeof verdict->reason - 1] = '\0';
    *taken = verdict->taken;
    if (verdict->is_whole)
        return true;
    if (*verdict->reason)
        buffer_add_format(reason, "%s", verdict->reason);
    else if (is_late(unpacker))
        buffer_add_format(reason,
                          "its process did nothing for %g s, the limit; raise it with --time-limit",
                          1e-3 * (double)unpacker->time_limit);
    else if (unpacker->has_deserted)
        buffer_add_format(reason, "its process closed its end of the pipe and went on");
    else if (WIFSIGNALED(unpacker->status) && WTERMSIG(unpacker->status) == SIGKILL)
        buffer_add_format(reason, "its process was killed from outside, as the system does where "
                                  "memory is short");
    else if (WIFSIGNALED(unpacker->status))
        buffer_add_format(reason, "unpacking it crashed: %s",
                          strsignal(WTERMSIG(unpacker->status)));
    else
        buffer_add_format(reason, "its process ended unasked");
    return false;
}

void unpacker_close(struct unpacker *unpacker)
{
    if (unpacker->process > 0)
        stop(unpacker);
    close_in(unpacker);
    if (unpacker->out >= 0)
        close(unpacker->out);
    if (unpacker->verdict != MAP_FAILED)
        munmap(unpacker->verdict, sizeof *unpacker->verdict);
    free(unpacker);
}
