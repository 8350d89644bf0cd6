/* SPDX-License-Identifier: MIT */
/*
 * Cuts the names of datasets, benchmarks and corpora out of a paper.
 *
 * The patterns find anchors: nouns ("dataset", "benchmark"), names that are known, names whose own
 * form gives them away ("...Bench"), and words that report a score. This code reads the names that
 * stand beside an anchor, weighs them, and then finds every other mention of an accepted name in
 * all fields of the record.
 */
#include "anchor.h"

/* ---- Other forms of accepted names ---- */

/* The long form that begins with a token: "X: Long Form", "X (Long Form)". */
static struct run long_after(const struct sheet *sheet, size_t i, struct lap_str brief)
{
    unsigned char last = lower((unsigned char)brief.bytes[brief.size - 1]);
    for (size_t end = i + 1; end < sheet->count && end - i < brief.size + 5; end++) {
        if (!has(sheet, end, IS_WORD)) {
            break;
        }
        if (is_one_of(sheet, end, breaks)) {
            continue;
        }
        struct lap_span first = sheet->tokens[i].span, word = sheet->tokens[end].span;
        struct run run = {i, end + 1};
        if (lower(byte_at(sheet->text, word.start)) == last &&
            long_form(sheet->text, first.start, word.end, brief) == first.start &&
            is_proper(sheet, run)) {
            return run;
        }
    }
    return (struct run){0, 0};
}

/* Takes the other form of a name where a mention of it stands beside one. */
static int take_pair(struct work *work, const struct sheet *sheet, struct run mention,
                     struct name name)
{
    struct run other = {0, 0};
    bool is_taken = false;
    if (name.is_local) {
        return LAP_OK;
    }
    size_t begin = mention.begin, end = mention.end;
    if (begin > 1 && sign_at(sheet, begin - 1) == '(' && sign_at(sheet, end) == ')') {
        other = long_before(sheet, begin, name.surface);
        other = is_proper(sheet, other) ? other : (struct run){0, 0};
    } else if (sign_at(sheet, end) == ':' || sign_at(sheet, end) == '(') {
        other = long_after(sheet, end + 1, name.surface);
    }
    if (other.begin == other.end && sign_at(sheet, end) == '(' && sign_at(sheet, end + 2) == ')' &&
        has(sheet, end + 1, IS_CAPITAL | IS_MARKED)) {
        struct lap_str brief = word_at(sheet, end + 1);
        size_t floor = sheet->tokens[begin].span.start, top = sheet->tokens[end - 1].span.end;
        if (brief.size < name.surface.size && long_form(sheet->text, floor, top, brief) == floor) {
            other = (struct run){end + 1, end + 2};
        }
    }
    bool is_task = other.end - other.begin > 1 && !name.is_introduced && is_kind(sheet, other);
    if (is_task) {
        return LAP_OK;
    }
    if (accept(work, sheet, other, name.match, PAIRED, &is_taken) != LAP_OK) {
        return LAP_FAILED;
    }
    if (is_taken && name.is_introduced) {
        find_name(work, part_of(sheet->text, run_span(sheet, other)))->is_introduced = true;
    }
    return LAP_OK;
}

/* ---- Mentions ---- */

/* The accepted name that stands at a token, the longest of them; NULL where none does. */
static const struct name *name_at(const struct work *work, const struct sheet *sheet, size_t i,
                                  size_t *end)
{
    const struct name *best = NULL;
    size_t start = sheet->tokens[i].span.start;
    *end = 0;
    for (size_t n = work->heads[byte_at(sheet->text, start)]; n != 0; n = work->names[n - 1].next) {
        size_t stop = mention_end(sheet->text, start, work->names[n - 1].surface);
        if (stop > *end) {
            *end = stop;
            best = &work->names[n - 1];
        }
    }
    return best;
}

/* What is done with a mention. */
typedef int (*mention_use)(struct work *work, size_t sheet, struct run run, struct lap_span span,
                           const struct name *name);

