/* SPDX-License-Identifier: MIT */
/* From an anchor to the names that stand beside it. */
#ifndef DATASETS_ANCHOR_H
#define DATASETS_ANCHOR_H

#include "weigh.h"

/* An anchor noun: its tokens, and where it stands. */
struct anchor {
    const struct sheet *sheet;
    const struct lap_match *match;
    struct run noun;
    bool is_plural;
    bool is_taken; /* a name was found beside it */
};

/* Steps back over the words between a name and its noun: "KITTI [object detection] benchmark". */
static size_t before_modifiers(const struct sheet *sheet, size_t end)
{
    size_t i = end;
    while (i > 0 && end - i < 4 && has(sheet, i - 1, IS_WORD) &&
           !has(sheet, i - 1, IS_CAPITAL | IS_MARKED | IS_KNOWN | IS_NOUN) &&
           !is_break(sheet, i - 1)) {
        i--;
    }
    return i;
}

/* Whether an acronym beside the noun tells what kind of data it is, as in "HSI datasets" and "an
 * HSI dataset", and not which: "the HSI dataset", "our new HSI dataset". */
static bool is_kind_beside(const struct anchor *anchor, struct run run)
{
    static const char *const definite[] = {"the",      "our",      "this", "their", "these",
                                           "its",      "official", "new",  "novel", "proposed",
                                           "original", "s",        NULL};
    static const char *const indefinite[] = {"a", "an", NULL};
    static const char *const loose[] = {
        "existing", "public",   "available", "other",     "various", "many",    "most", "current",
        "standard", "multiple", "several",   "different", "common",  "popular", NULL};
    const struct sheet *sheet = anchor->sheet;
    struct lap_str word = word_at(sheet, run.begin);
    bool is_long = run.end - run.begin > 1;
    if (any_has(sheet, run, is_long ? IS_KNOWN | IS_MARKED : IS_KNOWN)) {
        return false;
    }
    for (size_t i = 0; i < word.size && !is_long; i++) {
        if (!is_upper((unsigned char)word.bytes[i]) && word.bytes[i] != '-') {
            return false;
        }
    }
    for (size_t i = run.begin; i > 0 && run.begin - i < 5; i--) {
        if (is_one_of(sheet, i - 1, definite)) {
            return false;
        }
        if (is_one_of(sheet, i - 1, indefinite) || is_one_of(sheet, i - 1, loose)) {
            return !is_long || !is_made_here(sheet, run.begin);
        }
        if (!has(sheet, i - 1, IS_WORD) || is_one_of(sheet, i - 1, breaks)) {
            break;
        }
    }
    return anchor->is_plural;
}

/* "the Berkeley segmentation dataset": a plain word is the name only with those that follow it. */
static bool is_plain_which(const struct sheet *sheet, struct run run)
{
    return run.end - run.begin == 1 && is_definite(sheet, run) &&
           !any_has(sheet, run, IS_KNOWN | IS_BRAND) && !is_marked_run(sheet, run);
}

/* "the X dataset", "the A, B and C datasets", "the X object detection benchmark". */
static int take_before(struct work *work, struct anchor *anchor)
{
    const struct sheet *sheet = anchor->sheet;
    struct names names = {.count = 0};
    size_t end = anchor->noun.begin;
    names_before(sheet, end, &names);
    if (names.count == 0 && end > 1 && has(sheet, end - 1, IS_CODE) && !anchor->is_plural &&
        is_word(sheet, end - 2, "the")) {
        keep_name(&names, (struct run){end - 1, end});
    }
    if (names.count > 0) {
        if (!anchor->is_plural && !names.has_conjunction) {
            names.count = 1;
        }
        if (names.count == 1 && is_kind_beside(anchor, names.runs[0])) {
            return LAP_OK;
        }
        return accept_all(work, sheet, &names, anchor->match, BESIDE, &anchor->is_taken);
    }
    end = before_modifiers(sheet, end);
    if (end < anchor->noun.begin && !sheet->is_title_case) {
        names_before(sheet, end, &names);
    }
    if (names.count == 1 && is_kind_beside(anchor, names.runs[0])) {
        return LAP_OK;
    }
    bool is_which = names.count == 1 && !anchor->is_plural && is_plain_which(sheet, names.runs[0]);
    if (is_which) {
        names.runs[0].end = anchor->noun.begin;
    }
    return accept_all(work, sheet, &names, anchor->match, is_which ? BESIDE : NEAR,
                      &anchor->is_taken);
}

