/* SPDX-License-Identifier: MIT */
/* A field cut into tokens, and what is known of each. */
#ifndef DATASETS_SHEET_H
#define DATASETS_SHEET_H

#include "words.h"

/* What is known of a token: how it is written, then what the patterns and lists say of it. */
enum {
    IS_WORD = 1 << 0,
    IS_CAPITAL = 1 << 1, /* its first letter is upper case */
    IS_MARKED = 1 << 2, /* inner capitals, or letters with digits: no ordinary word is so written */
    IS_NUMBER = 1 << 3, /* digits, at most with one or two letters: 2007, 10k, 3D */
    IS_PLURAL = 1 << 4, /* an acronym with an s: LLMs */
    IS_CODE = 1 << 5,   /* lower case with digits at its end: rcv1 */
    IS_FIRST = 1 << 6,  /* begins a sentence */
    IS_ADDRESS = 1 << 7,   /* part of a web address */
    IS_NOUN = 1 << 8,      /* part of an anchor: dataset, benchmark */
    IS_STORE = 1 << 9,     /* part of a weak anchor: collection, test set */
    IS_FORM = 1 << 10,     /* its end says that it names data: ...Bench */
    IS_KNOWN = 1 << 11,    /* part of a known name */
    IS_OTHER = 1 << 12,    /* on the lists of names that are no datasets */
    IS_VARIANT = 1 << 13,  /* begins or ends with a model's name: GPT-4-turbo */
    IS_ORDINARY = 1 << 14, /* on the list of capitalised words that are no names */
    IS_FILLER = 1 << 15,   /* on the list of words that are names only inside longer ones */
    IS_BRAND = 1 << 16,    /* a place that data comes from: no dataset but beside the noun */
    IS_TAKEN = 1 << 17     /* part of a name that was accepted at this very place */
};

struct token {
    struct lap_span span;
    unsigned flags;
    bool is_spaced; /* a space stands before it */
    size_t next;    /* the next token that begins with the same byte, counted from 1; 0 for none */
};

struct sheet {
    struct lap_str text;
    struct token *tokens;
    size_t count;
    size_t heads[256]; /* by a token's first byte: the first such token, counted from 1 */
    bool is_title;
    bool is_title_case; /* most words are capitalised, so that a capital says nothing */
};

/* A run of tokens, end exclusive; empty where there is none. */
struct run {
    size_t begin;
    size_t end;
};

static unsigned char byte_at(struct lap_str text, size_t at)
{
    return at < text.size ? (unsigned char)text.bytes[at] : 0;
}

/* The size of the word character at a place, 0 where none stands. Dashes, quotes and signs of
 * U+2000 to U+2FFF are punctuation, and so is the Latin-1 block but for its raised digits. */
static size_t word_char(struct lap_str text, size_t at)
{
    unsigned char byte = byte_at(text, at);
    if (byte < 0x80) {
        return is_alnum(byte) || byte == '_';
    }
    if (byte == 0xC2) {
        unsigned char next = byte_at(text, at + 1);
        return next == 0xB2 || next == 0xB3 || next == 0xB9 ? 2 : 0;
    }
    return byte == 0xE2 ? 0 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
}

/* The size of the character at a place that joins two parts of one word, else 0. */
static size_t joiner(struct lap_str text, size_t at)
{
    unsigned char before = at > 0 ? byte_at(text, at - 1) : 0;
    unsigned char byte = byte_at(text, at);
    unsigned char after = byte_at(text, at + 1);
    if (byte == '-' && word_char(text, at + 1) != 0) {
        return 1;
    }
    if (byte == 0xE2 && after == 0x80 &&
        (byte_at(text, at + 2) == 0x90 || byte_at(text, at + 2) == 0x91) &&
        word_char(text, at + 3) != 0) {
        return 3;
    }
    if (byte == '.' && is_digit(before) && is_alnum(after)) {
        return 1;
    }
    if ((byte == '+' || byte == '&') && is_upper(before) && is_upper(after)) {
        return 1;
    }
    if (byte == '.' && ((before == 'e' && after == 'g') || (before == 'i' && after == 'e'))) {
        return 1;
    }
    return byte == '@' && is_alnum(after);
}

static size_t word_end(struct lap_str text, size_t at)
{
    for (;;) {
        size_t size = word_char(text, at);
        if (size == 0) {
            size = joiner(text, at);
        }
        if (size == 0) {
            break;
        }
        at += size;
    }
    while (byte_at(text, at) == '+') {
        at++;
    }
    return at < text.size ? at : text.size;
}

