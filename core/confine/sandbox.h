/* SPDX-License-Identifier: MIT */
/* The sandbox: what a process that meets bytes from outside gives up before it meets them. */
#ifndef LAPIDARY_CONFINE_SANDBOX_H
#define LAPIDARY_CONFINE_SANDBOX_H

#include <stdint.h>
#include <sys/types.h>

#include "declare/job.h"

/* What a process keeps. */
struct sandbox_rules {
    enum sandbox_mode mode; /* as sandbox_choose left it */
    pid_t parent;           /* with whom it ends; taken before the fork */
    const int *files;       /* the descriptors that stay open */
    size_t file_count;      /* in any order */
    uint64_t memory;        /* bytes it may map beyond what is mapped now; 0: no limit */
    uint64_t largest_file;  /* bytes up to which it may write a file, shared memory included */
};

/* What was enforced. Plain data: it may lie in memory that processes share. */
struct sandbox_receipt {
    enum sandbox_mode mode;
    bool has_limits;       /* memory, files, processes, core dumps */
    bool has_closed_files; /* all but the rules' */
    bool has_no_new_privs;
    bool has_no_capabilities;
    bool has_seccomp;
    int landlock_abi; /* the version that denies; 0: none */
};

/* Settles the mode: SANDBOX_BEST becomes SANDBOX_REQUIRE where this system has all that the sandbox
 * is made of, and SANDBOX_TRY elsewhere. False and a fault where it is SANDBOX_REQUIRE and
 * something is missing. Asked once, before any process is forked. */
bool sandbox_choose(enum sandbox_mode *mode, struct faults *faults);

/* Enters the sandbox, for good: to be called by a process with one thread right after its fork.
 * receipt says what could be had, faults what could not. False where the mode is SANDBOX_REQUIRE
 * and anything could not be had, or where the parent is gone; then end the process.
 *
 * SANDBOX_TRY goes on without what it cannot have; under valgrind, and built with a sanitizer, that
 * is everything but no_new_privs and core dumps, since those open files and map code on their own.
 * SANDBOX_OFF keeps the memory's limit and the end with the parent, and nothing else.
 *
 * In the sandbox the process has its open descriptors, memory that is no code, clocks, and its own
 * end; everything else fails with EPERM (filter.c). It leaves no core dump. */
bool sandbox_enter(const struct sandbox_rules *rules, struct sandbox_receipt *receipt,
                   struct faults *faults);

#endif
