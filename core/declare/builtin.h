/* SPDX-License-Identifier: MIT */
/* The schemas that are built into the program: the text of the schemas folder, made by the build.
 */
#ifndef LAPIDARY_DECLARE_BUILTIN_H
#define LAPIDARY_DECLARE_BUILTIN_H

extern const char schema_text_records[];
extern const char schema_text_rejects[];
extern const char schema_text_facet[];

#endif
