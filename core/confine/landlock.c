/* SPDX-License-Identifier: MIT */
/* Landlock by its system calls: the C library has no functions for them. */
#include "confine/landlock.h"

#include <errno.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/* struct landlock_ruleset_attr as of version 6; Debian 12's header ends with the first member. A
 * kernel that knows fewer members takes it as long as those are 0. */
struct ruleset {
    uint64_t handled_access_fs;
    uint64_t handled_access_net;
    uint64_t scoped;
};

/* The rights that each version added, from the kernel's include/uapi/linux/landlock.h: access
 * rights are numbered through, so that "all" is all bits below a number. What is handled and
 * allowed by no rule is denied. */
#define BITS(count) ((UINT64_C(1) << (count)) - 1)
static const struct {
    int abi;
    struct ruleset ruleset;
} versions[] = {
    {1, {BITS(13), 0, 0}},             /* Linux 5.13: files and folders */
    {2, {BITS(14), 0, 0}},             /* 5.19: links and renames across folders */
    {3, {BITS(15), 0, 0}},             /* 6.2: truncation */
    {4, {BITS(15), BITS(2), 0}},       /* 6.7: bind and connect of TCP */
    {5, {BITS(16), BITS(2), 0}},       /* 6.10: ioctl of devices */
    {6, {BITS(16), BITS(2), BITS(2)}}, /* 6.12: abstract sockets, signals */
    {9, {BITS(17), BITS(2), BITS(2)}}, /* 7.1: sockets that have a path */
};

int landlock_abi(void)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

    return abi > 0 ? (int)abi : 0;
}

bool landlock_enter(int abi)
{
    struct ruleset ruleset = {0};
    bool is_inside;
    int error;
    int file;

    for (size_t i = 0; i < sizeof versions / sizeof *versions && versions[i].abi <= abi; i++)
        ruleset = versions[i].ruleset;
    file = (int)syscall(SYS_landlock_create_ruleset, &ruleset, sizeof ruleset, 0);
    if (file < 0)
        return false;
    is_inside = syscall(SYS_landlock_restrict_self, file, 0) == 0;
    error = errno;
    close(file);
    errno = error;
    return is_inside;
}
