/* SPDX-License-Identifier: MIT */
/* A call into a plugin and the host's table of functions that serves it. */
#include "call/host.h"

#include "process/ambient.h"
#include "process/guard.h"
#include "text/number.h"
#include "text/sentence.h"

/* A plugin may make light of what is refused: the call has failed, and takes no more. */
static int note_status(struct lap_call *call, int status)
{
    call->has_failed |= status != LAP_OK;
    return status;
}

static void *give_memory(struct lap_call *call, size_t size)
{
    return arena_take(call->arena, size);
}

static int take_failure(struct lap_call *call, const char *format, ...)
{
    va_list list;

    call->has_failed = true;
    call->reason.size = 0;
    va_start(list, format);
    buffer_add_list(&call->reason, format, list);
    va_end(list);
    return LAP_FAILED;
}

static struct lap_str give_option(struct lap_call *call, const char *key)
{
    return str_of(declaration_option(call->plugin->declaration, key));
}

/* Numbers become text here, and much is copied. */
static int take_row(struct lap_call *call, const struct lap_row *row)
{
    ambient_restore();
    if (!call->taker.take_row)
        return take_failure(call, "it called row() outside of extract()");
    if (call->has_failed)
        return LAP_FAILED;
    return note_status(call, call->taker.take_row(call->taker.context, row, &call->reason));
}

static void take_drop(struct lap_call *call, const struct lap_match *match, const char *reason)
{
    if (call->taker.take_drop)
        call->taker.take_drop(call->taker.context, match, reason);
}

static int give_number(struct lap_call *call, struct lap_str text, double *value)
{
    (void)call;
    return number_of_text(text, value);
}

static struct lap_span give_sentence(struct lap_call *call, struct lap_str text, size_t at)
{
    (void)call;
    return sentence_at(text, at);
}

/* Other plugins are called with what a reader gives, while it is still being called itself: and
 * where the worker leaves it there, it never returns. */
static int take_record(struct lap_call *call, size_t line, const struct lap_str *values)
{
    ambient_restore();
    if (!call->taker.take_record)
        return take_failure(call, "it called record() outside of read()");
    if (call->has_failed)
        return LAP_FAILED;
    return note_status(call,
                       call->taker.take_record(call->taker.context, line, values, &call->reason));
}

static int take_reject(struct lap_call *call, size_t line, const char *format, ...)
{
    struct buffer reason = {0};
    va_list list;
    int status;

    ambient_restore();
    if (!call->taker.take_reject)
        return take_failure(call, "it called reject() outside of read()");
    if (call->has_failed)
        return LAP_FAILED;
    va_start(list, format);
    buffer_add_list(&reason, format, list);
    va_end(list);
    status = call->taker.take_reject(call->taker.context, line, buffer_str(&reason), &call->reason);
    buffer_release(&reason);
    return note_status(call, status);
}

const struct lap_host call_host = {
    .size = sizeof(struct lap_host),
    .abi_minor = LAP_ABI_MINOR,
    .alloc = give_memory,
    .fail = take_failure,
    .option = give_option,
    .row = take_row,
    .drop = take_drop,
    .number = give_number,
    .sentence = give_sentence,
    .record = take_record,
    .reject = take_reject,
};

struct lap_str call_reason(const struct lap_call *call)
{
    return call->reason.size ? buffer_str(&call->reason) : str_of("it failed and gave no reason");
}

void call_enter(const struct lap_call *call, const char *doing, bool is_timed)
{
    guard_enter(call->plugin->object_file, call->plugin->declaration->name, doing, is_timed);
}

/* A plugin that rounds or traps otherwise, or sets a locale, must not change what others do: so
 * that comes first. */
bool call_leave(const struct lap_call *call, int status)
{
    ambient_restore();
    guard_leave();
    return status == LAP_OK && !call->has_failed;
}

/* Unlike what is called later it runs in the process that makes the tables. */
bool call_open(struct lap_call *call, void **state)
{
    const struct plugin *plugin = call->plugin;
    struct ambient ambient;
    bool is_good;

    if (!plugin->record->open)
        return true;
    ambient_enter(&ambient);
    call_enter(call, "was opened", true);
    is_good = call_leave(call, plugin->record->open(&call_host, call, &plugin->setup, state));
    ambient_leave(&ambient);
    return is_good;
}

void call_end(struct lap_call *call)
{
    buffer_release(&call->reason);
}
