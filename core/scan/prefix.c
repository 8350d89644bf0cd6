/* SPDX-License-Identifier: MIT */
/* What a match of a regular expression must begin with, read from its syntax (pcre2pattern(3)). It
 * may say too much, never too little: whatever it is not sure of ends a prefix or gives none. */
#include "scan/prefix.h"

#include <ctype.h>
#include <stdlib.h>

enum { DEEPEST_GROUP = 100 };

/* A way to begin, while it is put together. */
struct path {
    struct byte_set sets[PREFIX_DEPTH];
    size_t size;
    bool is_open;      /* what follows in the expression follows right behind these bytes */
    bool has_boundary; /* no letter, digit or _ stands before */
};

struct paths {
    struct path *items;
    size_t count;
};

struct reader {
    struct arena *arena;
    const char *at;
    bool is_caseless;
    bool is_extended;
    bool has_failed; /* something that is not known for certain */
    size_t depth;
};

/* ---- Sets of bytes ---- */

static void add_byte(struct byte_set *set, unsigned byte)
{
    set->bits[byte >> 6] |= UINT64_C(1) << (byte & 63);
}

static void add_range(struct byte_set *set, unsigned first, unsigned last)
{
    for (unsigned byte = first; byte <= last; byte++)
        add_byte(set, byte);
}

static void add_set(struct byte_set *set, const struct byte_set *other)
{
    for (size_t i = 0; i < 4; i++)
        set->bits[i] |= other->bits[i];
}

static bool is_empty_set(const struct byte_set *set)
{
    return !(set->bits[0] | set->bits[1] | set->bits[2] | set->bits[3]);
}

static struct byte_set word_bytes(void)
{
    struct byte_set set = {{0}};

    add_range(&set, '0', '9');
    add_range(&set, 'A', 'Z');
    add_range(&set, 'a', 'z');
    add_byte(&set, '_');
    return set;
}

static bool is_within(const struct byte_set *set, const struct byte_set *outer)
{
    for (size_t i = 0; i < 4; i++) {
        if (set->bits[i] & ~outer->bits[i])
            return false;
    }
    return true;
}

/* Characters that a class or an escape stands for. */
struct characters {
    struct byte_set ascii;
    bool has_others; /* some beyond ASCII */
    bool is_loose;   /* it may hold more than the expression says */
};

static void complement(struct characters *characters)
{
    struct byte_set ascii = {{0}};

    add_range(&ascii, 0, 0x7F);
    for (size_t i = 0; i < 2; i++)
        characters->ascii.bits[i] =
            characters->is_loose ? ascii.bits[i] : ascii.bits[i] & ~characters->ascii.bits[i];
    characters->has_others = true;
}

/* Without case, k and s also stand for the Kelvin sign and the long s, and these for them (Unicode
 * CaseFolding.txt); no other letter of ASCII has such a twin. */
static void fold_case(struct characters *characters)
{
    static const char twins[] = "ksKS";
    bool has_twins = false;

    for (unsigned c = 'a'; c <= 'z'; c++) {
        bool has_letter = byte_set_has(&characters->ascii, (uint8_t)c) ||
                          byte_set_has(&characters->ascii, (uint8_t)(c - 32));

        if (!has_letter)
            continue;
        add_byte(&characters->ascii, c);
        add_byte(&characters->ascii, c - 32);
        has_twins |= strchr(twins, (int)c) != NULL;
    }
    for (const char *c = twins; characters->has_others && *c; c++) {
        add_byte(&characters->ascii, (unsigned char)*c);
        characters->is_loose = true; /* perhaps none of the others is a twin */
    }
    characters->has_others |= has_twins;
}

/* ---- Paths ---- */

static struct paths nothing(struct reader *reader)
{
    struct paths paths = {arena_take(reader->arena, sizeof *paths.items), 1};

    paths.items[0].is_open = true;
    return paths;
}

static struct paths one_of(struct reader *reader, const struct characters *characters)
{
    struct paths paths = {arena_take(reader->arena, 2 * sizeof *paths.items), 0};

    if (!is_empty_set(&characters->ascii))
        paths.items[paths.count++] =
            (struct path){.sets = {characters->ascii}, .size = 1, .is_open = true};
    if (characters->has_others) {
        struct path *others = &paths.items[paths.count++];

        add_range(&others->sets[0], 0x80, 0xFF);
        others->size = 1; /* how many bytes follow is not known */
    }
    return paths;
}

