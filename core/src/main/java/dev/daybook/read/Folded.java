package dev.daybook.read;

/**
 * The result of a fold and the report of the reading.
 *
 * @param result the fold's result
 * @param report the lines, the torn tail, and in a lenient reading the bad lines
 * @param <R> the fold's result
 */
public record Folded<R>(R result, ReadReport report) {}
