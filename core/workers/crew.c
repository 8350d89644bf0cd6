/* SPDX-License-Identifier: MIT */
/* The workers of a run: started, given chunks, watched, and started again when one dies. */
#include "workers/crew.h"

#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "process/clock.h"
#include "process/memory.h"
#include "workers/death.h"

/* What lies at a place of a worker's desk. */
struct laid {
    enum { LAID_NOTHING, LAID_WAITING, LAID_ORDERED, LAID_DONE } state;
    struct task *task; /* borrowed; NULL with LAID_NOTHING */
    uint64_t turn;     /* of the order, among all of its member */
};

struct member {
    struct desk desk;
    struct child child;
    struct laid laid[DESK_PLACES];
    uint64_t turns;
    bool has_one_order; /* at a time */
    /* Of deaths that nothing explains, since a task was done last. */
    unsigned tries;
    uint64_t tried_number;
    uint64_t tried_record;
};

struct crew {
    const struct process_plan *plan;
    struct member *members;
    size_t member_count;
    struct pollfd *polls; /* one for each member */
    uint64_t death_limit; /* over one task */
    uint64_t seen;        /* when members were looked at last */
    bool has_started;
    struct sandbox_receipt sandbox; /* of the first batch's worker */
};

struct crew *crew_open(const struct process_plan *plan, size_t workers, uint64_t death_limit,
                       struct faults *faults)
{
    struct crew *crew = memory_take(1, sizeof *crew);
    bool is_good = true;

    crew->plan = plan;
    crew->death_limit = death_limit;
    crew->members = memory_take(workers, sizeof *crew->members);
    crew->polls = memory_take(workers, sizeof *crew->polls);
    crew->seen = clock_now();
    while (is_good && crew->member_count < workers) {
        struct member *member = &crew->members[crew->member_count++];

        is_good = desk_open(&member->desk, faults);
        if (is_good)
            member->child.page = member->desk.page;
    }
    if (is_good)
        return crew;
    crew_close(crew);
    return NULL;
}

void crew_close(struct crew *crew)
{
    if (!crew)
        return;
    for (size_t i = 0; i < crew->member_count; i++)
        child_dismiss(&crew->members[i].child);
    for (size_t i = 0; i < crew->member_count; i++) {
        child_kill(&crew->members[i].child);
        desk_close(&crew->members[i].desk);
    }
    free(crew->members);
    free(crew->polls);
    free(crew);
}

const struct sandbox_receipt *crew_sandbox(const struct crew *crew)
{
    return crew->has_started ? &crew->sandbox : NULL;
}

/* ---- Giving ---- */

static size_t load_of(const struct member *member)
{
    size_t load = 0;

    for (size_t i = 0; i < DESK_PLACES; i++)
        load += member->laid[i].state != LAID_NOTHING;
    return load;
}

/* The member with the least to do; one that runs before one that must be started. */
static struct member *idlest(const struct crew *crew)
{
    struct member *found = &crew->members[0];

    for (size_t i = 1; i < crew->member_count; i++)
        if (load_of(&crew->members[i]) < load_of(found))
            found = &crew->members[i];
    return found;
}

static size_t plugin_count(const struct crew *crew)
{
    return crew->plan->work->catalog->count;
}

static bool start(struct crew *crew, struct member *member, struct faults *faults)
{
    struct desk *desk = &member->desk;

    if (!desk_connect(desk, faults))
        return false;
    if (!process_start(crew->plan, &member->child, desk, faults))
        return false;
    line_close_end(&desk->line.child_end);
    return true;
}

/* A worker that is gone is noticed when its line is read; one that gets no orders must go. */
static void order(struct crew *crew, struct member *member, uint32_t place)
{
    if (!desk_order(&member->desk, place, member->laid[place].task, plugin_count(crew)))
        kill(member->child.process, SIGKILL);
    member->laid[place].state = LAID_ORDERED;
    member->laid[place].turn = member->turns++;
    member->child.still = 0;
}

/* The place of the first task that waits; DESK_PLACES where none does. */
static uint32_t first_waiting(const struct member *member)
{
    const struct laid *laid = member->laid;
    uint32_t first = DESK_PLACES;

    for (uint32_t i = 0; i < DESK_PLACES; i++)
        if (laid[i].state == LAID_WAITING &&
            (first == DESK_PLACES || laid[i].task->number < laid[first].task->number))
            first = i;
    return first;
}

/* True where a member that has one order at a time must end another one first, or what came of an
 * earlier one be taken. */
