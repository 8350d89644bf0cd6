/* SPDX-License-Identifier: MIT */
/* Fills a sheet, and answers questions about one token of it. */
#include "sheet.h"

bool is_one_of(const struct sheet *sheet, size_t i, enum word_class class)
{
    if (!has(sheet, i, IS_WORD)) {
        return false;
    }
    struct token *token = &sheet->tokens[i];
    if ((token->flags & IS_CLASSED) == 0) {
        token->classes = lexicon_classes(sheet->lexicon, part_of(sheet->text, token->span));
        token->flags |= IS_CLASSED;
    }
    return (token->classes >> class & 1) != 0;
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

bool is_conjunction(const struct sheet *sheet, size_t i)
{
    return is_word(sheet, i, "and") || is_word(sheet, i, "or") || sign_at(sheet, i) == '&';
}

bool ends_sentence(const struct sheet *sheet, size_t i)
{
    unsigned char sign = sign_at(sheet, i);
    return sign == '?' || sign == '!' ||
           (sign == '.' && i > 0 && word_at(sheet, i - 1).size > 1 &&
            !is_one_of(sheet, i - 1, ABBREVIATIONS));
}

bool is_break(const struct sheet *sheet, size_t i)
{
    if (has(sheet, i, IS_CAPITAL) && !has(sheet, i, IS_FIRST) && !sheet->is_title_case) {
        return is_one_of(sheet, i, NO_CAPITALS);
    }
    return is_one_of(sheet, i, BREAKS) || is_one_of(sheet, i, DETERMINERS);
}

/* Whether the slash or the stop at a place makes a web address of the piece that it stands in. */
static bool is_address_sign(struct lap_str text, size_t at)
{
    static const char *const befores[] = {".com", ".org", ".io", ".co", NULL};
    struct lap_str before = {text.bytes, at};
    if (text.bytes[at] == '.') {
        return has_end((const char *const[]){"www", NULL}, before);
    }
    return has_end(befores, before) ||
           (has_end((const char *const[]){":", NULL}, before) && byte_at(text, at + 1) == '/');
}

/* The first place from one on where such a sign stands that is this byte; else the text's size. */
static size_t next_sign(struct lap_str text, size_t at, char byte)
{
    while (at < text.size) {
        const char *found = memchr(text.bytes + at, byte, text.size - at);
        if (found == NULL) {
            break;
        }
        at = (size_t)(found - text.bytes);
        if (is_address_sign(text, at)) {
            return at;
        }
        at++;
    }
    return text.size;
}

/* The first web address that ends after a place: all that stands between two spaces; at the end of
 * the text where there is none. */
static struct lap_span next_address(struct lap_str text, size_t at)
{
    size_t slash = next_sign(text, at, '/'), stop = next_sign(text, at, '.');
    struct lap_span address = {slash < stop ? slash : stop, slash < stop ? slash : stop};
    while (address.start > at && address.start < text.size &&
           text.bytes[address.start - 1] != ' ') {
        address.start--;
    }
    while (address.end < text.size && text.bytes[address.end] != ' ') {
        address.end++;
    }
    return address;
}

/* Makes room for another token, and for more; false where there is no memory. */
static bool grow_tokens(const struct lap_host *host, struct lap_call *call, struct sheet *sheet,
                        size_t *room)
{
    size_t more = sheet->count == 0 ? sheet->text.size / 5 + 8 : sheet->count * 2;
    struct token *tokens = host->alloc(call, more * (sizeof *tokens + 1));
    if (tokens == NULL) {
        return false;
    }
    unsigned char *firsts = (unsigned char *)(tokens + more);
    if (sheet->count > 0) {
        memcpy(tokens, sheet->tokens, sheet->count * sizeof *tokens);
        memcpy(firsts, sheet->firsts, sheet->count);
    }
    sheet->tokens = tokens;
    sheet->firsts = firsts;
    *room = more;
    return true;
}

/* Whether a sign begins a sentence, or leads to something as a colon does. */
static bool opens(const struct sheet *sheet, size_t i)
{
    return sign_at(sheet, i) == ':' || ends_sentence(sheet, i);
}

/* Without a branch where it can be: what the next word is like cannot be foretold. */
static bool fill_tokens(const struct lap_host *host, struct lap_call *call, struct sheet *sheet)
{
    struct lap_str text = sheet->text;
    struct lap_span address = next_address(text, 0);
    size_t room = 0, words = 0, capitals = 0;
    unsigned led = IS_FIRST; /* what stands before the token says of it */
    for (size_t at = 0; at < text.size;) {
        size_t i = sheet->count;
        if (i == room && !grow_tokens(host, call, sheet, &room)) {
            return false;
        }
        struct token *token = &sheet->tokens[i];
        sheet->count++;
        token_cut(text, at, token);
        sheet->firsts[i] = (unsigned char)text.bytes[at];
        unsigned is_long = token->span.end - at > 3;
        words += (token->flags / IS_WORD) & is_long;
        capitals += (token->flags / IS_CAPITAL) & is_long;
        token->flags |= led;
        if (at >= address.start) {
            address = at >= address.end ? next_address(text, at) : address;
            token->flags |= at >= address.start ? IS_ADDRESS : 0u;
        }
        at = token->span.end;
        sheet->strides[(at + STRIDE - 1) / STRIDE] = i + 1;
        led = (token->flags & IS_WORD) == 0 && opens(sheet, i) ? IS_FIRST : 0u;
        size_t is_spaced = byte_at(text, at) == ' ';
        led |= (unsigned)is_spaced * IS_SPACED;
        at += is_spaced;
    }
    for (size_t i = 1; i <= text.size / STRIDE; i++) { /* where no token ends, as before it */
        size_t before = sheet->strides[i - 1];
        sheet->strides[i] = sheet->strides[i] > before ? sheet->strides[i] : before;
    }
    sheet->is_title_case = (sheet->is_title || words >= 12) && capitals * 10 >= words * 6;
    return true;
}

int sheet_open(const struct lap_host *host, struct lap_call *call, const struct lap_field *field,
               const struct lexicon *lexicon, struct sheet *sheet)
{
    sheet->text = field->text;
    sheet->lexicon = lexicon;
    sheet->is_title = strcmp(field->name, "title") == 0;
    if (field->text.size == 0) {
        return LAP_OK;
    }
    sheet->strides = host->alloc(call, (field->text.size / STRIDE + 2) * sizeof *sheet->strides);
    if (sheet->strides == NULL || !fill_tokens(host, call, sheet)) {
        return host->fail(call, "no memory for the words of a field of %zu bytes",
                          field->text.size);
    }
    return LAP_OK;
}
