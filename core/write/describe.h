/* SPDX-License-Identifier: MIT */
/* What stands beside the tables: datapackage.json, manifest.json and run.json. */
#ifndef LAPIDARY_WRITE_DESCRIBE_H
#define LAPIDARY_WRITE_DESCRIBE_H

#include "confine/sandbox.h"
#include "load/catalog.h"
#include "read/input.h"
#include "write/output.h"
#include "write/tally.h"

/* An input as it was read. */
struct input_account {
    const char *name;
    const char *reader; /* NULL where none took it */
    uint64_t bytes;     /* as it lies there */
    char sha256[65];    /* of these; empty where it could not be read to its end */
    uint64_t records;
    const char *packing;     /* "gzip"; NULL where it is not compressed */
    uint64_t unpacked_bytes; /* what came of it then */
};

/* What a plugin of the catalog did. */
struct plugin_account {
    uint64_t matches;
    uint64_t rows;
    double seconds; /* in its code */
};

/* What became of the records, and how the run went. */
struct run_account {
    const struct input_account *inputs;
    size_t input_count;
    const struct plugin_account *plugins; /* one for each of the catalog */
    struct tally tally;
    double seconds;
    uint64_t workers;                      /* 0: one process did it all */
    uint64_t records_before;               /* done before the run was gone on with */
    const char *started;                   /* ISO 8601, UTC; the part that is told of here */
    const struct sandbox_receipt *sandbox; /* a worker's; NULL where there was none */
};

/* Each writes its file into output, in this order: the manifest holds the package's digest. Plugins
 * are those of the catalog that took part. */
bool describe_package(struct output *output, const struct table *const *tables, size_t table_count,
                      struct csv_style style, struct faults *faults);
bool describe_manifest(struct output *output, const struct job *job, const struct catalog *catalog,
                       const struct table *const *tables, size_t table_count,
                       const struct run_account *account, struct faults *faults);
bool describe_run(struct output *output, const struct catalog *catalog,
                  const struct run_account *account, struct faults *faults);

#endif