/* The article that opens the phrase whose head is the noun, so long as no word breaks the phrase;
 * the noun itself where there is none. */
static size_t phrase_begin(const struct sheet *sheet, size_t noun)
{
    size_t i = noun;
    while (i > 0 && noun - i < 16) {
        i--;
        if (is_one_of(sheet, i, articles)) {
            while (i > 0 && is_one_of(sheet, i - 1, articles)) {
                i--;
            }
            return i;
        }
        bool is_inner_sign = sign_at(sheet, i) == ',' || sign_at(sheet, i) == '-';
        bool is_inner_word =
            has(sheet, i, IS_WORD) && (!is_one_of(sheet, i, breaks) || is_conjunction(sheet, i));
        if (!is_inner_sign && !is_inner_word) {
            break;
        }
    }
    return noun;
}

/* Where the name that a phrase explains ends: before a comma, a dash, "is", "as"; 0 where the
 * phrase explains none. */
static size_t explained_end(const struct sheet *sheet, size_t phrase)
{
    static const char *const copulas[] = {"is", "are", "was", "as", "becomes", "constitutes", NULL};
    static const char *const services[] = {"serves", "serve", "acts", "act", "which", "that", NULL};
    if (phrase < 2) {
        return 0;
    }
    size_t i = phrase - 1;
    unsigned char sign = sign_at(sheet, i);
    if (sign == ',' || sign == ':' || sign == '(' || is_dash(sheet, i)) {
        return i;
    }
    if (!is_one_of(sheet, i, copulas)) {
        return 0;
    }
    while (i > 0 && (is_one_of(sheet, i - 1, services) || sign_at(sheet, i - 1) == ',')) {
        i--;
    }
    return i;
}

/* The name that the noun's phrase explains: "X, a large dataset of ...", "X is a benchmark". */
static struct run explained_name(const struct anchor *anchor)
{
    const struct sheet *sheet = anchor->sheet;
    size_t phrase = phrase_begin(sheet, anchor->noun.begin);
    size_t end = phrase < anchor->noun.begin ? explained_end(sheet, phrase) : 0;
    bool is_bare = anchor->noun.begin - phrase == 1 && !is_word(sheet, phrase, "a");
    if (end == 0 || is_bare) {
        return (struct run){0, 0};
    }
    end = before_marks(sheet, end);
    size_t open = bracket_before(sheet, end - 1);
    struct run run = name_before(sheet, end);
    if (open != end - 1) {
        run = name_after(sheet, open + 1);
        run = run.end == end - 1 ? run : name_before(sheet, open);
    }
    return run;
}

static int take_explained(struct work *work, struct anchor *anchor)
{
    return accept(work, anchor->sheet, explained_name(anchor), anchor->match, DEFINED,
                  &anchor->is_taken);
}

/* Steps over the words that lead to a list: "e.g.,", "such as", "including". */
static size_t past_listing(const struct sheet *sheet, size_t i)
{
    while (is_one_of(sheet, i, listings) || is_word(sheet, i, "such") || is_word(sheet, i, "as") ||
           sign_at(sheet, i) == ',' || sign_at(sheet, i) == '.') {
        i++;
    }
    return i;
}

/* "datasets (A and B)", "the Long Name benchmark (LN)". */
static int take_bracketed(struct work *work, struct anchor *anchor, size_t open)
{
    struct names names = {.count = 0};
    names_after(anchor->sheet, past_listing(anchor->sheet, open + 1), &names);
    return accept_all(work, anchor->sheet, &names, anchor->match, TOLD, &anchor->is_taken);
}

/* "a new dataset, X, for ...", "two datasets - A and B". */
static int take_apposed(struct work *work, struct anchor *anchor, size_t begin)
{
    const struct sheet *sheet = anchor->sheet;
    struct names names = {.count = 0};
    names_after(sheet, begin, &names);
    if (names.count == 0) {
        return LAP_OK;
    }
    if (!is_closed(sheet, names.end) || !any_has(sheet, names.runs[0], IS_MARKED | IS_KNOWN)) {
        return LAP_OK;
    }
    return accept_all(work, sheet, &names, anchor->match, TOLD, &anchor->is_taken);
}

