/* SPDX-License-Identifier: MIT */
/* Reads back from a name, word by word, over makers and kinds to what counts it. */
#include "count.h"

#include <ctype.h>
#include <string.h>

#include "text.h"

/* What may stand between a count and a name: makers, and what kind of a thing it is. */
static const char *const qualifiers[] = {
    "nvidia",        "nvidia's",       "intel",          "amd",         "xilinx",      "amd-xilinx",
    "huawei",        "google",         "apple",          "samsung",     "arm",         "qualcomm",
    "geforce",       "tesla",          "quadro",         "cloud",       "edge",        "embedded",
    "consumer",      "consumer-grade", "consumer-level", "commodity",   "high-end",    "low-end",
    "mid-range",     "entry-level",    "modern",         "standard",    "desktop",     "laptop",
    "mobile",        "server",         "gaming",         "workstation", "gb",          "commercial",
    "off-the-shelf", "low-cost",       "local",          "gen",         "neural",      "graphics",
    "old",           "older",          "ordinary",       "regular",     "affordable",  "powerful",
    "data-center",   "datacenter",     "server-grade",   "cheap",       "inexpensive", "physical",
    "identical",     "virtual",        "core",           "additional",  "different",   "mediatek",
    "microsoft",     "meta",           "head-mounted",   "wearable",    "handheld",    NULL};

static const char *const ones[] = {"single", "one", NULL};
static const char *const articles[] = {"a", "an", NULL};
static const char *const twos[] = {"dual", "pair", NULL};
static const char *const gigabytes[] = {"gb", NULL};

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

struct count count_before(const struct lap_host *host, struct lap_call *call, struct lap_str text,
                          size_t start)
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
        if (is_one_of(part_of(text, word), gigabytes))
            word = word_before(text, word.start);
    }
    return none;
}

bool is_of_hours(struct lap_str text, size_t end)
{
    static const char *const hours[] = {"hour", "day", "week",   "month",
                                        "year", "hr",  "minute", NULL};
    static const char *const things[] = {" GPU", "-GPU", " gpu", " TPU", " core", "-core", NULL};

    if (end < text.size && text.bytes[end] == 's')
        end++;
    end = past_one_of(text, end, things);
    if (end == text.size || !strchr(" -", text.bytes[end]))
        return false;
    return past_one_of(text, end + 1, hours) > end + 1;
}

bool is_of_machines(struct lap_str text, struct lap_span name, const struct count *count)
{
    static const char *const things[] = {" GPU", "-GPU", " TPU", NULL};
    static const char *const machines[] = {"node", "server", "cluster", "instance",
                                           "pod",  "rack",   "host",    NULL};
    size_t start = past_one_of(text, name.end, things), end;

    if (start == text.size || !strchr(" -", text.bytes[start]))
        return false;
    end = past_one_of(text, ++start, machines);
    if (end == start || text.bytes[count->place.end] == '-')
        return false;
    while (end < text.size && isalpha((unsigned char)text.bytes[end]))
        end++;
    return count->number == 1 || text.bytes[end - 1] == 's';
}
