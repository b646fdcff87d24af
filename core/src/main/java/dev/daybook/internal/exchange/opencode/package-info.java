/** The sessions that OpenCode exports. */
@NullMarked
package dev.daybook.internal.exchange.opencode;

import org.jspecify.annotations.NullMarked;
