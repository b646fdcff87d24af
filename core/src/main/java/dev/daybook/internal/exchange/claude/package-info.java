/** The session files of Claude Code. */
@NullMarked
package dev.daybook.internal.exchange.claude;

import org.jspecify.annotations.NullMarked;
