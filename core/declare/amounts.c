/* SPDX-License-Identifier: MIT */
/* The amounts that a run can be told: limits, and how many workers. */
#include "declare/amounts.h"

#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

enum unit { UNIT_COUNT, UNIT_SIZE, UNIT_SECONDS };

static const char any_count[] = "a whole number from 1 to 4294967295";
static const char any_size[] = "a size such as 500K, 16M or 1G";

static const struct amount_kind {
    const char *name;
    enum unit unit;
    uint64_t least;
    uint64_t most;
    uint64_t usual;
    const char *wanted;
} kinds[AMOUNT_COUNT] = {
    [AMOUNT_WORKERS] = {"workers", UNIT_COUNT, 0, 1024, 0 /* usual_workers() */,
                        "a whole number from 0 to 1024"},
    [AMOUNT_TIME] = {"time-limit", UNIT_SECONDS, 1, 86400000, 10000,
                     "seconds from 0.001 to 86400, such as 10 or 0.5"},
    /* Twice as much, the limit of a worker's files, is still a size that a file may have. */
    [AMOUNT_MEMORY] = {"memory-limit", UNIT_SIZE, 1 << 20, UINT64_C(1) << 60, 1 << 30,
                       "a size from 1M to 1073741824G, such as 500M or 2G"},
    [AMOUNT_RECORD] = {"record-limit", UNIT_SIZE, 1, SIZE_MAX >> 1, 16 << 20, any_size},
    /* Ten times the largest listing that we know of, arXiv's. */
    [AMOUNT_UNPACKED] = {"unpacked-limit", UNIT_SIZE, 1, UINT64_MAX >> 1, UINT64_C(64) << 30,
                         any_size},
    [AMOUNT_ROWS] = {"row-limit", UNIT_COUNT, 1, UINT32_MAX, 10000, any_count},
    [AMOUNT_FAULTS] = {"fault-limit", UNIT_COUNT, 1, UINT32_MAX, 20, any_count},
    /* Far above what a fair pattern needs for a record; an unfair one gets there in a blink. */
    [AMOUNT_MATCH] = {"match-limit", UNIT_COUNT, 1, UINT32_MAX, 1000000, any_count},
    [AMOUNT_DEPTH] = {"depth-limit", UNIT_COUNT, 1, UINT32_MAX, 1000000, any_count},
};

const char *amount_name(enum amount amount)
{
    return kinds[amount].name;
}

const char *amount_wanted(enum amount amount)
{
    return kinds[amount].wanted;
}

/* Digits, then nothing, or for a size K, M or G (1024 each). */
static bool read_whole(const char *text, bool is_size, uint64_t *value)
{
    static const char units[] = "KMG";
    const char *unit;
    unsigned shift = 0;
    char *end;
    unsigned long long number;

    if (!isdigit((unsigned char)*text))
        return false;
    number = strtoull(text, &end, 10);
    unit = is_size && *end ? strchr(units, *end) : NULL;
    if (unit) {
        shift = 10 * (unsigned)(unit - units + 1);
        end++;
    }
    /* What is too large for strtoull is too large here as well. */
    if (*end || number > (UINT64_MAX - 1) >> shift)
        return false;
    *value = (uint64_t)number << shift;
    return true;
}

/* Digits, and a fraction: strtod would take 0x10 for sixteen. */
static bool read_seconds(const char *text, uint64_t *milliseconds)
{
    char *end;
    double seconds;

    if (!isdigit((unsigned char)*text) || text[strspn(text, "0123456789.")])
        return false;
    seconds = strtod(text, &end);
    if (*end || !(seconds <= 1e6))
        return false;
    *milliseconds = (uint64_t)ceil(seconds * 1000);
    return true;
}

bool amount_read(struct amounts *amounts, enum amount amount, const char *text)
{
    const struct amount_kind *kind = &kinds[amount];
    uint64_t value;
    bool is_read = kind->unit == UNIT_SECONDS ? read_seconds(text, &value)
                                              : read_whole(text, kind->unit == UNIT_SIZE, &value);

    if (!is_read || value < kind->least || value > kind->most)
        return false;
    amounts->items[amount].is_said = true;
    amounts->items[amount].value = value;
    return true;
}

/* One a core that the process may use. */
static uint64_t usual_workers(void)
{
    cpu_set_t cores;

    if (sched_getaffinity(0, sizeof cores, &cores) != 0)
        return 1;
    return (uint64_t)CPU_COUNT(&cores);
}

uint64_t amount_value(const struct amounts *amounts, enum amount amount)
{
    if (amounts->items[amount].is_said)
        return amounts->items[amount].value;
    return amount == AMOUNT_WORKERS ? usual_workers() : kinds[amount].usual;
}

void amount_add(struct buffer *out, const struct amounts *amounts, enum amount amount)
{
    uint64_t value = amount_value(amounts, amount);

    if (kinds[amount].unit == UNIT_SECONDS)
        buffer_add_format(out, "%.8g", (double)value / 1000);
    else
        buffer_add_format(out, "%" PRIu64, value);
}

void amounts_add(struct amounts *amounts, const struct amounts *other)
{
    for (size_t i = 0; i < AMOUNT_COUNT; i++)
        if (!amounts->items[i].is_said)
            amounts->items[i] = other->items[i];
}
