/* SPDX-License-Identifier: MIT */
/* Whether a shared object is whole. */
#ifndef LAPIDARY_LOAD_ELF_H
#define LAPIDARY_LOAD_ELF_H

#include <stdbool.h>

/* False where the file ends before what its program headers would have mapped: a copy that broke
 * off, which dlopen maps all the same, and the program dies of a bus error. True also for what is
 * no object at all, of which dlopen tells. */
bool elf_is_whole(const char *file);

#endif
