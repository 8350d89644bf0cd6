/* SPDX-License-Identifier: MIT */
/* Hardware by name: reads how many there are from the words before the name, and drops the bare
 * words (GPU, CPU, FPGA, NPU) that come without a count. */
#include <lapidary/plugin.h>

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum capture { CAPTURE_NAME };
static const char *const captures[] = {"name", NULL};

/* The first six are the values of the column kind. */
enum role {
    ROLE_GPU,
    ROLE_TPU,
    ROLE_CPU,
    ROLE_FPGA,
    ROLE_BOARD,
    ROLE_CLOUD,
    ROLE_BARE,
    ROLE_RIVAL,
    ROLE_MACHINE
};
static const char *const roles[] = {"gpu",   "tpu",  "cpu",   "fpga",    "board",
                                    "cloud", "bare", "rival", "machine", NULL};

enum column { COLUMN_NAME, COLUMN_COUNT, COLUMN_KIND, COLUMNS };
static const char *const columns[] = {"name", "count", "kind", NULL};

/* How many there are of a thing, as the words before it say. */
enum said { SAID_NOTHING, SAID_AN, SAID_COUNT };

struct count {
    enum said said;
    double number;
    struct lap_span
        place; /* of the word that says it, without a sign behind it that stands alone */
};

static struct lap_str part_of(struct lap_str text, struct lap_span span)
{
    return (struct lap_str){text.bytes + span.start, span.end - span.start};
}

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

/* ---- The words before a name ---- */

/* What may stand between a count and a name: makers, and what kind of a thing it is. */
static const char *const qualifiers[] = {"nvidia",
                                         "nvidia's",
                                         "intel",
                                         "amd",
                                         "xilinx",
                                         "amd-xilinx",
                                         "huawei",
                                         "google",
                                         "apple",
                                         "samsung",
                                         "arm",
                                         "qualcomm",
                                         "geforce",
                                         "tesla",
                                         "quadro",
                                         "cloud",
                                         "edge",
                                         "embedded",
                                         "consumer",
                                         "consumer-grade",
                                         "consumer-level",
                                         "commodity",
                                         "high-end",
                                         "low-end",
                                         "mid-range",
                                         "entry-level",
                                         "modern",
                                         "standard",
                                         "desktop",
                                         "laptop",
                                         "mobile",
                                         "server",
                                         "gaming",
                                         "workstation",
                                         "gb",
                                         "commercial",
                                         "off-the-shelf",
                                         "low-cost",
                                         "local",
                                         "gen",
                                         "neural",
                                         "graphics",
                                         "old",
                                         "older",
                                         "ordinary",
                                         "regular",
                                         "affordable",
                                         "powerful",
                                         "data-center",
                                         "datacenter",
                                         "server-grade",
                                         "cheap",
                                         "inexpensive",
                                         "physical",
                                         "identical",
                                         "virtual",
                                         "core",

                                         "additional",
                                         "different",
                                         NULL};

static const char *const ones[] = {"single", "one", NULL};
static const char *const articles[] = {"a", "an", NULL};
static const char *const twos[] = {"dual", "pair", NULL};

/* The word that ends before at, over one space or hyphen; empty at the beginning of the text. Of a
 * word that is longer than any that says something, as much as tells so: the time that a text
 * without spaces takes grows with its length only. */
static struct lap_span word_before(struct lap_str text, size_t at)
{
    enum { WORD_AT_MOST = 100 };
    struct lap_span word;

    if (at > 0 && strchr(" -~", text.bytes[at - 1]))
        at--;
    word.start = word.end = at;
    while (word.start > 0 && at - word.start < WORD_AT_MOST &&
           !strchr(" ~(", text.bytes[word.start - 1]))
        word.start--;
    return word;
}

/* "80GB", "24-GB", "128-core", "13th": sizes and ordinals, not counts. */
static bool is_size(struct lap_str word)
{
    size_t i = 0;

    while (i < word.size && isdigit((unsigned char)word.bytes[i]))
        i++;
    if (i == 0 || i == word.size)
        return false;
    if (word.bytes[i] == '-')
        i++;
    return i < word.size && (word.bytes[i] == 'G' || islower((unsigned char)word.bytes[i])) &&
           word.bytes[i] != 'x';
}

