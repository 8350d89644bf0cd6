/* SPDX-License-Identifier: MIT */
/* An extractor that gives a row for each `deed-WORD`, and commits the misdeed where the word is
 * that of one. Its option `open` has open() commit one. */
#include "misdeed.h"

#include <link.h>
#include <stdio.h>
#include <sys/mman.h>

#include "workers/child.h"

static const char *const columns[] = {"word", "tenth", NULL};
static const char *const captures[] = {"word", NULL};

static struct lap_str word_of(const struct scene *scene)
{
    struct lap_span span = scene->match->captures[0];

    return (struct lap_str){scene->record->fields[scene->match->field].text.bytes + span.start,
                            span.end - span.start};
}

/* ---- Misdeeds that need a record ---- */

static int write_over_the_text(const struct scene *scene)
{
    for (size_t i = 0; i < scene->record->field_count; i++) {
        struct lap_str text = scene->record->fields[i].text;

        if (text.bytes)
            memset((char *)(uintptr_t)text.bytes, 'X', text.size);
    }
    return LAP_OK;
}

static int write_over_the_fields(const struct scene *scene)
{
    struct lap_field *fields = (struct lap_field *)(uintptr_t)scene->record->fields;

    for (size_t i = 0; i < scene->record->field_count; i++)
        fields[i].text = (struct lap_str){"worn out", 8};
    return LAP_OK;
}

static int write_over_the_matches(const struct scene *scene)
{
    struct lap_match *match = (struct lap_match *)(uintptr_t)scene->match;

    match->field = 1000000;
    match->pattern = 1000000;
    match->span = (struct lap_span){0, SIZE_MAX};
    return LAP_OK;
}

static int offer(const struct scene *scene, struct lap_span span, struct lap_str word)
{
    const struct lap_value values[] = {lap_text(word), lap_number(0.1)};
    struct lap_row row = {scene->match, scene->match->field, span, values};

    return scene->host->row(scene->call, &row);
}

static int offer_without_pattern(const struct scene *scene)
{
    struct lap_match *match = (struct lap_match *)(uintptr_t)scene->match;

    match->pattern = 1000000;
    return offer(scene, match->span, word_of(scene));
}

static int offer_backwards(const struct scene *scene)
{
    return offer(scene, (struct lap_span){5, 2}, word_of(scene));
}

static int offer_beyond_the_text(const struct scene *scene)
{
    return offer(scene, (struct lap_span){0, SIZE_MAX / 2}, word_of(scene));
}

/* The abstracts of the tests begin with a letter of two bytes. */
static int offer_half_a_letter(const struct scene *scene)
{
    return offer(scene, (struct lap_span){1, 9}, word_of(scene));
}

static int offer_wild_text(const struct scene *scene)
{
    return offer(scene, scene->match->span, (struct lap_str){(const char *)64, 1000});
}

static int offer_endless_text(const struct scene *scene)
{
    return offer(scene, scene->match->span, (struct lap_str){word_of(scene).bytes, SIZE_MAX / 4});
}

static int offer_of_match(const struct scene *scene, const struct lap_match *match)
{
    const struct lap_value values[] = {lap_text(word_of(scene)), lap_number(0.1)};
    struct lap_row row = {match, scene->match->field, scene->match->span, values};

    return scene->host->row(scene->call, &row);
}

static int offer_wild_match(const struct scene *scene)
{
    return offer_of_match(scene, (const struct lap_match *)64);
}

/* It looks like one, and whether it goes on to do so is chance. */
static int offer_copied_match(const struct scene *scene)
{
    struct lap_match copy = *scene->match;

    return offer_of_match(scene, &copy);
}

static int offer_rounded_up(const struct scene *scene)
{
    round_up(scene);
    return offer(scene, scene->match->span, word_of(scene));
}

#ifdef __SSE__

/* The host copies what it is given. */
static int offer_copied_backwards(const struct scene *scene)
{
    const struct lap_value values[] = {lap_text(word_of(scene)), lap_number(0.1)};
    struct lap_row row = {scene->match, scene->match->field, scene->match->span, values};

    copy_backwards(scene);
    return scene->host->row(scene->call, &row);
}

#endif

/* A row before it says that it failed, and one after. */
static int offer_and_fail(const struct scene *scene)
{
    offer(scene, scene->match->span, word_of(scene));
    fail_and_go_on(scene);
    offer(scene, scene->match->span, word_of(scene));
    return LAP_OK;
}

