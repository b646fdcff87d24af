package dev.daybook;

import java.time.Duration;

/**
 * A snapshot of the numbers of a journal that rise and fall: its fill level, its backlog, and the
 * state of its sessions. Reading it takes no lock and waits for nothing, so that it can be asked
 * while a disk hangs. {@link Counters} has the numbers that only grow.
 */
public interface Gauges {

  /** Returns the number of events that wait in the ring. */
  long backlog();

  /** Returns the most events that can wait in the ring: {@link DaybookBuilder#ringSlots}. */
  long ringSlots();

  /** Returns the part of the ring that is in use, from 0 to 1. */
  double ringUse();

  /**
   * Returns the heap that waiting events may take by their size: each large event with its own
   * bytes, each other one with the share of a slot, which it does not exceed.
   */
  long inFlightBytes();

  /** Returns the bound of {@link #inFlightBytes}: {@link DaybookBuilder#maxInFlightBytes}. */
  long maxInFlightBytes();

  /** Returns the number of open sessions, failed and recovering ones included, idle ones not. */
  long openSessions();

  /**
   * Returns the number of sessions with handles whose files are closed until they are used, because
   * they were idle too long.
   */
  long idleSessions();

  /**
   * Returns the number of open sessions that have failed and stay so until they are closed and
   * opened again.
   */
  long failedSessions();

  /**
   * Returns the number of failed open sessions that the journal tries to reopen until that
   * succeeds.
   */
  long recoveringSessions();

  /**
   * Returns the time since the oldest event was recorded that is not forced yet, in the ring or in
   * a file; zero if there is none. It is at most the force interval on a sound disk, and grows
   * while a disk hangs. It may be some milliseconds off, and while more comes than is written, as
   * much more as the ring takes to turn over.
   */
  Duration oldestUnforced();
}
