/** The session files of pi and of oh-my-pi. */
@NullMarked
package dev.daybook.internal.exchange.pi;

import org.jspecify.annotations.NullMarked;
