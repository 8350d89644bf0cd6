/* SPDX-License-Identifier: MIT */
/* UTF-8: folding a text as contract demands, counting code points, and telling letters. */
#include "text/utf8.h"

#include "text/bytes16.h"

/* What may follow a lead byte: how many bytes in all, and the range of the second one. */
struct lead {
    uint8_t first, last;
    uint8_t size;
    uint8_t second_first, second_last;
};

static const struct lead leads[] = {
    {0xC2, 0xDF, 2, 0x80, 0xBF}, {0xE0, 0xE0, 3, 0xA0, 0xBF}, {0xE1, 0xEC, 3, 0x80, 0xBF},
    {0xED, 0xED, 3, 0x80, 0x9F}, {0xEE, 0xEF, 3, 0x80, 0xBF}, {0xF0, 0xF0, 4, 0x90, 0xBF},
    {0xF1, 0xF3, 4, 0x80, 0xBF}, {0xF4, 0xF4, 4, 0x80, 0x8F},
};

/* Non-ASCII blocks that hold no letters. */
static const struct {
    uint32_t first, last;
} symbol_blocks[] = {
    {0x80, 0xA9},     {0xAB, 0xB4},       {0xB6, 0xB9},     {0xBB, 0xBF},     {0xD7, 0xD7},
    {0xF7, 0xF7},     {0x2000, 0x2070},   {0x207A, 0x207E}, {0x208A, 0x208E}, {0x20A0, 0x20CF},
    {0x2190, 0x245F}, {0x2500, 0x2BFF},   {0x2E00, 0x2E7F}, {0x3000, 0x3004}, {0x3008, 0x3020},
    {0xFE10, 0xFE6F}, {0xFEFF, 0xFF0F},   {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65},
    {0xFFE0, 0xFFFF}, {0x1F000, 0x1FAFF},
};

static const struct lead *lead_of(uint8_t byte)
{
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (byte >= leads[i].first && byte <= leads[i].last)
            return &leads[i];
    return NULL;
}

/* How many bytes from at on begin a sequence that could be valid; *is_whole says that it is. */
static size_t valid_prefix(struct lap_str text, size_t at, bool *is_whole)
{
    const uint8_t *bytes = (const uint8_t *)text.bytes + at;
    size_t left = text.size - at;
    const struct lead *lead = lead_of(bytes[0]);
    size_t size = 1;

    *is_whole = bytes[0] < 0x80;
    if (!lead || left < 2 || bytes[1] < lead->second_first || bytes[1] > lead->second_last)
        return 1;
    for (size = 2; size < lead->size; size++)
        if (size >= left || (bytes[size] & 0xC0) != 0x80)
            return size;
    *is_whole = true;
    return size;
}

size_t utf8_decode(struct lap_str text, size_t at, uint32_t *point)
{
    const uint8_t *bytes = (const uint8_t *)text.bytes + at;
    bool is_whole;
    size_t size;

    *point = bytes[0];
    if (bytes[0] < 0x80)
        return 1;
    size = valid_prefix(text, at, &is_whole);
    if (!is_whole)
        return 0;
    *point = bytes[0] & (0x7Fu >> size);
    for (size_t i = 1; i < size; i++)
        *point = *point << 6 | (bytes[i] & 0x3Fu);
    return size;
}

/* Of NUL and what is no ASCII. */
static bytes16 are_foreign(bytes16 bytes)
{
    return (bytes16)((signed16)bytes <= 0);
}

/* Of letters, digits and marks of ASCII. */
static bytes16 are_marks(bytes16 bytes)
{
    return (bytes16)((signed16)bytes > ' ');
}

/* Adds sixteen bytes after sixteen as long as they are ASCII, and spaces and line feeds among them
 * stand alone and no other control characters are there; a line feed becomes a space. Gives how
 * many bytes it took; more follow them, and no white space first. */
static size_t add_plain(struct buffer *out, struct lap_str raw, size_t begin)
{
    char *place = buffer_room(out, raw.size - begin);
    size_t at = begin;

    for (; raw.size - at > sizeof(bytes16); at += sizeof(bytes16)) {
        bytes16 bytes = bytes16_at(raw.bytes + at);
        bytes16 next = bytes16_at(raw.bytes + at + 1);
        bytes16 feeds = (bytes16)(bytes == '\n');
        bytes16 blanks = feeds | (bytes16)(bytes == ' ');

        if (bytes16_is_any(~(are_marks(bytes) | (blanks & are_marks(next)))))
            break;
        bytes ^= feeds & ('\n' ^ ' ');
        memcpy(place + (at - begin), &bytes, sizeof bytes);
    }
    out->size += at - begin;
    return at - begin;
}

/* Adds letters, digits and marks of ASCII, or one code point that is kept as it is. Gives how many
 * bytes it took. */
static size_t add_kept(struct buffer *out, struct lap_str raw, size_t at)
{
    uint32_t point;
    size_t size = 0;

    while (at + size < raw.size && (int8_t)raw.bytes[at + size] > ' ')
        size++;
    if (size == 0 && raw.bytes[at] != '\0')
        size = utf8_decode(raw, at, &point);
    buffer_add(out, raw.bytes + at, size);
    return size;
}

