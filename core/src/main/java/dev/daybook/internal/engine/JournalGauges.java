package dev.daybook.internal.engine;

import dev.daybook.Gauges;
import java.time.Duration;

/** The gauges of a journal at one moment. */
final class JournalGauges implements Gauges {

  private final Ring.Use ring;
  private final long openSessions;
  private final long idleSessions;
  private final long failedSessions;
  private final long recoveringSessions;
  private final Duration oldestUnforced;

  JournalGauges(
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
  static Gauges none(JournalOptions options) {
    return new JournalGauges(
        new Ring.Use(0, options.ringSlots(), 0, options.maxInFlightBytes()),
        0,
        0,
        0,
        0,
        Duration.ZERO);
  }

  @Override
  public long backlog() {
    return ring.backlog();
  }

  @Override
  public long ringSlots() {
    return ring.slots();
  }

  @Override
  public double ringUse() {
    return (double) ring.backlog() / ring.slots();
  }

  @Override
  public long inFlightBytes() {
    return ring.bytes();
  }

  @Override
  public long maxInFlightBytes() {
    return ring.maxBytes();
  }

  @Override
  public long openSessions() {
    return openSessions;
  }

  @Override
  public long idleSessions() {
    return idleSessions;
  }

  @Override
  public long failedSessions() {
    return failedSessions;
  }

  @Override
  public long recoveringSessions() {
    return recoveringSessions;
  }

  @Override
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
