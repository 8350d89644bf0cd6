/* SPDX-License-Identifier: MIT */
/* A regular expression as a tree, read from its syntax (pcre2pattern(3)). What the tree matches may
 * be more than what the expression does, never less. */
#include "scan/syntax.h"

#include <ctype.h>
#include <stdlib.h>

#include "text/utf8.h"

enum { DEEPEST_GROUP = 100 };

struct reader {
    struct arena *arena;
    const char *at;
    bool is_caseless;
    bool is_extended;
    bool is_multiline;
    bool has_twins;
    bool has_failed; /* something that is not known for certain */
    size_t depth;
};

static struct expression *make(struct reader *reader, enum expression_kind kind)
{
    struct expression *expression = arena_take(reader->arena, sizeof *expression);

    expression->kind = kind;
    return expression;
}

static struct expression *nothing(struct reader *reader)
{
    return make(reader, EXPRESSION_SEQUENCE);
}

static struct expression *fail(struct reader *reader)
{
    reader->has_failed = true;
    return nothing(reader);
}

static struct expression *one_of(struct reader *reader, struct characters set)
{
    struct expression *expression = make(reader, EXPRESSION_CHARACTER);

    expression->set = set;
    return expression;
}

static struct expression *any(struct reader *reader)
{
    return one_of(reader, characters_any());
}

static void append(struct expression *list, struct expression *member)
{
    member->before = list->inner;
    list->inner = member;
}

/* A place with one of the bytes, or the edge, on one side. */
static struct expression *edge(struct reader *reader, bool is_behind, const char *bytes)
{
    struct expression *expression = make(reader, EXPRESSION_EDGE);

    expression->is_behind = is_behind;
    expression->set.bytes.has_edge = true;
    for (; *bytes; bytes++)
        byte_set_add(&expression->set.bytes, (unsigned char)*bytes);
    return expression;
}

static struct expression *boundary(struct reader *reader, bool is_negative)
{
    struct expression *expression = make(reader, EXPRESSION_BOUNDARY);

    expression->is_negative = is_negative;
    return expression;
}

/* Signs of Unicode's that have no case: general punctuation to currency, arrows to technical. */
static bool has_no_case(uint32_t point)
{
    return (point >= 0x2010 && point < 0x20D0) || (point >= 0x2190 && point < 0x2400) ||
           point == 0xD7;
}

/* A character that stands for itself; bytes are those of it beyond ASCII, where they are known. */
static struct expression *literal(struct reader *reader, uint32_t point, struct lap_str bytes)
{
    struct characters set = {.has_others = false};
    struct expression *sequence;

    if (point < 0x80 || !bytes.size || (reader->is_caseless && !has_no_case(point))) {
        characters_add(&set, point);
        if (reader->is_caseless)
            reader->has_twins |= characters_fold(&set);
        return one_of(reader, set);
    }
    sequence = nothing(reader);
    for (size_t i = 0; i < bytes.size; i++) {
        struct expression *byte = make(reader, EXPRESSION_BYTE);

        byte_set_add(&byte->set.bytes, (unsigned char)bytes.bytes[i]);
        append(sequence, byte);
    }
    return sequence;
}

static struct expression *read_alternation(struct reader *reader);

/* An escape that stands for a place. */
static struct expression *read_place(struct reader *reader, char letter)
{
    switch (letter) {
    case 'A':
        return edge(reader, true, "");
    case 'z':
        return edge(reader, false, "");
    case 'Z': /* whichever way of ending lines libpcre2 was built with */
        return edge(reader, false, "\n\r\v\f\xC2\xE2");
    default:
        return boundary(reader, letter == 'B');
    }
}

static struct expression *read_escape(struct reader *reader)
{
    struct characters set = {.has_others = false};
    char c = *reader->at;
    int point;