static struct paths anything(struct reader *reader)
{
    struct characters all = {.has_others = true};

    add_range(&all.ascii, 0, 0x7F);
    return one_of(reader, &all);
}

static struct paths fail(struct reader *reader)
{
    reader->has_failed = true;
    return nothing(reader);
}

static struct paths either(struct reader *reader, struct paths a, struct paths b)
{
    struct paths both = {arena_take(reader->arena, (a.count + b.count) * sizeof *both.items),
                         a.count + b.count};

    if (a.count)
        memcpy(both.items, a.items, a.count * sizeof *a.items);
    if (b.count)
        memcpy(both.items + a.count, b.items, b.count * sizeof *b.items);
    if (both.count > PREFIX_MOST)
        reader->has_failed = true;
    return both;
}

static struct path joined(const struct path *a, const struct path *b)
{
    struct path path = *a;

    if (a->size == 0)
        path.has_boundary |= b->has_boundary;
    path.is_open = b->is_open;
    for (size_t i = 0; i < b->size; i++) {
        if (path.size == PREFIX_DEPTH) {
            path.is_open = false;
            break;
        }
        path.sets[path.size++] = b->sets[i];
    }
    return path;
}

static bool can_go_on(const struct path *path)
{
    return path->is_open && path->size < PREFIX_DEPTH;
}

/* How many paths the join would have. */
static size_t joined_count(struct paths a, struct paths b)
{
    size_t count = 0;

    for (size_t i = 0; i < a.count; i++)
        count += can_go_on(&a.items[i]) ? b.count : 1;
    return count;
}

static struct paths then(struct reader *reader, struct paths a, struct paths b)
{
    size_t count = joined_count(a, b);
    struct paths both = {NULL, 0};

    /* Too many: what was read so far is prefix enough. */
    if (count > PREFIX_MOST) {
        for (size_t i = 0; i < a.count; i++)
            a.items[i].is_open = false;
        return a;
    }
    both.items = arena_take(reader->arena, count * sizeof *both.items);
    for (size_t i = 0; i < a.count; i++) {
        if (!can_go_on(&a.items[i])) {
            both.items[both.count++] = a.items[i];
            continue;
        }
        for (size_t j = 0; j < b.count; j++)
            both.items[both.count++] = joined(&a.items[i], &b.items[j]);
    }
    return both;
}

/* Nothing, or once and whatever comes then. */
static struct paths any_number(struct reader *reader, struct paths of)
{
    struct paths once = {arena_take(reader->arena, of.count * sizeof *once.items), 0};

    for (size_t i = 0; i < of.count; i++) {
        if (of.items[i].size == 0 && of.items[i].is_open)
            continue;
        once.items[once.count] = of.items[i];
        once.items[once.count++].is_open = false;
    }
    return either(reader, nothing(reader), once);
}

/* ---- Escapes and classes ---- */

static int hex_value(const char **at)
{
    int value = 0;
    int digits = 0;
    bool is_braced = **at == '{';

    *at += is_braced;
    while (isxdigit((unsigned char)**at) && (is_braced || digits < 2) && value < 0x110000) {
        int digit = **at <= '9' ? **at - '0' : (**at | 32) - 'a' + 10;

        value = value * 16 + digit;
        digits++;
        (*at)++;
    }
    if (is_braced && *(*at)++ != '}')
        return -1;
    return digits ? value : -1;
}

static void add_point(struct characters *characters, int point)
{
    if (point < 0x80)
        add_byte(&characters->ascii, (unsigned)point);
    else
        characters->has_others = true;
}

/* The shorthand classes that PCRE2 has without UCP; false where the letter names none. */
static bool add_shorthand(struct characters *characters, char letter)
{
    struct characters of = {.has_others = false};

    switch (letter) {
    case 'd':
    case 'D':
        add_range(&of.ascii, '0', '9');
        break;
    case 'w':
    case 'W':
        of.ascii = word_bytes();
        break;
    case 's':
    case 'S':
        add_range(&of.ascii, 0x09, 0x0D);
        add_byte(&of.ascii, ' ');
        break;
    default:
        return false;
    }
    if (isupper((unsigned char)letter))
        complement(&of);
    add_set(&characters->ascii, &of.ascii);
    characters->has_others |= of.has_others;
    return true;
}

