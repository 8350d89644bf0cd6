/* SPDX-License-Identifier: MIT */
/* Opens a sheet: finds where the tokens of a field begin, 64 bytes at a time. */
#include "sheet.h"

/* So many tokens may be added for one sign and at the text's end, the one where it ends included.
 */
enum { BLOCK = 64, MOST_AT_ONCE = 4 };

/* A bit for each of 64 bytes that is no letter or digit of ASCII, the first of them the lowest. */
static uint64_t signs_in(const unsigned char bytes[BLOCK])
{
    const uint64_t gather = UINT64_C(0x0102040810204080); /* of eight lowest bits one byte */
    unsigned char is_sign[BLOCK];
    uint64_t signs = 0;

    for (size_t i = 0; i < BLOCK; i++) { /* compilers make few steps of this */
        bool is_digit = (unsigned char)(bytes[i] - '0') <= '9' - '0';
        bool is_letter = (unsigned char)((bytes[i] | 0x20) - 'a') <= 'z' - 'a';
        is_sign[i] = !(is_digit | is_letter);
    }
    for (size_t i = 0; i < BLOCK; i += 8)
        signs |= (eight_of(is_sign + i) * gather >> 56) << i;
    return signs;
}

/* The signs among the 64 bytes from a place on. */
static uint64_t signs_at(struct lap_str text, size_t at)
{
    unsigned char last[BLOCK] = {0};
    size_t left = text.size - at;

    if (left >= BLOCK)
        return signs_in((const unsigned char *)text.bytes + at);
    memcpy(last, text.bytes + at, left);
    return signs_in(last) & ((UINT64_C(1) << left) - 1);
}

/* Whether a sign, or a space, ends the word before it and is nothing but itself. */
static bool is_lone(struct lap_str text, size_t at)
{
    static const bool lone[256] = {
        [' '] = true, ['!'] = true, ['"'] = true, ['#'] = true, ['$'] = true,  ['%'] = true,
        ['('] = true, [')'] = true, ['*'] = true, [','] = true, ['/'] = true,  [':'] = true,
        [';'] = true, ['<'] = true, ['='] = true, ['>'] = true, ['?'] = true,  ['['] = true,
        [']'] = true, ['^'] = true, ['`'] = true, ['{'] = true, ['\\'] = true, ['}'] = true,
        ['|'] = true, ['~'] = true};
    unsigned char byte = (unsigned char)text.bytes[at];

    return lone[byte] || (byte == '.' && byte_at(text, at + 1) == ' ');
}

/* Whether a sign joins the word before it to the one behind it: "low-resource". */
static bool is_hyphen(struct lap_str text, size_t at)
{
    unsigned char next = byte_at(text, at + 1);

    return text.bytes[at] == '-' && next < 0x80 && is_alnum(next) && !is_lost_dash(text, at);
}

/* Tokens while they are found. */
struct starts {
    struct token *tokens;
    unsigned char *firsts;
    size_t count;
    size_t room;
};

/* The same with room for more tokens of a text; without tokens where there is no memory. */
static struct starts grown(const struct lap_host *host, struct lap_call *call, struct lap_str text,
                           struct starts old)
{
    size_t room = old.room == 0 ? text.size / 5 + 8 : old.room * 2;
    struct token *tokens = host->alloc(call, room * (sizeof *tokens + 1));

    if (tokens == NULL)
        return (struct starts){NULL, NULL, 0, 0};
    unsigned char *firsts = (unsigned char *)(tokens + room);
    if (old.count > 0) {
        memcpy(tokens, old.tokens, old.count * sizeof *tokens);
        memcpy(firsts, old.firsts, old.count);
    }
    return (struct starts){tokens, firsts, old.count, room};
}

/* Writes the token that would be the next one; it is one once it is counted. */
static inline void put(struct starts starts, struct lap_str text, size_t at, unsigned flags)
{
    starts.tokens[starts.count] = (struct token){at, flags, 0};
    starts.firsts[starts.count] = (unsigned char)text.bytes[at];
}

