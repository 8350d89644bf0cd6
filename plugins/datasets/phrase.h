/* SPDX-License-Identifier: MIT */
/* Reading names to the left and to the right of a token. */
#ifndef DATASETS_PHRASE_H
#define DATASETS_PHRASE_H

#include "sheet.h"

enum { MAX_NAMES = 24, MAX_NAME_WORDS = 9 };

struct names {
    struct run runs[MAX_NAMES];
    size_t count;
    size_t end; /* names_after: the token after the last of them */
    bool has_conjunction;
};

/* Ends of words that say what a thing is like. */
static const char *const qualities[] = {
    "-based",      "-oriented",  "-specific", "-style",    "-level",     "-aware",     "-driven",
    "-like",       "-centric",   "-trained",  "-focused",  "-related",   "-free",      "-only",
    "-guided",     "-generated", "-scale",    "-quality",  "-derived",   "-annotated", "-inspired",
    "-compatible", "-agnostic",  "-powered",  "-enhanced", "-augmented", "-language",  "-domain",
    "-type",       "-class",     "-shot",     "-turn",     "-hop",       "-script",    "-world",
    "-time",       "-source",    NULL};

/* Whether a word says what a thing is like: "LLM-based", "PII-laced". */
static bool is_quality(const struct sheet *sheet, size_t i)
{
    static const char *const participles[] = {"ed", "ing", NULL};
    struct lap_str word = word_at(sheet, i);
    size_t last = word.size;
    while (last > 0 && is_lower((unsigned char)word.bytes[last - 1])) {
        last--;
    }
    bool has_lower_end = last > 0 && word.bytes[last - 1] == '-';
    return has_end(qualities, word) || (has_lower_end && has_end(participles, word));
}

/* Whether a word may stand in a name. */
static bool is_namely(const struct sheet *sheet, size_t i)
{
    if (has(sheet, i, IS_KNOWN)) {
        return true;
    }
    if (!has(sheet, i, IS_CAPITAL | IS_MARKED) ||
        has(sheet, i, IS_ORDINARY | IS_OTHER | IS_VARIANT | IS_ADDRESS) || is_break(sheet, i) ||
        is_quality(sheet, i)) {
        return false;
    }
    if (has(sheet, i, IS_FILLER) && has(sheet, i, IS_FIRST)) {
        return false;
    }
    return !sheet->is_title_case || has(sheet, i, IS_MARKED);
}

static bool is_name_number(const struct sheet *sheet, size_t i)
{
    struct lap_str word = word_at(sheet, i);
    return has(sheet, i, IS_NUMBER) ||
           (word.size >= 2 && word.bytes[0] == 'v' && is_digit((unsigned char)word.bytes[1]));
}

static bool is_plain(const struct sheet *sheet, size_t i)
{
    return is_namely(sheet, i) && !has(sheet, i, IS_MARKED | IS_KNOWN | IS_FIRST);
}

/* Whether "of", "of the", "in", "in the" stands between two capitalised words of one name. */
static bool is_name_link(const struct sheet *sheet, size_t i)
{
    size_t first = i, last = i;
    if (is_word(sheet, i, "the") && i > 0) {
        first--;
    } else if (is_word(sheet, i + 1, "the")) {
        last++;
    }
    if (first == 0 || !is_plain(sheet, first - 1)) {
        return false;
    }
    return is_word(sheet, first, "of") ? is_namely(sheet, last + 1)
                                       : is_word(sheet, first, "in") && is_plain(sheet, last + 1);
}

static struct lap_span run_span(const struct sheet *sheet, struct run run)
{
    return (struct lap_span){sheet->tokens[run.begin].span.start,
                             sheet->tokens[run.end - 1].span.end};
}

static bool any_has(const struct sheet *sheet, struct run run, unsigned flags)
{
    for (size_t i = run.begin; i < run.end; i++) {
        if (has(sheet, i, flags)) {
            return true;
        }
    }
    return false;
}

/* The name that ends before a token. */
static struct run name_before(const struct sheet *sheet, size_t end)
{
    struct run run = {end, end};
    while (run.begin > 0 && end - run.begin < MAX_NAME_WORDS) {
        size_t i = run.begin - 1;
        if (!is_namely(sheet, i) && !is_name_number(sheet, i) &&
            !(run.begin < end && is_name_link(sheet, i))) {
            break;
        }
        run.begin = i;
    }
    while (run.begin < end && !is_namely(sheet, run.begin)) {
        run.begin++;
    }
    return run;
}

/* The name that begins with a token. */
static struct run name_after(const struct sheet *sheet, size_t begin)
{
    struct run run = {begin, begin};
    while (run.end < sheet->count && run.end - begin < MAX_NAME_WORDS) {
        size_t i = run.end;
        if (!is_namely(sheet, i) &&
            !(i > begin && (is_name_number(sheet, i) || is_name_link(sheet, i)))) {
            break;
        }
        run.end++;
    }
    return run;
}