static bool must_wait(const struct member *member, uint32_t place)
{
    const struct laid *laid = member->laid;
    bool must = false;

    for (size_t i = 0; i < DESK_PLACES && member->has_one_order; i++)
        must |= laid[i].state == LAID_ORDERED ||
                (laid[i].state == LAID_DONE && laid[i].task->number < laid[place].task->number);
    return must;
}

/* The place of the next order; DESK_PLACES where there is none to be given. */
static uint32_t next_order(const struct member *member)
{
    uint32_t place = first_waiting(member);

    return place < DESK_PLACES && must_wait(member, place) ? DESK_PLACES : place;
}

/* Starts a member where it does not run, and orders what waits at its desk in the tasks' order. */
static bool set_to_work(struct crew *crew, struct member *member, struct faults *faults)
{
    uint32_t place = next_order(member);

    if (place < DESK_PLACES && member->child.process == 0 && !start(crew, member, faults))
        return false;
    for (; place < DESK_PLACES; place = next_order(member))
        order(crew, member, place);
    return true;
}

static uint32_t free_place(const struct member *member)
{
    uint32_t place = 0;

    while (member->laid[place].state != LAID_NOTHING)
        place++;
    return place;
}

char *crew_room(const struct crew *crew)
{
    const struct member *member = idlest(crew);

    return desk_room(&member->desk, free_place(member));
}

bool crew_give(struct crew *crew, struct task *task, struct faults *faults)
{
    struct member *member = idlest(crew);
    uint32_t place = free_place(member);

    if (!desk_lay(&member->desk, place, task->chunk.bytes, faults))
        return false;
    task->chunk.bytes.bytes = NULL;
    member->laid[place] = (struct laid){.state = LAID_WAITING, .task = task};
    return set_to_work(crew, member, faults);
}

/* Where a task lies, that does lie somewhere. */
static struct laid *find(const struct crew *crew, const struct task *task, struct member **member)
{
    for (size_t i = 0; i < crew->member_count; i++) {
        *member = &crew->members[i];
        for (size_t j = 0; j < DESK_PLACES; j++)
            if ((*member)->laid[j].task == task)
                return &(*member)->laid[j];
    }
    abort();
}

bool crew_give_again(struct crew *crew, const struct task *task, struct faults *faults)
{
    struct member *member;

    find(crew, task, &member)->state = LAID_WAITING;
    return set_to_work(crew, member, faults);
}

/* ---- Deaths ---- */

/* The task that a member was at, or would have come to next: the first order of whose end it told
 * nothing. NULL where it had none. */
static struct task *task_at_death(const struct member *member)
{
    const struct laid *first = NULL;

    for (size_t i = 0; i < DESK_PLACES; i++) {
        const struct laid *it = &member->laid[i];

        if (it->state == LAID_ORDERED && (!first || it->turn < first->turn))
            first = it;
    }
    return first ? first->task : NULL;
}

/* True where the member may try once more what it died over; record: 0 where that is not known. */
static bool is_given_a_try(struct member *member, const struct task *task, uint64_t record)
{
    uint64_t number = task ? task->number : UINT64_MAX;

    if (member->tried_number != number || member->tried_record != record)
        member->tries = 0;
    member->tried_number = number;
    member->tried_record = record;
    return ++member->tries < DEATH_TRIES;
}

static bool is_plausible(const struct crew *crew, const struct task *task,
                         const struct exclusion *fall)
{
    return task && fall->record >= task->chunk.record &&
           (fall->plugin < plugin_count(crew) || fall->plugin == WATCH_NONE) &&
           !task_exclusion(task, fall->plugin, fall->record);
}

/* Everything that was ordered must be ordered anew, of a new worker. */
static void recall_orders(struct member *member)
{
    for (size_t i = 0; i < DESK_PLACES; i++)
        if (member->laid[i].state == LAID_ORDERED)
            member->laid[i].state = LAID_WAITING;
}

static const char *source_of(const struct crew *crew, const struct task *task)
{
    return crew->plan->survey->items[task->input].source;
}

/* The number of the reader whose input a task is of. */
static uint32_t reader_of(const struct crew *crew, const struct task *task)
{
    return reader_number(crew->plan->survey->items[task->input].reader, crew->plan->work->catalog);
}

/* What the page says of a member that died at a task. In a careful task a crash outside of all
 * calls is laid to the last one; and what an input holds too much of, to its reader where one
 * record is not all of it. */