/* Adds the word that begins at a place, if there is one, and the sign at which it ends, if it is no
 * space. Without a branch: what a text says next cannot be foretold. */
static inline struct starts with_plain(struct starts starts, struct lap_str text, size_t at,
                                       size_t sign)
{
    put(starts, text, at, IS_WORD);
    starts.count += at < sign;
    put(starts, text, sign, 0);
    starts.count += text.bytes[sign] != ' ';
    return starts;
}

/* Adds the token that begins at a place, whatever it is. */
static inline struct starts with_any(struct starts starts, struct lap_str text, size_t at)
{
    put(starts, text, at, word_char(text, at) != 0 ? IS_WORD : 0);
    starts.count++;
    return starts;
}

/* Where the token begins that stands behind the one that begins at a place. */
static size_t next_start(struct lap_str text, size_t at)
{
    size_t end = token_end(text, at);

    return end + (byte_at(text, end) == ' ');
}

/* Finds where the tokens of a text begin, from sign to sign: nearly all signs are lone ones. Behind
 * the last token stands one that begins where the text ends. No tokens where there is no memory. */
static struct starts find_starts(const struct lap_host *host, struct lap_call *call,
                                 struct lap_str text)
{
    struct starts starts = grown(host, call, text, (struct starts){.count = 0});
    size_t at = 0;

    for (size_t block = 0; starts.tokens != NULL && block < text.size; block += BLOCK) {
        for (uint64_t signs = signs_at(text, block); signs != 0;) {
            size_t sign = block + (size_t)__builtin_ctzll(signs);
            if (starts.count + MOST_AT_ONCE > starts.room) {
                starts = grown(host, call, text, starts);
                if (starts.tokens == NULL)
                    return starts;
            }
            if (at <= sign && is_lone(text, sign)) {
                starts = with_plain(starts, text, at, sign);
                at = sign + 1;
            } else if (at == sign || (at < sign && !is_hyphen(text, sign))) {
                starts = with_any(starts, text, at);
                at = next_start(text, at);
                continue; /* the sign may stand further on */
            }
            signs &= signs - 1;
        }
    }
    if (starts.tokens != NULL && at < text.size)
        starts = with_any(starts, text, at);
    if (starts.tokens != NULL)
        starts.tokens[starts.count].start = text.size;
    return starts;
}

/* Whether most words of a field are capitalised, those left out that are short. Goes no further
 * than it can be so. */
static bool has_capitals(const struct sheet *sheet)
{
    size_t most = 0, small = 0, capitals = 0;

    for (size_t i = 0; i < sheet->count; i++)
        most += is_upper(sheet->firsts[i]);
    for (size_t i = 0; i < sheet->count && small * 6 <= most * 4; i++) {
        struct lap_span word = span_at(sheet, i);
        bool is_long = (sheet->tokens[i].flags & IS_WORD) != 0 && word.end - word.start > 3;
        bool is_capital = is_upper(sheet->firsts[i]);
        small += is_long & !is_capital;
        capitals += is_long & is_capital;
    }
    return (sheet->is_title || small + capitals >= 12) && capitals * 4 >= small * 6;
}

int sheet_open(const struct lap_host *host, struct lap_call *call, const struct lap_field *field,
               const struct lexicon *lexicon, struct sheet *sheet)
{
    sheet->text = field->text;
    sheet->lexicon = lexicon;
    sheet->is_title = strcmp(field->name, "title") == 0;
    if (field->text.size == 0)
        return LAP_OK;
    struct starts starts = find_starts(host, call, field->text);
    if (starts.tokens == NULL) {
        return host->fail(call, "no memory for the words of a field of %zu bytes",
                          field->text.size);
    }
    sheet->tokens = starts.tokens;
    sheet->firsts = starts.firsts;
    sheet->count = starts.count;
    sheet->is_title_case = has_capitals(sheet);
    return LAP_OK;
}
