/* SPDX-License-Identifier: MIT */
/* The sandbox from inside: what is refused, and what a worker can still do. Each test does its work
 * in a process of its own, which writes what it found into memory that both see. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>

#include "../bad/plugins/attempts.h"
#include "confine/landlock.h"
#include "confine/sandbox.h"

enum { MEGABYTE = 1 << 20, ROOM = 64 * MEGABYTE };

/* What the process inside found. */
struct found {
    bool is_inside;
    struct sandbox_receipt receipt;
    char told[512];
    int outcomes[ATTEMPT_COUNT];
    volatile int answer;
    volatile bool is_seen; /* the test has looked at the process */
};

static struct found *found;

static int share(void **state)
{
    (void)state;
    found = mmap(NULL, sizeof *found, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    attempt_host = getpid();
    return found == MAP_FAILED ? -1 : 0;
}

static int unshare_found(void **state)
{
    (void)state;
    return munmap(found, sizeof *found);
}

/* Enters the sandbox in a process of its own and does the work there. */
static pid_t begin_inside(struct sandbox_rules rules, void (*work)(void))
{
    struct faults faults = {0};
    pid_t child;

    *found = (struct found){0};
    rules.parent = getpid();
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        found->is_inside = sandbox_enter(&rules, &found->receipt, &faults);
        snprintf(found->told, sizeof found->told, "%s", buffer_text(&faults.text));
        faults_release(&faults);
        if (found->is_inside)
            work();
        _exit(0);
    }
    return child;
}

