/* SPDX-License-Identifier: MIT */
/* Answers questions about one token of a sheet. */
#include "sheet.h"

bool is_one_of(const struct sheet *sheet, size_t i, enum word_class class)
{
    if (!has(sheet, i, IS_WORD))
        return false;
    struct token *token = &sheet->tokens[i];
    if ((token->flags & IS_CLASSED) == 0) {
        token->classes = lexicon_classes(sheet->lexicon, sheet->text, span_at(sheet, i));
        token->flags |= IS_CLASSED;
    }
    return (token->classes >> class & 1) != 0;
}

bool is_dash(const struct sheet *sheet, size_t i)
{
    unsigned char sign = sign_at(sheet, i);

    if (sign == '-')
        return true;
    return sign == 0xE2 && byte_at(sheet->text, sheet->tokens[i].start + 1) == 0x80 &&
           byte_at(sheet->text, sheet->tokens[i].start + 2) <= 0x95;
}

bool is_conjunction(const struct sheet *sheet, size_t i)
{
    return is_word(sheet, i, "and") || is_word(sheet, i, "or") || sign_at(sheet, i) == '&';
}

bool ends_sentence(const struct sheet *sheet, size_t i)
{
    unsigned char sign = sign_at(sheet, i);

    if (sign != '.' || i == 0)
        return sign == '?' || sign == '!';
    bool is_initial = has(sheet, i - 1, IS_WORD) && word_at(sheet, i - 1).size == 1;
    return !is_initial && !is_one_of(sheet, i - 1, ABBREVIATIONS);
}

bool is_break(const struct sheet *sheet, size_t i)
{
    if (has(sheet, i, IS_CAPITAL) && !has(sheet, i, IS_FIRST) && !sheet->is_title_case)
        return is_one_of(sheet, i, NO_CAPITALS);
    return is_one_of(sheet, i, BREAKS) || is_one_of(sheet, i, DETERMINERS);
}

/* How far from a token, in bytes, what makes an address of its piece is looked for: the time that a
 * text without spaces takes grows with its length only. */
enum { LONGEST_ADDRESS = 2048 };

/* Whether the slash or the stop at a place makes a web address of the piece that it stands in. */
static bool is_address_sign(struct lap_str text, size_t at)
{
    static const char *const befores[] = {".com", ".org", ".io", ".co", NULL};
    struct lap_str before = {text.bytes, at};

    if (text.bytes[at] == '.')
        return has_end((const char *const[]){"www", NULL}, before);
    return has_end(befores, before) ||
           (has_end((const char *const[]){":", NULL}, before) && byte_at(text, at + 1) == '/');
}

bool is_in_address(const struct sheet *sheet, size_t i)
{
    struct lap_str text = sheet->text;
    size_t start = sheet->tokens[i].start, at = start;

    while (at > 0 && start - at < LONGEST_ADDRESS && text.bytes[at - 1] != ' ')
        at--;
    size_t end = text.size - start < LONGEST_ADDRESS ? text.size : start + LONGEST_ADDRESS;
    for (; at < end && text.bytes[at] != ' '; at++)
        if ((text.bytes[at] == '/' || text.bytes[at] == '.') && is_address_sign(text, at))
            return true;
    return false;
}

size_t token_at(const struct sheet *sheet, size_t at)
{
    size_t first = 0;

    for (size_t count = sheet->count; count > 0;) {
        size_t half = (count + 1) / 2;
        first += sheet->tokens[first + half - 1].start <= at ? half : 0;
        count -= half;
    }
    return first > 0 && span_at(sheet, first - 1).end > at ? first - 1 : first;
}

/* Whether a sign begins a sentence, or leads to something as a colon does. */
static bool opens(const struct sheet *sheet, size_t i)
{
    return sign_at(sheet, i) == ':' || ends_sentence(sheet, i);
}

void read_token(const struct sheet *sheet, size_t i)
{
    struct token *token = &sheet->tokens[i];

    token->flags |= IS_READ | (i == 0 || opens(sheet, i - 1) ? IS_FIRST : 0);
    token->flags |= (token->flags & IS_WORD) != 0 ? word_flags(word_at(sheet, i)) : 0;
}
