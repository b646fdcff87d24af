/** The ground of all readers of sources: the head of a file, and what their readers share. */
@NullMarked
package dev.daybook.internal.exchange.reading;

import org.jspecify.annotations.NullMarked;
