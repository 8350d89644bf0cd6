/* SPDX-License-Identifier: MIT */
/* A reader being used: opened with its options, asked about inputs, called for each unit. */
#include "call/reader.h"

static bool set_options(struct reader *reader, struct faults *faults)
{
    struct declaration *own = arena_take(&reader->arena, sizeof *own);
    bool is_good = true;

    if (!reader->choice)
        return true;
    *own = *reader->plugin.declaration;
    for (size_t i = 0; i < reader->choice->options.count; i++)
        is_good &= declaration_set(&reader->arena, own, reader->choice->options.items[i], faults);
    reader->plugin.declaration = own;
    return is_good;
}

bool reader_open(struct reader *reader, const struct plugin *plugin,
                 const struct reader_choice *choice, struct faults *faults)
{
    struct lap_call call = {.plugin = &reader->plugin, .arena = &reader->arena};
    bool is_good;

    *reader = (struct reader){.plugin = *plugin, .choice = choice};
    if (!set_options(reader, faults))
        return false;
    is_good = call_open(&call, &reader->state);
    if (!is_good)
        faults_add_at(faults,
                      choice ? choice->place : (struct place){plugin->declaration->file, 0, 0},
                      "the reader '%s' refuses its options: %.*s", plugin->declaration->name,
                      STR_ARGS(call_reason(&call)));
    call_end(&call);
    return is_good;
}

void reader_close(struct reader *reader)
{
    arena_release(&reader->arena);
}

void reader_shape(struct reader *reader, const struct record_fields *fields)
{
    const struct lap_setup *setup = &reader->plugin.setup;
    size_t *places = arena_take(&reader->arena, setup->column_count * sizeof *places);

    for (size_t i = 0; i < setup->column_count; i++)
        places[i] = record_field_index(fields, setup->columns[i]);
    reader->shape = (struct record_shape){fields, places, setup->column_count};
}

uint32_t reader_number(const struct reader *reader, const struct catalog *catalog)
{
    return (uint32_t)(catalog_plugin(catalog, reader->plugin.declaration->name) - catalog->plugins);
}

bool reader_look(const struct reader *reader, const struct lap_head *head, struct lap_look *look,
                 struct buffer *reason)
{
    struct arena arena = {0};
    struct lap_call call = {.plugin = &reader->plugin, .arena = &arena};
    bool is_good;

    *look = (struct lap_look){0, LAP_WHOLE};
    call_enter(&call, "looked at an input", true);
    is_good = call_leave(&call,
                         reader->plugin.record->look(&call_host, &call, reader->state, head, look));
    if (!is_good) {
        buffer_add_str(reason, call_reason(&call));
    } else if (look->framing < LAP_LINES || look->framing > LAP_WHOLE) {
        buffer_add_format(reason, "it asks for the framing %u, which there is not",
                          (unsigned)look->framing);
        is_good = false;
    }
    call_end(&call);
    arena_release(&arena);
    return is_good;
}

/* A unit while it is read. */
struct progress {
    const struct reader *reader;
    const struct reading *reading;
    const struct unit *unit;
    size_t count; /* records and rejects so far */
};

/* A line or a paragraph is one record; a second one would take the next one's number. */
static bool has_room(const struct progress *progress)
{
    return progress->reading->framing == LAP_WHOLE || progress->count == 0;
}

static int refuse_second(struct buffer *reason)
{
    reason->size = 0;
    buffer_add_format(reason, "it gave a second record for one line or paragraph");
    return LAP_FAILED;
}

static void add_reject(struct progress *progress, size_t line, struct lap_str reason)
{
    const struct reader_sink *sink = &progress->reading->sink;

    sink->reject(sink->context, progress->unit->record + progress->count,
                 progress->unit->line + line, true, reason);
    progress->count++;
}

static int take_reject(void *context, size_t line, struct lap_str given, struct buffer *reason)
{
    struct progress *progress = context;

    if (!has_room(progress))
        return refuse_second(reason);
    add_reject(progress, line, given);
    return LAP_OK;
}

static void take_large(struct progress *progress, size_t line, size_t size)
{
    struct buffer reason = {0};

    buffer_add_format(&reason,
                      "the record has %zu bytes and the limit is %zu; raise it with --record-limit",
                      size, progress->reading->record_limit);
    add_reject(progress, line, buffer_str(&reason));
    buffer_release(&reason);
}

static int take_record(void *context, size_t line, const struct lap_str *values,
                       struct buffer *reason)
{
    struct progress *progress = context;
    const struct reading *reading = progress->reading;
    const struct record_shape *shape = &progress->reader->shape;
    struct record record;
    size_t size = 0;

    if (!has_room(progress))
        return refuse_second(reason);
    for (size_t i = 0; i < shape->count; i++)
        size += values[i].size;
    if (size > reading->record_limit) {
        take_large(progress, line, size);
        return LAP_OK;
    }
    arena_clear(reading->record_arena);
    if (!record_make(reading->record_arena, reading->scratch, shape, values, &record)) {
        add_reject(progress, line, str_of("the record has neither title nor abstract"));
        return LAP_OK;
    }
    record.source = reading->source;
    record.number = progress->unit->record + progress->count;
    record.line = progress->unit->line + line;
    reading->sink.record(reading->sink.context, &record);
    progress->count++;
    return LAP_OK;
}

/* A call that failed costs its unit: the record that was not given, or what was left of it. */
static void take_failure(struct progress *progress, struct lap_str reason)
{
    const struct reader_sink *sink = &progress->reading->sink;
    const struct unit *unit = progress->unit;

    if (has_room(progress))
        add_reject(progress, 0, reason);
    else
        sink->reject(sink->context, unit->record, unit->line, false, reason);
}

size_t reader_read(const struct reader *reader, const struct reading *reading,
                   const struct unit *unit)
{
    struct progress progress = {.reader = reader, .reading = reading, .unit = unit};
    struct lap_call call = {
        .plugin = &reader->plugin,
        .arena = reading->call_arena,
        .taker = {.context = &progress, .take_record = take_record, .take_reject = take_reject}};
    struct lap_unit view = {unit->bytes, str_of(reading->source), reading->framing};

    arena_clear(reading->call_arena);
    call_enter(&call, "read a record", false);
    if (!call_leave(&call, reader->plugin.record->read(&call_host, &call, reader->state, &view)))
        take_failure(&progress, call_reason(&call));
    call_end(&call);
    return progress.count;
}
