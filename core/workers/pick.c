/* SPDX-License-Identifier: MIT */
/* One record out of an input, by its number. */
#include "workers/pick.h"

/* Pieces in which the input is read until the record comes. */
enum { CHUNK_SIZE = 1 << 20 };

/* The record that is looked for, and what came of it. */
struct search {
    struct arena *arena;
    size_t number;
    struct record *record;
    const char *refusal;
    bool is_found;
};

static void take_record(void *context, const struct record *record)
{
    struct search *search = context;

    if (record->number != search->number)
        return;
    *search->record = record_copy(search->arena, record);
    search->is_found = true;
}

static void take_reject(void *context, size_t number, size_t line, bool is_record,
                        struct lap_str reason)
{
    struct search *search = context;

    if (is_record && number == search->number)
        search->refusal = arena_format(search->arena, "line %zu: %.*s", line, STR_ARGS(reason));
}

static void search_chunk(const struct surveyed *item, const struct chunk *chunk,
                         size_t record_limit, struct search *search)
{
    struct arena record_arena = {0};
    struct arena call_arena = {0};
    struct buffer scratch = {0};
    struct reading reading = {.record_limit = record_limit,
                              .source = item->source,
                              .framing = chunk->framing,
                              .sink = {search, take_record, take_reject},
                              .record_arena = &record_arena,
                              .call_arena = &call_arena,
                              .scratch = &scratch};
    struct unit unit;
    size_t at = 0;

    while (!search->is_found && chunk_unit(chunk, &at, &unit))
        reader_read(item->reader, &reading, &unit);
    arena_release(&record_arena);
    arena_release(&call_arena);
    buffer_release(&scratch);
}

static void search_input(struct surveyed *item, size_t record_limit, struct search *search,
                         struct faults *faults)
{
    struct stream *stream = item->stream ? item->stream : stream_open(&item->input, faults);
    struct cutter *cutter;
    struct chunk chunk;

    if (!stream)
        return;
    cutter = cutter_open(stream, item->framing, CHUNK_SIZE, record_limit);
    while (!search->is_found && !search->refusal &&
           cutter_next(cutter, NULL, &chunk, faults) == CUT_CHUNK)
        if (!chunk.is_too_large)
            search_chunk(item, &chunk, record_limit, search);
    cutter_close(cutter);
    if (!item->stream)
        stream_close(stream);
}

static void tell_missing(const struct surveyed *item, const struct search *search,
                         struct faults *faults)
{
    if (search->refusal)
        faults_add(faults, "%s: record %zu cannot be read: %s", item->source, search->number,
                   search->refusal);
    else if (!search->is_found && faults->count == 0)
        faults_add(faults, "%s: there is no record %zu; they count from 1", item->source,
                   search->number);
}

/* Reads the record out of the one input that was found. */
static enum pick pick_from(struct survey *survey, const struct job *job, struct search *search,
                           struct faults *faults)
{
    struct surveyed *item = survey->items;

    if (survey->count != 1) {
        faults_add(faults, "'%s' holds %zu files; name one of them", job->inputs[0].path,
                   survey->count);
        return PICK_WRONG;
    }
    if (item->refusal)
        faults_add(faults, "%s: %s", item->source, item->refusal);
    else
        search_input(item, amount_value(&job->amounts, AMOUNT_RECORD), search, faults);
    tell_missing(item, search, faults);
    return search->is_found ? PICK_GOOD : PICK_FAILED;
}

enum pick record_pick(struct arena *arena, const struct workshop *workshop, const struct job *job,
                      size_t number, struct record *record, struct faults *faults)
{
    struct search search = {.arena = arena, .number = number, .record = record};
    struct survey survey = {0};
    struct inputs inputs = {0};
    enum pick pick = PICK_WRONG;

    if (inputs_list(arena, job, &inputs, faults) &&
        survey_make(&survey, &workshop->catalog, &inputs, NULL, faults)) {
        for (size_t i = 0; i < survey.readers.count; i++)
            reader_shape(survey.readers.items[i], &workshop->fields);
        pick = pick_from(&survey, job, &search, faults);
    }
    survey_release(&survey);
    return pick;
}
