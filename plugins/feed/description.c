/* SPDX-License-Identifier: MIT */
/* Descriptions that are lists of labelled paragraphs: of Hugging Face `Authors:`, `Upvotes:` and
 * `Summary:`, of arXiv `arXiv:` and `Abstract:`. */
#include "description.h"

#include <string.h>

#include "../hf_listing/text.h"

enum label { NO_LABEL, NOTE_LABEL, AUTHORS_LABEL, ABSTRACT_LABEL };

static const struct {
    const char *word;
    enum label label;
} labels[] = {
    {"Authors:", AUTHORS_LABEL},  {"Upvotes:", NOTE_LABEL},      {"arXiv:", NOTE_LABEL},
    {"Summary:", ABSTRACT_LABEL}, {"Abstract:", ABSTRACT_LABEL},
};

/* The label that text begins with, which is passed over. */
static enum label take_label(struct lap_str *text)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (starts_with(*text, labels[i].word)) {
            *text = trimmed(without_first(*text, strlen(labels[i].word)));
            return labels[i].label;
        }
    return NO_LABEL;
}

/* Takes the paragraph that text begins with, and the white space behind it. */
static struct lap_str take_paragraph(struct lap_str *text)
{
    const char *end = memchr(text->bytes, '\n', text->size);
    struct lap_str paragraph = {text->bytes, end ? (size_t)(end - text->bytes) : text->size};

    *text = trimmed(without_first(*text, paragraph.size));
    return paragraph;
}

/* In a list other paragraphs than these are passed over where an abstract is marked behind them. */
struct description description_of(struct lap_str text)
{
    struct description description = {.abstract = text};
    struct lap_str rest = text;
    bool is_list = false;
    bool is_open = false; /* the abstract may still begin at the next paragraph */

    while (rest.size) {
        struct lap_str behind = rest;
        enum label label = take_label(&behind);

        if (label == ABSTRACT_LABEL) {
            description.abstract = behind;
            return description;
        }
        if (label == NO_LABEL && !is_list)
            return description;
        if (label == NO_LABEL && is_open) {
            description.abstract = rest;
            is_open = false;
        } else if (label != NO_LABEL && !is_list) {
            is_list = is_open = true;
            description.abstract = (struct lap_str){NULL, 0};
        }
        take_paragraph(&rest);
        if (label == AUTHORS_LABEL)
            description.authors = take_paragraph(&behind);
    }
    return description;
}
