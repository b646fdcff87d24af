package dev.daybook.journal;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How a journal works. Immutable.
 *
 * @param ringSlots how many events may wait to be written; a power of two from 64
 * @param maxInFlightBytes a bound for the heap that the texts of waiting events take; at least four
 *     times {@code maxLineBytes}, since the largest event must fit into the half that large events
 *     share
 * @param maxLineBytes the longest line, its line feed included; 1024 to 1 GiB
 * @param batchBytes how many encoded bytes make a batch be written before it is complete; 4096 to
 *     64 MiB
 * @param overflow what recording does when there is no room
 * @param blockTimeout how long {@link Overflow#BLOCK} waits for room; positive
 * @param durability what {@code recordSync} and {@code recordAsync} wait for unless told otherwise
 * @param forceInterval the longest time between a write and its force when nobody waits; positive
 * @param slowForce a force that takes so long is reported to the listener; positive
 * @param closeTimeout how long closing waits for the journal thread; positive
 * @param maxOpenFiles how many sessions' files may be open at a time, from 1; a session that is not
 *     written to for the longest time is forced, and its file closed until it is written to again
 * @param closeIdle after how long without use a session's file is closed, and its lock given back,
 *     until it is used again; positive, or null for never
 * @param dropsEphemeral whether recording an ephemeral type does nothing, or is refused
 * @param clock where an event's time comes from
 * @param listener told what goes wrong
 * @param callbackExecutor where stages complete and the listener is called; null for one daemon
 *     thread of the journal's own
 * @param supervision when a session that failed is opened again; null for never
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

  private static final int MAX_BATCH_BYTES = 64 << 20;
  private static final int MAX_LINE_BYTES = 1 << 30;

  public JournalOptions {
    require(
        ringSlots >= 64 && Integer.bitCount(ringSlots) == 1,
        "ringSlots must be a power of two from 64",
        "ringSlots",
        ringSlots);
    require(
        maxLineBytes >= 1024 && maxLineBytes <= MAX_LINE_BYTES,
        "maxLineBytes must be 1024 to 1 GiB",
        "maxLineBytes",
        maxLineBytes);
    require(
        batchBytes >= 4096 && batchBytes <= MAX_BATCH_BYTES,
        "batchBytes must be 4096 to 64 MiB",
        "batchBytes",
        batchBytes);
    require(
        maxInFlightBytes >= 4L * maxLineBytes,
        "maxInFlightBytes must be at least four times maxLineBytes",
        "maxInFlightBytes",
        maxInFlightBytes);
    require(maxOpenFiles > 0, "maxOpenFiles must be positive", "maxOpenFiles", maxOpenFiles);
    requirePositive(blockTimeout, "blockTimeout");
    requirePositive(forceInterval, "forceInterval");
    requirePositive(slowForce, "slowForce");
    requirePositive(closeTimeout, "closeTimeout");
    if (closeIdle != null) {
      requirePositive(closeIdle, "closeIdle");
    }
    requireNonNull(overflow, "overflow");
    requireNonNull(durability, "durability");
    requireNonNull(clock, "clock");
    requireNonNull(listener, "listener");
  }

  /** The duration in nanoseconds, or as many as there are; 0 for a negative one. */
  static long nanos(Duration duration) {
    try {
      return Math.max(0, duration.toNanos());
    } catch (ArithmeticException tooLong) {
      return duration.isNegative() ? 0 : Long.MAX_VALUE;
    }
  }

  private static void requirePositive(Duration duration, String name) {
    require(
        !duration.isNegative() && !duration.isZero(), name + " must be positive", name, duration);
  }

  private static void require(boolean condition, String reason, String name, Object value) {
    if (!condition) {
      throw new IllegalArgumentException(reason + ": " + name + "=" + value);
    }
  }
}