/* Gives the signal that ended a process, or 0; its exit status is valgrind's to choose. */
static int end_of(pid_t child)
{
    int status;

    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static int inside(struct sandbox_rules rules, void (*work)(void))
{
    return end_of(begin_inside(rules, work));
}

/* Skips the test where the whole sandbox cannot be had, as under valgrind. */
static struct sandbox_rules whole_sandbox(void)
{
    enum sandbox_mode mode = SANDBOX_BEST;

    assert_true(sandbox_choose(&mode, NULL));
    if (mode != SANDBOX_REQUIRE)
        skip();
    return (struct sandbox_rules){.mode = mode, .memory = ROOM};
}

static void make_attempts(void)
{
    for (size_t i = 0; i < ATTEMPT_COUNT; i++)
        found->outcomes[i] = attempts[i].make();
}

static void test_no_way_out(void **state)
{
    (void)state;
    assert_int_equal(inside(whole_sandbox(), make_attempts), 0);
    assert_string_equal(found->told, "");
    assert_true(found->is_inside);
    for (size_t i = 0; i < ATTEMPT_COUNT; i++) {
        if (found->outcomes[i] != EPERM)
            print_message("# %s: %s\n", attempts[i].name, strerrorname_np(found->outcomes[i]));
        assert_int_equal(found->outcomes[i], EPERM);
    }
}

/* The only calls that are allowed, whatever numbers others have on this machine. */
static bool is_allowed(long call)
{
    static const long calls[] = {
        SYS_read,
        SYS_readv,
        SYS_pread64,
        SYS_write,
        SYS_writev,
        SYS_pwrite64,
        SYS_lseek,
        SYS_ftruncate,
        SYS_fstat,
        SYS_close,
        SYS_ppoll,
        SYS_recvfrom,
        SYS_sendto,
        SYS_brk,
        SYS_mmap,
        SYS_munmap,
        SYS_mremap,
        SYS_madvise,
        SYS_sysinfo,
        SYS_clock_gettime,
        SYS_gettimeofday,
        SYS_clock_nanosleep,
        SYS_nanosleep,
        SYS_sched_yield,
        SYS_futex,
        SYS_restart_syscall,
        SYS_getpid,
        SYS_gettid,
        SYS_getrandom,
        SYS_sigaltstack,
        SYS_rt_sigaction,
        SYS_rt_sigprocmask,
        SYS_rt_sigreturn,
        SYS_tgkill,
        SYS_exit,
        SYS_exit_group,
#ifdef __x86_64__
        335, /* uretprobe and uprobe: the kernel lets them past every filter, and */
        336, /* answers with SIGILL where it did not put them there itself */
#endif
#ifdef SYS_poll
        SYS_poll,
#endif
    };

    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (calls[i] == call)
            return true;
    return false;
}

static void call_everything(void)
{
    enum { LAST_CALL = 600 };

    for (long call = 0; call <= LAST_CALL; call++)
        if (!is_allowed(call) && (syscall(call, -1, -1, -1, -1, -1, -1) != -1 || errno != EPERM))
            found->answer = (int)call;
    /* What is allowed for some arguments only; no process has the highest number. */
    if (syscall(SYS_tgkill, attempt_host, attempt_host, 0) != -1 || errno != EPERM)
        found->answer = SYS_tgkill;
    if (syscall(SYS_tgkill, INT32_MAX, INT32_MAX, 0) != -1 || errno != EPERM)
        found->answer = SYS_tgkill;
    if (syscall(SYS_sendto, -1, "", 0, 0, "address", 7) != -1 || errno != EPERM)
        found->answer = SYS_sendto;
    if (syscall(SYS_ioctl, STDIN_FILENO, SIOCATMARK, &(int){0}) != -1 || errno != EPERM)
        found->answer = SYS_ioctl;
    /* This types into a terminal; its number is the next to that which is allowed. */
    if (syscall(SYS_ioctl, STDIN_FILENO, TIOCSTI, "a") != -1 || errno != EPERM)
        found->answer = SYS_ioctl;
    /* Code that is not written where it is mapped, but in the file. */
    if (mmap(NULL, 1, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED ||
        errno != EPERM)
        found->answer = SYS_mmap;
}

static void test_every_other_call_is_refused(void **state)
{
    (void)state;
    assert_int_equal(inside(whole_sandbox(), call_everything), 0);
    assert_string_equal(found->told, "");
    assert_true(found->is_inside);
    assert_int_equal(found->answer, 0);
}

/* Shows that the attempts are such. */
static void test_all_ways_are_open_without(void **state)
{
    (void)state;
    assert_int_equal(inside((struct sandbox_rules){.mode = SANDBOX_OFF}, make_attempts), 0);
    for (size_t i = 0; i < ATTEMPT_COUNT; i++) {
        if (found->outcomes[i])
            print_message("# %s: %s\n", attempts[i].name, strerrorname_np(found->outcomes[i]));
        assert_int_equal(found->outcomes[i], 0);
    }
    assert_false(found->receipt.has_limits || found->receipt.has_no_new_privs ||
                 found->receipt.has_seccomp || found->receipt.landlock_abi);
}

static void nothing(void)
{
}

static void test_receipt_says_all(void **state)
{
    const struct sandbox_receipt *receipt = &found->receipt;

    (void)state;
    assert_int_equal(inside(whole_sandbox(), nothing), 0);
    assert_int_equal(receipt->mode, SANDBOX_REQUIRE);
    assert_true(receipt->has_limits && receipt->has_closed_files && receipt->has_no_new_privs);
    assert_true(receipt->has_no_capabilities && receipt->has_seccomp);
    assert_true(receipt->landlock_abi > 0);
}

/* ---- What the kernel says of a worker ---- */

/* Stays until the test has looked at it. */
static void wait_for_look(void)
{
    found->answer = 1;
    while (!found->is_seen)
        nanosleep(&(struct timespec){0, 1000000}, NULL);
}

static void read_about(pid_t process, const char *what, char *text, size_t room)
{
    char path[64];
    FILE *stream;

    snprintf(path, sizeof path, "/proc/%d/%s", (int)process, what);
    stream = fopen(path, "re");
    assert_non_null(stream);
    text[fread(text, 1, room - 1, stream)] = '\0';
    fclose(stream);
}

/* The number behind a name, written to base 16. */
static unsigned long long bits_of(const char *status, const char *name)
{
    const char *at = strstr(status, name);

    assert_non_null(at);
    return strtoull(at + strlen(name), NULL, 16);
}

/* A limit that the process cannot raise. */
static unsigned long long limit_of(const char *limits, const char *name)
{
    const char *at = strstr(limits, name);
    unsigned long long soft;
    unsigned long long hard;

    assert_non_null(at);
    assert_int_equal(sscanf(at + strlen(name), "%llu %llu", &soft, &hard), 2);
    assert_int_equal(soft, hard);
    return soft;
}

/* The filter refuses what the limits and capabilities are about as well, so that only the kernel
 * can tell that they are there. */
static void test_the_kernel_knows_the_limits(void **state)
{
    struct sandbox_rules rules = whole_sandbox();
    char limits[4096];
    char status[8192];
    struct rlimit core;
    pid_t child;

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_CORE, &core), 0);
    assert_int_equal(setrlimit(RLIMIT_CORE, &(struct rlimit){core.rlim_max, core.rlim_max}), 0);
    rules.files = (int[]){STDERR_FILENO};
    rules.file_count = 1;
    rules.largest_file = MEGABYTE;
    child = begin_inside(rules, wait_for_look);
    assert_int_equal(setrlimit(RLIMIT_CORE, &core), 0);
    while (!found->answer && waitpid(child, NULL, WNOHANG) == 0)
        nanosleep(&(struct timespec){0, 1000000}, NULL);
    assert_true(found->answer);
    read_about(child, "limits", limits, sizeof limits);
    read_about(child, "status", status, sizeof status);
    found->is_seen = true;
    assert_int_equal(end_of(child), 0);
    assert_int_equal(limit_of(limits, "Max core file size"), 0);
    assert_int_equal(limit_of(limits, "Max processes"), 0);
    assert_int_equal(limit_of(limits, "Max open files"), 1);
    assert_int_equal(limit_of(limits, "Max file size"), MEGABYTE);
    assert_true(limit_of(limits, "Max address space") > ROOM + MEGABYTE);
    assert_int_equal(bits_of(status, "CapPrm:"), 0);
    assert_int_equal(bits_of(status, "CapEff:"), 0);
    assert_int_equal(bits_of(status, "NoNewPrivs:"), 1);
}

