/**
 * An example of a program that uses Daybook: {@link dev.daybook.examples.BusyAgents} records in
 * many sessions at once, waits where a turn ends, and folds it all back. {@code daybook demo} runs
 * it. It is no part of the library.
 */
@NullMarked
package dev.daybook.examples;

import org.jspecify.annotations.NullMarked;
