/* SPDX-License-Identifier: MIT */
/* Whether the files of a run are still those that it wrote. */
#include "write/audit.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "process/memory.h"
#include "text/digest.h"
#include "text/utf8.h"
#include "write/journal.h"
#include "write/publish.h"
#include "write/tree.h"

/* An audit while it goes on. */
struct auditing {
    struct audit *audit;
    struct folder folder;
    yajl_val manifest;
    yajl_val tables; /* of the manifest; NULL where it lists none */
};

const char *file_state_name(enum file_state state)
{
    static const char *const names[] = {"good", "changed", "cut short", "missing", "unchecked"};

    return names[state];
}

/* ---- Findings ---- */

static void add(struct audit *audit, const char *file, enum file_state state, const char *detail)
{
    audit->findings = memory_grow(audit->findings, audit->count + 1, sizeof *audit->findings);
    audit->findings[audit->count++] =
        (struct file_finding){arena_copy(&audit->arena, str_of(file)), state, detail};
    audit->is_good &= state == FILE_GOOD || state == FILE_UNCHECKED;
}

/* The manifest is at odds with the rest, or with itself; the first time counts. */
static void blame_manifest(struct audit *audit, const char *detail)
{
    if (audit->findings[0].state == FILE_GOOD)
        audit->findings[0] = (struct file_finding){manifest_name, FILE_CHANGED, detail};
    audit->is_good = false;
}

/* ---- Files ---- */

/* A file as it is now. */
struct measured {
    uint64_t bytes;
    uint64_t rows; /* lines behind the header; one within quotes ends none */
    char sha256[65];
};

static void count_lines(struct lap_str block, bool *is_quoted, uint64_t *lines)
{
    for (size_t i = 0; i < block.size; i++) {
        *is_quoted ^= block.bytes[i] == '"';
        *lines += !*is_quoted && block.bytes[i] == '\n';
    }
}

/* Reads the file to its end and closes it; false and errno where it cannot be read. */
static bool measure(int file, struct measured *measured)
{
    struct digest *digest = digest_begin();
    bool is_quoted = false;
    uint64_t lines = 0;
    char bytes[65536];
    ssize_t size;

    *measured = (struct measured){0};
    while ((size = read(file, bytes, sizeof bytes)) > 0) {
        struct lap_str block = {bytes, (size_t)size};

        digest_add(digest, block);
        count_lines(block, &is_quoted, &lines);
        measured->bytes += block.size;
    }
    measured->rows = lines ? lines - 1 : 0;
    digest_end(digest, measured->sha256);
    close(file);
    return size == 0;
}

/* What became of a file of so many bytes. */
static enum file_state compare(struct audit *audit, const struct measured *measured, uint64_t bytes,
                               const char *sha256, const char **detail)
{
    *detail = NULL;
    if (measured->bytes != bytes)
        *detail = arena_format(&audit->arena, "it has %" PRIu64 " bytes where it had %" PRIu64,
                               measured->bytes, bytes);
    else if (strcmp(measured->sha256, sha256) != 0)
        *detail = "it has another SHA-256";
    else
        return FILE_GOOD;
    return measured->bytes < bytes ? FILE_CUT_SHORT : FILE_CHANGED;
}

/* ---- The tables ---- */

/* A table as the manifest lists it. */
struct listed {
    const char *name;
    const char *sha256;
    uint64_t rows;
    uint64_t bytes;
};

/* False where the manifest lacks any of it, or the name is none of a table. */
static bool read_listed(yajl_val table, struct listed *listed)
{
    *listed = (struct listed){tree_text(table, "name"), tree_text(table, "sha256"),
                              tree_count(table, "rows"), tree_count(table, "bytes")};
    return listed->name && folder_owns(listed->name) && listed->sha256 &&
           listed->rows != UINT64_MAX && listed->bytes != UINT64_MAX;
}

