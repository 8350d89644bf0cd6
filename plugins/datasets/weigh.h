/* SPDX-License-Identifier: MIT */
/* Weighs what may be a name, and keeps the names that were accepted. */
#ifndef DATASETS_WEIGH_H
#define DATASETS_WEIGH_H

#include "brief.h"

/* How the text says that a name is a dataset's, the surest first. */
enum evidence {
    DEFINED, /* "X, a large dataset of ..." */
    TITLED,  /* "X: A Benchmark for ..." */
    BESIDE,  /* "the X dataset" */
    TOLD,    /* "datasets such as X" */
    PAIRED,  /* the long or the short form of an accepted name */
    FORMED,  /* "XBench" */
    NEAR,    /* "the X object detection benchmark" */
    SCORED,  /* "accuracy on X" */
    BENCHED  /* "X: Benchmarking ..." */
};

struct name {
    struct lap_str surface;
    struct lap_str usual;
    const struct lap_match *match;
    bool is_introduced;
    bool is_local; /* stands for data only where it was accepted */
    size_t next;   /* the next name that begins with the same byte, counted from 1 */
};

struct work {
    const struct lap_host *host;
    struct lap_call *call;
    struct sheet *sheets;
    size_t sheet_count;
    struct name *names;
    size_t name_count;
    size_t name_room;
    size_t heads[256]; /* by first byte, counted from 1; 0 for none */
};

/* Letters before and after this place belong to two parts, so that a hyphen may stand between. */
static bool is_seam(struct lap_str surface, size_t at)
{
    return at > 0 && at < surface.size && is_letter((unsigned char)surface.bytes[at - 1]) &&
           is_digit((unsigned char)surface.bytes[at]);
}

static bool is_gap(unsigned char byte)
{
    return byte == '-' || byte == ' ';
}

/* Where a name that is written at a place of a text ends, hyphens and spaces between its parts
 * being alike; 0 where another word stands there. */
static size_t mention_end(struct lap_str text, size_t at, struct lap_str surface)
{
    size_t i = 0;
    while (i < surface.size) {
        if (byte_at(text, at) == (unsigned char)surface.bytes[i]) {
            at++;
            i++;
        } else if (is_gap((unsigned char)surface.bytes[i])) {
            at += is_gap(byte_at(text, at));
            i++;
        } else if (is_gap(byte_at(text, at)) && is_seam(surface, i)) {
            at++;
        } else {
            return 0;
        }
    }
    unsigned char after = byte_at(text, at), next = byte_at(text, at + 1);
    bool goes_on = word_char(text, at) != 0 || after == '+' ||
                   (after == '-' && (is_upper(next) || is_digit(next)));
    return goes_on ? 0 : at;
}

static struct name *find_name(struct work *work, struct lap_str surface)
{
    size_t n = work->names == NULL ? 0 : work->heads[(unsigned char)surface.bytes[0]];
    for (; n != 0; n = work->names[n - 1].next) {
        struct name *name = &work->names[n - 1];
        if (mention_end(surface, 0, name->surface) == surface.size) {
            return name;
        }
    }
    return NULL;
}

static int grow_names(struct work *work)
{
    size_t room = work->name_room == 0 ? 32 : work->name_room * 2;
    struct name *names = work->host->alloc(work->call, room * sizeof *names);
    if (names == NULL) {
        work->host->fail(work->call, "no memory for %zu names", room);
        return LAP_FAILED;
    }
    if (work->name_count > 0) {
        memcpy(names, work->names, work->name_count * sizeof *names);
    }
    work->names = names;
    work->name_room = room;
    return LAP_OK;
}

static int keep(struct work *work, struct name name)
{
    struct name *old = find_name(work, name.surface);
    if (old != NULL) {
        old->is_introduced |= name.is_introduced;
        old->is_local &= name.is_local;
        return LAP_OK;
    }
    bool is_full = work->names == NULL || work->name_count == work->name_room;
    if (is_full && grow_names(work) != LAP_OK) {
        return LAP_FAILED;
    }
    size_t *head = &work->heads[(unsigned char)name.surface.bytes[0]];
    name.next = *head;
    work->names[work->name_count++] = name;
    *head = work->name_count;
    return LAP_OK;
}

