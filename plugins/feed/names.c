/* SPDX-License-Identifier: MIT */
/* Which elements of which namespaces are a feed, an item, and a part of one. */
#include "names.h"

#include <string.h>

#define ATOM "http://www.w3.org/2005/Atom\n"
#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#\n"
#define RSS1 "http://purl.org/rss/1.0/\n"
#define DUBLIN_CORE "http://purl.org/dc/elements/1.1/\n"
#define CONTENT_MODULE "http://purl.org/rss/1.0/modules/content/\n"
#define ARXIV "http://arxiv.org/schemas/atom\n"

static const struct element elements[] = {
    {"title", TITLE, MARKUP},
    {"link", LINK, PLAIN},
    {"description", SUMMARY, MARKUP},
    {"guid", ID, PLAIN},
    {"pubDate", DATE, PLAIN},
    {"author", AUTHOR, PLAIN},
    {RSS1 "title", TITLE, MARKUP},
    {RSS1 "link", LINK, PLAIN},
    {RSS1 "description", SUMMARY, MARKUP},
    {ATOM "title", TITLE, TYPED},
    {ATOM "link", LINK, ADDRESS},
    {ATOM "summary", SUMMARY, TYPED},
    {ATOM "content", CONTENT, TYPED},
    {ATOM "id", ID, PLAIN},
    {ATOM "published", DATE, PLAIN},
    {ATOM "author", PERSON, COUNTED},
    {DUBLIN_CORE "creator", CREATOR, PLAIN},
    {DUBLIN_CORE "date", DATE, PLAIN},
    {CONTENT_MODULE "encoded", CONTENT, MARKUP},
    {ARXIV "comment", COMMENT, PLAIN},
};

enum root root_of(const char *name)
{
    if (strcmp(name, "rss") == 0 || strcmp(name, ATOM "feed") == 0)
        return FEED;
    return strcmp(name, RDF "RDF") == 0 ? DESCRIPTION : NO_FEED;
}

enum root root_of_type(const char *name)
{
    if (strcmp(name, "rss") == 0 || strcmp(name, "feed") == 0)
        return FEED;
    return strcmp(name, "rdf:RDF") == 0 ? DESCRIPTION : NO_FEED;
}

bool is_item(const char *name)
{
    return strcmp(name, "item") == 0 || strcmp(name, RSS1 "item") == 0 ||
           strcmp(name, ATOM "entry") == 0;
}

const struct element *element_of(const char *name)
{
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (strcmp(name, elements[i].name) == 0)
            return &elements[i];
    return NULL;
}

const char *local_name(const char *name)
{
    const char *end = strrchr(name, NAMESPACE_END);

    return end ? end + 1 : name;
}