/* Why a file of the run could not be read; what is none is not opened at all. */
static const char *why_unread(struct auditing *auditing, const char *file, int error)
{
    switch (error) {
    case ELOOP:
        return "it is a link now";
    case EINVAL:
        return folder_has_folder(&auditing->folder, file) ? "it is a folder now"
                                                          : "it is no regular file now";
    default:
        return arena_copy(&auditing->audit->arena, str_of(strerror(error)));
    }
}

static void add_unread(struct auditing *auditing, const char *file, int error)
{
    add(auditing->audit, file, error == ENOENT ? FILE_MISSING : FILE_CHANGED,
        why_unread(auditing, file, error));
}

static void check_table(struct auditing *auditing, const struct listed *listed)
{
    struct audit *audit = auditing->audit;
    const char *file = arena_format(&audit->arena, "%s.csv", listed->name);
    struct measured measured;
    enum file_state state;
    const char *detail;
    int opened = folder_open_file(&auditing->folder, file, false);

    if (opened < 0 || !measure(opened, &measured)) {
        add_unread(auditing, file, errno);
        return;
    }
    state = compare(audit, &measured, listed->bytes, listed->sha256, &detail);
    if (state == FILE_GOOD)
        detail = arena_format(&audit->arena, "%" PRIu64 " rows", measured.rows);
    add(audit, file, state, detail);
    if (state == FILE_GOOD && measured.rows != listed->rows)
        blame_manifest(audit, arena_format(&audit->arena, "it counts %" PRIu64 " rows of %s",
                                           listed->rows, file));
}

/* ---- The manifest ---- */

static void check_totals(struct auditing *auditing)
{
    struct audit *audit = auditing->audit;
    yajl_val totals = tree_member(auditing->manifest, "totals", yajl_t_object);
    yajl_val inputs = tree_member(auditing->manifest, "inputs", yajl_t_array);
    yajl_val rejects = tree_find(auditing->tables, "name", "rejects");
    uint64_t records = tree_count(totals, "records");
    uint64_t read = 0;

    for (size_t i = 0; i < tree_length(inputs); i++)
        read += tree_count(inputs->u.array.values[i], "records");
    if (tree_count(totals, "matched") + tree_count(totals, "empty") +
            tree_count(totals, "skipped") + tree_count(totals, "failed") !=
        records)
        blame_manifest(audit, "matched, empty, skipped and failed do not add up to the records");
    if (read != records)
        blame_manifest(audit, "the records of the inputs do not add up to those of the run");
    if (tree_count(totals, "rejects") != tree_count(rejects, "rows"))
        blame_manifest(audit, "the rejects of the run are not the rows of rejects.csv");
}

/* The tables of the manifest, each checked; the manifest's own finding is the first. */
static void check_manifest(struct auditing *auditing)
{
    struct audit *audit = auditing->audit;
    size_t count;

    auditing->tables = tree_member(auditing->manifest, "tables", yajl_t_array);
    count = tree_length(auditing->tables);
    add(audit, manifest_name, FILE_GOOD, arena_format(&audit->arena, "%zu tables", count));
    if (!tree_find(auditing->tables, "name", "records") ||
        !tree_find(auditing->tables, "name", "rejects"))
        blame_manifest(audit, "it is no manifest of a run");
    for (size_t i = 0; i < count; i++) {
        yajl_val table = auditing->tables->u.array.values[i];
        struct listed listed;

        if (!read_listed(table, &listed))
            blame_manifest(audit, "a table in it has no name, rows, bytes or sha256");
        else if (tree_find(auditing->tables, "name", listed.name) != table)
            blame_manifest(audit, arena_format(&audit->arena, "it names %s twice", listed.name));
        else
            check_table(auditing, &listed);
    }
    check_totals(auditing);
}

/* ---- What stands beside the tables ---- */

/* Says what a document, parsed and as it stands, has wrong; NULL where it fits the manifest. */
typedef const char *document_check(struct auditing *auditing, yajl_val document,
                                   struct lap_str bytes);

