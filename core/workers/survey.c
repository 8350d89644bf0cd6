/* SPDX-License-Identifier: MIT */
/* Which reader takes which input: each is looked at before the run begins. */
#include "workers/survey.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "text/utf8.h"

/* An input's name as UTF-8: bytes that are none are replaced. */
static const char *source_of(struct survey *survey, const char *name)
{
    struct buffer repaired = {0};
    const char *source = name;

    if (!utf8_is_clean(str_of(name))) {
        utf8_repair(&repaired, str_of(name));
        source = arena_copy(&survey->arena, buffer_str(&repaired));
    }
    buffer_release(&repaired);
    return source;
}

static int compare_sources(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Rows are told apart by the source and the record's number in it. */
static bool sources_differ(struct survey *survey, size_t count, struct faults *faults)
{
    const char **sources = arena_take(&survey->arena, count * sizeof *sources);
    bool are_different = true;

    for (size_t i = 0; i < count; i++)
        sources[i] = survey->items[i].source;
    qsort(sources, count, sizeof *sources, compare_sources);
    for (size_t i = 1; i < count; i++) {
        if (strcmp(sources[i - 1], sources[i]) != 0)
            continue;
        faults_add(faults, "%s: is the name of two inputs, and rows are told apart by it; %s",
                   sources[i],
                   strstr(sources[i], UTF8_REPLACEMENT)
                       ? "where U+FFFD stands for bytes that are no UTF-8, rename one of them"
                       : "name it once, alone or by its folder");
        are_different = false;
    }
    return are_different;
}

/* A pipe gives its bytes once: what was read for looking would be gone. */
static bool is_read_again(const struct input *input)
{
    struct stat status;

    return strcmp(input->name, "-") != 0 && stat(input->name, &status) == 0 &&
           S_ISREG(status.st_mode);
}

/* Who looks at the inputs. */
struct lookout {
    struct survey *survey;
    struct scout *scout;           /* NULL: this process */
    struct reader_finding finding; /* of the input at hand */
};

static bool ask(struct lookout *lookout, const struct inquiry *inquiry, struct faults *faults)
{
    if (!readers_open(&lookout->survey->readers, inquiry->choice, faults))
        return false;
    if (lookout->scout)
        return scout_ask(lookout->scout, inquiry, &lookout->finding, faults);
    readers_ask(&lookout->survey->readers, inquiry, &lookout->finding);
    return true;
}

static bool find_reader(struct lookout *lookout, const struct lap_head *head, struct surveyed *item,
                        struct faults *faults)
{
    struct inquiry inquiry = {.choice = item->input.choice, .head = *head};
    struct reader_finding *finding = &lookout->finding;
    struct survey *survey = lookout->survey;

    if (!ask(lookout, &inquiry, faults))
        return false;
    if (finding->plugin == WATCH_NONE) {
        item->refusal = arena_copy(&survey->arena, buffer_str(&finding->reasons));
        return true;
    }
    item->reader = readers_find(&survey->readers, finding->plugin, inquiry.choice);
    item->framing = finding->framing;
    if (finding->reasons.size > 0)
        faults_add(faults, "%s: %s; the reader '%s' takes it", item->source,
                   buffer_text(&finding->reasons), item->reader->plugin.declaration->name);
    return true;
}

static bool look_at(struct lookout *lookout, struct surveyed *item, struct faults *faults)
{
    struct survey *survey = lookout->survey;
    struct faults refusals = {0};
    struct stream *stream = stream_open(&item->input, &refusals);
    struct lap_head head;
    uint64_t unpacked;
    bool is_good;

    if (!stream) {
        item->refusal = arena_copy(&survey->arena, faults_sentence(&refusals));
        faults_release(&refusals);
        return true;
    }
    head = stream_head(stream);
    item->size = stream_total(stream);
    item->is_packed = stream_packing(stream, &unpacked) != NULL;
    is_good = find_reader(lookout, &head, item, faults);
    if (is_read_again(&item->input))
        stream_close(stream);
    else
        item->stream = stream;
    return is_good;
}

bool survey_make(struct survey *survey, const struct catalog *catalog, const struct inputs *inputs,
                 struct scout *scout, struct faults *faults)
{
    struct lookout lookout = {.survey = survey, .scout = scout};
    bool is_good;

    survey->readers.catalog = catalog;
    survey->readers.vigil.watch = &survey->watch;
    survey->items = arena_take(&survey->arena, inputs->count * sizeof *survey->items);
    for (size_t i = 0; i < inputs->count; i++) {
        survey->items[i].input = inputs->items[i];
        survey->items[i].source = source_of(survey, inputs->items[i].name);
    }
    is_good = sources_differ(survey, inputs->count, faults);
    for (; is_good && survey->count < inputs->count; survey->count++)
        is_good = look_at(&lookout, &survey->items[survey->count], faults);
    buffer_release(&lookout.finding.reasons);
    return is_good;
}

void survey_release(struct survey *survey)
{
    for (size_t i = 0; i < survey->count; i++)
        if (survey->items[i].stream)
            stream_close(survey->items[i].stream);
    readers_close(&survey->readers);
    arena_release(&survey->arena);
}

const char *const *survey_takers(const struct survey *survey, struct arena *arena)
{
    static const char *const cuts[] = {
        [LAP_LINES] = "lines", [LAP_PARAGRAPHS] = "paragraphs", [LAP_WHOLE] = "one piece"};
    const char **takers = arena_take(arena, survey->count * sizeof *takers);

    for (size_t i = 0; i < survey->count; i++) {
        const struct surveyed *item = &survey->items[i];

        takers[i] = "no reader";
        if (item->reader)
            takers[i] = arena_format(arena, "%s in %s", item->reader->plugin.declaration->name,
                                     cuts[item->framing]);
    }
    return takers;
}

bool survey_can_be_repeated(const struct survey *survey)
{
    for (size_t i = 0; i < survey->count; i++)
        if (survey->items[i].stream)
            return false;
    return true;
}

uint64_t survey_bytes(const struct survey *survey)
{
    uint64_t bytes = 0;

    for (size_t i = 0; i < survey->count; i++) {
        const struct surveyed *item = &survey->items[i];

        if (item->stream || item->is_packed)
            return UINT64_MAX;
        bytes += item->reader ? item->size : 0;
    }
    return bytes;
}
