/**
 * The events that a session records. A {@link dev.daybook.event.SessionEvent} is one event in a
 * session; an {@link dev.daybook.event.Entry} is one line of its file: the event with its sequence,
 * time and session.
 *
 * <p>Every event is an immutable record whose components are its schema: the wire form is derived
 * from them, so a new type is one new record in this package, in a file of its own. A part of an
 * event (a message, a usage, a resource) is a record too; a value out of a set is an
 * {@link dev.daybook.event.OpenEnum}.
 *
 * <p>The types by subject: a session's life (from {@code SessionStarted} to {@code Gap}), the
 * conversation ({@code UserMessage}, {@code AssistantMessage}), model calls
 * ({@code InferenceCompleted}), tools ({@code ToolCall}), workflows ({@code StepStarted}), an
 * agent's loops ({@link dev.daybook.event.LoopEvent}), and events for live watchers only
 * ({@link dev.daybook.event.EphemeralEvent}).
 *
 * <p>The table in {@code doc-files/reference-events.md} beside this file maps each event and field
 * of five other systems to those here; a test checks it against the code.
 */
@NullMarked
package dev.daybook.event;

import org.jspecify.annotations.NullMarked;
