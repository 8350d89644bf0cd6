/* SPDX-License-Identifier: MIT */
/* Reads the Daily Papers listing of Hugging Face as a browser saves it as text.
 *
 * The page's chrome and what stands below a paper (authors or an organization, a date, comments)
 * are known by their words. What is left are titles and abstracts, which nothing marks: runs of
 * lines are divided into papers so that the sum of the costs in `enum cost` is the least. */
#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include <lapidary/plugin.h>

enum field { TITLE, ABSTRACT, AUTHORS_COUNT, ORGANIZATION, PUBLISHED, COMMENTS, FIELD_COUNT };

static const char *const fields[] = {
    "title", "abstract", "authors_count", "organization", "published", "comments", NULL};

/* ---- Pieces of text ---- */

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static struct lap_str trimmed(struct lap_str text)
{
    while (text.size && is_space(text.bytes[0])) {
        text.bytes++;
        text.size--;
    }
    while (text.size && is_space(text.bytes[text.size - 1]))
        text.size--;
    return text;
}

static struct lap_str without_first(struct lap_str text, size_t count)
{
    struct lap_str rest = {text.bytes + count, text.size - count};

    return rest;
}

static bool starts_with(struct lap_str text, const char *start)
{
    size_t size = strlen(start);

    return text.size >= size && memcmp(text.bytes, start, size) == 0;
}

static bool ends_with(struct lap_str text, const char *end)
{
    size_t size = strlen(end);

    return text.size >= size && memcmp(text.bytes + text.size - size, end, size) == 0;
}

/* Where part stands in text first; NULL where it does not. */
static const char *place_of(struct lap_str text, const char *part)
{
    size_t size = strlen(part);
    const char *end = text.bytes + text.size;
    const char *at = text.bytes;

    while ((size_t)(end - at) >= size &&
           (at = memchr(at, part[0], (size_t)(end - at) - size + 1))) {
        if (memcmp(at, part, size) == 0)
            return at;
        at++;
    }
    return NULL;
}

/* How many digits text begins with. */
static size_t digit_count(struct lap_str text)
{
    size_t count = 0;

    while (count < text.size && is_digit(text.bytes[count]))
        count++;
    return count;
}

/* ---- What stands below a paper ---- */

/* What a line below a paper says; texts are absent where it says nothing of the kind. */
struct note {
    struct lap_str authors_count;
    struct lap_str date; /* as it stands: `Sep 28, 2024`, `Apr 3` */
    struct lap_str comments;
    bool is_separator; /* it begins with the dot between the authors and the date */
};

static const char *const months[] = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
};

/* The month, from 1, that text begins with; 0 where it begins with none. */
static unsigned month_of(struct lap_str text)
{
    for (unsigned i = 0; i < 12; i++)
        if (starts_with(text, months[i]))
            return i + 1;
    return 0;
}

enum { MONTH_SIZE = 4, YEAR_SIZE = 6 }; /* `Sep ` and `, 2024` */

/* The size of the date that text begins with: a month, a day and perhaps a year; else 0. */
static size_t date_size(struct lap_str text)
{
    struct lap_str rest;
    size_t digits;

    if (month_of(text) == 0 || text.size <= MONTH_SIZE || text.bytes[MONTH_SIZE - 1] != ' ')
        return 0;
    rest = without_first(text, MONTH_SIZE);
    digits = digit_count(rest);
    if (digits == 0)
        return 0;
    digits = digits > 2 ? 2 : digits;
    rest = without_first(rest, digits);
    if (starts_with(rest, ", ") && digit_count(without_first(rest, 2)) >= YEAR_SIZE - 2)
        return MONTH_SIZE + digits + YEAR_SIZE;
    return MONTH_SIZE + digits;
}

/* Takes the dots and bullets off that text begins with. */
static struct lap_str without_dots(struct lap_str text)
{
    static const char *const dots[] = {"•", "·"};
    struct lap_str before;

    do {
        before = text;
        for (size_t i = 0; i < 2; i++)
            if (starts_with(text, dots[i]))
                text = trimmed(without_first(text, strlen(dots[i])));
    } while (text.size != before.size);
    return text;
}

/* Takes `5 authors` off; text as it was where it does not begin so. */
static struct lap_str without_authors(struct lap_str text, struct note *note)
{
    size_t digits = digit_count(text);
    struct lap_str rest = without_first(text, digits);

