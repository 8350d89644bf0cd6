/* SPDX-License-Identifier: MIT */
/* The walk over JSON against yajl's: over made-up values, and over what is left of them when bytes
 * are lost, doubled or put in, both see the same tokens and break at the same ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <yajl/yajl_parse.h>

#include "chance.h"
#include "text/arena.h"
#include "text/buffer.h"

#include "../../plugins/jsonl/json.c"

/* ---- Both walks as text: a line a token, then how it ended ---- */

static void add_token(struct buffer *log, char kind, struct lap_str text)
{
    buffer_add_char(log, kind);
    buffer_add_str(log, text);
    buffer_add_char(log, '\n');
}

static void *give_memory(struct lap_call *call, size_t size)
{
    return arena_take((struct arena *)(void *)call, size);
}

static const struct lap_host host = {.alloc = give_memory};

/* Writes what yajl makes of it: a '?' of the first half of a pair, which is U+D800 to U+DBFF. */
static void add_as_yajl(struct buffer *log, struct lap_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        bool is_half = text.size - i >= 3 && (uint8_t)text.bytes[i] == 0xED &&
                       (uint8_t)text.bytes[i + 1] >= 0xA0 && (uint8_t)text.bytes[i + 1] < 0xB0;

        buffer_add_char(log, is_half ? '?' : text.bytes[i]);
        i += is_half ? 2 : 0;
    }
}

/* Behind a key both ways of going on lead to the same. */
static enum json_token next(struct json *json, enum json_token last)
{
    return last == JSON_KEY && random_below(2) ? json_value(json) : json_next(json);
}

static void walk(struct buffer *log, struct arena *arena, struct lap_str bytes, bool are_many)
{
    static const char kinds[] = "..{}[]kstf0n";
    struct json json;
    enum json_token token = JSON_END;

    json_begin(&json, &host, (struct lap_call *)(void *)arena, bytes, are_many);
    while ((token = next(&json, token)) > JSON_BROKEN) {
        struct lap_str text = {"", 0};

        if (token == JSON_NUMBER ||
            ((token == JSON_KEY || token == JSON_TEXT) && json.escape_count == 0))
            text = json.text;
        else if (token == JSON_KEY || token == JSON_TEXT)
            text = json_decoded(&json);
        add_token(log, token == JSON_NUMBER ? '1' : kinds[token], text);
    }
    assert_int_equal(json_next(&json), token);
    if (token == JSON_END)
        add_token(log, '.', str_of("complete"));
    else
        add_token(log, '.', json.is_cut ? str_of("cut off") : str_of(json.why));
}

static int on_null(void *log)
{
    add_token(log, 'n', str_of(""));
    return 1;
}

static int on_boolean(void *log, int value)
{
    add_token(log, value ? 'f' : '0', str_of(""));
    return 1;
}

static int on_number(void *log, const char *bytes, size_t size)
{
    add_token(log, '1', (struct lap_str){bytes, size});
    return 1;
}

static int on_string(void *log, const unsigned char *bytes, size_t size)
{
    add_token(log, 's', (struct lap_str){(const char *)bytes, size});
    return 1;
}

static int on_key(void *log, const unsigned char *bytes, size_t size)
{
    add_token(log, 'k', (struct lap_str){(const char *)bytes, size});
    return 1;
}

static int on_object(void *log)
{
    add_token(log, '{', str_of(""));
    return 1;
}

static int on_object_end(void *log)
{
    add_token(log, '}', str_of(""));
    return 1;
}

static int on_list(void *log)
{
    add_token(log, '[', str_of(""));
    return 1;
}

static int on_list_end(void *log)
{
    add_token(log, ']', str_of(""));
    return 1;
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_object,
    .yajl_map_key = on_key,
    .yajl_end_map = on_object_end,
    .yajl_start_array = on_list,
    .yajl_end_array = on_list_end,
};

static void walk_with_yajl(struct buffer *log, struct lap_str bytes, bool are_many)
{
    yajl_handle parser = yajl_alloc(&callbacks, NULL, log);
    const unsigned char *start = (const unsigned char *)bytes.bytes;

    assert_non_null(parser);
    yajl_config(parser, yajl_dont_validate_strings, 1);
    yajl_config(parser, yajl_allow_multiple_values, are_many);
    if (yajl_parse(parser, start, bytes.size) != yajl_status_ok) {
        unsigned char *why = yajl_get_error(parser, 0, NULL, 0);

        add_token(log, '.', (struct lap_str){(const char *)why, strcspn((const char *)why, ".\n")});
        yajl_free_error(parser, why);
    } else {
        add_token(log, '.',
                  str_of(yajl_complete_parse(parser) == yajl_status_ok ? "complete" : "cut off"));
    }
    yajl_free(parser);
}