/* For ever, as long as the host takes them. */
static int offer_for_ever(const struct scene *scene)
{
    while (offer(scene, scene->match->span, word_of(scene)) == LAP_OK)
        ;
    return LAP_FAILED;
}

/* For ever, whatever the host says. */
static int flood(const struct scene *scene)
{
    while (is_endless)
        offer(scene, scene->match->span, word_of(scene));
    return LAP_OK;
}

/* Takes the code of the plugin words away, for whoever calls it next. */
static int unmap_words(struct dl_phdr_info *object, size_t size, void *context)
{
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);

    (void)size;
    (void)context;
    if (!strstr(object->dlpi_name, "/words.so"))
        return 0;
    for (size_t i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        const uintptr_t start = object->dlpi_addr + part->p_vaddr;

        if (part->p_type == PT_LOAD && part->p_flags & PF_X)
            munmap((void *)(start & ~(page - 1)), part->p_memsz + start % page);
    }
    return 1;
}

/* Each worker begins with a copy of what open() left; this is one for all. */
static int *calls;

/* Has another die in its place, until that one is kept from the record and it is alone with it. */
static int frame_another(const struct scene *scene)
{
    if ((*calls)++ >= 2)
        give_up(scene);
    dl_iterate_phdr(unmap_words, NULL);
    return LAP_OK;
}

/* Writes over what it shares with the parent: the page on which the worker says what it does. */
static int write_over_the_page(const struct child_page *page)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512];
    void *start;

    while (maps && fgets(line, sizeof line, maps))
        if (strstr(line, " rw-s ") && strstr(line, "/dev/zero") &&
            sscanf(line, "%p-", &start) == 1 && start != (void *)calls)
            memcpy(start, page, sizeof *page);
    return maps ? fclose(maps) : LAP_FAILED;
}

static int deface(const struct scene *scene)
{
    struct child_page page;

    (void)scene;
    memset(&page, 'X', sizeof page);
    return write_over_the_page(&page);
}

/* Dies, and says that it was of another record. */
static int blame_record(const struct scene *scene, uint64_t number)
{
    const struct child_page page = {.watch = {.record = number,
                                              .plugin = WATCH_NONE,
                                              .last_plugin = WATCH_NONE,
                                              .last_record = number}};

    write_over_the_page(&page);
    return give_up(scene);
}

static int blame_first_record(const struct scene *scene)
{
    return blame_record(scene, 1);
}

static int blame_next_record(const struct scene *scene)
{
    return blame_record(scene, 10 + (uint64_t)(*calls)++);
}

static const struct misdeed of_records[] = {
    {"text", write_over_the_text},
    {"fields", write_over_the_fields},
    {"matches", write_over_the_matches},
    {"nopattern", offer_without_pattern},
    {"backwards", offer_backwards},
    {"beyond", offer_beyond_the_text},
    {"letter", offer_half_a_letter},
    {"wild", offer_wild_text},
    {"endless", offer_endless_text},
    {"wildmatch", offer_wild_match},
    {"copiedmatch", offer_copied_match},
    {"rounded", offer_rounded_up},
#ifdef __SSE__
    {"reversed", offer_copied_backwards},
#endif
    {"recant", offer_and_fail},
    {"frame", frame_another},
    {"deface", deface},
    {"slander", blame_first_record},
    {"mislead", blame_next_record},
    {"rows", offer_for_ever},
    {"flood", flood},
    {NULL, NULL},
};

static int extract(const struct lap_host *host, struct lap_call *call, const void *state,
                   const struct lap_record *record, const struct lap_match *matches, size_t count)
{
    int status = LAP_OK;

    (void)state;
    for (size_t i = 0; i < count && status == LAP_OK; i++) {
        const struct scene scene = {host, call, record, &matches[i]};
        struct lap_str word = word_of(&scene);
        commit_function *commit = misdeed_of(misdeeds, word);

        if (!commit)
            commit = misdeed_of(of_records, word);
        status = commit ? commit(&scene) : offer(&scene, matches[i].span, word);
    }
    return status;
}

static int open(const struct lap_host *host, struct lap_call *call, const struct lap_setup *setup,
                void **state)
{
    (void)setup;
    (void)state;
    calls = mmap(NULL, sizeof *calls, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return misdeed_by_option(host, call, "open");
}

static const struct lap_plugin plugin = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_EXTRACTOR,
    .name = "misdeeds",
    .version = "1.0.0",
    .does = "Does what it is told, however bad.",
    .columns = columns,
    .captures = captures,
    .open = open,
    .extract = extract,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &plugin;
}
