/**
 * The lines of a session's file: the bytes of a {@link dev.daybook.internal.line.SessionSource},
 * the line at hand of a {@link dev.daybook.internal.line.LineCursor}, and its entry, judged by an
 * {@link dev.daybook.internal.line.EntryOrder}. Every reader is a policy on these.
 */
@NullMarked
package dev.daybook.internal.line;

import org.jspecify.annotations.NullMarked;