    if (characters_add_shorthand(&set, c)) {
        reader->at++;
        return one_of(reader, set);
    }
    if (c && strchr("bBAzZ", c)) {
        reader->at++;
        return read_place(reader, c);
    }
    if (c && strchr("pPhHvVN", c)) {
        reader->at++;
        if ((c == 'p' || c == 'P') && !class_skip_property(&reader->at))
            return fail(reader);
        return c == 'N' && *reader->at == '{' ? fail(reader) : any(reader);
    }
    point = class_escaped_point(&reader->at);
    return point < 0 ? fail(reader) : literal(reader, (uint32_t)point, (struct lap_str){NULL, 0});
}

/* What stands in the group that at stands in; ends behind its bracket. */
static struct expression *read_rest_of_group(struct reader *reader)
{
    struct reader outer = *reader;
    struct expression *expression;

    if (++reader->depth > DEEPEST_GROUP)
        return fail(reader);
    expression = read_alternation(reader);
    reader->depth--;
    if (*reader->at != ')')
        return fail(reader);
    reader->at++;
    reader->is_caseless = outer.is_caseless;
    reader->is_extended = outer.is_extended;
    reader->is_multiline = outer.is_multiline;
    return expression;
}

static struct expression *read_look(struct reader *reader, bool is_behind, bool is_negative)
{
    struct expression *look = make(reader, EXPRESSION_LOOK);

    look->is_behind = is_behind;
    look->is_negative = is_negative;
    look->inner = read_rest_of_group(reader);
    return look;
}

static struct expression *read_firm_group(struct reader *reader)
{
    struct expression *repeat = make(reader, EXPRESSION_REPEAT);

    repeat->least = repeat->most = 1;
    repeat->is_firm = true;
    repeat->inner = read_rest_of_group(reader);
    return repeat;
}

static bool take_flag(struct reader *reader, bool is_on)
{
    switch (*reader->at++) {
    case 'i':
        reader->is_caseless = is_on;
        return true;
    case 'x': /* twice, it would take blanks out of classes too */
        reader->is_extended = is_on;
        return *reader->at != 'x';
    case 'm':
        reader->is_multiline = is_on;
        return true;
    case 's':
    case 'n':
        return true;
    default:
        return false;
    }
}

/* (?flags) and (?flags:...); at stands at the flags. */
static struct expression *read_flags(struct reader *reader)
{
    struct reader outer = *reader;
    struct expression *expression;
    bool is_on = true;

    while (*reader->at && *reader->at != ')' && *reader->at != ':') {
        if (is_on && *reader->at == '-') {
            is_on = false;
            reader->at++;
        } else if (!take_flag(reader, is_on)) {
            return fail(reader);
        }
    }
    if (*reader->at == ')') {
        reader->at++;
        return nothing(reader);
    }
    if (*reader->at != ':')
        return fail(reader);
    reader->at++;
    expression = read_rest_of_group(reader);
    reader->is_caseless = outer.is_caseless;
    reader->is_extended = outer.is_extended;
    reader->is_multiline = outer.is_multiline;
    return expression;
}

static struct expression *read_named_group(struct reader *reader, char end)
{
    while (isalnum((unsigned char)*reader->at) || *reader->at == '_')
        reader->at++;
    if (*reader->at != end)
        return fail(reader);
    reader->at++;
    return read_rest_of_group(reader);
}

/* What may stand behind `(?`, and what it makes of the group. */
enum group_kind {
    GROUP_PLAIN,
    GROUP_FIRM,
    GROUP_AHEAD,
    GROUP_NOT_AHEAD,
    GROUP_BEHIND,
    GROUP_NOT_BEHIND,
    GROUP_ANGLE,
    GROUP_QUOTE
};

static const struct {
    const char *start;
    enum group_kind kind;
} group_starts[] = {
    {":", GROUP_PLAIN},     {">", GROUP_FIRM},    {"|", GROUP_PLAIN},       {"=", GROUP_AHEAD},
    {"!", GROUP_NOT_AHEAD}, {"<=", GROUP_BEHIND}, {"<!", GROUP_NOT_BEHIND}, {"P<", GROUP_ANGLE},
    {"<", GROUP_ANGLE},     {"'", GROUP_QUOTE},
};

