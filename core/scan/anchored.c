/* SPDX-License-Identifier: MIT */
/* The anchored engine: one walk over a text tells where each pattern can begin, and PCRE2 is asked
 * only there. */
#include "scan/anchored.h"

#include <stdlib.h>

#include "process/memory.h"
#include "scan/anchors.h"
#include "scan/automaton.h"
#include "scan/plain.h"
#include "text/utf8.h"

/* How far one pattern is in the text at hand. */
struct mark {
    size_t next;   /* what is before this place is matched, or was tried */
    uint64_t text; /* the text that this is about */
    bool is_out;   /* it is not searched here, or ran into a limit */
};

struct anchored_walk {
    const struct anchors *anchors;
    struct automaton **automata;    /* for each sweep */
    struct mark *marks;             /* for each pattern */
    uint16_t places[SIEVE_STRETCH]; /* of the stretch of text at hand */
    uint64_t text_number;           /* of the text at hand */
    struct scanner *scanner;
    const struct sweep *sweep;
    const struct stretch *stretch;
    struct lap_str text; /* the stretch's */
    bool has_twins;      /* the text */
    size_t at;
};

struct anchored_walk *anchored_walk_new(const struct anchors *anchors)
{
    struct anchored_walk *walk = memory_take(1, sizeof *walk);

    walk->anchors = anchors;
    walk->marks = memory_take(anchors->count, sizeof *walk->marks);
    walk->automata = memory_take(anchors->sweep_count, sizeof *walk->automata);
    for (size_t i = 0; i < anchors->sweep_count; i++)
        walk->automata[i] = automaton_new(anchors->sweeps[i].gate);
    return walk;
}

void anchored_walk_free(struct anchored_walk *walk)
{
    if (!walk)
        return;
    for (size_t i = 0; i < walk->anchors->sweep_count; i++)
        automaton_free(walk->automata[i]);
    free(walk->automata);
    free(walk->marks);
    free(walk);
}

/* A pattern's mark in the text at hand. */
static struct mark *mark_of(struct anchored_walk *walk, uint32_t number)
{
    struct mark *mark = &walk->marks[number];

    if (mark->text != walk->text_number)
        *mark = (struct mark){.text = walk->text_number,
                              .is_out = !searcher_has_field(walk->anchors->items[number].searcher,
                                                            walk->stretch->field)};
    return mark;
}

/* Asks PCRE2 whether the pattern matches right here. */
static void try_here(struct anchored_walk *walk, const struct shared *shared, struct mark *mark)
{
    int result;

    if (walk->at < mark->next)
        return;
    mark->next = walk->at + 1;
    result = scanner_find(walk->scanner, shared->searcher, walk->text, walk->at);
    if (result == PCRE2_ERROR_NOMATCH)
        return;
    mark->is_out = result < 0;
    if (result > 0)
        mark->next = pcre2_get_ovector_pointer(walk->scanner->data)[1];
    scanner_hand_out(walk->scanner, shared->consumers, shared->consumer_count, walk->stretch,
                     result);
}

/* Searches before a place where a needle of the pattern stands: no further back than a match with
 * this needle can begin, and no place twice. */
static void search_before(struct anchored_walk *walk, const struct shared *shared,
                          struct mark *mark)
{
    size_t from = walk->at > shared->within ? walk->at - shared->within : 0;
    int result = 1;

    while (!utf8_is_boundary(walk->text, from))
        from--;
    mark->next = from > mark->next ? from : mark->next;
    while (result > 0 && mark->next <= walk->at) {
        result =
            scanner_find_before(walk->scanner, shared->searcher, walk->text, mark->next, walk->at);
        if (result > 0)
            mark->next = scanner_behind(walk->scanner, walk->text, mark->next);
        else
            mark->next = utf8_forward(walk->text, walk->at, 1);
        if (result == PCRE2_ERROR_NOMATCH)
            return;
        mark->is_out = result < 0;
        scanner_hand_out(walk->scanner, shared->consumers, shared->consumer_count, walk->stretch,
                         result);
    }
}

/* The gate lets a pattern pass at the place where the walk is. */
static void take_pattern(void *context, uint32_t number)
{
    struct anchored_walk *walk = context;
    const struct shared *shared = &walk->anchors->items[number];
    struct mark *mark = mark_of(walk, number);

    if (mark->is_out)
        return;
    if (shared->searcher->way == SEARCH_PLACES)
        try_here(walk, shared, mark);
    else if (shared->searcher->way == SEARCH_NEEDLES)
        search_before(walk, shared, mark);
}

