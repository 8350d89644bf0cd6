/* SPDX-License-Identifier: MIT */
/* The lowest room: folding, places in a text, numbers and sentences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <time.h>

#include "chance.h"
#include "process/sharing.h"
#include "same.h"
#include "text/arena.h"
#include "text/buffer.h"
#include "text/digest.h"
#include "text/faults.h"
#include "text/number.h"
#include "text/sentence.h"
#include "text/utf8.h"

static void assert_folds(const char *raw, size_t size, const char *wanted, size_t wanted_replaced)
{
    struct buffer out = {0};
    struct lap_str text = {raw, size};

    assert_int_equal(utf8_fold(&out, text), wanted_replaced);
    assert_string_equal(buffer_text(&out), wanted);
    buffer_release(&out);
}

static void white_space_is_unicodes(void **state)
{
    static const char *const white[] = {
        " ",      "\t",     "\n",     "\v",     "\f",     "\r",     "\xC2\x85", "\u00a0", "\u1680",
        "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",   "\u2007", "\u2008",
        "\u2009", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"};
    static const char *const others[] = {
        "\b",     "!",      "\xC2\x84", "\u180e", "\u200b",   "\u202a",   "\u2060",
        "\u3001", "\ufeff", "\xA0",     "\xC2",   "\xE2\x80", "\xE3\x80", "\xF0\x9F\x98\x80"};

    (void)state;
    for (size_t i = 0; i < sizeof white / sizeof *white; i++) {
        assert_int_equal(lap_white_size(str_of(white[i]), 0), strlen(white[i]));
        assert_int_equal(utf8_trimmed_size(str_of(white[i])), 0);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_int_equal(lap_white_size(str_of(others[i]), 0), 0);
        assert_int_equal(utf8_trimmed_size(str_of(others[i])), strlen(others[i]));
    }
}

static void folds_white_space(void **state)
{
    (void)state;
    assert_folds(" a  b\t\r\nc ", 10, "a b c", 0);
    assert_folds("a\xC2\xA0\xE2\x80\x83 b\xE3\x80\x80", 11, "a b", 0);
    assert_folds("", 0, "", 0);
    assert_folds(" \n ", 3, "", 0);
    assert_folds("a\xE2\x80\x8B"
                 "b",
                 5,
                 "a\xE2\x80\x8B"
                 "b",
                 0); /* a zero-width space is no white space */
}

static void replaces_what_is_no_utf8(void **state)
{
    (void)state;
    assert_folds("a\xFF"
                 "b",
                 3,
                 "a\xEF\xBF\xBD"
                 "b",
                 1);
    /* A sequence that is cut off is one piece; a surrogate is three. */
    assert_folds("\xE2\x82", 2, "\xEF\xBF\xBD", 2);
    assert_folds("\xED\xA0\x80", 3, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 3);
    assert_folds("\xC0\xAF", 2, "\xEF\xBF\xBD\xEF\xBF\xBD", 2);
    assert_folds("\xF0\x8F\xBF\xBF", 4, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 4);
    assert_folds("\xF4\x90\x80\x80", 4, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 4);
    assert_folds("a\0b", 3,
                 "a\xEF\xBF\xBD"
                 "b",
                 1);
    assert_folds("\xF0\x9F\x98\x80 \xC3\xA9", 7, "\xF0\x9F\x98\x80 \xC3\xA9", 0);
}

/* What a made-up text is pieced together of: mostly plain, so that runs of it are long. */
static const struct lap_str pieces[] = {
    {"abcdefghijkl", 12},
    {"lorem ipsum dolor sit amet", 26},
    {"word", 4},
    {" ", 1},
    {"  ", 2},
    {"\n", 1},
    {"\t", 1},
    {"\v\f", 2},
    {"\x1F", 1},
    {"\x7F", 1},
    {"\0", 1},
    {"\xC3\xA9", 2},
    {"\xC2\xA0", 2},
    {"\xE2\x80\x83", 3},
    {"\xE2\x80", 2},
    {"\xF0\x9F\x98\x80", 4},
    {"\x80", 1},
    {"\xFF", 1},
};

