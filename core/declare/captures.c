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

/* Where a group, or what can hold none though it looks like one, may begin next. */
static const char *next_sign(const char *from)
{
    while (*from && *from != '(' && *from != '[' && *from != '\\')
        from++;
    return from;
}

/* Behind what can hold no group; from itself where a group may begin there. */
static const char *passed_over(const char *from)
{
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
    for (size = 0; isalnum((unsigned char)name[size]) || name[size] == '_'; size++)
        ;
    return size && name[size] == end ? (struct lap_str){name, size} : none;
}

struct lap_str capture_next(const char *regex, size_t *at)
{
    const char *from = regex + *at;
    struct lap_str name = {NULL, 0};

    for (from = next_sign(from); *from && !name.bytes; from = next_sign(from)) {
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
