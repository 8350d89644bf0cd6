/* SPDX-License-Identifier: MIT */
/*
 * Reads a sentence word by word for what holds it together.
 */
#include "glue.h"

#include <string.h>

struct glue {
    const char *word; /* NULL behind the last */
    enum role role;
};

/* By their first letters, words in lower case. One that ends with * is a word's beginning; one of
 * several words stands before the one that it begins with. */
static const struct glue *const glues[26] = {
    ['a' - 'a'] = (const struct glue[]){{"across", ASIDE},
                                        {"after", ASIDE},
                                        {"although", STOP},
                                        {"and", AND},
                                        {"as well as", AND},
                                        {"at", SHARE},
                                        {0}},
    ['b' - 'a'] =
        (const struct glue[]){{"because", STOP}, {"before", ASIDE}, {"but", STOP}, {"by", BY}, {0}},
    ['d' - 'a'] = (const struct glue[]){{"despite", STOP}, {"during", ASIDE}, {0}},
    ['f' - 'a'] = (const struct glue[]){{"for", ASIDE}, {"from", SHARE}, {0}},
    ['h' - 'a'] = (const struct glue[]){{"hence", STOP}, {0}},
    ['i' - 'a'] = (const struct glue[]){{"if", ASIDE}, {"in terms of", LINK}, {"in", LINK}, {0}},
    ['j' - 'a'] = (const struct glue[]){{"just", SHARE}, {0}},
    ['k' - 'a'] = (const struct glue[]){{"keeping", STOP}, {0}},
    ['m' - 'a'] = (const struct glue[]){{"maintain*", STOP}, {"merely", SHARE}, {0}},
    ['n' - 'a'] = (const struct glue[]){{"need", SHARE}, {"needing", SHARE}, {"needs", SHARE}, {0}},
    ['o' - 'a'] =
        (const struct glue[]){{"of", LINK}, {"on", ASIDE}, {"only", SHARE}, {"or", AND}, {0}},
    ['p' - 'a'] = (const struct glue[]){{"per", ASIDE}, {"preserv*", STOP}, {0}},
    ['r' - 'a'] =
        (const struct glue[]){
            {"require", SHARE}, {"requires", SHARE}, {"requiring", SHARE}, {"retain*", STOP}, {0}},
    ['s' - 'a'] = (const struct glue[]){{"since", STOP}, {0}},
    ['t' - 'a'] = (const struct glue[]){{"take", SHARE},
                                        {"takes", SHARE},
                                        {"taking", SHARE},
                                        {"thereby", STOP},
                                        {"though", STOP},
                                        {"through", ASIDE},
                                        {"thus", STOP},
                                        {"to", SHARE},
                                        {0}},
    ['u' - 'a'] = (const struct glue[]){{"under", ASIDE},
                                        {"unlike", STOP},
                                        {"use", SHARE},
                                        {"uses", SHARE},
                                        {"using", SHARE},
                                        {0}},
    ['v' - 'a'] = (const struct glue[]){{"via", ASIDE}, {0}},
    ['w' - 'a'] = (const struct glue[]){{"when", ASIDE},
                                        {"where", STOP},
                                        {"whereas", STOP},
                                        {"which", STOP},
                                        {"while", STOP},
                                        {"with", SHARE},
                                        {"within", SHARE},
                                        {"without", STOP},
                                        {0}},
};

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

/* Where a word of the table ends that stands at a place; the place itself where it does not. */
static size_t glue_end(struct lap_str text, size_t at, const char *word)
{
    size_t end = at;
    for (; *word != '\0' && *word != '*'; word++, end++)
        if ((byte_at(text, end) | 0x20) != *word)
            return at;
    while (*word == '*' && is_in_word(byte_at(text, end)))
        end++;
    return is_in_word(byte_at(text, end)) ? at : end;
}

/* The word's row in the table, where it has one, and its end. All but those that stop a phrase
 * count only where no hyphen makes them part of a longer word: "on-chip". */
static const struct glue *glue_at(struct lap_str text, size_t at, size_t *end)
{
    const struct glue *glue =
        is_letter(text.bytes[at]) ? glues[(text.bytes[at] | 0x20) - 'a'] : NULL;
    for (; glue != NULL && glue->word != NULL; glue++) {
        *end = glue_end(text, at, glue->word);
        bool is_part = (at > 0 && text.bytes[at - 1] == '-') || byte_at(text, *end) == '-';
        if (*end > at && (glue->role == STOP || !is_part))
            return glue;
    }
    return NULL;
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
        size_t end = at + 1;
        if (!is_in_word(text.bytes[at])) {
            enum role role = role_of_sign(text, at);
            end += text.bytes[at] == ':' && role == STOP;
            if (role != NO_ROLE)
                cues[count++] = (struct cue){role, {at, end}, NULL};
        } else if (at == 0 || !is_in_word(text.bytes[at - 1])) {
            const struct glue *glue = glue_at(text, at, &end);
            if (glue != NULL)
                cues[count++] = (struct cue){glue->role, {at, end}, NULL};
            while (glue == NULL && end < span.end && is_in_word(text.bytes[end]))
                end++;
        }
        at = end;
    }
    return count;
}