static struct expression *read_group_of(struct reader *reader, enum group_kind kind)
{
    switch (kind) {
    case GROUP_FIRM:
        return read_firm_group(reader);
    case GROUP_AHEAD:
    case GROUP_NOT_AHEAD:
        return read_look(reader, false, kind == GROUP_NOT_AHEAD);
    case GROUP_BEHIND:
    case GROUP_NOT_BEHIND:
        return read_look(reader, true, kind == GROUP_NOT_BEHIND);
    case GROUP_ANGLE:
        return read_named_group(reader, '>');
    case GROUP_QUOTE:
        return read_named_group(reader, '\'');
    case GROUP_PLAIN:
    default:
        return read_rest_of_group(reader);
    }
}

/* A group; at stands behind its bracket. */
static struct expression *read_group(struct reader *reader)
{
    if (*reader->at == '*')
        return fail(reader);
    if (*reader->at != '?')
        return read_rest_of_group(reader);
    reader->at++;
    for (size_t i = 0; i < sizeof group_starts / sizeof *group_starts; i++) {
        size_t size = strlen(group_starts[i].start);

        if (strncmp(reader->at, group_starts[i].start, size) != 0)
            continue;
        reader->at += size;
        return read_group_of(reader, group_starts[i].kind);
    }
    return read_flags(reader);
}

static struct expression *read_class(struct reader *reader)
{
    struct characters set = {.has_others = false};

    if (!class_read(&reader->at, reader->is_caseless, &set, &reader->has_twins))
        return fail(reader);
    return one_of(reader, set);
}

/* A character that is none of the special ones. */
static struct expression *read_literal(struct reader *reader)
{
    struct lap_str bytes = {reader->at, strnlen(reader->at, 4)};
    uint32_t point = (unsigned char)*bytes.bytes;

    bytes.size = point < 0x80 ? 1 : utf8_decode(bytes, 0, &point);
    reader->at += bytes.size;
    return bytes.size ? literal(reader, point, bytes) : fail(reader);
}

static struct expression *read_atom(struct reader *reader)
{
    static const char ends[] = "\n\r\v\f\xC2\xE2";

    switch (*reader->at) {
    case '(':
        reader->at++;
        return read_group(reader);
    case '[':
        reader->at++;
        return read_class(reader);
    case '\\':
        reader->at++;
        return read_escape(reader);
    case '.':
        reader->at++;
        return any(reader);
    case '^':
        reader->at++;
        return reader->is_multiline ? nothing(reader) : edge(reader, true, "");
    case '$':
        reader->at++;
        return edge(reader, false, ends);
    default:
        return read_literal(reader);
    }
}

/* {n}, {n,} or {n,m}. */
static bool read_braces(struct reader *reader, struct expression *repeat)
{
    const char *from = reader->at + 1;
    char *end;

    if (!isdigit((unsigned char)*from))
        return false;
    repeat->least = repeat->most = strtoul(from, &end, 10);
    if (*end == ',') {
        from = end + 1;
        repeat->most = SIZE_MAX;
        if (isdigit((unsigned char)*from))
            repeat->most = strtoul(from, &end, 10);
        else
            end++;
    }
    if (*end != '}')
        return false;
    reader->at = end + 1;
    return true;
}

/* Behind the blank that stands at a place of an extended expression; that place where none does.
 * They are those of Pattern_White_Space in Unicode's PropList.txt. */
static const char *behind_blank(const char *at)
{
    static const char *const blanks[] = {
        " ",        "\t",           "\n",           "\v",           "\f",          "\r",
        "\xC2\x85", "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x80\xA8", "\xE2\x80\xA9"};

    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
        if (strncmp(at, blanks[i], strlen(blanks[i])) == 0)
            return at + strlen(blanks[i]);
    return at;
}

/* Behind the comment that stands at a place; that place where none does. */
static const char *behind_comment(const char *at, bool is_extended)
{
    if (strncmp(at, "(?#", 3) == 0) {
        at += strcspn(at, ")");
        return *at ? at + 1 : at;
    }
    return is_extended && *at == '#' ? at + strcspn(at, "\n") : at;
}

