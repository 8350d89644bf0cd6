/* SPDX-License-Identifier: MIT */
/* What stands around names: brackets, quotes, TeX. */
#ifndef DATASETS_MARK_H
#define DATASETS_MARK_H

#include "sheet.h"

/* The opening bracket of the one that closes at a token, or the token itself. */
size_t bracket_before(const struct sheet *sheet, size_t close);

/* The token after the bracket that opens at a token, or the token itself. */
size_t after_bracket(const struct sheet *sheet, size_t open);

/* The token after, and the one before, the quotes and TeX commands that set a name off. */
size_t past_marks(const struct sheet *sheet, size_t i);
size_t before_marks(const struct sheet *sheet, size_t i);

#endif
