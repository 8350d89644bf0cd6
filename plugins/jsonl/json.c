/* SPDX-License-Identifier: MIT */
/* JSON, token by token: nothing is built, and what nobody wants is only checked (RFC 8259). */
#include "json.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "../feed/utf8.h"

/* Sixteen bytes that are worked on together; of a comparison, each is 0xFF or 0. */
typedef uint8_t bytes16 __attribute__((vector_size(16)));
typedef uint64_t halves16 __attribute__((vector_size(16)));

enum { BLOCK = 64 }; /* bytes that are looked at at once: one for each bit of json->specials */

void json_begin(struct json *json, const struct lap_host *host, struct lap_call *call,
                struct lap_str bytes, bool are_many)
{
    json->host = host;
    json->call = call;
    json->bytes = bytes;
    json->are_many = are_many;
    json->at = 0;
    json->place = JSON_AT_VALUE;
    json->seen = 0;
    json->escape_count = 0;
    json->why = NULL;
    json->is_cut = false;
    json->depth = 0;
    json->room = JSON_LEVELS;
    json->are_lists = json->first;
}

/* ---- What is wrong ---- */

static enum json_token broken(struct json *json, const char *why)
{
    json->why = why;
    return JSON_BROKEN;
}

static enum json_token cut_off(struct json *json)
{
    json->is_cut = true;
    json->at = json->bytes.size;
    return broken(json, "parse error: premature EOF");
}

/* ---- Texts, numbers, words ---- */

/* Which of sixteen bytes are 0xFF, as bits. */
static uint64_t bits_of(bytes16 bytes)
{
#ifdef __SSE2__
    return (uint64_t)_mm_movemask_epi8((__m128i)bytes);
#else
    const bytes16 weights = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    halves16 halves = (halves16)(bytes & weights) * UINT64_C(0x0101010101010101);

    return halves[0] >> 56 | halves[1] >> 56 << 8; /* a product's first byte is the sum of eight */
#endif
}

/* Which bytes of a block are a quote, a backslash, or no part of a text. */
static uint64_t specials_of(const char *bytes)
{
    uint64_t specials = 0;

    for (int i = 0; i < BLOCK; i += 16) {
        bytes16 next;

        memcpy(&next, bytes + i, sizeof next);
        specials |=
            bits_of((bytes16)(next == '"') | (bytes16)(next == '\\') | (bytes16)(next < ' ')) << i;
    }
    return specials;
}

/* Looks at the next block. Zeros stand for what it lacks behind the end: no text goes on there. */
static void look_at_block(struct json *json, size_t at)
{
    const char *bytes = json->bytes.bytes + at;
    size_t left = json->bytes.size - at;
    char last[BLOCK];

    if (left < BLOCK) {
        memset(last, 0, sizeof last);
        bytes = memcpy(last, bytes, left);
    }
    json->specials = specials_of(bytes);
    json->seen = at + BLOCK;
}

