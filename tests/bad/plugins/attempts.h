/* SPDX-License-Identifier: MIT */
/* Ways out of a worker, each tried once: into the file system, the network, other processes, and
 * memory that is code. None of them does harm where it succeeds. */
#ifndef LAPIDARY_TESTS_ATTEMPTS_H
#define LAPIDARY_TESTS_ATTEMPTS_H

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* The process that loaded the plugins; to be set before any attempt. */
static pid_t attempt_host;

/* Each gives 0 where it got out, else errno. */
static int outcome(int result)
{
    return result < 0 ? errno : 0;
}

static int closed(int file)
{
    return file < 0 ? errno : outcome(close(file));
}

static int try_read(void)
{
    return closed(open("/etc/passwd", O_RDONLY));
}

static int try_create(void)
{
    return closed(open("/tmp", O_TMPFILE | O_WRONLY, 0600));
}

static int try_list(void)
{
    return closed(open("/", O_RDONLY | O_DIRECTORY));
}

static int try_stat(void)
{
    struct stat status;

    return outcome(stat("/etc/passwd", &status));
}

static int try_remove(void)
{
    int error = outcome(unlink("/tmp/there-is-no-such-file"));

    return error == ENOENT ? 0 : error;
}

/* Whoever answers, and be it with a refusal, was reached. */
static int try_connect(int domain, const void *address, socklen_t size)
{
    int file = socket(domain, SOCK_STREAM, 0);
    int error = file < 0 ? errno : outcome(connect(file, address, size));

    if (file >= 0)
        close(file);
    return error == ECONNREFUSED || error == ENOENT ? 0 : error;
}

static int try_tcp(void)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(1), .sin_addr = {htonl(INADDR_LOOPBACK)}};

    return try_connect(AF_INET, &address, sizeof address);
}

static int try_udp(void)
{
    return closed(socket(AF_INET, SOCK_DGRAM, 0));
}

static int try_unix(void)
{
    struct sockaddr_un address = {AF_UNIX, "/tmp/there-is-no-such-socket"};

    return try_connect(AF_UNIX, &address, sizeof address);
}

/* A program that there is not, so that this one goes on: it is looked for, or the call refused. */
static int try_exec(void)
{
    char name[] = "/there-is-no-such-program";
    int error = outcome(execve(name, (char *[]){name, NULL}, (char *[]){NULL}));

    return error == ENOENT ? 0 : error;
}

static int try_fork(void)
{
    pid_t child = fork();

    if (child == 0)
        _exit(0);
    return child < 0 ? errno : outcome(waitpid(child, NULL, 0));
}

static int try_ptrace(void)
{
    return outcome((int)ptrace(PTRACE_TRACEME, 0, NULL, NULL));
}

static int try_signal(void)
{
    return outcome(kill(attempt_host, 0));
}

static int try_limits(void)
{
    struct rlimit limit;

    return outcome(getrlimit(RLIMIT_NOFILE, &limit) < 0 ? -1 : setrlimit(RLIMIT_NOFILE, &limit));
}

static int try_old_code(void)
{
    uintptr_t size = (uintptr_t)sysconf(_SC_PAGESIZE);
    void *page = (void *)((uintptr_t)try_exec & ~(size - 1));
    int error = outcome(mprotect(page, size, PROT_READ | PROT_WRITE | PROT_EXEC));

    if (error == 0)
        mprotect(page, size, PROT_READ | PROT_EXEC);
    return error;
}

static int try_new_code(void)
{
    void *page =
        mmap(NULL, 1, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    return page == MAP_FAILED ? errno : outcome(munmap(page, 1));
}

static const struct attempt {
    const char *name;
    int (*make)(void);
} attempts[] = {
    {"read", try_read},        {"create", try_create},    {"list", try_list},
    {"stat", try_stat},        {"remove", try_remove},    {"tcp", try_tcp},
    {"udp", try_udp},          {"unix", try_unix},        {"exec", try_exec},
    {"fork", try_fork},        {"signal", try_signal},    {"limits", try_limits},
    {"oldcode", try_old_code}, {"newcode", try_new_code}, {"ptrace", try_ptrace},
};

enum { ATTEMPT_COUNT = sizeof attempts / sizeof *attempts };

#endif
