/* SPDX-License-Identifier: MIT */
/* A confined process that goes ahead of the run: it opens every plugin before this process does,
 * and asks the readers about inputs, so that what befalls it there does not befall the run. */
#ifndef LAPIDARY_WORKERS_SCOUT_H
#define LAPIDARY_WORKERS_SCOUT_H

#include "workers/readers.h"

struct scout;

/* Sends a scout, who begins to open the catalog's plugins with the job's choices of readers; to be
 * called before any was opened here, after sandbox_choose. Both must outlive the scout. NULL and a
 * fault where there can be none. */
struct scout *scout_open(const struct catalog *catalog, const struct job *job,
                         struct faults *faults);

/* Ends the scout, which may then be asked nothing more; scout_close waits for its end, which takes
 * half a millisecond. */
void scout_dismiss(struct scout *scout);
void scout_close(struct scout *scout);

/* Waits until all are opened, or refused to be, which is told when they are opened here. False and
 * a fault that names the plugin where one crashed, hung, or ended the process. */
bool scout_has_opened(struct scout *scout, struct faults *faults);

/* Has the readers asked, as readers_ask does; inquiry->left_out is not used. Of names and heads
 * the first 4,096 and 65,536 bytes are shown, of the reasons 2,000 taken. A reader that falls over
 * the inquiry is left out, also of all further ones when it fell as often as the job's fault limit
 * says, and the reasons begin with that. False and a fault where there can be no further scout. */
bool scout_ask(struct scout *scout, const struct inquiry *inquiry, struct reader_finding *finding,
               struct faults *faults);

#endif
