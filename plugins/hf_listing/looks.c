/* SPDX-License-Identifier: MIT */
/* The marks of sentences, titles and abstracts that a line of text bears. */
#include "looks.h"

#include <string.h>

#include "text.h"

/* The text without the quotes, brackets and stars that close it. */
static struct lap_str without_closing(struct lap_str text)
{
    static const char *const signs[] = {"”", "’", "»"};

    for (size_t before = 0; before != text.size;) {
        before = text.size;
        while (text.size && memchr("\"')]}*`", text.bytes[text.size - 1], 7))
            text.size--;
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
            if (ends_with(text, signs[i]))
                text.size -= strlen(signs[i]);
    }
    return text;
}

static bool ends_sentence(struct lap_str text)
{
    static const char *const ends[] = {".", "!", "?", "…", "。", "！", "？"};

    text = without_closing(text);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends_with(text, ends[i]))
            return true;
    return false;
}

static bool has_address(struct lap_str text)
{
    static const char *const signs[] = {"://", "www.", ".com/", ".io/", ".org/"};

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (place_of(text, signs[i]))
            return true;
    return false;
}

/* Whether text begins with a lower-case word of a sentence; names like `vLLM` and `code2seq` are
 * none. */
static bool starts_lower(struct lap_str text)
{
    if (text.size == 0 || !is_lower(text.bytes[0]))
        return false;
    for (size_t i = 1; i < text.size && !is_space(text.bytes[i]); i++)
        if (is_upper(text.bytes[i]) || is_digit(text.bytes[i]))
            return false;
    return true;
}

static bool is_small_word(const char *end)
{
    return is_lower(end[-1]) && is_lower(end[-2]) && is_lower(end[-3]);
}

/* Whether a sentence ends within the text and another begins: a full word, a point, a space and a
 * capital; so that `v.s. FP` and `i.e. It` are none. A question is often a title's first half. */
static bool has_sentences(struct lap_str text)
{
    for (size_t i = 3; i + 2 < text.size; i++)
        if (memchr(".!", text.bytes[i], 2) && text.bytes[i + 1] == ' ' &&
            is_upper(text.bytes[i + 2]) && is_small_word(text.bytes + i))
            return true;
    return false;
}

static bool says_we(struct lap_str text)
{
    static const char *const words[] = {" we ", " our ", " paper, "};
    static const char *const starts[] = {"We ", "Our ", "This paper "};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (place_of(text, words[i]))
            return true;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (starts_with(text, starts[i]))
            return true;
    return false;
}

/* Counts the words of four letters or more, and those of them that begin with a capital. */
static void count_words(struct lap_str text, size_t *words, size_t *capitals)
{
    size_t start = 0;

    *words = 0;
    *capitals = 0;
    for (size_t i = 0; i <= text.size; i++) {
        if (i < text.size && is_letter(text.bytes[i]))
            continue;
        if (i - start >= 4) {
            (*words)++;
            *capitals += is_upper(text.bytes[start]);
        }
        start = i + 1;
    }
}

/* Whether the text ends with a comma or a word that nothing ends with. */
static bool is_open(struct lap_str text)
{
    static const char *const words[] = {
        "a",    "an",    "and",  "are", "as",    "at",   "be",    "by", "can", "for",
        "from", "has",   "have", "in",  "into",  "is",   "its",   "of", "on",  "or",
        "our",  "than",  "that", "the", "their", "this", "these", "to", "via", "we",
        "when", "which", "with", "The", "We",    "Our",  "This",  "In", "It",
    };
    struct lap_str word = last_word(text);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word.size == strlen(words[i]) && starts_with(word, words[i]))
            return true;
    return memchr(",:;-(&", text.bytes[text.size - 1], 6) != NULL;
}

struct looks looks_of(struct lap_str text)
{
    size_t words;
    size_t capitals;

    count_words(text, &words, &capitals);
    return (struct looks){
        .is_sentence = ends_sentence(text) || has_address(last_word(text)),
        .has_period = ends_with(text, "."),
        .is_lower = starts_lower(text),
        .has_address = has_address(text),
        .has_sentences = has_sentences(text),
        .says_we = says_we(text),
        .is_capitalized = words > 0 && capitals * 5 >= words * 3,
        .is_prose = words >= 4 && capitals * 3 <= words,
        .is_open = is_open(text),
    };
}