/* A character that an escape names: its code point, or -1. at stands behind the backslash. */
static int escaped_point(const char **at)
{
    static const char letters[] = "aefnrt";
    static const char values[] = "\a\033\f\n\r\t";
    char c = *(*at)++;
    const char *letter = c ? strchr(letters, c) : NULL;

    if (c == 'x')
        return hex_value(at);
    if (letter)
        return values[letter - letters];
    return ispunct((unsigned char)c) || c == ' ' || c == '\n' || c == '\t' ? c : -1;
}

/* Skips the name of a property or the like, {...} or one letter. */
static bool skip_name(const char **at)
{
    if (**at == '{') {
        const char *end = strchr(*at, '}');

        if (!end)
            return false;
        *at = end + 1;
        return true;
    }
    if (!**at)
        return false;
    (*at)++;
    return true;
}

static void add_anything(struct characters *characters)
{
    add_range(&characters->ascii, 0, 0x7F);
    characters->has_others = true;
    characters->is_loose = true;
}

/* What an escape inside a class adds; false where it is not known. */
static bool add_class_escape(struct characters *characters, const char **at, int *point)
{
    char c = **at;

    *point = -1;
    if (add_shorthand(characters, c)) {
        (*at)++;
        return true;
    }
    if (c && strchr("hHvVNR", c)) {
        (*at)++;
        add_anything(characters);
        return true;
    }
    if (c == 'p' || c == 'P') {
        (*at)++;
        add_anything(characters);
        return skip_name(at);
    }
    if (c == 'b') {
        (*at)++;
        *point = '\b';
    } else {
        *point = escaped_point(at);
    }
    return *point >= 0;
}

static int point_at(const char **at)
{
    unsigned char byte = (unsigned char)**at;

    (*at)++;
    if (byte < 0x80)
        return byte;
    while (((unsigned char)**at & 0xC0) == 0x80)
        (*at)++;
    return 0x80; /* which one beyond ASCII does not matter */
}

/* One member of a class: its point, or -1 where it is a set that was added. */
static bool read_member(struct reader *reader, struct characters *characters, int *point)
{
    if (strncmp(reader->at, "[:", 2) == 0 && strstr(reader->at + 2, ":]")) {
        reader->at = strstr(reader->at + 2, ":]") + 2;
        add_anything(characters);
        *point = -1;
        return true;
    }
    if (*reader->at == '\\') {
        reader->at++;
        return add_class_escape(characters, &reader->at, point);
    }
    *point = point_at(&reader->at);
    return true;
}

static bool read_range_end(struct reader *reader, struct characters *characters, int first)
{
    int last;

    reader->at++;
    if (!read_member(reader, characters, &last) || last < 0)
        return false;
    for (int point = first; point <= last && point < 0x80; point++)
        add_byte(&characters->ascii, (unsigned)point);
    characters->has_others |= last >= 0x80;
    return true;
}

/* A class; at stands behind its bracket. */
static bool read_class(struct reader *reader, struct characters *characters)
{
    bool is_negated = *reader->at == '^';
    bool is_first = true;
    int point;

    reader->at += is_negated;
    for (; *reader->at && (*reader->at != ']' || is_first); is_first = false) {
        if (!read_member(reader, characters, &point))
            return false;
        if (point < 0)
            continue;
        if (reader->at[0] == '-' && reader->at[1] && reader->at[1] != ']') {
            if (!read_range_end(reader, characters, point))
                return false;
        } else {
            add_point(characters, point);
        }
    }
    if (*reader->at++ != ']')
        return false;
    if (reader->is_caseless)
        fold_case(characters);
    if (is_negated)
        complement(characters);
    return true;
}

/* ---- The expression ---- */

static struct paths read_alternation(struct reader *reader);

static struct paths literal(struct reader *reader, int point, const char *bytes, size_t size)
{
    struct characters characters = {.has_others = false};
    struct paths paths;

    if (point < 0x80) {
        add_byte(&characters.ascii, (unsigned)point);
        if (reader->is_caseless)
            fold_case(&characters);
        return one_of(reader, &characters);
    }
    if (reader->is_caseless || size == 0)
        return anything(reader);
    paths = nothing(reader);
    for (size_t i = 0; i < size && i < PREFIX_DEPTH; i++)
        add_byte(&paths.items[0].sets[paths.items[0].size++], (uint8_t)bytes[i]);
    return paths;
}

static struct paths boundary(struct reader *reader)
{
    struct paths paths = nothing(reader);

    paths.items[0].has_boundary = true;
    return paths;
}