/* Whether what stands before a name says that the authors made it. */
static bool is_made_here(const struct sheet *sheet, size_t begin)
{
    for (size_t i = begin; i > 0 && begin - i < 30; i--) {
        if (ends_sentence(sheet, i - 1) || is_one_of(sheet, i - 1, users)) {
            return false;
        }
        if (is_one_of(sheet, i - 1, makers)) {
            return true;
        }
    }
    return false;
}

/* "X, a new model", "X: A Framework for ...", "X is an algorithm". */
static bool is_explained_method(const struct sheet *sheet, size_t after)
{
    size_t i = after + (sign_at(sheet, after) == ')');
    if (sign_at(sheet, i) != ',' && sign_at(sheet, i) != ':' && !is_dash(sheet, i) &&
        !is_word(sheet, i, "is")) {
        return false;
    }
    if (!is_one_of(sheet, ++i, articles)) {
        return false;
    }
    for (size_t end = i + 10; i < end; i++) {
        if (is_one_of(sheet, i, methods)) {
            return true;
        }
        if (has(sheet, i, IS_NOUN) || is_one_of(sheet, i, breaks) || ends_sentence(sheet, i)) {
            return false;
        }
    }
    return false;
}

/* "X framework", "X, a new model". */
static bool is_told_method(const struct sheet *sheet, size_t after)
{
    return is_one_of(sheet, after, methods) || is_explained_method(sheet, after);
}

/* Whether a long form tells a task or a kind of thing, not a name of data. */
static bool is_kind(const struct sheet *sheet, struct run run)
{
    static const char *const ends[] = {"ing", "tion", "sion", "sis", "try", "phy", "ment", NULL};
    static const char *const exceptions[] = {"evaluation",  "collection", "examination",
                                             "competition", "assessment", NULL};
    size_t last = run.end - 1;
    return !is_proper(sheet, run) || is_one_of(sheet, last, methods) ||
           (has_end(ends, word_at(sheet, last)) && !is_one_of(sheet, last, exceptions));
}

/* How many letters of a short form begin the words of a long one, in their order. */
static size_t initials_in(const struct sheet *sheet, struct run run, struct lap_str brief)
{
    struct lap_str words = part_of(sheet->text, run_span(sheet, run));
    size_t found = 0;
    for (size_t i = 0; i < words.size && found < brief.size; i++) {
        bool is_initial = i == 0 || words.bytes[i - 1] == ' ' || words.bytes[i - 1] == '-';
        found += is_initial &&
                 lower((unsigned char)words.bytes[i]) == lower((unsigned char)brief.bytes[found]);
    }
    return found;
}

/* The long form of a mention that stands alone in brackets before no noun: "point cloud (PC)". */
static struct run spelled_out(const struct sheet *sheet, size_t i, struct lap_str surface)
{
    struct run none = {0, 0};
    size_t end = mention_end(sheet->text, sheet->tokens[i].span.start, surface);
    if (end == 0 || i < 2 || sign_at(sheet, i - 1) != '(' || has(sheet, i - 2, IS_NOUN)) {
        return none;
    }
    size_t close = token_at(sheet, end);
    if (sign_at(sheet, close) != ')' || has(sheet, close + 1, IS_NOUN) ||
        has(sheet, close + 2, IS_NOUN)) {
        return none;
    }
    struct run run = long_before(sheet, i, surface);
    return run.begin < run.end && !any_has(sheet, run, IS_KNOWN) ? run : none;
}

/* Whether the record spells a short form out as a task or a kind of data. */
static bool is_kind_here(const struct sheet *sheet, size_t i, struct lap_str surface)
{
    struct run run = spelled_out(sheet, i, surface);
    return run.begin < run.end && is_kind(sheet, run);
}

/* Whether the record spells a known acronym out as something that is not on the list. */
static bool is_other_here(const struct sheet *sheet, size_t i, struct lap_str surface)
{
    struct run run = spelled_out(sheet, i, surface);
    return run.begin < run.end && surface.size <= 5 &&
           initials_in(sheet, run, surface) == surface.size;
}

