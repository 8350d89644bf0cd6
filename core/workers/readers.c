/* SPDX-License-Identifier: MIT */
/* The readers of a run: opened with their options, and asked whose an input is. */
#include "workers/readers.h"

#include "declare/nearest.h"

static bool is_reader(const struct readers *readers, size_t plugin)
{
    return readers->catalog->plugins[plugin].declaration->kind == LAP_READER;
}

static void tell_unknown(struct readers *readers, const struct reader_choice *choice,
                         struct faults *faults)
{
    size_t plugin_count = readers->catalog->count;
    const char **known = arena_take(&readers->arena, (plugin_count + 1) * sizeof *known);
    size_t count = 0;

    for (size_t i = 0; i < plugin_count; i++)
        if (is_reader(readers, i))
            known[count++] = readers->catalog->plugins[i].declaration->name;
    faults_add_at(faults, choice->place, "there is no reader '%s'%s", choice->name,
                  nearest_hint(&readers->arena, choice->name, known));
}

const struct reader *readers_find(const struct readers *readers, uint32_t plugin,
                                  const struct reader_choice *choice)
{
    const struct declaration *wanted = readers->catalog->plugins[plugin].declaration;

    for (size_t i = 0; i < readers->count; i++) {
        const struct reader *reader = readers->items[i];

        if (reader->choice == choice && reader->plugin.declaration->name == wanted->name)
            return reader;
    }
    return NULL;
}

static struct reader *add_reader(struct readers *readers)
{
    struct reader *reader = arena_take(&readers->arena, sizeof *reader);

    readers->items = arena_grown(&readers->arena, (void *)readers->items, readers->count,
                                 sizeof *readers->items);
    readers->items[readers->count++] = reader;
    return reader;
}

static bool open_one(struct readers *readers, uint32_t plugin, const struct reader_choice *choice,
                     struct faults *faults)
{
    bool is_good;

    if (readers_find(readers, plugin, choice))
        return true;
    vigil_begin(&readers->vigil, plugin);
    is_good = reader_open(add_reader(readers), &readers->catalog->plugins[plugin], choice, faults);
    vigil_end(&readers->vigil);
    return is_good;
}

/* The reader that is chosen; false where there is none of that name. */
static bool find_chosen(const struct readers *readers, const struct reader_choice *choice,
                        uint32_t *plugin)
{
    const struct plugin *chosen = catalog_plugin(readers->catalog, choice->name);

    *plugin = chosen ? (uint32_t)(chosen - readers->catalog->plugins) : WATCH_NONE;
    return chosen && is_reader(readers, *plugin);
}

bool readers_open(struct readers *readers, const struct reader_choice *choice,
                  struct faults *faults)
{
    uint32_t chosen;

    if (!choice) {
        for (uint32_t i = 0; i < readers->catalog->count; i++)
            if (is_reader(readers, i) && !open_one(readers, i, NULL, faults))
                return false;
        return true;
    }
    if (find_chosen(readers, choice, &chosen))
        return open_one(readers, chosen, choice, faults);
    tell_unknown(readers, choice, faults);
    return false;
}

void readers_close(struct readers *readers)
{
    for (size_t i = 0; i < readers->count; i++)
        reader_close(readers->items[i]);
    arena_release(&readers->arena);
}

/* What one reader says; false and a reason more where it fails. */
static bool look(struct readers *readers, uint32_t plugin, const struct inquiry *inquiry,
                 struct lap_look *said, struct buffer *reasons)
{
    struct buffer reason = {0};
    bool is_good;

    vigil_begin(&readers->vigil, plugin);
    is_good =
        reader_look(readers_find(readers, plugin, inquiry->choice), &inquiry->head, said, &reason);
    vigil_end(&readers->vigil);
    if (!is_good) {
        buffer_add_joint(reasons, "; ");
        buffer_add_format(reasons, "the reader '%s' cannot look at it: %.*s",
                          readers->catalog->plugins[plugin].declaration->name,
                          STR_ARGS(buffer_str(&reason)));
    }
    buffer_release(&reason);
    return is_good;
}

static void ask_all(struct readers *readers, const struct inquiry *inquiry,
                    struct reader_finding *finding)
{
    struct lap_look said;
    int surest = 0;

    for (uint32_t i = 0; i < readers->catalog->count; i++) {
        if (is_reader(readers, i) && !(inquiry->left_out && inquiry->left_out[i]) &&
            look(readers, i, inquiry, &said, &finding->reasons) && said.confidence > surest) {
            surest = said.confidence;
            finding->plugin = i;
            finding->framing = said.framing;
        }
    }
    if (surest == 0) {
        buffer_add_joint(&finding->reasons, "; ");
        buffer_add_str(&finding->reasons,
                       str_of("no reader knows what this is; choose one with --reader NAME, or "
                              "leave the input out"));
    }
}

static void ask_chosen(struct readers *readers, const struct inquiry *inquiry,
                       struct reader_finding *finding)
{
    struct lap_look said;
    uint32_t chosen;

    if (find_chosen(readers, inquiry->choice, &chosen) &&
        look(readers, chosen, inquiry, &said, &finding->reasons)) {
        finding->plugin = chosen;
        finding->framing = said.framing;
    }
}

void readers_ask(struct readers *readers, const struct inquiry *inquiry,
                 struct reader_finding *finding)
{
    finding->plugin = WATCH_NONE;
    finding->reasons.size = 0;
    if (inquiry->choice)
        ask_chosen(readers, inquiry, finding);
    else
        ask_all(readers, inquiry, finding);
}
