/* SPDX-License-Identifier: MIT */
/* run.json: when, where and how fast it ran; what differs between two runs of the same. */
#include <sys/utsname.h>
#include <unistd.h>

#include "write/describe.h"
#include "write/document.h"

static void write_machine(struct json *json)
{
    struct utsname system = {0};
    struct buffer kernel = {0};

    uname(&system); /* fails only for a bad address */
    buffer_add_format(&kernel, "%s %s %s", system.sysname, system.release, system.machine);
    member_text(json, "host", system.nodename);
    member_text(json, "kernel", buffer_text(&kernel));
    member_count(json, "user_id", getuid());
    buffer_release(&kernel);
}

/* Where each plugin was found and what it did; manifest.json says which it was. */
static void write_plugins(struct json *json, const struct catalog *catalog,
                          const struct plugin_account *accounts)
{
    member_array(json, "plugins");
    for (size_t i = 0; i < catalog->count; i++) {
        json_open_map(json);
        member_text(json, "name", catalog->plugins[i].declaration->name);
        member_text(json, "declaration", catalog->plugins[i].declaration->file);
        member_text(json, "object", catalog->plugins[i].object_file);
        if (catalog->plugins[i].declaration->kind == LAP_EXTRACTOR) {
            member_count(json, "matches", accounts[i].matches);
            member_count(json, "rows", accounts[i].rows);
            member_number(json, "seconds", accounts[i].seconds);
        }
        json_close_map(json);
    }
    json_close_array(json);
}

/* What the workers gave up; null where all was done in one process. */
static void write_sandbox(struct json *json, const struct sandbox_receipt *receipt)
{
    if (!receipt) {
        member_text(json, "sandbox", NULL);
        return;
    }
    member_map(json, "sandbox");
    member_text(json, "mode", sandbox_modes[receipt->mode]);
    member_truth(json, "limits", receipt->has_limits);
    member_truth(json, "closed_files", receipt->has_closed_files);
    member_truth(json, "no_new_privs", receipt->has_no_new_privs);
    member_truth(json, "no_capabilities", receipt->has_no_capabilities);
    member_count(json, "landlock", (uint64_t)receipt->landlock_abi);
    member_truth(json, "seccomp", receipt->has_seccomp);
    json_close_map(json);
}

/* By which a run that is resumed once more is known to be finished (write/finished.c). */
static void write_resume(struct json *json, const struct output *output)
{
    member_map(json, "resume");
    member_text(json, "key", output_key(output));
    json_key(json, "state");
    json_str(json, output_state(output));
    json_close_map(json);
}

bool describe_run(struct output *output, const struct catalog *catalog,
                  const struct run_account *account, struct faults *faults)
{
    struct json *json = json_begin();

    json_open_map(json);
    member_text(json, "started", account->started);
    member_number(json, "seconds", account->seconds);
    member_count(json, "records_before", account->records_before);
    member_number(json, "records_per_second",
                  (double)(account->tally.counts[TALLY_RECORDS] - account->records_before) /
                      account->seconds);
    member_count(json, "workers", account->workers);
    write_machine(json);
    write_sandbox(json, account->sandbox);
    write_plugins(json, catalog, account->plugins);
    write_resume(json, output);
    json_close_map(json);
    return document_add(json, output, "run.json", faults);
}