static void make_text(struct buffer *text, uint32_t longest)
{
    text->size = 0;
    for (uint32_t left = random_below(longest); left; left--) {
        uint32_t kinds = random_below(4) ? 4 : sizeof pieces / sizeof *pieces;

        buffer_add_str(text, pieces[random_below(kinds)]);
    }
}

/* Whether a code point that these can make is white space. */
static bool is_white(uint32_t point)
{
    return point == ' ' || (point >= '\t' && point <= '\r') || point == 0xA0 || point == 0x2000 ||
           point == 0x2003;
}

/* How many bytes at the beginning of text, which are no code point, one U+FFFD stands for. */
static size_t bad_size(struct lap_str text)
{
    return text.size > 1 && memcmp(text.bytes, "\xE2\x80", 2) == 0 ? 2 : 1;
}

/* utf8_fold, one code point at a time. */
static size_t fold_slowly(struct buffer *out, struct lap_str raw)
{
    size_t replaced = 0;
    bool has_gap = false;
    uint32_t point = 0;

    for (size_t size; raw.size; raw.bytes += size, raw.size -= size) {
        size = utf8_decode(raw, 0, &point);
        if (size && is_white(point)) {
            has_gap = out->size > 0;
            continue;
        }
        if (has_gap)
            buffer_add_char(out, ' ');
        has_gap = false;
        if (size && point) {
            buffer_add(out, raw.bytes, size);
            continue;
        }
        size = size ? size : bad_size(raw);
        replaced += size;
        buffer_add(out, "\xEF\xBF\xBD", 3);
    }
    return replaced;
}

static size_t count_slowly(struct lap_str text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.size; i++)
        count += ((uint8_t)text.bytes[i] & 0xC0) != 0x80;
    return count;
}

/* Plain text is folded, counted and checked many bytes at a time. */
static void fast_ways_give_what_slow_ones_give(void **state)
{
    struct buffer raw = {0};
    struct buffer fast = {0};
    struct buffer slow = {0};

    (void)state;
    for (int round = 0; round < 20000; round++) {
        make_text(&raw, 40);
        fast.size = slow.size = 0;
        assert_int_equal(utf8_fold(&fast, buffer_str(&raw)), fold_slowly(&slow, buffer_str(&raw)));
        assert_str_equal(buffer_str(&fast), buffer_str(&slow));
        assert_int_equal(utf8_count(buffer_str(&fast)), count_slowly(buffer_str(&fast)));
        assert_true(utf8_is_clean(buffer_str(&fast)));
        slow.size = 0;
        assert_int_equal(utf8_is_clean(buffer_str(&raw)),
                         fold_slowly(&slow, buffer_str(&raw)) == 0);
    }
    buffer_release(&raw);
    buffer_release(&fast);
    buffer_release(&slow);
}

/* A sum of bytes would overflow behind 255 blocks of sixteen. */
static void long_texts_are_counted(void **state)
{
    struct buffer text = {0};

    (void)state;
    for (size_t i = 0; i < 20000; i++) {
        assert_int_equal(utf8_count(buffer_str(&text)), i);
        buffer_add(&text, "\xE2\x82\xAC", 3);
        i += i > 300 ? 700 : 0;
        while (text.size < 3 * (i + 1))
            buffer_add(&text, "\xE2\x82\xAC", 3);
    }
    text.size = 0;
    for (size_t i = 1; i <= 2000; i++) { /* here some bytes of every block begin no code point */
        buffer_add(&text, "\xF0\x9F\x98\x80", 4);
        assert_int_equal(utf8_count(buffer_str(&text)), i);
    }
    buffer_release(&text);
}

static void walks_code_points(void **state)
{
    struct lap_str text = str_of("a\xC3\xA9\xF0\x9F\x98\x80z");

    (void)state;
    assert_int_equal(utf8_count(text), 4);
    assert_int_equal(utf8_forward(text, 0, 2), 3);
    assert_int_equal(utf8_forward(text, 3, 9), text.size);
    assert_int_equal(utf8_back(text, text.size, 2), 3);
    assert_int_equal(utf8_back(text, 3, 9), 0);
    assert_true(utf8_is_boundary(text, 3));
    assert_false(utf8_is_boundary(text, 2));
    assert_true(utf8_is_boundary(text, text.size));
    assert_false(utf8_is_boundary(text, text.size + 1));
}