/* "a dataset of 10k images called X", "datasets for parsing, such as A and B". */
static int take_far(struct work *work, struct anchor *anchor, size_t begin)
{
    const struct sheet *sheet = anchor->sheet;
    for (size_t i = begin; i < sheet->count && i - begin < 14; i++) {
        struct names names = {.count = 0};
        if (ends_sentence(sheet, i) || is_one_of(sheet, i, methods) || has(sheet, i, IS_NOUN)) {
            return LAP_OK;
        }
        if (is_one_of(sheet, i, namings) ||
            (i - begin < 9 && (is_word(sheet, i, "including") ||
                               (is_word(sheet, i, "such") && is_word(sheet, i + 1, "as"))))) {
            i += is_word(sheet, i, "such");
            names_after(sheet, i + 1, &names);
            return accept_all(work, sheet, &names, anchor->match, TOLD, &anchor->is_taken);
        }
    }
    return LAP_OK;
}

/* "the dataset X", "the datasets X and Y". */
static int take_next(struct work *work, struct anchor *anchor, size_t begin)
{
    const struct sheet *sheet = anchor->sheet;
    struct names names = {.count = 0};
    static const char *const before_verbs[] = {"to",   "we",    "can",  "will", "must",
                                               "they", "which", "that", "and",  NULL};
    names_after(sheet, begin, &names);
    if (names.count == 0 || anchor->is_plural != (names.count > 1) || sheet->is_title_case ||
        is_one_of(sheet, anchor->noun.begin - 1, before_verbs)) {
        return LAP_OK;
    }
    struct run all = {begin, names.end};
    if (!any_has(sheet, all, IS_MARKED | IS_KNOWN)) {
        return LAP_OK;
    }
    return accept_all(work, sheet, &names, anchor->match, TOLD, &anchor->is_taken);
}

static int take_after(struct work *work, struct anchor *anchor)
{
    const struct sheet *sheet = anchor->sheet;
    size_t i = anchor->noun.end;
    unsigned char sign = sign_at(sheet, i);
    if (sign == '(') {
        if (take_bracketed(work, anchor, i) != LAP_OK) {
            return LAP_FAILED;
        }
        i = after_bracket(sheet, i);
        sign = sign_at(sheet, i);
    }
    struct names names = {.count = 0};
    if (sign == ':') {
        names_after(sheet, i + 1, &names);
    } else if (is_one_of(sheet, i, listings)) {
        names_after(sheet, past_listing(sheet, i), &names);
    } else if ((sign == ',' || is_dash(sheet, i)) && is_namely(sheet, i + 1)) {
        return take_apposed(work, anchor, i + 1);
    } else if (is_namely(sheet, i)) {
        return take_next(work, anchor, i);
    } else {
        return take_far(work, anchor, i);
    }
    if (!anchor->is_plural && names.count > 1) {
        return LAP_OK;
    }
    return accept_all(work, sheet, &names, anchor->match, TOLD, &anchor->is_taken);
}

/* The token after the first colon or spaced dash of a title; 0 where it has none. */
static size_t subtitle(const struct sheet *sheet)
{
    for (size_t i = 1; sheet->is_title && i + 1 < sheet->count; i++) {
        if (sign_at(sheet, i) == ':' || (is_dash(sheet, i) && sheet->tokens[i].is_spaced)) {
            return i + 1;
        }
    }
    return 0;
}

/* Whether a subtitle begins with what was done to other data: "X: Mixing Datasets ...". */
static bool names_act(const struct sheet *sheet, size_t begin)
{
    static const char *const makings[] = {"benchmarking", "evaluating", "introducing",  "building",
                                          "towards",      "measuring",  "assessing",    "testing",
                                          "quantifying",  "probing",    "constructing", NULL};
    static const char *const ends[] = {"ing", NULL};
    return has_end(ends, word_at(sheet, begin)) && !is_one_of(sheet, begin, makings);
}

