/* SPDX-License-Identifier: MIT */
/* Stands between the program and the C library (LD_PRELOAD), counts the calls that can fail, and
 * makes one of them fail or has the process killed there. No part of the product.
 *
 * FAULTS_PAGE names a file of struct page, which all processes of a run share: the counts are those
 * of the run, and can be read when it is dead. FAULTS says what to do, as `CALL NUMBER HOW ERRNO`:
 * at which call (`malloc`, or `any` of those on files), at its which one, and what. `fail` fails it
 * once, with that errno; `break` fails it and all that come after it; `cut` does half of what was
 * asked for; `kill` dies by SIGKILL before it, and `ask` sends SIGTERM, which breaks a poll() off,
 * both in the process that was started first. Without FAULTS it only counts. FAULTS_PROGRAM is the
 * name of the program that is meant: what watches it, and is started before it, is left alone. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The calls: those of memory first, then those on files and processes. */
#define CALLS(X)                                                                                   \
    X(malloc)                                                                                      \
    X(calloc)                                                                                      \
    X(realloc)                                                                                     \
    X(open)                                                                                        \
    X(read)                                                                                        \
    X(pread)                                                                                       \
    X(write)                                                                                       \
    X(pwrite)                                                                                      \
    X(fsync)                                                                                       \
    X(ftruncate)                                                                                   \
    X(rename)                                                                                      \
    X(unlink)                                                                                      \
    X(mkdir)                                                                                       \
    X(flock)                                                                                       \
    X(mmap)                                                                                        \
    X(memfd_create)                                                                                \
    X(socketpair)                                                                                  \
    X(pipe)                                                                                        \
    X(send)                                                                                        \
    X(recv)                                                                                        \
    X(pthread_create)                                                                              \
    X(fork)                                                                                        \
    X(fopen)                                                                                       \
    X(opendir)                                                                                     \
    X(readdir)                                                                                     \
    X(dup)                                                                                         \
    X(fcntl)                                                                                       \
    X(fstat)                                                                                       \
    X(poll)                                                                                        \
    X(waitpid)                                                                                     \
    X(prctl)                                                                                       \
    X(setrlimit)                                                                                   \
    X(close_range)

#define NUMBER_OF(name) CALL_##name,
enum call { CALLS(NUMBER_OF) CALL_ANY, CALL_COUNT };
#define FIRST_OF_FILES CALL_open

#define NAME_OF(name) #name,
static const char *const names[CALL_COUNT] = {CALLS(NAME_OF) "any"};

enum how { HOW_NOT, HOW_FAIL, HOW_BREAK, HOW_CUT, HOW_KILL, HOW_ASK };
static const char *const hows[] = {"", "fail", "break", "cut", "kill", "ask"};

struct page {
    _Atomic uint64_t counts[CALL_COUNT];
    _Atomic int64_t process;  /* the first of the run */
    _Atomic uint64_t reached; /* how often something was done */
};

static struct page *page;
static int64_t haste = 1;
static struct {
    enum call call;
    unsigned long long number;
    enum how how;
    int error;
} fault;

static void read_fault(const char *text)
{
    char call[32];
    char how[16];

    if (!text || sscanf(text, "%31s %llu %15s %d", call, &fault.number, how, &fault.error) != 4)
        return;
    while (fault.call < CALL_ANY && strcmp(names[fault.call], call) != 0)
        fault.call++;
    for (size_t i = 1; i < sizeof hows / sizeof *hows; i++)
        if (strcmp(hows[i], how) == 0)
            fault.how = (enum how)i;
}

