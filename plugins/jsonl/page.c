/* SPDX-License-Identifier: MIT */
/* Reading the data of a page's elements, each as objects that stand at its line. */
#include "page.h"

#include <string.h>

#include "choice.h"
#include "objects.h"
#include "tag.h"

/* How many lines end between two places. */
static size_t line_ends(const char *bytes, const char *end)
{
    size_t count = 0;

    while ((bytes = memchr(bytes, '\n', (size_t)(end - bytes)))) {
        bytes++;
        count++;
    }
    return count;
}

int page_read(const struct lap_host *host, struct lap_call *call, const void *state,
              struct lap_str targets, struct lap_str page)
{
    const char *counted = page.bytes;
    struct object_place place = {.line = 0};
    int status = LAP_OK;
    struct tag tag;

    for (size_t at = 0; status == LAP_OK && next_tag(page, &at, &tag);) {
        if (!is_among(tag.target, targets) || !tag.props.bytes)
            continue;
        place.line += line_ends(counted, tag.props.bytes);
        counted = tag.props.bytes;
        place.bytes = attribute_text(host, call, tag.props);
        if (!place.bytes.bytes)
            return host->fail(call, "no memory for the page's data");
        status = objects_read(host, call, state, place);
    }
    if (!place.bytes.bytes)
        return host->fail(call,
                          "the page holds no data of papers (data-target %.*s); save it as the "
                          "browser got it, or copy its text",
                          (int)targets.size, targets.bytes);
    return status;
}

bool page_has_data(struct lap_str targets, struct lap_str page)
{
    struct tag tag;

    for (size_t at = 0; next_tag(page, &at, &tag);)
        if (is_among(tag.target, targets))
            return true;
    return false;
}
