/* SPDX-License-Identifier: MIT */
/* The text of a YAML scalar, taken from its file. */
#include "declare/written.h"

static const struct lap_str absent;

static bool has_any(struct lap_str text, const char *bytes)
{
    for (; *bytes; bytes++)
        if (memchr(text.bytes, *bytes, text.size))
            return true;
    return false;
}

static struct lap_str on_one_line(struct arena *arena, struct lap_str text, const char *others)
{
    return has_any(text, others) ? absent : (struct lap_str){arena_copy(arena, text), text.size};
}

struct lap_str written_plain(struct arena *arena, struct lap_str file, struct lap_span span)
{
    return on_one_line(arena, str_part(file, span), "\r\n");
}

struct lap_str written_quoted(struct arena *arena, struct lap_str file, struct lap_span span)
{
    return on_one_line(arena, str_part(file, span), "\r\n'");
}

/* True where the line above ends with a '|' that is no part of a comment. */
static bool is_below_bar(struct lap_str file, size_t at)
{
    size_t start;

    if (at < 2 || file.bytes[at - 1] != '\n' || file.bytes[at - 2] != '|')
        return false;
    for (start = at - 1; start > 0 && file.bytes[start - 1] != '\n'; start--)
        if (file.bytes[start - 1] == '#')
            return false;
    return true;
}

static size_t indent_of(struct lap_str line)
{
    size_t size = 0;

    while (size < line.size && line.bytes[size] == ' ')
        size++;
    return size;
}

struct lap_str written_lines(struct arena *arena, struct lap_str file, struct lap_span span)
{
    struct lap_str rest = str_part(file, span);
    size_t indent = indent_of(rest);
    char *text;
    size_t size = 0;
    size_t filled = 0; /* up to the last line that is not blank */

    if (!is_below_bar(file, span.start) || indent == 0 || indent == rest.size ||
        rest.bytes[indent] == '\n' || has_any(rest, "\r"))
        return absent;
    text = arena_take(arena, rest.size + 2);
    while (rest.size) {
        struct lap_str line = str_take(&rest, '\n');
        size_t spaces = indent_of(line);

        if (spaces < indent && spaces < line.size)
            return absent;
        if (spaces > indent)
            spaces = indent;
        memcpy(text + size, line.bytes + spaces, line.size - spaces);
        size += line.size - spaces;
        if (line.size > spaces)
            filled = size + 1;
        text[size++] = '\n';
    }
    /* At a file's end libfyaml has ways of its own with what is not a whole line. */
    if (span.end == file.size && (filled != size || file.bytes[span.end - 1] != '\n'))
        return absent;
    text[filled] = '\0';
    return (struct lap_str){text, filled};
}
