/* SPDX-License-Identifier: MIT */
/* `lapidary verify`: whether the files of a run are still those that it wrote. */
#include <stdio.h>

#include "command/arguments.h"
#include "command/command.h"
#include "text/visible.h"
#include "write/audit.h"
#include "write/json.h"

static const char help[] =
    "Example: lapidary verify tables\n"
    "\n"
    "Usage: lapidary verify [OPTIONS] DIR\n"
    "Checks the run that DIR holds: each table's size, SHA-256 and rows against manifest.json,\n"
    "whether the totals add up, and whether datapackage.json and run.json are there and fit.\n"
    "Prints a line for each file: good, changed, cut short or missing; or unchecked, of an input.\n"
    "\n"
    "      --inputs  check the inputs as well, at the paths from which the run read them\n"
    "      --json    print the findings as JSON\n"
    "      --help    this text\n"
    "\n"
    "Exit status: 0 all is good, 1 a file is not as it was written, 2 wrong usage,\n"
    "3 there is no finished run, or the output cannot be written.\n";

enum { OPTION_INPUTS = 256, OPTION_JSON };

static const struct option options[] = {
    {"inputs", no_argument, NULL, OPTION_INPUTS},
    {"json", no_argument, NULL, OPTION_JSON},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const struct usage usage = {"verify", "h", options, help};

/* What is to be verified, and how. */
struct order {
    const char *folder;
    bool has_inputs;
    bool is_json;
};

static int take(void *context, int found, const char *value)
{
    struct order *order = context;

    switch (found) {
    case ARGUMENT_PLAIN:
        if (order->folder)
            return arguments_refuse(&usage, "'%s' is one word too many", value);
        order->folder = value;
        break;
    case OPTION_INPUTS:
        order->has_inputs = true;
        break;
    default:
        order->is_json = true;
        break;
    }
    return STATUS_WELL;
}

static void print_lines(const struct audit *audit)
{
    for (size_t i = 0; i < audit->count; i++) {
        const struct file_finding *finding = &audit->findings[i];

        visible_print("%-9s %s: %s\n", file_state_name(finding->state), finding->file,
                      finding->detail);
    }
}

static void print_json(const struct order *order, const struct audit *audit)
{
    struct json *json = json_begin();

    json_open_map(json);
    member_text(json, "folder", order->folder);
    member_truth(json, "is_good", audit->is_good);
    member_text(json, "note", audit->note);
    member_array(json, "files");
    for (size_t i = 0; i < audit->count; i++) {
        json_open_map(json);
        member_text(json, "file", audit->findings[i].file);
        member_text(json, "state", file_state_name(audit->findings[i].state));
        member_text(json, "detail", audit->findings[i].detail);
        json_close_map(json);
    }
    json_close_array(json);
    json_close_map(json);
    json_print(json);
}

static int verify(const struct order *order)
{
    struct faults faults = {0};
    struct audit audit;
    int status = STATUS_FAILED;

    if (audit_run(&audit, order->folder, order->has_inputs, &faults)) {
        if (order->is_json)
            print_json(order, &audit);
        else
            print_lines(&audit);
        if (audit.note)
            faults_add(&faults, "%s: %s", order->folder, audit.note);
        status = audit.is_good ? STATUS_WELL : STATUS_REJECTED;
    }
    faults_tell(&faults);
    faults_release(&faults);
    audit_release(&audit);
    return status;
}

int command_verify(int argc, char **argv)
{
    struct order order = {0};
    int status;

    if (arguments_take(&usage, argc, argv, take, &order, &status))
        status =
            order.folder ? verify(&order) : arguments_refuse(&usage, "name the folder of a run");
    return status;
}
