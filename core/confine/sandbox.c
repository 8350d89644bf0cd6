/* SPDX-License-Identifier: MIT */
/* The sandbox, part by part, in the order in which each can still be entered. */
#include "confine/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "confine/filter.h"
#include "confine/landlock.h"
#include "process/sanitized.h"

/* True where something in this very process works beside the program and needs what the sandbox
 * takes: a sanitizer maps its shadow and reads symbols, valgrind writes code. valgrind loads its
 * part of the program this way. */
static bool is_watched(void)
{
    const char *loaded = getenv("LD_PRELOAD");

    return is_sanitized() || (loaded && strstr(loaded, "vgpreload"));
}

/* Where the system tells a process how much memory it has. */
static const char own_memory[] = "/proc/self/statm";

/* What this system lacks for the whole sandbox; NULL where it lacks nothing. */
static const char *find_lack(void)
{
    if (is_watched())
        return "valgrind or a sanitizer watches the program, and works inside it";
    if (!filter_is_offered())
        return "the kernel does not filter system calls (seccomp)";
    if (landlock_abi() == 0)
        return "the kernel has no Landlock, or it is not switched on (lsm=landlock,...)";
    if (access(own_memory, F_OK) != 0)
        return "/proc is not mounted, and without it the memory of workers cannot be limited";
    return NULL;
}

bool sandbox_choose(enum sandbox_mode *mode, struct faults *faults)
{
    const char *lack = find_lack();

    if (*mode == SANDBOX_BEST)
        *mode = lack ? SANDBOX_TRY : SANDBOX_REQUIRE;
    if (*mode != SANDBOX_REQUIRE || !lack)
        return true;
    faults_add(faults,
               "--sandbox=require: %s; take --sandbox=try to go on with what there is; run.json "
               "says what that was",
               lack);
    return false;
}

/* An entry while it is made. */
struct entry {
    const struct sandbox_rules *rules;
    struct sandbox_receipt *receipt;
    struct faults *faults;
};

/* Tells by errno that a part cannot be had, unless it was. */
static bool has(const struct entry *entry, bool is_had, const char *part)
{
    if (!is_had)
        faults_add(entry->faults, "the sandbox cannot have %s (%s); %s", part, strerror(errno),
                   errno == EMFILE ? MORE_FILES : "take --sandbox=try to go on without it");
    return is_had;
}

/* ---- Descriptors ---- */

static int compare_files(const void *a, const void *b)
{
    int left = *(const int *)a;
    int right = *(const int *)b;

    return (left > right) - (left < right);
}

/* Closes what lies between the rules' descriptors. */
static bool close_others(const struct sandbox_rules *rules)
{
    int *files = malloc((rules->file_count + 1) * sizeof *files);
    unsigned next = 0;
    bool is_done = files != NULL;

    if (!files)
        return false;
    if (rules->file_count)
        memcpy(files, rules->files, rules->file_count * sizeof *files);
    qsort(files, rules->file_count, sizeof *files, compare_files);
    for (size_t i = 0; i < rules->file_count && is_done; i++) {
        unsigned file = (unsigned)files[i];

        is_done = file <= next || close_range(next, file - 1, 0) == 0;
        next = file + 1;
    }
    is_done = is_done && close_range(next, UINT32_MAX, 0) == 0;
    free(files);
    return is_done;
}

/* ---- Limits ---- */

/* A limit that is lower already stays. */
static bool set_limit(int resource, rlim_t limit)
{
    struct rlimit now;

    if (getrlimit((__rlimit_resource_t)resource, &now) == 0 && now.rlim_max < limit)
        limit = now.rlim_max;
    return setrlimit((__rlimit_resource_t)resource, &(struct rlimit){limit, limit}) == 0;
}

/* Bytes of this process's address space; 0 and errno where nobody tells. */
static uint64_t mapped_bytes(void)
{
    char text[64] = "";
    int file = open(own_memory, O_RDONLY | O_CLOEXEC);
    ssize_t size = file < 0 ? -1 : read(file, text, sizeof text - 1);

    if (file >= 0)
        close(file);
    return size > 0 ? strtoull(text, NULL, 10) * (uint64_t)sysconf(_SC_PAGESIZE) : 0;
}

