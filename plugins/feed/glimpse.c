/* SPDX-License-Identifier: MIT */
/* The root of an XML text, and whether an item follows. */
#include "glimpse.h"

#include "parser.h"

struct glimpsing {
    XML_Parser parser;
    struct glimpse glimpse;
    bool is_within; /* the root has begun */
};

/* Reading will say what is wrong with declarations. */
static void XMLCALL on_type(void *data, const XML_Char *name, const XML_Char *system,
                            const XML_Char *public, int has_declarations)
{
    struct glimpsing *glimpsing = data;

    (void)system;
    (void)public;
    glimpsing->glimpse.root = root_of_type(name);
    if (has_declarations)
        XML_StopParser(glimpsing->parser, XML_FALSE);
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct glimpsing *glimpsing = data;

    (void)attributes;
    if (!glimpsing->is_within)
        glimpsing->glimpse.root = root_of(name);
    glimpsing->is_within = true;
    glimpsing->glimpse.has_item = is_item(name);
    if (glimpsing->glimpse.has_item || glimpsing->glimpse.root == NO_FEED)
        XML_StopParser(glimpsing->parser, XML_FALSE);
}

struct glimpse glimpse_of(struct lap_str head)
{
    struct glimpsing glimpsing = {.parser = parser_make(head.bytes)};

    if (!glimpsing.parser)
        return glimpsing.glimpse;
    XML_SetUserData(glimpsing.parser, &glimpsing);
    XML_SetStartElementHandler(glimpsing.parser, on_start);
    XML_SetStartDoctypeDeclHandler(glimpsing.parser, on_type);
    XML_Parse(glimpsing.parser, head.bytes, (int)head.size, XML_FALSE);
    XML_ParserFree(glimpsing.parser);
    return glimpsing.glimpse;
}
