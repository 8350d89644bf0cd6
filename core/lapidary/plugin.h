/* SPDX-License-Identifier: MIT */
/*
 * The one header that a Lapidary plugin is written against.
 *
 * The whole law of memory: text that you are given is borrowed until your function returns; memory
 * that you ask of the host is released for you (what open() asks for, at the end of the run; what
 * the others ask for, when they return). Nothing else changes hands. A plugin frees nothing, prints
 * nothing, opens nothing and keeps no mutable globals: several declarations may name its object in
 * one run, each with a state of its own. What it sets of rounding, floating-point traps and the
 * locale is undone when its function returns and when it gives a record or a row; so is what open()
 * sets of the current folder and the mask of files.
 *
 * A plugin is a shared object that exports one symbol, lapidary_plugin_v1, and a declaration in
 * YAML that names it (docs/declarations.md). Build it with
 *     cc -shared -fPIC $(pkg-config --cflags lapidary) -o NAME.so NAME.c
 */
#ifndef LAPIDARY_PLUGIN_H
#define LAPIDARY_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LAP_MAGIC UINT32_C(0x4c617031)
/* Grows when something is added at the end of lap_record, lap_setup, lap_head, lap_look, lap_unit
 * or lap_host; what stands in tables (fields, matches, spans, values, recipes) is never added to. A
 * plugin with a higher minor than the host's is refused. */
#define LAP_ABI_MINOR 0

/* Text: UTF-8, not ended by NUL. bytes is NULL where the text is absent, which is not empty. */
struct lap_str {
    const char *bytes;
    size_t size;
};

/* A part of a text in bytes, end exclusive. Of a capture that took no part both are SIZE_MAX. */
struct lap_span {
    size_t start;
    size_t end;
};

enum lap_status { LAP_OK = 0, LAP_FAILED = 1 };
enum lap_kind { LAP_EXTRACTOR = 1, LAP_READER = 2 };

/* One call into a plugin, as the host knows it. */
struct lap_call;

/* ---- What an extractor is given ---- */

/* A field of a record. Its text is valid UTF-8, each run of white space in it is one space, and its
 * ends are trimmed. */
struct lap_field {
    const char *name;
    struct lap_str text;
};

struct lap_record {
    const struct lap_field *fields;
    size_t field_count;
};

/* One place where a pattern or a name list of the declaration matched. */
struct lap_match {
    size_t field;                    /* index into the record's fields */
    struct lap_span span;            /* the whole match */
    size_t pattern;                  /* which pattern or list, in the declaration's order */
    size_t role;                     /* index into setup->roles */
    int is_cue;                      /* the pattern only supports others: no row comes of it */
    const struct lap_span *captures; /* one for each of setup->captures, in the field's text */
    struct lap_str name;             /* of a name list: the usual spelling; else absent */
};

/* ---- What a plugin gives back ---- */

enum lap_type { LAP_EMPTY = 0, LAP_TEXT = 1, LAP_NUMBER = 2 };

struct lap_value {
    enum lap_type type;
    struct lap_str text;
    double number;
};

/* A row of the facet's table. The host adds the columns that say which paper and which place. */
struct lap_row {
    const struct lap_match *match;  /* the match that it comes from: one of those lent */
    size_t field;                   /* where it stands: a field of the record, */
    struct lap_span span;           /* and a part of its text, not empty */
    const struct lap_value *values; /* one for each of setup->columns */
};

/* How an input is cut before a reader sees it. */
enum lap_framing {
    LAP_LINES = 1,      /* one call a line; blank lines are passed over */
    LAP_PARAGRAPHS = 2, /* one call a paragraph: lines up to a blank one */
    LAP_WHOLE = 3       /* one call for the whole input */
};

/* The beginning of an input, for choosing its reader. */
struct lap_head {
    struct lap_str name; /* its file's name without folders, and without the .gz or the like of what
                          * was unpacked; empty for standard input */
    struct lap_str bytes; /* its first bytes, as many as 65,536, unpacked */
    int is_whole;         /* bytes are all there is */
};