    if (digits == 0 || !starts_with(rest, " author"))
        return text;
    note->authors_count = (struct lap_str){text.bytes, digits};
    return trimmed(
        without_first(rest, strlen(starts_with(rest, " authors") ? " authors" : " author")));
}

/* Takes a date and the comments' count behind it off. */
static struct lap_str without_date(struct lap_str text, struct note *note)
{
    size_t size = date_size(text);
    struct lap_str rest = trimmed(without_first(text, size));
    size_t digits = digit_count(rest);

    if (size == 0)
        return text;
    note->date = (struct lap_str){text.bytes, size};
    if (digits && rest.bytes > text.bytes + size) {
        note->comments = (struct lap_str){rest.bytes, digits};
        return without_first(rest, digits);
    }
    return rest;
}

/* Whether a line says nothing but authors, date and comments, or is the dot between them. */
static bool is_note(struct lap_str text, struct note *note)
{
    struct lap_str rest = without_dots(text);

    *note = (struct note){.is_separator = starts_with(text, "·")};
    rest = without_dots(without_authors(rest, note));
    return without_date(rest, note).size == 0;
}

/* ---- The page's chrome ---- */

/* How a phrase of the page may stand. */
enum use {
    USE_ANYWHERE, /* no paper would say it: it is chrome wherever a line begins with it */
    USE_GLUED,    /* beside chrome; what follows may be glued to it */
    USE_ALONE     /* beside chrome, with nothing but other chrome behind it in its line */
};

/* What stands above the papers. */
static const struct phrase {
    const char *words;
    enum use use;
} phrases[] = {
    {"Get trending papers in your email inbox once a day!", USE_ANYWHERE},
    {"Get trending papers in your email inbox!", USE_ANYWHERE},
    {"Daily Papers - Hugging Face", USE_ANYWHERE},
    {"Subscribe", USE_GLUED},
    {"Daily Papers", USE_GLUED},
    {"Trending Papers", USE_GLUED},
    {"Daily", USE_ALONE},
    {"Weekly", USE_ALONE},
    {"Monthly", USE_ALONE},
    {"new", USE_ALONE},
};

enum { PHRASE_COUNT = sizeof phrases / sizeof *phrases };

/* The size of `by NAME and the research community` where text begins so; else 0. */
static size_t byline_size(struct lap_str text)
{
    static const char community[] = " and the research community";
    enum { SIZE_LIMIT = 90 };
    struct lap_str start = text;
    const char *found;

    if (start.size > SIZE_LIMIT)
        start.size = SIZE_LIMIT;
    found = starts_with(text, "by") ? place_of(start, community) : NULL;
    return found ? (size_t)(found - text.bytes) + strlen(community) : 0;
}

/* The size of what text begins with and no paper would say; else 0. */
static size_t plain_chrome_size(struct lap_str text)
{
    for (size_t i = 0; i < PHRASE_COUNT; i++)
        if (phrases[i].use == USE_ANYWHERE && starts_with(text, phrases[i].words))
            return strlen(phrases[i].words);
    return byline_size(text);
}

/* Whether text begins with a lower-case word of a sentence; names like `vLLM` and `code2seq` are
 * none. */
static bool starts_lower(struct lap_str text)
{
    if (text.size == 0 || !is_lower(text.bytes[0]))
        return false;
    for (size_t i = 1; i < text.size && !is_space(text.bytes[i]); i++)
        if (is_upper(text.bytes[i]) || is_digit(text.bytes[i]))
            return false;
    return true;
}

/* Whether rest is glued to the phrase before it; a space, a point or the rest of a word
 * (`Subscribers`) say otherwise. */
static bool is_glued(struct lap_str rest)
{
    static const char *const ends[] = {"d", "r", "rs", "s"};
    size_t letters = 0;

    while (letters < rest.size && (is_lower(rest.bytes[letters]) || is_upper(rest.bytes[letters])))
        letters++;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (letters == strlen(ends[i]) && starts_with(rest, ends[i]))
            return false;
    return !memchr(" -,.:;!?'", rest.bytes[0], 9);
}

/* The size of the chrome that text begins with where its line stands beside chrome; else 0. */
static size_t phrase_size(struct lap_str text)
{
    size_t plain = plain_chrome_size(text);

    for (size_t i = 0; i < PHRASE_COUNT && plain == 0; i++) {
        struct lap_str rest;

        if (!starts_with(text, phrases[i].words))
            continue;
        rest = without_first(text, strlen(phrases[i].words));
        if (rest.size == 0 || plain_chrome_size(rest) ||
            (phrases[i].use == USE_GLUED && is_glued(rest)))
            return strlen(phrases[i].words);
    }
    return plain;
}