static bool is_as_listed(struct auditing *auditing, struct lap_str package)
{
    yajl_val listed = tree_member(auditing->manifest, "package", yajl_t_object);
    char sha256[65];

    digest_of(package, sha256);
    return tree_has_text(listed, "sha256", sha256);
}

static const char *check_package(struct auditing *auditing, yajl_val package, struct lap_str bytes)
{
    struct arena *arena = &auditing->audit->arena;
    yajl_val resources = tree_member(package, "resources", yajl_t_array);

    for (size_t i = 0; i < tree_length(auditing->tables); i++) {
        yajl_val table = auditing->tables->u.array.values[i];
        const char *name = tree_text(table, "name");
        yajl_val resource = tree_find(resources, "name", name);

        if (!tree_has_text(resource, "path", arena_format(arena, "%s.csv", name)) ||
            !tree_has_text(resource, "hash",
                           arena_format(arena, "sha256:%s", tree_text(table, "sha256"))) ||
            tree_count(resource, "bytes") != tree_count(table, "bytes"))
            return arena_format(arena, "it does not describe %s.csv as manifest.json does", name);
    }
    if (tree_length(resources) != tree_length(auditing->tables))
        return "it describes tables that are none";
    return is_as_listed(auditing, bytes) ? NULL : "it has another SHA-256";
}

static const char *check_receipt(struct auditing *auditing, yajl_val receipt, struct lap_str bytes)
{
    yajl_val plugins = tree_member(auditing->manifest, "plugins", yajl_t_array);
    yajl_val accounts = tree_member(receipt, "plugins", yajl_t_array);

    (void)bytes; /* they differ from run to run, and no manifest holds them */
    for (size_t i = 0; i < tree_length(plugins); i++) {
        yajl_val plugin = plugins->u.array.values[i];
        yajl_val table = tree_find(auditing->tables, "name", tree_text(plugin, "facet"));
        yajl_val account = tree_find(accounts, "name", tree_text(plugin, "name"));

        if (!account || (tree_text(plugin, "facet") &&
                         (!table || tree_count(account, "rows") != tree_count(table, "rows"))))
            return arena_format(&auditing->audit->arena,
                                "it does not account for the plugin %s and its rows",
                                tree_text(plugin, "name"));
    }
    return NULL;
}

static void check_document(struct auditing *auditing, const char *name, document_check *check)
{
    struct audit *audit = auditing->audit;
    struct buffer bytes = {0};
    yajl_val document = NULL;
    const char *wrong;

    if (!folder_read(&auditing->folder, name, &bytes)) {
        add_unread(auditing, name, errno);
    } else {
        document = tree_parse(buffer_str(&bytes));
        wrong = document ? check(auditing, document, buffer_str(&bytes)) : "it is no JSON";
        add(audit, name, wrong ? FILE_CHANGED : FILE_GOOD, wrong ? wrong : "fits the tables");
    }
    yajl_tree_free(document);
    buffer_release(&bytes);
}

/* ---- The inputs ---- */

static void add_unread_input(struct audit *audit, const char *name, int error)
{
    bool is_missing = error == ENOENT || error == ENOTDIR;

    if (is_missing && strstr(name, UTF8_REPLACEMENT))
        add(audit, name, FILE_UNCHECKED, "its name is no UTF-8, which JSON cannot hold");
    else
        add(audit, name, is_missing ? FILE_MISSING : FILE_CHANGED,
            arena_copy(&audit->arena, str_of(strerror(error))));
}