/* A word without the sign of multiplication at its end: "8x", "8×". Its size is 0 where it is
 * nothing else. */
static struct lap_str without_times(struct lap_str word, bool *is_times)
{
    static const char *const signs[] = {"x",         "X",       "\u00d7", "times",
                                        "$\\times$", "\\times", "*",      NULL};

    *is_times = false;
    for (const char *const *sign = signs; *sign; sign++) {
        size_t size = strlen(*sign);
        if (word.size >= size && memcmp(word.bytes + word.size - size, *sign, size) == 0) {
            *is_times = true;
            word.size -= size;
            break;
        }
    }
    if (*is_times && word.size > 0 && word.bytes[word.size - 1] == '$')
        word.size--;
    if (word.size > 0 && word.bytes[0] == '$') {
        word.bytes++;
        word.size--;
    }
    return word;
}

/* A number in digits that may have a k for thousands behind it: "6K". */
static bool number_of(const struct lap_host *host, struct lap_call *call, struct lap_str said,
                      double *number)
{
    size_t last = said.size - 1;
    bool is_thousands = last > 0 && (said.bytes[last] | 0x20) == 'k' &&
                        isdigit((unsigned char)said.bytes[last - 1]);

    said.size -= is_thousands;
    if (!host->number(call, said, number))
        return false;
    *number *= is_thousands ? 1000 : 1;
    return true;
}

/* "In 2024 GPUs" counts nothing; "of 2K GPUs" and "of 2,000 GPUs" do, since no year is written so.
 */
static bool is_year(struct lap_str text, struct lap_span word, double number)
{
    static const char *const before[] = {"in", "since", "of", "until", "by", NULL};
    bool is_plain = word.end - word.start == 4 && isdigit((unsigned char)text.bytes[word.end - 1]);

    return is_plain && number >= 1990 && number < 2040 &&
           is_one_of(part_of(text, word_before(text, word.start)), before);
}

static bool is_whole(double number)
{
    return number >= 1 && number <= 1e7 && (double)(int64_t)number == number;
}

/* How many the word says. */
static struct count count_in(const struct lap_host *host, struct lap_call *call,
                             struct lap_str text, struct lap_span word)
{
    struct count count = {SAID_COUNT, 1, word};
    struct lap_str said = part_of(text, word);
    bool is_times;

    if (is_one_of(said, articles))
        count.said = SAID_AN;
    else if (is_one_of(said, twos))
        count.number = 2;
    else if (!is_one_of(said, ones)) {
        said = without_times(said, &is_times);
        if (said.size == 0 && is_times) {
            count.place = word_before(text, word.start);
            said = part_of(text, count.place);
        }
        if (said.size == 0 || !number_of(host, call, said, &count.number) ||
            !is_whole(count.number) || is_year(text, count.place, count.number))
            count.said = SAID_NOTHING;
    }
    return count;
}

enum { QUALIFIERS_AT_MOST = 6 };

static struct count count_before(const struct lap_host *host, struct lap_call *call,
                                 struct lap_str text, size_t start)
{
    struct count none = {SAID_NOTHING, 0, {0, 0}};
    struct lap_span word = {start, start};

    if (start > 0 && strchr("xX", text.bytes[start - 1]))
        word = (struct lap_span){start - 1, start - 1};
    for (size_t i = 0; i < QUALIFIERS_AT_MOST; i++) {
        struct count count;
        word = word_before(text, word.start);
        if (word.start == word.end)
            return none;
        count = count_in(host, call, text, word);
        if (count.said != SAID_NOTHING)
            return count;
        if (!is_one_of(part_of(text, word), qualifiers) && !is_size(part_of(text, word)))
            return none;
        if (is_one_of(part_of(text, word), (const char *const[]){"gb", NULL}))
            word = word_before(text, word.start);
    }
    return none;
}

/* Whether place, before matches[index], lies in the name that another match found: "4090" of "4090
 * GPU". */
