package dev.daybook.replay;

/**
 * What a fold came to, and what the reading met on the way.
 *
 * @param result the fold's result
 * @param report the lines, the torn tail, and in a lenient reading the bad lines
 * @param <R> the fold's result
 */
public record Folded<R>(R result, ReadReport report) {}
