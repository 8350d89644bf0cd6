/* SPDX-License-Identifier: MIT */
/*
 * The two tables of the roles.
 */
#include "word.h"

#include <stddef.h>

const char *const roles[] = {
    "times",     "factor",  "percent", "orders",       "shrinking", "growing", "change",
    "speed",     "squeeze", "cheap",   "time",         "rate",      "memory",  "energy",
    "compute",   "count",   "cost",    "efficiency",   "worth",     "quality", "down",
    "down_noun", "taking",  "smaller", "up",           "up_noun",   "good",    "good_noun",
    "outdo",     "bad",     "versus",  "respectively", "upto",      "atleast", "about",
    "mean",      "most",    "aside",   "stop",         NULL};

const struct meaning meanings[NO_ROLE + 1] = {
    [TIMES] = {.kind = FIGURE},
    [FACTOR] = {.kind = FIGURE},
    [PERCENT] = {.kind = FIGURE},
    [ORDERS] = {.kind = FIGURE},
    [SHRINKING] = {.kind = FIGURE, .way = TO_LESS},
    [GROWING] = {.kind = FIGURE, .way = TO_MORE},
    [CHANGE] = {.kind = FIGURE},
    [SPEEDING] = {.kind = WHOLE, .metric = SPEED, .is_more_better = true, .way = TO_MORE},
    [SQUEEZE] = {.kind = WHOLE, .metric = MEMORY, .way = TO_LESS},
    [CHEAP] = {.kind = WHOLE, .metric = COMPUTE, .way = TO_LESS},
    [TIME] = {.kind = QUANTITY, .metric = SPEED},
    [RATE] = {.kind = QUANTITY, .metric = SPEED, .is_more_better = true},
    [STORE] = {.kind = QUANTITY, .metric = MEMORY},
    [POWER] = {.kind = QUANTITY, .metric = ENERGY},
    [WORK] = {.kind = QUANTITY, .metric = COMPUTE},
    [COUNT] = {.kind = QUANTITY, .metric = COMPUTE},
    [COST] = {.kind = QUANTITY, .metric = COMPUTE},
    [EFFICIENCY] = {.kind = QUANTITY, .metric = COMPUTE, .is_more_better = true},
    [WORTH] = {.kind = QUANTITY, .metric = SPEED, .is_more_better = true},
    [QUALITY] = {.kind = QUANTITY},
    [DOWN] = {.kind = WAY, .way = TO_LESS},
    [DOWN_NOUN] = {.kind = WAY, .way = TO_LESS},
    [TAKING] = {.kind = WAY, .way = TO_LESS},
    [SMALLER] = {.kind = WAY, .way = TO_SMALLER},
    [UP] = {.kind = WAY, .way = TO_MORE},
    [UP_NOUN] = {.kind = WAY, .way = TO_MORE},
    [GOOD] = {.kind = WAY, .way = TO_BETTER},
    [GOOD_NOUN] = {.kind = WAY, .way = TO_BETTER},
    [OUTDO] = {.kind = WAY, .way = TO_BETTER},
    [BAD] = {.kind = WAY, .way = TO_WORSE},
    [UPTO] = {.kind = HEDGE, .bound = UP_TO},
    [ATLEAST] = {.kind = HEDGE, .bound = AT_LEAST},
    [ABOUT] = {.kind = HEDGE, .bound = ABOUT_SO},
    [MEAN] = {.kind = HEDGE, .bound = ABOUT_SO},
    [MOST] = {.kind = HEDGE, .bound = UP_TO},
};
