/* SPDX-License-Identifier: MIT */
/* A confined process that goes ahead of the run: it opens every plugin before this process does,
 * and asks the readers about inputs, so that what befalls it there does not befall the run. */
#include "workers/scout.h"

#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "call/facet.h"
#include "process/memory.h"
#include "workers/death.h"
#include "workers/line.h"

enum { NAME_ROOM = 4096, REASONS_ROOM = 2000 };

/* An inquiry as it lies in shared memory. What a plugin writes there does no harm here. */
struct note {
    uint64_t number;
    const struct reader_choice *choice; /* the same in every scout: they are forked */
    bool is_careful;
    int is_whole;
    size_t name_size;
    size_t head_size;
    char name[NAME_ROOM];
    char head[INPUT_HEAD_SIZE];
    bool left_out[]; /* for each plugin of the catalog */
};

/* What goes back over the line; of a scout that has opened all, to the inquiry 0. */
struct answer {
    uint64_t number;
    uint32_t plugin;
    enum lap_framing framing;
    size_t reasons_size;
    char reasons[REASONS_ROOM];
};

struct scout {
    const struct catalog *catalog;
    const struct job *job;
    struct child_rules rules;
    struct child child;
    struct note *note;
    struct line line;
    uint64_t seen;   /* when the child was looked at last */
    unsigned tries;  /* scouts that died over the same thing, and nobody knows of what */
    uint64_t *falls; /* for each plugin, how often a scout fell over it */
    /* The inquiry at hand. */
    const struct inquiry *inquiry;
    uint64_t number;
    bool is_careful;
    bool *left_out; /* for each plugin */
};

/* ---- The scout's side ---- */

/* Opens what this process is never going to use. A refusal is no news: it comes again where the
 * plugin is opened to be used. */
static void rehearse_facets(const struct scout *scout, struct vigil *vigil)
{
    size_t row_limit = amount_value(&scout->job->amounts, AMOUNT_ROWS);
    struct faults faults = {0};

    for (uint32_t i = 0; i < scout->catalog->count; i++) {
        struct facet facet = {0};

        if (scout->catalog->plugins[i].declaration->kind != LAP_EXTRACTOR)
            continue;
        vigil_begin(vigil, i);
        facet_open(&facet, &scout->catalog->plugins[i], row_limit, &faults);
        vigil_end(vigil);
        facet_close(&facet);
    }
    faults_release(&faults);
}

static void open_readers(const struct scout *scout, struct readers *readers)
{
    const struct job *job = scout->job;
    struct faults faults = {0};

    for (size_t i = 0; i < job->input_count; i++)
        readers_open(readers, job->inputs[i].reader, &faults);
    faults_release(&faults);
}

/* False where the parent is gone. */
static bool send_answer(const struct scout *scout, const struct answer *answer)
{
    size_t size = offsetof(struct answer, reasons) + answer->reasons_size;

    return line_say(scout->line.child_end, answer, size);
}

static bool reply(const struct scout *scout, struct readers *readers,
                  struct reader_finding *finding)
{
    const struct note *note = scout->note;
    struct inquiry inquiry = {note->choice,
                              {.name = {note->name, note->name_size},
                               .bytes = {note->head, note->head_size},
                               .is_whole = note->is_whole},
                              note->left_out};
    struct answer answer = {.number = note->number};
    struct lap_str reasons;

    readers->vigil.is_careful = note->is_careful;
    readers_ask(readers, &inquiry, finding);
    answer.plugin = finding->plugin;
    answer.framing = finding->framing;
    reasons = buffer_str(&finding->reasons);
    answer.reasons_size = reasons.size < REASONS_ROOM ? reasons.size : REASONS_ROOM;
    memcpy(answer.reasons, reasons.bytes, answer.reasons_size);
    return send_answer(scout, &answer);
}

