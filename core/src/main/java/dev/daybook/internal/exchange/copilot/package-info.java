/** The session files of Copilot CLI. */
@NullMarked
package dev.daybook.internal.exchange.copilot;

import org.jspecify.annotations.NullMarked;
