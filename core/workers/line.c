/* SPDX-License-Identifier: MIT */
/* What a process and its child have between them: a line for short words, and memory. */
#include "workers/line.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

bool line_connect(struct line *line)
{
    int ends[2];

    line_close(line);
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    *line = (struct line){.parent_end = ends[0], .child_end = ends[1]};
    return true;
}

void line_close(struct line *line)
{
    line_close_end(&line->parent_end);
    line_close_end(&line->child_end);
}

void line_close_end(int *end)
{
    if (*end >= 0)
        close(*end);
    *end = -1;
}

bool line_say(int end, const void *words, size_t size)
{
    return send(end, words, size, MSG_NOSIGNAL) == (ssize_t)size;
}

void *line_share(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    return memory == MAP_FAILED ? NULL : memory;
}

void line_unshare(void *memory, size_t size)
{
    if (memory)
        munmap(memory, size);
}

bool line_fault(const char *what, const char *remedy, struct faults *faults)
{
    faults_add(faults, "%s cannot be made: %s; %s", what, strerror(errno),
               errno == EMFILE ? MORE_FILES : remedy);
    return false;
}
