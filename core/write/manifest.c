/* SPDX-License-Identifier: MIT */
/* manifest.json: what was run on what, and what came of it; the same for the same run. */
#include "write/describe.h"
#include "write/document.h"

/* ---- The files that a plugin is made of ---- */

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* The path as seen from the declaration's folder, so that no folder of this machine shows. */
static const char *path_beside(const char *declaration, const char *path)
{
    size_t folder = (size_t)(base_name(declaration) - declaration);

    return strncmp(declaration, path, folder) == 0 ? path + folder : base_name(path);
}

static void write_file(struct json *json, const char *name, const char *sha256)
{
    json_open_map(json);
    member_text(json, "file", name);
    member_text(json, "sha256", sha256);
    json_close_map(json);
}

static void write_plugin(struct json *json, const struct plugin *plugin)
{
    const struct declaration *declaration = plugin->declaration;

    json_open_map(json);
    member_text(json, "name", declaration->name);
    member_text(json, "version", declaration->version);
    member_text(json, "kind", declaration->kind == LAP_READER ? "reader" : "extractor");
    member_text(json, "facet", declaration->facet);
    json_key(json, "object");
    write_file(json, base_name(plugin->object_file), plugin->digests[0]);
    member_array(json, "files");
    for (size_t i = 0; declaration->files[i]; i++)
        write_file(json, path_beside(declaration->file, declaration->files[i]),
                   plugin->digests[i + 1]);
    json_close_array(json);
    json_close_map(json);
}

/* Every extractor sees each record; a reader takes part where it read an input. */
static bool took_part(const struct plugin *plugin, const struct run_account *account)
{
    if (plugin->declaration->kind != LAP_READER)
        return true;
    for (size_t i = 0; i < account->input_count; i++) {
        const char *reader = account->inputs[i].reader;

        if (reader && strcmp(reader, plugin->declaration->name) == 0)
            return true;
    }
    return false;
}

static void write_plugins(struct json *json, const struct catalog *catalog,
                          const struct run_account *account)
{
    member_array(json, "plugins");
    for (size_t i = 0; i < catalog->count; i++)
        if (took_part(&catalog->plugins[i], account))
            write_plugin(json, &catalog->plugins[i]);
    json_close_array(json);
}

/* ---- What was asked for ---- */

static void write_options(struct json *json, struct pairs options)
{
    member_map(json, "options");
    for (size_t i = 0; i < options.count; i++)
        member_text(json, options.items[i].key, options.items[i].value);
    json_close_map(json);
}

static void write_wanted_inputs(struct json *json, const struct job *job)
{
    member_array(json, "inputs");
    for (size_t i = 0; i < job->input_count; i++) {
        const struct reader_choice *reader = job->inputs[i].reader;

        json_open_map(json);
        member_text(json, "path", job->inputs[i].path);
        member_text(json, "reader", reader ? reader->name : NULL);
        if (reader)
            write_options(json, reader->options);
        json_close_map(json);
    }
    json_close_array(json);
}

/* All amounts but the number of workers, on which nothing hangs; each in the unit of its option. */
static void write_limits(struct json *json, const struct amounts *amounts)
{
    struct buffer digits = {0};

    member_map(json, "limits");
    for (enum amount i = 0; i < AMOUNT_COUNT; i++)
        if (i != AMOUNT_WORKERS) {
            digits.size = 0;
            amount_add(&digits, amounts, i);
            member_digits(json, amount_name(i), buffer_str(&digits));
        }
    json_close_map(json);
    buffer_release(&digits);
}

static void write_job(struct json *json, const struct job *job, const struct catalog *catalog,
                      const struct run_account *account)
{
    member_map(json, "run");
    write_wanted_inputs(json, job);
    member_array(json, "plugins");
    for (size_t i = 0; i < catalog->count; i++) {
        const struct declaration *declaration = catalog->plugins[i].declaration;

        if (!took_part(&catalog->plugins[i], account))
            continue;
        json_open_map(json);
        member_text(json, "name", declaration->name);
        write_options(json, declaration->options);
        json_close_map(json);
    }
    json_close_array(json);
    member_truth(json, "spreadsheet", job->is_spreadsheet);
    member_truth(json, "crlf", job->has_crlf);
    write_limits(json, &job->amounts);
    json_close_map(json);
}

/* ---- What was read and written ---- */

static void write_inputs(struct json *json, const struct run_account *account)
{
    member_array(json, "inputs");
    for (size_t i = 0; i < account->input_count; i++) {
        const struct input_account *input = &account->inputs[i];

        json_open_map(json);
        member_text(json, "name", input->name);
        member_text(json, "reader", input->reader);
        member_count(json, "bytes", input->bytes);
        member_text(json, "sha256", *input->sha256 ? input->sha256 : NULL);
        if (input->packing) {
            member_text(json, "compression", input->packing);
            member_count(json, "unpacked_bytes", input->unpacked_bytes);
        }
        member_count(json, "records", input->records);
        json_close_map(json);
    }
    json_close_array(json);
}

static void write_tables(struct json *json, const struct table *const *tables, size_t count)
{
    member_array(json, "tables");
    for (size_t i = 0; i < count; i++) {
        json_open_map(json);
        member_text(json, "name", tables[i]->schema->table);
        member_count(json, "rows", tables[i]->rows);
        member_count(json, "bytes", tables[i]->bytes);
        member_text(json, "sha256", tables[i]->sha256);
        json_close_map(json);
    }
    json_close_array(json);
}

static void write_totals(struct json *json, const struct run_account *account)
{
    member_map(json, "totals");
    for (int i = 0; i < TALLY_COUNTS; i++)
        member_count(json, tally_names[i], account->tally.counts[i]);
    json_close_map(json);
}

bool describe_manifest(struct output *output, const struct job *job, const struct catalog *catalog,
                       const struct table *const *tables, size_t table_count,
                       const struct run_account *account, struct faults *faults)
{
    struct json *json = json_begin();

    json_open_map(json);
    member_map(json, "program");
    member_text(json, "name", "lapidary");
    member_text(json, "version", PACKAGE_VERSION);
    json_close_map(json);
    write_plugins(json, catalog, account);
    write_job(json, job, catalog, account);
    write_inputs(json, account);
    json_key(json, "package");
    write_file(json, "datapackage.json", output_file_sha256(output, "datapackage.json"));
    write_tables(json, tables, table_count);
    write_totals(json, account);
    json_close_map(json);
    return document_add(json, output, "manifest.json", faults);
}
