/* SPDX-License-Identifier: MIT */
/*
 * Reads a sentence word by word for what holds it together.
 */
#include "glue.h"

#include <string.h>

/* A word in lower case, or the beginning of any that begin so. */
struct glue {
    const char *word; /* NULL behind the last */
    size_t size;
    enum role role;
    bool is_stem;
};

#define WORD(word, role)                                                                           \
    {                                                                                              \
        word, sizeof(word) - 1, role, false                                                        \
    }
#define STEM(word, role)                                                                           \
    {                                                                                              \
        word, sizeof(word) - 1, role, true                                                         \
    }

/* By their first letters. */
static const struct glue *const glues[26] = {
    ['a' - 'a'] = (const struct glue[]){WORD("across", ASIDE),
                                        WORD("after", ASIDE),
                                        WORD("although", STOP),
                                        WORD("and", AND),
                                        WORD("at", SHARE),
                                        {0}},
    ['b' - 'a'] =
        (const struct glue[]){
            WORD("because", STOP), WORD("before", ASIDE), WORD("but", STOP), WORD("by", BY), {0}},
    ['d' - 'a'] = (const struct glue[]){WORD("despite", STOP), WORD("during", ASIDE), {0}},
    ['f' - 'a'] = (const struct glue[]){WORD("for", ASIDE), WORD("from", SHARE), {0}},
    ['h' - 'a'] = (const struct glue[]){WORD("hence", STOP), {0}},
    ['i' - 'a'] = (const struct glue[]){WORD("if", ASIDE), WORD("in", LINK), {0}},
    ['j' - 'a'] = (const struct glue[]){WORD("just", SHARE), {0}},
    ['k' - 'a'] = (const struct glue[]){WORD("keeping", STOP), {0}},
    ['m' - 'a'] = (const struct glue[]){STEM("maintain", STOP), WORD("merely", SHARE), {0}},
    ['n' - 'a'] =
        (const struct glue[]){
            WORD("need", SHARE), WORD("needing", SHARE), WORD("needs", SHARE), {0}},
    ['o' - 'a'] = (const struct glue[]){WORD("of", LINK),
                                        WORD("on", ASIDE),
                                        WORD("only", SHARE),
                                        WORD("or", AND),
                                        {0}},
    ['p' - 'a'] = (const struct glue[]){WORD("per", ASIDE), STEM("preserv", STOP), {0}},
    ['r' - 'a'] = (const struct glue[]){WORD("require", SHARE),
                                        WORD("requires", SHARE),
                                        WORD("requiring", SHARE),
                                        STEM("retain", STOP),
                                        {0}},
    ['s' - 'a'] = (const struct glue[]){WORD("since", STOP), {0}},
    ['t' - 'a'] = (const struct glue[]){WORD("take", SHARE),
                                        WORD("takes", SHARE),
                                        WORD("taking", SHARE),
                                        WORD("thereby", STOP),
                                        WORD("though", STOP),
                                        WORD("through", ASIDE),
                                        WORD("thus", STOP),
                                        WORD("to", SHARE),
                                        {0}},
    ['u' - 'a'] = (const struct glue[]){WORD("under", ASIDE),
                                        WORD("unlike", STOP),
                                        WORD("use", SHARE),
                                        WORD("uses", SHARE),
                                        WORD("using", SHARE),
                                        {0}},
    ['v' - 'a'] = (const struct glue[]){WORD("via", ASIDE), {0}},
    ['w' - 'a'] = (const struct glue[]){WORD("when", ASIDE),
                                        WORD("where", STOP),
                                        WORD("whereas", STOP),
                                        WORD("which", STOP),
                                        WORD("while", STOP),
                                        WORD("with", SHARE),
                                        WORD("within", SHARE),
                                        WORD("without", STOP),
                                        {0}},
};

/* Several words that count as one; they begin with a word of two letters. */
static const struct glue phrases[] = {WORD("as well as", AND), WORD("in terms of", LINK)};

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_in_word(char byte)
{
    return is_letter(byte) || (byte >= '0' && byte <= '9') || byte == '_';
}

static char byte_at(struct lap_str text, size_t at)
{
    return at < text.size ? text.bytes[at] : '\0';
}

/* Whether a word stands at a place, in upper or in lower case. */
static bool stands_at(struct lap_str text, size_t at, const char *word, size_t size)
{
    size_t i = 0;

    while (i < size && (byte_at(text, at + i) | 0x20) == word[i])
        i++;
    return i == size;
}

/* The end of the word that stands at a place. */
static size_t word_end(struct lap_str text, size_t at)
{
    while (at < text.size && is_in_word(text.bytes[at]))
        at++;
    return at;
}

/* The row of the word that stands at a place and ends at *end; of several words, *end moves to
 * their end. NULL where there is none. */
static const struct glue *glue_at(struct lap_str text, size_t at, size_t *end)
{
    size_t size = *end - at;

    for (size_t i = 0; size == 2 && i < sizeof phrases / sizeof *phrases; i++) {
        const struct glue *phrase = &phrases[i];
        if (stands_at(text, at, phrase->word, phrase->size) &&
            word_end(text, at + phrase->size) == at + phrase->size &&
            byte_at(text, at + phrase->size) != '-') {
            *end = at + phrase->size;
            return phrase;
        }
    }
    const struct glue *glue =
        is_letter(text.bytes[at]) ? glues[(text.bytes[at] | 0x20) - 'a'] : NULL;
    for (; glue != NULL && glue->word != NULL; glue++)
        if ((glue->size == size || (glue->is_stem && glue->size < size)) &&
            stands_at(text, at, glue->word, glue->size))
            return glue;
    return NULL;
}

/* Whether the hyphen beside a word makes it part of a longer one: "on-chip". What stops a phrase
 * does so even then. */
static bool is_part(struct lap_str text, struct lap_span word, enum role role)
{
    return role != STOP && ((word.start > 0 && text.bytes[word.start - 1] == '-') ||
                            byte_at(text, word.end) == '-');
}

/* The role of a sign; NO_ROLE where it has none. */
static enum role role_of_sign(struct lap_str text, size_t at)
{
    switch (text.bytes[at]) {
    case ',':
    case '/':
    case '&':
        return AND;
    case ';':
        return STOP;
    case ':':
        return byte_at(text, at + 1) == ' ' ? STOP : NO_ROLE;
    default:
        return NO_ROLE;
    }
}

size_t glue_most(struct lap_str text, struct lap_span span)
{
    size_t most = 1;

    for (size_t at = span.start; at < span.end; at++)
        most += is_letter(text.bytes[at]) ? 0 : 2; /* a sign, and a word behind it */
    return most;
}

size_t glue_read(struct lap_str text, struct lap_span span, struct cue *cues)
{
    size_t count = 0;

    for (size_t at = span.start; at < span.end;) {
        struct lap_span place = {at, at + 1};
        enum role role = NO_ROLE;
        if (!is_in_word(text.bytes[at])) {
            role = role_of_sign(text, at);
            place.end += text.bytes[at] == ':' && role == STOP;
        } else {
            place.end = word_end(text, at);
            const struct glue *glue = glue_at(text, at, &place.end);
            if (glue != NULL && !is_part(text, place, glue->role))
                role = glue->role;
        }
        if (role != NO_ROLE)
            cues[count++] = (struct cue){role, place, NULL};
        at = place.end;
    }
    return count;
}
