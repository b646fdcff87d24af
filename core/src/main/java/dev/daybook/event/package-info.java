/**
 * What is recorded. A {@link dev.daybook.event.SessionEvent} is one thing that happened in a
 * session; an {@link dev.daybook.event.Entry} is one line of its file: the event with its seq, time
 * and session.
 *
 * <p>Every event is an immutable record whose components are its schema: the wire form is derived
 * from them, so a new type is one new record (named in {@link dev.daybook.event.StandardEvent}'s
 * permits clause, which the compiler insists on).
 */
@NullMarked
package dev.daybook.event;

import org.jspecify.annotations.NullMarked;
