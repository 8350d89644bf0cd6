/* SPDX-License-Identifier: MIT */
/* The words around names, in classes; each table is in lower case and ended by NULL. */
#ifndef DATASETS_WORDS_H
#define DATASETS_WORDS_H

#include <lapidary/plugin.h>

#include <stdbool.h>
#include <string.h>

/* Each table is one class of words, in lower case. */
static const char *const determiners[] = {
    "a",    "an",      "the",   "our",   "this",  "these", "its",   "their",
    "both", "all",     "each",  "every", "any",   "some",  "two",   "three",
    "four", "five",    "six",   "seven", "eight", "nine",  "ten",   "several",
    "many", "various", "other", "such",  "first", "new",   "novel", NULL};
static const char *const articles[] = {"a",     "an",    "the", "our",   "this",
                                       "these", "first", "new", "novel", NULL};
/* Words that no noun phrase of English runs across. */
static const char *const breaks[] = {
    "of",       "on",       "for",        "in",          "with",       "to",       "from",
    "by",       "at",       "as",         "into",        "over",       "under",    "via",
    "per",      "between",  "across",     "through",     "without",    "against",  "within",
    "than",     "like",     "about",      "after",       "before",     "during",   "using",
    "used",     "based",    "containing", "called",      "named",      "and",      "or",
    "but",      "nor",      "if",         "when",        "while",      "where",    "which",
    "that",     "who",      "whose",      "what",        "how",        "because",  "since",
    "although", "is",       "are",        "was",         "were",       "be",       "been",
    "being",    "has",      "have",       "had",         "do",         "does",     "did",
    "can",      "may",      "will",       "would",       "could",      "should",   "must",
    "not",      "no",       "we",         "it",          "they",       "i",        "you",
    "he",       "she",      "there",      "here",        "then",       "also",     "show",
    "shows",    "achieves", "achieve",    "outperforms", "outperform", "provides", "provide",
    "contains", "consists", "includes",   "include",     "makes",      "existing", NULL};
/* Verbs by which authors say that a thing is theirs. */
static const char *const makers[] = {
    "introduce",   "introduces",   "introduced", "introducing", "present",     "presents",
    "presented",   "presenting",   "propose",    "proposes",    "proposed",    "proposing",
    "release",     "releases",     "released",   "releasing",   "construct",   "constructs",
    "constructed", "constructing", "build",      "builds",      "built",       "building",
    "create",      "creates",      "created",    "creating",    "collect",     "collects",
    "collected",   "collecting",   "develop",    "develops",    "developed",   "developing",
    "curate",      "curates",      "curated",    "curating",    "contribute",  "contributes",
    "contributed", "contributing", "publish",    "published",   "compile",     "compiled",
    "compiling",   "design",       "designed",   "establish",   "establishes", "establishing",
    "provide",     "provides",     "offer",      "describe",    "describes",   "assemble",
    "assembled",   "annotate",     "annotated",  "our",         "new",         "novel",
    "newly",       "dubbed",       NULL};
/* Words between a making verb and a name after which the name is not what was made. */
static const char *const users[] = {
    "on",        "using",    "from",      "in",          "with",       "like", "existing",
    "including", "evaluate", "evaluated", "outperforms", "outperform", "over", "than",
    "to",        "by",       "against",   "across",      "use",        "used", "trained",
    "popular",   "public",   "standard",  NULL};
/* What a name stands for when it is no dataset. */
static const char *const methods[] = {
    "model",         "models",     "method",      "methods",        "framework",   "approach",
    "approaches",    "algorithm",  "algorithms",  "network",        "networks",    "architecture",
    "architectures", "system",     "systems",     "agent",          "agents",      "pipeline",
    "technique",     "techniques", "tool",        "tools",          "toolkit",     "library",
    "module",        "modules",    "simulator",   "simulators",     "simulation",  "platform",
    "metric",        "metrics",    "loss",        "optimizer",      "strategy",    "mechanism",
    "encoder",       "decoder",    "transformer", "classifier",     "classifiers", "package",
    "software",      "language",   "protocol",    "attack",         "defense",     "estimator",
    "solver",        "scheme",     "paradigm",    "procedure",      "kernel",      "backbone",
    "policy",        "planner",    "engine",      "compiler",       "family",      "solution",
    "solutions",     "workflow",   "recipe",      "baseline",       "extension",   "plugin",
    "interface",     "service",    "robot",       "representation", "detector",    "generator",
    "tokenizer",     "controller", "predictor",   "learner",        "layer",       "operator",
    "assistant",     "chatbot",    NULL};
/* Words that lead from the noun to its names: "a dataset called X", "datasets such as X". */
static const char *const namings[] = {"called", "named",       "dubbed",  "termed", "titled",
                                      "coined", "entitled",    "denoted", "namely", "i.e",
                                      "viz",    "abbreviated", NULL};
static const char *const listings[] = {"including", "like", "e.g",    "include", "includes",
                                       "are",       "is",   "namely", "i.e",     NULL};
/* Words after a name that stands in apposition: "on two datasets, A and B, with ...". */
static const char *const closers[] = {
    "for",        "to",         "with",       "which",     "that",     "of",        "and",
    "comprising", "containing", "consisting", "covering",  "where",    "including", "designed",
    "in",         "by",         "from",       "featuring", "spanning", "based",     "or",
    "while",      "compared",   "using",      "under",     "across",   "when",      "at",
    "but",        "than",       "without",    NULL};
/* Capitalised words that go on with a known name: "HumanEval Pro". */
static const char *const variants[] = {
    "pro",      "plus",    "lite",    "hard",    "verified",   "mini",         "full",
    "extended", "easy",    "xl",      "diamond", "multimodal", "multilingual", "level-1",
    "level-2",  "level-3", "level-4", "level-5", NULL};
/* Ends of names that are models, methods or measures, whatever stands before. */
static const char *const method_ends[] = {
    "Net",  "Nets", "GAN",  "GANs",      "BERT", "Former",    "former", "LLM",    "CNN",
    "RNN",  "GNN",  "LSTM", "VAE",       "MLP",  "ViT",       "SVM",    "GPT",    "PO",
    "RL",   "LoRA", "MoE",  "Attention", "Flow", "Diffusion", "Agent",  "Adam",   "SGD",
    "MCMC", "NN",   "CLIP", "Mamba",     "Opt",  "RAG",       "CoT",    "Prompt", NULL};
static unsigned char lower(unsigned char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte + 32) : byte;
}

static bool is_upper(unsigned char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static bool is_lower(unsigned char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static bool is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(unsigned char byte)
{
    return is_upper(byte) || is_lower(byte) || byte >= 0x80;
}

static bool is_alnum(unsigned char byte)
{
    return is_letter(byte) || is_digit(byte);
}

static bool is_in(const char *const *words, struct lap_str word)
{
    for (; *words != NULL; words++) {
        size_t i = 0;
        while (i < word.size && (*words)[i] != '\0' &&
               lower((unsigned char)word.bytes[i]) == (unsigned char)(*words)[i]) {
            i++;
        }
        if (i == word.size && (*words)[i] == '\0') {
            return true;
        }
    }
    return false;
}

static bool has_end(const char *const *ends, struct lap_str word)
{
    for (; *ends != NULL; ends++) {
        size_t size = strlen(*ends);
        if (size <= word.size && memcmp(word.bytes + word.size - size, *ends, size) == 0) {
            return true;
        }
    }
    return false;
}

#endif
