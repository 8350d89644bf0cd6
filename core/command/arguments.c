/* SPDX-License-Identifier: MIT */
/* A command's arguments, one after the other, over getopt_long. */
#include "command/arguments.h"

#include <stdio.h>

#include "command/command.h"
#include "declare/nearest.h"
#include "text/faults.h"

enum { MOST_OPTIONS = 32, MOST_LETTERS = 16 };

/* What else than an option or a plain word may come next. */
enum { ARGUMENT_END = 0, ARGUMENT_WRONG = 2, ARGUMENT_HELP = 3 };

int arguments_refuse(const struct arguments *arguments, const char *format, ...)
{
    struct buffer text = {0};
    va_list list;

    va_start(list, format);
    buffer_add_list(&text, format, list);
    va_end(list);
    fprintf(stderr, "lapidary %s: %s; see `lapidary %s --help`\n", arguments->command,
            buffer_text(&text), arguments->command);
    buffer_release(&text);
    return STATUS_WRONG;
}

/* What the unknown option may have been meant to be. */
static void refuse_unknown(const struct arguments *arguments, const char *word)
{
    const char *known[MOST_OPTIONS + 1] = {0};
    struct arena arena = {0};
    char *name = arena_copy(&arena, str_of(word + strspn(word, "-")));

    name[strcspn(name, "=")] = '\0';
    for (size_t i = 0; i < MOST_OPTIONS && arguments->options[i].name; i++)
        known[i] = arena_format(&arena, "--%s", arguments->options[i].name);
    arguments_refuse(arguments, "unknown option '--%s'%s", name,
                     nearest_hint(&arena, arena_format(&arena, "--%s", name), known));
    arena_release(&arena);
}

static int refuse_option(const struct arguments *arguments, int found)
{
    const char *word = arguments->argv[optind - 1];

    if (found == ':' || (optopt && strncmp(word, "--", 2) == 0))
        arguments_refuse(arguments, "option '%s' %s", word,
                         found == ':' ? "wants a value" : "takes no value");
    else if (strncmp(word, "--", 2) == 0)
        refuse_unknown(arguments, word);
    else
        arguments_refuse(arguments, "unknown option '-%c'", optopt);
    return ARGUMENT_WRONG;
}

/* The next argument: an option's val, or one of ARGUMENT_..., with its value. */
static int next_argument(const struct arguments *arguments, const char **value)
{
    char letters[MOST_LETTERS];
    int found;

    opterr = 0;
    /* '-': plain words come in their order; ':': a missing value is told apart. */
    snprintf(letters, sizeof letters, "-:%s", arguments->letters);
    found = getopt_long(arguments->argc, arguments->argv, letters, arguments->options, NULL);
    if (found == -1 && optind < arguments->argc) {
        *value = arguments->argv[optind++];
        return ARGUMENT_PLAIN;
    }
    if (found == -1)
        return ARGUMENT_END;
    if (found == '?' || found == ':')
        return refuse_option(arguments, found);
    if (found == 'h') {
        fputs(arguments->help, stdout);
        return ARGUMENT_HELP;
    }
    *value = optarg;
    return found;
}

bool arguments_take(struct arguments *arguments, argument_taker *take, void *context, int *status)
{
    const char *value = NULL;
    int found = ARGUMENT_END;

    *status = STATUS_WELL;
    while (*status == STATUS_WELL && (found = next_argument(arguments, &value)) != ARGUMENT_END) {
        if (found == ARGUMENT_HELP)
            return false;
        *status = found == ARGUMENT_WRONG ? STATUS_WRONG : take(context, found, value);
    }
    return *status == STATUS_WELL;
}
