/* SPDX-License-Identifier: MIT */
/* Finds the plugins of a run on the plugin path, reads their declarations and loads their objects.
 */
#include "load/catalog.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

#include "declare/nearest.h"
#include "declare/yaml.h"
#include "load/digesting.h"
#include "load/object.h"
#include "load/setup.h"
#include "process/memory.h"
#include "process/sharing.h"

/* A folder DIR/NAME that holds a declaration NAME.yaml. */
struct find {
    const char *name;
    const char *folder;
    const char *file;
    const char *twin; /* a declaration of the same name in another folder; NULL for none */
    bool is_wanted;
    struct declaration *declaration; /* NULL where it was refused, or is not wanted */
    struct plugin *plugin;           /* likewise */
    struct arena arena;              /* of the declaration, until it is loaded */
    struct faults faults;            /* likewise */
};

struct loading {
    struct catalog *catalog;
    struct arena *arena;
    const struct job *job;
    struct faults *faults;
    const char **folders;
    size_t folder_count;
    struct find *finds; /* of the heap */
    size_t find_count;
    struct object *objects; /* of the heap; refused ones too, so that each is told once */
    size_t object_count;
};

static void add_folder(struct loading *loading, const char *folder)
{
    loading->folders = arena_grown(loading->arena, (void *)loading->folders, loading->folder_count,
                                   sizeof *loading->folders);
    loading->folders[loading->folder_count++] = folder;
}

static void add_folders_of_environment(struct loading *loading)
{
    const char *rest = getenv("LAPIDARY_PLUGIN_PATH");

    while (rest && *rest) {
        size_t size = strcspn(rest, ":");

        if (size)
            add_folder(loading, arena_copy(loading->arena, (struct lap_str){rest, size}));
        rest += size + (rest[size] == ':');
    }
}

/* Where the running program lies, NULL where nobody tells; the caller frees it. Without /proc it is
 * where it was started from. */
static char *find_program(void)
{
    unsigned long address = getauxval(AT_EXECFN);
    char *program = realpath("/proc/self/exe", NULL);
    const char *started;

    _Static_assert(sizeof started == sizeof address, "the system tells an address as a number");
    memcpy(&started, &address, sizeof started);
    return program || !started ? program : realpath(started, NULL);
}

/* The folder `plugins` beside the running program; NULL where there is none. */
static const char *folder_beside_program(struct arena *arena)
{
    char *program = find_program();
    const char *last = program ? strrchr(program, '/') : NULL;
    const char *folder =
        last ? arena_format(arena, "%.*s/plugins", (int)(last - program), program) : NULL;

    free(program);
    return folder && access(folder, X_OK) == 0 ? folder : NULL;
}

static void list_folders(struct loading *loading)
{
    const char *beside = folder_beside_program(loading->arena);

    for (size_t i = 0; i < loading->job->plugin_path_count; i++)
        add_folder(loading, loading->job->plugin_path[i]);
    add_folders_of_environment(loading);
    /* A program that is not installed can do with the folders that were named. */
    if (beside)
        add_folder(loading, beside);
    else if (loading->folder_count == 0 || access(LAPIDARY_PLUGINS_DIR, F_OK) == 0)
        add_folder(loading, LAPIDARY_PLUGINS_DIR);
}

static struct find *find_of(const struct loading *loading, const char *name)
{
    for (size_t i = 0; i < loading->find_count; i++)
        if (strcmp(loading->finds[i].name, name) == 0)
            return &loading->finds[i];
    return NULL;
}

/* Whoever opens a pipe waits until somebody writes to it. */
static bool is_regular(const char *file)
{
    struct stat about;

    return stat(file, &about) == 0 && S_ISREG(about.st_mode);
}

/* Any other error says that there may be something which nobody may look at. */
static bool is_absence(int error)
{
    return error == ENOENT || error == ENOTDIR;
}

static void tell_closed(struct loading *loading, const char *folder, int error)
{
    faults_add_at(loading->faults, (struct place){folder, 0, 0},
                  "cannot be searched for a plugin: %s; open it with chmod, or take it off the "
                  "plugin path",
                  strerror(error));
}

