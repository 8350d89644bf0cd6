/* SPDX-License-Identifier: MIT */
/* What is around all code of a process alike, and what foreign code that it calls may leave changed
 * there. */
#include "process/ambient.h"

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

static void note_signals(struct ambient *ambient)
{
    sigprocmask(SIG_SETMASK, NULL, &ambient->blocked);
    for (int i = 1; i <= SIGSYS; i++)
        sigaction(i, NULL, &ambient->actions[i]);
}

/* The actions come first: none of them is another's when a signal that was held up arrives. */
static void put_signals_back(const struct ambient *ambient)
{
    for (int i = 1; i <= SIGSYS; i++)
        sigaction(i, &ambient->actions[i], NULL);
    sigprocmask(SIG_SETMASK, &ambient->blocked, NULL);
}

void ambient_enter(struct ambient *ambient)
{
    ambient->folder = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    ambient->mask = file_mask();
    note_signals(ambient);
}

void ambient_leave(const struct ambient *ambient)
{
    put_signals_back(ambient);
    ambient_restore();
    umask(ambient->mask);
    /* Somebody may have closed it, and what has its number now is not ours to close. */
    if (ambient->folder >= 0 && fchdir(ambient->folder) == 0)
        close(ambient->folder);
}