/* ---- Landlock alone ---- */

static char own_file[] = "/tmp/lapidary-landlock-XXXXXX";

static int try_truncate(void)
{
    return outcome(truncate(own_file, 0));
}

static int try_remove_file(void)
{
    return outcome(unlink(own_file));
}

static int try_bind(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int file = socket(AF_INET, SOCK_STREAM, 0);
    int error = file < 0 ? errno : outcome(bind(file, (const void *)&address, sizeof address));

    if (file >= 0)
        close(file);
    return error;
}

/* An address without a file, chosen by the kernel, where the test listens. */
static struct sockaddr_un abstract = {.sun_family = AF_UNIX};
static socklen_t abstract_size = sizeof abstract;

static int try_abstract(void)
{
    return try_connect(AF_UNIX, &abstract, abstract_size);
}

/* From which version on what is refused, and how. */
static const struct refusal {
    int abi;
    int error;
    int (*make)(void);
} refusals[] = {{1, EACCES, try_read},     {1, EACCES, try_list}, {1, EACCES, try_remove_file},
                {3, EACCES, try_truncate}, {4, EACCES, try_tcp},  {4, EACCES, try_bind},
                {6, EPERM, try_abstract},  {6, EPERM, try_signal}};

enum { REFUSAL_COUNT = sizeof refusals / sizeof *refusals };

/* Tells the first attempt that came out otherwise. */
static void try_with_landlock(int abi)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !landlock_enter(abi)) {
        found->answer = -1;
        return;
    }
    for (size_t i = REFUSAL_COUNT; i-- > 0;)
        if (refusals[i].abi <= abi && refusals[i].make() != refusals[i].error)
            found->answer = (int)i + 1;
}

/* Behind the filter nobody would notice what Landlock leaves open. */
static void test_landlock_denies_what_its_version_knows(void **state)
{
    int file = mkstemp(own_file);
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);

    (void)state;
    assert_true(file >= 0 && listener >= 0);
    assert_int_equal(bind(listener, (const void *)&abstract, sizeof abstract.sun_family), 0);
    assert_int_equal(getsockname(listener, (void *)&abstract, &abstract_size), 0);
    assert_int_equal(listen(listener, 1), 0);
    for (int abi = 1; abi <= landlock_abi(); abi++) {
        pid_t child;

        *found = (struct found){0};
        child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            try_with_landlock(abi);
            _exit(0);
        }
        assert_int_equal(end_of(child), 0);
        assert_int_equal(found->answer, 0);
    }
    close(listener);
    close(file);
    assert_int_equal(unlink(own_file), 0);
}

/* Also where valgrind or a sanitizer works inside the process. */
static void test_try_enters_anywhere(void **state)
{
    (void)state;
    assert_int_equal(inside((struct sandbox_rules){.mode = SANDBOX_TRY, .memory = ROOM}, nothing),
                     0);
    assert_true(found->is_inside);
    assert_string_equal(found->told, "");
    assert_true(found->receipt.has_no_new_privs);
}

/* ---- What a worker does ---- */

