/* SPDX-License-Identifier: MIT */
/* A reader that takes each line for a title, and commits the misdeed that a line names: its last
 * word, as `deed-WORD`. Its options `open` and `look` have these functions commit one, and
 * `framing` says `whole` where it shall have an input in one piece. */
#include "misdeed.h"

#include <sys/mman.h>

static const char *const columns[] = {"title", NULL};

/* For ever, whatever the host says. */
static int record_for_ever(const struct scene *scene)
{
    const struct lap_str title = {"Once more", 9};

    while (is_endless)
        scene->host->record(scene->call, 0, &title);
    return LAP_OK;
}

static int give_title(const struct scene *scene, struct lap_str title)
{
    return scene->host->record(scene->call, 0, &title);
}

/* What it does to its process comes before another plugin's turn, which is within the call. */
static int record_rounded_up(const struct scene *scene)
{
    round_up(scene);
    return give_title(scene, (struct lap_str){"A deed-good", 11});
}

static int record_with_traps(const struct scene *scene)
{
    set_traps(scene);
    return give_title(scene, (struct lap_str){"A deed-good", 11});
}

/* The title has the other plugin look whose locale it is in. */
static int record_abroad(const struct scene *scene)
{
    emigrate(scene);
    return give_title(scene, (struct lap_str){"A deed-emigrate", 15});
}

static int record_wild_text(const struct scene *scene)
{
    return give_title(scene, (struct lap_str){(const char *)64, 1000});
}

/* A line has one record. These give a second, and say that all is well. */
static int record_twice(const struct scene *scene)
{
    give_title(scene, (struct lap_str){"One", 3});
    give_title(scene, (struct lap_str){"Two", 3});
    return LAP_OK;
}

static int record_and_reject(const struct scene *scene)
{
    give_title(scene, (struct lap_str){"One", 3});
    scene->host->reject(scene->call, 0, "worn out");
    return LAP_OK;
}

static int reject_and_record(const struct scene *scene)
{
    scene->host->reject(scene->call, 0, "worn out");
    give_title(scene, (struct lap_str){"Two", 3});
    return LAP_OK;
}

/* A record before it says that it failed, and one after. */
static int record_and_fail(const struct scene *scene)
{
    give_title(scene, (struct lap_str){"One", 3});
    fail_and_go_on(scene);
    give_title(scene, (struct lap_str){"Two", 3});
    return LAP_OK;
}

/* Each worker begins with a copy of what open() left; this is one for all. */
static int *calls;

/* Crashes behind 20 records, twice; and comes back well with 5 when it is called once more. */
static int record_fewer_each_time(const struct scene *scene)
{
    const int last = (*calls)++ < 2 ? 20 : 5;

    for (int i = 0; i < last; i++)
        give_title(scene, (struct lap_str){"A blue ring", 11});
    return last == 20 ? give_up(scene) : LAP_OK;
}

static int reject_for_ever(const struct scene *scene)
{
    while (is_endless)
        scene->host->reject(scene->call, 0, "once more");
    return LAP_OK;
}

static const struct misdeed of_units[] = {
    {"records", record_for_ever},   {"wild", record_wild_text},
    {"rejects", reject_for_ever},   {"twice", record_twice},
    {"unsaid", record_and_reject},  {"afterthought", reject_and_record},
    {"recant", record_and_fail},    {"fewer", record_fewer_each_time},
    {"rounded", record_rounded_up}, {"trapping", record_with_traps},
    {"abroad", record_abroad},      {NULL, NULL},
};

/* The word of the last `deed-WORD` of a text. */
static struct lap_str word_of(struct lap_str text)
{
    static const char mark[] = "deed-";
    size_t start;

    while (text.size > 0 && text.bytes[text.size - 1] == '\n')
        text.size--;
    start = text.size;
    while (start > 0 && text.bytes[start - 1] != '-')
        start--;
    if (start < sizeof mark - 1 ||
        memcmp(text.bytes + start - (sizeof mark - 1), mark, sizeof mark - 1) != 0)
        return (struct lap_str){NULL, 0};
    return (struct lap_str){text.bytes + start, text.size - start};
}

static int open(const struct lap_host *host, struct lap_call *call, const struct lap_setup *setup,
                void **state)
{
    (void)setup;
    (void)state;
    calls = mmap(NULL, sizeof *calls, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return misdeed_by_option(host, call, "open");
}

static int look(const struct lap_host *host, struct lap_call *call, const void *state,
                const struct lap_head *head, struct lap_look *look)
{
    struct lap_str framing = host->option(call, "framing");

    (void)state;
    (void)head;
    look->confidence = 100;
    look->framing = framing.size && framing.bytes[0] == 'w' ? LAP_WHOLE : LAP_LINES;
    return misdeed_by_option(host, call, "look");
}

static int read_unit(const struct lap_host *host, struct lap_call *call, const void *state,
                     const struct lap_unit *unit)
{
    const struct scene scene = {host, call, NULL, NULL};
    struct lap_str word = word_of(unit->bytes);
    commit_function *commit = misdeed_of(misdeeds, word);

    (void)state;
    if (!commit)
        commit = misdeed_of(of_units, word);
    return commit ? commit(&scene) : host->record(call, 0, &unit->bytes);
}

static const struct lap_plugin plugin = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_READER,
    .name = "misreads",
    .version = "1.0.0",
    .does = "Reads titles, one a line, and does what they say, however bad.",
    .columns = columns,
    .open = open,
    .look = look,
    .read = read_unit,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &plugin;
}