typedef bool (*mention_test)(const struct sheet *sheet, size_t i, struct lap_str surface);

/* How many tokens of a field are looked at for one name, so that the time that a long document
 * takes grows with its length only. */
enum { MAX_LOOKS = 4096 };

static bool any_mention(const struct work *work, struct lap_str surface, mention_test test)
{
    for (size_t s = 0; s < work->sheet_count; s++) {
        const struct sheet *sheet = &work->sheets[s];
        size_t i = sheet->heads[(unsigned char)surface.bytes[0]];
        for (size_t looks = 0; i != 0 && looks < MAX_LOOKS; looks++) {
            if (test(sheet, i - 1, surface)) {
                return true;
            }
            i = sheet->tokens[i - 1].next;
        }
    }
    return false;
}

static bool is_method_here(const struct sheet *sheet, size_t i, struct lap_str surface)
{
    size_t end = mention_end(sheet->text, sheet->tokens[i].span.start, surface);
    return end != 0 && is_told_method(sheet, token_at(sheet, end));
}

static bool is_explained_here(const struct sheet *sheet, size_t i, struct lap_str surface)
{
    size_t end = mention_end(sheet->text, sheet->tokens[i].span.start, surface);
    return end != 0 && is_explained_method(sheet, token_at(sheet, end));
}

static size_t letter_count(struct lap_str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++) {
        count += is_letter((unsigned char)text.bytes[i]);
    }
    return count;
}

/* Whether a word of the run is written as no ordinary word or organization is. */
static bool is_marked_run(const struct sheet *sheet, struct run run)
{
    for (size_t i = run.begin; i < run.end; i++) {
        if (has(sheet, i, IS_FORM) || (has(sheet, i, IS_MARKED) && !has(sheet, i, IS_FILLER))) {
            return true;
        }
    }
    return false;
}

/* Whether a word of the run is a name's own, not one that also fills sentences. */
static bool has_unlisted(const struct sheet *sheet, struct run run)
{
    for (size_t i = run.begin; i < run.end; i++) {
        if (has(sheet, i, IS_CAPITAL) && !has(sheet, i, IS_FILLER)) {
            return true;
        }
    }
    return false;
}

/* Whether a sentence goes on with what the data shows: "experiments on X demonstrate". */
static bool is_shown(const struct sheet *sheet, size_t after)
{
    static const char *const verbs[] = {
        "show",      "shows",      "demonstrate", "demonstrates", "validate", "validates",
        "indicate",  "indicates",  "reveal",      "reveals",      "confirm",  "confirms",
        "verify",    "suggest",    "suggests",    "achieve",      "achieves", "prove",
        "are",       "is",         "were",        "was",          "have",     "has",
        "contains",  "consists",   "provides",    "yield",        "yields",   "highlight",
        "benchmark", "benchmarks", NULL};
    return is_one_of(sheet, after, verbs);
}

/* Whether a name ends before a token: no noun goes on with it. */
static bool is_closed(const struct sheet *sheet, size_t after)
{
    return after == sheet->count || is_one_of(sheet, after, closers) ||
           (!has(sheet, after, IS_WORD) && sign_at(sheet, after) != '\'');
}

/* "the X". */
static bool is_definite(const struct sheet *sheet, struct run run)
{
    return run.begin > 0 && is_word(sheet, run.begin - 1, "the");
}

/* Whether a run is written as a name at all. */
static bool is_written_as_name(const struct sheet *sheet, struct run run, enum evidence evidence)
{
    struct lap_str surface = part_of(sheet->text, run_span(sheet, run));
    bool is_certain =
        evidence <= TITLED || evidence == PAIRED || (evidence == BESIDE && is_definite(sheet, run));
    if (letter_count(surface) < 2) {
        return evidence == TOLD && is_marked_run(sheet, run); /* "the datasets D1 and D2" */
    }
    return any_has(sheet, run, IS_CAPITAL | IS_MARKED) && !has(sheet, run.end - 1, IS_PLURAL) &&
           (surface.size > 2 || is_certain);
}

