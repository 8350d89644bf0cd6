/* SPDX-License-Identifier: MIT */
/* A reader being used: opened with its options, asked about inputs, called for each unit. */
#ifndef LAPIDARY_CALL_READER_H
#define LAPIDARY_CALL_READER_H

#include "call/host.h"
#include "read/cut.h"
#include "read/record.h"

struct reader {
    struct plugin plugin;               /* the catalog's, with this reader's options */
    const struct reader_choice *choice; /* NULL: no options but the defaults */
    struct record_shape shape;
    struct arena arena;
    void *state;
};

/* Opens a reader of the catalog with a choice's options (choice may be NULL); false and a fault
 * where an option is unknown or the reader refuses. reader_close takes back what reader_open took,
 * also after it failed. */
bool reader_open(struct reader *reader, const struct plugin *plugin,
                 const struct reader_choice *choice, struct faults *faults);
void reader_close(struct reader *reader);

/* Says which of the run's fields the reader fills; once, before reader_read. */
void reader_shape(struct reader *reader, const struct record_fields *fields);

/* The reader's index in the catalog that it was opened from. */
uint32_t reader_number(const struct reader *reader, const struct catalog *catalog);

/* What the reader says of an input's beginning; false and a reason where it fails or asks for a
 * framing that there is not. */
bool reader_look(const struct reader *reader, const struct lap_head *head, struct lap_look *look,
                 struct buffer *reason);

/* Takes what a reader gives. */
struct reader_sink {
    void *context;
    /* A record, borrowed until the call returns. */
    void (*record)(void *context, const struct record *record);
    /* Something that cannot be read: a record of its own (is_record), or the rest of the one whose
     * number is given. */
    void (*reject)(void *context, size_t number, size_t line, bool is_record,
                   struct lap_str reason);
};

/* How units are read. */
struct reading {
    size_t record_limit; /* bytes of one record */
    const char *source;
    enum lap_framing framing;
    struct reader_sink sink;
    struct arena *record_arena; /* cleared before each record */
    struct arena *call_arena;   /* cleared before each unit */
    struct buffer *scratch;
};

/* Reads one unit, giving each record and each reject to the sink in order; numbers go on from the
 * unit's. Gives how many records there were, those that could not be read among them. */
size_t reader_read(const struct reader *reader, const struct reading *reading,
                   const struct unit *unit);

#endif