/* memory: bytes beyond those mapped; 0: as many as there are. */
static bool limit_memory(uint64_t mapped, uint64_t memory)
{
    return memory == 0 || set_limit(RLIMIT_AS, mapped + memory);
}

/* False and errno where a limit of memory is asked for, and nobody tells what is mapped. */
static bool count_mapped(const struct sandbox_rules *rules, uint64_t *mapped)
{
    *mapped = mapped_bytes();
    return rules->memory == 0 || *mapped > 0;
}

/* Descriptors are limited to as many as stay, and not to none, since poll() asks the limit how many
 * it may be given. */
static bool set_limits(const struct sandbox_rules *rules, uint64_t mapped)
{
    return limit_memory(mapped, rules->memory) && set_limit(RLIMIT_FSIZE, rules->largest_file) &&
           set_limit(RLIMIT_NPROC, 0) && set_limit(RLIMIT_NOFILE, rules->file_count);
}

/* No core dump, neither as a file nor through a program that takes them, which a limit does not
 * hold back. */
static bool forgo_core_dumps(void)
{
    return set_limit(RLIMIT_CORE, 0) && prctl(PR_SET_DUMPABLE, 0) == 0;
}

/* ---- Rights ---- */

static bool drop_capabilities(void)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0, 0, 0}};

    return syscall(SYS_capset, &header, none) == 0;
}

/* What was shut must not open, whatever the kernel said. */
static bool is_shut(const char *folder, int wanted)
{
    int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (file < 0)
        return errno == wanted;
    close(file);
    errno = EEXIST;
    return false;
}

static bool shut_files(int *abi)
{
    *abi = landlock_abi();
    if (*abi > 0 && landlock_enter(*abi) && is_shut("/", EACCES))
        return true;
    *abi = 0;
    return false;
}

/* ---- All of it ---- */

/* The process ends with its parent; false where that is gone already. */
static bool follow_parent(const struct entry *entry)
{
    if (!has(entry, prctl(PR_SET_PDEATHSIG, SIGKILL) == 0, "an end with its parent"))
        return false;
    if (getppid() == entry->rules->parent)
        return true;
    faults_add(entry->faults, "the program that this process works for is gone");
    return false;
}

/* What is mapped is read while there are files, and once some descriptors are closed, since the
 * process may have all that it may have; Landlock is proved before there is a limit of descriptors,
 * which would answer for it. */
static void enter(const struct entry *entry)
{
    const struct sandbox_rules *rules = entry->rules;
    struct sandbox_receipt *receipt = entry->receipt;
    uint64_t mapped;
    bool is_counted;
    bool is_quiet_in_death = has(entry, forgo_core_dumps(), "an end without core dump");

    receipt->has_no_new_privs =
        has(entry, prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "no_new_privs");
    if (is_watched())
        return;
    receipt->has_no_capabilities = has(entry, drop_capabilities(), "an end of capabilities");
    receipt->has_closed_files = has(entry, close_others(rules), "other descriptors closed");
    is_counted = has(entry, count_mapped(rules, &mapped), "a count of the memory that it has");
    has(entry, shut_files(&receipt->landlock_abi), "Landlock");
    receipt->has_limits = is_counted &&
                          has(entry, set_limits(rules, mapped), "limits of resources") &&
                          is_quiet_in_death;
    receipt->has_seccomp = has(entry, filter_enter() && is_shut("/", EPERM), "seccomp");
}

static bool is_whole(const struct sandbox_receipt *receipt)
{
    return receipt->has_limits && receipt->has_closed_files && receipt->has_no_new_privs &&
           receipt->has_no_capabilities && receipt->has_seccomp && receipt->landlock_abi > 0;
}

bool sandbox_enter(const struct sandbox_rules *rules, struct sandbox_receipt *receipt,
                   struct faults *faults)
{
    struct entry entry = {rules, receipt, faults};
    uint64_t mapped;

    *receipt = (struct sandbox_receipt){.mode = rules->mode};
    if (!follow_parent(&entry))
        return false;
    if (rules->mode != SANDBOX_OFF)
        enter(&entry);
    else if (!is_watched())
        has(&entry, count_mapped(rules, &mapped) && limit_memory(mapped, rules->memory),
            "a limit of memory");
    return rules->mode != SANDBOX_REQUIRE || is_whole(receipt);
}
