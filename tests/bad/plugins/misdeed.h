/* SPDX-License-Identifier: MIT */
/* What a plugin can do to the process that it runs in, each misdeed under the word by which a text
 * asks for it: `deed-null` in a record has the plugin misdeeds commit `null`, `deed-null` in a line
 * has the reader misreads do so. */
#ifndef LAPIDARY_TESTS_MISDEED_H
#define LAPIDARY_TESTS_MISDEED_H

#define _GNU_SOURCE
#include <fenv.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#ifdef __SSE__
#include <xmmintrin.h>
#endif

#include <lapidary/plugin.h>

/* Where a misdeed is committed. record and match are NULL outside of extract(). */
struct scene {
    const struct lap_host *host;
    struct lap_call *call;
    const struct lap_record *record;
    const struct lap_match *match;
};

/* What the function that commits it shall return, where it comes back at all. */
typedef int commit_function(const struct scene *scene);

/* Never changed; it keeps the compiler from saying what an endless loop is. */
static volatile int is_endless = 1;

struct misdeed {
    const char *word;
    commit_function *commit;
};

static inline int write_to_null(const struct scene *scene)
{
    volatile int *volatile nowhere = NULL;

    (void)scene;
    *nowhere = 1;
    return LAP_OK;
}

static inline int give_up(const struct scene *scene)
{
    (void)scene;
    abort();
}

static inline int fill_the_stack(const struct scene *scene)
{
    volatile char piece[4096];

    piece[0] = 1;
    return is_endless ? fill_the_stack(scene) + piece[0] : LAP_OK;
}

static inline int divide_by_zero(const struct scene *scene)
{
    volatile int number = 100; /* a compiler divides 1 without dividing */
    volatile int zero = 0;

    (void)scene;
    return number / zero;
}

static inline int run_no_instruction(const struct scene *scene)
{
    (void)scene;
    __builtin_trap();
}

static inline int hang(const struct scene *scene)
{
    (void)scene;
    while (is_endless)
        continue;
    return LAP_OK;
}

static inline int sleep_on(const struct scene *scene)
{
    (void)scene;
    while (is_endless)
        sleep(1000);
    return LAP_OK;
}

static inline int stop_itself(const struct scene *scene)
{
    (void)scene;
    return raise(SIGSTOP);
}

static inline int kill_itself(const struct scene *scene)
{
    (void)scene;
    return raise(SIGKILL);
}

/* As the user does; only the run's own process hears it. */
static inline int interrupt(const struct scene *scene)
{
    (void)scene;
    return raise(SIGINT);
}

/* Of the host, until it has no more. */
static inline int hoard(const struct scene *scene)
{
    while (scene->host->alloc(scene->call, 1 << 20))
        ;
    return scene->host->fail(scene->call, "there is no more memory");
}

static inline int ask_for_all(const struct scene *scene)
{
    char *all = scene->host->alloc(scene->call, SIZE_MAX);

    if (!all)
        return scene->host->fail(scene->call, "there is not so much memory");
    memset(all, 1, 1 << 20);
    return LAP_OK;
}

/* Says that it failed, and that all is well. */
static inline int fail_and_go_on(const struct scene *scene)
{
    scene->host->fail(scene->call, "too hard");
    return LAP_OK;
}

/* Of the C library, and touched. */
static inline int devour(const struct scene *scene)
{
    (void)scene;
    while (is_endless)
        memset(malloc(1 << 20), 1, 1 << 20);
    return LAP_OK;
}

/* Takes all there is and comes back as if nothing were wrong. */
static inline int leak(const struct scene *scene)
{
    (void)scene;
    for (size_t size = 1 << 24; size; size /= 2) {
        char *piece;

        while ((piece = malloc(size)))
            piece[0] = 1;
    }
    return LAP_OK;
}

/* Memory that nobody will miss, and no crash where there is none. */
static inline int leak_pieces(size_t count, size_t size)
{
    for (; count > 0; count--) {
        char *piece = malloc(size);

        if (!piece)
            return LAP_FAILED;
        memset(piece, 1, size);
    }
    return LAP_OK;
}

static inline int seep(const struct scene *scene)
{
    (void)scene;
    return leak_pieces(1, 100000);
}

static inline int pour(const struct scene *scene)
{
    (void)scene;
    return leak_pieces(500, 4000);
}

static inline int end_the_process(const struct scene *scene)
{
    (void)scene;
    exit(0);
}