static void add_find(struct loading *loading, const char *folder, const char *name)
{
    struct find find = {.folder = arena_format(loading->arena, "%s/%s", folder, name)};
    struct find *first = find_of(loading, name);

    find.file = arena_format(loading->arena, "%s/%s.yaml", find.folder, name);
    if (*name == '.')
        return;
    if (access(find.file, F_OK) != 0) {
        /* Where the job names plugins, tell_missing tells of theirs. */
        if (loading->job->plugin_count == 0 && !is_absence(errno))
            tell_closed(loading, find.folder, errno);
        return;
    }
    if (!is_regular(find.file)) {
        faults_add_at(loading->faults, (struct place){find.file, 0, 0},
                      "is no regular file; put a declaration there, or take its folder off the "
                      "plugin path");
        return;
    }
    if (first) {
        first->twin = find.file;
        return;
    }
    find.name = arena_copy(loading->arena, str_of(name));
    loading->finds = memory_grow(loading->finds, loading->find_count + 1, sizeof *loading->finds);
    loading->finds[loading->find_count++] = find;
}

/* A plugin's own folder in the place of the one around it is a mistake that many make. */
static void check_folder(struct loading *loading, const char *folder)
{
    char *path = realpath(folder, NULL);
    const char *name = path ? strrchr(path, '/') + 1 : "";

    if (*name && access(arena_format(loading->arena, "%s/%s.yaml", path, name), F_OK) == 0)
        faults_add_at(
            loading->faults, (struct place){folder, 0, 0},
            "is the folder of the plugin '%s'; the plugin path wants the folder around it", name);
    free(path);
}

/* Whether one of the first count folders is the same, by whatever path. */
static bool is_among_first(const struct loading *loading, size_t count, const char *folder)
{
    struct stat this;
    struct stat other;

    if (stat(folder, &this) != 0)
        return false;
    for (size_t i = 0; i < count; i++)
        if (stat(loading->folders[i], &other) == 0 && other.st_dev == this.st_dev &&
            other.st_ino == this.st_ino)
            return true;
    return false;
}

/* Opens a folder in which files may be looked for, too. */
static DIR *open_folder(struct arena *arena, const char *folder)
{
    return access(arena_format(arena, "%s/.", folder), F_OK) == 0 ? opendir(folder) : NULL;
}

static void tell_unreadable(struct loading *loading, const char *folder)
{
    faults_add_at(loading->faults, (struct place){folder, 0, 0},
                  "this folder of the plugin path cannot be read: %s; %s", strerror(errno),
                  strcmp(folder, LAPIDARY_PLUGINS_DIR) == 0
                      ? "install the plugins there, or name their folder with --plugin-path"
                      : "correct its name or open it with chmod, or take it off the path");
}

static void search_folder(struct loading *loading, const char *folder)
{
    DIR *stream = open_folder(loading->arena, folder);
    const struct dirent *entry;

    if (!stream) {
        tell_unreadable(loading, folder);
        return;
    }
    object_is_safe(folder, loading->faults);
    check_folder(loading, folder);
    /* By errno a failure is told from the end. */
    for (errno = 0; (entry = readdir(stream)); errno = 0)
        add_find(loading, folder, entry->d_name);
    if (errno != 0)
        tell_unreadable(loading, folder);
    closedir(stream);
}

static int compare_finds(const void *left, const void *right)
{
    const struct find *a = left;
    const struct find *b = right;

    return strcmp(a->name, b->name);
}

static const struct job_plugin *named_by_job(const struct job *job, const char *name)
{
    for (size_t i = 0; i < job->plugin_count; i++)
        if (strcmp(job->plugins[i].name, name) == 0)
            return &job->plugins[i];
    return NULL;
}

/* Readers are always taken; of extractors those that the job names, where it names any. */
static bool is_wanted(struct loading *loading, const struct find *find)
{
    const struct yaml *root;
    const struct yaml *kind;

    if (loading->job->plugin_count == 0 || named_by_job(loading->job, find->name))
        return true;
    root = yaml_read(loading->arena, find->file, loading->faults);
    kind = root ? yaml_at(root, "kind") : NULL;
    return kind && kind->kind == YAML_SCALAR && strcmp(kind->text, "reader") == 0;
}

static void find_plugins(struct loading *loading)
{
    for (size_t i = 0; i < loading->folder_count; i++)
        if (!is_among_first(loading, i, loading->folders[i]))
            search_folder(loading, loading->folders[i]);
    if (loading->find_count)
        qsort(loading->finds, loading->find_count, sizeof *loading->finds, compare_finds);
    for (size_t i = 0; i < loading->find_count; i++)
        loading->finds[i].is_wanted = is_wanted(loading, &loading->finds[i]);
}

