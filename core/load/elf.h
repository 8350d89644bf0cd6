/* SPDX-License-Identifier: MIT */
/* Whether a shared object is one for this processor, and whole. */
#ifndef LAPIDARY_LOAD_ELF_H
#define LAPIDARY_LOAD_ELF_H

#include <stdbool.h>

/* True where the object is for another processor than the running program: dlopen looks for another
 * file then, and says that there is none. */
bool elf_is_foreign(const char *file);

/* False where the file ends before what its program headers would have mapped: a copy that broke
 * off, which dlopen maps all the same, and the program dies of a bus error. True also for what is
 * no object at all, of which dlopen tells. */
bool elf_is_whole(const char *file);

#endif
