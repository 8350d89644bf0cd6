/* SPDX-License-Identifier: MIT */
/* When two cells say the same, column by column. */
#include "measure/agreement.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <wctype.h>

#include "text/utf8.h"

enum { LONGEST_NUMBER = 64 };

static bool number_of_cell(struct lap_str cell, double *number)
{
    char digits[LONGEST_NUMBER];
    char *end;

    if (cell.size == 0 || cell.size >= sizeof digits)
        return false;
    memcpy(digits, cell.bytes, cell.size);
    digits[cell.size] = '\0';
    *number = strtod(digits, &end);
    return *end == '\0';
}

/* The next character in lower case, letters and digits only where is_squeezed; 0 at the end. */
static wint_t next_folded(struct lap_str text, size_t *at, bool is_squeezed, locale_t locale)
{
    while (*at < text.size) {
        uint32_t point = 0;
        size_t size = utf8_decode(text, *at, &point);

        *at += size ? size : 1;
        if (!is_squeezed || iswalnum_l((wint_t)point, locale))
            return towlower_l((wint_t)point, locale);
    }
    return 0;
}

static bool texts_agree(struct lap_str a, struct lap_str b, bool is_squeezed)
{
    locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    size_t at_a = 0;
    size_t at_b = 0;
    wint_t x;
    wint_t y;

    if (!locale) /* a system without C.UTF-8: ASCII's letters alone are folded */
        locale = newlocale(LC_CTYPE_MASK, "C", (locale_t)0);
    do {
        x = next_folded(a, &at_a, is_squeezed, locale);
        y = next_folded(b, &at_b, is_squeezed, locale);
    } while (x == y && x != 0);
    freelocale(locale);
    return x == y;
}

/* A marked "ten" and an empty cell are not the same, though neither is a number. */
static bool numbers_agree(struct lap_str a, struct lap_str b)
{
    double x = 0;
    double y = 0;
    bool has_x = number_of_cell(a, &x);
    bool has_y = number_of_cell(b, &y);

    if (has_x && has_y)
        return fabs(x - y) <= 1e-6 * fmax(1.0, fabs(x));
    return has_x == has_y && texts_agree(a, b, false);
}

static struct lap_str without_slash(struct lap_str address)
{
    while (address.size && address.bytes[address.size - 1] == '/')
        address.size--;
    return address;
}

bool cells_agree(enum agreement way, struct lap_str a, struct lap_str b)
{
    switch (way) {
    case AGREE_NUMBER:
        return numbers_agree(a, b);
    case AGREE_NAME:
        return texts_agree(a, b, true);
    case AGREE_ADDRESS:
        return str_is_equal(without_slash(a), without_slash(b));
    case AGREE_TEXT:
        return texts_agree(a, b, false);
    case AGREE_NOT:
    default:
        return true;
    }
}
