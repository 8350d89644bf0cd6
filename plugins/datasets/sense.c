/* SPDX-License-Identifier: MIT */
/* Reads what stands before and after a name, and the long form of a short one. */
#include "sense.h"

#include "brief.h"
#include "mark.h"
#include "text.h"
#include "words.h"

/* Whether what is made is only made of what a name stands for: "an extended version of the X". */
static bool is_source(const struct sheet *sheet, size_t begin)
{
    static const char *const ends[] = {"version",   "versions", "variant",    "variants", "subset",
                                       "extension", "subsets",  "extensions", NULL};
    size_t i = begin;

    while (i > 0 && begin - i < 4 && has(sheet, i - 1, IS_WORD) && !is_word(sheet, i - 1, "of"))
        i--;
    return i > 1 && is_word(sheet, i - 1, "of") && has_end(ends, word_at(sheet, i - 2));
}

bool is_made_here(const struct sheet *sheet, size_t begin)
{
    if (is_source(sheet, begin))
        return false;
    for (size_t i = begin; i > 0 && begin - i < 30; i--) {
        if (ends_sentence(sheet, i - 1) || is_one_of(sheet, i - 1, USERS))
            return false;
        if (is_one_of(sheet, i - 1, MAKERS)) {
            return i < 2 ||
                   !(is_word(sheet, i - 2, "recently") || is_word(sheet, i - 2, "previously"));
        }
    }
    return false;
}

bool is_made_after(const struct sheet *sheet, size_t begin)
{
    size_t i = begin;

    i += is_word(sheet, i, "that") || is_word(sheet, i, "which");
    return is_word(sheet, i, "we") && is_one_of(sheet, i + 1, MAKERS);
}

/* Whether an article behind a comma begins what the sentence tells: "On X, our model gains". The
 * others open an explanation: "X, a model". */
static bool is_subject(const struct sheet *sheet, size_t article)
{
    return sign_at(sheet, article - 1) == ',' &&
           (is_word(sheet, article, "our") || is_word(sheet, article, "this") ||
            is_word(sheet, article, "these") ||
            (is_word(sheet, article, "the") && !is_one_of(sheet, article + 1, ARTICLES)));
}

/* "X, a new model", "X (Long Form), a model", "X: A Framework for ...", "X is an algorithm", and
 * "X, our model for ...", but not "X, a framework and benchmark". */
static bool is_explained_method(const struct sheet *sheet, size_t after)
{
    static const char *const models[] = {"LLM", "VLM", "LLMs", "VLMs", NULL};
    size_t i = after_bracket(sheet, past_marks(sheet, after));

    i += sign_at(sheet, i) == ')';
    if (sign_at(sheet, i) != ',' && sign_at(sheet, i) != ':' && !is_dash(sheet, i) &&
        !is_word(sheet, i, "is"))
        return false;
    if (!is_one_of(sheet, ++i, ARTICLES))
        return false;
    bool is_sentence = is_subject(sheet, i);
    for (size_t end = i + 10; i < end; i++) {
        if (is_one_of(sheet, i, METHODS)) {
            bool is_both = is_conjunction(sheet, i + 1) && has(sheet, i + 2, IS_NOUN);
            return !is_both && (!is_sentence || is_one_of(sheet, i + 1, CLOSERS));
        }
        if (has_end(models, word_at(sheet, i)) && is_closed(sheet, i + 1))
            return !is_sentence; /* "X, a lean VLM", not "X, a VLM benchmark" */
        if (has(sheet, i, IS_NOUN) || is_one_of(sheet, i, BREAKS) || ends_sentence(sheet, i) ||
            (is_sentence && is_one_of(sheet, i, INDEFINITES)))
            return false;
    }
    return false;
}

/* Whether the phrase that ends before a place tells a method: "a fast and robust estimator". */
static bool ends_method(const struct sheet *sheet, size_t end)
{
    if (!is_one_of(sheet, end - 1, METHODS))
        return false;
    for (size_t i = end; i > 0 && end - i < 10; i--) {
        if (is_one_of(sheet, i - 1, ARTICLES))
            return true;
        if (!has(sheet, i - 1, IS_WORD) || has(sheet, i - 1, IS_NOUN) ||
            (is_one_of(sheet, i - 1, BREAKS) && !is_conjunction(sheet, i - 1)))
            return false;
    }
    return false;
}

