/* SPDX-License-Identifier: MIT */
/* Which reader takes which input: each is looked at before the run begins. */
#include "workers/survey.h"

#include <sys/stat.h>

#include "declare/nearest.h"
#include "text/utf8.h"

/* The opened reader of a plugin with a choice's options, opened now if it was not yet. */
static const struct reader *open_reader(struct survey *survey, const struct plugin *plugin,
                                        const struct reader_choice *choice, struct faults *faults)
{
    struct reader **readers = survey->readers;
    struct reader *reader;

    for (size_t i = 0; i < survey->reader_count; i++) {
        if (readers[i]->plugin.record == plugin->record && readers[i]->choice == choice &&
            strcmp(readers[i]->plugin.declaration->name, plugin->declaration->name) == 0)
            return readers[i];
    }
    reader = arena_take(&survey->arena, sizeof *reader);
    survey->readers =
        arena_take(&survey->arena, (survey->reader_count + 1) * sizeof *survey->readers);
    if (readers)
        memcpy(survey->readers, readers, survey->reader_count * sizeof *readers);
    survey->readers[survey->reader_count++] = reader;
    return reader_open(reader, plugin, choice, faults) ? reader : NULL;
}

/* The surest of all readers. */
static bool find_reader(struct survey *survey, const struct catalog *catalog,
                        const struct lap_head *head, struct surveyed *item, struct faults *faults)
{
    struct buffer reason = {0};
    int surest = 0;

    for (size_t i = 0; i < catalog->count; i++) {
        const struct plugin *plugin = &catalog->plugins[i];
        const struct reader *reader;
        struct lap_look look;

        if (plugin->declaration->kind != LAP_READER)
            continue;
        reader = open_reader(survey, plugin, NULL, faults);
        if (!reader) {
            buffer_release(&reason);
            return false;
        }
        reason.size = 0;
        if (reader_look(reader, head, &look, &reason) && look.confidence > surest) {
            surest = look.confidence;
            item->reader = reader;
            item->framing = look.framing;
        }
    }
    buffer_release(&reason);
    if (!item->reader)
        item->refusal = "no reader knows what this is; choose one with --reader NAME, or leave the "
                        "input out";
    return true;
}

static void tell_unknown_reader(struct survey *survey, const struct catalog *catalog,
                                const struct reader_choice *choice, struct faults *faults)
{
    const char **known = arena_take(&survey->arena, (catalog->count + 1) * sizeof *known);
    size_t count = 0;

    for (size_t i = 0; i < catalog->count; i++) {
        if (catalog->plugins[i].declaration->kind == LAP_READER)
            known[count++] = catalog->plugins[i].declaration->name;
    }
    faults_add_at(faults, choice->place, "there is no reader '%s'%s", choice->name,
                  nearest_hint(&survey->arena, choice->name, known));
}

static bool take_choice(struct survey *survey, const struct catalog *catalog,
                        const struct lap_head *head, struct surveyed *item, struct faults *faults)
{
    const struct reader_choice *choice = item->input.choice;
    const struct plugin *plugin = catalog_plugin(catalog, choice->name);
    struct buffer reason = {0};
    struct lap_look look;

    if (!plugin || plugin->declaration->kind != LAP_READER) {
        tell_unknown_reader(survey, catalog, choice, faults);
        return false;
    }
    item->reader = open_reader(survey, plugin, choice, faults);
    if (!item->reader)
        return false;
    if (!reader_look(item->reader, head, &look, &reason))
        item->refusal = arena_format(&survey->arena, "the reader '%s' cannot look at it: %s",
                                     choice->name, buffer_text(&reason));
    item->framing = look.framing;
    buffer_release(&reason);
    return true;
}

/* The one sentence of faults, without its line end. */
static const char *refusal_of(struct survey *survey, const struct faults *faults)
{
    struct lap_str text = buffer_str(&faults->text);

    text.size -= text.size > 0;
    return arena_copy(&survey->arena, text);
}

/* An input's name as UTF-8: bytes that are none are replaced. */
static const char *source_of(struct survey *survey, const char *name)
{
    struct buffer folded = {0};
    const char *source = name;

    if (utf8_fold(&folded, str_of(name)) > 0)
        source = arena_copy(&survey->arena, buffer_str(&folded));
    buffer_release(&folded);
    return source;
}

/* A pipe gives its bytes once: what was read for looking would be gone. */
static bool is_read_again(const struct input *input)
{
    struct stat status;

    return strcmp(input->name, "-") != 0 && stat(input->name, &status) == 0 &&
           S_ISREG(status.st_mode);
}

static bool look_at(struct survey *survey, const struct catalog *catalog, struct surveyed *item,
                    struct faults *faults)
{
    struct faults refusals = {0};
    struct stream *stream = stream_open(&item->input, &refusals);
    struct lap_head head;
    bool is_good;

    item->source = source_of(survey, item->input.name);
    if (!stream) {
        item->refusal = refusal_of(survey, &refusals);
        faults_release(&refusals);
        return true;
    }
    head = stream_head(stream);
    item->size = stream_total(stream);
    is_good = item->input.choice ? take_choice(survey, catalog, &head, item, faults)
                                 : find_reader(survey, catalog, &head, item, faults);
    if (is_read_again(&item->input))
        stream_close(stream);
    else
        item->stream = stream;
    return is_good;
}

bool survey_make(struct survey *survey, const struct catalog *catalog, const struct inputs *inputs,
                 struct faults *faults)
{
    bool is_good = true;

    survey->items = arena_take(&survey->arena, inputs->count * sizeof *survey->items);
    for (; is_good && survey->count < inputs->count; survey->count++) {
        survey->items[survey->count].input = inputs->items[survey->count];
        is_good = look_at(survey, catalog, &survey->items[survey->count], faults);
    }
    return is_good;
}

void survey_release(struct survey *survey)
{
    for (size_t i = 0; i < survey->count; i++) {
        if (survey->items[i].stream)
            stream_close(survey->items[i].stream);
    }
    for (size_t i = 0; i < survey->reader_count; i++)
        reader_close(survey->readers[i]);
    arena_release(&survey->arena);
}