static struct exclusion fall_of(const struct crew *crew, const struct member *member,
                                const struct task *task, const struct death *death)
{
    const struct watch *watch = &member->desk.page->watch;
    struct exclusion fall = {.record = atomic_load(&watch->record),
                             .line = atomic_load(&watch->line),
                             .plugin = atomic_load(&watch->plugin),
                             .is_final = death->is_final};

    snprintf(fall.reason, sizeof fall.reason, "it %s: %s", death->did, death->why);
    if (!task || !task->is_careful)
        return fall;
    if (death->by == DEATH_BY_INPUT) {
        fall.plugin = task->chunk.framing == LAP_WHOLE ? reader_of(crew, task) : WATCH_NONE;
    } else if (death->by == DEATH_BY_PLUGIN && fall.plugin == WATCH_NONE) {
        fall.plugin = atomic_load(&watch->last_plugin);
        fall.record = atomic_load(&watch->last_record);
    }
    return fall;
}

/* A worker may die again over a record that it is kept from, where it comes to it through the
 * reader: then the reader is kept from the record. Of a whole input it may die of what comes before
 * the record, such as rows that fill its memory: then the reader is kept from all of the input. */
static void widen(const struct crew *crew, const struct task *task, struct exclusion *fall)
{
    if (!task || !task_exclusion(task, fall->plugin, fall->record))
        return;
    fall->plugin = reader_of(crew, task);
    if (task->chunk.framing != LAP_WHOLE)
        return;
    fall->record = task->chunk.record;
    fall->line = task->chunk.line;
}

/* True where a task is to be done again with care before anybody is blamed: who breaks the heap
 * dies of it later, perhaps when somebody else is at work. */
static bool wants_care(const struct member *member, const struct task *task,
                       const struct death *death)
{
    return (death->by == DEATH_BY_PLUGIN || death->by == DEATH_BY_INPUT) &&
           !member->child.is_late && task && !task->is_careful;
}

/* True where what a member was at is done again and nobody is blamed, or nobody yet; record: 0
 * where that is not known. */
static bool is_done_again(struct member *member, struct task *task, const struct death *death,
                          uint64_t record)
{
    if (wants_care(member, task, death)) {
        task->is_careful = true;
        return true;
    }
    return death->by == DEATH_BY_PLAN || ((record == 0 || death->by == DEATH_BY_SOMEBODY) &&
                                          is_given_a_try(member, task, record));
}

/* What is on a member's page may be rubbish, and lead to no end; so does a chunk that takes more
 * CPU time than there is. */
static bool has_many_deaths(const struct crew *crew, const struct task *task,
                            const struct death *death)
{
    enum { OF_CPU_LIMIT = 10 };

    return task->deaths > (death->is_of_cpu_limit ? OF_CPU_LIMIT : crew->death_limit);
}

static enum crew_news tell_many_deaths(const struct crew *crew, const struct task *task,
                                       const struct death *death, struct faults *faults)
{
    if (death->is_of_cpu_limit)
        faults_add(faults,
                   "%s: %" PRIu64 " workers used up the CPU time that a process may take over what "
                   "stands there from line %zu on; raise it (ulimit -t) and go on with --resume",
                   source_of(crew, task), task->deaths, task->chunk.line);
    else
        faults_add(faults,
                   "%s: %" PRIu64
                   " workers ended over what stands there from line %zu on: a plugin "
                   "ends them and spoils what they tell of it; find it by leaving plugins out with "
                   "--plugins",
                   source_of(crew, task), task->deaths, task->chunk.line);
    return CREW_FAILED;
}

/* A member is gone: finds out over what it fell. */
static enum crew_news bury(struct crew *crew, struct member *member, struct task **fallen,
                           struct exclusion *fall, struct faults *faults)
{
    struct death death = death_of(&member->child, &crew->plan->rules);
    struct task *task = task_at_death(member);
    bool is_known;

    *fall = fall_of(crew, member, task, &death);
    if (death.by == DEATH_BY_PLUGIN || death.by == DEATH_BY_INPUT)
        widen(crew, task, fall);
    is_known = is_plausible(crew, task, fall);
    recall_orders(member);
    if (death.by == DEATH_BY_MACHINE) {
        faults_add(faults, "%s", death.why);
        return CREW_FAILED;
    }
    if (task)
        task->deaths++;
    if (task && has_many_deaths(crew, task, &death))
        return tell_many_deaths(crew, task, &death, faults);
    if (is_done_again(member, task, &death, is_known ? fall->record : 0))
        return set_to_work(crew, member, faults) ? CREW_NOTHING : CREW_FAILED;
    if (!is_known) {
        faults_add(faults,
                   "a worker ended %d times over no record that is known: %s; run with "
                   "--workers 0 to see where",
                   DEATH_TRIES, fall->reason);
        return CREW_FAILED;
    }
    *fallen = task;
    return CREW_FELL;
}

