/* SPDX-License-Identifier: MIT */
/* How this plugin makes an expat parser. */
#ifndef FEED_PARSER_H
#define FEED_PARSER_H

#include <expat.h>

/* A parser that asks for no random numbers; where its memory lies differs from run to run, and no
 * input can know it. NULL where there is no memory. */
XML_Parser parser_make(const void *place);

#endif
