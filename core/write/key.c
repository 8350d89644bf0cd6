/* SPDX-License-Identifier: MIT */
/* What makes a run the one that it is: what its tables' bytes depend on. */
#include "write/key.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text/digest.h"

bool digest_of_file(const char *path, char sha256[65], struct faults *faults)
{
    char block[65536];
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct digest *digest = digest_begin();
    ssize_t size = file < 0 ? -1 : 0;

    while (file >= 0 && (size = read(file, block, sizeof block)) > 0)
        digest_add(digest, (struct lap_str){block, (size_t)size});
    if (size < 0)
        faults_add(faults,
                   "%s: cannot be read again for its SHA-256: %s; leave the plugins alone while "
                   "they run, and run again",
                   path, strerror(errno));
    if (file >= 0)
        close(file);
    digest_end(digest, sha256);
    return size == 0;
}

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

static bool add_file(struct digest *digest, const char *path, struct faults *faults)
{
    char sha256[65];
    bool is_read = digest_of_file(path, sha256, faults);

    digest_add(digest, str_of(sha256));
    return is_read;
}

static bool add_plugin(struct buffer *key, const struct plugin *plugin, struct faults *faults)
{
    const struct declaration *declaration = plugin->declaration;
    struct digest *digest = digest_begin();
    char sha256[65];
    bool is_read = add_file(digest, plugin->object_file, faults);

    for (const char *const *file = declaration->files; *file; file++)
        is_read &= add_file(digest, *file, faults);
    digest_end(digest, sha256);
    buffer_add_format(key, "plugin %s %s", declaration->name, declaration->version);
    add_options(key, declaration->options);
    buffer_add_format(key, ", files %.16s\n", sha256);
    return is_read;
}

/* What has no size and no time of change, as a pipe, must be given again as it was. */
static void add_input(struct buffer *key, const struct input *input)
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
    buffer_add_char(key, '\n');
}

/* The amounts on which the tables hang; who runs into the others may try again with more. */
static const enum amount telling[] = {AMOUNT_RECORD, AMOUNT_UNPACKED, AMOUNT_ROWS, AMOUNT_MATCH,
                                      AMOUNT_DEPTH};

bool run_key(struct buffer *key, const struct job *job, const struct catalog *catalog,
             const struct inputs *inputs, struct faults *faults)
{
    bool is_read = true;

    buffer_add_str(key, str_of("program " PACKAGE_VERSION "\n"));
    for (size_t i = 0; i < catalog->count; i++)
        is_read &= add_plugin(key, &catalog->plugins[i], faults);
    buffer_add_format(key, "tables %s, lines end with %s\n",
                      job->is_spreadsheet ? "for spreadsheets" : "plain",
                      job->has_crlf ? "CRLF" : "LF");
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        buffer_add_format(key, "%s %" PRIu64 "\n", amount_name(telling[i]),
                          amount_value(&job->amounts, telling[i]));
    for (size_t i = 0; i < inputs->count; i++)
        add_input(key, &inputs->items[i]);
    return is_read;
}
