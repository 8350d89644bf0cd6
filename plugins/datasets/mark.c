/* SPDX-License-Identifier: MIT */
/* Steps over brackets and over the signs that set a name off. */
#include "mark.h"

#include "text.h"

size_t bracket_before(const struct sheet *sheet, size_t close)
{
    unsigned char sign = sign_at(sheet, close);
    unsigned char opening = sign == ')' ? '(' : sign == ']' ? '[' : 0;

    for (size_t i = close; opening != 0 && i > 0 && close - i < 30; i--)
        if (sign_at(sheet, i - 1) == opening)
            return i - 1;
    return close;
}

size_t after_bracket(const struct sheet *sheet, size_t open)
{
    unsigned char sign = sign_at(sheet, open);
    unsigned char closing = sign == '(' ? ')' : sign == '[' ? ']' : 0;

    for (size_t i = open + 1; closing != 0 && i < sheet->count && i - open < 30; i++)
        if (sign_at(sheet, i) == closing)
            return i + 1;
    return open;
}

/* Signs and TeX commands that set a name off: quotes, \\textbf{X}, $X$. */
static bool is_mark(const struct sheet *sheet, size_t i)
{
    unsigned char sign = sign_at(sheet, i);

    if (sign == '"' || sign == '\'' || sign == '`' || sign == '{' || sign == '}' || sign == '$' ||
        sign == '\\' || sign == '*')
        return word_at(sheet, i).size == 1;
    if (sign == 0xE2) {
        unsigned char last = byte_at(sheet->text, sheet->tokens[i].start + 2);
        return last >= 0x98 && last <= 0x9F && word_at(sheet, i).size == 3;
    }
    return i > 0 && sign_at(sheet, i - 1) == '\\' && is_one_of(sheet, i, COMMANDS);
}

size_t past_marks(const struct sheet *sheet, size_t i)
{
    while (i < sheet->count && is_mark(sheet, i))
        i++;
    return i;
}

size_t before_marks(const struct sheet *sheet, size_t i)
{
    while (i > 0 && is_mark(sheet, i - 1))
        i--;
    return i;
}