/* Steps back over what leads from a thing to the verb that names it: "that we", ", which". */
static size_t before_relative(const struct sheet *sheet, size_t end)
{
    while (end > 0 && (sign_at(sheet, end - 1) == ',' || is_word(sheet, end - 1, "we") ||
                       is_word(sheet, end - 1, "that") || is_word(sheet, end - 1, "which")))
        end--;
    return end;
}

/* "a new metric, X, which", "a strategy that we call X", "an algorithm named X". */
static bool is_named_method(const struct sheet *sheet, size_t i, size_t after)
{
    size_t end = before_marks(sheet, i);
    unsigned char sign = sign_at(sheet, past_marks(sheet, after));

    if (end == 0)
        return false;
    if (sign_at(sheet, end - 1) == ',')
        return (sign == ',' || sign == '(') && ends_method(sheet, end - 1);
    if (!is_one_of(sheet, end - 1, NAMINGS) && !is_word(sheet, end - 1, "call"))
        return false;
    return ends_method(sheet, before_relative(sheet, end - 1));
}

bool is_kind(const struct sheet *sheet, struct run run)
{
    static const char *const ends[] = {"ing", "tion", "sion",   "sis", "try",
                                       "phy", "ment", "Series", NULL};
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
static struct run spelled_out(const struct sheet *sheet, size_t i, size_t after,
                              struct lap_str surface)
{
    struct run none = {0, 0};

    if (i < 2 || sign_at(sheet, i - 1) != '(' || has(sheet, i - 2, IS_NOUN))
        return none;
    if (sign_at(sheet, after) != ')' || has(sheet, after + 1, IS_NOUN) ||
        has(sheet, after + 2, IS_NOUN))
        return none;
    struct run run = long_before(sheet, i, surface);
    return run.begin < run.end && !any_has(sheet, run, IS_KNOWN) ? run : none;
}

bool is_kind_here(const struct sheet *sheet, size_t i, size_t after, struct lap_str surface)
{
    struct run run = spelled_out(sheet, i, after, surface);

    return run.begin < run.end && is_kind(sheet, run);
}

bool is_described_here(const struct sheet *sheet, size_t i, size_t after, struct lap_str surface)
{
    struct run run = spelled_out(sheet, i, after, surface);

    return surface.size <= 4 && run.end - run.begin > 1 && !is_proper(sheet, run);
}

/* Whether the text spells a known acronym out as something that is not on the list. */
static bool is_other(const struct sheet *sheet, struct run run, struct lap_str surface)
{
    return surface.size <= 5 && initials_in(sheet, run, surface) == surface.size;
}

bool is_method_here(const struct sheet *sheet, size_t i, size_t after, struct lap_str surface)
{
    (void)surface;
    return is_one_of(sheet, after, METHODS) || is_explained_method(sheet, after) ||
           is_named_method(sheet, i, after);
}

bool is_explained_here(const struct sheet *sheet, size_t i, size_t after, struct lap_str surface)
{
    (void)i;
    (void)surface;
    return is_explained_method(sheet, after);
}

bool is_something_else_here(const struct sheet *sheet, size_t i, size_t after,
                            struct lap_str surface)
{
    struct run run = spelled_out(sheet, i, after, surface);

    return is_explained_method(sheet, after) || is_named_method(sheet, i, after) ||
           (run.begin < run.end && (is_kind(sheet, run) || is_other(sheet, run, surface)));
}

bool is_presented_here(const struct sheet *sheet, size_t i, size_t after, struct lap_str surface)
{
    size_t verb = before_marks(sheet, i);
    unsigned char sign = sign_at(sheet, past_marks(sheet, after));

    (void)surface;
    while (verb > 0 && is_one_of(sheet, verb - 1, ARTICLES))
        verb--;
    return (sign == ',' || sign == '(' || sign == ':') && verb > 1 &&
           is_word(sheet, verb - 2, "we") && is_one_of(sheet, verb - 1, MAKERS) &&
           !is_explained_method(sheet, after);
}