/* "X: A Benchmark for ...": the names before the colon of a title whose first noun is an anchor. */
static int take_titled(struct work *work, struct anchor *anchor, enum evidence evidence)
{
    const struct sheet *sheet = anchor->sheet;
    size_t begin = subtitle(sheet);
    if (begin == 0 || anchor->noun.begin < begin) {
        return LAP_OK;
    }
    if (names_act(sheet, begin)) {
        return LAP_OK;
    }
    for (size_t i = begin; i < anchor->noun.begin; i++) {
        bool is_stop = is_one_of(sheet, i, breaks) && !is_conjunction(sheet, i);
        if (is_one_of(sheet, i, methods) || is_stop) {
            return LAP_OK;
        }
    }
    struct run run = {0, begin - 1};
    while (run.begin < run.end && is_one_of(sheet, run.begin, determiners)) {
        run.begin++;
    }
    struct names names = {.count = 0};
    names_before(sheet, run.end, &names);
    if (names.count > 1) {
        return accept_all(work, sheet, &names, anchor->match, evidence, &anchor->is_taken);
    }
    if (run.end - run.begin > 4 ||
        (run.end - run.begin > 1 && !any_has(sheet, run, IS_MARKED | IS_KNOWN))) {
        return LAP_OK;
    }
    return accept(work, sheet, run, anchor->match, evidence, &anchor->is_taken);
}

static int from_noun(struct work *work, const struct sheet *sheet, const struct lap_match *match)
{
    struct anchor anchor = {sheet, match, {0, 0}, false, false};
    anchor.noun.begin = token_at(sheet, match->span.start);
    anchor.noun.end = token_at(sheet, match->span.end - 1) + 1;
    unsigned char last = (unsigned char)sheet->text.bytes[match->span.end - 1];
    anchor.is_plural = last == 's' || last == 'a';
    if (take_titled(work, &anchor, TITLED) != LAP_OK || take_explained(work, &anchor) != LAP_OK ||
        take_before(work, &anchor) != LAP_OK || take_after(work, &anchor) != LAP_OK) {
        return LAP_FAILED;
    }
    if (!anchor.is_taken) {
        work->host->drop(work->call, match, "no name stands beside it");
    }
    return LAP_OK;
}

/* "X: Benchmarking ..." */
static int from_title(struct work *work, const struct sheet *sheet, const struct lap_match *match)
{
    size_t i = token_at(sheet, match->span.start);
    struct anchor anchor = {sheet, match, {i, i + 1}, false, false};
    if (take_titled(work, &anchor, BENCHED) != LAP_OK) {
        return LAP_FAILED;
    }
    if (!anchor.is_taken) {
        work->host->drop(work->call, match, "the title does not begin with a name");
    }
    return LAP_OK;
}

/* "a suite of models". */
static bool is_of_methods(const struct sheet *sheet, size_t after)
{
    for (size_t i = after; is_word(sheet, after, "of") && i < after + 7; i++) {
        if (is_one_of(sheet, i, methods)) {
            return true;
        }
    }
    return false;
}

/* "we introduce X, a challenging test of ..." */
static int from_trial(struct work *work, const struct sheet *sheet, const struct lap_match *match)
{
    size_t i = token_at(sheet, match->span.end - 1);
    struct anchor anchor = {sheet, match, {i, i + 1}, false, false};
    struct run run = explained_name(&anchor);
    if (run.begin == run.end || !any_has(sheet, run, IS_MARKED | IS_KNOWN) ||
        !is_made_here(sheet, run.begin) || is_of_methods(sheet, i + 1)) {
        work->host->drop(work->call, match, "it explains no name");
        return LAP_OK;
    }
    return accept(work, sheet, run, match, DEFINED, &anchor.is_taken);
}

/* "the X database". Other things are called so too: only what is written as a name counts. */
static int from_store(struct work *work, const struct sheet *sheet, const struct lap_match *match)
{
    struct names names = {.count = 0};
    bool is_taken = false;
    bool is_plural = sheet->text.bytes[match->span.end - 1] == 's';
    size_t noun = token_at(sheet, match->span.start);
    names_before(sheet, noun, &names);
    if (names.count == 0 && !sheet->is_title_case) {
        names_before(sheet, before_modifiers(sheet, noun), &names);
    }
    if (!is_plural && !names.has_conjunction && names.count > 1) {
        names.count = 1;
    }
    bool is_which = names.count == 1 && !is_plural && is_definite(sheet, names.runs[0]);
    if (is_which && is_plain_which(sheet, names.runs[0])) {
        names.runs[0].end = noun;
    }
    if (accept_all(work, sheet, &names, match, is_which ? BESIDE : NEAR, &is_taken) != LAP_OK) {
        return LAP_FAILED;
    }
    if (!is_taken) {
        work->host->drop(work->call, match, "no name stands before it");
    }
    return LAP_OK;
}