/* How much of a line that stands beside chrome is chrome. */
static size_t chrome_size(struct lap_str text)
{
    struct lap_str rest = text;
    size_t size;

    while ((size = phrase_size(rest)) > 0) {
        bool is_byline = byline_size(rest) > 0;

        rest = trimmed(without_first(rest, size));
        if (is_byline)
            rest = trimmed(without_first(rest, date_size(rest)));
    }
    return text.size - rest.size;
}

/* ---- Lines ---- */

enum kind { TEXT_LINE, CHROME_LINE, NOTE_LINE, ORGANIZATION_LINE };

/* What a line of text is in its paper. */
enum part { TITLE_FIRST, TITLE_MORE, ABSTRACT_FIRST, ABSTRACT_MORE, PART_COUNT };

/* What a line looks like, whatever it is. */
struct looks {
    bool is_sentence;    /* it ends as a sentence does, or with a web address */
    bool has_period;     /* its last sign is one */
    bool is_lower;       /* it begins in the middle of a sentence */
    bool has_address;    /* of the web */
    bool has_sentences;  /* one ends and another begins in it */
    bool says_we;        /* as authors do in an abstract */
    bool is_capitalized; /* most of its words begin with a capital */
    bool is_prose;       /* hardly any does */
    bool is_open;        /* its last word wants another behind it */
};

/* A line that is not blank. */
struct line {
    struct lap_str text; /* trimmed, without chrome */
    size_t number;       /* within the unit, from 0 */
    bool has_gap;        /* a blank line stands before it */
    bool is_among_gaps;  /* blank lines stand not far above and below */
    bool is_wrapped;     /* it begins where a line of the width around must end */
    enum kind kind;
    enum part part;
    struct looks looks;
    struct note note;
};

struct listing {
    struct line *lines;
    size_t count;
};

static size_t line_count(struct lap_str text)
{
    size_t count = 1;

    for (size_t i = 0; i < text.size; i++)
        count += text.bytes[i] == '\n';
    return count;
}

/* Lists the lines of text that are not blank; there is room for them. */
static void list_lines(struct lap_str text, struct listing *listing)
{
    bool has_gap = false;

    for (size_t number = 0; text.size; number++) {
        const char *lf = memchr(text.bytes, '\n', text.size);
        size_t size = lf ? (size_t)(lf - text.bytes) + 1 : text.size;
        struct lap_str line = trimmed((struct lap_str){text.bytes, size});

        if (line.size)
            listing->lines[listing->count++] =
                (struct line){.text = line, .number = number, .has_gap = has_gap};
        has_gap = line.size == 0;
        text = without_first(text, size);
    }
}

static bool is_chrome_at(const struct listing *listing, size_t at)
{
    return at < listing->count && listing->lines[at].kind == CHROME_LINE;
}

/* Takes the chrome off a line that stands beside chrome; what is left of it is text. */
static void cut_chrome(struct line *line)
{
    size_t size = chrome_size(line->text);

    line->text = without_first(line->text, size);
    if (line->text.size == 0)
        line->kind = CHROME_LINE;
}

/* Finds the chrome: what is plainly so, then what stands beside that or at the beginning. */
static void mark_chrome(struct listing *listing)
{
    for (size_t i = 0; i < listing->count; i++)
        if (plain_chrome_size(listing->lines[i].text))
            cut_chrome(&listing->lines[i]);
    for (size_t i = listing->count; i-- > 0;)
        if (is_chrome_at(listing, i + 1) &&
            chrome_size(listing->lines[i].text) == listing->lines[i].text.size)
            listing->lines[i].kind = CHROME_LINE;
    for (size_t i = 0; i < listing->count; i++)
        if (listing->lines[i].kind == TEXT_LINE && (i == 0 || is_chrome_at(listing, i - 1)))
            cut_chrome(&listing->lines[i]);
}

/* Whether a line can be the name of an organization: short, and no sentence. */
static bool is_name(struct lap_str text)
{
    enum { NAME_LIMIT = 100 };

    return text.size <= NAME_LIMIT && !memchr(".,;:!?", text.bytes[text.size - 1], 6);
}

