/* SPDX-License-Identifier: MIT */
/* Web addresses in running text: made whole, and told apart by where they lead. Serves the
 * declarations links (every address) and github_links (GitHub's). */
#include <lapidary/plugin.h>

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "bare.h"
#include "cut.h"
#include "text.h"

enum capture { CAPTURE_SCHEME, CAPTURE_HOST, CAPTURE_REST };
enum role { ROLE_ADDRESS, ROLE_BARE, ROLE_DOI, ROLE_ARXIV };

static const char *const captures[] = {"scheme", "host", "rest", NULL};
static const char *const roles[] = {"address", "bare", "doi", "arxiv", NULL};

/* What an address is known by, whatever the table shows of it. */
enum part { PART_URL, PART_HOST, PART_KIND, PART_OWNER, PART_REPO, PART_COUNT };
static const char *const part_names[PART_COUNT] = {"url", "host", "kind", "owner", "repo"};

/* What open() found out: which table is served, and which part of an address each column shows. */
struct table {
    bool is_github;
    size_t column_count;
    enum part columns[PART_COUNT];
};

struct address {
    struct lap_span place;
    struct lap_str path; /* of the url: what follows the host */
    struct lap_str parts[PART_COUNT];
};

static const char no_memory[] = "there is no memory for an address";

static struct lap_str str(const char *text)
{
    return (struct lap_str){text, strlen(text)};
}

static struct lap_str lower_text(const struct lap_host *host, struct lap_call *call,
                                 struct lap_str text)
{
    char *bytes = host->alloc(call, text.size + 1);

    if (!bytes)
        return (struct lap_str){NULL, 0};
    for (size_t i = 0; i < text.size; i++)
        bytes[i] = (char)tolower((unsigned char)text.bytes[i]);
    return (struct lap_str){bytes, text.size};
}

/* ---- Reading a match ---- */

static const char *scheme_of(struct lap_str text, const struct lap_match *match)
{
    struct lap_span scheme = match->captures[CAPTURE_SCHEME];

    if (!lap_is_captured(scheme))
        return "https://";
    return is_same_folded(part_of(text, scheme.start, scheme.end), "http") ? "http://" : "https://";
}

/* Whether nothing stands behind the slash of a DOI: "10.1234/" names who gives out such, and leads
 * nowhere. */
static bool is_registrant(struct lap_str doi)
{
    return memchr(doi.bytes, '/', doi.size) == doi.bytes + doi.size - 1;
}

/* The place and the url of the address that a match found. Returns why there is none, or NULL. */
static const char *find_address(const struct lap_host *host, struct lap_call *call,
                                struct lap_str text, const struct lap_match *match,
                                struct address *address)
{
    struct lap_span rest = match->captures[CAPTURE_REST];
    size_t body = rest.start;
    const char *head = NULL;
    const char *fault = NULL;

    switch ((enum role)match->role) {
    case ROLE_ADDRESS:
        body = match->captures[CAPTURE_HOST].start;
        head = scheme_of(text, match);
        break;
    case ROLE_BARE:
        body = address->place.start = host_start(text, match->span.start);
        head = "https://";
        break;
    case ROLE_DOI:
        head = "https://doi.org/";
        break;
    case ROLE_ARXIV:
        head = "https://arxiv.org/abs/";
        break;
    }
    address->place.end = body + address_size(part_of(text, body, rest.end));
    if (match->role == ROLE_BARE)
        fault = fault_of_bare(text, body, rest.start, address->place.end);
    else if (match->role == ROLE_DOI && is_registrant(part_of(text, body, address->place.end)))
        fault = "nothing stands behind the slash";
    if (fault)
        return fault;
    address->parts[PART_URL] =
        plain_text(host, call, head, part_of(text, body, address->place.end));
    return address->parts[PART_URL].bytes ? NULL : no_memory;
}

/* ---- Where an address leads ---- */

