/* SPDX-License-Identifier: MIT */
/* Holds a shared object against the processor, and its size against its program headers. */
#include "load/elf.h"

#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef ElfW(Ehdr) file_header;
typedef ElfW(Phdr) program_header;

static bool read_at(int file, void *bytes, size_t size, uint64_t at)
{
    return pread(file, bytes, size, (off_t)at) == (ssize_t)size;
}

static bool is_object(const file_header *head)
{
    return memcmp(head->e_ident, ELFMAG, SELFMAG) == 0;
}

static bool is_native(const file_header *head)
{
    int class = sizeof(void *) == 8 ? ELFCLASS64 : ELFCLASS32;

    return is_object(head) && head->e_ident[EI_CLASS] == class &&
           head->e_phentsize == sizeof(program_header);
}

static bool has_segments(int file, const file_header *head, uint64_t size)
{
    for (size_t i = 0; i < head->e_phnum; i++) {
        program_header segment;

        if (!read_at(file, &segment, sizeof segment, head->e_phoff + i * sizeof segment))
            return false;
        if (segment.p_type == PT_LOAD &&
            (segment.p_offset > size || segment.p_filesz > size - segment.p_offset))
            return false;
    }
    return true;
}

static bool has_header(const char *file, file_header *head)
{
    int object = open(file, O_RDONLY | O_CLOEXEC);
    bool has = object >= 0 && read_at(object, head, sizeof *head, 0) && is_object(head);

    if (object >= 0)
        close(object);
    return has;
}

bool elf_is_foreign(const char *file)
{
    file_header its;
    file_header own;

    return has_header(file, &its) && has_header("/proc/self/exe", &own) &&
           its.e_machine != own.e_machine;
}

bool elf_is_whole(const char *file)
{
    int object = open(file, O_RDONLY | O_CLOEXEC);
    file_header head;
    struct stat about;
    bool is_whole = true;

    if (object < 0)
        return true;
    if (fstat(object, &about) == 0 && read_at(object, &head, sizeof head, 0) && is_native(&head))
        is_whole = has_segments(object, &head, (uint64_t)about.st_size);
    close(object);
    return is_whole;
}