static void tells_letters(void **state)
{
    struct lap_str quoted = str_of("\xE2\x80\x9CMNIST\xE2\x80\x9D");
    struct lap_str glued = str_of("\xC3\xA9MNIST");

    (void)state;
    assert_false(utf8_has_word_before(quoted, 3));
    assert_false(utf8_has_word_at(quoted, 8));
    assert_true(utf8_has_word_before(glued, 2));
    assert_true(utf8_is_word('_'));
    assert_false(utf8_is_word('-'));
    assert_false(utf8_is_word(0xD7));   /* the times sign */
    assert_false(utf8_is_word(0xFF1A)); /* a wide colon */
    assert_false(utf8_is_word(0x1FAFF));
    assert_true(utf8_is_word(0x3B1)); /* alpha */
}

static void reads_numbers(void **state)
{
    static const struct {
        const char *text;
        double value;
    } cases[] = {
        {"2", 2},
        {"2.50", 2.5},
        {".5", 0.5},
        {"1,234.5", 1234.5},
        {"12,345,678", 12345678},
        {"10 000", 10000},
        {"2{,}048", 2048},
        {"0,5", 0.5},
        {"2,75", 2.75},
        {"0,125", 0.125},
        {"twelve", 12},
        {"Twenty-five", 25},
        {"a hundred", 100},
        {"two hundred thousand", 200000},
        {"one hundred and five", 105},
        {"two dozen", 24},
        {"million", 1e6},
        {"three million two hundred thousand", 3200000},
        {"two thousand and twenty six", 2026},
        {"nineteen hundred", 1900},
        {"a dozen", 12},
        {"dozen thousand", 12000},
        {"single", 1},
        {"zero", 0},
        {"one hundred", 100},
    };
    double value;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        value = -1;
        assert_true(number_of_text(str_of(cases[i].text), &value));
        assert_true(value == cases[i].value);
    }
}

static void refuses_what_is_no_number(void **state)
{
    static const char *const cases[] = {"",
                                        "1.5k",
                                        "1.2.3",
                                        "1,2,3",
                                        "1.5,000",
                                        "x",
                                        "and",
                                        "2 3",
                                        "-",
                                        "1.",
                                        "four score",
                                        "one two",
                                        "five seven",
                                        "ten one",
                                        "twenty ten",
                                        "a a",
                                        "one a",
                                        "zero one",
                                        "a five",
                                        "thousand million",
                                        "million million",
                                        "million thousand",
                                        "two million three million",
                                        "hundred hundred",
                                        "two thousand hundred",
                                        "hundred and",
                                        "twenty and five",
                                        "a and five",
                                        "hundred and thousand",
                                        "two dozen five",
                                        "hundred and a"};
    double value = 7;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(number_of_text(str_of(cases[i]), &value));
        assert_true(value == 7);
    }
}

static void a_number_has_no_more_than_63_bytes(void **state)
{
    char digits[] = "7000000000000000000000000000000000000000000000000000000000000000";
    double value = 7;

    (void)state;
    assert_false(number_of_text(str_of(digits), &value));
    digits[63] = '\0';
    assert_true(number_of_text(str_of(digits), &value));
    assert_true(value == 7e62);
}

static void assert_sentence(const char *text, size_t at, const char *wanted)
{
    struct lap_str part = str_part(str_of(text), sentence_at(str_of(text), at));

    assert_str_equal(part, str_of(wanted));
}