static const struct {
    const char *host; /* itself, or with names before it where it begins with a dot */
    const char *kind;
} kinds[] = {
    {"github.com", "github"},
    {".github.com", "github"},
    {".githubusercontent.com", "github"},
    {"gitlab.com", "gitlab"},
    {".gitlab.com", "gitlab"},
    {"huggingface.co", "huggingface"},
    {".huggingface.co", "huggingface"},
    {"hf.co", "huggingface"},
    {"arxiv.org", "arxiv"},
    {".arxiv.org", "arxiv"},
    {"doi.org", "doi"},
    {".doi.org", "doi"},
};

static const char *kind_of(struct lap_str host)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (is_same(host, kinds[i].host) ||
            (kinds[i].host[0] == '.' && ends_with(host, kinds[i].host)))
            return kinds[i].kind;
    return starts_with(host, "gitlab.") ? "gitlab" : "project";
}

/* Finds host, path and kind in the url. Returns why it cannot, or NULL. */
static const char *split_address(const struct lap_host *host, struct lap_call *call,
                                 struct address *address)
{
    struct lap_str url = address->parts[PART_URL];
    size_t start = (size_t)(strstr(url.bytes, "://") + 3 - url.bytes), end = start;

    while (end < url.size && !strchr("/?#:", url.bytes[end]))
        end++;
    address->path = part_of(url, end, url.size);
    address->parts[PART_HOST] = lower_text(host, call, part_of(url, start, end));
    if (!address->parts[PART_HOST].bytes)
        return no_memory;
    address->parts[PART_KIND] = str(kind_of(address->parts[PART_HOST]));
    return NULL;
}

/* ---- Accounts on GitHub ---- */

/* The segment of path that begins behind the slash at *at; *at moves to its end. */
static struct lap_str next_segment(struct lap_str path, size_t *at)
{
    size_t start = *at, end;

    if (start < path.size && path.bytes[start] == '/')
        start++;
    else
        start = path.size;
    for (end = start; end < path.size && !strchr("/?#", path.bytes[end]);)
        end++;
    *at = end;
    return part_of(path, start, end);
}

/* The part of text that may stand in the name of an account or a repository. */
static struct lap_str name_in(struct lap_str text, const char *signs)
{
    size_t size = 0;

    while (size < text.size &&
           (isalnum((unsigned char)text.bytes[size]) || strchr(signs, text.bytes[size])))
        size++;
    text.size = size;
    if (ends_with(text, ".git"))
        text.size -= 4;
    while (text.size > 0 && text.bytes[text.size - 1] == '.')
        text.size--;
    return text;
}

/* What stands behind github.com/ and is nobody's account. */
static const char *const reserved[] = {
    "about",   "apps",   "collections", "contact",  "explore",  "features", "join",     "login",
    "pricing", "search", "marketplace", "settings", "sponsors", "topics",   "trending", NULL};

/* Hosts of GitHub under which accounts stand. */
static const char *const account_hosts[] = {"github.com", "www.github.com", "gist.github.com",
                                            "raw.githubusercontent.com", NULL};

/* GitHub's addresses in one form: https, the host in lower case, without www. */
static struct lap_str github_url(const struct lap_host *host, struct lap_call *call,
                                 const struct address *address)
{
    if (ends_with(address->parts[PART_HOST], ".githubusercontent.com"))
        return address->parts[PART_URL];
    return plain_text(host, call,
                      starts_with(address->parts[PART_HOST], "gist.") ? "https://gist.github.com"
                                                                      : "https://github.com",
                      address->path);
}

/* Finds whose address it is, and of what. Returns why it is nobody's, or NULL. */
static const char *find_account(const struct lap_host *host, struct lap_call *call,
                                struct address *address)
{
    bool is_gist = starts_with(address->parts[PART_HOST], "gist.");
    size_t at = 0;
    bool is_profile;
    struct lap_str owner, repo;

