/* SPDX-License-Identifier: MIT */
/* Reads what stands before and after a name, and the long form of a short one. */
#include "sense.h"

#include "brief.h"
#include "spelling.h"
#include "text.h"
#include "words.h"

bool is_made_here(const struct sheet *sheet, size_t begin)
{
    for (size_t i = begin; i > 0 && begin - i < 30; i--) {
        if (ends_sentence(sheet, i - 1) || is_one_of(sheet, i - 1, USERS)) {
            return false;
        }
        if (is_one_of(sheet, i - 1, MAKERS)) {
            return true;
        }
    }
    return false;
}

/* "X, a new model", "X: A Framework for ...", "X is an algorithm". */
static bool is_explained_method(const struct sheet *sheet, size_t after)
{
    size_t i = after + (sign_at(sheet, after) == ')');
    if (sign_at(sheet, i) != ',' && sign_at(sheet, i) != ':' && !is_dash(sheet, i) &&
        !is_word(sheet, i, "is")) {
        return false;
    }
    if (!is_one_of(sheet, ++i, ARTICLES)) {
        return false;
    }
    for (size_t end = i + 10; i < end; i++) {
        if (is_one_of(sheet, i, METHODS)) {
            return true;
        }
        if (has(sheet, i, IS_NOUN) || is_one_of(sheet, i, BREAKS) || ends_sentence(sheet, i)) {
            return false;
        }
    }
    return false;
}

/* "X framework", "X, a new model". */
static bool is_told_method(const struct sheet *sheet, size_t after)
{
    return is_one_of(sheet, after, METHODS) || is_explained_method(sheet, after);
}

bool is_kind(const struct sheet *sheet, struct run run)
{
    static const char *const ends[] = {"ing", "tion", "sion", "sis", "try", "phy", "ment", NULL};
    size_t last = run.end - 1;
    return !is_proper(sheet, run) || is_one_of(sheet, last, METHODS) ||
           (has_end(ends, word_at(sheet, last)) && !is_one_of(sheet, last, KIND_ENDS));
}

/* How many letters of a short form begin the words of a long one, in their order. */
static size_t initials_in(const struct sheet *sheet, struct run run, struct lap_str brief)
{
    struct lap_str words = part_of(sheet->text, run_span(sheet, run));
    size_t found = 0;
    for (size_t i = 0; i < words.size && found < brief.size; i++) {
        bool is_initial = i == 0 || words.bytes[i - 1] == ' ' || words.bytes[i - 1] == '-';
        found += is_initial &&
                 lower((unsigned char)words.bytes[i]) == lower((unsigned char)brief.bytes[found]);
    }
    return found;
}

/* The long form of a mention that stands alone in brackets before no noun: "point cloud (PC)". */
static struct run spelled_out(const struct sheet *sheet, size_t i, struct lap_str surface)
{
    struct run none = {0, 0};
    size_t end = mention_end(sheet->text, sheet->tokens[i].start, surface);
    if (end == 0 || i < 2 || sign_at(sheet, i - 1) != '(' || has(sheet, i - 2, IS_NOUN)) {
        return none;
    }
    size_t close = token_at(sheet, end);
    if (sign_at(sheet, close) != ')' || has(sheet, close + 1, IS_NOUN) ||
        has(sheet, close + 2, IS_NOUN)) {
        return none;
    }
    struct run run = long_before(sheet, i, surface);
    return run.begin < run.end && !any_has(sheet, run, IS_KNOWN) ? run : none;
}

bool is_kind_here(const struct sheet *sheet, size_t i, struct lap_str surface)
{
    struct run run = spelled_out(sheet, i, surface);
    return run.begin < run.end && is_kind(sheet, run);
}

bool is_described_here(const struct sheet *sheet, size_t i, struct lap_str surface)
{
    struct run run = spelled_out(sheet, i, surface);
    return surface.size <= 4 && run.end - run.begin > 1 && !is_proper(sheet, run);
}

bool is_other_here(const struct sheet *sheet, size_t i, struct lap_str surface)
{
    struct run run = spelled_out(sheet, i, surface);
    return run.begin < run.end && surface.size <= 5 &&
           initials_in(sheet, run, surface) == surface.size;
}

bool is_method_here(const struct sheet *sheet, size_t i, struct lap_str surface)
{
    size_t end = mention_end(sheet->text, sheet->tokens[i].start, surface);
    return end != 0 && is_told_method(sheet, token_at(sheet, end));
}

bool is_explained_here(const struct sheet *sheet, size_t i, struct lap_str surface)
{
    size_t end = mention_end(sheet->text, sheet->tokens[i].start, surface);
    return end != 0 && is_explained_method(sheet, token_at(sheet, end));
}
