/* SPDX-License-Identifier: MIT */
/* A worker's status page: what it is doing, for the parent that watches it. */
#ifndef LAPIDARY_CALL_WATCH_H
#define LAPIDARY_CALL_WATCH_H

#include <stdatomic.h>
#include <stdint.h>

/* Stands in memory that both processes share. The worker writes it; what the parent reads may be
 * rubbish when a plugin has written there. */
struct watch {
    _Atomic uint64_t steps;  /* grows with each step: when it stays the same the worker is stuck */
    _Atomic uint64_t record; /* the record at hand; 0: none */
    _Atomic uint64_t line;   /* on which it begins; 0: not known */
    _Atomic uint32_t plugin; /* the catalog's index of the one being called; WATCH_NONE: none */
    _Atomic uint32_t last_plugin; /* that was called, and for which record */
    _Atomic uint64_t last_record;
};

#define WATCH_NONE UINT32_MAX

/* Notes that a step begins. */
static inline void watch_step(struct watch *watch, uint32_t plugin, uint64_t record, uint64_t line)
{
    uint64_t steps = atomic_load_explicit(&watch->steps, memory_order_relaxed);

    atomic_store_explicit(&watch->plugin, plugin, memory_order_relaxed);
    if (plugin != WATCH_NONE) {
        atomic_store_explicit(&watch->last_plugin, plugin, memory_order_relaxed);
        atomic_store_explicit(&watch->last_record, record, memory_order_relaxed);
    }
    atomic_store_explicit(&watch->record, record, memory_order_relaxed);
    atomic_store_explicit(&watch->line, line, memory_order_relaxed);
    atomic_store_explicit(&watch->steps, steps + 1, memory_order_release);
}

#endif
