/** The files of the session logs that Daybook can take over and write back. */
@NullMarked
package dev.daybook.internal.exchange.reference;

import org.jspecify.annotations.NullMarked;