static int each_mention(struct work *work, mention_use use)
{
    for (size_t s = 0; s < work->sheet_count; s++) {
        const struct sheet *sheet = &work->sheets[s];
        for (size_t i = 0; i < sheet->count;) {
            size_t stop = 0;
            const struct name *name = name_at(work, sheet, i, &stop);
            if (name == NULL) {
                i++;
                continue;
            }
            struct run run = {i, token_at(sheet, stop - 1) + 1};
            struct lap_span span = {sheet->tokens[i].span.start, stop};
            if (use(work, s, run, span, name) != LAP_OK) {
                return LAP_FAILED;
            }
            i = run.end;
        }
    }
    return LAP_OK;
}

static int pair_mention(struct work *work, size_t sheet, struct run run, struct lap_span span,
                        const struct name *name)
{
    (void)span;
    return take_pair(work, &work->sheets[sheet], run, *name);
}

/* "evaluated on KNOWN, X and Y": the fellows of an accepted name in a list. */
static int list_mention(struct work *work, size_t s, struct run run, struct lap_span span,
                        const struct name *name)
{
    static const char *const leads[] = {"on",        "like", "as",   "over",   "across",
                                        "including", "both", "from", "except", NULL};
    static const char *const weak_leads[] = {"in",   "for", "using", "between", "of",
                                             "with", "to",  "than",  "and",     NULL};
    const struct sheet *sheet = &work->sheets[s];
    struct names names = {.count = 0};
    bool is_taken = false;
    (void)span;
    bool is_led = run.begin > 0 && is_one_of(sheet, run.begin - 1, leads);
    if (run.begin == 0 || (!is_led && !is_one_of(sheet, run.begin - 1, weak_leads))) {
        return LAP_OK;
    }
    names_after(sheet, run.begin, &names);
    if (!names.has_conjunction || (has(sheet, run.begin - 1, IS_FIRST) && names.count > 2)) {
        return LAP_OK;
    }
    return accept_all(work, sheet, &names, name->match, is_led ? TOLD : SCORED, &is_taken);
}

static int put_row(struct work *work, size_t field, struct lap_span span, struct lap_str usual,
                   const struct name *name)
{
    enum { NAME, ROLE, COLUMN_COUNT };
    struct lap_str role =
        name->is_introduced ? (struct lap_str){"introduced", 10} : (struct lap_str){"used", 4};
    struct lap_value values[COLUMN_COUNT];
    values[NAME] = lap_text(usual);
    values[ROLE] = lap_text(role);
    struct lap_row row = {name->match, field, span, values};
    return work->host->row(work->call, &row);
}

/* What a name has before its number or version: "CIFAR-" of CIFAR-10. */
static size_t stem_size(struct lap_str name)
{
    size_t size = name.size;
    while (size > 0 && !is_gap((unsigned char)name.bytes[size - 1])) {
        size--;
    }
    if (size > 0) {
        return size;
    }
    size = name.size;
    while (size > 0 && is_digit((unsigned char)name.bytes[size - 1])) {
        size--;
    }
    return size;
}

/* The further number of a name that stands at a token: "/100", "and 2015", "and -100"; the token's
 * place where none does. */
static size_t suffix_at(const struct sheet *sheet, size_t i, struct lap_str usual)
{
    struct lap_str last = {usual.bytes + stem_size(usual), usual.size - stem_size(usual)};
    if (sign_at(sheet, i) == '/' &&
        (is_name_number(sheet, i + 1) || is_one_of(sheet, i + 1, variants))) {
        return i + 1;
    }
    if (!is_conjunction(sheet, i) && sign_at(sheet, i) != ',' && sign_at(sheet, i) != '/') {
        return i;
    }
    if (sign_at(sheet, i + 1) == '-' && has(sheet, i + 2, IS_NUMBER)) {
        return i + 2;
    }
    return is_year(last) && is_year(word_at(sheet, i + 1)) ? i + 1 : i;
}