static struct paths read_escape(struct reader *reader)
{
    struct characters characters = {.has_others = false};
    char c = *reader->at;
    int point;

    if (add_shorthand(&characters, c)) {
        reader->at++;
        return one_of(reader, &characters);
    }
    if (c == 'b' || (c && strchr("BAzZ", c))) {
        reader->at++;
        return c == 'b' ? boundary(reader) : nothing(reader);
    }
    if (c == 'p' || c == 'P' || (c && strchr("hHvVN", c))) {
        reader->at++;
        if ((c == 'p' || c == 'P') && !skip_name(&reader->at))
            return fail(reader);
        return anything(reader);
    }
    point = escaped_point(&reader->at);
    return point < 0 ? fail(reader) : literal(reader, point, NULL, 0);
}

/* What stands in the group that at stands in; ends behind its bracket. */
static struct paths read_rest_of_group(struct reader *reader)
{
    bool is_caseless = reader->is_caseless;
    bool is_extended = reader->is_extended;
    struct paths paths;

    if (++reader->depth > DEEPEST_GROUP)
        return fail(reader);
    paths = read_alternation(reader);
    reader->depth--;
    if (*reader->at++ != ')') {
        reader->at--;
        return fail(reader);
    }
    reader->is_caseless = is_caseless;
    reader->is_extended = is_extended;
    return paths;
}

/* A look-around consumes nothing. One that says that no letter, digit or _ stands before is as good
 * as \b before one of them. */
static struct paths read_look_around(struct reader *reader, bool forbids_before)
{
    struct paths inner = read_rest_of_group(reader);
    struct byte_set words = word_bytes();

    if (forbids_before && !reader->has_failed) {
        for (size_t i = 0; i < inner.count; i++) {
            if (inner.items[i].size == 1 && inner.items[i].is_open &&
                is_within(&words, &inner.items[i].sets[0]))
                return boundary(reader);
        }
    }
    return nothing(reader);
}

/* (?flags) and (?flags:...); at stands at the flags. */
static struct paths read_flags(struct reader *reader)
{
    bool is_caseless = reader->is_caseless;
    bool is_extended = reader->is_extended;
    bool is_on = true;

    for (; *reader->at && *reader->at != ')' && *reader->at != ':'; reader->at++) {
        switch (*reader->at) {
        case '-':
            is_on = false;
            break;
        case 'i':
            is_caseless = is_on;
            break;
        case 'x':
            if (reader->at[1] == 'x') /* it would take blanks out of classes too */
                return fail(reader);
            is_extended = is_on;
            break;
        case 's':
        case 'm':
        case 'n':
            break;
        default:
            return fail(reader);
        }
    }
    if (*reader->at == ':') {
        bool was_caseless = reader->is_caseless;
        bool was_extended = reader->is_extended;
        struct paths paths;

        reader->at++;
        reader->is_caseless = is_caseless;
        reader->is_extended = is_extended;
        paths = read_rest_of_group(reader);
        reader->is_caseless = was_caseless;
        reader->is_extended = was_extended;
        return paths;
    }
    if (*reader->at++ != ')') {
        reader->at--;
        return fail(reader);
    }
    reader->is_caseless = is_caseless;
    reader->is_extended = is_extended;
    return nothing(reader);
}

static struct paths read_named_group(struct reader *reader, char end)
{
    const char *name_end = strchr(reader->at, end);

    if (!name_end)
        return fail(reader);
    reader->at = name_end + 1;
    return read_rest_of_group(reader);
}

/* What may stand behind `(?`, and who reads it. */
enum group_kind { GROUP_PLAIN, GROUP_LOOK, GROUP_FORBIDS_BEFORE, GROUP_ANGLE, GROUP_QUOTE };

static const struct {
    const char *start;
    enum group_kind kind;
} group_starts[] = {
    {":", GROUP_PLAIN}, {">", GROUP_PLAIN}, {"|", GROUP_PLAIN},           {"=", GROUP_LOOK},
    {"!", GROUP_LOOK},  {"<=", GROUP_LOOK}, {"<!", GROUP_FORBIDS_BEFORE}, {"P<", GROUP_ANGLE},
    {"<", GROUP_ANGLE}, {"'", GROUP_QUOTE},
};