static bool has_end(const struct buffer *log, struct lap_str end)
{
    return log->size >= end.size &&
           memcmp(log->bytes + log->size - end.size, end.bytes, end.size) == 0;
}

/* Behind a whole value yajl passes over a token that is cut off; it must be told. */
static bool is_cut_behind_value(struct lap_str bytes, const struct buffer *yajls)
{
    const struct lap_str complete = str_of(".complete\n");
    struct arena arena = {0};
    struct buffer log = {0};
    struct buffer mine = {0};
    bool is_cut;

    walk(&log, &arena, bytes, true);
    add_as_yajl(&mine, buffer_str(&log));
    is_cut = has_end(&mine, str_of(".cut off\n")) && has_end(yajls, complete) &&
             memcmp(mine.bytes, yajls->bytes, yajls->size - complete.size) == 0;
    arena_release(&arena);
    buffer_release(&log);
    buffer_release(&mine);
    return is_cut;
}

static void assert_same_walk(struct lap_str bytes, bool are_many)
{
    struct arena arena = {0};
    struct buffer log = {0};
    struct buffer mine = {0};
    struct buffer yajls = {0};

    walk(&log, &arena, bytes, are_many);
    add_as_yajl(&mine, buffer_str(&log));
    walk_with_yajl(&yajls, bytes, are_many);
    if (!str_is_equal(buffer_str(&mine), buffer_str(&yajls)) && !is_cut_behind_value(bytes, &yajls))
        fail_msg("of %.*s\n%s\nbut yajl:\n%s", STR_ARGS(bytes), buffer_text(&mine),
                 buffer_text(&yajls));
    arena_release(&arena);
    buffer_release(&log);
    buffer_release(&mine);
    buffer_release(&yajls);
}

/* ---- What is walked ---- */

static const struct lap_str pieces[] = {
#define PIECE(text)                                                                                \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }
    PIECE("{"),
    PIECE("}"),
    PIECE("["),
    PIECE("]"),
    PIECE(","),
    PIECE(":"),
    PIECE("\""),
    PIECE(" "),
    PIECE("\n"),
    PIECE("\t\r\v\f"),
    PIECE("true"),
    PIECE("false"),
    PIECE("null"),
    PIECE("tru"),
    PIECE("0"),
    PIECE("-"),
    PIECE("-0.5e+10"),
    PIECE("12"),
    PIECE("."),
    PIECE("E"),
    PIECE("\\"),
    PIECE("\\n"),
    PIECE("\\u0041"),
    PIECE("\\u00e9"),
    PIECE("\\u20AC"),
    PIECE("\\u0000"),
    PIECE("\\ud83d\\ude00"),
    PIECE("\\ude00"),
    PIECE("\\ud83d "),
    PIECE("\\u12"),
    PIECE("\\\"\\\\\\/\\b\\f\\n\\r\\t"),
    PIECE("\\x"),
    PIECE("a"),
    PIECE("title"),
    PIECE("\"id\""),
    PIECE("a text longer than sixteen bytes"),
    PIECE("\xC3\xA9"),
    PIECE("\xFF"),
    PIECE("\x01"),
    PIECE("\0"),
    PIECE("\x7F"),
    PIECE("\xEF\xBB\xBF"),
    PIECE("/*"),
    PIECE("'"),
#undef PIECE
};

static struct lap_str any_piece(void)
{
    return pieces[random_below(sizeof pieces / sizeof *pieces)];
}

/* Now and then one with more escapes than are noted. */
static void add_text(struct buffer *json)
{
    static const char *const texts[] = {"",
                                        "id",
                                        "Sorting Pebbles, Twice as Fast as Before",
                                        "a\\nb",
                                        "\\\"so\\\" it \\u2014 says \\\\alpha",
                                        "\\ud83d\\ude00",
                                        "\xE2\x80\x9Cq\xE2\x80\x9D",
                                        "half \\ud83d of a pair",
                                        "\\ude00"};

    buffer_add_char(json, '"');
    for (uint32_t left = random_below(8) ? 1 : random_below(2 * JSON_ESCAPES); left; left--)
        buffer_add_str(json, str_of(texts[random_below(sizeof texts / sizeof *texts)]));
    buffer_add_char(json, '"');
}