/* The opening bracket of the one that closes at a token, or the token itself. */
static size_t bracket_before(const struct sheet *sheet, size_t close)
{
    unsigned char sign = sign_at(sheet, close);
    unsigned char opening = sign == ')' ? '(' : sign == ']' ? '[' : 0;
    for (size_t i = close; opening != 0 && i > 0 && close - i < 30; i--) {
        if (sign_at(sheet, i - 1) == opening) {
            return i - 1;
        }
    }
    return close;
}

/* The token after the bracket that opens at a token, or the token itself. */
static size_t after_bracket(const struct sheet *sheet, size_t open)
{
    unsigned char sign = sign_at(sheet, open);
    unsigned char closing = sign == '(' ? ')' : sign == '[' ? ']' : 0;
    for (size_t i = open + 1; closing != 0 && i < sheet->count && i - open < 30; i++) {
        if (sign_at(sheet, i) == closing) {
            return i + 1;
        }
    }
    return open;
}

/* Signs and TeX commands that set a name off: quotes, \\textbf{X}, $X$. */
static bool is_mark(const struct sheet *sheet, size_t i)
{
    static const char *const commands[] = {"textbf", "textit", "emph",   "texttt", "textsc",
                                           "textsf", "text",   "mathrm", "mathbf", NULL};
    unsigned char sign = sign_at(sheet, i);
    if (sign == '"' || sign == '\'' || sign == '`' || sign == '{' || sign == '}' || sign == '$' ||
        sign == '\\' || sign == '*') {
        return word_at(sheet, i).size == 1;
    }
    if (sign == 0xE2) {
        unsigned char last = byte_at(sheet->text, sheet->tokens[i].span.start + 2);
        return last >= 0x98 && last <= 0x9F && word_at(sheet, i).size == 3;
    }
    return i > 0 && sign_at(sheet, i - 1) == '\\' && is_one_of(sheet, i, commands);
}

static size_t past_marks(const struct sheet *sheet, size_t i)
{
    while (i < sheet->count && is_mark(sheet, i)) {
        i++;
    }
    return i;
}

static size_t before_marks(const struct sheet *sheet, size_t i)
{
    while (i > 0 && is_mark(sheet, i - 1)) {
        i--;
    }
    return i;
}

static void keep_name(struct names *names, struct run run)
{
    if (names->count < MAX_NAMES) {
        names->runs[names->count++] = run;
    }
}

static bool is_conjunction(const struct sheet *sheet, size_t i)
{
    return is_word(sheet, i, "and") || is_word(sheet, i, "or") || sign_at(sheet, i) == '&';
}

/* Steps back over what stands between two names of a list; the same place where it is no list. */
static size_t before_separator(const struct sheet *sheet, size_t i, struct names *names)
{
    size_t at = i;
    while (at > 0 && is_one_of(sheet, at - 1, determiners)) {
        at--;
    }
    if (at > 0 && is_conjunction(sheet, at - 1)) {
        names->has_conjunction = true;
        at--;
        return at > 0 && sign_at(sheet, at - 1) == ',' ? at - 1 : at;
    }
    if (at > 0 && (sign_at(sheet, at - 1) == ',' || sign_at(sheet, at - 1) == '/')) {
        return at - 1;
    }
    return i;
}

/* The names of a list that ends before a token: "A, B (12k) and C". */
static void names_before(const struct sheet *sheet, size_t end, struct names *names)
{
    for (;;) {
        end = before_marks(sheet, end);
        struct run run = name_before(sheet, end);
        while (run.begin == run.end && end > 0 && bracket_before(sheet, end - 1) != end - 1) {
            end = bracket_before(sheet, end - 1);
            run = name_before(sheet, end);
        }
        if (run.begin < run.end) {
            keep_name(names, run);
            end = run.begin;
        } else if (has(sheet, end - 1, IS_OTHER)) {
            end--;
        } else {
            return;
        }
        size_t next = before_separator(sheet, before_marks(sheet, end), names);
        if (next == before_marks(sheet, end)) {
            return;
        }
        end = next;
    }
}

static size_t after_separator(const struct sheet *sheet, size_t i, struct names *names)
{
    size_t at = i;
    if (sign_at(sheet, at) == ',' || sign_at(sheet, at) == '/') {
        at++;
    }
    if (is_conjunction(sheet, at)) {
        names->has_conjunction = true;
        at++;
    } else if (is_word(sheet, at, "as") && is_word(sheet, at + 1, "well") &&
               is_word(sheet, at + 2, "as")) {
        names->has_conjunction = true;
        at += 3;
    }
    while (at > i && is_one_of(sheet, at, determiners)) {
        at++;
    }
    return at;
}

/* The names of a list that begins with a token. */
static void names_after(const struct sheet *sheet, size_t begin, struct names *names)
{
    while (is_one_of(sheet, begin, determiners)) {
        begin++;
    }
    for (;;) {
        struct run run = name_after(sheet, past_marks(sheet, begin));
        if (run.begin == run.end) {
            return;
        }
        keep_name(names, run);
        names->end = past_marks(sheet, run.end);
        if (names->has_conjunction) {
            return;
        }
        size_t end = names->end;
        while (after_bracket(sheet, end) != end) {
            end = after_bracket(sheet, end);
        }
        begin = after_separator(sheet, end, names);
        if (begin == end) {
            return;
        }
    }
}

#endif
