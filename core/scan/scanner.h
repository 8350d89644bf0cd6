/* SPDX-License-Identifier: MIT */
/* Inside the room of searching: what an engine and a worker's scanner are made of. */
#ifndef LAPIDARY_SCAN_SCANNER_H
#define LAPIDARY_SCAN_SCANNER_H

#include "scan/compile.h"
#include "scan/cue.h"
#include "scan/engine.h"
#include "scan/stretch.h"

/* Who hears of a match of one pattern: the plugin and its own number for the pattern. */
struct consumer {
    size_t plugin;
    size_t pattern;
};

struct anchors;
struct anchored_walk;
struct lists;

struct engine {
    const struct catalog *catalog;
    uint32_t match_limit;
    uint32_t depth_limit;
    struct searcher **searchers; /* for each plugin, for each of its patterns */
    struct anchors *anchors;     /* NULL: the plain engine */
    struct lists *lists;
    bool *has_sentence_cues; /* for each plugin */
};

struct scanner {
    const struct engine *engine;
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    struct scan scan;
    size_t hit_room;
    struct anchored_walk *walk;   /* of the anchored engine */
    struct lap_span *no_captures; /* none of which took part; as many as any plugin has */
    size_t *resume;               /* for each list, in the text at hand */
    bool *is_wanted;              /* for each plugin: something that is no cue was found */
    struct stretches stretches;   /* that are searched now */
    struct waiting_names asking;  /* for a cue */
    struct waiting_names cues;    /* for a plugin that wants them */
};

/* One search of a regular expression from offset on: PCRE2's result. */
int scanner_find(struct scanner *scanner, const struct searcher *searcher, struct lap_str text,
                 size_t offset);

/* The same for a match that begins at `last` or before; the searcher takes a limit. */
int scanner_find_before(struct scanner *scanner, const struct searcher *searcher,
                        struct lap_str text, size_t offset, size_t last);

/* Where a search goes on behind the match that a search from offset on just found: further on, even
 * where that match is empty. */
size_t scanner_behind(const struct scanner *scanner, struct lap_str text, size_t offset);

/* In the place of a result of PCRE2's: the match has not the anchor that its pattern's declaration
 * names. */
#define ANCHOR_FAILED (-10000)

/* Gives the match that scanner_find just found in a stretch, or the limit that it ran into, to
 * those consumers of its regular expression whose plugins want the stretch; an empty match to none.
 * result is what it gave. */
void scanner_hand_out(struct scanner *scanner, const struct consumer *consumers, size_t count,
                      const struct stretch *stretch, int result);

#endif