static bool is_in_name(const struct lap_match *matches, size_t index, struct lap_span place)
{
    enum { NAME_AT_MOST = 100 };

    for (size_t i = index; i-- > 0;) {
        const struct lap_match *match = &matches[i];
        if (match->field != matches[index].field || match->span.start + NAME_AT_MOST < place.start)
            return false;
        if (match->role < ROLE_BARE && match->span.start <= place.start &&
            match->span.end >= place.end)
            return true;
    }
    return false;
}

/* Whether one of several words begins at a place. */
static bool begins_with_one_of(struct lap_str text, size_t at, const char *const *words)
{
    for (; *words; words++)
        if (text.size - at >= strlen(*words) &&
            memcmp(text.bytes + at, *words, strlen(*words)) == 0)
            return true;
    return false;
}

/* "480 A100 GPU hours": the number counts hours. */
static bool is_of_hours(struct lap_str text, size_t end)
{
    static const char *const hours[] = {"hour", "day", "week",   "month",
                                        "year", "hr",  "minute", NULL};
    static const char *const things[] = {" GPU", "-GPU", " gpu", " TPU", " core", "-core", NULL};

    if (end < text.size && text.bytes[end] == 's')
        end++;
    for (const char *const *thing = things; *thing; thing++)
        if (text.size - end > strlen(*thing) &&
            memcmp(text.bytes + end, *thing, strlen(*thing)) == 0) {
            end += strlen(*thing);
            break;
        }
    if (end == text.size || !strchr(" -", text.bytes[end]))
        return false;
    return begins_with_one_of(text, end + 1, hours);
}

/* "One A100 node", "16 A100 nodes": how many processors these have is not said. "An 8 A100 node"
 * and "8-A100 nodes" say it. */
static bool is_of_machines(struct lap_str text, struct lap_span name, const struct count *count)
{
    static const char *const things[] = {" GPU", "-GPU", " TPU", NULL};
    static const char *const machines[] = {"node", "server", "cluster", "instance",
                                           "pod",  "rack",   "host",    NULL};
    size_t end = name.end;

    if (begins_with_one_of(text, end, things))
        end += strlen(things[0]);
    if (end == text.size || !strchr(" -", text.bytes[end]) ||
        !begins_with_one_of(text, ++end, machines) || text.bytes[count->place.end] == '-')
        return false;
    while (end < text.size && isalpha((unsigned char)text.bytes[end]))
        end++;
    return count->number == 1 || text.bytes[end - 1] == 's';
}

/* ---- What an accelerator is compared with ---- */

static bool is_in_word(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_';
}

/* How many bytes from a place on are of a class. */
static size_t run_of(struct lap_str word, size_t at, int (*is_of)(int))
{
    size_t end = at;

    while (end < word.size && is_of((unsigned char)word.bytes[end]))
        end++;
    return end - at;
}

/* Whether a word is written as names of accelerators are: "A3", "MNNCut", "DianNao", "Eyeriss", and
 * no more than twelve letters and digits behind that. */
static bool is_accelerator_name(struct lap_str word)
{
    enum { BEHIND_AT_MOST = 12, UPPER_AT_MOST = 4, LOWER_AT_MOST = 10 };
    size_t upper, lower, form = 0;

    if (word.size < 2 || !isupper((unsigned char)word.bytes[0]))
        return false;
    upper = run_of(word, 1, isupper);
    lower = run_of(word, 1 + upper, islower);
    if (isdigit((unsigned char)word.bytes[1]))
        form = 2;
    else if (upper >= 1 && upper <= UPPER_AT_MOST && lower > 0)
        form = 1 + upper + lower;
    else if (upper == 0 && lower >= 1 && lower <= LOWER_AT_MOST &&
             run_of(word, 1 + lower, isupper) > 0 && run_of(word, 2 + lower, islower) > 0)
        form = 2 + lower + run_of(word, 2 + lower, islower);
    else if (word.size >= 7 && memcmp(word.bytes, "Eyeriss", 7) == 0)
        form = 7;
    return form > 0 && word.size - form <= BEHIND_AT_MOST;
}

/* The name before "accelerator", where a word of comparison or an article stands before it; empty
 * where there is none. */