static inline int end_the_process_at_once(const struct scene *scene)
{
    (void)scene;
    _exit(0);
}

/* As a worker does that cannot be confined, and one that has no room for its rows. */
static inline int pose_as_unconfined(const struct scene *scene)
{
    (void)scene;
    _exit(73);
}

static inline int pose_as_roomless(const struct scene *scene)
{
    (void)scene;
    _exit(72);
}

static inline int close_all_files(const struct scene *scene)
{
    (void)scene;
    for (int file = 0; file < 1024; file++)
        close(file);
    return LAP_OK;
}

/* Nobody hears of it again, and it is still there. */
static inline int close_and_stay(const struct scene *scene)
{
    close_all_files(scene);
    return sleep_on(scene);
}

/* Those that have a size, such as the ones in memory; no stream and no line. */
static inline int close_files_alone(const struct scene *scene)
{
    (void)scene;
    for (int file = STDERR_FILENO + 1; file < 1024; file++)
        if (lseek(file, 0, SEEK_CUR) >= 0)
            close(file);
    return LAP_OK;
}

/* As who finds a descriptor and takes it for a log. */
static inline int write_to_all_lines(const struct scene *scene)
{
    static const char words[] = "a plugin prints nothing\n";

    (void)scene;
    for (int file = STDERR_FILENO + 1; file < 1024; file++)
        if (send(file, words, sizeof words - 1, MSG_NOSIGNAL) < 0)
            continue;
    return LAP_OK;
}

/* Over the beginning of every file that it finds open for writing. */
static inline int write_into_all_files(const struct scene *scene)
{
    static const char rubbish[256] = {1, 2, 3};

    (void)scene;
    for (int file = STDERR_FILENO + 1; file < 1024; file++)
        if (pwrite(file, rubbish, sizeof rubbish, 0) < 0)
            continue;
    return LAP_OK;
}

/* Writes to what it has given back; whoever asks for as much memory next finds out. */
static inline int break_the_heap(const struct scene *scene)
{
    void *first = malloc(24);
    void *second = malloc(24);
    unsigned char *volatile kept = second;

    (void)scene;
    free(first);
    free(second);
    memset(kept, 0xff, 8);
    return LAP_OK;
}

/* No misdeed: it is the one that finds out. */
static inline int ask_for_memory(const struct scene *scene)
{
    void *pieces[4];

    (void)scene;
    for (size_t i = 0; i < 4; i++)
        pieces[i] = malloc(24);
    for (size_t i = 0; i < 4; i++)
        free(pieces[i]);
    return LAP_OK;
}

static inline int write_over_the_host(const struct scene *scene)
{
    memset((void *)(uintptr_t)scene->host, 0, sizeof *scene->host);
    return LAP_OK;
}

/* Numbers that are written or read from now on would come out otherwise. */
static inline int round_up(const struct scene *scene)
{
    (void)scene;
    return fesetround(FE_UPWARD) == 0 ? LAP_OK : LAP_FAILED;
}

/* Whoever computes from now on dies of the first result that is not exact. */
static inline int set_traps(const struct scene *scene)
{
    (void)scene;
    feclearexcept(FE_ALL_EXCEPT);
    return feenableexcept(FE_ALL_EXCEPT) < 0 ? LAP_FAILED : LAP_OK;
}

#ifdef __SSE__

/* The same without a word to the C library, which looks at another one when it is asked. */
static inline int unmask_traps(const struct scene *scene)
{
    (void)scene;
    _mm_setcsr(0);
    return LAP_OK;
}

/* Small numbers would be nothing. Fails where somebody did so before. */
static inline int flush_to_zero(const struct scene *scene)
{
    static const unsigned both = 0x8040;

    if (_mm_getcsr() & both)
        return scene->host->fail(scene->call, "small numbers are nothing already");
    _mm_setcsr(_mm_getcsr() | both);
    return LAP_OK;
}

/* Whoever copies from now on copies what stands before. */
static inline int copy_backwards(const struct scene *scene)
{
    (void)scene;
    __asm__ volatile("std" : : : "cc");
    return LAP_OK;
}

#endif

