/* SPDX-License-Identifier: MIT */
/* The folder that a run writes into, and what its names can suffer. */
#ifndef LAPIDARY_WRITE_FOLDER_H
#define LAPIDARY_WRITE_FOLDER_H

#include "text/faults.h"

/* All names are looked up behind the descriptor, so that they stay the folder's own wherever it is
 * moved to. */
struct folder {
    const char *path; /* as it was given */
    int file;
    int lock;          /* -1 while nobody holds it */
    bool was_made;     /* by folder_open() */
    bool is_resumable; /* what is done so far can be gone on with: remedies say so */
};

/* Makes the folder where it is not there, opens it and locks it for one run. False and a fault
 * where it cannot be or another run holds it; folder_close() is owed whatever this gives. path must
 * outlive it. */
bool folder_open(struct folder *folder, const char *path, struct faults *faults);

/* Opens a folder for looking into it: nothing is made and nothing locked. False and errno where it
 * cannot be; folder_close() is owed whatever this gives. */
bool folder_look(struct folder *folder, const char *path);

/* A run is writing there at this moment. */
bool folder_is_locked(const struct folder *folder);

/* Gives the lock back; is_left_empty says that a folder that was made may go again. */
void folder_close(struct folder *folder, bool is_left_empty);

/* Tells that NAME of the folder cannot be WHAT ("written", "made", ...), why, and what to do. */
void folder_fault(const struct folder *folder, const char *name, const char *what, int error,
                  struct faults *faults);

/* A name that a run gives: of the folder itself, and not hidden. */
bool folder_owns(const char *name);

bool folder_has_folder(const struct folder *folder, const char *name);

/* Says whether the name is there; false and a fault where nobody can tell. */
bool folder_find(const struct folder *folder, const char *name, bool *is_there,
                 struct faults *faults);

/* Each gives false and a fault where it fails. A name that is not there counts as removed. */
bool folder_remove(const struct folder *folder, const char *name, struct faults *faults);
bool folder_rename(const struct folder *folder, const char *from, const char *to,
                   struct faults *faults);

/* Makes names that were given or taken away so far last, also when the machine stops. */
bool folder_sync(const struct folder *folder, struct faults *faults);

/* What became of the folder since it was opened. */
enum folder_fate {
    FOLDER_THERE,
    FOLDER_MOVED,  /* it is somewhere, but its path does not lead there */
    FOLDER_REMOVED /* or what is in it */
};

enum folder_fate folder_fate(const struct folder *folder);

/* A file of the folder for reading and, where it is_written, for writing; no link is followed and
 * nothing but a regular file opened. -1 and errno where it cannot be. */
int folder_open_file(const struct folder *folder, const char *name, bool is_written);

/* Adds the bytes of a file to bytes; false and errno where it cannot be read. */
bool folder_read(const struct folder *folder, const char *name, struct buffer *bytes);

/* A file without a name, for reading and writing, gone when it is closed; -1 and a fault where none
 * can be made. */
int folder_open_nameless(const struct folder *folder, struct faults *faults);

#endif
