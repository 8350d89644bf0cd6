/* SPDX-License-Identifier: MIT */
/* Reads names word by word for as long as the words are written as those of a name. */
#include "name.h"

#include "text.h"

#include <string.h>

enum { MAX_NAME_WORDS = 9 };

static const char *const gerund[] = {"ing", NULL};

/* Whether a word tells what a thing is not, or how much of something it has: "non-MNIST",
 * "low-SNR". */
static bool is_measured(struct lap_str word)
{
    static const char *const starts[] = {"non-", "low-", "high-", "pseudo-", NULL};

    for (const char *const *start = starts; *start != NULL; start++) {
        size_t size = strlen(*start);
        if (word.size > size && memcmp(word.bytes, *start, size) == 0)
            return true;
    }
    return false;
}

bool is_quality(const struct sheet *sheet, size_t i)
{
    static const char *const participles[] = {"ed", "ing", NULL};
    struct lap_str word = word_at(sheet, i);

    if (memchr(word.bytes, '-', word.size) == NULL)
        return false;
    struct lap_span last = {word.size, word.size};
    while (last.start > 0 && is_lower((unsigned char)word.bytes[last.start - 1]))
        last.start--;
    if (last.start > 0 && word.bytes[last.start - 1] == '-') {
        uint32_t classes = lexicon_classes(sheet->lexicon, word, last);
        return (classes >> QUALITIES & 1) != 0 || has_end(participles, word) || is_measured(word);
    }
    return is_measured(word);
}

/* Whether a word that begins a sentence is an adverb before a comma, "Consequently, the", or a verb
 * before a name: "Taking SQuAD as an example". */
static bool opens_clause(const struct sheet *sheet, size_t i)
{
    static const char *const adverb[] = {"ly", NULL};

    if (sign_at(sheet, i + 1) == ',' && has_end(adverb, word_at(sheet, i)))
        return true;
    return has_end(gerund, word_at(sheet, i)) && has(sheet, i + 1, IS_MARKED | IS_KNOWN) &&
           !has(sheet, i, IS_MARKED | IS_NOUN);
}

bool is_namely(const struct sheet *sheet, size_t i)
{
    if (has(sheet, i, IS_KNOWN))
        return has_end(gerund, word_at(sheet, i)) || !is_quality(sheet, i);
    if (!has(sheet, i, IS_CAPITAL | IS_MARKED) ||
        has(sheet, i, IS_ORDINARY | IS_OTHER | IS_VARIANT) || is_in_address(sheet, i) ||
        is_break(sheet, i) || is_quality(sheet, i))
        return false;
    if (has(sheet, i, IS_FIRST) && (is_one_of(sheet, i, FILLERS) || opens_clause(sheet, i)))
        return false;
    return !sheet->is_title_case || has(sheet, i, IS_MARKED);
}

bool is_name_number(const struct sheet *sheet, size_t i)
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

    if (is_word(sheet, i, "the") && i > 0)
        first--;
    else if (is_word(sheet, i + 1, "the"))
        last++;
    if (first == 0 || !is_plain(sheet, first - 1))
        return false;
    return is_word(sheet, first, "of") ? is_namely(sheet, last + 1)
                                       : is_word(sheet, first, "in") && is_plain(sheet, last + 1);
}

struct run name_before(const struct sheet *sheet, size_t end)
{
    struct run run = {end, end};

    while (run.begin > 0 && end - run.begin < MAX_NAME_WORDS) {
        size_t i = run.begin - 1;
        if (!is_namely(sheet, i) && !is_name_number(sheet, i) &&
            !(run.begin < end && is_name_link(sheet, i)))
            break;
        run.begin = i;
    }
    while (run.begin < end && !is_namely(sheet, run.begin))
        run.begin++;
    return run;
}

struct run name_after(const struct sheet *sheet, size_t begin)
{
    struct run run = {begin, begin};

    while (run.end < sheet->count && run.end - begin < MAX_NAME_WORDS) {
        size_t i = run.end;
        if (!is_namely(sheet, i) &&
            !(i > begin && (is_name_number(sheet, i) || is_name_link(sheet, i))))
            break;
        run.end++;
    }
    return run;
}

bool is_year(struct lap_str word)
{
    return word.size == 4 &&
           (memcmp(word.bytes, "19", 2) == 0 || memcmp(word.bytes, "20", 2) == 0) &&
           is_digit((unsigned char)word.bytes[2]) && is_digit((unsigned char)word.bytes[3]);
}
