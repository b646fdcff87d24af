/** The session files of Codex CLI. */
@NullMarked
package dev.daybook.internal.exchange.codex;

import org.jspecify.annotations.NullMarked;