static bool is_note_at(const struct listing *listing, size_t at)
{
    return at < listing->count && listing->lines[at].kind == NOTE_LINE;
}

/* Whether the line stands in the authors' place: above the dot and the date, apart from the
 * abstract where gaps stand between the parts. */
static bool is_in_place_of_authors(const struct listing *listing, size_t at)
{
    const struct line *line = &listing->lines[at];
    bool has_dot = is_note_at(listing, at + 1) && line[1].note.is_separator && !line[1].has_gap;
    bool has_date = has_dot && (line[1].note.date.bytes ||
                                (is_note_at(listing, at + 2) && line[2].note.date.bytes));

    return has_date && is_name(line->text) && at >= 2 && line[-1].kind == TEXT_LINE &&
           line[-2].kind == TEXT_LINE;
}

/* Finds the lines below the papers. A number alone below a date counts the comments. */
static void mark_notes(struct listing *listing)
{
    for (size_t i = 0; i < listing->count; i++) {
        struct line *line = &listing->lines[i];

        if (line->kind != TEXT_LINE)
            continue;
        if (is_note(line->text, &line->note)) {
            line->kind = NOTE_LINE;
        } else if (is_note_at(listing, i - 1) && line[-1].note.date.bytes &&
                   !line[-1].note.comments.bytes && digit_count(line->text) == line->text.size) {
            line->note = (struct note){.comments = line->text};
            line->kind = NOTE_LINE;
        }
    }
    for (size_t i = 0; i < listing->count; i++)
        if (listing->lines[i].kind == TEXT_LINE && is_in_place_of_authors(listing, i))
            listing->lines[i].kind = ORGANIZATION_LINE;
}

/* ---- Looks ---- */

/* The text without the quotes, brackets and stars that close it. */
static struct lap_str without_closing(struct lap_str text)
{
    static const char *const signs[] = {"”", "’", "»"};

    for (size_t before = 0; before != text.size;) {
        before = text.size;
        while (text.size && memchr("\"')]}*`", text.bytes[text.size - 1], 7))
            text.size--;
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
            if (ends_with(text, signs[i]))
                text.size -= strlen(signs[i]);
    }
    return text;
}

static bool ends_sentence(struct lap_str text)
{
    static const char *const ends[] = {".", "!", "?", "…", "。", "！", "？"};

    text = without_closing(text);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends_with(text, ends[i]))
            return true;
    return false;
}

static bool has_address(struct lap_str text)
{
    static const char *const signs[] = {"://", "www.", ".com/", ".io/", ".org/"};

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (place_of(text, signs[i]))
            return true;
    return false;
}

static struct lap_str last_word(struct lap_str text)
{
    size_t start = text.size;

    while (start && !is_space(text.bytes[start - 1]))
        start--;
    return without_first(text, start);
}

static size_t first_word_size(struct lap_str text)
{
    size_t size = 0;

    while (size < text.size && !is_space(text.bytes[size]))
        size++;
    return size;
}

static bool is_small_word(const char *end)
{
    return is_lower(end[-1]) && is_lower(end[-2]) && is_lower(end[-3]);
}

/* Whether a sentence ends within the text and another begins: a full word, a point, a space and a
 * capital; so that `v.s. FP` and `i.e. It` are none. A question is often a title's first half. */
static bool has_sentences(struct lap_str text)
{
    for (size_t i = 3; i + 2 < text.size; i++)
        if (memchr(".!", text.bytes[i], 2) && text.bytes[i + 1] == ' ' &&
            is_upper(text.bytes[i + 2]) && is_small_word(text.bytes + i))
            return true;
    return false;
}

static bool says_we(struct lap_str text)
{
    static const char *const words[] = {" we ", " our ", " paper, "};
    static const char *const starts[] = {"We ", "Our ", "This paper "};

    for (size_t i = 0; i < 3; i++)
        if (place_of(text, words[i]) || starts_with(text, starts[i]))
            return true;
    return false;
}

/* Counts the words of four letters or more, and those of them that begin with a capital. */
static void count_words(struct lap_str text, size_t *words, size_t *capitals)
{
    size_t start = 0;

    *words = 0;
    *capitals = 0;
    for (size_t i = 0; i <= text.size; i++) {
        if (i < text.size && (is_lower(text.bytes[i]) || is_upper(text.bytes[i])))
            continue;
        if (i - start >= 4) {
            (*words)++;
            *capitals += is_upper(text.bytes[start]);
        }
        start = i + 1;
    }
}

