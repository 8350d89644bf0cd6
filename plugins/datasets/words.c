/* SPDX-License-Identifier: MIT */
/* The words of each class, and a hash of them all. */
#include "words.h"

#include "text.h"

#include <string.h>

/* Each class as its words in lower case, a space between two. */
static const char *const words_of[FILLERS] = {
    [DETERMINERS] = "a an the our this these its their both all each every any some two three four "
                    "five six seven eight nine ten several many various other such first new novel",
    [ARTICLES] = "a an the our this these first new novel",
    [NO_CAPITALS] = "the a an our we i",
    [BREAKS] = "of on for in with to from by at as into over under via per between across "
               "through without against within than like about after before during using used "
               "based containing called named and or but nor if when while where which that "
               "who whose what how because since although is are was were be been being has "
               "have had do does did can may will would could should must not no we it they i "
               "you he she there here then also show shows achieves achieve outperforms "
               "outperform provides provide contains consists includes include makes existing",
    [METHODS] = "model models method methods framework approach approaches algorithm algorithms "
                "network networks architecture architectures system systems agent agents "
                "pipeline technique techniques tool tools toolkit library module modules "
                "simulator simulators simulation platform metric metrics loss optimizer "
                "strategy mechanism encoder decoder transformer classifier classifiers package "
                "software language protocol attack defense estimator solver scheme paradigm "
                "procedure kernel backbone policy planner engine compiler family solution "
                "solutions workflow recipe baseline extension plugin interface service robot "
                "representation detector generator tokenizer controller predictor learner layer "
                "operator assistant chatbot",
    [VARIANTS] = "pro plus lite hard verified mini full extended easy xl diamond multimodal "
                 "multilingual level-1 level-2 level-3 level-4 level-5",
    [ABBREVIATIONS] = "e.g i.e al vs cf etc resp approx",
    [COMMANDS] = "textbf textit emph texttt textsc textsf text mathrm mathbf",
    [CLOSERS] = "for to with which that of and comprising containing consisting covering where "
                "including designed in by from featuring spanning based or while compared using "
                "under across when at but than without",
    [SHOWINGS] = "show shows demonstrate demonstrates validate validates indicate indicates "
                 "reveal reveals confirm confirms verify suggest suggests achieve achieves prove "
                 "are is were was have has contains consists provides yield yields highlight "
                 "benchmark benchmarks",
    [MAKERS] = "introduce introduces introduced introducing present presents presented "
               "presenting propose proposes proposed proposing release releases released "
               "releasing construct constructs constructed constructing build builds built "
               "building create creates created creating collect collects collected collecting "
               "develop develops developed developing curate curates curated curating "
               "contribute contributes contributed contributing publish published compile "
               "compiled compiling design designed establish establishes establishing provide "
               "provides offer describe describes assemble assembled annotate annotated "
               "synthesize synthesizes our "
               "new novel newly dubbed",
    [USERS] =
        "on using from in with like existing including evaluate evaluated outperforms "
        "outperform over than to by against across use used trained popular public "
        "standard upon such e.g recent recently previously original earlier "
        "well-known widely-used augments augmenting extends extending utilize utilized utilizing "
        "leveraging employ employed employing adopt adopted",
    [KIND_ENDS] = "evaluation collection examination competition assessment",
    [QUALIFIERS] = "multi cross single large real high low long short fine coarse full semi self "
                   "few zero",
    [QUALITIES] = "based oriented specific style level aware driven like centric trained focused "
                  "related free only guided generated scale quality derived annotated inspired "
                  "compatible agnostic powered enhanced augmented language domain type class shot "
                  "turn hop script world time source ready compliant alone wide",
    [DEFINITES] = "the our this their these its official new novel proposed original s",
    [INDEFINITES] = "a an",
    [LOOSE] = "existing public available other various many most current standard multiple "
              "several different common popular",
    [COPULAS] = "is are was as becomes constitutes",
    [SERVICES] = "serves serve acts act which that",
    [NAMINGS] = "called named dubbed termed titled coined entitled denoted namely i.e viz "
                "abbreviated",
    [LISTINGS] = "including like e.g include includes are is namely i.e",
    [LESSONS] = "trained pretrained pre-trained fine-tuned finetuned",
    [SUBJECT_TAILS] = "to we can will must they which that and",
    [LEADS] = "on like as over across including both from except",
    [WEAK_LEADS] = "in for using between of with to than and",
    [SCORES] = "accuracy accuracies performance result results score scores experiments evaluation "
               "evaluations evaluate evaluated tested trained tuned pretrained perplexity "
               "improvement improvements gain gains outperform outperforms point points achieve "
               "achieves benchmarked validate validated demonstrate demonstrated",
    [MAKINGS] = "benchmarking evaluating introducing building towards measuring assessing "
                "testing quantifying probing constructing",
    [SPLITS] = "test training train validation dev testing development evaluation benchmark "
               "public private open style",
    [PLURALS] = "series news digits reviews images videos reanalysis physics mathematics",
};

