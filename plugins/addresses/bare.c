/* SPDX-License-Identifier: MIT */
/* Tells a host from a name that looks like one by its parts, its case and the word before it. */
#include "bare.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "text.h"

/* Hosts that are given away below: a name before one of these is a page of its own. */
static const char *const platforms[] = {".github.io",     ".gitlab.io", ".vercel.app",
                                        ".netlify.app",   ".web.app",   ".readthedocs.io",
                                        ".streamlit.app", ".pages.dev", NULL};
/* Words that announce an address. */
static const char *const announcing[] = {"at",      "visit",    "via", "page", "webpage",
                                         "website", "site",     "url", "link", "demo",
                                         "code",    "homepage", NULL};

static bool is_host_sign(char sign)
{
    return isalnum((unsigned char)sign) || sign == '-' || sign == '.' || sign == '_';
}

/* A host's name has no more bytes than these (RFC 1035). */
enum { HOST_AT_MOST = 253 };

size_t host_start(struct lap_str text, size_t dot)
{
    size_t start = dot;

    while (start > 0 && dot - start <= HOST_AT_MOST && is_host_sign(text.bytes[start - 1]))
        start--;
    while (start < dot && !isalnum((unsigned char)text.bytes[start]))
        start++;
    return start;
}

static bool is_on_platform(struct lap_str host)
{
    for (const char *const *platform = platforms; *platform; platform++)
        if (ends_with(host, *platform))
            return true;
    return false;
}

/* A name of three or more parts, all in lower case. */
static bool is_plainly_host(struct lap_str host)
{
    size_t dots = 0;

    for (size_t i = 0; i < host.size; i++) {
        if (isupper((unsigned char)host.bytes[i]))
            return false;
        dots += host.bytes[i] == '.';
    }
    return dots >= 2;
}

static bool has_capital(struct lap_str text)
{
    for (size_t i = 0; i < text.size; i++)
        if (isupper((unsigned char)text.bytes[i]))
            return true;
    return false;
}

/* Whether the word before start announces an address. */
static bool is_announced(struct lap_str text, size_t start)
{
    size_t end = start, from;

    while (end > 0 && strchr(" :({", text.bytes[end - 1]))
        end--;
    from = end;
    while (from > 0 && isalpha((unsigned char)text.bytes[from - 1]))
        from--;
    return end < start && is_one_of(part_of(text, from, end), announcing);
}

const char *fault_of_bare(struct lap_str text, size_t start, size_t host_end, size_t end)
{
    struct lap_str host = part_of(text, start, host_end);

    if (start > 0 && strchr("@/\\=", text.bytes[start - 1]))
        return "part of a longer address";
    if (host.size > HOST_AT_MOST)
        return "longer than a host can be";
    if (host.size == 0 || memchr(host.bytes, '.', host.size) == NULL)
        return "nothing stands before the dot";
    if (end > host_end || is_on_platform(host) || is_plainly_host(host))
        return NULL;
    if (!has_capital(host) && is_announced(text, start))
        return NULL;
    return "a name that looks like a host";
}
