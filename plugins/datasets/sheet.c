/* SPDX-License-Identifier: MIT */
/* Fills a sheet, and answers questions about one token of it. */
#include "sheet.h"

#include "text.h"
#include "words.h"

#include <string.h>

struct lap_str word_at(const struct sheet *sheet, size_t i)
{
    return i < sheet->count ? part_of(sheet->text, sheet->tokens[i].span) : (struct lap_str){"", 0};
}

unsigned char sign_at(const struct sheet *sheet, size_t i)
{
    return i < sheet->count && (sheet->tokens[i].flags & IS_WORD) == 0
               ? (unsigned char)sheet->text.bytes[sheet->tokens[i].span.start]
               : 0;
}

bool is_one_of(const struct sheet *sheet, size_t i, const char *const *words)
{
    return i < sheet->count && (sheet->tokens[i].flags & IS_WORD) != 0 &&
           is_in(words, word_at(sheet, i));
}

bool is_word(const struct sheet *sheet, size_t i, const char *word)
{
    const char *const words[] = {word, NULL};
    return is_one_of(sheet, i, words);
}

bool has(const struct sheet *sheet, size_t i, unsigned flags)
{
    return i < sheet->count && (sheet->tokens[i].flags & flags) != 0;
}

bool is_dash(const struct sheet *sheet, size_t i)
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

bool ends_sentence(const struct sheet *sheet, size_t i)
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

bool is_break(const struct sheet *sheet, size_t i)
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

int open_sheet(const struct lap_host *host, struct lap_call *call, const struct lap_field *field,
               struct sheet *sheet)
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

size_t token_at(const struct sheet *sheet, size_t at)
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

bool is_conjunction(const struct sheet *sheet, size_t i)
{
    return is_word(sheet, i, "and") || is_word(sheet, i, "or") || sign_at(sheet, i) == '&';
}
