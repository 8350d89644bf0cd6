/* SPDX-License-Identifier: MIT */
/* Counts of a model's parameters: tells them from the other things that are counted in thousands,
 * millions, billions and trillions by the words around them, and finds the model's name. */
#include <lapidary/plugin.h>

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum capture {
    CAPTURE_SHARED,
    CAPTURE_EXPERTS,
    CAPTURE_NUMBER,
    CAPTURE_GAP,
    CAPTURE_UNIT,
    CAPTURE_TENTH
};
static const char *const captures[] = {"shared", "experts", "number", "gap", "unit", "tenth", NULL};

enum role {
    ROLE_FIGURE,  /* 7B */
    ROLE_GLUED,   /* a known model's name and a figure without a joint: Llama7B */
    ROLE_WORDED,  /* 7 billion */
    ROLE_SPELLED, /* billion, with a number in words before it or none */
    ROLE_PARAMETER,
    ROLE_MODEL,
    ROLE_SIZE,    /* what models and data sets both have: scale, size */
    ROLE_COUNTED, /* what is counted in billions and is no model: tokens */
    ROLE_DATA,    /* dataset, corpus */
    ROLE_CORPUS,  /* names of data sets that end in a figure: LAION */
    ROLE_FAMILY,  /* names of models */
    ROLE_ADDRESS, /* a web address, with all that stands in it */
};
static const char *const roles[] = {"figure", "glued",   "worded",  "spelled", "parameter",
                                    "model",  "size",    "counted", "data",    "corpus",
                                    "family", "address", NULL};

enum column { COLUMN_PARAMS, COLUMN_MODEL, COLUMN_COUNT };
static const char *const columns[] = {"params", "model", NULL};

/* One number of a match: of "3/8/32B" there are three. */
struct figure {
    const struct lap_match *match;
    struct lap_span place;
    double params;
    char unit;        /* B, M, K, T as it stands, or W where it is written out */
    bool is_loose;    /* a space between number and unit letter */
    bool leads_on;    /* part of a list or range that goes on with the next figure */
    const char *drop; /* why it is no row; NULL where it is one */
    struct lap_span model;
};

/* What a record's figures are judged by. */
struct reading {
    const struct lap_host *host;
    struct lap_call *call;
    const struct lap_record *record;
    const struct lap_match *matches;
    size_t match_count;
    struct figure *figures;
    size_t figure_count;
};

static bool is_one_of(struct lap_str text, const char *const *words)
{
    for (; *words; words++) {
        size_t i = 0;
        while (i < text.size && tolower((unsigned char)text.bytes[i]) == (*words)[i])
            i++;
        if (i == text.size && (*words)[i] == '\0')
            return true;
    }
    return false;
}

static struct lap_str part_of(struct lap_str text, struct lap_span span)
{
    return (struct lap_str){text.bytes + span.start, span.end - span.start};
}

static struct lap_str text_of(const struct reading *reading, const struct figure *figure)
{
    return reading->record->fields[figure->match->field].text;
}

static bool stands_at(struct lap_str text, size_t at, const char *word)
{
    return at <= text.size && text.size - at >= strlen(word) &&
           memcmp(text.bytes + at, word, strlen(word)) == 0;
}

/* Whether word stands at a place, in either case. */
static bool has_start(struct lap_str text, size_t at, const char *word)
{
    size_t size = strlen(word);

    if (at > text.size || text.size - at < size)
        return false;
    return is_one_of((struct lap_str){text.bytes + at, size}, (const char *const[]){word, NULL});
}

static bool is_word_sign(char sign)
{
    return isalnum((unsigned char)sign) || (unsigned char)sign >= 0x80;
}

/* The word that ends at end or before it, over a space and an opening bracket. */
static struct lap_span word_before(struct lap_str text, size_t end)
{
    struct lap_span word;

    while (end > 0 && strchr(" (~$", text.bytes[end - 1]))
        end--;
    word.start = word.end = end;
    while (word.start > 0 && is_word_sign(text.bytes[word.start - 1]))
        word.start--;
    return word;
}

