/** The session files of Gemini CLI, and of Qwen Code, whose messages have the same form. */
@NullMarked
package dev.daybook.internal.exchange.gemini;

import org.jspecify.annotations.NullMarked;