/* Whether the text ends with a comma or a word that nothing ends with. */
static bool is_open(struct lap_str text)
{
    static const char *const words[] = {
        "a",    "an",    "and",  "are", "as",    "at",   "be",    "by", "can", "for",
        "from", "has",   "have", "in",  "into",  "is",   "its",   "of", "on",  "or",
        "our",  "than",  "that", "the", "their", "this", "these", "to", "via", "we",
        "when", "which", "with", "The", "We",    "Our",  "This",  "In", "It",
    };
    struct lap_str word = last_word(text);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word.size == strlen(words[i]) && starts_with(word, words[i]))
            return true;
    return memchr(",:;-(&", text.bytes[text.size - 1], 6) != NULL;
}

static struct looks looks_of(struct lap_str text)
{
    size_t words;
    size_t capitals;

    count_words(text, &words, &capitals);
    return (struct looks){
        .is_sentence = ends_sentence(text) || has_address(last_word(text)),
        .has_period = ends_with(text, "."),
        .is_lower = starts_lower(text),
        .has_address = has_address(text),
        .has_sentences = has_sentences(text),
        .says_we = says_we(text),
        .is_capitalized = words > 0 && capitals * 5 >= words * 3,
        .is_prose = words >= 4 && capitals * 3 <= words,
        .is_open = is_open(text),
    };
}

/* ---- Dividing a run of text into papers ---- */

/* What speaks against a line's being a part of a paper; the larger, the louder. A title may have
 * any of a sentence's marks, an abstract any of a title's, but hardly several. */
enum cost {
    COST_TITLE_OVER_130 = 1,
    COST_TITLE_OVER_200 = 3,
    COST_TITLE_OVER_300 = 9,
    COST_TITLE_PERIOD = 4,
    COST_TITLE_SENTENCES = 4,
    COST_TITLE_WE = 3,
    COST_TITLE_ADDRESS = 5,
    COST_TITLE_PROSE = 1,
    COST_TITLE_LOWER = 5,

    COST_BREAK = 4, /* a title goes on in a second line */
    COST_BREAK_AMONG_GAPS = 2,
    COST_BREAK_AFTER_OPEN = 1,

    COST_ABSTRACT_LOWER = 5,
    COST_ABSTRACT_UNDER_40 = 3,
    COST_ABSTRACT_UNDER_100 = 1,
    COST_ABSTRACT_LIKE_TITLE = 3,
    COST_ABSTRACT_AFTER_OPEN = 4,  /* the title ends in the middle of something */
    COST_ABSTRACT_WITHOUT_GAP = 4, /* where gaps stand around */

    COST_MORE_LOWER = 0, /* a line goes on in the middle of a sentence */
    COST_MORE_WRAPPED = 1,
    COST_MORE = 3,
    COST_MORE_AFTER_GAP = 4,
    COST_MORE_LIKE_TITLE = 3,
    COST_MORE_LONG = 2, /* a long paragraph goes on behind a short one */

    COST_PAPER_IN_SENTENCE = 3, /* a paper begins where the line above it ended no sentence */
    COST_PAPER_WRAPPED = 2,
    COST_PAPER_WITHOUT_GAP = 4, /* where gaps stand around */
    COST_PAPER_WITHOUT_ABSTRACT = 9,

    COST_NEVER = INT_MAX / 2
};

static bool is_like_title(const struct line *line)
{
    return line->looks.is_capitalized && line->text.size <= 200 && !line->looks.has_sentences;
}

static int cost_of_title(const struct line *line)
{
    const struct looks *looks = &line->looks;
    size_t size = line->text.size;
    int cost = size > 300   ? COST_TITLE_OVER_300
               : size > 200 ? COST_TITLE_OVER_200
               : size > 130 ? COST_TITLE_OVER_130
                            : 0;

    return cost + looks->has_period * COST_TITLE_PERIOD +
           looks->has_sentences * COST_TITLE_SENTENCES + looks->says_we * COST_TITLE_WE +
           looks->has_address * COST_TITLE_ADDRESS + looks->is_prose * COST_TITLE_PROSE +
           looks->is_lower * COST_TITLE_LOWER;
}

