package dev.daybook.replay;

import dev.daybook.event.DaybookException;

/**
 * A line that is no entry, or no entry that may follow the one before it.
 *
 * @param lineNumber which line of the file, from 1; 0 where the reading did not begin with the
 *     file's first line, so that nobody counted
 * @param offset where it begins, in bytes from 0
 * @param lineBytes how long it is, its line feed included
 * @param skipped whether the line's entry is missing from the fold; a line that is sound in itself
 *     but breaks the order of seq is kept
 * @param fault what is wrong with it
 */
public record BadLine(
    long lineNumber, long offset, long lineBytes, boolean skipped, DaybookException fault) {}
