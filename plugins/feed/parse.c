/* SPDX-License-Identifier: MIT */
/* The parser and its handlers. What an entity stands for is read only where XML itself defines it:
 * others can make a short text grow without end. */
#include "parse.h"

#include <string.h>

#include <expat.h>

#include "html.h"
#include "names.h"
#include "parser.h"

enum {
    DEEPEST = 256,    /* elements within each other; a feed has some ten */
    PIECE = 1 << 16,  /* bytes that are parsed at once */
    LARGEST = 1 << 29 /* the same, where one tag is as long as that */
};

struct parse {
    XML_Parser parser;
    struct tape *tape;
    int depth;
    int item_depth;   /* that of the item that is open; 0 outside */
    int part_depth;   /* the same of a part of it */
    int hidden_depth; /* the same of a script in it */
    size_t item;      /* where the item begins on the tape */
    const char *why;  /* it was stopped; NULL where it was not */
};

static void stop(struct parse *parse, const char *why)
{
    parse->why = why;
    XML_StopParser(parse->parser, XML_FALSE);
}

/* Declarations in the feed itself: of entities, or of attributes that each element would have. */
static void XMLCALL on_type(void *data, const XML_Char *name, const XML_Char *system,
                            const XML_Char *public, int has_declarations)
{
    (void)name;
    (void)system;
    (void)public;
    if (has_declarations)
        stop(data,
             "the XML has declarations of its own, which are not read, and the rest of the "
             "input is lost; take them out, and write the texts of entities where they are used");
}

/* An entity that a document type defines which is not read. */
static void XMLCALL on_skipped(void *data, const XML_Char *name, int is_parameter)
{
    (void)name;
    if (!is_parameter)
        stop(data, "the XML leaves an entity to its document type, which is not read, and the rest "
                   "of the input is lost; write its text where it is used");
}

/* ---- Elements ---- */

/* The value of an attribute; NULL without one. */
static const char *attribute(const XML_Char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(attributes[i], name) == 0)
            return attributes[i + 1];
    return NULL;
}

static void add_whole(struct tape *tape, enum part part, const char *text)
{
    tape_begin(tape, part, false);
    tape_add(tape, text, strlen(text));
    tape_end(tape);
}

/* RSS 1.0 names an item by what it is about. */
static void begin_item(struct parse *parse, const XML_Char **attributes)
{
    const char *about = attribute(attributes, "http://www.w3.org/1999/02/22-rdf-syntax-ns#\nabout");

    parse->item_depth = parse->depth;
    parse->item = parse->tape->end;
    tape_add_item(parse->tape, XML_GetCurrentLineNumber(parse->parser) - 1);
    if (about)
        add_whole(parse->tape, ID, about);
}

/* Of an item's addresses its own page is wanted, not what is related to it. */
static void add_address(struct parse *parse, const XML_Char **attributes)
{
    const char *rel = attribute(attributes, "rel");
    const char *address = attribute(attributes, "href");

    if (address && (!rel || strcmp(rel, "alternate") == 0))
        add_whole(parse->tape, LINK, address);
}

static void begin_part(struct parse *parse, const struct element *element,
                       const XML_Char **attributes)
{
    const char *type = element->form == TYPED ? attribute(attributes, "type") : NULL;
    bool is_html = type && (strcmp(type, "html") == 0 || strcmp(type, "text/html") == 0);

    if (element->form == ADDRESS) {
        add_address(parse, attributes);
        return;
    }
    tape_begin(parse->tape, element->part, is_html || element->form == MARKUP);
    parse->part_depth = element->form == COUNTED ? 0 : parse->depth;
    if (element->form == COUNTED)
        tape_end(parse->tape);
}

/* Parts paragraphs, of which the markup is XML itself. */
static void mark_edge(struct parse *parse, const XML_Char *name)
{
    const char *local = local_name(name);
    enum html_kind kind = html_kind_of((struct lap_str){local, strlen(local)});

    if (kind == HTML_BLOCK)
        tape_add(parse->tape, "\n", 1);
    if (kind == HTML_HIDDEN && !parse->hidden_depth)
        parse->hidden_depth = parse->depth;
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct parse *parse = data;
    const struct element *element;

    parse->depth++;
    if (parse->depth == 1 && root_of(name) == NO_FEED)
        stop(parse, "the XML is no feed: its root is none of rss, feed and RDF; choose another "
                    "reader");
    else if (parse->depth > DEEPEST)
        stop(parse,
             "elements stand more than 256 deep, and the rest of the input is lost; mend it");
    else if (parse->part_depth)
        mark_edge(parse, name);
    else if (!parse->item_depth && is_item(name))
        begin_item(parse, attributes);
    else if (parse->item_depth && parse->depth == parse->item_depth + 1 &&
             (element = element_of(name)))
        begin_part(parse, element, attributes);
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
    struct parse *parse = data;

    if (parse->part_depth == parse->depth) {
        tape_end(parse->tape);
        parse->part_depth = 0;
    } else if (parse->part_depth) {
        mark_edge(parse, name);
    }
    if (parse->hidden_depth == parse->depth)
        parse->hidden_depth = 0;
    if (parse->item_depth == parse->depth)
        parse->item_depth = 0;
    parse->depth--;
}

static void XMLCALL on_text(void *data, const XML_Char *text, int size)
{
    struct parse *parse = data;

    if (parse->part_depth && !parse->hidden_depth)
        tape_add(parse->tape, text, (size_t)size);
}

/* ---- Parsing ---- */

/* A tag is looked at again from its beginning with each piece that does not end it: so the pieces
 * grow until one does. */
static enum XML_Status parse_pieces(XML_Parser parser, struct lap_str xml)
{
    enum XML_Status status = XML_STATUS_OK;
    XML_Index before = -1;
    size_t piece = PIECE;

    while (status == XML_STATUS_OK && xml.size) {
        size_t size = xml.size < piece ? xml.size : piece;
        XML_Index now;

        status = XML_Parse(parser, xml.bytes, (int)size, size == xml.size);
        xml.bytes += size;
        xml.size -= size;
        now = XML_GetCurrentByteIndex(parser);
        piece = now > before ? PIECE : piece < LARGEST ? 2 * piece : LARGEST;
        before = now;
    }
    return status;
}

/* Where the parser has stopped, and why. */
static struct ending ending_here(const struct parse *parse)
{
    enum XML_Error code = XML_GetErrorCode(parse->parser);

    return (struct ending){
        .has_memory = code != XML_ERROR_NO_MEMORY,
        .broken = parse->why ? NULL : XML_ErrorString(code),
        .refused = parse->why,
        .line = XML_GetCurrentLineNumber(parse->parser) - 1,
        .column = XML_GetCurrentColumnNumber(parse->parser) + 1,
    };
}

struct ending parse_feed(struct lap_str xml, struct tape *tape)
{
    struct ending ending = {.has_memory = true};
    struct parse parse = {.parser = parser_make(tape->bytes), .tape = tape};

    if (!parse.parser)
        return (struct ending){.has_memory = false};
    XML_SetUserData(parse.parser, &parse);
    XML_SetElementHandler(parse.parser, on_start, on_end);
    XML_SetCharacterDataHandler(parse.parser, on_text);
    XML_SetStartDoctypeDeclHandler(parse.parser, on_type);
    XML_SetSkippedEntityHandler(parse.parser, on_skipped);
    if (parse_pieces(parse.parser, xml) != XML_STATUS_OK)
        ending = ending_here(&parse);
    if (parse.item_depth)
        tape->end = parse.item;
    XML_ParserFree(parse.parser);
    return ending;
}