/* Searches a pattern that has no place in the gate. */
static void search_whole(struct anchored_walk *walk, uint32_t number)
{
    const struct shared *shared = &walk->anchors->items[number];

    if (searcher_has_field(shared->searcher, walk->stretch->field))
        plain_search(walk->scanner, shared->searcher, shared->consumers, shared->consumer_count,
                     walk->stretch);
}

static bool is_ascii(struct lap_str text)
{
    uint64_t all = 0;
    uint64_t eight = 0;
    size_t at = 0;

    for (; text.size - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, text.bytes + at, sizeof eight);
        all |= eight;
    }
    eight = 0;
    memcpy(&eight, text.bytes + at, text.size - at);
    return ((all | eight) & UINT64_C(0x8080808080808080)) == 0;
}

/* True where the text has a Kelvin sign or a long s. */
static bool has_twins(struct lap_str text)
{
    static const char *const twins[] = {"\xC5\xBF", "\xE2\x84\xAA"};
    const char *end = text.bytes + text.size;

    if (is_ascii(text))
        return false;
    for (size_t i = 0; i < 2; i++) {
        size_t size = strlen(twins[i]);
        const char *at = text.bytes;

        while ((at = memchr(at, twins[i][0], (size_t)(end - at)))) {
            if ((size_t)(end - at) >= size && memcmp(at, twins[i], size) == 0)
                return true;
            at++;
        }
    }
    return false;
}

static void search_at_every_place(struct anchored_walk *walk, uint32_t number)
{
    struct lap_span span = walk->stretch->span;

    for (walk->at = span.start; walk->at < span.end; walk->at++)
        if (utf8_is_boundary(walk->text, walk->at))
            take_pattern(walk, number);
}

/* Where the text has a Kelvin sign or a long s, the gate does not know them for a k or an s;
 * patterns with these letters are searched without it. */
static void search_twins(struct anchored_walk *walk)
{
    for (size_t i = 0; i < walk->sweep->twin_count; i++) {
        uint32_t number = walk->sweep->twins[i];

        if (walk->anchors->items[number].searcher->way == SEARCH_NEEDLES)
            search_whole(walk, number);
        else
            search_at_every_place(walk, number);
        mark_of(walk, number)->is_out = true;
    }
}

static void search_stretch(struct anchored_walk *walk, struct automaton *automaton)
{
    const struct sieve *sieve = &walk->sweep->gate->sieve;
    struct lap_span left = walk->stretch->span;

    walk->text = walk->stretch->text;
    walk->text_number++;
    for (size_t i = 0; i < walk->sweep->whole_count; i++)
        search_whole(walk, walk->sweep->whole[i]);
    if (walk->has_twins)
        search_twins(walk);
    for (; left.start < left.end; left.start += SIEVE_STRETCH) {
        size_t end = left.end - left.start > SIEVE_STRETCH ? left.start + SIEVE_STRETCH : left.end;
        size_t count =
            sieve_find(sieve, walk->text, (struct lap_span){left.start, end}, walk->places);

        for (size_t i = 0; i < count; i++) {
            walk->at = left.start + walk->places[i];
            automaton_find(automaton, walk->text, walk->at, take_pattern, walk);
        }
    }
}

/* True where something that the sweep has is searched in the stretch for a plugin that wants it. */
static bool is_searched_in(const struct sweep *sweep, const struct stretch *stretch)
{
    const struct shared *example = sweep->example;
    bool is_wanted = !stretch->is_wanted;

    for (size_t i = 0; i < example->consumer_count && !is_wanted; i++)
        is_wanted = stretch_is_wanted(stretch, example->consumers[i].plugin);
    return is_wanted && sweep->fields[stretch->field];
}

/* Searches the stretches for one sweep. A text is looked through for twins once, however many
 * sentences of it are stretches. */
static void sweep_stretches(struct anchored_walk *walk, struct automaton *automaton)
{
    const struct stretches *stretches = &walk->scanner->stretches;
    size_t field = SIZE_MAX;

    for (size_t i = 0; i < stretches->count; i++) {
        walk->stretch = &stretches->items[i];
        if (!is_searched_in(walk->sweep, walk->stretch))
            continue;
        if (walk->stretch->field != field)
            walk->has_twins = walk->sweep->twin_count && has_twins(walk->stretch->text);
        field = walk->stretch->field;
        search_stretch(walk, automaton);
    }
}

void anchored_search_all(struct scanner *scanner, enum cue cue)
{
    struct anchored_walk *walk = scanner->walk;

    walk->scanner = scanner;
    for (size_t i = 0; i < walk->anchors->sweep_count; i++) {
        walk->sweep = &walk->anchors->sweeps[i];
        if (walk->sweep->cue == cue)
            sweep_stretches(walk, walk->automata[i]);
    }
}
