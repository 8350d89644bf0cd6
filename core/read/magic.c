/* SPDX-License-Identifier: MIT */
/* The marks of compressed inputs, and of those that are no text. */
#include "read/magic.h"

#include <archive.h>
#include <stdlib.h>

static const struct packing packings[] = {
    {"gzip", ".gz", ARCHIVE_FILTER_GZIP, 0, {"\x1f\x8b", 2}},
    {"zstd", ".zst", ARCHIVE_FILTER_ZSTD, 0, {"\x28\xb5\x2f\xfd", 4}},
    {"xz", ".xz", ARCHIVE_FILTER_XZ, 0, {"\xfd\x37\x7aXZ\0", 6}},
    {"bzip2", ".bz2", ARCHIVE_FILTER_BZIP2, 4, {"1AY&SY", 6}},
    {"bzip2", ".bz2", ARCHIVE_FILTER_BZIP2, 4, {"\x17\x72\x45\x38\x50\x90", 6}}, /* of nothing */
    {"lz4", ".lz4", ARCHIVE_FILTER_LZ4, 0, {"\x04\x22\x4d\x18", 4}},
};

static const char utf16[] = "iconv -f UTF-16 -t UTF-8";
static const char utf32[] = "iconv -f UTF-32 -t UTF-8";

/* Whether a tar header's check sum is right: that of its bytes, its own taken for spaces. A text
 * may have the mark at its place by chance. */
static bool has_tar_sum(struct lap_str head)
{
    enum { HEADER_SIZE = 512, SUM_AT = 148, SUM_SIZE = 8 };
    char digits[SUM_SIZE + 1] = "";
    unsigned long sum = 0;

    if (head.size < HEADER_SIZE)
        return false;
    memcpy(digits, head.bytes + SUM_AT, SUM_SIZE);
    for (size_t i = 0; i < HEADER_SIZE; i++)
        sum += i - SUM_AT < SUM_SIZE ? ' ' : (uint8_t)head.bytes[i];
    return strtoul(digits, NULL, 8) == sum;
}

/* The longer marks before those that they begin with. */
static const struct disguise disguises[] = {
    {"a ZIP archive", 0, {"PK\x03\x04", 4}, NULL, "unzip -p", "", NULL},
    {"a tar archive", 257, {"ustar\0", 6}, has_tar_sum, "tar -xOf", "", "tar -xOf -"},
    {"a tar archive", 257, {"ustar  ", 8}, has_tar_sum, "tar -xOf", "", "tar -xOf -"}, /* GNU's */
    {"a PDF document", 0, {"%PDF-", 5}, NULL, "pdftotext", " -", "pdftotext - -"},
    {"text in UTF-32", 0, {"\xff\xfe\0\0", 4}, NULL, utf32, "", utf32},
    {"text in UTF-32", 0, {"\0\0\xfe\xff", 4}, NULL, utf32, "", utf32},
    {"text in UTF-16", 0, {"\xff\xfe", 2}, NULL, utf16, "", utf16},
    {"text in UTF-16", 0, {"\xfe\xff", 2}, NULL, utf16, "", utf16},
};

static bool has_mark(struct lap_str head, size_t at, struct lap_str mark)
{
    return head.size >= at + mark.size && memcmp(head.bytes + at, mark.bytes, mark.size) == 0;
}

const struct packing *packing_of(struct lap_str head)
{
    for (size_t i = 0; i < sizeof packings / sizeof *packings; i++)
        if (has_mark(head, packings[i].at, packings[i].mark))
            return &packings[i];
    return NULL;
}

const struct disguise *disguise_of(struct lap_str head)
{
    for (size_t i = 0; i < sizeof disguises / sizeof *disguises; i++) {
        const struct disguise *it = &disguises[i];

        if (has_mark(head, it->at, it->mark) && (!it->is_borne_out || it->is_borne_out(head)))
            return it;
    }
    return NULL;
}