/* Whether a list of names goes on, or ends, after one of them. */
static bool is_listed_well(const struct sheet *sheet, struct run run)
{
    size_t after = past_marks(sheet, run.end);
    bool is_plain_first = !is_marked_run(sheet, run) && has(sheet, run.begin, IS_FIRST) &&
                          sign_at(sheet, run.begin - 1) != ':';
    return !is_plain_first &&
           (is_closed(sheet, after) || is_shown(sheet, after) || has(sheet, after, IS_NOUN));
}

/* "the Yale database": an article makes one thing of what is else a common word. */
static bool is_the_one(const struct sheet *sheet, struct run run)
{
    struct lap_str noun = word_at(sheet, run.end);
    return is_definite(sheet, run) && noun.size > 0 && noun.bytes[noun.size - 1] != 's' &&
           is_lower((unsigned char)noun.bytes[0]);
}

/* Whether a run beside the noun is more than the capitals of a sentence's or a title's words. */
static bool is_own_word(const struct sheet *sheet, struct run run)
{
    bool is_first_word = has(sheet, run.begin, IS_FIRST) && run.end - run.begin == 1;
    bool is_own = has_unlisted(sheet, run) || is_the_one(sheet, run);
    return is_marked_run(sheet, run) || (is_own && !sheet->is_title && !is_first_word);
}

/* Whether what is written can be a dataset's name on this evidence. */
static bool is_credible(const struct work *work, const struct sheet *sheet, struct run run,
                        enum evidence evidence)
{
    struct lap_str surface = part_of(sheet->text, run_span(sheet, run));
    if (any_has(sheet, run, IS_KNOWN) || (evidence == BESIDE && has(sheet, run.begin, IS_CODE))) {
        return true;
    }
    if (!is_written_as_name(sheet, run, evidence)) {
        return false;
    }
    if (evidence == TITLED) {
        return true;
    }
    if (run.end - run.begin == 1 && has(sheet, run.begin, IS_OTHER | IS_VARIANT)) {
        return false;
    }
    if (evidence == DEFINED || evidence == PAIRED) {
        return true;
    }
    if (is_word(sheet, run.end, "et") || any_mention(work, surface, is_kind_here)) {
        return false;
    }
    if (evidence == BESIDE) {
        return is_own_word(sheet, run);
    }
    if (any_mention(work, surface, is_method_here)) {
        return false;
    }
    if (evidence == TOLD) {
        return is_listed_well(sheet, run);
    }
    return is_marked_run(sheet, run) && !is_lower((unsigned char)surface.bytes[0]) &&
           !has_end(method_ends, word_at(sheet, run.end - 1));
}

static int accept(struct work *work, const struct sheet *sheet, struct run run,
                  const struct lap_match *match, enum evidence evidence, bool *is_taken)
{
    if (run.begin >= run.end || !is_credible(work, sheet, run, evidence)) {
        return LAP_OK;
    }
    struct name name = {0};
    name.surface = part_of(sheet->text, run_span(sheet, run));
    name.usual = name.surface;
    name.match = match;
    name.is_local = (run.end - run.begin == 1 && has(sheet, run.begin, IS_BRAND)) ||
                    (evidence == BESIDE && any_mention(work, name.surface, is_explained_here));
    name.is_introduced =
        evidence == TITLED || evidence == BENCHED || is_made_here(sheet, run.begin);
    for (size_t i = run.begin; i < run.end; i++) {
        sheet->tokens[i].flags |= IS_TAKEN;
    }
    *is_taken = true;
    return keep(work, name);
}

static int accept_all(struct work *work, const struct sheet *sheet, const struct names *names,
                      const struct lap_match *match, enum evidence evidence, bool *is_taken)
{
    for (size_t i = 0; i < names->count; i++) {
        if (accept(work, sheet, names->runs[i], match, evidence, is_taken) != LAP_OK) {
            return LAP_FAILED;
        }
    }
    return LAP_OK;
}

#endif
