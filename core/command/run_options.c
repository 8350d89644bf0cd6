/* SPDX-License-Identifier: MIT */
/* The options of `lapidary run`, and the run declaration that --config names. */
#include "command/run_options.h"

#include "command/arguments.h"
#include "command/command.h"

static const char help[] =
    "Example: lapidary run saved_page.txt papers.jsonl -o tables\n"
    "\n"
    "Usage: lapidary run [OPTIONS] INPUT... -o DIR\n"
    "Reads papers from the inputs and writes one CSV table a facet into DIR, with records.csv,\n"
    "rejects.csv, datapackage.json, manifest.json and run.json.\n"
    "An INPUT is a file, a folder (its files at any depth), or - for standard input; also "
    "compressed\n"
    "with gzip, xz, zstd, bzip2 or lz4.\n"
    "\n"
    "  -o, --output DIR        where the tables go\n"
    "      --force             replace the run that DIR holds\n"
    "      --config FILE       a run declaration in YAML; the command line wins over it\n"
    "      --reader NAME[:KEY=VALUE,...]\n"
    "                          the reader of the inputs that follow, with options;\n"
    "                          by default it is found by looking at each input\n"
    "      --plugins A,B       only the facets of these plugins\n"
    "      --plugin-path DIR   where more plugins are; may be given again\n"
    "      --engine NAME       how patterns are searched: anchored (fast), or plain, the "
    "reference,\n"
    "                          which finds the same\n"
    "      --resume            go on with the run that was broken off in DIR\n"
    "      --workers N         processes that do the work; 0: the run's own (one a core)\n"
    "      --time-limit N      seconds that a plugin may take for one record (10)\n"
    "      --memory-limit N    bytes that a worker may take, with K, M or G (1G)\n"
    "      --record-limit N    bytes of the largest record, with K, M or G (16M)\n"
    "      --unpacked-limit N  bytes that a compressed input may unpack to (64G)\n"
    "      --row-limit N       rows that a plugin may make of one record (10000)\n"
    "      --fault-limit N     crashes and the like after which a plugin is switched off (20)\n"
    "      --match-limit N     steps of one search, PCRE2's match limit (1000000)\n"
    "      --depth-limit N     nesting of one search, PCRE2's depth limit (1000000)\n"
    "      --sandbox MODE      what workers give up: require (all, or no run), try (what the "
    "system\n"
    "                          has), off, or best: require where the system can, else try\n"
    "      --spreadsheet       tables for Excel and its kin: byte-order mark, CRLF, no formulas\n"
    "      --crlf              lines end with CRLF\n"
    "      --quiet             print nothing at the end\n"
    "      --json              print the summary as JSON\n"
    "      --help              this text\n"
    "\n"
    "Exit status: 0 all well, 1 something was rejected, 2 wrong usage or declaration,\n"
    "3 could not run or write.\n";

enum {
    OPTION_FORCE = 256,
    OPTION_CONFIG,
    OPTION_READER,
    OPTION_PLUGINS,
    OPTION_PLUGIN_PATH,
    OPTION_ENGINE,
    OPTION_RESUME,
    OPTION_SANDBOX,
    OPTION_SPREADSHEET,
    OPTION_CRLF,
    OPTION_QUIET,
    OPTION_JSON,
    OPTION_AMOUNT /* and the AMOUNT_COUNT - 1 numbers behind it */
};