    if (!is_one_of(address->parts[PART_HOST], account_hosts))
        return "not an address of an account on GitHub";
    owner = name_in(next_segment(address->path, &at), "-_");
    is_profile = is_same(owner, "orgs") || is_same(owner, "users");
    if (is_profile)
        owner = name_in(next_segment(address->path, &at), "-_");
    if (owner.size == 0)
        return "GitHub itself, no account";
    if (is_one_of(owner, reserved))
        return "a page of GitHub's own";
    repo = name_in(next_segment(address->path, &at), "-_.");
    if (is_gist || is_profile || repo.size == 0)
        repo = (struct lap_str){NULL, 0};
    address->parts[PART_OWNER] = owner;
    address->parts[PART_REPO] = repo;
    address->parts[PART_KIND] = str(is_gist ? "gist" : repo.bytes ? "repository" : "organization");
    address->parts[PART_URL] = github_url(host, call, address);
    return address->parts[PART_URL].bytes ? NULL : no_memory;
}

/* ---- Rows ---- */

static int write_row(const struct lap_host *host, struct lap_call *call, const struct table *table,
                     const struct lap_match *match, const struct address *address)
{
    struct lap_value values[PART_COUNT];
    struct lap_row row = {match, match->field, address->place, values};

    for (size_t i = 0; i < table->column_count; i++) {
        struct lap_str part = address->parts[table->columns[i]];
        values[i] = part.bytes ? lap_text(part) : lap_empty();
    }
    return host->row(call, &row);
}

static int take_match(const struct lap_host *host, struct lap_call *call, const struct table *table,
                      struct lap_str text, const struct lap_match *match)
{
    struct address address = {.place = match->span};
    const char *fault = find_address(host, call, text, match, &address);

    if (!fault)
        fault = split_address(host, call, &address);
    if (!fault && table->is_github)
        fault = find_account(host, call, &address);
    if (fault == no_memory)
        return host->fail(call, "%s", fault);
    if (!fault)
        return write_row(host, call, table, match, &address);
    host->drop(call, match, fault);
    return LAP_OK;
}

static int extract(const struct lap_host *host, struct lap_call *call, const void *state,
                   const struct lap_record *record, const struct lap_match *matches, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!matches[i].is_cue &&
            take_match(host, call, state, record->fields[matches[i].field].text, &matches[i]))
            return LAP_FAILED;
    return LAP_OK;
}

static int open_table(const struct lap_host *host, struct lap_call *call,
                      const struct lap_setup *setup, void **state)
{
    struct lap_str keep = host->option(call, "keep");
    struct table *table = host->alloc(call, sizeof(*table));

    if (!table)
        return host->fail(call, "there is no memory for the table's columns");
    if (!is_same(keep, "all") && !is_same(keep, "github"))
        return host->fail(call, "option keep is \"%.*s\"; it must be all or github", (int)keep.size,
                          keep.bytes == NULL ? "" : keep.bytes);
    table->is_github = is_same(keep, "github");
    for (size_t i = 0; i < setup->column_count; i++) {
        enum part part = PART_URL;
        while (part < PART_COUNT && strcmp(setup->columns[i], part_names[part]) != 0)
            part++;
        if (part == PART_COUNT || i == PART_COUNT)
            return host->fail(
                call, "the column %s says nothing about an address; leave it out of the schema",
                setup->columns[i]);
        table->columns[table->column_count++] = part;
    }
    *state = table;
    return LAP_OK;
}

static const struct lap_plugin plugin = {
    LAP_PLUGIN_HEAD,
    .kind = LAP_EXTRACTOR,
    .name = "addresses",
    .version = "1.0.0",
    .does = "Web addresses, cleaned, with where they lead.",
    .captures = captures,
    .roles = roles,
    .open = open_table,
    .extract = extract,
};

const struct lap_plugin *lapidary_plugin_v1(void)
{
    return &plugin;
}