static int cost_of_abstract(const struct line *line)
{
    size_t size = line->text.size;
    int cost = size < 40 ? COST_ABSTRACT_UNDER_40 : size < 100 ? COST_ABSTRACT_UNDER_100 : 0;

    return cost + line->looks.is_lower * COST_ABSTRACT_LOWER +
           is_like_title(line) * COST_ABSTRACT_LIKE_TITLE;
}

/* What it costs that a line goes on with what the line above it said. */
static int cost_of_more(const struct line *above, const struct line *line)
{
    int cost = COST_MORE;

    if (line->has_gap)
        cost = COST_MORE_AFTER_GAP;
    else if (line->looks.is_lower && !above->looks.is_sentence)
        cost = COST_MORE_LOWER;
    else if (line->is_wrapped)
        cost = COST_MORE_WRAPPED;
    if (above->text.size < 200 && line->text.size > 400)
        cost += COST_MORE_LONG;
    return cost + is_like_title(line) * COST_MORE_LIKE_TITLE;
}

static int cost_of_break(const struct line *above, const struct line *line)
{
    int cost = COST_BREAK;

    if (line->has_gap)
        return COST_NEVER;
    if (above->looks.is_open)
        cost = COST_BREAK_AFTER_OPEN;
    else if (line->is_among_gaps)
        cost = COST_BREAK_AMONG_GAPS;
    return cost + cost_of_title(line) - line->looks.is_lower * COST_TITLE_LOWER;
}

/* What it costs that a paper begins with a line. */
static int cost_of_paper(const struct line *above, bool was_title, const struct line *line)
{
    int cost = cost_of_title(line);

    if (was_title)
        return cost + COST_PAPER_WITHOUT_ABSTRACT;
    if (!above->looks.is_sentence)
        cost += COST_PAPER_IN_SENTENCE;
    if (!line->has_gap)
        cost +=
            line->is_wrapped * COST_PAPER_WRAPPED + line->is_among_gaps * COST_PAPER_WITHOUT_GAP;
    return cost;
}

/* What it costs that a line is part of a paper behind the line above it, which was above_part. */
static int cost_of_step(const struct line *above, enum part above_part, const struct line *line,
                        enum part part)
{
    bool was_title = above_part <= TITLE_MORE;

    switch (part) {
    case TITLE_FIRST:
        return cost_of_paper(above, was_title, line);
    case TITLE_MORE:
        return was_title ? cost_of_break(above, line) : COST_NEVER;
    case ABSTRACT_FIRST:
        return was_title
                   ? cost_of_abstract(line) + above->looks.is_open * COST_ABSTRACT_AFTER_OPEN +
                         (line->is_among_gaps && !line->has_gap) * COST_ABSTRACT_WITHOUT_GAP
                   : COST_NEVER;
    default:
        return was_title ? COST_NEVER : cost_of_more(above, line);
    }
}

/* The cheapest way to a line that makes it a part of a paper. */
struct way {
    int cost;
    enum part above;
};

static struct way cheapest_way(const struct way *above_ways, const struct line *line,
                               enum part part)
{
    struct way best = {COST_NEVER, TITLE_FIRST};

    for (enum part above = 0; above < PART_COUNT; above++) {
        int cost;

        if (above_ways[above].cost >= COST_NEVER)
            continue;
        cost = above_ways[above].cost + cost_of_step(line - 1, above, line, part);
        if (cost < best.cost)
            best = (struct way){cost, above};
    }
    return best;
}

/* Goes back from the last line along the cheapest ways. */
static void take_cheapest(struct line *lines, size_t count, struct way (*ways)[PART_COUNT])
{
    enum part part = TITLE_FIRST;
    int least = COST_NEVER;

    for (enum part last = 0; last < PART_COUNT; last++) {
        int cost = ways[count - 1][last].cost;

        if (last <= TITLE_MORE && cost < COST_NEVER)
            cost += COST_PAPER_WITHOUT_ABSTRACT;
        if (cost < least) {
            least = cost;
            part = last;
        }
    }
    for (size_t i = count; i-- > 0;) {
        lines[i].part = part;
        part = ways[i][part].above;
    }
}

