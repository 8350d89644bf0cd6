/* SPDX-License-Identifier: MIT */
/* The tokens of the plugin datasets: those that are found from sign to sign against those that are
 * cut one after the other, over made-up texts; and what is said of a token when it is asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "chance.h"
#include "text/arena.h"
#include "text/buffer.h"

#undef fail /* the host has one of its own */
#include "../../plugins/datasets/fillers.c"
#include "../../plugins/datasets/sheet.c"
#include "../../plugins/datasets/starts.c"
#include "../../plugins/datasets/text.c"
#include "../../plugins/datasets/token.c"
#include "../../plugins/datasets/words.c"

enum { TEXTS = 10000, LONGEST_TEXT = 150 };

/* Texts are made of these: what joins words, what looks so, and what is cut off. */
static const char *const pieces[] = {" ",
                                     " ",
                                     " ",
                                     "a",
                                     "B",
                                     "9",
                                     "the",
                                     "Opal",
                                     "Garnet",
                                     "-",
                                     "-",
                                     ".",
                                     ".",
                                     "+",
                                     "&",
                                     "@",
                                     "_",
                                     "'",
                                     "'s",
                                     ",",
                                     "(",
                                     ")",
                                     "/",
                                     ":",
                                     "e.g",
                                     "i.e",
                                     "3.5",
                                     "A&B",
                                     "C++",
                                     "\\",
                                     "\x01",
                                     "\x7F",
                                     "\xC2\xB2",
                                     "\xC2\xA0",
                                     "\xC3\xA9",
                                     "\xE2\x80\x99s",
                                     "\xE2\x80\x99",
                                     "\xE2\x80\x90",
                                     "\xE2\x80\x94",
                                     "\xF0\x9F\x98\x80"};

/* As a field is: single spaces, and none at the ends; perhaps empty. */
static struct lap_str random_text(struct arena *arena)
{
    struct buffer text = {0};
    struct lap_str copy;

    for (uint32_t left = random_below(LONGEST_TEXT); left; left--) {
        const char *piece = pieces[random_below(sizeof pieces / sizeof *pieces)];

        if (*piece != ' ' || (text.size && text.bytes[text.size - 1] != ' '))
            buffer_add_str(&text, str_of(piece));
    }
    if (text.size && text.bytes[text.size - 1] == ' ')
        text.size--;
    copy = (struct lap_str){arena_copy(arena, buffer_str(&text)), text.size};
    buffer_release(&text);
    return copy;
}

static void *give_memory(struct lap_call *call, size_t size)
{
    return arena_take((struct arena *)(void *)call, size);
}

static struct sheet sheet_of(struct arena *arena, const char *field, struct lap_str text)
{
    static const struct lap_host host = {.alloc = give_memory};
    struct lap_call *call = (struct lap_call *)(void *)arena;
    const struct lap_field abstract = {field, text};
    struct sheet sheet = {.count = 0};

    assert_int_equal(sheet_open(&host, call, &abstract, lexicon_make(&host, call), &sheet), LAP_OK);
    return sheet;
}

/* Token number i is the one that begins at a place, and every byte of it, and the space before it,
 * leads to it. Gives where it ends. */
static size_t assert_token(const struct sheet *sheet, size_t i, size_t at)
{
    size_t end = token_end(sheet->text, at);

    assert_true(i < sheet->count);
    assert_int_equal(span_at(sheet, i).start, at);
    assert_int_equal(span_at(sheet, i).end, end);
    assert_int_equal(has(sheet, i, IS_WORD), word_char(sheet->text, at) != 0);
    assert_int_equal(sheet->firsts[i], (unsigned char)sheet->text.bytes[at]);
    for (size_t byte = at; byte < end; byte++)
        assert_int_equal(token_at(sheet, byte), i);
    if (at > 0 && sheet->text.bytes[at - 1] == ' ')
        assert_int_equal(token_at(sheet, at - 1), i);
    return end;
}

/* Whether six of ten longer words have capitals, a dozen words at least, all of them counted. */
static bool is_in_capitals(const struct sheet *sheet)
{
    size_t words = 0;
    size_t capitals = 0;

    for (size_t i = 0; i < sheet->count; i++) {
        if (has(sheet, i, IS_WORD) && word_at(sheet, i).size > 3) {
            words++;
            capitals += has(sheet, i, IS_CAPITAL);
        }
    }
    return words >= 12 && capitals * 10 >= words * 6;
}

