/**
 * From the threads that record to the device: ring, writer, file, acknowledgement, failure. Knows
 * nothing of what events mean.
 *
 * <pre>
 * agent threads (many)            journal thread (one)                      agent threads
 * session.record(event)           JournalWriter
 *   claim slot, set, publish  ──►   gather every published slot by session
 *                                   encode each session's lines, free the slots
 *                                   one positional write a session ──► file
 *                                   acknowledge what is WRITTEN
 *                                   one force a session that is waited for,
 *                                   several sessions at a time
 * session.recordSync(event) ◄────   acknowledge what is FORCED
 * </pre>
 *
 * <p>Ring order is file order is seq order, because only the journal thread assigns a seq. Whatever
 * arrived while it forced is its next batch, so waiting threads share a force without anyone
 * waiting for company. Other threads force what no caller waits for within the force interval,
 * while the journal thread goes on.
 */
@NullMarked
package dev.daybook.journal;

import org.jspecify.annotations.NullMarked;
