/* SPDX-License-Identifier: MIT */
/* Finding names: the index against a plain search at every place, over made-up names and texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <strings.h>

#include <cmocka.h>

#include "chance.h"
#include "scan/names.h"
#include "text/arena.h"
#include "text/buffer.h"
#include "text/utf8.h"

enum { LISTS = 3, SELDOM = 1, NAMES = 40, TEXTS = 4000, PLACES = 512 };

/* Names and texts are made of these, so that they meet often. */
static const char *const pieces[] = {"A",
                                     "a",
                                     "B",
                                     "ab",
                                     "Opal",
                                     "opal",
                                     "OPAL",
                                     "7",
                                     "-",
                                     " ",
                                     " ",
                                     " ",
                                     "_",
                                     ".",
                                     "\xC3\xA9",
                                     "\xE2\x86\x92",
                                     "\xE2\x80\x9C",
                                     "garnet",
                                     "Garnet-1",
                                     "Garnet-Sand", /* of one size and beginning, three of them */
                                     "Garnet-Silt",
                                     "garnet-silt",
                                     "Garnet-Sand-Garnet", /* and of one end, two */
                                     "Garnet-Silt-garnet",
                                     "jasper",
                                     "\xF0\x9F\x98\x80"};

static struct lap_str random_text(struct arena *arena, uint32_t longest)
{
    struct buffer text = {0};
    struct lap_str copy;

    for (uint32_t left = 1 + random_below(longest); left; left--)
        buffer_add_str(&text, str_of(pieces[random_below(sizeof pieces / sizeof *pieces)]));
    copy = (struct lap_str){arena_copy(arena, buffer_str(&text)), text.size};
    buffer_release(&text);
    return copy;
}

static const struct name_group groups[] = {{.title = "exact"},
                                           {.title = "any", .is_caseless = true}};

static bool has_letter(struct lap_str text)
{
    uint32_t point = 0;

    for (size_t at = 0; at < text.size; at += utf8_decode(text, at, &point))
        if (utf8_decode(text, at, &point) && utf8_is_word(point) && point != '_')
            return true;
    return false;
}

static const struct name_list *random_list(struct arena *arena)
{
    struct name_list *list = arena_take(arena, sizeof *list);
    struct name *names = arena_take(arena, NAMES * sizeof *names);

    while (list->count < NAMES) {
        struct name *name = &names[list->count];

        name->spelling = random_text(arena, 4);
        name->group = &groups[random_below(2)];
        list->count += has_letter(name->spelling);
    }
    list->names = names;
    return list;
}

/* What was found, list by list. */
struct finds {
    struct lap_span spans[LISTS][PLACES];
    const struct name *names[LISTS][PLACES];
    size_t counts[LISTS];
};

static void take(void *context, size_t list, const struct name *name, struct lap_span span)
{
    struct finds *finds = context;
    size_t *count = &finds->counts[list];

    assert_true(*count < PLACES);
    finds->spans[list][*count] = span;
    finds->names[list][(*count)++] = name;
}

static bool stands_at(const struct name *name, struct lap_str text, size_t at)
{
    size_t size = name->spelling.size;

    if (size > text.size - at || utf8_has_word_before(text, at) ||
        utf8_has_word_at(text, at + size))
        return false;
    return name->group->is_caseless ? strncasecmp(text.bytes + at, name->spelling.bytes, size) == 0
                                    : memcmp(text.bytes + at, name->spelling.bytes, size) == 0;
}

static const struct name *longest_at(const struct name_list *list, struct lap_str text, size_t at)
{
    const struct name *longest = NULL;

    for (size_t i = 0; i < list->count; i++) {
        const struct name *name = &list->names[i];

        if (stands_at(name, text, at) && (!longest || name->spelling.size > longest->spelling.size))
            longest = name;
    }
    return longest;
}

static void find_plainly(const struct name_list *const *lists, struct lap_str text,
                         struct finds *finds)
{
    for (size_t i = 0; i < LISTS; i++) {
        for (size_t at = 0; at < text.size;) {
            const struct name *name =
                utf8_is_boundary(text, at) ? longest_at(lists[i], text, at) : NULL;

            if (name)
                take(finds, i, name, (struct lap_span){at, at + name->spelling.size});
            at += name ? name->spelling.size : 1;
        }
    }
}