/* Elsewhere numbers would come out otherwise. Fails where somebody did so before. */
static inline int emigrate(const struct scene *scene)
{
    if (strcmp(setlocale(LC_ALL, NULL), "C") != 0 || uselocale((locale_t)0) != LC_GLOBAL_LOCALE)
        return scene->host->fail(scene->call, "the locale is not that of the program");
    setlocale(LC_ALL, "C.UTF-8");
    uselocale(newlocale(LC_ALL_MASK, "POSIX", (locale_t)0));
    return LAP_OK;
}

/* Files would be found and made elsewhere from now on, and be nobody's to read. */
static inline int wander_off(const struct scene *scene)
{
    (void)scene;
    umask(0777);
    return chdir("/") == 0 ? LAP_OK : LAP_FAILED;
}

/* Nobody could ask the process for anything from now on, nor it learn of the ends of others. */
static inline int turn_deaf(const struct scene *scene)
{
    sigset_t all;

    (void)scene;
    for (int i = 1; i < SIGSYS; i++)
        signal(i, SIG_IGN);
    sigfillset(&all);
    return sigprocmask(SIG_BLOCK, &all, NULL) == 0 ? LAP_OK : LAP_FAILED;
}

static inline int shout(const struct scene *scene)
{
    static const char words[] = "a plugin prints nothing\n";

    (void)scene;
    for (int i = 0; i < 10000; i++)
        if (write(STDOUT_FILENO, words, sizeof words - 1) < 0 ||
            write(STDERR_FILENO, words, sizeof words - 1) < 0)
            break;
    return LAP_OK;
}

/* No misdeed yet: half a second in which others may do something to its process. */
static inline int tarry(const struct scene *scene)
{
    struct timespec now;
    struct timespec end;

    (void)scene;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_nsec += 500000000;
    do
        clock_gettime(CLOCK_MONOTONIC, &now);
    while ((double)now.tv_sec + 1e-9 * (double)now.tv_nsec <
           (double)end.tv_sec + 1e-9 * (double)end.tv_nsec);
    return LAP_OK;
}

/* As a worker does whose tasks are done, and with time to be believed. */
static inline int pose_as_done(const struct scene *scene)
{
    static const unsigned places[] = {0, 1};

    for (int file = STDERR_FILENO + 1; file < 1024; file++)
        for (int i = 0; i < 2; i++)
            if (send(file, &places[i], sizeof places[i], MSG_NOSIGNAL) < 0)
                break;
    return tarry(scene);
}

static const struct misdeed misdeeds[] = {
    {"null", write_to_null},
    {"abort", give_up},
    {"stack", fill_the_stack},
    {"divide", divide_by_zero},
    {"illegal", run_no_instruction},
    {"deaf", turn_deaf},
    {"hang", hang},
    {"sleep", sleep_on},
    {"stop", stop_itself},
    {"kill", kill_itself},
    {"interrupt", interrupt},
    {"hoard", hoard},
    {"all", ask_for_all},
    {"waver", fail_and_go_on},
    {"devour", devour},
    {"leak", leak},
    {"seep", seep},
    {"pour", pour},
    {"exit", end_the_process},
    {"quit", end_the_process_at_once},
    {"unconfined", pose_as_unconfined},
    {"roomless", pose_as_roomless},
    {"close", close_all_files},
    {"hide", close_and_stay},
    {"rob", close_files_alone},
    {"chatter", write_to_all_lines},
    {"forge", pose_as_done},
    {"spoil", write_into_all_files},
    {"heap", break_the_heap},
    {"ask", ask_for_memory},
    {"host", write_over_the_host},
    {"round", round_up},
    {"traps", set_traps},
#ifdef __SSE__
    {"unmask", unmask_traps},
    {"flush", flush_to_zero},
    {"direction", copy_backwards},
#endif
    {"emigrate", emigrate},
    {"wander", wander_off},
    {"shout", shout},
    {"tarry", tarry},
    {NULL, NULL},
};

static inline commit_function *misdeed_of(const struct misdeed *table, struct lap_str word)
{
    for (; table->word; table++)
        if (strlen(table->word) == word.size && memcmp(table->word, word.bytes, word.size) == 0)
            return table->commit;
    return NULL;
}

/* What the declaration's option asks for, where it asks for anything. */
static inline int misdeed_by_option(const struct lap_host *host, struct lap_call *call,
                                    const char *option)
{
    const struct scene scene = {host, call, NULL, NULL};
    commit_function *commit = misdeed_of(misdeeds, host->option(call, option));

    return commit ? commit(&scene) : LAP_OK;
}

#endif
