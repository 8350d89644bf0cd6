/* SPDX-License-Identifier: MIT */
/* The elements of HTML that stand in texts. */
#include "html.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST = 10 };

struct known {
    char name[LONGEST + 1];
    unsigned char kind;
};

/* By name. */
static const struct known known[] = {
    {"a", HTML_INLINE},       {"abbr", HTML_INLINE},      {"acronym", HTML_INLINE},
    {"address", HTML_BLOCK},  {"article", HTML_BLOCK},    {"aside", HTML_BLOCK},
    {"audio", HTML_INLINE},   {"b", HTML_INLINE},         {"bdi", HTML_INLINE},
    {"bdo", HTML_INLINE},     {"big", HTML_INLINE},       {"blockquote", HTML_BLOCK},
    {"body", HTML_INLINE},    {"br", HTML_BLOCK},         {"button", HTML_INLINE},
    {"caption", HTML_BLOCK},  {"center", HTML_BLOCK},     {"cite", HTML_INLINE},
    {"code", HTML_INLINE},    {"data", HTML_INLINE},      {"dd", HTML_BLOCK},
    {"del", HTML_INLINE},     {"details", HTML_BLOCK},    {"dfn", HTML_INLINE},
    {"dialog", HTML_BLOCK},   {"div", HTML_BLOCK},        {"dl", HTML_BLOCK},
    {"dt", HTML_BLOCK},       {"em", HTML_INLINE},        {"embed", HTML_INLINE},
    {"fieldset", HTML_BLOCK}, {"figcaption", HTML_BLOCK}, {"figure", HTML_BLOCK},
    {"font", HTML_INLINE},    {"footer", HTML_BLOCK},     {"form", HTML_BLOCK},
    {"h1", HTML_BLOCK},       {"h2", HTML_BLOCK},         {"h3", HTML_BLOCK},
    {"h4", HTML_BLOCK},       {"h5", HTML_BLOCK},         {"h6", HTML_BLOCK},
    {"head", HTML_INLINE},    {"header", HTML_BLOCK},     {"hr", HTML_BLOCK},
    {"html", HTML_INLINE},    {"i", HTML_INLINE},         {"iframe", HTML_INLINE},
    {"img", HTML_INLINE},     {"input", HTML_INLINE},     {"ins", HTML_INLINE},
    {"kbd", HTML_INLINE},     {"label", HTML_INLINE},     {"li", HTML_BLOCK},
    {"link", HTML_INLINE},    {"main", HTML_BLOCK},       {"mark", HTML_INLINE},
    {"meta", HTML_INLINE},    {"nav", HTML_BLOCK},        {"object", HTML_INLINE},
    {"ol", HTML_BLOCK},       {"p", HTML_BLOCK},          {"param", HTML_INLINE},
    {"picture", HTML_INLINE}, {"pre", HTML_BLOCK},        {"q", HTML_INLINE},
    {"s", HTML_INLINE},       {"samp", HTML_INLINE},      {"script", HTML_HIDDEN},
    {"section", HTML_BLOCK},  {"small", HTML_INLINE},     {"source", HTML_INLINE},
    {"span", HTML_INLINE},    {"strike", HTML_INLINE},    {"strong", HTML_INLINE},
    {"style", HTML_HIDDEN},   {"sub", HTML_INLINE},       {"summary", HTML_BLOCK},
    {"sup", HTML_INLINE},     {"svg", HTML_INLINE},       {"table", HTML_BLOCK},
    {"tbody", HTML_BLOCK},    {"td", HTML_BLOCK},         {"tfoot", HTML_BLOCK},
    {"th", HTML_BLOCK},       {"thead", HTML_BLOCK},      {"time", HTML_INLINE},
    {"tr", HTML_BLOCK},       {"tt", HTML_INLINE},        {"u", HTML_INLINE},
    {"ul", HTML_BLOCK},       {"var", HTML_INLINE},       {"video", HTML_INLINE},
    {"wbr", HTML_INLINE},
};

static int compare(const void *name, const void *element)
{
    return strcmp(name, ((const struct known *)element)->name);
}

enum html_kind html_kind_of(struct lap_str name)
{
    char key[LONGEST + 1] = "";
    const struct known *found;

    if (name.size > LONGEST)
        return HTML_NONE;
    for (size_t i = 0; i < name.size; i++)
        key[i] = name.bytes[i] >= 'A' && name.bytes[i] <= 'Z' ? (char)(name.bytes[i] | 0x20)
                                                              : name.bytes[i];
    found = bsearch(key, known, sizeof known / sizeof *known, sizeof *known, compare);
    return found ? (enum html_kind)found->kind : HTML_NONE;
}