/* Passes over what PCRE2 does not see: a quantifier behind it is of the item before, and a ? or +
 * is of the quantifier before. */
static void skip_unseen(struct reader *reader)
{
    const char *from = NULL;

    while (reader->at != from) {
        from = reader->at;
        reader->at = behind_comment(from, reader->is_extended);
        if (reader->is_extended)
            reader->at = behind_blank(reader->at);
    }
}

/* Reads the quantifier where one stands. */
static bool read_quantifier(struct reader *reader, struct expression *repeat)
{
    switch (*reader->at) {
    case '?':
        repeat->most = 1;
        break;
    case '*':
        repeat->most = SIZE_MAX;
        break;
    case '+':
        repeat->least = 1;
        repeat->most = SIZE_MAX;
        break;
    case '{':
        if (read_braces(reader, repeat))
            return true;
        /* Later versions of PCRE2 take {,n} and blanks for a quantifier. */
        reader->has_failed |= reader->at[1] && strchr(", \t0123456789", reader->at[1]);
        return false;
    default:
        return false;
    }
    reader->at++;
    return true;
}

static struct expression *quantified(struct reader *reader, struct expression *item)
{
    struct expression repeat = {.kind = EXPRESSION_REPEAT, .inner = item};
    struct expression *made;

    skip_unseen(reader);
    if (!read_quantifier(reader, &repeat))
        return item;
    skip_unseen(reader);
    repeat.is_firm = *reader->at == '+';
    reader->at += *reader->at == '?' || *reader->at == '+';
    made = make(reader, EXPRESSION_REPEAT);
    *made = repeat;
    return made;
}

static struct expression *read_branch(struct reader *reader)
{
    struct expression *sequence = nothing(reader);

    skip_unseen(reader);
    while (!reader->has_failed && *reader->at && *reader->at != '|' && *reader->at != ')') {
        append(sequence, quantified(reader, read_atom(reader)));
        skip_unseen(reader);
    }
    return sequence;
}

static struct expression *read_alternation(struct reader *reader)
{
    struct expression *branch = read_branch(reader);
    struct expression *choice;

    if (*reader->at != '|')
        return branch;
    choice = make(reader, EXPRESSION_CHOICE);
    append(choice, branch);
    while (!reader->has_failed && *reader->at == '|') {
        reader->at++;
        append(choice, read_branch(reader));
    }
    return choice;
}

const struct expression *expression_read(struct arena *arena, const char *regex, bool is_caseless,
                                         bool *has_twins)
{
    struct reader reader = {.arena = arena, .at = regex, .is_caseless = is_caseless};
    const struct expression *expression = read_alternation(&reader);

    *has_twins |= reader.has_twins;
    return reader.has_failed || *reader.at ? NULL : expression;
}

/* True where a quantifier stands there with a + behind it. */
static bool is_firm_there(const char *at)
{
    struct reader reader = {.at = at, .is_extended = true};

    skip_unseen(&reader);
    if (!*reader.at || !strchr("*+?{", *reader.at))
        return false;
    if (*reader.at == '{')
        reader.at += strcspn(reader.at, "}");
    reader.at += *reader.at != '\0';
    skip_unseen(&reader);
    return *reader.at == '+';
}

/* By its characters alone: much that cannot be read holds such groups, too. */
bool expression_has_firm_group(const char *regex)
{
    if (strstr(regex, "(?>") || strstr(regex, "(*"))
        return true;
    for (const char *at = strchr(regex, ')'); at; at = strchr(at + 1, ')'))
        if (is_firm_there(at + 1))
            return true;
    return false;
}

/* By its characters, too. \G stands where the search began; the verbs end it or move it on, from
 * places that a search which begins behind them does not try. */
bool expression_asks_for_start(const char *regex)
{
    static const char *const parts[] = {"\\G", "(*COMMIT", "(*SKIP", "(*NOTEMPTY_ATSTART)"};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strstr(regex, parts[i]))
            return true;
    return false;
}