/* "CIFAR-10/100", "LiveCodeBench v5/v6/Pro": a row for each further number of a name. */
static int put_suffixes(struct work *work, size_t s, size_t i, const struct name *name)
{
    const struct sheet *sheet = &work->sheets[s];
    size_t stem = stem_size(name->usual);
    for (;;) {
        size_t at = stem < name->usual.size ? suffix_at(sheet, i, name->usual) : i;
        if (at == i) {
            return LAP_OK;
        }
        struct lap_str suffix = word_at(sheet, at);
        char *whole = work->host->alloc(work->call, stem + suffix.size);
        if (whole == NULL) {
            return work->host->fail(work->call, "no memory for a name");
        }
        memcpy(whole, name->usual.bytes, stem);
        memcpy(whole + stem, suffix.bytes, suffix.size);
        struct lap_str full = {whole, stem + suffix.size};
        if (put_row(work, s, sheet->tokens[at].span, full, name) != LAP_OK) {
            return LAP_FAILED;
        }
        i = at + 1;
    }
}

/* Whether the plain words of a long name are only words here: a title has capitals anyway. */
static bool is_lost_in_title(const struct sheet *sheet, struct run run)
{
    return sheet->is_title_case && run.end - run.begin > 1 &&
           !any_has(sheet, run, IS_MARKED | IS_KNOWN | IS_NOUN) && !has(sheet, run.end, IS_NOUN) &&
           sign_at(sheet, run.end) != ':' && sign_at(sheet, run.end) != '(' && run.begin > 0 &&
           sign_at(sheet, run.begin - 1) != ':' && sign_at(sheet, run.begin - 1) != '(';
}

/* Whether a word between a name and its noun tells which part of the data is meant, not how the
 * data is split or, as most that end in s, what is done with it. */
static bool tells_part(const struct sheet *sheet, size_t i)
{
    static const char *const splits[] = {
        "test",       "training",  "train",  "validation", "dev",  "testing", "development",
        "evaluation", "benchmark", "public", "private",    "open", "style",   NULL};
    static const char *const plurals[] = {"series",      "news",   "digits",     "reviews",
                                          "images",      "videos", "reanalysis", "physics",
                                          "mathematics", NULL};
    struct lap_str word = word_at(sheet, i);
    if (!has(sheet, i, IS_WORD) || has(sheet, i, IS_NOUN | IS_STORE) || is_break(sheet, i) ||
        is_in(splits, word) || !is_lower((unsigned char)word.bytes[0])) {
        return false;
    }
    return word.bytes[word.size - 1] != 's' || is_in(plurals, word);
}

/* Where a mention ends with the words that tell the part: "KITTI [object detection] benchmark". */
static size_t subset_end(const struct sheet *sheet, size_t after)
{
    size_t i = after;
    while (i < after + 3 && tells_part(sheet, i)) {
        i++;
    }
    return i > after && has(sheet, i, IS_NOUN | IS_STORE) ? i : after;
}

static bool is_counted(const struct sheet *sheet, struct run run, const struct name *name)
{
    if (has(sheet, run.begin, IS_ADDRESS) || is_lost_in_title(sheet, run)) {
        return false;
    }
    return !name->is_local || has(sheet, run.begin, IS_TAKEN);
}

static int put_mention(struct work *work, size_t s, struct run run, struct lap_span span,
                       const struct name *name)
{
    const struct sheet *sheet = &work->sheets[s];
    if (!is_counted(sheet, run, name)) {
        return LAP_OK;
    }
    size_t end = subset_end(sheet, run.end);
    if (end > run.end && span.end == sheet->tokens[run.end - 1].span.end) {
        span.end = sheet->tokens[end - 1].span.end;
    }
    if (put_row(work, s, span, name->usual, name) != LAP_OK) {
        return LAP_FAILED;
    }
    return put_suffixes(work, s, run.end, name);
}

/* ---- The record ---- */

enum role {
    NOUN,
    STORE,
    FORM,
    SCORE,
    TITLE_WORD,
    KNOWN,
    OTHER,
    ORDINARY,
    FILLER,
    BRAND,
    KIND,
    TRIAL,
    ROLE_COUNT
};