const char *const method_ends[] = {
    "Net",   "Nets",      "GAN",  "GANs",      "BERT",   "Former", "former", "LLM",  "CNN", "RNN",
    "GNN",   "LSTM",      "VAE",  "MLP",       "ViT",    "SVM",    "GPT",    "PO",   "RL",  "LoRA",
    "MoE",   "Attention", "Flow", "Diffusion", "Agent",  "Adam",   "SGD",    "MCMC", "NN",  "CLIP",
    "Mamba", "Opt",       "RAG",  "CoT",       "Prompt", "-R1",    NULL};

enum { SLOTS = 4096, MOST_WORDS = 1280, LONGEST = 21, HEAD = 8 };

struct entry {
    uint64_t head;
    struct lap_str word;
    uint32_t classes;
};

/* A place of the hash. Most words of texts are none of these, and end at the tag or before it. */
struct slot {
    uint16_t tag;
    uint16_t entry; /* index into the entries; 0 for none */
};

struct lexicon {
    struct slot slots[SLOTS];
    struct entry entries[MOST_WORDS];
    uint16_t count; /* of entries, the first of which is none */
};

/* A word by which it is found: its first eight bytes, all letters in lower case. */
struct key {
    uint64_t head;
    uint64_t hash;
};

static struct key key_of(struct lap_str text, struct lap_span word)
{
    size_t size = word.end - word.start;
    unsigned char last[HEAD] = {0};
    const unsigned char *in = (const unsigned char *)text.bytes + word.start;

    if (text.size - word.start < HEAD) {
        memcpy(last, in, size);
        in = last;
    }
    uint64_t care = size < HEAD ? (UINT64_C(1) << 8 * size) - 1 : UINT64_MAX;
    uint64_t head = (eight_of(in) | UINT64_C(0x2020202020202020)) & care;
    return (struct key){head, (head + size) * UINT64_C(0x9E3779B97F4A7C15)};
}

static size_t place_of(struct key key)
{
    return key.hash >> 48;
}

static uint16_t tag_of(struct key key)
{
    return (uint16_t)(key.hash >> 32);
}

/* Whether a word of a text that has the head of an entry is its word: one with a capital stands as
 * it is. */
static bool is_entry(struct lap_str text, const struct entry *entry)
{
    struct lap_str word = entry->word;

    if (text.size != word.size)
        return false;
    if (is_upper((unsigned char)word.bytes[0]))
        return memcmp(text.bytes, word.bytes, word.size) == 0;
    return word.size <= HEAD || is_same_word((struct lap_str){text.bytes + HEAD, text.size - HEAD},
                                             word.bytes + HEAD, word.size - HEAD);
}

/* Adds a class to a word; false where the table is full. */
static bool add_class(struct lexicon *lexicon, struct lap_str word, size_t class)
{
    struct key key = key_of(word, (struct lap_span){0, word.size});
    size_t at = place_of(key);
    struct slot *slot = &lexicon->slots[at % SLOTS];

    while (slot->entry != 0 &&
           (lexicon->entries[slot->entry].word.size != word.size ||
            memcmp(lexicon->entries[slot->entry].word.bytes, word.bytes, word.size) != 0))
        slot = &lexicon->slots[++at % SLOTS];
    if (slot->entry == 0) {
        if (lexicon->count + 1 == MOST_WORDS)
            return false;
        *slot = (struct slot){tag_of(key), ++lexicon->count};
        lexicon->entries[slot->entry] = (struct entry){key.head, word, 0};
    }
    lexicon->entries[slot->entry].classes |= UINT32_C(1) << class;
    return true;
}

/* Adds a class to words, a space between two; false where the table is full. */
static bool add_words(struct lexicon *lexicon, const char *words, size_t class)
{
    for (const char *at = words; *at != '\0'; at += *at == ' ') {
        struct lap_str word = {at, strcspn(at, " ")};
        if (!add_class(lexicon, word, class))
            return false;
        at += word.size;
    }
    return true;
}

const struct lexicon *lexicon_make(const struct lap_host *host, struct lap_call *call)
{
    struct lexicon *lexicon = host->alloc(call, sizeof *lexicon);
    bool has_room = lexicon != NULL;

    for (size_t c = 0; has_room && c < FILLERS; c++)
        has_room = add_words(lexicon, words_of[c], c);
    for (const char *const *words = fillers; has_room && *words != NULL; words++)
        has_room = add_words(lexicon, *words, FILLERS);
    return has_room ? lexicon : NULL;
}

uint32_t lexicon_classes(const struct lexicon *lexicon, struct lap_str text, struct lap_span word)
{
    if (word.end == word.start || word.end - word.start > LONGEST)
        return 0;
    struct key key = key_of(text, word);
    uint32_t classes = 0;
    for (size_t at = place_of(key); lexicon->slots[at % SLOTS].entry != 0; at++) {
        struct slot slot = lexicon->slots[at % SLOTS];
        const struct entry *entry = &lexicon->entries[slot.entry];
        if (slot.tag == tag_of(key) && entry->head == key.head &&
            is_entry(part_of(text, word), entry))
            classes |= entry->classes;
    }
    return classes;
}