/* The reader with the highest confidence takes the input, and of several the first by name; one
 * that the user names takes it whatever it says here. It comes as 0 and LAP_WHOLE; the framing must
 * be one of the three in any case. */
struct lap_look {
    int confidence; /* 0: not mine; 1: any text would do; 100: nobody else's */
    enum lap_framing framing;
};

/* A piece of an input, cut as the framing says: bytes as they stand in the input, a line without
 * its end. */
struct lap_unit {
    struct lap_str bytes;
    struct lap_str source;    /* the input's name, for looking only */
    enum lap_framing framing; /* as look() said that it is cut */
};

/* ---- What open() is told ---- */

/* Where a column's value comes from, as the declaration's `values` says; for plugins that serve any
 * declaration. Members that the declaration does not give are NULL. */
struct lap_recipe {
    const char *capture;
    const char *convert;
    const char *constant;
};

/* Valid until the end of the run. A table is in the order of the plugin's own, where it has one. */
struct lap_setup {
    const char *declaration;    /* the declaration's name */
    const char *const *columns; /* extractor: the table's own columns; reader: its fields */
    size_t column_count;
    const char *const *captures; /* names of the patterns' groups */
    size_t capture_count;
    const char *const *roles; /* what patterns and lists are for */
    size_t role_count;
    const struct lap_recipe *recipes; /* one for each column, or NULL */
};

/* ---- What the host does for a plugin ---- */

struct lap_host {
    uint32_t size;
    uint32_t abi_minor;

    /* Zeroed memory, aligned for any type. NULL where there is no more: be ready for it, though
     * this host ends the call itself then. */
    void *(*alloc)(struct lap_call *call, size_t size);
    /* Ends the call: the record (or the unit, or the loading) is told as rejected with this reason.
     * Returns LAP_FAILED, so that it can end a function: return host->fail(call, "...", ...). No
     * more is taken in this call, and it has failed, whatever the function returns. */
    int (*fail)(struct lap_call *call, const char *format, ...)
#ifdef __GNUC__
        __attribute__((format(printf, 2, 3)))
#endif
        ;
    /* The value of an option of the declaration, as text; absent where there is no such option. */
    struct lap_str (*option)(struct lap_call *call, const char *key);

    /* For extract(): one row. A value goes to its column's type: text that says a number does for a
     * column of numbers, empty text is an empty cell. Returns LAP_FAILED where the row breaks the
     * table's schema, its match is not one of those lent, or its span is no part of the field or
     * cuts a character; then return LAP_FAILED too. Rows of one facet that overlap are settled by
     * the host: leftmost, then longest, then the declaration's order, then the first that came. */
    int (*row)(struct lap_call *call, const struct lap_row *row);
    /* For extract(): says why a match became no row, for `lapidary explain`; does nothing else, and
     * nothing elsewhere. */
    void (*drop)(struct lap_call *call, const struct lap_match *match, const char *reason);
    /* The number that a text says: "2", "1,234.5", "2{,}048", "0,5", "twelve", "a hundred", "two
     * hundred thousand". Returns 0 and leaves value alone where the whole text is no number, as
     * with "1.5k" and "one two". */
    int (*number)(struct lap_call *call, struct lap_str text, double *value);
    /* The sentence of text that the byte at stands in; at is at most text.size. */
    struct lap_span (*sentence)(struct lap_call *call, struct lap_str text, size_t at);

    /* For read(): one record; values has one for each of setup->columns, as the input means it:
     * folding white space and replacing what is no UTF-8 is the host's; line counts from 0 within
     * the unit. An empty or too large record is told by the host, and is LAP_OK. Returns LAP_FAILED
     * where it is refused, as is the second of one line or paragraph; then return LAP_FAILED too.
     * Where a record behind it must not be read, this never returns: hold nothing that is not the
     * host's. */
    int (*record)(struct lap_call *call, size_t line, const struct lap_str *values);
    /* For read(): what stands at line is a record that cannot be read, and why. It is counted as a
     * record and told in rejects.csv. Returns LAP_OK to go on with the next, and LAP_FAILED as
     * record() does. */
    int (*reject)(struct lap_call *call, size_t line, const char *format, ...)
#ifdef __GNUC__
        __attribute__((format(printf, 3, 4)))
#endif
        ;
};