static void tokens_are_found_as_they_are_cut(void **state)
{
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < TEXTS; i++) {
        struct sheet sheet = sheet_of(&arena, "abstract", random_text(&arena));
        size_t count = 0;

        for (size_t at = 0; at < sheet.text.size; count++) {
            at = assert_token(&sheet, count, at);
            at += at < sheet.text.size && sheet.text.bytes[at] == ' ';
        }
        assert_int_equal(sheet.count, count);
        assert_int_equal(token_at(&sheet, sheet.text.size), count);
        assert_int_equal(sheet.is_title_case, is_in_capitals(&sheet));
        arena_clear(&arena);
    }
    arena_release(&arena);
}

/* How the tokens of a text are written; a token is told by its number. */
static const struct {
    const char *text;
    int token;
    const char *word;
    unsigned flags; /* all of those that are found by reading */
} words[] = {
    {"We use state-of-the-art lenses.", 2, "state-of-the-art", 0},
    {"We use lenses. They bend.", 4, "They", IS_CAPITAL | IS_FIRST},
    {"We use lenses, e.g. Opals.", 5, ".", 0},
    {"We use lenses, e.g. Opals.", 6, "Opals", IS_CAPITAL},
    {"Lenses: opals", 2, "opals", IS_FIRST},
    {"OpalNet-2 sees", 0, "OpalNet-2", IS_CAPITAL | IS_MARKED | IS_FIRST},
    {"10k LLMs of rcv1", 0, "10k", IS_NUMBER | IS_FIRST},
    {"10k LLMs of rcv1", 1, "LLMs", IS_CAPITAL | IS_PLURAL},
    {"10k LLMs of rcv1", 3, "rcv1", IS_CODE},
    {"in C++, A&B's 3.5 lenses", 1, "C++", IS_CAPITAL | IS_MARKED},
    {"in C++, A&B's 3.5 lenses", 3, "A&B", IS_CAPITAL | IS_MARKED},
    {"in C++, A&B's 3.5 lenses", 4, "'s", 0},
    {"in C++, A&B's 3.5 lenses", 5, "3.5", IS_NUMBER},
    {"in C++, A&B's 3.5 lenses", 6, "lenses", 0},
    {"in C++, A&B's 3.5 lenses", 7, "", 0},
};

static void how_a_token_is_written_is_told_when_it_is_asked(void **state)
{
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct sheet sheet = sheet_of(&arena, "abstract", str_of(words[i].text));
        size_t token = (size_t)words[i].token;
        struct lap_str word = word_at(&sheet, token);

        assert_int_equal(word.size, strlen(words[i].word));
        assert_memory_equal(word.bytes, words[i].word, word.size);
        for (unsigned flag = IS_CAPITAL; flag <= IS_FIRST; flag *= 2)
            assert_int_equal(has(&sheet, token, flag), (words[i].flags & flag) != 0);
    }
    arena_release(&arena);
}

static void a_piece_is_an_address_as_a_whole(void **state)
{
    struct arena arena = {0};
    struct sheet sheet = sheet_of(&arena, "abstract", str_of("and/or (opals.org/Lens) 3.5"));

    (void)state;
    assert_int_equal(sheet.count, 11);
    for (size_t i = 0; i < sheet.count; i++)
        assert_int_equal(is_in_address(&sheet, i), i > 2 && i + 1 < sheet.count);
    arena_release(&arena);
}

/* A filler is one as it stands; the words of all other classes are so in any case. */
static void classes_are_told_with_capitals_and_without(void **state)
{
    static const struct {
        const char *word;
        bool is_determiner;
        bool is_filler;
    } cases[] = {{"The", true, true},           {"the", true, false},
                 {"THE", true, false},          {"Large-Scale", false, true},
                 {"LARGE-SCALE", false, false}, {"Out-of-distribution", false, true},
                 {"opal", false, false}};
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sheet sheet = sheet_of(&arena, "abstract", str_of(cases[i].word));

        assert_int_equal(is_one_of(&sheet, 0, DETERMINERS), cases[i].is_determiner);
        assert_int_equal(is_one_of(&sheet, 0, FILLERS), cases[i].is_filler);
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_are_found_as_they_are_cut),
        cmocka_unit_test(how_a_token_is_written_is_told_when_it_is_asked),
        cmocka_unit_test(a_piece_is_an_address_as_a_whole),
        cmocka_unit_test(classes_are_told_with_capitals_and_without),
    };

    return cmocka_run_group_tests_name("tokens", tests, NULL, NULL);
}
