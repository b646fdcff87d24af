/** The reading of sessions for their usage: each line's time, and of some types a few fields. */
@NullMarked
package dev.daybook.internal.usage;

import org.jspecify.annotations.NullMarked;