static void work(void *context)
{
    const struct scout *scout = context;
    struct vigil vigil = {.watch = &scout->child.page->watch,
                          .soundness = soundness_within(scout->rules.memory_limit, NULL),
                          .is_careful = true};
    struct readers readers = {.catalog = scout->catalog, .vigil = vigil};
    struct reader_finding finding = {0};
    char order;

    close(scout->line.parent_end);
    rehearse_facets(scout, &vigil);
    open_readers(scout, &readers);
    if (send_answer(scout, &(struct answer){0}))
        while (recv(scout->line.child_end, &order, sizeof order, 0) == sizeof order &&
               reply(scout, &readers, &finding))
            ;
    buffer_release(&finding.reasons);
    readers_close(&readers);
    _exit(CHILD_WELL);
}

/* ---- Sending a scout ---- */

static const char remedy[] = "free some memory and run again";

static bool start(struct scout *scout, struct faults *faults)
{
    struct child_work order = {&scout->line.child_end, 1, work, scout};
    bool is_good;

    if (!line_connect(&scout->line))
        return line_fault("the line to the process that opens plugins first", remedy, faults);
    is_good = child_start(&scout->child, &scout->rules, &order, faults);
    line_close_end(&scout->line.child_end);
    return is_good;
}

static size_t note_size(const struct scout *scout)
{
    return sizeof *scout->note + scout->catalog->count * sizeof *scout->note->left_out;
}

struct scout *scout_open(const struct catalog *catalog, const struct job *job,
                         struct faults *faults)
{
    struct scout *scout = memory_take(1, sizeof *scout);

    *scout = (struct scout){.catalog = catalog,
                            .job = job,
                            .rules = child_rules_of(job),
                            .line = {-1, -1},
                            .falls = memory_take(catalog->count, sizeof *scout->falls),
                            .left_out = memory_take(catalog->count, sizeof *scout->left_out)};
    scout->note = line_share(note_size(scout));
    scout->child.page = line_share(sizeof *scout->child.page);
    if (!scout->note || !scout->child.page)
        line_fault("memory to share with the process that opens plugins first", remedy, faults);
    else if (start(scout, faults))
        return scout;
    scout_close(scout);
    return NULL;
}

void scout_dismiss(struct scout *scout)
{
    if (!scout)
        return;
    child_dismiss(&scout->child);
    line_close(&scout->line);
}

void scout_close(struct scout *scout)
{
    if (!scout)
        return;
    scout_dismiss(scout);
    child_kill(&scout->child);
    line_unshare(scout->note, note_size(scout));
    line_unshare(scout->child.page, sizeof *scout->child.page);
    free(scout->falls);
    free(scout->left_out);
    free(scout);
}

/* ---- Hearing, and deaths ---- */

/* Waits for the answer to an inquiry; false where the scout died, or says what is none. */
static bool hear(struct scout *scout, uint64_t number, struct answer *answer)
{
    struct pollfd line = {.fd = scout->line.parent_end, .events = POLLIN};
    ssize_t size;

    child_seconds(&scout->seen);
    scout->child.still = 0;
    while (poll(&line, 1, CHILD_PAUSE) <= 0)
        child_watch(&scout->child, child_seconds(&scout->seen), &scout->rules, true);
    size = recv(scout->line.parent_end, answer, sizeof *answer, MSG_DONTWAIT);
    return size >= (ssize_t)offsetof(struct answer, reasons) && answer->number == number &&
           answer->reasons_size == (size_t)size - offsetof(struct answer, reasons);
}

/* A scout that is gone, or of no use. */
struct loss {
    enum { LOSS_AGAIN, LOSS_OF_PLUGIN, LOSS_OF_ALL } what; /* another must try; whose it is */
    uint32_t plugin;
    bool is_late;
    struct death death;
};

static struct loss lose(struct scout *scout)
{
    struct loss loss = {.what = LOSS_OF_ALL};

