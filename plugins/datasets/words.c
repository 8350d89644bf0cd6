/* SPDX-License-Identifier: MIT */
/* The classes of words. */
#include "words.h"

#include <stddef.h>

const char *const determiners[] = {"a",     "an",    "the",     "our",  "this",    "these", "its",
                                   "their", "both",  "all",     "each", "every",   "any",   "some",
                                   "two",   "three", "four",    "five", "six",     "seven", "eight",
                                   "nine",  "ten",   "several", "many", "various", "other", "such",
                                   "first", "new",   "novel",   NULL};

const char *const articles[] = {"a",     "an",    "the", "our",   "this",
                                "these", "first", "new", "novel", NULL};

const char *const breaks[] = {
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

const char *const methods[] = {
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

const char *const variants[] = {"pro",     "plus",       "lite",         "hard",    "verified",
                                "mini",    "full",       "extended",     "easy",    "xl",
                                "diamond", "multimodal", "multilingual", "level-1", "level-2",
                                "level-3", "level-4",    "level-5",      NULL};

const char *const method_ends[] = {
    "Net",  "Nets", "GAN",  "GANs",      "BERT", "Former",    "former", "LLM",    "CNN",
    "RNN",  "GNN",  "LSTM", "VAE",       "MLP",  "ViT",       "SVM",    "GPT",    "PO",
    "RL",   "LoRA", "MoE",  "Attention", "Flow", "Diffusion", "Agent",  "Adam",   "SGD",
    "MCMC", "NN",   "CLIP", "Mamba",     "Opt",  "RAG",       "CoT",    "Prompt", NULL};
