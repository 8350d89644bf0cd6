/* SPDX-License-Identifier: MIT */
/* Opens a shared object and checks that it is a plugin of this program's ABI. */
#include "load/object.h"

#include <dlfcn.h>
#include <errno.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#include "load/elf.h"
#include "process/ambient.h"
#include "process/guard.h"
#include "process/memory.h"

#define SYMBOL "lapidary_plugin_v1"

typedef const struct lap_plugin *record_function(void);

static struct place place_of(const char *file)
{
    return (struct place){file, 0, 0};
}

bool object_is_safe(const char *path, struct faults *faults)
{
    struct stat about;
    bool is_safe;

    if (stat(path, &about) != 0) {
        faults_add_at(faults, place_of(path), "cannot be read: %s", strerror(errno));
        return false;
    }
    is_safe = about.st_uid == 0 || about.st_uid == geteuid() ||
              (about.st_mode & (S_IWGRP | S_IWOTH)) == 0;
    if (!is_safe)
        faults_add_at(faults, place_of(path),
                      "refused: user %u owns it and others can write it (mode %03o); "
                      "take it over with chown or run chmod go-w on it",
                      (unsigned)about.st_uid, (unsigned)about.st_mode & 0777U);
    return is_safe;
}

static bool check_magic(const char *file, uint32_t found, struct faults *faults)
{
    if (found != LAP_MAGIC)
        faults_add_at(faults, place_of(file),
                      "its magic is 0x%08" PRIx32 ", this program's is 0x%08" PRIx32
                      "; build it again with this program's lapidary/plugin.h",
                      found, LAP_MAGIC);
    return found == LAP_MAGIC;
}

static bool check_size(const char *file, uint32_t found, struct faults *faults)
{
    if (found != sizeof(struct lap_plugin))
        faults_add_at(faults, place_of(file),
                      "its size is %" PRIu32 ", this program's is %zu"
                      "; build it again with this program's lapidary/plugin.h",
                      found, sizeof(struct lap_plugin));
    return found == sizeof(struct lap_plugin);
}

static bool check_abi_minor(const char *file, uint32_t found, struct faults *faults)
{
    if (found > LAP_ABI_MINOR)
        faults_add_at(faults, place_of(file),
                      "its abi_minor is %" PRIu32 ", this program's is %d; it wants a newer "
                      "Lapidary, or must be built again with this program's lapidary/plugin.h",
                      found, LAP_ABI_MINOR);
    return found <= LAP_ABI_MINOR;
}

static bool check_kind(const char *file, uint32_t found, struct faults *faults)
{
    bool is_known = found == LAP_EXTRACTOR || found == LAP_READER;

    if (!is_known)
        faults_add_at(faults, place_of(file),
                      "its kind is %" PRIu32 ", but must be %d (LAP_EXTRACTOR) or %d (LAP_READER)",
                      found, LAP_EXTRACTOR, LAP_READER);
    return is_known;
}

static bool check_names(const char *file, const struct lap_plugin *record, const char *name,
                        struct faults *faults)
{
    bool is_right = record->name && record->version && record->does;

    if (!is_right)
        faults_add_at(faults, place_of(file), "its name, version or does is NULL; give all three");
    else if (strcmp(record->name, name) != 0) {
        faults_add_at(faults, place_of(file),
                      "its name is '%s', but its file's name says '%s'; make them equal",
                      record->name, name);
        is_right = false;
    }
    return is_right;
}

static bool check_functions(const char *file, const struct lap_plugin *record,
                            struct faults *faults)
{
    bool is_right = record->kind == LAP_EXTRACTOR ? record->extract != NULL
                                                  : record->look != NULL && record->read != NULL;

    if (!is_right)
        faults_add_at(faults, place_of(file), "its %s is NULL; give the function",
                      record->kind == LAP_EXTRACTOR ? "extract" : "look or read");
    return is_right;
}

static bool check_record(const char *file, const struct lap_plugin *record, const char *name,
                         struct faults *faults)
{
    if (!record) {
        faults_add_at(faults, place_of(file),
                      SYMBOL " gives NULL; let it give the plugin's record");
        return false;
    }
    return check_magic(file, record->magic, faults) && check_size(file, record->size, faults) &&
           check_abi_minor(file, record->abi_minor, faults) &&
           check_kind(file, record->kind, faults) && check_names(file, record, name, faults) &&
           check_functions(file, record, faults);
}

/* What dlerror says, without the file's name that it begins with. */
static const char *loading_error(const char *file)
{
    const char *message = dlerror();
    size_t size = strlen(file);

    if (!message)
        return "no reason is known";
    if (strncmp(message, file, size) == 0 && strncmp(message + size, ": ", 2) == 0)
        message += size + 2;
    return message;
}

/* What to do about what dlerror says. */
static const char *remedy_of(const char *message)
{
    static const struct {
        const char *part;
        const char *remedy;
    } remedies[] = {
        {"undefined symbol", "define it, or link the library that has it"},
        {"cannot open shared object file", "install that library, or build it again without it"},
    };

    for (size_t i = 0; i < sizeof remedies / sizeof *remedies; i++)
        if (strstr(message, remedies[i].part))
            return remedies[i].remedy;
    return "build it again";
}

static void tell_error(const char *file, const char *message, struct faults *faults)
{
    faults_add_at(faults, place_of(file), "cannot be loaded: %s; %s", message, remedy_of(message));
}

/* Of an object for another processor dlopen says that it is not there; so it does where there is no
 * memory for the object's name, but malloc has set errno. */
static void tell_unloaded(const char *file, int error, struct faults *faults)
{
    if (error == ENOMEM)
        memory_give_up(0);
    if (elf_is_foreign(file))
        faults_add_at(faults, place_of(file),
                      "is built for another processor; build it again for this one");
    else
        tell_error(file, loading_error(file), faults);
}

/* Its constructors run in the process that makes the tables, as does its symbol. It stays there:
 * one of its threads may go on for as long as the process does. *error is errno's number. */
static void *load(const char *file, const char *name, int *error)
{
    struct ambient ambient;
    void *handle;

    ambient_enter(&ambient);
    guard_enter(file, name, "was loaded", true);
    errno = 0;
    handle = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    *error = errno;
    guard_leave();
    ambient_leave(&ambient);
    return handle;
}

static const struct lap_plugin *ask_for_record(record_function *function, const char *file,
                                               const char *name)
{
    struct ambient ambient;
    const struct lap_plugin *record;

    ambient_enter(&ambient);
    guard_enter(file, name, "gave its record", true);
    record = function();
    guard_leave();
    ambient_leave(&ambient);
    return record;
}

struct object object_open(const char *file, const char *name, struct faults *faults)
{
    struct object object = {file, NULL};
    void *handle;
    record_function *function = NULL;
    const struct lap_plugin *record;
    int error;

    if (!elf_is_whole(file)) {
        faults_add_at(
            faults, place_of(file),
            "is cut short: it ends before what it says of itself; copy or build it again");
        return object;
    }
    handle = load(file, name, &error);
    if (!handle) {
        tell_unloaded(file, error, faults);
        return object;
    }
    *(void **)&function = dlsym(handle, SYMBOL);
    if (!function) {
        faults_add_at(faults, place_of(file),
                      "has no symbol " SYMBOL "; define it as lapidary/plugin.h says");
        return object;
    }
    record = ask_for_record(function, file, name);
    if (check_record(file, record, name, faults))
        object.record = record;
    return object;
}
