/* SPDX-License-Identifier: MIT */
/* What makes a run the one that it is: what its tables' bytes depend on. */
#include "write/key.h"

#include <stdint.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "text/digest.h"

/* Texts from outside stay within their line. */
static void add_text(struct buffer *key, const char *text)
{
    for (; *text; text++)
        buffer_add_char(key, (unsigned char)*text < ' ' ? '?' : *text);
}

static void add_options(struct buffer *key, struct pairs options)
{
    for (size_t i = 0; i < options.count; i++) {
        buffer_add_format(key, " %s=", options.items[i].key);
        add_text(key, options.items[i].value);
    }
}

static void add_plugin(struct buffer *key, const struct plugin *plugin)
{
    const struct declaration *declaration = plugin->declaration;
    struct digest *digest = digest_begin();
    size_t files = 1;
    char sha256[65];

    while (declaration->files[files - 1])
        files++;
    for (size_t i = 0; i < files; i++)
        digest_add(digest, str_of(plugin->digests[i]));
    digest_end(digest, sha256);
    buffer_add_format(key, "plugin %s %s", declaration->name, declaration->version);
    add_options(key, declaration->options);
    buffer_add_format(key, ", files %.16s\n", sha256);
}

/* Nothing tells whether a pipe gives the same bytes once more: it makes each run another. */
static void add_pipe(struct buffer *key)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    buffer_add_format(key, ", which can be read only once, by process %jd at %jd.%09ld",
                      (intmax_t)getpid(), (intmax_t)now.tv_sec, now.tv_nsec);
}

static void add_input(struct buffer *key, const struct input *input, const char *taker)
{
    struct stat status;

    buffer_add_str(key, str_of("input "));
    add_text(key, input->name);
    if (input->choice) {
        buffer_add_format(key, " read by %s", input->choice->name);
        add_options(key, input->choice->options);
    }
    if (strcmp(input->name, "-") != 0 && stat(input->name, &status) == 0 && S_ISREG(status.st_mode))
        buffer_add_format(key, ", %jd bytes of %jd.%09ld", (intmax_t)status.st_size,
                          (intmax_t)status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
    else
        add_pipe(key);
    buffer_add_format(key, ", taken by %s\n", taker);
}

/* The amounts on which the tables hang; who runs into the others may try again with more. */
static const enum amount telling[] = {AMOUNT_RECORD, AMOUNT_UNPACKED, AMOUNT_ROWS, AMOUNT_MATCH,
                                      AMOUNT_DEPTH};

void run_key(struct buffer *key, const struct job *job, const struct catalog *catalog,
             const struct inputs *inputs, const char *const *takers)
{
    buffer_add_str(key, str_of("program " PACKAGE_VERSION "\n"));
    for (size_t i = 0; i < catalog->count; i++)
        add_plugin(key, &catalog->plugins[i]);
    buffer_add_format(key, "tables %s, lines end with %s\n",
                      job->is_spreadsheet ? "for spreadsheets" : "plain",
                      job->has_crlf ? "CRLF" : "LF");
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++) {
        buffer_add_format(key, "%s ", amount_name(telling[i]));
        amount_add(key, &job->amounts, telling[i]);
        buffer_add_char(key, '\n');
    }
    for (size_t i = 0; i < inputs->count; i++)
        add_input(key, &inputs->items[i], takers[i]);
}
