/**
 * The reading of a session while it is recorded: in the process that records it, as a subscription,
 * and from any other, by its file.
 */
@NullMarked
package dev.daybook.internal.follow;

import org.jspecify.annotations.NullMarked;