    line_close_end(&scout->line.parent_end);
    loss.death = death_of(&scout->child, &scout->rules);
    loss.plugin = atomic_load(&scout->child.page->watch.plugin);
    loss.is_late = scout->child.is_late;
    if (loss.death.by == DEATH_BY_MACHINE)
        return loss;
    if (loss.plugin < scout->catalog->count)
        loss.what = LOSS_OF_PLUGIN;
    if ((loss.death.by == DEATH_BY_SOMEBODY || loss.what == LOSS_OF_ALL) &&
        ++scout->tries < DEATH_TRIES)
        loss.what = LOSS_AGAIN;
    return loss;
}

static void tell_loss_of_all(const struct loss *loss, struct faults *faults)
{
    if (loss->death.by == DEATH_BY_MACHINE)
        faults_add(faults, "%s", loss->death.why);
    else
        faults_add(faults,
                   "the process that calls plugins first ended %d times over none that is known: "
                   "it %s: %s; run with --workers 0 to see where",
                   DEATH_TRIES, loss->death.did, loss->death.why);
}

static void tell_opening(const struct scout *scout, const struct loss *loss, struct faults *faults)
{
    const struct plugin *plugin = &scout->catalog->plugins[loss->plugin];

    faults_add(faults, "%s: %s %s while it was opened: %s; mend it, or %s",
               plugin->declaration->file, plugin->object_file, loss->death.did, loss->death.why,
               plugin->declaration->kind == LAP_READER ? "take it off the plugin path"
                                                       : "leave it out with --plugins");
}

bool scout_has_opened(struct scout *scout, struct faults *faults)
{
    struct answer answer;

    for (;;) {
        struct loss loss;

        if (scout->child.process == 0 && !start(scout, faults))
            return false;
        if (hear(scout, 0, &answer))
            return true;
        loss = lose(scout);
        if (loss.what == LOSS_OF_PLUGIN)
            tell_opening(scout, &loss, faults);
        else if (loss.what == LOSS_OF_ALL)
            tell_loss_of_all(&loss, faults);
        if (loss.what != LOSS_AGAIN)
            return false;
    }
}

/* ---- Asking ---- */

static bool is_switched_off(const struct scout *scout, size_t plugin)
{
    return scout->falls[plugin] >= amount_value(&scout->job->amounts, AMOUNT_FAULTS);
}

static size_t lay(char *room, struct lap_str text, size_t limit)
{
    size_t size = text.size < limit ? text.size : limit;

    memcpy(room, text.bytes, size);
    return size;
}

static void lay_inquiry(const struct scout *scout)
{
    const struct inquiry *inquiry = scout->inquiry;
    struct note *note = scout->note;

    note->number = scout->number;
    note->choice = inquiry->choice;
    note->is_careful = scout->is_careful;
    note->is_whole = inquiry->head.is_whole;
    note->name_size = lay(note->name, inquiry->head.name, NAME_ROOM);
    note->head_size = lay(note->head, inquiry->head.bytes, INPUT_HEAD_SIZE);
    memcpy(note->left_out, scout->left_out, scout->catalog->count * sizeof *note->left_out);
}

/* True where the answer is one that a scout could give. */
static bool is_plausible(const struct scout *scout, const struct answer *answer)
{
    if (answer->plugin == WATCH_NONE)
        return answer->reasons_size > 0;
    return answer->plugin < scout->catalog->count &&
           scout->catalog->plugins[answer->plugin].declaration->kind == LAP_READER &&
           !scout->left_out[answer->plugin] && answer->framing >= LAP_LINES &&
           answer->framing <= LAP_WHOLE;
}

/* One scout's answer; false where it died over it. */
static bool ask_once(struct scout *scout, struct reader_finding *finding)
{
    struct answer answer;

    lay_inquiry(scout);
    if (!line_say(scout->line.parent_end, "", 1) || !hear(scout, scout->number, &answer) ||
        !is_plausible(scout, &answer))
        return false;
    finding->plugin = answer.plugin;
    finding->framing = answer.framing;
    finding->reasons.size = 0;
    buffer_add(&finding->reasons, answer.reasons, answer.reasons_size);
    return true;
}