__attribute__((constructor)) static void begin(void)
{
    void *(*map)(void *, size_t, int, int, int, off_t);
    const char *program = getenv("FAULTS_PROGRAM");
    const char *path = getenv("FAULTS_PAGE");
    int (*open_file)(const char *, int, ...);
    const char *faster = getenv("FAULTS_HASTE");
    int64_t nobody = 0;
    int file;

    if (faster)
        haste = strtol(faster, NULL, 10);
    if (program && strcmp(program_invocation_short_name, program) != 0)
        return;
    *(void **)&map = dlsym(RTLD_NEXT, "mmap");
    *(void **)&open_file = dlsym(RTLD_NEXT, "open");
    file = path ? open_file(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0)
        return;
    read_fault(getenv("FAULTS"));
    page = map(NULL, sizeof *page, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (page == MAP_FAILED)
        abort();
    atomic_compare_exchange_strong(&page->process, &nobody, getpid());
}

static int is_meant(enum call call, uint64_t number)
{
    if (fault.call != call)
        return 0;
    return fault.how == HOW_BREAK ? number >= fault.number : number == fault.number;
}

static void send_signal(int number)
{
    if (getpid() == atomic_load(&page->process)) {
        atomic_fetch_add(&page->reached, 1);
        kill(getpid(), number);
    }
}

/* Counts a call and says what shall become of it. */
static enum how counted(enum call call)
{
    enum how how = HOW_NOT;

    if (!page)
        return HOW_NOT;
    if (is_meant(call, atomic_fetch_add(&page->counts[call], 1) + 1))
        how = fault.how;
    if (call >= FIRST_OF_FILES && getpid() == atomic_load(&page->process) &&
        is_meant(CALL_ANY, atomic_fetch_add(&page->counts[CALL_ANY], 1) + 1))
        how = fault.how;
    if (how == HOW_KILL || how == HOW_ASK) {
        send_signal(how == HOW_KILL ? SIGKILL : SIGTERM);
        how = how == HOW_ASK && call == CALL_poll ? HOW_FAIL : HOW_NOT;
    }
    if (how == HOW_FAIL || how == HOW_BREAK)
        errno = fault.error;
    if (how != HOW_NOT)
        atomic_fetch_add(&page->reached, 1);
    return how;
}

static int fails(enum call call)
{
    enum how how = counted(call);

    return how == HOW_FAIL || how == HOW_BREAK;
}

/* Calls the next function of this name. */
#define NEXT(type, name, parameters, ...)                                                          \
    static type(*next) parameters;                                                                 \
    if (!next)                                                                                     \
        *(void **)&next = dlsym(RTLD_NEXT, #name);                                                 \
    return next(__VA_ARGS__)

/* ---- Memory: the next function is a sanitizer's or valgrind's, who have these calls for
 * themselves; else the C library's, by a name of its own, since dlsym() itself may ask for some.
 * ---- */

#ifdef FAULTS_OF_WATCHED_MEMORY
#define TAKE(name, parameters, ...) NEXT(void *, name, parameters, __VA_ARGS__)
#else
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
#define TAKE(name, parameters, ...) return __libc_##name(__VA_ARGS__)
#endif

#define WRAP_MEMORY(name, parameters, ...)                                                         \
    void *name parameters                                                                          \
    {                                                                                              \
        if (fails(CALL_##name))                                                                    \
            return NULL;                                                                           \
        TAKE(name, parameters, __VA_ARGS__);                                                       \
    }

WRAP_MEMORY(malloc, (size_t size), size)
WRAP_MEMORY(calloc, (size_t count, size_t size), count, size)
WRAP_MEMORY(realloc, (void *block, size_t size), block, size)

/* ---- Files and processes ---- */

#define WRAP(type, failure, call, name, parameters, ...)                                           \
    type name parameters                                                                           \
    {                                                                                              \
        if (fails(CALL_##call))                                                                    \
            return failure;                                                                        \
        NEXT(type, name, parameters, __VA_ARGS__);                                                 \
    }

/* The last parameter but those behind it is a size, of which half may be done. */
#define WRAP_SIZED(name, call, parameters, size, is_passed, ...)                                   \
    ssize_t name parameters                                                                        \
    {                                                                                              \
        if (!(is_passed)) {                                                                        \
            enum how how = counted(CALL_##call);                                                   \
            if (how == HOW_FAIL || how == HOW_BREAK)                                               \
                return -1;                                                                         \
            if (how == HOW_CUT)                                                                    \
                size = (size + 1) / 2;                                                             \
        }                                                                                          \
        NEXT(ssize_t, name, parameters, __VA_ARGS__);                                              \
    }

/* What is said on stderr must be heard. */
WRAP_SIZED(write, write, (int file, const void *bytes, size_t size), size, file == STDERR_FILENO,
           file, bytes, size)
WRAP_SIZED(read, read, (int file, void *bytes, size_t size), size, 0, file, bytes, size)
WRAP_SIZED(pwrite, pwrite, (int file, const void *bytes, size_t size, off_t at), size, 0, file,
           bytes, size, at)
WRAP_SIZED(pwrite64, pwrite, (int file, const void *bytes, size_t size, off_t at), size, 0, file,
           bytes, size, at)
WRAP_SIZED(pread, pread, (int file, void *bytes, size_t size, off_t at), size, 0, file, bytes, size,
           at)
WRAP_SIZED(pread64, pread, (int file, void *bytes, size_t size, off_t at), size, 0, file, bytes,
           size, at)

WRAP(ssize_t, -1, send, send, (int line, const void *bytes, size_t size, int flags), line, bytes,
     size, flags)
WRAP(ssize_t, -1, recv, recv, (int line, void *bytes, size_t size, int flags), line, bytes, size,
     flags)
WRAP(int, -1, fsync, fsync, (int file), file)
WRAP(int, -1, fsync, fdatasync, (int file), file)
WRAP(int, -1, ftruncate, ftruncate, (int file, off_t size), file, size)
WRAP(int, -1, ftruncate, ftruncate64, (int file, off_t size), file, size)
WRAP(int, -1, rename, rename, (const char *from, const char *to), from, to)
WRAP(int, -1, rename, renameat, (int at, const char *from, int into, const char *to), at, from,
     into, to)
WRAP(int, -1, rename, renameat2,
     (int at, const char *from, int into, const char *to, unsigned flags), at, from, into, to,
     flags)
WRAP(int, -1, unlink, unlink, (const char *path), path)
WRAP(int, -1, unlink, unlinkat, (int at, const char *path, int flags), at, path, flags)
WRAP(int, -1, unlink, rmdir, (const char *path), path)
WRAP(int, -1, mkdir, mkdir, (const char *path, mode_t mode), path, mode)
WRAP(int, -1, mkdir, mkdirat, (int at, const char *path, mode_t mode), at, path, mode)
WRAP(int, -1, flock, flock, (int file, int how), file, how)
WRAP(void *, MAP_FAILED, mmap, mmap,
     (void *place, size_t size, int rights, int flags, int file, off_t at), place, size, rights,
     flags, file, at)
WRAP(void *, MAP_FAILED, mmap, mmap64,
     (void *place, size_t size, int rights, int flags, int file, off_t at), place, size, rights,
     flags, file, at)
WRAP(int, -1, memfd_create, memfd_create, (const char *name, unsigned flags), name, flags)
WRAP(int, -1, socketpair, socketpair, (int domain, int type, int protocol, int ends[2]), domain,
     type, protocol, ends)
WRAP(int, -1, pipe, pipe, (int ends[2]), ends)
WRAP(int, -1, pipe, pipe2, (int ends[2], int flags), ends, flags)
WRAP(int, fault.error, pthread_create, pthread_create,
     (pthread_t * thread, const pthread_attr_t *attributes, void *(*start)(void *), void *context),
     thread, attributes, start, context)
WRAP(pid_t, -1, fork, fork, (void), )
WRAP(FILE *, NULL, fopen, fopen, (const char *path, const char *mode), path, mode)
WRAP(FILE *, NULL, fopen, fopen64, (const char *path, const char *mode), path, mode)
WRAP(DIR *, NULL, opendir, opendir, (const char *path), path)
WRAP(struct dirent *, NULL, readdir, readdir, (DIR * folder), folder)
WRAP(struct dirent64 *, NULL, readdir, readdir64, (DIR * folder), folder)
WRAP(int, -1, dup, dup, (int file), file)
WRAP(int, -1, dup, dup2, (int file, int number), file, number)
WRAP(int, -1, fstat, fstat, (int file, struct stat *status), file, status)
WRAP(int, -1, fstat, fstat64, (int file, struct stat64 *status), file, status)
WRAP(int, -1, fstat, stat, (const char *path, struct stat *status), path, status)
WRAP(int, -1, fstat, stat64, (const char *path, struct stat64 *status), path, status)
WRAP(int, -1, fstat, fstatat, (int at, const char *path, struct stat *status, int flags), at, path,
     status, flags)
WRAP(int, -1, fstat, fstatat64, (int at, const char *path, struct stat64 *status, int flags), at,
     path, status, flags)
WRAP(int, -1, poll, poll, (struct pollfd * files, nfds_t count, int pause), files, count, pause)
WRAP(int, -1, poll, ppoll,
     (struct pollfd * files, nfds_t count, const struct timespec *pause, const sigset_t *signals),
     files, count, pause, signals)
WRAP(pid_t, -1, waitpid, waitpid, (pid_t process, int *status, int options), process, status,
     options)
WRAP(int, -1, setrlimit, setrlimit, (__rlimit_resource_t what, const struct rlimit *limit), what,
     limit)
WRAP(int, -1, close_range, close_range, (unsigned first, unsigned last, int flags), first, last,
     flags)

int prctl(int what, ...)
{
    unsigned long words[4];
    va_list list;

    va_start(list, what);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        words[i] = va_arg(list, unsigned long);
    va_end(list);
    if (fails(CALL_prctl))
        return -1;
    NEXT(int, prctl, (int, ...), what, words[0], words[1], words[2], words[3]);
}

#define WRAP_FCNTL(name)                                                                           \
    int name(int file, int what, ...)                                                              \
    {                                                                                              \
        unsigned long word;                                                                        \
        va_list list;                                                                              \
                                                                                                   \
        va_start(list, what);                                                                      \
        word = va_arg(list, unsigned long);                                                        \
        va_end(list);                                                                              \
        if (fails(CALL_fcntl))                                                                     \
            return -1;                                                                             \
        NEXT(int, name, (int, int, ...), file, what, word);                                        \
    }

WRAP_FCNTL(fcntl)
WRAP_FCNTL(fcntl64)

/* Those that take a mode only where they make a file. */
static mode_t mode_of(int flags, va_list list)
{
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0;
}

#define WRAP_OPEN(name, parameters, ...)                                                           \
    int name parameters                                                                            \
    {                                                                                              \
        va_list list;                                                                              \
        mode_t mode;                                                                               \
                                                                                                   \
        va_start(list, flags);                                                                     \
        mode = mode_of(flags, list);                                                               \
        va_end(list);                                                                              \
        if (fails(CALL_open))                                                                      \
            return -1;                                                                             \
        NEXT(int, name, parameters, __VA_ARGS__, flags, mode);                                     \
    }

WRAP_OPEN(open, (const char *path, int flags, ...), path)
WRAP_OPEN(open64, (const char *path, int flags, ...), path)
WRAP_OPEN(openat, (int at, const char *path, int flags, ...), at, path)
WRAP_OPEN(openat64, (int at, const char *path, int flags, ...), at, path)

/* ---- The clock ---- */

int clock_gettime(clockid_t clock, struct timespec *now)
{
    static int (*next)(clockid_t, struct timespec *);
    int64_t nanoseconds;
    int status;

    if (!next)
        *(void **)&next = dlsym(RTLD_NEXT, "clock_gettime");
    status = next(clock, now);
    if (status != 0 || clock != CLOCK_MONOTONIC)
        return status;
    nanoseconds = haste * (now->tv_sec * INT64_C(1000000000) + now->tv_nsec);
    now->tv_sec = nanoseconds / INT64_C(1000000000);
    now->tv_nsec = nanoseconds % INT64_C(1000000000);
    return 0;
}