static int by_value(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* Memory in all sizes, growing, sorted by the C library, and random bytes. */
static void use_memory(void)
{
    size_t size = 100;
    int *numbers = NULL;

    for (; size < 8 * MEGABYTE; size *= 3) {
        int *grown = realloc(numbers, size * sizeof *numbers);

        if (!grown)
            return;
        numbers = grown;
        for (size_t i = 0; i < size; i++)
            numbers[i] = (int)((i * 7919) % 1000);
        qsort(numbers, size < 100000 ? size : 100000, sizeof *numbers, by_value);
        free(malloc(size));
    }
    found->answer = numbers[0] == 0 && getpid() > 0;
    free(numbers);
}

static void test_worker_has_memory(void **state)
{
    struct sandbox_rules rules = whole_sandbox();

    (void)state;
    rules.memory = 256 * MEGABYTE;
    assert_int_equal(inside(rules, use_memory), 0);
    assert_true(found->answer);
}

static void take_too_much(void)
{
    void *little = malloc(ROOM / 4);
    void *much = malloc(2 * ROOM);

    found->answer = little && !much && errno == ENOMEM;
    free(little);
    free(much);
}

static void test_memory_has_its_limit(void **state)
{
    (void)state;
    assert_int_equal(inside(whole_sandbox(), take_too_much), 0);
    assert_true(found->answer);
    found->answer = 0;
    assert_int_equal(
        inside((struct sandbox_rules){.mode = SANDBOX_OFF, .memory = ROOM}, take_too_much), 0);
    assert_true(found->answer);
}

static void end_by_signal(int number)
{
    found->answer = number;
    _exit(0);
}

/* A handler on a stack of its own, as for a stack that overflows. */
static void catch_fault(void)
{
    static char room[65536];
    stack_t stack = {.ss_sp = room, .ss_size = sizeof room};
    struct sigaction action = {.sa_handler = end_by_signal, .sa_flags = SA_ONSTACK};
    volatile int *volatile nowhere = NULL;

    if (sigaltstack(&stack, NULL) == 0 && sigaction(SIGSEGV, &action, NULL) == 0)
        *nowhere = 1;
}

static void test_worker_catches_its_faults(void **state)
{
    (void)state;
    assert_int_equal(inside(whole_sandbox(), catch_fault), 0);
    assert_int_equal(found->answer, SIGSEGV);
}

static void test_worker_can_abort(void **state)
{
    (void)state;
    assert_int_equal(inside(whole_sandbox(), abort), SIGABRT);
}

static void tell_time(void)
{
    struct timespec time;
    struct timespec little = {0, 1000};

    found->answer = clock_gettime(CLOCK_MONOTONIC, &time) == 0 &&
                    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0 &&
                    nanosleep(&little, NULL) == 0;
}

static void test_worker_has_clocks(void **state)
{
    (void)state;
    assert_int_equal(inside(whole_sandbox(), tell_time), 0);
    assert_true(found->answer);
}

/* ---- Descriptors ---- */

static int kept[2];
static int other;

static void use_files(void)
{
    char letter = 'a';

    found->answer = send(kept[0], "b", 1, 0) == 1 && recv(kept[1], &letter, 1, 0) == 1 &&
                    letter == 'b' && write(other, "c", 1) < 0 && errno == EBADF &&
                    write(STDOUT_FILENO, "", 0) < 0 && errno == EBADF &&
                    read(STDIN_FILENO, &letter, 1) < 0 && errno == EBADF;
}

static void test_only_the_files_of_the_rules_stay(void **state)
{
    struct sandbox_rules rules = whole_sandbox();

    (void)state;
    other = open("/dev/null", O_WRONLY);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, kept), 0);
    rules.files = (int[]){kept[1], kept[0]};
    rules.file_count = 2;
    assert_int_equal(inside(rules, use_files), 0);
    assert_true(found->answer);
    close(kept[0]);
    close(kept[1]);
    close(other);
}

static void write_far(void)
{
    struct sigaction action = {.sa_handler = SIG_IGN};

    sigaction(SIGXFSZ, &action, NULL);
    found->answer = pwrite(other, "a", 1, MEGABYTE - 1) == 1 &&
                    pwrite(other, "a", 1, MEGABYTE) < 0 && errno == EFBIG;
}

static void test_files_have_their_limit(void **state)
{
    struct sandbox_rules rules = whole_sandbox();

    (void)state;
    other = memfd_create("far", MFD_CLOEXEC);
    rules.files = &other;
    rules.file_count = 1;
    rules.largest_file = MEGABYTE;
    assert_int_equal(inside(rules, write_far), 0);
    assert_true(found->answer);
    close(other);
}

/* ---- Other ways into the kernel ---- */

#ifdef __x86_64__
enum { X32_CALL = 0x40000000, I386_GETPID = 20 };