/* The place of the first byte from at on that is a quote, a backslash, or no part of a text. */
static size_t plain_end(struct json *json, size_t at)
{
    uint64_t specials;

    if (at >= json->seen)
        look_at_block(json, at);
    specials = json->specials >> (at + BLOCK - json->seen);
    while (!specials) {
        at = json->seen;
        look_at_block(json, at);
        specials = json->specials;
    }
    return at + (size_t)__builtin_ctzll(specials);
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What the letter or sign behind a backslash stands for; 0 where it is `u`, or may not stand there.
 */
static const char meanings[256] = {['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
                                   ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t'};

/* Passes over the escape at json->at, which is a backslash. */
static enum json_token pass_escape(struct json *json)
{
    struct lap_str bytes = json->bytes;
    char c;

    if (++json->at == bytes.size)
        return cut_off(json);
    c = bytes.bytes[json->at];
    if (c != 'u' && !meanings[(uint8_t)c])
        return broken(json, "lexical error: inside a string, '\\' occurs before a character which "
                            "it may not");
    json->at++;
    if (c != 'u')
        return JSON_TEXT;
    for (int i = 0; i < 4; i++, json->at++) {
        if (json->at == bytes.size)
            return cut_off(json);
        if (hex_digit(bytes.bytes[json->at]) < 0)
            return broken(json, "lexical error: invalid (non-hex) character occurs after '\\u' "
                                "inside string");
    }
    return JSON_TEXT;
}

/* Passes over the text whose first quote is at json->at. */
static enum json_token pass_text(struct json *json)
{
    size_t begin = ++json->at;

    json->escape_count = 0;
    for (;;) {
        json->at = plain_end(json, json->at);
        if (json->at == json->bytes.size)
            return cut_off(json);
        if (json->bytes.bytes[json->at] == '"')
            break;
        if (json->bytes.bytes[json->at] != '\\')
            return broken(json, "lexical error: invalid character inside string");
        if (json->escape_count < JSON_ESCAPES)
            json->escapes[json->escape_count++] = json->at - begin;
        if (pass_escape(json) == JSON_BROKEN)
            return JSON_BROKEN;
    }
    json->text = (struct lap_str){json->bytes.bytes + begin, json->at - begin};
    json->at++;
    return JSON_TEXT;
}

static bool has_digit(const struct json *json)
{
    return json->at < json->bytes.size && json->bytes.bytes[json->at] >= '0' &&
           json->bytes.bytes[json->at] <= '9';
}

/* Passes over digits, of which there must be one. */
static enum json_token pass_digits(struct json *json, const char *why)
{
    if (json->at == json->bytes.size)
        return cut_off(json);
    if (!has_digit(json))
        return broken(json, why);
    while (has_digit(json))
        json->at++;
    return JSON_NUMBER;
}

/* Passes over one byte, if it is one of two. */
static bool pass_either(struct json *json, char one, char other)
{
    bool is_there = json->at < json->bytes.size &&
                    (json->bytes.bytes[json->at] == one || json->bytes.bytes[json->at] == other);

    json->at += is_there;
    return is_there;
}

static enum json_token pass_number(struct json *json)
{
    size_t begin = json->at;
    enum json_token token = JSON_NUMBER;

    json->escape_count = 0;
    pass_either(json, '-', '-');
    if (!pass_either(json, '0', '0'))
        token = pass_digits(json, "lexical error: malformed number, a digit is required after the "
                                  "minus sign");
    if (token != JSON_BROKEN && pass_either(json, '.', '.'))
        token = pass_digits(json, "lexical error: malformed number, a digit is required after the "
                                  "decimal point");
    if (token != JSON_BROKEN && pass_either(json, 'e', 'E')) {
        pass_either(json, '+', '-');
        token = pass_digits(json, "lexical error: malformed number, a digit is required after the "
                                  "exponent");
    }
    json->text = (struct lap_str){json->bytes.bytes + begin, json->at - begin};
    return token;
}

static enum json_token pass_word(struct json *json, const char *word, enum json_token token)
{
    size_t size = strlen(word);
    struct lap_str rest = {json->bytes.bytes + json->at, json->bytes.size - json->at};
    size_t same = 0;

    if (rest.size >= size && memcmp(rest.bytes, word, size) == 0) {
        json->at += size;
        return token;
    }
    while (same < rest.size && rest.bytes[same] == word[same])
        same++;
    json->at += same;
    return same == rest.size ? cut_off(json)
                             : broken(json, "lexical error: invalid string in json text");
}

/* ---- What stands where ---- */

/* Goes into an object or a list. */
static enum json_token go_into(struct json *json, bool is_list)
{
    if (json->depth == json->room) {
        unsigned char *more = json->host->alloc(json->call, 2 * json->room);

        if (!more)
            return broken(json, "there is no memory for so deep a value");
        memcpy(more, json->are_lists, json->room);
        json->are_lists = more;
        json->room *= 2;
    }
    json->are_lists[json->depth++] = is_list;
    json->place = is_list ? JSON_AT_FIRST_ITEM : JSON_AT_FIRST_KEY;
    json->at++;
    return is_list ? JSON_LIST : JSON_OBJECT;
}

/* Passes over a sign between tokens; false where something else stands there. */
static bool pass_sign(struct json *json, char sign, enum json_place place)
{
    if (json->at == json->bytes.size || json->bytes.bytes[json->at] != sign)
        return false;
    json->at++;
    json->place = place;
    return true;
}

/* A comma mostly follows at once. */
static void go_behind_value(struct json *json)
{
    if (json->depth == 0)
        json->place = JSON_AT_TOP;
    else if (json->are_lists[json->depth - 1])
        json->place = JSON_BEHIND_ITEM;
    else if (!pass_sign(json, ',', JSON_AT_KEY))
        json->place = JSON_BEHIND_VALUE;
}

static enum json_token come_out(struct json *json, enum json_token token)
{
    json->depth--;
    json->at++;
    go_behind_value(json);
    return token;
}

static enum json_token pass_value(struct json *json)
{
    char c = json->bytes.bytes[json->at];
    enum json_token token;

    if (c == '"')
        token = pass_text(json);
    else if (c == '-' || (c >= '0' && c <= '9'))
        token = pass_number(json);
    else if (c == 't')
        token = pass_word(json, "true", JSON_TRUE);
    else if (c == 'f')
        token = pass_word(json, "false", JSON_FALSE);
    else if (c == 'n')
        token = pass_word(json, "null", JSON_NULL);
    else if (c == '{' || c == '[')
        return go_into(json, c == '[');
    else if (c != '\0' && strchr("}],:", c))
        return broken(json, "parse error: unallowed token at this point in JSON text");
    else
        return broken(json, c == '/'
                                ? "lexical error: probable comment found in input text, comments "
                                  "are not enabled"
                                : "lexical error: invalid char in json text");
    if (token != JSON_BROKEN)
        go_behind_value(json);
    return token;
}

/* What stands here is none of what may; it may be no token at all. */
static enum json_token unexpected(struct json *json, const char *why)
{
    size_t at = json->at;
    char c = json->bytes.bytes[at];

    if ((c == '\0' || !strchr("{}[],:", c)) && pass_value(json) == JSON_BROKEN)
        return JSON_BROKEN;
    json->at = at;
    return broken(json, why);
}

static enum json_token pass_key(struct json *json)
{
    if (json->bytes.bytes[json->at] != '"')
        return unexpected(json, "parse error: invalid object key (must be a string)");
    if (pass_text(json) == JSON_BROKEN)
        return JSON_BROKEN;
    if (!pass_sign(json, ':', JSON_AT_VALUE))
        json->place = JSON_BEHIND_KEY;
    return JSON_KEY;
}

static bool pass_white(struct json *json)
{
    const char *bytes = json->bytes.bytes;

    while (json->at < json->bytes.size &&
           (bytes[json->at] == ' ' || (bytes[json->at] >= '\t' && bytes[json->at] <= '\r')))
        json->at++;
    return json->at < json->bytes.size;
}

enum json_token json_next(struct json *json)
{
    if (json->why)
        return JSON_BROKEN;
    while (pass_white(json)) {
        char c = json->bytes.bytes[json->at];

        switch (json->place) {
        case JSON_AT_TOP:
            if (!json->are_many)
                return broken(json, "parse error: trailing garbage");
            return pass_value(json);
        case JSON_AT_FIRST_ITEM:
            return c == ']' ? come_out(json, JSON_LIST_END) : pass_value(json);
        case JSON_AT_VALUE:
            return pass_value(json);
        case JSON_AT_FIRST_KEY:
            return c == '}' ? come_out(json, JSON_OBJECT_END) : pass_key(json);
        case JSON_AT_KEY:
            return pass_key(json);
        case JSON_BEHIND_KEY:
            if (!pass_sign(json, ':', JSON_AT_VALUE))
                return unexpected(json, "parse error: object key and value must be separated by a "
                                        "colon (':')");
            break;
        case JSON_BEHIND_ITEM:
            if (c == ']')
                return come_out(json, JSON_LIST_END);
            if (!pass_sign(json, ',', JSON_AT_VALUE))
                return unexpected(json, "parse error: after array element, I expect ',' or ']'");
            break;
        case JSON_BEHIND_VALUE:
            if (c == '}')
                return come_out(json, JSON_OBJECT_END);
            if (!pass_sign(json, ',', JSON_AT_KEY))
                return unexpected(json,
                                  "parse error: after key and value, inside map, I expect ',' or "
                                  "'}'");
            break;
        }
    }
    return json->place == JSON_AT_TOP ? JSON_END : cut_off(json);
}

enum json_token json_value(struct json *json)
{
    return json->place == JSON_AT_VALUE && pass_white(json) ? pass_value(json) : json_next(json);
}

/* ---- Escapes ---- */

/* The number of four hexadecimal digits. */
static uint32_t number_at(const char *digits)
{
    uint32_t number = 0;

    for (size_t i = 0; i < 4; i++)
        number = number << 4 | (uint32_t)hex_digit(digits[i]);
    return number;
}

/* The second half of a surrogate pair, of which the first ends at a place; 0 where none stands
 * there. */
static uint32_t low_half_at(struct lap_str text, size_t at)
{
    uint32_t low = 0;

    if (text.size - at >= 6 && memcmp(text.bytes + at, "\\u", 2) == 0)
        low = number_at(text.bytes + at + 2);
    return low >= 0xDC00 && low <= 0xDFFF ? low : 0;
}

/* Decodes the escape at text.bytes[*at], two where they make a pair, and sets *at behind. Gives how
 * many bytes it wrote. Half a pair is no character: its bytes are no UTF-8, and so is told. */
static size_t decode_escape(struct lap_str text, size_t *at, char *out)
{
    const char *escape = text.bytes + *at;
    uint32_t point;
    uint32_t low;

    *out = meanings[(uint8_t)escape[1]];
    if (*out) {
        *at += 2;
        return 1;
    }
    *at += 6;
    point = number_at(escape + 2);
    low = point >= 0xD800 && point <= 0xDBFF ? low_half_at(text, *at) : 0;
    if (low) {
        point = 0x10000 + ((point & 0x3FF) << 10 | (low & 0x3FF));
        *at += 6;
    }
    return utf8_encode(point, out);
}

/* The place of the text's escape of this number, where it is noted, or of the first from at on;
 * text.size behind all. */
static size_t escape_at(const struct json *json, size_t number, size_t at)
{
    const char *escape = NULL;

    if (number < json->escape_count)
        return json->escapes[number];
    if (json->escape_count == JSON_ESCAPES)
        escape = memchr(json->text.bytes + at, '\\', json->text.size - at);
    return escape ? (size_t)(escape - json->text.bytes) : json->text.size;
}

struct lap_str json_decoded(const struct json *json)
{
    struct lap_str text = json->text;
    struct lap_str decoded = {NULL, 0};
    char *out =
        json->host->alloc(json->call, text.size + 1); /* an escape is longer than its sense */

    if (!out)
        return decoded;
    for (size_t at = 0, number = 0; at < text.size; number++) {
        size_t escape = escape_at(json, number, at);

        if (escape < at) /* it was the second of a pair */
            continue;
        memcpy(out + decoded.size, text.bytes + at, escape - at);
        decoded.size += escape - at;
        at = escape;
        if (at < text.size)
            decoded.size += decode_escape(text, &at, out + decoded.size);
    }
    decoded.bytes = out;
    return decoded;
}