/* Adds the mark for bytes that cannot be kept. Gives how many it stands for. */
static size_t add_replacement(struct buffer *out, struct lap_str raw, size_t at)
{
    bool is_whole;

    buffer_add_str(out, str_of(UTF8_REPLACEMENT));
    return valid_prefix(raw, at, &is_whole);
}

size_t utf8_fold(struct buffer *out, struct lap_str raw)
{
    size_t replaced = 0;
    size_t begin = out->size;
    bool is_owed_space = false;
    size_t size;

    for (size_t at = 0; at < raw.size; at += size) {
        size = lap_white_size(raw, at);
        if (size) {
            is_owed_space = out->size > begin;
            continue;
        }
        if (is_owed_space)
            buffer_add_char(out, ' ');
        is_owed_space = false;
        size = add_plain(out, raw, at);
        if (size == 0)
            size = add_kept(out, raw, at);
        if (size == 0) {
            size = add_replacement(out, raw, at);
            replaced += size;
        }
    }
    return replaced;
}

void utf8_repair(struct buffer *out, struct lap_str raw)
{
    size_t size;

    for (size_t at = 0; at < raw.size; at += size) {
        uint32_t point;

        size = utf8_decode(raw, at, &point);
        buffer_add(out, raw.bytes + at, size);
        if (size == 0)
            size = add_replacement(out, raw, at);
    }
}

bool utf8_ends_whole(struct lap_str text)
{
    size_t at = utf8_back(text, text.size, 1);
    const struct lead *lead = at < text.size ? lead_of((uint8_t)text.bytes[at]) : NULL;

    return !lead || text.size - at >= lead->size;
}

size_t utf8_trimmed_size(struct lap_str text)
{
    while (text.size) {
        size_t at = utf8_back(text, text.size, 1);

        if (lap_white_size(text, at) != text.size - at)
            break;
        text.size = at;
    }
    return text.size;
}

size_t utf8_count(struct lap_str text)
{
    size_t count = text.size;
    size_t at = 0;

    /* A byte of the vector counts up to 255. */
    while (text.size - at >= sizeof(bytes16)) {
        size_t end =
            text.size - at < 255 * sizeof(bytes16) ? text.size : at + 255 * sizeof(bytes16);
        bytes16 further = {0}; /* bytes that begin no code point */

        for (; end - at >= sizeof(bytes16); at += sizeof(bytes16))
            further -= (bytes16)((signed16)bytes16_at(text.bytes + at) < -64);
        for (size_t i = 0; i < sizeof further; i++)
            count -= further[i];
    }
    for (; at < text.size; at++)
        count -= ((uint8_t)text.bytes[at] & 0xC0) == 0x80;
    return count;
}

bool utf8_is_clean(struct lap_str text)
{
    uint32_t point;
    size_t size;

    for (size_t at = 0; at < text.size; at += size) {
        size = sizeof(bytes16);
        if (text.size - at >= size && !bytes16_is_any(are_foreign(bytes16_at(text.bytes + at))))
            continue;
        size = 1;
        if ((int8_t)text.bytes[at] > 0)
            continue;
        size = utf8_decode(text, at, &point);
        if (size == 0 || point == 0)
            return false;
    }
    return true;
}

bool utf8_is_boundary(struct lap_str text, size_t at)
{
    return at == text.size || (at < text.size && ((uint8_t)text.bytes[at] & 0xC0) != 0x80);
}

size_t utf8_back(struct lap_str text, size_t at, size_t points)
{
    while (at > 0 && points > 0) {
        at--;
        points -= utf8_is_boundary(text, at);
    }
    return at;
}

size_t utf8_forward(struct lap_str text, size_t at, size_t points)
{
    while (at < text.size && points > 0) {
        at++;
        points -= utf8_is_boundary(text, at);
    }
    return at;
}

bool utf8_is_word(uint32_t point)
{
    static const uint64_t ascii[] = {UINT64_C(0x03FF000000000000), UINT64_C(0x07FFFFFE87FFFFFE)};

    if (point < 0x80) /* without a branch on the letter, which nobody can foretell */
        return ascii[point / 64] >> point % 64 & 1;
    for (size_t i = 0; i < sizeof symbol_blocks / sizeof *symbol_blocks; i++)
        if (point >= symbol_blocks[i].first && point <= symbol_blocks[i].last)
            return false;
    return true;
}

bool utf8_has_word_at(struct lap_str text, size_t at)
{
    uint32_t point = 0;

    if (at >= text.size)
        return false;
    if ((uint8_t)text.bytes[at] < 0x80)
        return utf8_is_word((uint8_t)text.bytes[at]);
    return utf8_decode(text, at, &point) && utf8_is_word(point);
}

bool utf8_has_word_before(struct lap_str text, size_t at)
{
    if (at == 0)
        return false;
    if ((uint8_t)text.bytes[at - 1] < 0x80)
        return utf8_is_word((uint8_t)text.bytes[at - 1]);
    return utf8_has_word_at(text, utf8_back(text, at, 1));
}
