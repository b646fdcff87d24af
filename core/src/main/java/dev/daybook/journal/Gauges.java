package dev.daybook.journal;

import java.time.Duration;

/**
 * A snapshot of the numbers of a journal that rise and fall: its fill level, its backlog, and the
 * state of its sessions. Reading it takes no lock and waits for nothing, so that it can be asked
 * while a disk hangs. {@link Counters} has the numbers that only grow.
 */
public final class Gauges {

  private final Ring.Use ring;
  private final long openSessions;
  private final long idleSessions;
  private final long failedSessions;
  private final long recoveringSessions;
  private final Duration oldestUnforced;

  Gauges(
      Ring.Use ring,
      long openSessions,
      long idleSessions,
      long failedSessions,
      long recoveringSessions,
      Duration oldestUnforced) {
    this.ring = ring;
    this.openSessions = openSessions;
    this.idleSessions = idleSessions;
    this.failedSessions = failedSessions;
    this.recoveringSessions = recoveringSessions;
    this.oldestUnforced = oldestUnforced;
  }

  /** Returns the gauges of a journal with those options that has not started. */
  public static Gauges none(JournalOptions options) {
    return new Gauges(
        new Ring.Use(0, options.ringSlots(), 0, options.maxInFlightBytes()),
        0,
        0,
        0,
        0,
        Duration.ZERO);
  }

  /** Returns the number of events that wait in the ring. */
  public long backlog() {
    return ring.backlog();
  }

  /** Returns the most events that can wait in the ring: {@link JournalOptions#ringSlots}. */
  public long ringSlots() {
    return ring.slots();
  }

  /** Returns the part of the ring that is in use, from 0 to 1. */
  public double ringUse() {
    return (double) ring.backlog() / ring.slots();
  }

  /**
   * Returns the heap that waiting events may take by their size: each large event with its own
   * bytes, each other one with the share of a slot, which it does not exceed.
   */
  public long inFlightBytes() {
    return ring.bytes();
  }

  /** Returns the bound of {@link #inFlightBytes}: {@link JournalOptions#maxInFlightBytes}. */
  public long maxInFlightBytes() {
    return ring.maxBytes();
  }

  /** Returns the number of open sessions, failed and recovering ones included, idle ones not. */
  public long openSessions() {
    return openSessions;
  }

  /**
   * Returns the number of sessions with handles whose files are closed until they are used, because
   * they were idle too long.
   */
  public long idleSessions() {
    return idleSessions;
  }

  /**
   * Returns the number of open sessions that have failed and stay so until they are closed and
   * opened again.
   */
  public long failedSessions() {
    return failedSessions;
  }

  /**
   * Returns the number of failed open sessions that the journal tries to reopen until that
   * succeeds.
   */
  public long recoveringSessions() {
    return recoveringSessions;
  }

  /**
   * Returns the time since the oldest event was recorded that is not forced yet, in the ring or in
   * a file; zero if there is none. It is at most the force interval on a sound disk, and grows
   * while a disk hangs. It may be some milliseconds off, and while more comes than is written, as
   * much more as the ring takes to turn over.
   */
  public Duration oldestUnforced() {
    return oldestUnforced;
  }

  @Override
  public String toString() {
    return "Gauges[backlog="
        + backlog()
        + ", ringSlots="
        + ringSlots()
        + ", inFlightBytes="
        + inFlightBytes()
        + ", maxInFlightBytes="
        + maxInFlightBytes()
        + ", openSessions="
        + openSessions()
        + ", idleSessions="
        + idleSessions()
        + ", failedSessions="
        + failedSessions()
        + ", recoveringSessions="
        + recoveringSessions()
        + ", oldestUnforced="
        + oldestUnforced()
        + "]";
  }
}
