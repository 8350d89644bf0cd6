/* SPDX-License-Identifier: MIT */
/* Which record_ids a run has seen, and where first: in memory that does not grow with the run.
 *
 * A hash table of buckets, each a page. While it is small it lies in memory, then in a nameless
 * file that is read and written with pread and pwrite: the page cache does the rest, a full disk is
 * an error and no signal, and nothing of it counts as this process's memory, as a mapping's pages
 * would. It grows by doubling: a bucket's ids go to one of two by their next bit, from the first
 * bucket to the last. */
#include "workers/duplicates.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

#include "process/memory.h"
#include "process/whole.h"
#include "text/digest.h"

enum { BUCKET_SLOTS = 64, FIRST_BITS = 4, MEMORY_BITS = 12, PIECE_SLOTS = 4096 };

/* place.number is 0 in an empty slot. */
struct slot {
    uint64_t key;
    struct record_place place;
};

struct bucket {
    struct slot slots[BUCKET_SLOTS]; /* the filled ones first */
};

/* Buckets that lie in memory or in a file. */
struct buckets {
    const struct folder *folder;
    struct bucket *memory; /* NULL where they lie in the file */
    int file;              /* -1 where they lie in memory */
    unsigned bits;         /* there are 2^bits */
};

struct duplicates {
    struct output *output;
    struct digest *digest;
    uint64_t secret; /* odd */
    struct buckets buckets;
    uint64_t used;
    struct bucket read; /* the bucket that was last read from the file */
};

/* ---- Buckets ---- */

static void tell(const struct buckets *buckets, const char *what, struct faults *faults)
{
    folder_fault(buckets->folder, "nameless file of the record_ids", what, errno, faults);
}

static bool buckets_make(struct buckets *buckets, const struct folder *folder, unsigned bits,
                         struct faults *faults)
{
    *buckets = (struct buckets){.folder = folder, .bits = bits, .file = -1};
    if (bits <= MEMORY_BITS)
        buckets->memory = memory_take((size_t)1 << bits, sizeof *buckets->memory);
    else
        buckets->file = folder_open_nameless(folder, faults);
    return buckets->memory || buckets->file >= 0;
}

static void buckets_release(struct buckets *buckets)
{
    free(buckets->memory);
    if (buckets->file >= 0)
        close(buckets->file);
}

/* Bucket number n: in memory, or read into room. NULL and a fault where it cannot be read. */
static struct bucket *buckets_get(const struct buckets *buckets, uint64_t n, struct bucket *room,
                                  struct faults *faults)
{
    if (buckets->memory)
        return &buckets->memory[n];
    if (whole_read(buckets->file, room, sizeof *room, (off_t)(n * sizeof *room)))
        return room;
    tell(buckets, "read", faults);
    return NULL;
}

/* Writes bytes at a place of the file; in memory they are there already. */
static bool buckets_put(const struct buckets *buckets, const void *bytes, size_t size, uint64_t at,
                        struct faults *faults)
{
    if (buckets->memory || whole_write(buckets->file, bytes, size, (off_t)at))
        return true;
    tell(buckets, "written", faults);
    return false;
}

/* ---- Growing ---- */

static void bucket_add(struct bucket *bucket, struct slot slot)
{
    size_t at = 0;

    while (bucket->slots[at].place.number)
        at++;
    bucket->slots[at] = slot;
}

/* Divides bucket n between the larger table's buckets 2n and 2n + 1. */
static bool split(const struct buckets *from, uint64_t n, const struct buckets *to,
                  struct faults *faults)
{
    struct bucket room;
    struct bucket halves[2] = {0};
    struct bucket *target = to->memory ? &to->memory[2 * n] : halves;
    const struct bucket *bucket = buckets_get(from, n, &room, faults);

    if (!bucket)
        return false;
    for (size_t i = 0; i < BUCKET_SLOTS && bucket->slots[i].place.number; i++)
        bucket_add(&target[bucket->slots[i].key >> (64 - to->bits) & 1], bucket->slots[i]);
    return buckets_put(to, halves, sizeof halves, n * sizeof halves, faults);
}