static void tell_twins(struct loading *loading)
{
    for (size_t i = 0; i < loading->find_count; i++) {
        const struct find *find = &loading->finds[i];

        if (find->is_wanted && find->twin)
            faults_add_at(loading->faults, (struct place){find->twin, 0, 0},
                          "the name '%s' is taken by %s; give one of them another name, or take "
                          "one folder off the plugin path",
                          find->name, find->file);
    }
}

/* What stands in a folder of the path where a plugin that was not found would be; NULL: nothing. */
static const char *hint_of_folder(struct loading *loading, const char *around, const char *name)
{
    const char *folder = arena_format(loading->arena, "%s/%s", around, name);

    if (access(arena_format(loading->arena, "%s/.", folder), F_OK) != 0)
        return is_absence(errno)
                   ? NULL
                   : arena_format(loading->arena, "; the folder %s cannot be searched: %s", folder,
                                  strerror(errno));
    if (access(arena_format(loading->arena, "%s/%s.yaml", folder, name), F_OK) == 0)
        return NULL;
    return arena_format(loading->arena, "; the folder %s has no %s.yaml", folder, name);
}

static const char *hint_of_missing(struct loading *loading, const char *name,
                                   const char *const *known)
{
    bool is_name = *name && *name != '.' && !strchr(name, '/');
    const char *hint = NULL;

    for (size_t i = 0; is_name && !hint && i < loading->folder_count; i++)
        hint = hint_of_folder(loading, loading->folders[i], name);
    return hint ? hint : nearest_hint(loading->arena, name, known);
}

static void tell_missing(struct loading *loading)
{
    const char **known = arena_take(loading->arena, (loading->find_count + 1) * sizeof *known);

    for (size_t i = 0; i < loading->find_count; i++)
        known[i] = loading->finds[i].name;
    for (size_t i = 0; i < loading->job->plugin_count; i++) {
        const struct job_plugin *plugin = &loading->job->plugins[i];

        if (!find_of(loading, plugin->name))
            faults_add_at(loading->faults, plugin->place, "there is no plugin '%s'%s", plugin->name,
                          hint_of_missing(loading, plugin->name, known));
    }
}

/* The file of an object: beside the declaration, then in each folder of the path. */
static const char *object_file(struct loading *loading, const char *folder, const char *object)
{
    const char *file = arena_format(loading->arena, "%s/%s.so", folder, object);

    for (size_t i = 0; !is_regular(file); i++) {
        if (i == loading->folder_count)
            return NULL;
        file = arena_format(loading->arena, "%s/%s.so", loading->folders[i], object);
    }
    return file;
}

static const char *folder_of(struct arena *arena, const char *file)
{
    const char *slash = strrchr(file, '/');

    return arena_copy(arena, (struct lap_str){file, (size_t)(slash - file)});
}

/* The object of a file, opened once however many declarations name it. */
static const struct object *open_once(struct loading *loading, const char *file, const char *name)
{
    struct object object = {file, NULL};

    for (size_t i = 0; i < loading->object_count; i++)
        if (strcmp(loading->objects[i].file, file) == 0)
            return &loading->objects[i];
    if (object_is_safe(file, loading->faults) &&
        object_is_safe(folder_of(loading->arena, file), loading->faults))
        object = object_open(file, name, loading->faults);
    loading->objects =
        memory_grow(loading->objects, loading->object_count + 1, sizeof *loading->objects);
    loading->objects[loading->object_count] = object;
    return &loading->objects[loading->object_count++];
}

static const char *kind_name(uint32_t kind)
{
    return kind == LAP_READER ? "a reader" : "an extractor";
}

static void load_object(struct loading *loading, struct plugin *plugin)
{
    const struct declaration *declaration = plugin->declaration;
    struct place place = {declaration->file, 0, 0};
    size_t before = loading->faults->count;
    const char *file = plugin->object_file;

    if (!file) {
        faults_add_at(loading->faults, place,
                      "there is no %s.so beside it or on the plugin path; build it, or name its "
                      "folder with --plugin-path",
                      declaration->object);
        return;
    }
    plugin->record = open_once(loading, file, declaration->object)->record;
    if (plugin->record && plugin->record->kind != (uint32_t)declaration->kind) {
        faults_add_at(loading->faults, place, "the declaration is of %s, but %s is %s",
                      kind_name((uint32_t)declaration->kind), file,
                      kind_name(plugin->record->kind));
    } else if (plugin->record) {
        setup_make(loading->arena, plugin, loading->faults);
    }
    if (loading->faults->count != before)
        plugin->record = NULL;
}

