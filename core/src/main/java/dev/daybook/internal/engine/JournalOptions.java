package dev.daybook.internal.engine;

import dev.daybook.Durability;
import dev.daybook.JournalListener;
import dev.daybook.Overflow;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a journal, as {@link dev.daybook.DaybookBuilder} checked them. Immutable.
 *
 * @param ringSlots the most events that may wait to be written; a power of two from 64
 * @param maxInFlightBytes a bound for the heap that the texts of waiting events take; at least four
 *     times {@code maxLineBytes}, since the largest event must fit into the half that large events
 *     share
 * @param maxLineBytes the longest line, its line feed included; 1024 to 1 GiB
 * @param batchBytes the encoded bytes at which a batch is written before it is complete; 4096 to 64
 *     MiB
 * @param overflow the policy for recording when there is no room
 * @param blockTimeout the longest wait for room while the journal stands still; positive
 * @param durability the state that {@code recordSync} and {@code recordAsync} wait for by default
 * @param forceInterval the longest time between a write and its force when no caller waits, on a
 *     disk that keeps up; positive
 * @param slowForce the time from which a force is reported to the listener; positive
 * @param closeTimeout the time that closing waits for the journal thread; positive
 * @param maxOpenFiles the most files of sessions that may be open at a time, from 1; the least
 *     recently written session is forced, and its file closed until it is written to again
 * @param closeIdle the time without use after which a session's file is closed, and its lock given
 *     back, until it is used again; positive, or null for never
 * @param dropsEphemeral true if recording an ephemeral type does nothing, false if it is refused
 * @param clock the source of an event's time
 * @param listener the listener to sessions and failures
 * @param callbackExecutor the executor on which stages complete and the listener is called; null
 *     for one daemon thread of the journal's own
 * @param supervision the back-off for reopening failed sessions; null for never
 */
public record JournalOptions(
    int ringSlots,
    long maxInFlightBytes,
    int maxLineBytes,
    int batchBytes,
    Overflow overflow,
    Duration blockTimeout,
    Durability durability,
    Duration forceInterval,
    Duration slowForce,
    Duration closeTimeout,
    int maxOpenFiles,
    @Nullable Duration closeIdle,
    boolean dropsEphemeral,
    InstantSource clock,
    JournalListener listener,
    @Nullable Executor callbackExecutor,
    @Nullable Supervision supervision) {

  /** Returns the duration in nanoseconds, or the most there are; 0 for a negative one. */
  static long nanos(Duration duration) {
    try {
      return Math.max(0, duration.toNanos());
    } catch (ArithmeticException tooLong) {
      return duration.isNegative() ? 0 : Long.MAX_VALUE;
    }
  }
}
