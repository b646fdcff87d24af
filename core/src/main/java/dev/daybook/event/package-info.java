/**
 * What is recorded. A {@link dev.daybook.event.SessionEvent} is one thing that happened in a
 * session; an {@link dev.daybook.event.Entry} is one line of its file: the event with its seq, time
 * and session.
 *
 * <p>Every event is an immutable record whose components are its schema: the wire form is derived
 * from them, so a new type is one new record in this package, in a file of its own. What an event
 * is made of (a message, a usage, a resource) is a record too; a value out of a set is an
 * {@link dev.daybook.event.OpenEnum}.
 *
 * <p>The types by what they tell of: a session's life (from {@code SessionStarted} to {@code Gap}),
 * the conversation ({@code UserMessage}, {@code AssistantMessage}), model calls
 * ({@code InferenceCompleted}), tools ({@code ToolCall}), workflows ({@code StepStarted}), an
 * agent's loops ({@link dev.daybook.event.LoopEvent}), and what is only for live watchers
 * ({@link dev.daybook.event.EphemeralEvent}).
 *
 * <p>Where each event and field of five other systems is kept here, the table in
 * {@code doc-files/reference-events.md} beside this file says; a test holds it to what exists.
 */
@NullMarked
package dev.daybook.event;

import org.jspecify.annotations.NullMarked;