static void the_index_finds_what_a_plain_search_finds(void **state)
{
    static const bool seldom[LISTS] = {[SELDOM] = true};
    struct arena arena = {0};
    const struct name_list *lists[LISTS];
    struct name_index *index;
    size_t found = 0;

    (void)state;
    for (size_t i = 0; i < LISTS; i++)
        lists[i] = random_list(&arena);
    index = name_index_of(lists, seldom, LISTS);
    for (size_t i = 0; i < TEXTS; i++) {
        struct lap_str text = random_text(&arena, 120);
        struct finds wanted = {.counts = {0}};
        struct finds got = {.counts = {0}};
        size_t resume[LISTS] = {[SELDOM] = i % 3 ? SIZE_MAX : 0};

        find_plainly(lists, text, &wanted);
        if (i % 3)
            wanted.counts[SELDOM] = 0;
        name_index_find(index, text, resume, &(struct name_taker){&got, take});
        for (size_t j = 0; j < LISTS; j++) {
            assert_int_equal(got.counts[j], wanted.counts[j]);
            assert_memory_equal(got.spans[j], wanted.spans[j],
                                wanted.counts[j] * sizeof *wanted.spans[j]);
            assert_memory_equal(got.names[j], wanted.names[j],
                                wanted.counts[j] * sizeof *wanted.names[j]);
            found += wanted.counts[j];
        }
    }
    assert_true(found > TEXTS);
    name_index_free(index);
    arena_release(&arena);
}

static void count(void *context, size_t list, const struct name *name, struct lap_span span)
{
    (void)list;
    (void)name;
    assert_int_equal(span.end - span.start, 4);
    ++*(size_t *)context;
}

/* A text is walked in blocks of 64 bytes. */
static void a_name_is_found_wherever_it_stands(void **state)
{
    static const bool seldom = false;
    static const struct name opal = {{"Opal", 4}, {"Opal", 4}, &groups[1]};
    const struct name_list list = {.names = &opal, .count = 1};
    const struct name_list *lists[] = {&list};
    struct name_index *index = name_index_of(lists, &seldom, 1);
    char bytes[200];

    (void)state;
    for (size_t size = 4; size <= sizeof bytes; size++) {
        for (size_t at = 0; at + 4 <= size; at++) {
            size_t resume = 0;
            size_t found = 0;

            memset(bytes, '-', size);
            memcpy(bytes + at, "opal", 4);
            name_index_find(index, (struct lap_str){bytes, size}, &resume,
                            &(struct name_taker){&found, count});
            assert_int_equal(found, 1);
        }
    }
    name_index_free(index);
}

/* One byte of a name in another case, and then another byte, wherever it stands: only a name of any
 * case is found at all, and none with another byte. */
static void each_byte_of_a_name_counts(void **state)
{
    static const bool seldom = false;
    static const char spelling[] = "Opal and garnet and jasper";

    (void)state;
    for (size_t size = 4; size < sizeof spelling; size++) {
        for (size_t i = 0; i < 4 * size; i++) {
            struct name name = {{spelling, size}, {spelling, size}, &groups[i & 1]};
            struct name_list list = {.names = &name, .count = 1};
            const struct name_list *lists[] = {&list};
            struct name_index *index = name_index_of(lists, &seldom, 1);
            char bytes[sizeof spelling];
            size_t resume = 0;
            struct finds got = {.counts = {0}};

            memcpy(bytes, spelling, size);
            bytes[i / 4] = (char)(i & 2 ? '.' : bytes[i / 4] ^ ('a' ^ 'A'));
            name_index_find(index, (struct lap_str){bytes, size}, &resume,
                            &(struct name_taker){&got, take});
            assert_int_equal(got.counts[0], stands_at(&name, (struct lap_str){bytes, size}, 0));
            name_index_free(index);
        }
    }
}

/* A list is searched from where it is told. */
static void a_list_that_is_not_wanted_finds_nothing(void **state)
{
    static const bool seldom[] = {false, false};
    static const struct name opal = {{"Opal", 4}, {"Opal", 4}, &groups[0]};
    const struct name_list list = {.names = &opal, .count = 1};
    const struct name_list *lists[] = {&list, &list};
    struct name_index *index = name_index_of(lists, seldom, 2);
    size_t resume[] = {SIZE_MAX, 3};
    size_t found = 0;

    (void)state;
    name_index_find(index, str_of("Opal Opal"), resume, &(struct name_taker){&found, count});
    assert_int_equal(found, 1);
    assert_int_equal(resume[0], SIZE_MAX);
    assert_int_equal(resume[1], 9);
    name_index_free(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_index_finds_what_a_plain_search_finds),
        cmocka_unit_test(a_name_is_found_wherever_it_stands),
        cmocka_unit_test(each_byte_of_a_name_counts),
        cmocka_unit_test(a_list_that_is_not_wanted_finds_nothing),
    };

    return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