static size_t punctuation_end(struct lap_str text, size_t at)
{
    unsigned char byte = byte_at(text, at);
    if ((byte == '\'' && byte_at(text, at + 1) == 's') ||
        (byte == 0xE2 && byte_at(text, at + 2) == 0x99 && byte_at(text, at + 3) == 's')) {
        return at + (byte == '\'' ? 2 : 4);
    }
    size_t size = byte == 0xE2 ? 3 : byte == 0xC2 ? 2 : 1;
    return at + size < text.size ? at + size : text.size;
}

/* How a part of a word, between hyphens, is written. */
static unsigned part_flags(struct lap_str part)
{
    size_t upper = 0, small = 0, digits = 0, inner = 0;
    for (size_t i = 0; i < part.size; i++) {
        unsigned char byte = (unsigned char)part.bytes[i];
        upper += is_upper(byte);
        inner += is_upper(byte) && i > 0;
        small += is_letter(byte) && !is_upper(byte);
        digits += is_digit(byte);
    }
    if (digits > 0 && is_digit((unsigned char)part.bytes[0]) && upper + small <= 2) {
        return IS_NUMBER;
    }
    if (upper >= 2 && small == 1 && digits == 0 && part.bytes[part.size - 1] == 's') {
        return IS_PLURAL;
    }
    if (inner > 0 || (digits > 0 && upper > 0)) {
        return IS_MARKED;
    }
    return digits > 0 && small >= 2 && upper == 0 ? IS_CODE : 0;
}

static unsigned word_flags(struct lap_str word)
{
    unsigned flags = 0, last = 0;
    size_t begin = 0, parts = 0, capitals = 0;
    for (size_t i = 0; i <= word.size; i++) {
        if (i < word.size && word.bytes[i] != '-') {
            continue;
        }
        struct lap_str part = {word.bytes + begin, i - begin};
        if (part.size > 0) {
            last = part_flags(part);
            capitals += is_upper((unsigned char)part.bytes[0]);
            flags |= last;
            parts++;
        }
        begin = i + 1;
    }
    unsigned first = is_upper((unsigned char)word.bytes[0]) ? IS_CAPITAL : 0;
    if (parts > 1 && (flags & IS_NUMBER) != 0) {
        flags = capitals > 0 && word.size > 3 ? flags | IS_MARKED : flags & ~(unsigned)IS_NUMBER;
    }
    if (word.bytes[word.size - 1] == '+' && first != 0) {
        flags |= IS_MARKED;
    }
    if ((flags & IS_MARKED) != 0) {
        flags &= ~(unsigned)(IS_NUMBER | IS_CODE);
    }
    if (last != IS_PLURAL) {
        flags &= ~(unsigned)IS_PLURAL;
    }
    return IS_WORD | first | flags;
}

static struct lap_str part_of(struct lap_str text, struct lap_span span)
{
    return (struct lap_str){text.bytes + span.start, span.end - span.start};
}

static struct lap_str word_at(const struct sheet *sheet, size_t i)
{
    return i < sheet->count ? part_of(sheet->text, sheet->tokens[i].span) : (struct lap_str){"", 0};
}

/* The first byte of a punctuation token, 0 for a word and beyond the end. */
static unsigned char sign_at(const struct sheet *sheet, size_t i)
{
    return i < sheet->count && (sheet->tokens[i].flags & IS_WORD) == 0
               ? (unsigned char)sheet->text.bytes[sheet->tokens[i].span.start]
               : 0;
}

static bool is_one_of(const struct sheet *sheet, size_t i, const char *const *words)
{
    return i < sheet->count && (sheet->tokens[i].flags & IS_WORD) != 0 &&
           is_in(words, word_at(sheet, i));
}

static bool is_word(const struct sheet *sheet, size_t i, const char *word)
{
    const char *const words[] = {word, NULL};
    return is_one_of(sheet, i, words);
}

static bool has(const struct sheet *sheet, size_t i, unsigned flags)
{
    return i < sheet->count && (sheet->tokens[i].flags & flags) != 0;
}

/* A dash between words: - with spaces, or one of U+2012 to U+2015. */
static bool is_dash(const struct sheet *sheet, size_t i)
{
    unsigned char sign = sign_at(sheet, i);
    if (sign == '-') {
        return true;
    }
    return sign == 0xE2 && byte_at(sheet->text, sheet->tokens[i].span.start + 1) == 0x80 &&
           byte_at(sheet->text, sheet->tokens[i].span.start + 2) <= 0x95;
}