static void finds_sentences(void **state)
{
    static const char text[] = "We beat it by 2.5x. See Smith et al. (2020) for more. Is it so? "
                               "\"Yes.\" It runs, e.g. On a phone";

    (void)state;
    assert_sentence(text, 0, "We beat it by 2.5x.");
    assert_sentence(text, 18, "We beat it by 2.5x.");
    assert_sentence(text, 20, "See Smith et al. (2020) for more.");
    assert_sentence(text, 40, "See Smith et al. (2020) for more.");
    assert_sentence(text, 56, "Is it so?");
    assert_sentence(text, 66, "\"Yes.\"");
    assert_sentence(text, sizeof text - 2, "It runs, e.g. On a phone");
    assert_sentence("It is so (said.) Two.", 15, "It is so (said.)");
    assert_sentence("It is so (said.) Two.", 16, "Two.");
    assert_sentence("(.) Two.", 0, "(.)");
    assert_sentence("It is {so.} Two.", 0, "It is {so.}");
    assert_sentence("Is it faster? No! We see.", 15, "No!");
    assert_sentence("Faster w.r.t. BERT.", 0, "Faster w.r.t. BERT.");
    assert_sentence("By T. Lee.", 0, "By T. Lee.");
    assert_sentence("It takes x. We see.", 0, "It takes x.");
    assert_sentence("", 0, "");
    assert_sentence("no end", 6, "no end");
}

static void a_sentence_ends_where_its_space_was_lost(void **state)
{
    static const char *const wholes[] = {
        "On Node.Js we run.", "See Stone.Com for it.", "A big.LITTLE core is.",
        "We use v2.The end.", "Found on a.b.The web",  "As in op.The book.",
        "Use slate.Chip()",   "It uses stone.T of it",
    };

    (void)state;
    assert_sentence("We speed up training.The rest is slow.", 3, "We speed up training.");
    assert_sentence("We speed up training.The rest is slow.", 21, "The rest is slow.");
    assert_sentence("It is fine-tuned.However, we stop.", 20, "However, we stop.");
    assert_sentence("It has a ring (red).We see. Two.", 22, "We see.");
    assert_sentence("Is it fast?Then go.", 2, "Is it fast?");
    assert_sentence("stone.The rest", 7, "The rest");
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
        assert_sentence(wholes[i], 1, wholes[i]);
}

static void arena_gives_zeroed_memory_again(void **state)
{
    struct arena arena = {0};

    (void)state;
    for (int round = 0; round < 3; round++) {
        for (size_t size = 1; size < 40000; size *= 3) {
            char *piece = arena_take(&arena, size);

            assert_int_equal((uintptr_t)piece % _Alignof(max_align_t), 0);
            for (size_t i = 0; i < size; i++)
                assert_int_equal(piece[i], 0);
            memset(piece, 'x', size);
        }
        arena_clear(&arena);
    }
    assert_string_equal(arena_format(&arena, "%s-%d", "a", 7), "a-7");
    assert_null(arena_copy(&arena, (struct lap_str){NULL, 0}));
    arena_release(&arena);
}

enum { PIECES = 5000 };

static void count_piece(void *context, size_t piece)
{
    size_t *counts = context;

    counts[piece]++;
}

static void each_piece_is_done_once_by_one_of_two(void **state)
{
    static size_t counts[PIECES];

    (void)state;
    for (size_t round = 1; round <= 20; round++) {
        share_out(PIECES, count_piece, counts);
        for (size_t i = 0; i < PIECES; i++)
            assert_int_equal(counts[i], round);
    }
    share_out(0, count_piece, NULL);
}

/* What a helper says of itself. */
struct told {
    pthread_t thread;
    int cpu_count; /* on which it may run */
    sem_t is_told;
};

static void tell(void *context, size_t piece)
{
    struct told *told = context;
    cpu_set_t allowed;

    (void)piece;
    told->thread = pthread_self();
    told->cpu_count = sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : 0;
    sem_post(&told->is_told);
}

static void a_helper_begins_at_once_on_another_cpu(void **state)
{
    struct timespec late;
    struct told told;
    struct sharing *sharing;
    cpu_set_t allowed;
    int cpu_count;

    (void)state;
    assert_int_equal(sched_getaffinity(0, sizeof allowed, &allowed), 0);
    cpu_count = CPU_COUNT(&allowed);
    assert_int_equal(sem_init(&told.is_told, 0, 0), 0);
    assert_int_equal(clock_gettime(CLOCK_REALTIME, &late), 0);
    late.tv_sec += 20;

    sharing = sharing_begin(1, tell, &told);
    assert_int_equal(sem_timedwait(&told.is_told, &late), 0);
    sharing_end(sharing);
    sem_destroy(&told.is_told);
    assert_false(pthread_equal(told.thread, pthread_self()));
    assert_int_equal(told.cpu_count, cpu_count > 1 ? cpu_count - 1 : 1);
}

