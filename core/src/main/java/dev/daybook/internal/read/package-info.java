/**
 * The readings of a session's file behind {@link dev.daybook.read.SessionReader}: of all of it, of
 * the entries of some types, or from the newest snapshot on.
 *
 * <p>A reading sees the file as long as it was when the reading began, and holds one line at a
 * time, or some pieces of the file where several threads decode.
 */
@NullMarked
package dev.daybook.internal.read;

import org.jspecify.annotations.NullMarked;
