/* SPDX-License-Identifier: MIT */
/* JSON, token by token: nothing is built, and what nobody wants is only checked. */
#ifndef LAPIDARY_JSONL_JSON_H
#define LAPIDARY_JSONL_JSON_H

#include <stdbool.h>

#include <lapidary/plugin.h>

enum json_token {
    JSON_END,    /* of all bytes, with nothing left open */
    JSON_BROKEN, /* at json->at, and json->why says how; all further tokens are the same */
    JSON_OBJECT, /* an object begins; keys and values in turn follow */
    JSON_OBJECT_END,
    JSON_LIST, /* a list begins */
    JSON_LIST_END,
    JSON_KEY,
    JSON_TEXT,
    JSON_NUMBER,
    JSON_TRUE,
    JSON_FALSE,
    JSON_NULL
};

/* What may stand at json->at. */
enum json_place {
    JSON_AT_VALUE,      /* a value and nothing else */
    JSON_AT_FIRST_ITEM, /* an item, or the list's end */
    JSON_BEHIND_ITEM,
    JSON_AT_FIRST_KEY, /* a key, or the object's end */
    JSON_AT_KEY,
    JSON_BEHIND_KEY,
    JSON_BEHIND_VALUE, /* of a key */
    JSON_AT_TOP        /* behind a value that stands in no other */
};

enum { JSON_LEVELS = 64, JSON_ESCAPES = 32 };

/* A walk over bytes; json_begin() makes it. */
struct json {
    const struct lap_host *host; /* for memory */
    struct lap_call *call;
    struct lap_str bytes;
    bool are_many; /* values may follow one another at the top */
    size_t at;     /* behind the token, and the sign that must follow it */
    enum json_place place;

    uint64_t specials; /* of the 64 bytes before seen the quotes, backslashes and control bytes */
    size_t seen;

    struct lap_str text;          /* of the last key, text or number: as it stands, unquoted */
    size_t escapes[JSON_ESCAPES]; /* offsets in text: of its first escapes, or all */
    size_t escape_count;          /* of those; where there are any, text must be decoded */

    const char *why;
    bool is_cut; /* broken because the bytes end too early */

    size_t depth;                     /* objects and lists that are open */
    size_t room;                      /* levels that are_lists can hold */
    unsigned char *are_lists;         /* by depth */
    unsigned char first[JSON_LEVELS]; /* where are_lists is at first */
};

void json_begin(struct json *json, const struct lap_host *host, struct lap_call *call,
                struct lap_str bytes, bool are_many);

/* The next token. Bytes beyond ASCII are taken as they are; white space may also be \v and \f. */
enum json_token json_next(struct json *json);

/* The same right behind a key: sooner found, since only a value may stand there. */
enum json_token json_value(struct json *json);

/* The last key's or text's characters: escapes decoded, half a surrogate pair as the three bytes
 * that it would be, which are no UTF-8. Absent where there is no memory. */
struct lap_str json_decoded(const struct json *json);

#endif