static void mark(const struct sheet *sheet, const struct lap_match *match)
{
    static const unsigned marks[ROLE_COUNT] = {
        [NOUN] = IS_NOUN,     [FORM] = IS_FORM,   [KNOWN] = IS_KNOWN,
        [BRAND] = IS_BRAND,   [OTHER] = IS_OTHER, [ORDINARY] = IS_ORDINARY,
        [FILLER] = IS_FILLER, [KIND] = IS_OTHER,  [STORE] = IS_STORE};
    struct lap_span span = match->span;
    for (size_t i = token_at(sheet, span.start);
         i < sheet->count && sheet->tokens[i].span.start < span.end; i++) {
        struct lap_span word = sheet->tokens[i].span;
        bool is_head = span.start <= word.start;
        bool is_whole = is_head && span.end >= word.end;
        if (is_whole || match->role == FORM || (is_head && match->role == KNOWN)) {
            sheet->tokens[i].flags |= marks[match->role];
        } else if (match->role == OTHER) {
            sheet->tokens[i].flags |= IS_VARIANT;
        }
    }
}

/* "BERT-Bench" begins as a model does, but its end says that it names data. */
static void settle_marks(const struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->count; i++) {
        if (has(sheet, i, IS_FORM)) {
            sheet->tokens[i].flags &= ~(unsigned)IS_VARIANT;
        }
    }
}

static int take_match(struct work *work, const struct lap_match *match)
{
    const struct sheet *sheet = &work->sheets[match->field];
    switch (match->role) {
    case NOUN:
        return from_noun(work, sheet, match);
    case TITLE_WORD:
        return from_title(work, sheet, match);
    case TRIAL:
        return from_trial(work, sheet, match);
    case STORE:
        return from_store(work, sheet, match);
    case FORM:
        return from_form(work, sheet, match);
    case SCORE:
        return from_score(work, sheet, match);
    default:
        return LAP_OK;
    }
}

static int take_matches(struct work *work, const struct lap_match *matches, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        mark(&work->sheets[matches[i].field], &matches[i]);
    }
    for (size_t s = 0; s < work->sheet_count; s++) {
        settle_marks(&work->sheets[s]);
    }
    for (size_t i = 0; i < count; i++) {
        if (matches[i].role == KNOWN &&
            from_known(work, &work->sheets[matches[i].field], &matches[i]) != LAP_OK) {
            return LAP_FAILED;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (take_match(work, &matches[i]) != LAP_OK) {
            return LAP_FAILED;
        }
    }
    return LAP_OK;
}

static int extract(const struct lap_host *host, struct lap_call *call, const void *state,
                   const struct lap_record *record, const struct lap_match *matches, size_t count)
{
    (void)state;
    struct work work = {.host = host, .call = call, .sheet_count = record->field_count};
    work.sheets = host->alloc(call, record->field_count * sizeof *work.sheets);
    if (work.sheets == NULL) {
        return host->fail(call, "no memory for %zu fields", record->field_count);
    }
    for (size_t i = 0; i < record->field_count; i++) {
        if (open_sheet(host, call, &record->fields[i], &work.sheets[i]) != LAP_OK) {
            return LAP_FAILED;
        }
    }
    if (take_matches(&work, matches, count) != LAP_OK ||
        each_mention(&work, list_mention) != LAP_OK ||
        each_mention(&work, pair_mention) != LAP_OK) {
        return LAP_FAILED;
    }
    return each_mention(&work, put_mention);
}

static const char *const columns[] = {"name", "role", NULL};
static const char *const roles[] = {"noun",  "store", "form",     "score",  "benchmarking",
                                    "known", "other", "ordinary", "filler", "brand",
                                    "kind",  "trial", NULL};

static const struct lap_plugin plugin = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_EXTRACTOR,
    .name = "datasets",
    .version = "1.0.0",
    .does = "Names of datasets, benchmarks and corpora.",
    .columns = columns,
    .roles = roles,
    .extract = extract,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &plugin;
}
