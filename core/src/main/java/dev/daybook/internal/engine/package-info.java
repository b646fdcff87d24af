/**
 * From the threads that record to the device: ring, loop, log, barrier, acknowledgement, failure.
 * Knows nothing of what events mean.
 *
 * <pre>
 * agent threads (many)              journal thread (one): EngineLoop            agent threads
 * Session.record(event)
 *   EventPublisher: check, stamp,
 *   claim a slot of the Ring,         Batch: every published slot, by session
 *   set it, publish it        ──►     LineWriter: each session's lines; the slots are free
 *                                     SessionLog.append: one positional write a session ──► file
 *                                     acknowledge what is WRITTEN
 *                                     Barrier: one force a session that is waited for,
 *                                     several sessions at a time
 * Session.recordSync(event)   ◄──     acknowledge what is FORCED
 * </pre>
 *
 * <p>An {@code OpenSession} is what the journal thread knows of a session: its log, the
 * {@code Coverage} of it by forces, what is {@code Missing} from it, and its {@code Recovery} from
 * a failure. The {@code SessionFiles} do what files need beside appending, and settle every
 * failure. A {@code Request}, such as a sync or a closing, stands beside the ring and is answered
 * when all is taken that was in the ring before it.
 *
 * <p>Ring order is file order is seq order, because only the journal thread assigns a seq. Whatever
 * arrived while it forced is its next batch, so waiting threads share a force without anyone
 * waiting for company. Other threads force what no caller waits for within the force interval,
 * while the journal thread goes on.
 *
 * <p>A thread that waits alone for an acknowledgement finds the journal thread asleep. It may then
 * lead: it takes that thread's place for the batch that ends with its event ({@code Doorbell},
 * {@code Leader}). "Journal thread only" means whichever thread has that place.
 */
@NullMarked
package dev.daybook.internal.engine;

import org.jspecify.annotations.NullMarked;
