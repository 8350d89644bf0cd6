/* SPDX-License-Identifier: MIT */
/*
 * Reads a sentence word by word for what holds it together.
 */
#include "glue.h"

#include <string.h>

/* Words in lower case, by their first letters. One that ends with * is a word's beginning; one of
 * several words stands before the one that it begins with. */
static const struct glue {
    const char *word;
    enum role role;
} glues[] = {
    {"across", ASIDE},     {"after", ASIDE},     {"although", STOP}, {"and", AND},
    {"as well as", AND},   {"at", SHARE},        {"because", STOP},  {"before", ASIDE},
    {"but", STOP},         {"by", BY},           {"despite", STOP},  {"during", ASIDE},
    {"for", ASIDE},        {"from", SHARE},      {"hence", STOP},    {"if", ASIDE},
    {"in terms of", LINK}, {"in", LINK},         {"just", SHARE},    {"keeping", STOP},
    {"maintain*", STOP},   {"merely", SHARE},    {"need", SHARE},    {"needing", SHARE},
    {"needs", SHARE},      {"of", LINK},         {"on", ASIDE},      {"only", SHARE},
    {"or", AND},           {"per", ASIDE},       {"preserv*", STOP}, {"require", SHARE},
    {"requires", SHARE},   {"requiring", SHARE}, {"retain*", STOP},  {"since", STOP},
    {"take", SHARE},       {"takes", SHARE},     {"taking", SHARE},  {"thereby", STOP},
    {"though", STOP},      {"through", ASIDE},   {"thus", STOP},     {"to", SHARE},
    {"under", ASIDE},      {"unlike", STOP},     {"use", SHARE},     {"uses", SHARE},
    {"using", SHARE},      {"via", ASIDE},       {"when", ASIDE},    {"where", STOP},
    {"whereas", STOP},     {"which", STOP},      {"while", STOP},    {"with", SHARE},
    {"within", SHARE},     {"without", STOP},
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
    char first = (char)(text.bytes[at] | 0x20);
    for (size_t i = 0; i < sizeof glues / sizeof *glues && glues[i].word[0] <= first; i++) {
        if (glues[i].word[0] != first)
            continue;
        *end = glue_end(text, at, glues[i].word);
        bool is_part = (at > 0 && text.bytes[at - 1] == '-') || byte_at(text, *end) == '-';
        if (*end > at && (glues[i].role == STOP || !is_part))
            return &glues[i];
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
            else
                end = at + 1;
        }
        at = end;
    }
    return count;
}