/* A word whose end names data: the whole name around it. */
static int from_form(struct work *work, const struct sheet *sheet, const struct lap_match *match)
{
    size_t i = token_at(sheet, match->span.start);
    bool is_taken = false;
    struct run run = {i, i + 1};
    while (is_name_number(sheet, run.end)) {
        run.end++;
    }
    if (sheet->tokens[i].span.start == match->span.start) {
        run = name_before(sheet, run.end); /* "DeepResearch Bench" */
    }
    if (run.begin < run.end && accept(work, sheet, run, match, FORMED, &is_taken) != LAP_OK) {
        return LAP_FAILED;
    }
    if (!is_taken) {
        work->host->drop(work->call, match, "the word is no name by itself");
    }
    return LAP_OK;
}

/* "accuracy on X and Y". */
static int from_score(struct work *work, const struct sheet *sheet, const struct lap_match *match)
{
    struct names names = {.count = 0};
    bool is_taken = false;
    if (!sheet->is_title_case) {
        names_after(sheet, token_at(sheet, match->span.end), &names);
    }
    if (names.count > 0 && !is_closed(sheet, names.end) && !is_shown(sheet, names.end)) {
        names.count = 0;
    }
    if (accept_all(work, sheet, &names, match, SCORED, &is_taken) != LAP_OK) {
        return LAP_FAILED;
    }
    if (!is_taken) {
        work->host->drop(work->call, match, "what the score is on is no name");
    }
    return LAP_OK;
}

static bool is_year(struct lap_str word)
{
    return word.size == 4 && (memcmp(word.bytes, "19", 2) == 0 || memcmp(word.bytes, "20", 2) == 0);
}

/* A year or a version. */
static bool is_edition(const struct sheet *sheet, size_t i)
{
    struct lap_str word = word_at(sheet, i);
    return is_name_number(sheet, i) && (word.bytes[0] == 'v' || is_year(word));
}

/* Whether a word makes an exact subset of the name before it. */
static bool is_subset_word(const struct sheet *sheet, size_t i)
{
    return is_edition(sheet, i) ||
           (is_one_of(sheet, i, variants) && has(sheet, i, IS_CAPITAL) && !sheet->is_title_case) ||
           (is_one_of(sheet, i, variants) && has(sheet, i, IS_MARKED));
}

/* A known name, with what makes it an exact subset: "VOC 2012", "HumanEval Pro"; and the whole of
 * a word that goes on with a capital: "ImageNet-X". */
static struct lap_span known_span(const struct sheet *sheet, struct lap_span span)
{
    size_t last = token_at(sheet, span.end - 1);
    struct lap_span word = sheet->tokens[last].span;
    if (span.end < word.end && is_lower(byte_at(sheet->text, span.end + 1))) {
        return span;
    }
    span.end = word.end;
    for (size_t i = last + 1; is_subset_word(sheet, i); i++) {
        span.end = sheet->tokens[i].span.end;
    }
    return span;
}

/* Why a known name is none here; NULL where it is one. */
static const char *known_fault(const struct work *work, const struct sheet *sheet,
                               const struct lap_match *match, struct lap_span span)
{
    size_t i = token_at(sheet, span.start);
    struct lap_str surface = part_of(sheet->text, span);
    if (sheet->tokens[i].span.start != span.start) {
        return "it is the end of another word";
    }
    if (has(sheet, i, IS_FILLER) && (has(sheet, i, IS_FIRST) || sheet->is_title_case) &&
        match->span.end == sheet->tokens[i].span.end) {
        return "a capital says nothing here";
    }
    if (span.end > match->span.end && has_end(method_ends, surface)) {
        return "the whole word names a method";
    }
    if (any_mention(work, surface, is_explained_here) || any_mention(work, surface, is_kind_here) ||
        any_mention(work, surface, is_other_here)) {
        return "the text explains it as something else";
    }
    return NULL;
}

static int from_known(struct work *work, const struct sheet *sheet, const struct lap_match *match)
{
    struct lap_span span = known_span(sheet, match->span);
    const char *fault = known_fault(work, sheet, match, span);
    if (fault != NULL) {
        work->host->drop(work->call, match, fault);
        return LAP_OK;
    }
    struct name name = {.match = match, .surface = part_of(sheet->text, span)};
    name.usual = span.end > match->span.end ? name.surface : match->name;
    return keep(work, name);
}

#endif