/* ---- Waiting ---- */

/* The mode is what was ordered, whatever a plugin wrote into the page: a name is looked up by it.
 */
static void note_sandbox(struct crew *crew, const struct member *member)
{
    crew->sandbox = member->child.page->sandbox;
    crew->sandbox.mode = crew->plan->rules.sandbox;
}

static enum crew_news hear(struct crew *crew, struct member *member, struct task **task,
                           struct exclusion *fall, struct faults *faults)
{
    uint32_t place;

    switch (desk_hear(&member->desk, member->has_one_order, &place)) {
    case DESK_DONE:
        if (member->laid[place].state != LAID_ORDERED)
            return CREW_NOTHING;
        member->laid[place].state = LAID_DONE;
        member->tries = 0;
        if (!crew->has_started)
            note_sandbox(crew, member);
        crew->has_started = true;
        *task = member->laid[place].task;
        return CREW_DONE;
    case DESK_GONE:
        return bury(crew, member, task, fall, faults);
    default:
        return CREW_NOTHING;
    }
}

static bool has_orders(const struct member *member)
{
    bool has = false;

    for (size_t i = 0; i < DESK_PLACES; i++)
        has |= member->laid[i].state == LAID_ORDERED;
    return has;
}

static void watch_time(struct crew *crew)
{
    double seconds = child_seconds(&crew->seen);

    for (size_t i = 0; i < crew->member_count; i++)
        child_watch(&crew->members[i].child, seconds, &crew->plan->rules,
                    has_orders(&crew->members[i]));
}

/* What waited until a batch was taken. */
static bool go_on_with_single_orders(struct crew *crew, struct faults *faults)
{
    bool is_good = true;

    for (size_t i = 0; i < crew->member_count && is_good; i++)
        is_good = !crew->members[i].has_one_order || set_to_work(crew, &crew->members[i], faults);
    return is_good;
}

enum crew_news crew_wait(struct crew *crew, struct task **task, struct exclusion *fall,
                         struct faults *faults)
{
    enum crew_news news = CREW_NOTHING;
    int ready;

    if (!go_on_with_single_orders(crew, faults))
        return CREW_FAILED;
    for (size_t i = 0; i < crew->member_count; i++)
        crew->polls[i] = (struct pollfd){
            .fd = crew->members[i].child.process > 0 ? crew->members[i].desk.line.parent_end : -1,
            .events = POLLIN};
    ready = poll(crew->polls, crew->member_count, CHILD_PAUSE);
    for (size_t i = 0; ready > 0 && i < crew->member_count && news == CREW_NOTHING; i++)
        if (crew->polls[i].revents)
            news = hear(crew, &crew->members[i], task, fall, faults);
    watch_time(crew);
    return news;
}

bool crew_has_done(const struct crew *crew, const struct task *task)
{
    struct member *member;

    return find(crew, task, &member)->state == LAID_DONE;
}

bool crew_take(struct crew *crew, const struct task *task, struct batch *batch)
{
    struct member *member;
    struct laid *laid = find(crew, task, &member);

    return batch_read(batch, task->number, member->desk.places[laid - member->laid].batch);
}

bool crew_give_anew(struct crew *crew, struct task *task, struct faults *faults)
{
    struct member *member;
    struct laid *laid = find(crew, task, &member);

    if (++task->spoilt == DEATH_TRIES) {
        faults_add(faults,
                   "%s: what workers made of it from line %zu on was spoilt %d times: a plugin "
                   "writes into what is not its own; find it by leaving plugins out with --plugins",
                   source_of(crew, task), task->chunk.line, DEATH_TRIES);
        return false;
    }
    child_kill(&member->child);
    recall_orders(member);
    laid->state = LAID_WAITING;
    task->is_careful = true;
    member->has_one_order = true;
    return set_to_work(crew, member, faults);
}

void crew_forget(struct crew *crew, const struct task *task)
{
    struct member *member;
    struct laid *laid = find(crew, task, &member);

    *laid = (struct laid){.state = LAID_NOTHING};
    desk_clear(&member->desk, (uint32_t)(laid - member->laid));
}
