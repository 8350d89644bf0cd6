/* SPDX-License-Identifier: MIT */
/* A JSON file of the run on its way into the output. */
#include "write/document.h"

bool document_add(struct json *json, struct output *output, const char *name, struct faults *faults)
{
    struct buffer bytes = {0};
    bool is_added;

    json_end(json, &bytes);
    is_added = output_add_file(output, name, buffer_str(&bytes), faults);
    buffer_release(&bytes);
    return is_added;
}
