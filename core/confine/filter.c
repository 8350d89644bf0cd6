/* SPDX-License-Identifier: MIT */
/* The filter of system calls, over libseccomp. */
#include "confine/filter.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <linux/sockios.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What is allowed whatever its arguments: work on descriptors that are open, memory, time, and the
 * process's own end. Nothing here makes a descriptor, a process or code. */
static const int allowed[] = {
    /* descriptors that are open */
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(pread64),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(pwrite64),
    SCMP_SYS(lseek),
    SCMP_SYS(ftruncate),
    SCMP_SYS(fstat),
    SCMP_SYS(close),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(recvfrom),
    /* memory; sysinfo since the C library's qsort asks how much there is, and sorts by another
     * algorithm where it gets no answer */
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(sysinfo),
    /* time, and waiting for it */
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(sched_yield),
    SCMP_SYS(futex),
    SCMP_SYS(restart_syscall),
    /* itself */
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getrandom),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

bool filter_is_offered(void)
{
    unsigned action = SECCOMP_RET_ERRNO;

    return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

/* 0, or libseccomp's negative errno. */
static int add_rules(scmp_filter_ctx filter)
{
    /* Calls through the tables of other machines (i386, x32) are refused in the same way. */
    int result = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(EPERM));

    for (size_t i = 0; result == 0 && i < sizeof allowed / sizeof *allowed; i++)
        result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
    /* Memory that is no code; mprotect is not allowed at all, so that none becomes code later. */
    if (result == 0)
        result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
                                  SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    /* What is connected, and no other address. */
    if (result == 0)
        result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(sendto), 1,
                                  SCMP_A4(SCMP_CMP_EQ, 0, 0));
    /* How much of what was said over a socket is not heard yet. */
    if (result == 0)
        result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
                                  SCMP_A1(SCMP_CMP_EQ, SIOCOUTQ, 0));
    /* abort() sends a signal to its own process. */
    if (result == 0)
        result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                                  SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0));
    return result;
}

/* libseccomp goes round for ever where it gets no memory: the process ends of it. The alarm cannot
 * be taken back from inside the filter, so it is ignored then. */
enum { LOAD_SECONDS = 10 };

static int load(scmp_filter_ctx filter)
{
    int result;

    signal(SIGALRM, SIG_DFL);
    alarm(LOAD_SECONDS);
    result = seccomp_load(filter);
    signal(SIGALRM, SIG_IGN);
    return result;
}

bool filter_enter(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    int result = filter ? add_rules(filter) : -ENOMEM;

    if (result == 0)
        result = load(filter);
    seccomp_release(filter);
    errno = -result;
    return result == 0;
}