static void take_fall(struct scout *scout, const struct loss *loss, struct buffer *falls)
{
    const char *name = scout->catalog->plugins[loss->plugin].declaration->name;

    scout->left_out[loss->plugin] = true;
    scout->falls[loss->plugin]++;
    buffer_add_joint(falls, "; ");
    buffer_add_format(falls, "the reader '%s' %s while it looked at it: %s", name, loss->death.did,
                      loss->death.why);
    if (is_switched_off(scout, loss->plugin))
        buffer_add_format(falls, "; it is switched off after %" PRIu64 " faults (--fault-limit)",
                          scout->falls[loss->plugin]);
}

static bool is_choice_left_out(const struct scout *scout)
{
    const struct reader_choice *choice = scout->inquiry->choice;
    const struct plugin *chosen = choice ? catalog_plugin(scout->catalog, choice->name) : NULL;

    return chosen && scout->left_out[chosen - scout->catalog->plugins];
}

/* What a scout died over may be wrong, where a plugin wrote into the page that says so. */
static void doubt(struct scout *scout, struct loss *loss)
{
    bool is_asked = loss->what == LOSS_OF_PLUGIN && !scout->left_out[loss->plugin] &&
                    scout->catalog->plugins[loss->plugin].declaration->kind == LAP_READER;

    if (loss->what == LOSS_OF_PLUGIN && !is_asked)
        loss->what = ++scout->tries < DEATH_TRIES ? LOSS_AGAIN : LOSS_OF_ALL;
}

/* Asks scout after scout; where the reader that was chosen fell there is nobody to ask. */
static bool ask(struct scout *scout, struct reader_finding *finding, struct buffer *falls,
                struct faults *faults)
{
    while (!is_choice_left_out(scout)) {
        struct loss loss;

        if (scout->child.process == 0 && !scout_has_opened(scout, faults))
            return false;
        if (ask_once(scout, finding))
            return true;
        loss = lose(scout);
        doubt(scout, &loss);
        if (loss.what == LOSS_OF_ALL) {
            tell_loss_of_all(&loss, faults);
            return false;
        }
        /* Who breaks the heap dies of it later, perhaps when somebody else is asked. */
        if (loss.what == LOSS_OF_PLUGIN && (scout->is_careful || loss.is_late))
            take_fall(scout, &loss, falls);
        scout->is_careful = true;
    }
    finding->plugin = WATCH_NONE;
    finding->reasons.size = 0;
    return true;
}

/* Puts the falls before what else there is to say. */
static void end_reasons(const struct inquiry *inquiry, struct reader_finding *finding,
                        const struct buffer *falls)
{
    struct buffer said = finding->reasons;

    finding->reasons = (struct buffer){0};
    buffer_add_str(&finding->reasons, buffer_str(falls));
    if (said.size > 0)
        buffer_add_joint(&finding->reasons, "; ");
    buffer_add_str(&finding->reasons, buffer_str(&said));
    if (finding->plugin == WATCH_NONE && finding->reasons.size == 0)
        buffer_add_format(&finding->reasons,
                          "the reader '%s' is switched off since it went wrong too often "
                          "(--fault-limit)",
                          inquiry->choice->name);
    buffer_release(&said);
}

bool scout_ask(struct scout *scout, const struct inquiry *inquiry, struct reader_finding *finding,
               struct faults *faults)
{
    struct buffer falls = {0};
    bool is_good;

    scout->inquiry = inquiry;
    scout->number++;
    scout->tries = 0;
    scout->is_careful = false;
    for (size_t i = 0; i < scout->catalog->count; i++)
        scout->left_out[i] = is_switched_off(scout, i);
    is_good = ask(scout, finding, &falls, faults);
    if (is_good)
        end_reasons(inquiry, finding, &falls);
    buffer_release(&falls);
    return is_good;
}
