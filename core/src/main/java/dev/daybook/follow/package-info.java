/**
 * Watching a session while it is recorded: in the process that records it, as a subscriber, and
 * from any other, by its file.
 */
@NullMarked
package dev.daybook.follow;

import org.jspecify.annotations.NullMarked;