/* Finds the lines that have a blank line not far above and another not far below. */
static void mark_gaps(struct line *lines, size_t count)
{
    enum { FAR = 3000 }; /* bytes: more than most papers have */
    size_t distance = FAR;

    for (size_t i = 0; i < count; i++) {
        distance = lines[i].has_gap ? 0 : distance + lines[i].text.size;
        lines[i].is_among_gaps = distance < FAR;
    }
    distance = 0;
    for (size_t i = count; i-- > 0;) {
        lines[i].is_among_gaps = lines[i].is_among_gaps && distance < FAR;
        distance = lines[i].has_gap ? 0 : distance + lines[i].text.size;
    }
}

/* The width to which the lines around are wrapped: the widest behind which a sentence goes on in
 * the next one; 0 where there is none. */
static size_t width_around(const struct line *lines, size_t count, size_t at)
{
    enum { AROUND = 8 };
    size_t end = at + AROUND < count ? at + AROUND : count;
    size_t width = 0;

    for (size_t i = at > AROUND ? at - AROUND : 1; i < end; i++) {
        const struct line *above = &lines[i - 1];

        if (lines[i].looks.is_lower && !lines[i].has_gap && !above->looks.is_sentence &&
            above->text.size > width)
            width = above->text.size;
    }
    return width;
}

static void mark_wrapped(struct line *lines, size_t count)
{
    enum { RAGGED = 20 }; /* how much wider another line may be */

    for (size_t i = 1; i < count; i++) {
        size_t width = width_around(lines, count, i);
        size_t above = lines[i - 1].text.size;

        lines[i].is_wrapped = width > 0 && above <= width + RAGGED &&
                              above + 1 + first_word_size(lines[i].text) > width;
    }
}

/* Says of each line of a run of text what it is; the first one begins a title. */
static void divide(struct line *lines, size_t count, struct way (*ways)[PART_COUNT])
{
    for (size_t i = 0; i < count; i++)
        lines[i].looks = looks_of(lines[i].text);
    mark_gaps(lines, count);
    mark_wrapped(lines, count);
    for (enum part part = 0; part < PART_COUNT; part++)
        ways[0][part] = (struct way){part == TITLE_FIRST ? 0 : COST_NEVER, TITLE_FIRST};
    for (size_t i = 1; i < count; i++)
        for (enum part part = 0; part < PART_COUNT; part++)
            ways[i][part] = cheapest_way(ways[i - 1], &lines[i], part);
    take_cheapest(lines, count, ways);
}

static void divide_runs(struct listing *listing, struct way (*ways)[PART_COUNT])
{
    for (size_t start = 0, end; start < listing->count; start = end) {
        end = start + 1;
        if (listing->lines[start].kind != TEXT_LINE)
            continue;
        while (end < listing->count && listing->lines[end].kind == TEXT_LINE)
            end++;
        divide(listing->lines + start, end - start, ways);
    }
}

/* ---- Records ---- */

/* A paper while its lines come in. */
struct paper {
    bool is_open;
    size_t line;
    struct lap_str values[FIELD_COUNT];
    char published[sizeof "2024-09-28"];
};

/* Lets a text of several lines reach to the end of line. */
static void extend(struct lap_str *value, struct lap_str line)
{
    if (!value->bytes)
        *value = line;
    else
        value->size = (size_t)(line.bytes + line.size - value->bytes);
}

/* Writes the date in the manner of ISO 8601: `2024-09-28`, or `--04-03` without a year. */
static void set_published(struct paper *paper, struct lap_str date)
{
    unsigned month = month_of(date);
    struct lap_str day = without_first(date, MONTH_SIZE);
    bool has_year = day.size > YEAR_SIZE;
    bool has_two_digits = digit_count(day) == 2;
    char *to = paper->published;

    if (has_year)
        memcpy(to, date.bytes + date.size - 4, 4);
    else
        *to = '-';
    to += has_year ? 4 : 1;
    *to++ = '-';
    *to++ = (char)('0' + month / 10);
    *to++ = (char)('0' + month % 10);
    *to++ = '-';
    *to++ = has_two_digits ? day.bytes[0] : '0';
    *to++ = day.bytes[has_two_digits];
    paper->values[PUBLISHED] = (struct lap_str){paper->published, (size_t)(to - paper->published)};
}

static void add_note(struct paper *paper, const struct note *note)
{
    if (note->authors_count.bytes)
        paper->values[AUTHORS_COUNT] = note->authors_count;
    if (note->comments.bytes)
        paper->values[COMMENTS] = note->comments;
    if (note->date.bytes)
        set_published(paper, note->date);
}