static bool grow(struct duplicates *duplicates, struct faults *faults)
{
    struct buckets larger;
    struct buckets *buckets = &duplicates->buckets;
    bool is_grown = buckets_make(&larger, buckets->folder, buckets->bits + 1, faults);

    for (uint64_t n = 0; is_grown && n < (uint64_t)1 << buckets->bits; n++)
        is_grown = split(buckets, n, &larger, faults);
    buckets_release(is_grown ? buckets : &larger);
    if (is_grown)
        *buckets = larger;
    return is_grown;
}

/* ---- Finding ---- */

/* Fills buckets to the half in the mean, so that hardly one is ever full before. */
static bool is_crowded(const struct duplicates *duplicates)
{
    return duplicates->used >> duplicates->buckets.bits >= BUCKET_SLOTS / 2;
}

/* Finds the key, or notes it with its place. *first as for duplicates_find(). */
static bool note(struct duplicates *duplicates, uint64_t key, struct record_place place,
                 struct record_place *first, struct faults *faults)
{
    struct buckets *buckets = &duplicates->buckets;
    struct slot noted = {key * duplicates->secret, place};
    size_t at = BUCKET_SLOTS;

    while (at == BUCKET_SLOTS) {
        uint64_t n = noted.key >> (64 - buckets->bits);
        struct bucket *bucket = buckets_get(buckets, n, &duplicates->read, faults);

        if (!bucket)
            return false;
        for (at = 0; at < BUCKET_SLOTS && bucket->slots[at].place.number; at++) {
            if (bucket->slots[at].key == noted.key) {
                *first = bucket->slots[at].place;
                return true;
            }
        }
        if (at < BUCKET_SLOTS) {
            bucket->slots[at] = noted;
            if (!buckets_put(buckets, &noted, sizeof noted, n * sizeof *bucket + at * sizeof noted,
                             faults))
                return false;
        } else if (!grow(duplicates, faults)) {
            return false;
        }
    }
    *first = (struct record_place){0};
    duplicates->used++;
    return !is_crowded(duplicates) || grow(duplicates, faults);
}

bool duplicates_find(struct duplicates *duplicates, struct lap_str id, struct record_place place,
                     struct record_place *first, struct faults *faults)
{
    struct slot noted = {digest_key(duplicates->digest, id), place};

    return note(duplicates, noted.key, place, first, faults) &&
           (first->number ||
            output_add_memory(duplicates->output,
                              (struct lap_str){(const char *)&noted, sizeof noted}, faults));
}

/* ---- Opening ---- */

/* What the run remembers: each id that it saw first, in the order in which it did. */
static bool restore(struct duplicates *duplicates, struct faults *faults)
{
    struct slot *slots = memory_take(PIECE_SLOTS, sizeof *slots);
    uint64_t count = output_memory_size(duplicates->output) / sizeof *slots;
    struct record_place first;
    bool is_good = true;

    for (uint64_t done = 0; is_good && done < count; done += PIECE_SLOTS) {
        size_t piece = count - done < PIECE_SLOTS ? (size_t)(count - done) : PIECE_SLOTS;

        is_good = output_read_memory(duplicates->output, done * sizeof *slots, slots,
                                     piece * sizeof *slots, faults);
        for (size_t i = 0; is_good && i < piece; i++)
            is_good = note(duplicates, slots[i].key, slots[i].place, &first, faults);
    }
    free(slots);
    return is_good;
}

/* Who writes the inputs could choose ids that all go to one bucket, were it known which. */
static uint64_t make_secret(void)
{
    uint64_t secret = 0;

    if (getrandom(&secret, sizeof secret, 0) != sizeof secret)
        secret = (uint64_t)getpid();
    return secret | 1;
}

struct duplicates *duplicates_open(struct output *output, struct faults *faults)
{
    struct duplicates *duplicates = memory_take(1, sizeof *duplicates);

    duplicates->output = output;
    duplicates->digest = digest_begin();
    duplicates->secret = make_secret();
    if (buckets_make(&duplicates->buckets, output_folder(output), FIRST_BITS, faults) &&
        restore(duplicates, faults))
        return duplicates;
    duplicates_close(duplicates);
    return NULL;
}

void duplicates_close(struct duplicates *duplicates)
{
    char sha256[65];

    if (!duplicates)
        return;
    digest_end(duplicates->digest, sha256);
    buckets_release(&duplicates->buckets);
    free(duplicates);
}
