/* SPDX-License-Identifier: MIT */
/* Finds (?<name>, (?P<name> and (?'name' in a regular expression. */
#include "declare/captures.h"

#include <ctype.h>

#include "declare/posix_class.h"

/* Behind a class that begins at from: a ']' that stands first is no end of it. */
static const char *after_class(const char *from)
{
    const char *c = from + 1;

    c += *c == '^';
    c += *c == ']';
    for (; *c && *c != ']'; c++) {
        const char *end_of_posix = posix_class_end(c);

        if (end_of_posix)
            c = end_of_posix - 1;
        else if (*c == '\\' && c[1])
            c++;
    }
    return *c ? c + 1 : c;
}

static const char *after_text(const char *from, const char *end)
{
    const char *found = strstr(from, end);

    return found ? found + strlen(end) : from + strlen(from);
}

/* True where a # begins a comment from the beginning of the expression on: (?x), (?i)(?x) or
 * (*UCP)(?xi). */
static bool is_extended(const char *regex)
{
    while (strncmp(regex, "(*", 2) == 0)
        regex = after_text(regex, ")");
    while (strncmp(regex, "(?", 2) == 0) {
        size_t size = strspn(regex + 2, "imnsxJU");

        if (size == 0 || regex[2 + size] != ')')
            return false;
        if (memchr(regex + 2, 'x', size))
            return true;
        regex += 2 + size + 1;
    }
    return false;
}

/* Where a group, or what can hold none though it looks like one, may begin next. */
static const char *next_sign(const char *from, bool has_comments)
{
    return from + strcspn(from, has_comments ? "([\\#" : "([\\");
}

/* Behind what can hold no group; from itself where a group may begin there. */
static const char *passed_over(const char *from)
{
    if (*from == '#')
        return after_text(from, "\n");
    if (strncmp(from, "\\Q", 2) == 0)
        return after_text(from, "\\E");
    if (*from == '\\' && from[1])
        return from + 2;
    if (*from == '[')
        return after_class(from);
    if (strncmp(from, "(?#", 3) == 0)
        return after_text(from, ")");
    return from;
}

/* Beyond ASCII PCRE2 looks itself whether it is a letter or digit. */
static bool is_of_name(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* The name of the group that begins at from; absent where none does. */
static struct lap_str name_at(const char *from)
{
    struct lap_str none = {NULL, 0};
    const char *name;
    char end;
    size_t size;

    if (strncmp(from, "(?", 2) != 0)
        return none;
    from += from[2] == 'P' ? 3 : 2;
    if (*from != '<' && *from != '\'')
        return none;
    end = *from == '<' ? '>' : '\'';
    name = from + 1;
    for (size = 0; is_of_name(name[size]); size++)
        ;
    return size && name[size] == end ? (struct lap_str){name, size} : none;
}

struct lap_str capture_next(const char *regex, size_t *at)
{
    bool has_comments = is_extended(regex);
    const char *from = next_sign(regex + *at, has_comments);
    struct lap_str name = {NULL, 0};

    for (; *from && !name.bytes; from = next_sign(from, has_comments)) {
        const char *behind = passed_over(from);

        if (behind == from) {
            name = name_at(from);
            behind = from + 1;
        }
        from = behind;
    }
    *at = (size_t)(from - regex);
    return name;
}
