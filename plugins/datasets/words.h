/* SPDX-License-Identifier: MIT */
/* Classes of words that stand around names, and the table that tells the classes of a word. */
#ifndef DATASETS_WORDS_H
#define DATASETS_WORDS_H

#include <lapidary/plugin.h>

/* A word may be of several classes. */
enum word_class {
    DETERMINERS,   /* begin a noun phrase */
    ARTICLES,      /* those that stand before a name of its own */
    NO_CAPITALS,   /* part of no name, even with a capital within a sentence */
    BREAKS,        /* no noun phrase of English runs across them */
    METHODS,       /* what a name stands for when it is no dataset */
    VARIANTS,      /* go on with a known name: "HumanEval Pro" */
    ABBREVIATIONS, /* their stop ends no sentence */
    COMMANDS,      /* of TeX, setting a name off: \textbf{X} */
    CLOSERS,       /* go on after a name in apposition: "on two datasets, A and B, with ..." */
    SHOWINGS,      /* say what the data show: "experiments on X demonstrate" */
    MAKERS,        /* by which authors say that a thing is theirs */
    USERS,         /* between one of those and a name, say that the name is not what was made */
    KIND_ENDS,     /* end like a task's name and may yet end one of data: "evaluation" */
    QUALIFIERS,    /* begin a word that tells a quality: "multi-scene" */
    QUALITIES,     /* end one: "LLM-based" */
    DEFINITES,     /* before an acronym and its noun, say that one thing is meant */
    INDEFINITES,   /* ... that any one is */
    LOOSE,         /* ... that many are */
    COPULAS,       /* lead from a name to the phrase that explains it */
    SERVICES,      /* ... and what may stand before them: "X serves as a benchmark" */
    NAMINGS,       /* lead from the noun to its name: "a dataset called X" */
    LISTINGS,      /* lead from the noun to a list of names: "datasets including X" */
    LESSONS,       /* say that a model learned from the data */
    SUBJECT_TAILS, /* before the noun, say that it is the verb: "we benchmark X" */
    LEADS,         /* stand before a list of which one name is known */
    WEAK_LEADS,    /* the same, but before much else, too */
    SCORES,        /* on what follows "on", a result is told */
    MAKINGS,       /* begin a subtitle that says how the data came about */
    SPLITS,        /* how data are split, not which part of them it is */
    PLURALS,       /* end in s and yet tell a part */
    FILLERS,       /* as they stand, capitals and all: names only inside longer ones */
    WORD_CLASSES
};

/* The classes of all words, for finding. */
struct lexicon;

/* Makes the table, which lives as long as what the call asks for; NULL where there is no room
 * for it. */
const struct lexicon *lexicon_make(const struct lap_host *host, struct lap_call *call);

/* The classes of a word of a text, each as the bit of its number, upper and lower case being alike
 * for all but the fillers. */
uint32_t lexicon_classes(const struct lexicon *lexicon, struct lap_str text, struct lap_span word);

/* The fillers, a space between two; ended by NULL. */
extern const char *const fillers[];

/* Ends of names that are models, methods or measures, whatever stands before; ended by NULL. */
extern const char *const method_ends[];

#endif