/* A group; at stands behind its bracket. */
static struct paths read_group(struct reader *reader)
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
        switch (group_starts[i].kind) {
        case GROUP_LOOK:
        case GROUP_FORBIDS_BEFORE:
            return read_look_around(reader, group_starts[i].kind == GROUP_FORBIDS_BEFORE);
        case GROUP_ANGLE:
            return read_named_group(reader, '>');
        case GROUP_QUOTE:
            return read_named_group(reader, '\'');
        case GROUP_PLAIN:
        default:
            return read_rest_of_group(reader);
        }
    }
    return read_flags(reader);
}

static struct paths read_atom(struct reader *reader)
{
    struct characters characters = {.has_others = false};
    const char *start = reader->at;
    int point;

    switch (*reader->at) {
    case '(':
        reader->at++;
        return read_group(reader);
    case '[':
        reader->at++;
        return read_class(reader, &characters) ? one_of(reader, &characters) : fail(reader);
    case '\\':
        reader->at++;
        return read_escape(reader);
    case '.':
        reader->at++;
        return anything(reader);
    case '^':
    case '$':
        reader->at++;
        return nothing(reader);
    default:
        point = point_at(&reader->at);
        return literal(reader, point, start, (size_t)(reader->at - start));
    }
}

/* How often the item before stands. */
struct repeat {
    size_t least;
    size_t most; /* SIZE_MAX for any number */
};

/* {n}, {n,} or {n,m}; anything else is no quantifier but text. */
static bool read_braces(const char **at, struct repeat *repeat)
{
    char *end;
    const char *from = *at + 1;

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
    *at = end + 1;
    return true;
}

static void skip_blanks(struct reader *reader)
{
    while (reader->is_extended && *reader->at) {
        if (*reader->at == '#') {
            reader->at += strcspn(reader->at, "\n");
        } else if (strchr(" \t\n\v\f\r", *reader->at)) {
            reader->at++;
        } else {
            break;
        }
    }
}

static struct repeat read_quantifier(struct reader *reader)
{
    struct repeat repeat = {1, 1};
    char c;

    skip_blanks(reader);
    c = *reader->at;
    if (c == '?')
        repeat = (struct repeat){0, 1};
    else if (c == '*')
        repeat = (struct repeat){0, SIZE_MAX};
    else if (c == '+')
        repeat = (struct repeat){1, SIZE_MAX};
    else if (c != '{' || !read_braces(&reader->at, &repeat))
        return repeat;
    reader->at += c != '{';
    if (*reader->at == '?' || *reader->at == '+')
        reader->at++;
    return repeat;
}

static struct paths repeated(struct reader *reader, struct paths item, struct repeat repeat)
{
    struct paths paths = nothing(reader);

    for (size_t i = 0; i < repeat.least && i < PREFIX_DEPTH; i++)
        paths = then(reader, paths, item);
    if (repeat.least == 0 && repeat.most == 1)
        return either(reader, paths, item);
    return repeat.most > repeat.least ? then(reader, paths, any_number(reader, item)) : paths;
}

static struct paths read_branch(struct reader *reader)
{
    struct paths paths = nothing(reader);

    skip_blanks(reader);
    while (!reader->has_failed && *reader->at && *reader->at != '|' && *reader->at != ')') {
        struct paths item = read_atom(reader);
        struct repeat repeat = read_quantifier(reader);

        paths = then(reader, paths, repeated(reader, item, repeat));
        skip_blanks(reader);
    }
    return paths;
}

static struct paths read_alternation(struct reader *reader)
{
    struct paths paths = read_branch(reader);

    while (!reader->has_failed && *reader->at == '|') {
        reader->at++;
        paths = either(reader, paths, read_branch(reader));
    }
    return paths;
}

struct prefixes prefixes_of(struct arena *arena, const char *regex, bool is_caseless)
{
    struct reader reader = {.arena = arena, .at = regex, .is_caseless = is_caseless};
    struct paths paths = read_alternation(&reader);
    struct byte_set words = word_bytes();
    struct prefixes prefixes = {NULL, 0};
    struct prefix *items;

    if (reader.has_failed || *reader.at)
        return prefixes;
    items = arena_take(arena, paths.count * sizeof *items);
    for (size_t i = 0; i < paths.count; i++) {
        const struct path *path = &paths.items[i];

        if (path->size == 0)
            return prefixes;
        memcpy(items[i].sets, path->sets, sizeof items[i].sets);
        items[i].size = path->size;
        items[i].is_at_word_start = path->has_boundary && is_within(&path->sets[0], &words);
    }
    prefixes.items = items;
    prefixes.count = paths.count;
    return prefixes;
}
