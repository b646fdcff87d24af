/**
 * The {@code daybook} command: record a session from standard input, fold one to standard output,
 * replay it as a conversation, and a demonstration. It uses the library as any program would,
 * through its public types alone.
 *
 * <p>Standard output is data, standard error is one JSON object a line. A command ends with 0, with
 * 1 and an error, or with 2 if it was called wrongly.
 */
@NullMarked
package dev.daybook.cli;

import org.jspecify.annotations.NullMarked;