static struct lap_span rival_name(struct lap_str text, size_t accelerator)
{
    static const char *const before[] = {"over ", "than ", ", ",   "and ",
                                         "with ", "to ",   "the ", NULL};
    struct lap_span name = {accelerator - 1, accelerator - 1};

    while (name.start > 0 && is_in_word(text.bytes[name.start - 1]))
        name.start--;
    for (const char *const *word = before; *word; word++) {
        size_t size = strlen(*word);
        if (name.start >= size && memcmp(text.bytes + name.start - size, *word, size) == 0 &&
            is_accelerator_name(part_of(text, name)))
            return name;
    }
    return (struct lap_span){name.end, name.end};
}

/* ---- Rows ---- */

static const char *kind_of(struct lap_str text, const struct lap_match *match)
{
    if (match->role == ROLE_RIVAL)
        return roles[ROLE_TPU];
    if (match->role != ROLE_BARE)
        return roles[match->role];
    switch (text.bytes[match->span.start]) {
    case 'G':
        return roles[ROLE_GPU];
    case 'C':
        return roles[ROLE_CPU];
    case 'F':
        return roles[ROLE_FPGA];
    default:
        return roles[ROLE_TPU];
    }
}

/* Why a bare word is no row, or NULL. One without an s stands for one, or in "8-GPU". */
static const char *fault_of_bare(struct lap_str text, struct lap_span name,
                                 const struct count *count)
{
    bool is_plural = text.bytes[name.end - 1] == 's';

    if (count->said != SAID_COUNT)
        return "no count and no name";
    if (!is_plural && count->number > 1 && text.bytes[name.start - 1] != '-')
        return "the number before it counts something else";
    return NULL;
}

/* Where the name of a match stands; empty where it has none after all. */
static struct lap_span name_of(struct lap_str text, const struct lap_match *match)
{
    if (match->role == ROLE_RIVAL)
        return rival_name(text, match->span.start);
    return match->name.bytes ? match->span : match->captures[CAPTURE_NAME];
}

static int take_match(const struct lap_host *host, struct lap_call *call,
                      const struct lap_record *record, const struct lap_match *matches,
                      size_t index)
{
    const struct lap_match *match = &matches[index];
    struct lap_str text = record->fields[match->field].text;
    struct lap_span name = name_of(text, match);
    struct lap_value values[COLUMNS] = {lap_empty(), lap_empty(), lap_empty()};
    struct lap_row row = {match, match->field, name, values};
    struct count said;
    const char *kind = kind_of(text, match), *fault = NULL;

    if (name.start == name.end) {
        host->drop(call, match, "no name stands before it");
        return LAP_OK;
    }
    said = count_before(host, call, text, name.start);
    if (said.said != SAID_NOTHING && is_in_name(matches, index, said.place))
        said.said = SAID_NOTHING;
    if (match->role == ROLE_BARE)
        fault = fault_of_bare(text, name, &said);
    if (fault) {
        host->drop(call, match, fault);
        return LAP_OK;
    }
    values[COLUMN_NAME] = lap_text(match->name.bytes ? match->name : part_of(text, name));
    values[COLUMN_KIND] = lap_text((struct lap_str){kind, strlen(kind)});
    if (match->role <= ROLE_BOARD && is_of_machines(text, name, &said))
        said.said = SAID_NOTHING;
    if (said.said != SAID_NOTHING && !is_of_hours(text, name.end))
        values[COLUMN_COUNT] = lap_number(said.number);
    return host->row(call, &row);
}

static int extract(const struct lap_host *host, struct lap_call *call, const void *state,
                   const struct lap_record *record, const struct lap_match *matches, size_t count)
{
    (void)state;
    for (size_t i = 0; i < count; i++)
        if (!matches[i].is_cue && take_match(host, call, record, matches, i))
            return LAP_FAILED;
    return LAP_OK;
}

static const struct lap_plugin plugin = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_EXTRACTOR,
    .name = "hardware",
    .version = "1.0.0",
    .does = "Processors, accelerators, boards and machines by name, with how many there are.",
    .columns = columns,
    .captures = captures,
    .roles = roles,
    .extract = extract,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &plugin;
}