static void check_input(struct audit *audit, yajl_val input)
{
    const char *name = tree_text(input, "name");
    const char *sha256 = tree_text(input, "sha256");
    struct measured measured;
    struct stat status;
    const char *detail;
    enum file_state state;
    int file;

    if (!name || !sha256 || strcmp(name, "-") == 0) {
        add(audit, name ? name : "?", FILE_UNCHECKED,
            sha256 ? "standard input" : "it could not be read to its end");
        return;
    }
    file = open(name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file >= 0 && fstat(file, &status) == 0 && !S_ISREG(status.st_mode)) {
        if (S_ISDIR(status.st_mode))
            add(audit, name, FILE_CHANGED, "it is a folder now");
        else
            add(audit, name, FILE_UNCHECKED, "it is no regular file");
        close(file);
        return;
    }
    if (file < 0 || !measure(file, &measured)) {
        add_unread_input(audit, name, errno);
        return;
    }
    state = compare(audit, &measured, tree_count(input, "bytes"), sha256, &detail);
    add(audit, name, state, state == FILE_GOOD ? "as it was read" : detail);
}

static void check_inputs(struct auditing *auditing)
{
    yajl_val inputs = tree_member(auditing->manifest, "inputs", yajl_t_array);

    for (size_t i = 0; i < tree_length(inputs); i++)
        check_input(auditing->audit, inputs->u.array.values[i]);
}

/* ---- The folder ---- */

/* What is going on in the folder beside a finished run, or instead of one. */
static const char *find_note(struct auditing *auditing)
{
    struct faults faults = {0};
    struct journal journal;
    const char *note = NULL;

    if (folder_is_locked(&auditing->folder))
        return "a run is writing there; wait for its end";
    if (!journal_read(&journal, &auditing->folder, &faults))
        note = "its journal of an unfinished run cannot be read; look after its disk";
    else if (journal.published_count)
        note = "a run was stopped there while its tables got their names; run it again with "
               "--resume";
    else if (journal.has_checkpoint)
        note = "holds an unfinished run; go on with it with --resume, or begin anew with --force";
    journal_release(&journal);
    faults_release(&faults);
    return note;
}

static bool open_run(struct auditing *auditing, const char *path, struct faults *faults)
{
    bool is_there;

    if (!folder_look(&auditing->folder, path)) {
        faults_add(faults, "%s: cannot be opened as a folder: %s; give the folder of a run", path,
                   strerror(errno));
        return false;
    }
    auditing->audit->note = find_note(auditing);
    if (!folder_find(&auditing->folder, manifest_name, &is_there, faults))
        return false;
    if (is_there)
        return true;
    faults_add(faults, "%s: %s", path,
               auditing->audit->note ? auditing->audit->note
                                     : "holds no run (there is no manifest.json); give the folder "
                                       "of a run");
    return false;
}

static void check_run(struct auditing *auditing, bool has_inputs)
{
    struct audit *audit = auditing->audit;
    struct buffer bytes = {0};
    const char *wrong = "it is no JSON";

    audit->is_good = true;
    if (folder_read(&auditing->folder, manifest_name, &bytes))
        auditing->manifest = tree_parse(buffer_str(&bytes));
    else
        wrong = why_unread(auditing, manifest_name, errno);
    buffer_release(&bytes);
    if (!auditing->manifest) {
        add(audit, manifest_name, FILE_CHANGED,
            arena_format(&audit->arena, "%s, so nothing can be checked", wrong));
        return;
    }
    check_manifest(auditing);
    check_document(auditing, "datapackage.json", check_package);
    check_document(auditing, "run.json", check_receipt);
    if (has_inputs)
        check_inputs(auditing);
}

bool audit_run(struct audit *audit, const char *path, bool has_inputs, struct faults *faults)
{
    struct auditing auditing = {.audit = audit};
    bool is_run;

    *audit = (struct audit){0};
    is_run = open_run(&auditing, path, faults);
    if (is_run)
        check_run(&auditing, has_inputs);
    yajl_tree_free(auditing.manifest);
    folder_close(&auditing.folder, false);
    return is_run;
}

void audit_release(struct audit *audit)
{
    free(audit->findings);
    arena_release(&audit->arena);
}
