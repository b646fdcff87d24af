/**
 * The reading of sessions. A {@link dev.daybook.read.SessionReader} gives every entry of a file to
 * a {@link dev.daybook.read.Fold}, or makes a {@link dev.daybook.read.History} or a
 * {@link dev.daybook.read.Transcript} of them; a {@link dev.daybook.read.Subscription} and a
 * {@link dev.daybook.read.Tail} show a session while it is recorded.
 *
 * <p>A reader has its own source, takes no lock and maps nothing, so it works while a writer
 * appends.
 */
@NullMarked
package dev.daybook.read;

import org.jspecify.annotations.NullMarked;