static void a_list_grows_without_a_copy_for_each_item(void **state)
{
    struct arena arena = {0};
    size_t *items = NULL;
    size_t copies = 0;

    (void)state;
    for (size_t count = 0; count < 1000; count++) {
        size_t *grown = arena_grown(&arena, items, count, sizeof *items);

        assert_int_equal(grown[count], 0);
        grown[count] = count;
        copies += grown != items;
        items = grown;
    }
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
    assert_int_equal(copies, 11); /* for 1, 2, 4 ... 1024 */
    arena_release(&arena);
}

static void arenas_and_faults_are_joined(void **state)
{
    struct arena arena = {0};
    struct arena other = {0};
    struct faults faults = {0};
    struct faults others = {0};
    const char *large;
    const char *small;

    (void)state;
    arena_join(&arena, &other);
    for (size_t round = 0; round < 3; round++) {
        large = arena_format(&other, "%9000s", "end");
        small = arena_format(&other, "small");
        arena_join(&arena, &other);
        assert_null(other.blocks);
        assert_string_equal(arena_format(&arena, "more"), "more");
        assert_int_equal(strlen(large), 9000);
        assert_string_equal(small, "small");
    }
    arena_release(&arena);
    faults_add(&faults, "one");
    faults_add(&others, "two");
    faults_add(&others, "three");
    faults_join(&faults, &others);
    assert_int_equal(faults.count, 3);
    assert_int_equal(others.count, 0);
    assert_string_equal(buffer_text(&faults.text), "one\ntwo\nthree\n");
    faults_release(&faults);
}

static void control_characters_of_a_sentence_are_visible(void **state)
{
    struct faults faults = {0};

    (void)state;
    faults_add_at(&faults, (struct place){"a\nb", 2, 0},
                  "c\td\r\x1B[2J\x7F\xC2\x9B"
                  "2J\xC2\x9F");
    faults_add(&faults, "gr\xC3\xB6\xC3\x9F"
                        "er \xFF \\n\xC2\xA0");
    assert_int_equal(faults.count, 2);
    assert_string_equal(buffer_text(&faults.text), "a\\nb:2: c\\td\\r\\x1b[2J\\x7f\\xc2\\x9b"
                                                   "2J\\xc2\\x9f\n"
                                                   "gr\xC3\xB6\xC3\x9F"
                                                   "er \xFF \\n\xC2\xA0\n");
    faults_release(&faults);
}

static void digests_are_sha256(void **state)
{
    struct digest *digest = digest_begin();
    char hex[65];

    (void)state;
    digest_add(digest, str_of("a"));
    digest_add(digest, str_of("bc"));
    digest_end(digest, hex);
    /* FIPS 180-4's first example */
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(white_space_is_unicodes),
        cmocka_unit_test(folds_white_space),
        cmocka_unit_test(replaces_what_is_no_utf8),
        cmocka_unit_test(fast_ways_give_what_slow_ones_give),
        cmocka_unit_test(long_texts_are_counted),
        cmocka_unit_test(walks_code_points),
        cmocka_unit_test(tells_letters),
        cmocka_unit_test(reads_numbers),
        cmocka_unit_test(refuses_what_is_no_number),
        cmocka_unit_test(a_number_has_no_more_than_63_bytes),
        cmocka_unit_test(finds_sentences),
        cmocka_unit_test(a_sentence_ends_where_its_space_was_lost),
        cmocka_unit_test(arena_gives_zeroed_memory_again),
        cmocka_unit_test(each_piece_is_done_once_by_one_of_two),
        cmocka_unit_test(a_helper_begins_at_once_on_another_cpu),
        cmocka_unit_test(a_list_grows_without_a_copy_for_each_item),
        cmocka_unit_test(arenas_and_faults_are_joined),
        cmocka_unit_test(control_characters_of_a_sentence_are_visible),
        cmocka_unit_test(digests_are_sha256),
    };

    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
