/* SPDX-License-Identifier: MIT */
/* Wrong in one way: it gives no record. */
#include "right.h"

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return NULL;
}