static const struct option options[] = {
    {"output", required_argument, NULL, 'o'},
    {"force", no_argument, NULL, OPTION_FORCE},
    {"config", required_argument, NULL, OPTION_CONFIG},
    {"reader", required_argument, NULL, OPTION_READER},
    {"plugins", required_argument, NULL, OPTION_PLUGINS},
    {"plugin-path", required_argument, NULL, OPTION_PLUGIN_PATH},
    {"engine", required_argument, NULL, OPTION_ENGINE},
    {"resume", no_argument, NULL, OPTION_RESUME},
    {"workers", required_argument, NULL, OPTION_AMOUNT + AMOUNT_WORKERS},
    {"time-limit", required_argument, NULL, OPTION_AMOUNT + AMOUNT_TIME},
    {"memory-limit", required_argument, NULL, OPTION_AMOUNT + AMOUNT_MEMORY},
    {"record-limit", required_argument, NULL, OPTION_AMOUNT + AMOUNT_RECORD},
    {"unpacked-limit", required_argument, NULL, OPTION_AMOUNT + AMOUNT_UNPACKED},
    {"row-limit", required_argument, NULL, OPTION_AMOUNT + AMOUNT_ROWS},
    {"fault-limit", required_argument, NULL, OPTION_AMOUNT + AMOUNT_FAULTS},
    {"match-limit", required_argument, NULL, OPTION_AMOUNT + AMOUNT_MATCH},
    {"depth-limit", required_argument, NULL, OPTION_AMOUNT + AMOUNT_DEPTH},
    {"sandbox", required_argument, NULL, OPTION_SANDBOX},
    {"spreadsheet", no_argument, NULL, OPTION_SPREADSHEET},
    {"crlf", no_argument, NULL, OPTION_CRLF},
    {"quiet", no_argument, NULL, OPTION_QUIET},
    {"json", no_argument, NULL, OPTION_JSON},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const struct usage usage = {"run", "o:h", options, help};

static void add_plugins(struct arena *arena, struct job *job, const char *names,
                        struct faults *faults)
{
    const char *rest = names;

    while (*rest) {
        size_t size = strcspn(rest, ",");
        struct job_plugin plugin = {.place = {.file = "--plugins"}};

        plugin.name = arena_copy(arena, (struct lap_str){rest, size});
        if (size)
            job_add_plugin(arena, job, plugin);
        rest += size + (rest[size] == ',');
    }
    if (job->plugin_count == 0)
        faults_add(faults, "--plugins: '%s' names none; give names, as speedups,savings", names);
}

/* The command line alone, while it is read. */
struct command_line {
    struct arena *arena;
    struct job *job;
    const struct reader_choice *reader; /* of the inputs that follow */
    bool is_reader_idle;                /* no input has followed it */
    bool has_engine;
    bool has_sandbox;
    struct faults faults;
};

static void take_amount(struct command_line *line, enum amount amount, const char *value)
{
    if (!amount_read(&line->job->amounts, amount, value))
        faults_add(&line->faults, "--%s: '%s' will not do; give %s", amount_name(amount), value,
                   amount_wanted(amount));
}

static int take(void *context, int found, const char *value)
{
    struct command_line *line = context;
    struct arena *arena = line->arena;
    struct job *job = line->job;

    switch (found) {
    case ARGUMENT_PLAIN:
        job_add_input(arena, job, (struct job_input){value, line->reader});
        line->is_reader_idle = false;
        break;
    case 'o':
        job->output = value;
        break;
    case OPTION_FORCE:
        job->is_forced = true;
        break;
    case OPTION_CONFIG:
        job->file = value;
        break;
    case OPTION_READER:
        line->reader = reader_choice_of(arena, value, &line->faults);
        line->is_reader_idle = true;
        break;
    case OPTION_PLUGINS:
        add_plugins(arena, job, value, &line->faults);
        break;
    case OPTION_PLUGIN_PATH:
        job_add_plugin_path(arena, job, value);
        break;
    case OPTION_SPREADSHEET:
        job->is_spreadsheet = true;
        break;
    case OPTION_CRLF:
        job->has_crlf = true;
        break;
    case OPTION_QUIET:
        job->is_quiet = true;
        break;
    case OPTION_JSON:
        job->is_json = true;
        break;
    case OPTION_ENGINE:
        line->has_engine = true;
        job->is_plain = strcmp(value, "plain") == 0;
        if (!job->is_plain && strcmp(value, "anchored") != 0)
            faults_add(&line->faults, "--engine: there is no '%s'; take anchored or plain", value);
        break;
    case OPTION_RESUME:
        job->is_resumed = true;
        break;
    case OPTION_SANDBOX:
        if (!sandbox_mode_of(value, &job->sandbox))
            faults_add(&line->faults, "--sandbox: there is no '%s'; take require, try, off or best",
                       value);
        line->has_sandbox = true;
        break;
    default:
        if (found >= OPTION_AMOUNT)
            take_amount(line, (enum amount)(found - OPTION_AMOUNT), value);
        break;
    }
    return line->faults.count == 0 ? STATUS_WELL : STATUS_WRONG;
}

/* The inputs of the run declaration, where the command line names none; a --reader that no input
 * follows is theirs then, as the declaration's reader is that of inputs that have no other. */
static void take_inputs(struct command_line *line, struct job *job, const struct job *config)
{
    for (size_t i = 0; i < job->input_count; i++)
        if (!job->inputs[i].reader)
            job->inputs[i].reader = config->reader;
    if (job->input_count)
        return;
    job->inputs = config->inputs;
    job->input_count = config->input_count;
    for (size_t i = 0; line->reader && i < job->input_count; i++)
        job->inputs[i].reader = line->reader;
    line->is_reader_idle = false;
}

/* Which plugins take part is the command line's to say, with which options the declaration's. */
static void take_plugins(struct job *job, const struct job *config)
{
    for (size_t i = 0; i < job->plugin_count; i++) {
        for (size_t j = 0; j < config->plugin_count; j++)
            if (strcmp(job->plugins[i].name, config->plugins[j].name) == 0)
                job->plugins[i].options = config->plugins[j].options;
    }
    if (job->plugin_count == 0) {
        job->plugins = config->plugins;
        job->plugin_count = config->plugin_count;
    }
}

/* What the run declaration says, where the command line says nothing. */
static void merge(struct command_line *line, struct job *job, const struct job *config)
{
    bool says_how = job->is_quiet || job->is_json;

    take_inputs(line, job, config);
    take_plugins(job, config);
    if (job->plugin_path_count == 0) {
        job->plugin_path = config->plugin_path;
        job->plugin_path_count = config->plugin_path_count;
    }
    job->output = job->output ? job->output : config->output;
    job->is_forced |= config->is_forced;
    job->is_spreadsheet |= config->is_spreadsheet;
    job->has_crlf |= config->has_crlf;
    job->is_quiet |= config->is_quiet && !says_how;
    job->is_json |= config->is_json && !says_how;
    job->is_plain = line->has_engine ? job->is_plain : config->is_plain;
    amounts_add(&job->amounts, &config->amounts);
    job->sandbox = line->has_sandbox ? job->sandbox : config->sandbox;
}

static bool read_config(struct arena *arena, struct command_line *line, struct job *job)
{
    struct job config = {0};

    if (!job->file)
        return true;
    if (!job_read(arena, job->file, &config, &line->faults))
        return false;
    merge(line, job, &config);
    return true;
}

static bool has_standard_input_twice(const struct job *job)
{
    size_t count = 0;

    for (size_t i = 0; i < job->input_count; i++)
        count += strcmp(job->inputs[i].path, "-") == 0;
    return count > 1;
}

static int check(const struct command_line *line, struct job *job)
{
    if (job->input_count == 0)
        return arguments_refuse(
            &usage, "name at least one input: a file, a folder, or - for standard input");
    if (line->is_reader_idle)
        return arguments_refuse(&usage,
                                "no input follows --reader %s; it holds for those behind it",
                                line->reader->name);
    if (has_standard_input_twice(job))
        return arguments_refuse(&usage, "standard input (-) can be read once; name it once");
    if (!job->output || !*job->output)
        return arguments_refuse(&usage, "say where the tables go: -o DIR");
    if (job->is_quiet && job->is_json)
        return arguments_refuse(&usage, "--quiet and --json exclude each other: take one");
    job->has_crlf |= job->is_spreadsheet;
    return STATUS_WELL;
}

bool run_options_read(struct arena *arena, int argc, char **argv, struct job *job, int *status)
{
    struct command_line line = {.arena = arena, .job = job};
    bool is_good = arguments_take(&usage, argc, argv, take, &line, status);

    job->choosing = "with --plugins";
    if (is_good)
        *status = read_config(arena, &line, job) ? check(&line, job) : STATUS_WRONG;
    faults_tell(&line.faults);
    faults_release(&line.faults);
    return is_good && *status == STATUS_WELL;
}
