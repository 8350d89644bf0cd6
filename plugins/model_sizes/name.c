/* SPDX-License-Identifier: MIT */
/* Names are known by their signs and capitals, and by the words that are none. */
#include "name.h"

#include <ctype.h>
#include <string.h>

#include "text.h"

static bool is_name_sign(char sign)
{
    return isalnum((unsigned char)sign) || (sign != '\0' && strchr("-_.+:", sign));
}

/* The run of a name's signs that ends at end; empty where it is longer than any name, so that the
 * time that a text without spaces takes grows with its length only. */
static struct lap_span run_before(struct lap_str text, size_t end)
{
    enum { NAME_AT_MOST = 300 };
    struct lap_span run = {end, end};

    while (run.start > 0 && is_name_sign(text.bytes[run.start - 1]))
        if (end - --run.start > NAME_AT_MOST)
            return (struct lap_span){end, end};
    while (run.end > run.start && strchr("-_.:", text.bytes[run.end - 1]))
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
    "the",     "our",        "a",     "an",     "with",   "for",   "using",  "small",
    "large",   "in",         "on",    "from",   "we",     "both",  "only",   "these",
    "this",    "while",      "when",  "at",     "to",     "as",    "by",     "over",
    "even",    "base",       "mini",  "medium", "tiny",   "nano",  "super",  "ultra",
    "new",     "llm",        "llms",  "mllm",   "mllms",  "vlm",   "vlms",   "lm",
    "moe",     "slm",        "lms",   "slms",   "lmms",   "vlas",  "dits",   "and",
    "or",      "its",        "their", "ai",     "nlp",    "model", "models", "training",
    "scaling", "empowering", "sub",   "scale",  "scales", "size",  "sizes",  NULL};

/* The ends of words that tell what is done to a model, or which it is: "3B-to-1B", "farm-trained".
 */
static const char *const no_ends[] = {"-to", "-only", "-trained", "-tuned", "-based", NULL};

static bool is_no_name(struct lap_str word)
{
    for (size_t i = 0; no_ends[i] != NULL; i++) {
        size_t size = strlen(no_ends[i]);
        if (word.size > size && memcmp(word.bytes + word.size - size, no_ends[i], size) == 0)
            return true;
    }
    return is_one_of(word, no_names);
}

/* "3.2-Vision": a version, and what hangs on it. */
static bool begins_with_version(struct lap_str text)
{
    size_t i = 0;

    while (i < text.size && text.bytes[i] != '-')
        i++;
    return i < text.size && is_version((struct lap_str){text.bytes, i});
}

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

    if (!is_name(word) || !has_capital(word) || is_no_name(word))
        return false;
    for (size_t i = 1; i < word.size; i++)
        if (!islower((unsigned char)word.bytes[i]))
            return true;
    return is_inside;
}

/* "R1": a capital and a number. */
static bool is_lettered_version(struct lap_str text)
{
    return text.size > 1 && isupper((unsigned char)text.bytes[0]) &&
           is_version((struct lap_str){text.bytes + 1, text.size - 1});
}

/* The name that goes on with a version, which may stand alone: "Quarry 3.2-Vision", "QuarryMind
 * R1". A word with a hyphen tells what is done: "Fine-tuning T5". */
static struct lap_span with_name_before_version(struct lap_str text, struct lap_span version)
{
    struct lap_span name;

    if (version.start == 0 || text.bytes[version.start - 1] != ' ')
        return version;
    name = run_before(text, version.start - 1);
    if (name.end != version.start - 1 || !is_likely_name(text, name) ||
        memchr(text.bytes + name.start, '-', name.end - name.start))
        return version;
    return (struct lap_span){name.start, version.end};
}

bool is_attached(struct lap_str text, const struct figure *figure)
{
    size_t at = figure->place.start;

    if (figure->match->role == ROLE_GLUED)
        return true;
    return figure->match->role == ROLE_FIGURE && at > 1 && strchr("-:_", text.bytes[at - 1]) &&
           is_name(part_of(text, run_before(text, at)));
}

struct lap_span name_before(struct lap_str text, const struct figure *figure)
{
    size_t at = figure->place.start;
    struct lap_span run;