static int end_paper(const struct lap_host *host, struct lap_call *call, struct paper *paper)
{
    int status = paper->is_open ? host->record(call, paper->line, paper->values) : LAP_OK;

    *paper = (struct paper){0};
    return status;
}

static void add_text(struct paper *paper, const struct line *line)
{
    if (line->part == TITLE_FIRST) {
        paper->is_open = true;
        paper->line = line->number;
    }
    extend(&paper->values[line->part <= TITLE_MORE ? TITLE : ABSTRACT], line->text);
}

static int add_line(const struct lap_host *host, struct lap_call *call, struct paper *paper,
                    const struct line *line)
{
    bool is_end =
        line->kind == CHROME_LINE || (line->kind == TEXT_LINE && line->part == TITLE_FIRST);
    int status = is_end ? end_paper(host, call, paper) : LAP_OK;

    if (line->kind == TEXT_LINE)
        add_text(paper, line);
    else if (line->kind == ORGANIZATION_LINE)
        paper->values[ORGANIZATION] = line->text;
    else if (line->kind == NOTE_LINE)
        add_note(paper, &line->note);
    return status;
}

static int read(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_unit *unit)
{
    size_t room = line_count(unit->bytes);
    struct listing listing = {host->alloc(call, room * sizeof *listing.lines), 0};
    struct way(*ways)[PART_COUNT] = host->alloc(call, room * sizeof *ways);
    struct paper paper = {0};
    int status = LAP_OK;

    (void)state;
    if (!listing.lines || !ways)
        return host->fail(call, "no memory for %zu lines; cut the listing into several", room);
    list_lines(unit->bytes, &listing);
    mark_chrome(&listing);
    mark_notes(&listing);
    divide_runs(&listing, ways);
    for (size_t i = 0; i < listing.count && status == LAP_OK; i++)
        status = add_line(host, call, &paper, &listing.lines[i]);
    return status == LAP_OK ? end_paper(host, call, &paper) : status;
}

/* ---- Looking ---- */

/* How often the signs of a listing stand in the head of an input. */
struct signs {
    size_t chrome;    /* what no paper would say */
    size_t headlines; /* phrases of the chrome that another page may have as well */
    size_t notes;     /* authors, and a date below them */
    size_t links;     /* that the page has, and its text has not */
};

/* Whether the line is plainly chrome, or begins with other chrome that it is glued to. */
static bool has_chrome(struct lap_str line)
{
    size_t size = phrase_size(line);

    return plain_chrome_size(line) || plain_chrome_size(without_first(line, size));
}

static struct signs signs_of(struct lap_str text)
{
    struct signs signs = {0};
    bool is_behind_authors = false;

    while (text.size) {
        const char *lf = memchr(text.bytes, '\n', text.size);
        size_t size = lf ? (size_t)(lf - text.bytes) + 1 : text.size;
        struct lap_str line = trimmed((struct lap_str){text.bytes, size});
        struct note note = {0};

        signs.chrome += has_chrome(line);
        signs.headlines += line.size && phrase_size(line) == line.size;
        signs.links += starts_with(line, "https://huggingface.co/") || place_of(line, "](http");
        if (line.size && is_note(line, &note))
            signs.notes += is_behind_authors && note.date.bytes;
        if (line.size && !(note.is_separator && !note.date.bytes))
            is_behind_authors = note.authors_count.bytes != NULL;
        text = without_first(text, size);
    }
    return signs;
}

/* Other programs save the page with its links, as Markdown or HTML, and its data as JSON: that is
 * for other readers, though the same words stand in it. */
static int look(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_head *head, struct lap_look *look)
{
    enum { SURE = 95, LIKELY = 60 };
    struct lap_str text = trimmed(head->bytes);
    struct signs signs = signs_of(text);

    (void)host;
    (void)call;
    (void)state;
    look->framing = LAP_WHOLE;
    look->confidence = 0;
    if (text.size == 0 || memchr("<{[", text.bytes[0], 3) || signs.links > 2)
        return LAP_OK;
    if (signs.chrome || signs.notes > 1)
        look->confidence = SURE;
    else if (signs.notes || signs.headlines > 1)
        look->confidence = LIKELY;
    return LAP_OK;
}

static const struct lap_plugin plugin = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_READER,
    .name = "hf_listing",
    .version = "1.0.0",
    .does = "Reads the Daily Papers listing of Hugging Face, saved as text.",
    .columns = fields,
    .look = look,
    .read = read,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &plugin;
}