static void add_value(struct buffer *json, int depth)
{
    static const char *const plain[] = {"0", "-1", "17.50", "1e9", "2E-3", "true", "false", "null"};
    uint32_t kind = random_below(depth > 5 ? 2 : 4);
    bool is_list = kind == 3;

    if (kind == 0)
        add_text(json);
    else if (kind == 1)
        buffer_add_str(json, str_of(plain[random_below(8)]));
    if (kind < 2)
        return;
    buffer_add_char(json, is_list ? '[' : '{');
    for (uint32_t left = random_below(5); left; left--) {
        if (!is_list) {
            add_text(json);
            buffer_add_str(json, str_of(random_below(2) ? ": " : ":"));
        }
        add_value(json, depth + 1);
        buffer_add_str(json, str_of(left == 1 ? "" : random_below(2) ? ", " : ","));
    }
    buffer_add_char(json, is_list ? ']' : '}');
}

/* Cuts bytes out, puts a piece in, or ends the text. */
static void harm(struct buffer *json)
{
    size_t at = random_below((uint32_t)json->size + 1);
    size_t gone = random_below(4) ? random_below(4) : random_below((uint32_t)json->size + 1);
    struct lap_str piece = random_below(2) ? any_piece() : str_of("");
    struct buffer harmed = {0};

    gone = gone < json->size - at ? gone : json->size - at;
    buffer_add(&harmed, json->bytes, at);
    buffer_add_str(&harmed, piece);
    buffer_add(&harmed, json->bytes + at + gone, json->size - at - gone);
    buffer_release(json);
    *json = harmed;
}

/* Of half a pair before another escape yajl makes one character of both. */
static bool has_odd_pair(struct lap_str json)
{
    for (size_t i = 0; i + 12 <= json.size; i++) {
        const char *at = json.bytes + i;

        if (memcmp(at, "\\ud8", 4) == 0 && memcmp(at + 6, "\\u", 2) == 0 &&
            memcmp(at + 8, "de", 2) != 0)
            return true;
    }
    return false;
}

static void walks_are_the_same(void **state)
{
    (void)state;
    for (int round = 0; round < 60000; round++) {
        struct buffer json = {0};

        if (round % 4 == 0) {
            for (uint32_t left = random_below(12); left; left--)
                buffer_add_str(&json, any_piece());
        } else {
            add_value(&json, 0);
            for (uint32_t left = random_below(4); left; left--)
                harm(&json);
        }
        /* yajl waits for more of a number or a word. */
        if (json.size && !strchr("{}[],:\"", json.bytes[json.size - 1]))
            buffer_add_char(&json, ' ');
        if (!has_odd_pair(buffer_str(&json)))
            assert_same_walk(buffer_str(&json), round % 2);
        buffer_release(&json);
    }
}

/* Half a pair is three bytes that are no UTF-8, whatever escape follows it. */
static void half_pairs_stand_alone(void **state)
{
    struct arena arena = {0};
    struct buffer log = {0};

    (void)state;
    walk(&log, &arena, str_of("\"a\\ud83d\\u0041\\ude00\\ud83d\\ud83d\\ude00\""), false);
    assert_string_equal(buffer_text(&log),
                        "sa\xED\xA0\xBD"
                        "A\xED\xB8\x80\xED\xA0\xBD\xF0\x9F\x98\x80\n.complete\n");
    arena_release(&arena);
    buffer_release(&log);
}

/* Levels beyond the first ones are asked for. */
static void depth_has_no_end(void **state)
{
    struct buffer json = {0};

    (void)state;
    for (int level = 0; level < 1000; level++)
        buffer_add_str(&json, str_of(level % 3 ? "[" : "{\"a\":"));
    assert_same_walk(buffer_str(&json), false);
    for (int level = 999; level >= 0; level--)
        buffer_add_char(&json, level % 3 ? ']' : '}');
    buffer_add_char(&json, ' ');
    assert_same_walk(buffer_str(&json), false);
    json.bytes[json.size - 2] = ']';
    assert_same_walk(buffer_str(&json), false);
    buffer_release(&json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(walks_are_the_same),
        cmocka_unit_test(half_pairs_stand_alone),
        cmocka_unit_test(depth_has_no_end),
    };

    return cmocka_run_group_tests_name("jsonl", tests, NULL, NULL);
}