/* ---- A plugin's constant record ---- */

struct lap_plugin {
    uint32_t magic;     /* LAP_MAGIC */
    uint32_t size;      /* sizeof(struct lap_plugin) */
    uint32_t abi_minor; /* LAP_ABI_MINOR */
    uint32_t kind;      /* enum lap_kind */
    const char *name;   /* of the shared object, without .so */
    const char *version;
    const char *does; /* one line */

    /* Names that the code relies on, each table ended by NULL; the declaration must have them, and
     * the spans, roles and values are in their order. A table that is NULL takes all names of the
     * declaration in its order. */
    const char *const *columns;
    const char *const *captures;
    const char *const *roles;

    /* Makes what the other functions need from the options; state is NULL where it is absent. May
     * take as long as a record (--time-limit). Called in a process that only tries it, then in the
     * run's own, of which the workers are copies: threads do not live on in them. */
    int (*open)(const struct lap_host *host, struct lap_call *call, const struct lap_setup *setup,
                void **state);
    /* Extractor: all matches of one record, in the order of fields and places, at least one of them
     * of a pattern that is no cue. */
    int (*extract)(const struct lap_host *host, struct lap_call *call, const void *state,
                   const struct lap_record *record, const struct lap_match *matches, size_t count);
    /* Reader: how sure it is that an input is its own, and how it must be cut. */
    int (*look)(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_head *head, struct lap_look *look);
    /* Reader: turns a unit into records, calling record() or reject() for each in order. */
    int (*read)(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_unit *unit);
};

/* The first members of a plugin's record. */
#define LAP_PLUGIN_HEAD LAP_MAGIC, (uint32_t)sizeof(struct lap_plugin), LAP_ABI_MINOR

#if defined(__GNUC__)
__attribute__((visibility("default")))
#endif
const struct lap_plugin *
lapidary_plugin_v1(void);

static inline struct lap_value lap_text(struct lap_str text)
{
    struct lap_value value = {LAP_TEXT, text, 0};
    return value;
}

static inline struct lap_value lap_number(double number)
{
    struct lap_value value = {LAP_NUMBER, {NULL, 0}, number};
    return value;
}

static inline struct lap_value lap_empty(void)
{
    struct lap_value value = {LAP_EMPTY, {NULL, 0}, 0};
    return value;
}

static inline int lap_is_captured(struct lap_span span)
{
    return span.start != SIZE_MAX;
}

/* The size of the character at the byte at, which is below text.size, where it is white space
 * (Unicode's White_Space, of which the host makes spaces in fields); else 0. */
static inline size_t lap_white_size(struct lap_str text, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)text.bytes + at;
    size_t left = text.size - at;
    uint32_t three;

    if (bytes[0] < 0x80)
        return bytes[0] == ' ' || (bytes[0] >= '\t' && bytes[0] <= '\r');
    if (bytes[0] == 0xC2)
        return left > 1 && (bytes[1] == 0x85 || bytes[1] == 0xA0) ? 2 : 0;
    if (bytes[0] < 0xE1 || bytes[0] > 0xE3 || left < 3)
        return 0;
    three = (uint32_t)bytes[0] << 16 | (uint32_t)bytes[1] << 8 | bytes[2];
    return three == 0xE19A80 || (three >= 0xE28080 && three <= 0xE2808A) || three == 0xE280A8 ||
                   three == 0xE280A9 || three == 0xE280AF || three == 0xE2819F || three == 0xE38080
               ? 3
               : 0;
}

#ifdef __cplusplus
}
#endif
#endif