/* Abbreviations whose stop ends no sentence. */
static const char *const abbreviations[] = {"e.g", "i.e",  "al",     "vs", "cf",
                                            "etc", "resp", "approx", NULL};

static bool ends_sentence(const struct sheet *sheet, size_t i)
{
    unsigned char sign = sign_at(sheet, i);
    if (sign == '?' || sign == '!') {
        return true;
    }
    if (sign != '.' || i == 0) {
        return false;
    }
    struct lap_str before = word_at(sheet, i - 1);
    return before.size > 1 && !is_in(abbreviations, before);
}

/* Whether no name runs across a word. A capital within a sentence makes most words a name's. */
static bool is_break(const struct sheet *sheet, size_t i)
{
    static const char *const never[] = {"the", "a", "an", "our", "we", "i", NULL};
    if (has(sheet, i, IS_CAPITAL) && !has(sheet, i, IS_FIRST) && !sheet->is_title_case) {
        return is_one_of(sheet, i, never);
    }
    return is_one_of(sheet, i, breaks) || is_one_of(sheet, i, determiners);
}

static size_t token_count(struct lap_str text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.size; count++) {
        at = word_char(text, at) != 0 ? word_end(text, at) : punctuation_end(text, at);
        at += byte_at(text, at) == ' ';
    }
    return count;
}

/* Whether the piece between spaces that begins at a place is a web address. */
static bool is_address(struct lap_str text, size_t at)
{
    static const char *const signs[] = {"://", "www.", ".com/", ".org/", ".io/", ".co/", NULL};
    for (; at < text.size && text.bytes[at] != ' '; at++) {
        if (text.bytes[at] != ':' && text.bytes[at] != '.' && text.bytes[at] != 'w') {
            continue;
        }
        for (const char *const *sign = signs; *sign != NULL; sign++) {
            size_t size = strlen(*sign);
            if (text.size - at >= size && memcmp(text.bytes + at, *sign, size) == 0) {
                return true;
            }
        }
    }
    return false;
}

static void fill_tokens(struct sheet *sheet)
{
    struct lap_str text = sheet->text;
    size_t at = 0, words = 0, capitals = 0;
    bool is_in_address = false;
    for (size_t i = 0; i < sheet->count; i++) {
        struct token *token = &sheet->tokens[i];
        token->is_spaced = at > 0 && text.bytes[at - 1] == ' ';
        is_in_address = i == 0 || token->is_spaced ? is_address(text, at) : is_in_address;
        token->span.start = at;
        bool is_word_here = word_char(text, at) != 0;
        at = is_word_here ? word_end(text, at) : punctuation_end(text, at);
        token->span.end = at;
        at += byte_at(text, at) == ' ';
        token->flags = is_word_here ? word_flags(part_of(text, token->span)) : 0;
        if (i == 0 || ends_sentence(sheet, i - 1) || sign_at(sheet, i - 1) == ':') {
            token->flags |= IS_FIRST;
        }
        token->flags |= is_in_address ? IS_ADDRESS : 0;
        if (is_word_here && token->span.end - token->span.start > 3) {
            words++;
            capitals += (token->flags & IS_CAPITAL) != 0;
        }
    }
    sheet->is_title_case = (sheet->is_title || words >= 12) && capitals * 10 >= words * 6;
}

static void chain_tokens(struct sheet *sheet)
{
    for (size_t i = sheet->count; i > 0; i--) {
        size_t *head = &sheet->heads[byte_at(sheet->text, sheet->tokens[i - 1].span.start)];
        sheet->tokens[i - 1].next = *head;
        *head = i;
    }
}

static int open_sheet(const struct lap_host *host, struct lap_call *call,
                      const struct lap_field *field, struct sheet *sheet)
{
    sheet->text = field->text;
    sheet->is_title = strcmp(field->name, "title") == 0;
    sheet->count = token_count(field->text);
    if (sheet->count == 0) {
        return LAP_OK;
    }
    sheet->tokens = host->alloc(call, sheet->count * sizeof *sheet->tokens);
    if (sheet->tokens == NULL) {
        return host->fail(call, "no memory for %zu words", sheet->count);
    }
    fill_tokens(sheet);
    chain_tokens(sheet);
    return LAP_OK;
}

/* The first token that ends after a place. */
static size_t token_at(const struct sheet *sheet, size_t at)
{
    size_t low = 0, high = sheet->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sheet->tokens[middle].span.end > at) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

#endif
