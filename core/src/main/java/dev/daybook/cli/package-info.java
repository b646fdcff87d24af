/**
 * The {@code daybook} command: sessions recorded from standard input, found, shown, followed,
 * forked, verified and repaired, and a demonstration. It uses the library as any program would,
 * through its public types alone.
 *
 * <p>Standard output is data, for people or with {@code --json} for programs; standard error is one
 * JSON object a line. A command ends with 0, with 1 and the reason, or with 2 if it was called
 * wrongly.
 */
@NullMarked
package dev.daybook.cli;

import org.jspecify.annotations.NullMarked;
