/**
 * The reliability laboratory: it holds Daybook to its one promise, that an acknowledgement is true.
 *
 * <p>Begin with {@code crash.CrashTest}: it records what a program does to the disk, and holds each
 * state that a power cut may leave to what had been promised by then. The others:
 *
 * <ul>
 *   <li>{@code disk}: a file system that shows every operation to an observer, who may refuse it.
 *   <li>{@code crash}: every power cut ({@code CrashTest}), and every call to the file system
 *       failing once ({@code EveryCallTest}), both simulated on {@code disk}.
 *   <li>{@code device}: the same of real file systems: their power is cut, also beneath them, write
 *       by write; their disk fails or is full.
 *   <li>{@code kill}: a real process killed at every call to the system; at random moments it is by
 *       {@code cli.KillIT}.
 *   <li>{@code fault}: a heap that is full, whichever thread needs memory then.
 *   <li>{@code soak}: all calls from many threads, with everything that may go wrong in between.
 *   <li>{@code fuzz}: hostile bytes at every entry point, with Jazzer and without.
 *   <li>{@code huge}: files, numbers of sessions, nesting and limits beyond what is usual.
 *   <li>{@code mutants}: the test of the tests, Daybook with one protection taken out at a time;
 *       the list is {@code lab/mutants.txt}.
 * </ul>
 *
 * <p>Races of two threads are the {@code *Stress} classes of {@code dev.daybook.internal.engine},
 * run by {@code StressTest}. {@link dev.daybook.lab.Lab} chooses between the short and the long
 * form.
 */
package dev.daybook.lab;
