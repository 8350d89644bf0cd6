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

int arguments_refuse(const struct usage *usage, const char *format, ...)
{
    struct buffer text = {0};
    va_list list;

    va_start(list, format);
    buffer_add_list(&text, format, list);
    va_end(list);
    fprintf(stderr, "lapidary %s: %s; see `lapidary %s --help`\n", usage->command,
            buffer_text(&text), usage->command);
    buffer_release(&text);
    return STATUS_WRONG;
}

/* What the unknown option may have been meant to be. */
static void refuse_unknown(const struct usage *usage, const char *word)
{
    const char *known[MOST_OPTIONS + 1] = {0};
    struct arena arena = {0};
    char *name = arena_copy(&arena, str_of(word + strspn(word, "-")));

    name[strcspn(name, "=")] = '\0';
    for (size_t i = 0; i < MOST_OPTIONS && usage->options[i].name; i++)
        known[i] = arena_format(&arena, "--%s", usage->options[i].name);
    arguments_refuse(usage, "unknown option '--%s'%s", name,
                     nearest_hint(&arena, arena_format(&arena, "--%s", name), known));
    arena_release(&arena);
}

static int refuse_option(const struct usage *usage, const char *word, int found)
{
    if (found == ':' || (optopt && strncmp(word, "--", 2) == 0))
        arguments_refuse(usage, "option '%s' %s", word,
                         found == ':' ? "wants a value" : "takes no value");
    else if (strncmp(word, "--", 2) == 0)
        refuse_unknown(usage, word);
    else
        arguments_refuse(usage, "unknown option '-%c'", optopt);
    return ARGUMENT_WRONG;
}

/* The next argument: an option's val, or one of ARGUMENT_..., with its value. */
static int next_argument(const struct usage *usage, int argc, char **argv, const char **value)
{
    char letters[MOST_LETTERS];
    int found;

    opterr = 0;
    /* '-': plain words come in their order; ':': a missing value is told apart. */
    snprintf(letters, sizeof letters, "-:%s", usage->letters);
    found = getopt_long(argc, argv, letters, usage->options, NULL);
    if (found == -1)
        return ARGUMENT_END;
    if (found == '?' || found == ':')
        return refuse_option(usage, argv[optind - 1], found);
    if (found == 'h') {
        fputs(usage->help, stdout);
        return ARGUMENT_HELP;
    }
    *value = optarg;
    return found;
}

/* Hands a word to the command. An empty one names nothing: a script's variable was not set. */
static int take_word(const struct usage *usage, int found, const char *value, argument_taker *take,
                     void *context)
{
    if (found == ARGUMENT_PLAIN && !*value)
        return arguments_refuse(usage, "an argument is empty; leave it out, or say what it names");
    return take(context, found, value);
}

bool arguments_take(const struct usage *usage, int argc, char **argv, argument_taker *take,
                    void *context, int *status)
{
    const char *value = NULL;
    int found = ARGUMENT_END;

    *status = STATUS_WELL;
    while (*status == STATUS_WELL &&
           (found = next_argument(usage, argc, argv, &value)) != ARGUMENT_END) {
        if (found == ARGUMENT_HELP)
            return false;
        *status =
            found == ARGUMENT_WRONG ? STATUS_WRONG : take_word(usage, found, value, take, context);
    }
    /* Behind "--"; getopt_long goes back to the first of them where it is asked once more. */
    for (int i = optind; *status == STATUS_WELL && i < argc; i++)
        *status = take_word(usage, ARGUMENT_PLAIN, argv[i], take, context);
    return *status == STATUS_WELL;
}
