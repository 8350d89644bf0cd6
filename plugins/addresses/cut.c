/* SPDX-License-Identifier: MIT */
/* Knows what clings to an address by its sign, and what TeX made of a sign by its spelling. */
#include "cut.h"

#include <stdbool.h>
#include <string.h>

#include "text.h"

/* Marks of more than one byte that cling to the end of an address. */
static const char *const clinging[] = {"\u00ad", "\u200b", "\u200c", "\u200d", "\u2010",
                                       "\u2011", "\u2060", "\ufeff", "--",     NULL};

/* How many bytes at the end of text are no part of an address. */
static size_t clinging_size(struct lap_str text)
{
    for (const char *const *mark = clinging; *mark; mark++)
        if (ends_with(text, *mark))
            return strlen(*mark);
    return text.size > 0 && strchr(".,;:!?*~(\\ ", text.bytes[text.size - 1]) != NULL;
}

size_t address_size(struct lap_str text)
{
    size_t depth = 0, opened = 0, size = 0, cut;

    for (; size < text.size; size++)
        if (text.bytes[size] == '(' && depth++ == 0)
            opened = size;
        else if (text.bytes[size] == ')' && depth-- == 0)
            break;
    if (size == text.size && depth > 0)
        size = opened;
    while ((cut = clinging_size(part_of(text, 0, size))) > 0)
        size -= cut;
    return size;
}

/* How TeX and word processors write a sign of an address; the longer spellings first. */
static const struct spelling {
    const char *written;
    const char *plain;
} spellings[] = {
    {"{\\textasciitilde}", "~"},
    {"\\textasciitilde{}", "~"},
    {"\\textasciitilde", "~"},
    {"\\textunderscore{}", "_"},
    {"\\textunderscore ", "_"},
    {"\\textunderscore", "_"},
    {"{$\\sim$}", "~"},
    {"$\\sim$", "~"},
    {"$.$", "."},
    {"{\\_}", "_"},
    {"\\~{}", "~"},
    {"\\~", "~"},
    {"\\_", "_"},
    {"\\%", "%"},
    {"\\&", "&"},
    {"\\#", "#"},
    {"\\-", ""},
    {" ", ""},
    {"\u2010", "-"},
    {"\u2011", "-"},
    {"\u00ad", ""},
    {"\u200b", ""},
    {"\u200c", ""},
    {"\u200d", ""},
    {"\u2060", ""},
    {"\ufeff", ""},
    {NULL, NULL},
};

/* NULL where the sign stands as it is meant, as nearly all do. */
static const struct spelling *spelling_at(struct lap_str text)
{
    const struct spelling *spelling = spellings;
    char first = text.bytes[0];

    if (first != '\\' && first != '{' && first != '$' && first != ' ' &&
        (unsigned char)first < 0x80)
        return NULL;
    while (spelling->written && !starts_with(text, spelling->written))
        spelling++;
    return spelling->written ? spelling : NULL;
}

struct lap_str plain_text(const struct lap_host *host, struct lap_call *call, const char *head,
                          struct lap_str written)
{
    size_t size = strlen(head);
    char *bytes = host->alloc(call, size + written.size + 1);

    if (!bytes)
        return (struct lap_str){NULL, 0};
    memcpy(bytes, head, size);
    for (size_t i = 0; i < written.size;) {
        const struct spelling *spelling = spelling_at(part_of(written, i, written.size));
        if (spelling) {
            memcpy(bytes + size, spelling->plain, strlen(spelling->plain));
            size += strlen(spelling->plain);
            i += strlen(spelling->written);
        } else {
            bytes[size++] = written.bytes[i++];
        }
    }
    return (struct lap_str){bytes, size};
}