    if (is_attached(text, figure)) {
        run = run_before(text, at);
        if (begins_with_version(part_of(text, run)) || is_lettered_version(part_of(text, run)))
            return with_name_before_version(text, run);
        return is_no_name(part_of(text, run)) ? (struct lap_span){at, at} : run;
    }
    if (at > 0 && text.bytes[at - 1] == '(')
        at--;
    if (at == 0 || !strchr(" -", text.bytes[at - 1]))
        return (struct lap_span){at, at};
    run = run_before(text, at - 1);
    if (is_version(part_of(text, run)) && run.start > 0 && text.bytes[run.start - 1] == ' ')
        run.start = run_before(text, run.start - 1).start;
    else if (is_lettered_version(part_of(text, run)))
        run = with_name_before_version(text, run);
    if (run.end != at - 1 || figure->match->role == ROLE_SPELLED || !is_likely_name(text, run))
        run.start = run.end;
    return run;
}

/* Whether a known model's name begins a word. */
static bool begins_with_family(const struct reading *reading, size_t field, struct lap_span word)
{
    for (size_t i = first_match(reading, field, word.start); i < reading->match_count; i++) {
        const struct lap_match *match = &reading->matches[i];
        if (match->field != field || match->span.start > word.start)
            return false;
        if (match->role == ROLE_FAMILY && match->span.end <= word.end)
            return true;
    }
    return false;
}

/* "a Compact 7B Language Model": a title writes most words large, and a plain one before a figure
 * is no name where another goes on behind it, unless it is known. */
static bool is_title_word(const struct reading *reading, const struct figure *figure,
                          struct lap_span name)
{
    struct lap_str text = text_of(reading, figure);
    size_t field = figure->match->field, end = figure->place.end;

    if (strcmp(reading->record->fields[field].name, "title") != 0 || is_attached(text, figure) ||
        end + 1 >= text.size || text.bytes[end] != ' ' ||
        !isupper((unsigned char)text.bytes[end + 1]) || begins_with_family(reading, field, name))
        return false;
    for (size_t i = name.start + 1; i < name.end; i++)
        if (!islower((unsigned char)text.bytes[i]))
            return false;
    return name.start < name.end;
}

/* Words that tell which of its family a model is, and stand behind the family's name. */
static const char *const tiers[] = {"small", "large", "base",  "mini",  "medium",
                                    "tiny",  "nano",  "super", "ultra", NULL};

/* "Small" of "Mistral Small 24B", "Coder" of "Quarry2.5 Coder (32B)", which alone is no name; empty
 * where no such word stands before a figure. */
static struct lap_span byname_before(struct lap_str text, const struct figure *figure)
{
    size_t end = figure->place.start;
    struct lap_span word;

    end -= end > 0 && text.bytes[end - 1] == '(';
    end -= end > 0 && strchr(" -", text.bytes[end - 1]) != NULL;
    word = run_before(text, end);
    if (word.end != end || figure->match->role != ROLE_FIGURE || !is_name(part_of(text, word)) ||
        (is_no_name(part_of(text, word)) && !is_one_of(part_of(text, word), tiers)))
        word.start = word.end;
    return word;
}

struct lap_span with_family(const struct reading *reading, const struct figure *figure,
                            struct lap_span name)
{
    struct lap_str text = text_of(reading, figure);
    size_t field = figure->match->field;
    bool is_second = figure > reading->figures && figure[-1].match->field == field;
    struct lap_span own = name.start < name.end ? name : byname_before(text, figure), family = own;

    if (is_title_word(reading, figure, name))
        return (struct lap_span){name.end, name.end};
    if (own.start == own.end || !isupper((unsigned char)text.bytes[own.start]))
        return name;
    do {
        size_t end = family.start;
        if (end == 0 || text.bytes[end - 1] != ' ')
            return name;
        family = run_before(text, end - 1);
        if (family.start == family.end || family.end != end - 1)
            return name;
    } while (is_version(part_of(text, family)));
    if (!isupper((unsigned char)text.bytes[family.start]) || is_no_name(part_of(text, family)) ||
        !begins_with_family(reading, field, family) ||
        (is_second && figure[-1].place.end > family.start))
        return name;
    return (struct lap_span){family.start, own.end};
}
