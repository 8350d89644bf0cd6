/* SPDX-License-Identifier: MIT */
/* What is around all code of a process alike, and what foreign code that it calls may leave changed
 * there. */
#include "text/ambient.h"

#include <fcntl.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __SSE__

#include <xmmintrin.h>

/* As the system starts a program: to nearest, without traps, denormal numbers kept. */
enum { SSE_CONTROL = 0x1f80, SSE_FLAGS = 0x3f, X87_CONTROL = 0x37f };

/* Both control words are looked at, since either can be set alone; fegetround() looks at one. To
 * write them takes ten times as long as to read them. */
static void restore_processor(void)
{
    unsigned short x87_control;

    __asm__ volatile("cld\n\tfnstcw %0" : "=m"(x87_control) : : "cc");
    if ((_mm_getcsr() & ~(unsigned)SSE_FLAGS) != SSE_CONTROL)
        _mm_setcsr(SSE_CONTROL);
    /* fldcw would trap where an exception waits that is no longer masked. */
    if (x87_control != X87_CONTROL)
        __asm__ volatile("fninit");
}

#else

#include <fenv.h>

static void restore_processor(void)
{
    fesetenv(FE_DFL_ENV);
}

#endif

/* In another locale numbers are written and read with a comma. */
static void restore_locale(void)
{
    uselocale(LC_GLOBAL_LOCALE);
    if (strcmp(setlocale(LC_ALL, NULL), "C") != 0)
        setlocale(LC_ALL, "C");
}

void ambient_restore(void)
{
    restore_processor();
    restore_locale();
}

/* There is no other way to ask for the mask. */
static mode_t file_mask(void)
{
    mode_t mask = umask(077);

    umask(mask);
    return mask;
}

struct ambient_files ambient_enter(void)
{
    return (struct ambient_files){.folder = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC),
                                  .mask = file_mask()};
}

void ambient_leave(const struct ambient_files *files)
{
    ambient_restore();
    umask(files->mask);
    /* Somebody may have closed it, and what has its number now is not ours to close. */
    if (files->folder >= 0 && fchdir(files->folder) == 0)
        close(files->folder);
}