static void set_options(struct loading *loading, struct declaration *declaration)
{
    const struct job_plugin *named = named_by_job(loading->job, declaration->name);

    for (size_t i = 0; named && i < named->options.count; i++)
        declaration_set(loading->arena, declaration, named->options.items[i], loading->faults);
}

static void read_declaration(void *context, size_t piece)
{
    struct loading *loading = context;
    struct find *find = &loading->finds[piece];

    if (find->is_wanted && object_is_safe(find->folder, &find->faults) &&
        object_is_safe(find->file, &find->faults))
        find->declaration = declaration_read(&find->arena, find->file, &find->faults);
}

static void place_plugin(struct loading *loading, struct find *find)
{
    struct catalog *catalog = loading->catalog;

    arena_join(loading->arena, &find->arena);
    if (!find->declaration)
        return;
    find->plugin = &catalog->plugins[catalog->count++];
    find->plugin->declaration = find->declaration;
    find->plugin->object_file = object_file(loading, find->folder, find->declaration->object);
}

static void load_plugin(struct loading *loading, struct find *find)
{
    faults_join(loading->faults, &find->faults);
    if (!find->plugin)
        return;
    set_options(loading, find->declaration);
    load_object(loading, find->plugin);
}

/* Opens the objects, which takes one thread, while another takes the SHA-256 of all files. A file
 * that cannot be read for it is told where nothing else is wrong. */
static void load_plugins(struct loading *loading)
{
    struct faults unread = {0};
    struct digesting *digesting;

    for (size_t i = 0; i < loading->find_count; i++)
        place_plugin(loading, &loading->finds[i]);
    digesting = digesting_begin(loading->catalog);
    for (size_t i = 0; i < loading->find_count; i++)
        load_plugin(loading, &loading->finds[i]);
    digesting_end(digesting, &unread);
    if (loading->faults->count == 0)
        faults_join(loading->faults, &unread);
    faults_release(&unread);
}

static void tell_one_facet(struct loading *loading, const struct declaration *a,
                           const struct declaration *b)
{
    const char *choosing = loading->job->choosing;

    faults_add_at(loading->faults, (struct place){b->file, 0, 0},
                  "cuts the facet '%s', which %s cuts too; %s%s", b->facet, a->file,
                  choosing ? "take one of them " : "give one of them another facet",
                  choosing ? choosing : "");
}

static void check_facets(struct loading *loading)
{
    const struct catalog *catalog = loading->catalog;

    for (size_t i = 0; i < catalog->count; i++)
        for (size_t j = 0; j < i; j++) {
            const struct declaration *a = catalog->plugins[j].declaration;
            const struct declaration *b = catalog->plugins[i].declaration;

            if (a->facet && b->facet && strcmp(a->facet, b->facet) == 0)
                tell_one_facet(loading, a, b);
        }
}

/* Leaves what was refused out of the catalog. */
static void drop_refused(struct catalog *catalog)
{
    size_t count = 0;

    for (size_t i = 0; i < catalog->count; i++)
        if (catalog->plugins[i].record)
            catalog->plugins[count++] = catalog->plugins[i];
    catalog->count = count;
}

bool catalog_load(struct catalog *catalog, const struct job *job, struct faults *faults)
{
    struct loading loading = {
        .catalog = catalog, .arena = &catalog->arena, .job = job, .faults = faults};
    size_t before = faults->count;

    list_folders(&loading);
    find_plugins(&loading);
    tell_twins(&loading);
    tell_missing(&loading);
    catalog->plugins = arena_take(loading.arena, (loading.find_count + 1) * sizeof(struct plugin));
    share_out(loading.find_count, read_declaration, &loading);
    load_plugins(&loading);
    check_facets(&loading);
    drop_refused(catalog);
    free(loading.finds);
    free(loading.objects);
    return faults->count == before;
}

struct plugin *catalog_plugin(const struct catalog *catalog, const char *name)
{
    for (size_t i = 0; i < catalog->count; i++)
        if (strcmp(catalog->plugins[i].declaration->name, name) == 0)
            return &catalog->plugins[i];
    return NULL;
}

void catalog_release(struct catalog *catalog)
{
    arena_release(&catalog->arena);
    *catalog = (struct catalog){0};
}