static void call_otherwise(void)
{
    long result = I386_GETPID;

    found->answer = syscall(X32_CALL + SYS_getpid) < 0 && errno == EPERM;
    __asm__ volatile("int $0x80" : "+a"(result) : : "memory", "r8", "r9", "r10", "r11");
    found->answer = found->answer && (int)result == -EPERM;
}

static void test_calls_of_other_machines_are_refused(void **state)
{
    (void)state;
    if (inside(whole_sandbox(), call_otherwise))
        skip(); /* a kernel without i386 */
    assert_true(found->answer);
}
#endif

/* ---- What cannot be had ---- */

static void test_an_orphan_does_not_enter(void **state)
{
    struct sandbox_receipt receipt;
    struct sandbox_rules rules = {.mode = SANDBOX_OFF, .parent = getpid()};
    struct faults faults = {0};

    (void)state;
    assert_false(sandbox_enter(&rules, &receipt, &faults));
    assert_string_equal(buffer_text(&faults.text),
                        "the program that this process works for is gone\n");
    faults_release(&faults);
}

/* The kernel refuses this where a process has no room for a descriptor. */
static void test_what_is_required_must_be_had(void **state)
{
    struct sandbox_rules rules = whole_sandbox();
    struct rlimit before;

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &(struct rlimit){0, before.rlim_max}), 0);
    inside(rules, nothing);
    assert_false(found->is_inside);
    assert_string_equal(found->told,
                        "the sandbox cannot have a count of the memory that it has (Too many open "
                        "files); let the program open more files (ulimit -n)\n"
                        "the sandbox cannot have Landlock (Too many open files); let the program "
                        "open more files (ulimit -n)\n");
    rules.mode = SANDBOX_TRY;
    rules.memory = 0;
    inside(rules, nothing);
    assert_true(found->is_inside);
    assert_string_equal(found->told,
                        "the sandbox cannot have Landlock (Too many open files); let the program "
                        "open more files (ulimit -n)\n");
    assert_int_equal(found->receipt.landlock_abi, 0);
    assert_true(found->receipt.has_seccomp);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
}

/* What is closed makes room for what must be looked at. */
static void test_a_process_with_all_descriptors_enters(void **state)
{
    struct sandbox_rules rules = whole_sandbox();
    struct rlimit before;
    struct rlimit few;
    int lowest = dup(STDERR_FILENO);

    (void)state;
    assert_true(lowest > 0);
    close(lowest);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    few = (struct rlimit){(rlim_t)lowest, before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    inside(rules, nothing);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_string_equal(found->told, "");
    assert_true(found->is_inside);
}

/* Where the whole sandbox cannot be had, as under valgrind and with a sanitizer, only what holds
 * anywhere is tested. */
int main(void)
{
    const struct CMUnitTest anywhere[] = {
        cmocka_unit_test(test_all_ways_are_open_without),
        cmocka_unit_test(test_try_enters_anywhere),
        cmocka_unit_test(test_an_orphan_does_not_enter),
    };
    const struct CMUnitTest whole[] = {
        cmocka_unit_test(test_no_way_out),
        cmocka_unit_test(test_every_other_call_is_refused),
        cmocka_unit_test(test_receipt_says_all),
        cmocka_unit_test(test_the_kernel_knows_the_limits),
        cmocka_unit_test(test_landlock_denies_what_its_version_knows),
        cmocka_unit_test(test_worker_has_memory),
        cmocka_unit_test(test_memory_has_its_limit),
        cmocka_unit_test(test_worker_catches_its_faults),
        cmocka_unit_test(test_worker_can_abort),
        cmocka_unit_test(test_worker_has_clocks),
        cmocka_unit_test(test_only_the_files_of_the_rules_stay),
        cmocka_unit_test(test_files_have_their_limit),
#ifdef __x86_64__
        cmocka_unit_test(test_calls_of_other_machines_are_refused),
#endif
        cmocka_unit_test(test_what_is_required_must_be_had),
        cmocka_unit_test(test_a_process_with_all_descriptors_enters),
        cmocka_unit_test(test_all_ways_are_open_without),
        cmocka_unit_test(test_try_enters_anywhere),
        cmocka_unit_test(test_an_orphan_does_not_enter),
    };
    enum sandbox_mode mode = SANDBOX_BEST;

    if (sandbox_choose(&mode, NULL) && mode == SANDBOX_REQUIRE)
        return cmocka_run_group_tests(whole, share, unshare_found);
    return cmocka_run_group_tests(anywhere, share, unshare_found);
}