/* The index of the first match of a field that begins at or behind a place. */
static size_t first_match(const struct reading *reading, size_t field, size_t place)
{
    size_t low = 0, high = reading->match_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct lap_match *match = &reading->matches[middle];
        if (match->field < field || (match->field == field && match->span.start < place))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- Finding the figures ---- */

static double scale_of(char unit)
{
    switch (tolower((unsigned char)unit)) {
    case 'k':
        return 1e3;
    case 'm':
        return 1e6;
    case 'b':
        return 1e9;
    default:
        return 1e12;
    }
}

static double whole(double number)
{
    return (double)(int64_t)(number + 0.5);
}

static void add_figure(struct reading *reading, const struct lap_match *match,
                       struct lap_span place, double params)
{
    struct figure *figure = &reading->figures[reading->figure_count++];
    struct lap_span gap = match->captures[CAPTURE_GAP];
    struct lap_str text = reading->record->fields[match->field].text;

    *figure = (struct figure){match, place, whole(params), 'W', false, false, NULL, {0, 0}};
    if (match->role == ROLE_FIGURE || match->role == ROLE_GLUED) {
        figure->unit = text.bytes[match->captures[CAPTURE_UNIT].start];
        figure->is_loose =
            lap_is_captured(gap) && memchr(text.bytes + gap.start, ' ', gap.end - gap.start);
    }
}

/* Words after which several numbers may share the unit of the last. */
static const char *const list_words[] = {
    "of",     "from", "between", "size",   "sizes", "both", "with", "ranging", "spanning", "at",
    "scales", "the",  "our",     "across", "or",    "and",  "for",  "a",       NULL};

/* Whether the numbers before the last one are sizes as well: "7/13B" always; "2-7B" and "7 and 13B"
 * not behind a name or a version, as in "Gemma 2-9B" and "GPT-4 and 7B". */
static bool shares_unit(struct lap_str text, struct lap_span shared)
{
    struct lap_span word;

    if (text.bytes[shared.end - 1] == '/')
        return true;
    if (shared.start == 0 || strchr("([", text.bytes[shared.start - 1]))
        return true;
    if (strchr("-:_", text.bytes[shared.start - 1]))
        return false;
    word = word_before(text, shared.start);
    return is_one_of(part_of(text, word), list_words) ||
           (text.bytes[shared.end - 1] != ' ' && word.start < word.end &&
            islower((unsigned char)text.bytes[word.start]));
}

/* The numbers of "3/8/" in "3/8/32B", each a figure. */
static void add_shared(struct reading *reading, const struct lap_match *match, double scale)
{
    struct lap_str text = reading->record->fields[match->field].text;
    struct lap_span shared = match->captures[CAPTURE_SHARED];
    double number;

    if (!lap_is_captured(shared) || !shares_unit(text, shared))
        return;
    for (size_t at = shared.start; at < shared.end;) {
        struct lap_span place = {at, at};
        while (place.end < shared.end && (isdigit((unsigned char)text.bytes[place.end]) ||
                                          (text.bytes[place.end] == '.' &&
                                           isdigit((unsigned char)text.bytes[place.end + 1]))))
            place.end++;
        if (place.end == at) {
            at++;
            continue;
        }
        if (reading->host->number(reading->call, part_of(text, place), &number) && number > 0)
            add_figure(reading, match, place, number * scale);
        at = place.end;
    }
}

/* Words that say that many are meant, and not how many: "several billion". */
static const char *const vague[] = {"several", "few",    "some",     "many",      "multi", "sub",
                                    "tens",    "dozens", "hundreds", "thousands", NULL};

/* Where the number in words begins that ends at end; end where there is none. */
static size_t number_in_words(const struct reading *reading, struct lap_str text, size_t end,
                              double *number)
{
    enum { WORDS_AT_MOST = 4 };
    size_t start = end, found = end;

    for (size_t i = 0; i < WORDS_AT_MOST && start > 0; i++) {
        struct lap_span word = {start, start};
        while (word.start > 0 && isalpha((unsigned char)text.bytes[word.start - 1]))
            word.start--;
        bool is_and = is_one_of(part_of(text, word), (const char *const[]){"and", NULL});
        bool is_article = is_one_of(part_of(text, word), (const char *const[]){"a", "an", NULL});
        if (word.start == word.end || (is_and && found == end) ||
            (is_article && found < end && !has_start(text, found, "hundred")))
            break;
        if (!is_and &&
            reading->host->number(reading->call, part_of(text, (struct lap_span){word.start, end}),
                                  number))
            found = word.start;
        start = word.start;
        if (start == 0 || !strchr(" -", text.bytes[start - 1]))
            break;
        start--;
    }
    return found;
}

/* "seven billion", and "billion" alone before "parameter", which is one. */
static void add_spelled(struct reading *reading, const struct lap_match *match)
{
    struct lap_str text = reading->record->fields[match->field].text;
    struct lap_span place = match->span;
    size_t end = place.start - (place.start > 0 && strchr(" -", text.bytes[place.start - 1]));
    double number = 1;
    size_t start = number_in_words(reading, text, end, &number);

    if (is_one_of(part_of(text, word_before(text, start)), vague) ||
        has_start(text, place.end + 1, "scale") ||
        (start == end && !has_start(text, place.end + 1, "param"))) {
        reading->host->drop(reading->call, match, "no number is said");
        return;
    }
    if (start < end)
        place.start = start;
    add_figure(reading, match, place, number * scale_of(text.bytes[match->span.start]));
}

/* The figures of one match of the other patterns, left to right. */
static void add_match(struct reading *reading, const struct lap_match *match)
{
    struct lap_str text = reading->record->fields[match->field].text;
    const struct lap_span *capture = match->captures;
    struct lap_span place = {capture[CAPTURE_NUMBER].start, capture[CAPTURE_UNIT].end};
    double scale = scale_of(text.bytes[capture[CAPTURE_UNIT].start]);
    double number, experts = 1, tenth = 0;

    if (!reading->host->number(reading->call, part_of(text, capture[CAPTURE_NUMBER]), &number))
        return;
    add_shared(reading, match, scale);
    if (lap_is_captured(capture[CAPTURE_TENTH])) {
        reading->host->number(reading->call, part_of(text, capture[CAPTURE_TENTH]), &tenth);
        place.end = capture[CAPTURE_TENTH].end;
    }
    if (lap_is_captured(capture[CAPTURE_EXPERTS])) {
        reading->host->number(reading->call, part_of(text, capture[CAPTURE_EXPERTS]), &experts);
        place.start = capture[CAPTURE_EXPERTS].start;
    }
    if (number > 0)
        add_figure(reading, match, place, (number + tenth / 10) * experts * scale);
}

/* ---- Judging by what is counted ---- */

/* Words that end the reach of a figure towards the noun that it counts. */
static const char *const breaking[] = {
    "on",      "with",  "for",   "in", "from", "by",  "using", "via",  "that", "which",
    "while",   "when",  "where", "at", "as",   "is",  "are",   "was",  "were", "has",
    "have",    "and",   "or",    "to", "than", "but", "over",  "into", "per",  "across",
    "through", "under", "can",   "we", "it",   "its", NULL};

/* How many words stand between from and to; SIZE_MAX where they do not belong together. */
static size_t words_between(struct lap_str text, size_t from, size_t to)
{
    size_t words = 0;

    for (size_t at = from; at < to; at++) {
        struct lap_span word = {at, at};
        if (strchr(".,;:(?!'", text.bytes[at]))
            return SIZE_MAX;
        while (word.end < to && is_word_sign(text.bytes[word.end]))
            word.end++;
        if (word.end == word.start)
            continue;
        if (isdigit((unsigned char)text.bytes[at]) || is_one_of(part_of(text, word), breaking))
            return SIZE_MAX;
        if (at > from && text.bytes[at - 1] == ' ')
            words++;
        at = word.end - 1;
    }
    return words;
}

/* Whether the word that ends at end goes on behind a hyphen: "token-level". */
static bool is_compound(struct lap_str text, size_t end)
{
    return end + 1 < text.size && text.bytes[end] == '-' &&
           isalpha((unsigned char)text.bytes[end + 1]);
}

/* How far a figure reaches: bytes to a noun, and words in between. */
enum { NOUN_WITHIN = 60, WORDS_BETWEEN = 4 };

/* The first noun that a figure can be counting; NULL where there is none. */
static const struct lap_match *noun_after(const struct reading *reading,
                                          const struct figure *figure)
{
    struct lap_str text = text_of(reading, figure);
    size_t field = figure->match->field, from = figure->place.end;

    for (size_t i = first_match(reading, field, from); i < reading->match_count; i++) {
        const struct lap_match *match = &reading->matches[i];
        if (match->field != field || match->span.start > from + NOUN_WITHIN)
            return NULL;
        if (match->role < ROLE_PARAMETER || match->role > ROLE_DATA ||
            (match->role == ROLE_SIZE && figure->unit != 'B') ||
            (match->role >= ROLE_COUNTED && is_compound(text, match->span.end)))
            continue;
        if (words_between(text, from, match->span.start) > WORDS_BETWEEN ||
            (match->role >= ROLE_COUNTED &&
             memchr(text.bytes + from, ')', match->span.start - from)))
            return NULL;
        return match;
    }
    return NULL;
}

/* Words that may stand between a noun and the figure that says how many: "parameters: 7B". */
static const char *const leading[] = {
    "of",    "is",     "from",   "ranging", "about",         "only",
    "count", "size",   "sizes",  "to",      "approximately", "around",
    "just",  "number", "counts", "between", "budget",        "totaling",
    "as",    "few",    "low",    NULL};

/* Whether nothing but leading words and signs stands between a noun and the figure at end. What is
 * counted leads to a figure only in the plural: "tokens: 7B", but "a video (7B)". */
static bool leads_to(struct lap_str text, const struct lap_match *noun, size_t end)
{
    while (end > noun->span.end) {
        struct lap_span word = word_before(text, end);
        if (word.start <= noun->span.end || !is_one_of(part_of(text, word), leading))
            break;
        end = word.start;
    }
    while (end > noun->span.end && strchr(" :(=~$-", text.bytes[end - 1]))
        end--;
    return end == noun->span.end && (noun->role != ROLE_COUNTED || text.bytes[end - 1] == 's');
}

/* The noun that stands right before a figure, with no more than leading words between. */
static const struct lap_match *noun_before(const struct reading *reading,
                                           const struct figure *figure)
{
    struct lap_str text = text_of(reading, figure);
    size_t field = figure->match->field, end = figure->place.start;

    for (size_t i = first_match(reading, field, end); i-- > 0;) {
        const struct lap_match *match = &reading->matches[i];
        if (match->field != field || match->span.start + NOUN_WITHIN < end)
            return NULL;
        if (match->span.end <= end && match->role >= ROLE_PARAMETER && match->role <= ROLE_DATA &&
            match->role != ROLE_SIZE)
            return leads_to(text, match, end) ? match : NULL;
    }
    return NULL;
}

/* ---- Names ---- */

static bool is_name_sign(char sign)
{
    return isalnum((unsigned char)sign) || (sign != '\0' && strchr("-_.+:", sign));
}

/* The run of a name's signs that ends at end. */
static struct lap_span run_before(struct lap_str text, size_t end)
{
    struct lap_span run = {end, end};

    while (run.start > 0 && is_name_sign(text.bytes[run.start - 1]))
        run.start--;
    while (run.end > run.start && strchr("-_.:+", text.bytes[run.end - 1]))
        run.end--;
    while (run.start < run.end && !isalnum((unsigned char)text.bytes[run.start]))
        run.start++;
    return run;
}

/* Letters and more than a number with its unit, as the "1B" of "1B-2B". */
static bool is_name(struct lap_str text)
{
    size_t letters = 0;

    for (size_t i = 0; i < text.size; i++)
        letters += isalpha((unsigned char)text.bytes[i]) != 0;
    return letters > 1 || (letters == 1 && !isdigit((unsigned char)text.bytes[0]));
}

static bool has_capital(struct lap_str text)
{
    for (size_t i = 0; i < text.size; i++)
        if (isupper((unsigned char)text.bytes[i]))
            return true;
    return false;
}

static bool is_version(struct lap_str text)
{
    size_t i = text.size > 0 && (text.bytes[0] == 'v' || text.bytes[0] == 'V');

    if (i == text.size)
        return false;
    for (; i < text.size; i++)
        if (!isdigit((unsigned char)text.bytes[i]) && text.bytes[i] != '.')
            return false;
    return true;
}

/* Capitalized words before a figure that are no names. */
static const char *const no_names[] = {
    "the",    "our",      "a",       "an",         "with",  "for",   "using", "small", "large",
    "in",     "on",       "from",    "we",         "both",  "only",  "these", "this",  "while",
    "when",   "at",       "to",      "as",         "by",    "over",  "even",  "base",  "mini",
    "medium", "tiny",     "nano",    "super",      "ultra", "new",   "llm",   "llms",  "mllm",
    "mllms",  "vlm",      "vlms",    "lm",         "moe",   "slm",   "lms",   "slms",  "lmms",
    "vlas",   "dits",     "and",     "or",         "its",   "their", "ai",    "nlp",   "model",
    "models", "training", "scaling", "empowering", "sub",   NULL};

/* Whether a word before a figure is a name: with more than its first letter to show for it, or with
 * a capital in the middle of a sentence. */
static bool is_likely_name(struct lap_str text, struct lap_span run)
{
    struct lap_str word = part_of(text, run);
    bool is_inside =
        run.start > 1 &&
        (text.bytes[run.start - 1] == '(' ||
         (text.bytes[run.start - 1] == ' ' &&
          (text.bytes[run.start - 2] == ',' || islower((unsigned char)text.bytes[run.start - 2]))));

    if (!is_name(word) || !has_capital(word) || is_one_of(word, no_names))
        return false;
    for (size_t i = 1; i < word.size; i++)
        if (!islower((unsigned char)word.bytes[i]))
            return true;
    return is_inside;
}

/* A figure hangs on a name by a hyphen, a colon or a low line. */
static bool is_attached(struct lap_str text, const struct figure *figure)
{
    size_t at = figure->place.start;

    if (figure->match->role == ROLE_GLUED)
        return true;
    return figure->match->role == ROLE_FIGURE && at > 1 && strchr("-:_", text.bytes[at - 1]) &&
           is_name(part_of(text, run_before(text, at)));
}

/* The name before a figure, over a space or a bracket: "Llama 3 70B", "LLaVA-1.5 (7B"; empty where
 * there is none. */
static struct lap_span name_before(struct lap_str text, const struct figure *figure)
{
    size_t at = figure->place.start;
    struct lap_span run;

    if (is_attached(text, figure)) {
        run = run_before(text, at);
        return is_one_of(part_of(text, run), no_names) ? (struct lap_span){at, at} : run;
    }
    if (at > 0 && text.bytes[at - 1] == '(')
        at--;
    if (at == 0 || !strchr(" -", text.bytes[at - 1]))
        return (struct lap_span){at, at};
    run = run_before(text, at - 1);
    if (is_version(part_of(text, run)) && run.start > 0 && text.bytes[run.start - 1] == ' ')
        run.start = run_before(text, run.start - 1).start;
    if (run.end != at - 1 || figure->match->role == ROLE_SPELLED || !is_likely_name(text, run))
        run.start = run.end;
    return run;
}

/* Whether a match of a cue with this role lies within span. */
static bool has_cue(const struct reading *reading, size_t field, struct lap_span span,
                    enum role role)
{
    for (size_t i = first_match(reading, field, span.start); i < reading->match_count; i++) {
        const struct lap_match *match = &reading->matches[i];
        if (match->field != field || match->span.start >= span.end)
            return false;
        if (match->role == role && match->span.end <= span.end)
            return true;
    }
    return false;
}

/* Words that come before the number of a figure, a table or a part of a text. */
static const char *const captions[] = {"fig",   "figs",    "figure", "figures", "table", "section",
                                       "type",  "eq",      "phase",  "stage",   "step",  "appendix",
                                       "level", "version", "grade",  "class",   NULL};

static bool is_caption(struct lap_str text, const struct figure *figure)
{
    size_t end = figure->place.start;

    while (end > 0 && strchr(" .~", text.bytes[end - 1]))
        end--;
    return is_one_of(part_of(text, word_before(text, end)), captions);
}

/* A dollar sign before a figure is money unless it is TeX's: "$7$B", "$\leq$3B", "$7B$". */
static bool is_dollars(struct lap_str text, const struct figure *figure, size_t sign)
{
    struct lap_span gap = figure->match->captures[CAPTURE_GAP];

    if (sign > 0 && text.bytes[sign - 1] == '\\')
        return true;
    if (lap_is_captured(gap) && memchr(text.bytes + gap.start, '$', gap.end - gap.start))
        return false;
    if (sign > 0 && !strchr(" (~", text.bytes[sign - 1]))
        return false;
    for (size_t at = figure->place.end; at < text.size && at < figure->place.end + 30; at++)
        if (text.bytes[at] == '$')
            return at + 1 < text.size && isdigit((unsigned char)text.bytes[at + 1]);
    return true;
}

static bool is_money(struct lap_str text, const struct figure *figure)
{
    size_t at = figure->place.start;

    while (at > 0 && text.bytes[at - 1] == ' ')
        at--;
    if (at > 0 && text.bytes[at - 1] == '$')
        return is_dollars(text, figure, at - 1);
    return (at > 2 && (stands_at(text, at - 3, "\u20ac") || stands_at(text, at - 3, "USD"))) ||
           (at > 1 && stands_at(text, at - 2, "\u00a3"));
}

/* ---- The verdict ---- */

/* Whether the text says of a name that it is a data set's: "the dataset X-5B", "X-5B, a dataset".
 */
static bool is_told_to_be_data(const struct reading *reading, const struct figure *figure,
                               struct lap_span name)
{
    enum { APPOSITION = 80 };
    struct lap_str text = text_of(reading, figure);
    size_t field = figure->match->field, end = figure->place.end;
    struct lap_span before = word_before(text, name.start), after = {end, end + APPOSITION};

    if (has_cue(reading, field, before, ROLE_DATA))
        return true;
    return (stands_at(text, end, ", a ") || stands_at(text, end, ", an ")) &&
           has_cue(reading, field, after, ROLE_DATA) && !has_cue(reading, field, after, ROLE_MODEL);
}

/* The figure's sentence, or as much of it as is near. */
static struct lap_span sentence_of(const struct reading *reading, const struct figure *figure)
{
    enum { NEAR = 500 };
    struct lap_str text = text_of(reading, figure);
    size_t at = figure->place.start;
    struct lap_span near = {at > NEAR ? at - NEAR : 0, text.size};
    struct lap_span sentence;

    if (near.end - at > NEAR)
        near.end = at + NEAR;
    sentence = reading->host->sentence(reading->call, part_of(text, near), at - near.start);
    return (struct lap_span){near.start + sentence.start, near.start + sentence.end};
}

/* Whether the figure's sentence speaks of something, and of nothing else that can be counted. */
static bool is_about(const struct reading *reading, const struct figure *figure, enum role role)
{
    struct lap_span sentence = sentence_of(reading, figure);
    size_t field = figure->match->field;

    return has_cue(reading, field, sentence, role) &&
           !has_cue(reading, field, sentence, ROLE_DATA) &&
           !has_cue(reading, field, sentence, ROLE_COUNTED);
}

static bool is_about_models(const struct reading *reading, const struct figure *figure)
{
    return is_about(reading, figure, ROLE_MODEL) || is_about(reading, figure, ROLE_PARAMETER);
}

/* Names with fewer millions than these are of data sets, as a rule. */
static const double LEAST_NAMED = 2e7;

/* What is said for and against a figure that hangs on a name. */
static const char *verdict_on_name(const struct reading *reading, const struct figure *figure,
                                   struct lap_span name, const struct lap_match *noun)
{
    size_t field = figure->match->field;
    struct lap_str text = text_of(reading, figure);
    bool is_big = figure->unit == 'B' || figure->unit == 'b';

    if (has_cue(reading, field, name, ROLE_CORPUS))
        return "part of a data set's name";
    if (noun && (noun->role == ROLE_PARAMETER || noun->role == ROLE_MODEL))
        return NULL;
    if (noun && noun->role >= ROLE_COUNTED && text.bytes[figure->place.end] == ' ' &&
        words_between(text, figure->place.end, noun->span.start) == 0)
        return "the name is of something else";
    if (is_told_to_be_data(reading, figure, name))
        return "the text says that it is a data set";
    if (has_cue(reading, field, name, ROLE_FAMILY))
        return is_big || figure->unit == 'M' || figure->unit == 'T'
                   ? NULL
                   : "no model has so few parameters";
    if (is_big)
        return NULL;
    if (figure->unit == 'M' && figure->params >= LEAST_NAMED && is_about_models(reading, figure))
        return NULL;
    return "nothing says that the name is a model's";
}

/* Whether the noun after or before a figure makes it a size; NULL where it does. */
static const char *verdict_on_noun(const struct figure *figure, const struct lap_match *noun)
{
    switch ((enum role)noun->role) {
    case ROLE_PARAMETER:
        return NULL;
    case ROLE_MODEL:
        if (strchr("BbM", figure->unit) || (figure->unit == 'W' && figure->params >= 1e9))
            return NULL;
        return "nothing says that parameters are counted";
    case ROLE_SIZE:
        return NULL;
    default:
        return "something else is counted";
    }
}

/* "2024b" of a reference. */
static bool is_year(const struct figure *figure)
{
    return figure->unit == 'b' && figure->params >= 1.9e12 && figure->params < 2.1e12;
}

/* "(482M)" behind what it says the size of. */
static bool is_in_brackets(struct lap_str text, const struct figure *figure)
{
    return figure->place.start > 0 && text.bytes[figure->place.start - 1] == '(' &&
           figure->place.end < text.size && strchr("),;/", text.bytes[figure->place.end]);
}

static const char *verdict(const struct reading *reading, const struct figure *figure)
{
    struct lap_str text = text_of(reading, figure);
    const struct lap_match *noun = noun_after(reading, figure);
    struct lap_span name = name_before(text, figure);

    if (is_money(text, figure))
        return "a sum of money";
    if (is_year(figure))
        return "a year";
    if (is_attached(text, figure) ||
        (!figure->is_loose && has_cue(reading, figure->match->field, name, ROLE_FAMILY)))
        return verdict_on_name(reading, figure, name, noun);
    if (noun)
        return verdict_on_noun(figure, noun);
    noun = noun_before(reading, figure);
    if (noun && (noun->role == ROLE_PARAMETER || noun->role >= ROLE_COUNTED))
        return verdict_on_noun(figure, noun);
    if (name.start < name.end && has_cue(reading, figure->match->field, name, ROLE_FAMILY) &&
        strchr("BbM", figure->unit))
        return NULL;
    if (figure->unit == 'B' && !figure->is_loose)
        return NULL;
    if (figure->unit == 'b' && !figure->is_loose && !is_caption(text, figure))
        return NULL;
    if (figure->unit != 'T' && is_about(reading, figure, ROLE_PARAMETER))
        return NULL;
    if (figure->unit == 'M' && name.start < name.end && is_in_brackets(text, figure) &&
        is_about_models(reading, figure))
        return NULL;
    return "nothing says that parameters are counted";
}

/* ---- Lists and ranges ---- */

/* Words that lead from one figure of a list to the next. */
static const char *const joining[] = {"and", "or", "to",  "vs",   "versus", "through",
                                      "up",  "of", "out", "than", "then",   NULL};

/* Whether nothing but joining words and signs stands between two figures. */
static bool is_joined(struct lap_str text, size_t from, size_t to)
{
    if (to < from || to - from > 16)
        return false;
    for (size_t at = from; at < to; at++) {
        struct lap_span word = {at, at};
        while (word.end < to && isalpha((unsigned char)text.bytes[word.end]))
            word.end++;
        if (word.end > at) {
            if (!is_one_of(part_of(text, word), joining))
                return false;
            at = word.end - 1;
        } else if (isdigit((unsigned char)text.bytes[at]) || strchr("();", text.bytes[at])) {
            return false;
        }
    }
    return true;
}

/* The second figure of "30B-A3B": it goes with the first. */
static bool is_activated(struct lap_str text, const struct figure *figure)
{
    size_t at = figure->place.start;

    return figure[-1].match->field == figure->match->field && at > figure[-1].place.end &&
           at - figure[-1].place.end <= 2 && text.bytes[at - 1] == 'A';
}

/* Judges from right to left, so that the noun at a list's end counts for all of it. */
static void judge(struct reading *reading)
{
    for (size_t i = reading->figure_count; i-- > 0;) {
        struct figure *figure = &reading->figures[i];
        struct figure *next = i + 1 < reading->figure_count ? figure + 1 : NULL;
        struct lap_str text = text_of(reading, figure);
        bool has_next = next && next->match->field == figure->match->field &&
                        is_joined(text, figure->place.end, next->place.start);

        figure->leads_on = has_next;
        if (figure->match->role == ROLE_SPELLED && figure->place.start == figure->match->span.start)
            continue;
        figure->drop = verdict(reading, figure);
        if (has_next && !is_attached(text, figure) && !is_money(text, figure) &&
            !noun_after(reading, figure))
            figure->drop = next->drop;
    }
    for (size_t i = 1; i < reading->figure_count; i++) {
        struct figure *figure = &reading->figures[i];
        if (is_activated(text_of(reading, figure), figure))
            figure->drop = figure[-1].drop;
        else if (figure->drop && figure[-1].leads_on && !figure[-1].drop && figure->unit != 'W' &&
                 !noun_after(reading, figure) && figure->unit == figure[-1].unit)
            figure->drop = NULL;
    }
}

/* Gives each figure its model's name: its own, or the one of the list that it goes on with. */
static void name_models(struct reading *reading)
{
    for (size_t i = 0; i < reading->figure_count; i++) {
        struct figure *figure = &reading->figures[i];
        struct lap_str text = text_of(reading, figure);
        figure->model = name_before(text, figure);
        if (i > 0 && (is_activated(text, figure) ||
                      (figure->model.start == figure->model.end && figure[-1].leads_on)))
            figure->model = figure[-1].model;
    }
}

/* The figure's own name may hold the sizes before it: of "P1-235B-A22B" the name is "P1". */
static void cut_sizes(struct reading *reading)
{
    for (size_t i = 1; i < reading->figure_count; i++) {
        struct figure *figure = &reading->figures[i];
        if (figure[-1].match->field == figure->match->field &&
            figure[-1].place.start > figure->model.start &&
            figure[-1].place.end <= figure->model.end)
            figure->model = figure[-1].model;
    }
}

/* ---- Rows ---- */

static int write_rows(const struct reading *reading)
{
    for (size_t i = 0; i < reading->figure_count; i++) {
        const struct figure *figure = &reading->figures[i];
        struct lap_value values[COLUMN_COUNT] = {lap_number(figure->params), lap_empty()};
        struct lap_row row = {figure->match, figure->match->field, figure->place, values};
        if (figure->drop) {
            reading->host->drop(reading->call, figure->match, figure->drop);
            continue;
        }
        if (figure->model.start < figure->model.end)
            values[COLUMN_MODEL] = lap_text(part_of(text_of(reading, figure), figure->model));
        if (reading->host->row(reading->call, &row))
            return LAP_FAILED;
    }
    return LAP_OK;
}

/* How many figures the matches can give at most: a match shares its unit with five others. */
static size_t figures_at_most(const struct lap_match *matches, size_t count)
{
    enum { FIGURES_A_MATCH = 6 };
    size_t figures = 0;

    for (size_t i = 0; i < count; i++)
        figures += matches[i].role <= ROLE_SPELLED ? FIGURES_A_MATCH : 0;
    return figures;
}

/* Finds the figures; of matches that overlap the first counts, and none within a web address. */
static void find_figures(struct reading *reading)
{
    size_t end = 0, field = SIZE_MAX;

    for (size_t i = 0; i < reading->match_count; i++) {
        const struct lap_match *match = &reading->matches[i];
        if (match->role > ROLE_SPELLED && match->role != ROLE_ADDRESS)
            continue;
        if (match->field == field && match->span.start < end) {
            reading->host->drop(reading->call, match, "part of an earlier match or a web address");
            continue;
        }
        field = match->field;
        end = match->span.end;
        if (match->role == ROLE_SPELLED)
            add_spelled(reading, match);
        else if (match->role != ROLE_ADDRESS)
            add_match(reading, match);
    }
}

static int extract(const struct lap_host *host, struct lap_call *call, const void *state,
                   const struct lap_record *record, const struct lap_match *matches, size_t count)
{
    struct reading reading = {host, call, record, matches, count, NULL, 0};
    size_t figures = figures_at_most(matches, count);

    (void)state;
    reading.figures = host->alloc(call, figures * sizeof(*reading.figures));
    if (!reading.figures)
        return host->fail(call, "there is no memory for %zu figures", figures);
    find_figures(&reading);
    judge(&reading);
    name_models(&reading);
    cut_sizes(&reading);
    return write_rows(&reading);
}

const struct lap_plugin *lapidary_plugin_v1(void)
{
    static const struct lap_plugin plugin = {
        LAP_PLUGIN_HEAD,
        LAP_EXTRACTOR,
        "model_sizes",
        "1.0.0",
        "Counts of models' parameters, told from all else that is counted in millions and "
        "billions.",
        columns,
        captures,
        roles,
        NULL,
        extract,
        NULL,
        NULL,
    };
    return &plugin;
}
