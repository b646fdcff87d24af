package dev.daybook.journal;

import dev.daybook.journal.Tally.Count;
import java.time.Duration;

/**
 * A snapshot of the numbers that only grow, of one session or of all: the fate of the events so
 * far, and its cost. Each number is exact, but they are read one after another while the journal
 * works. {@link Gauges} has the numbers that rise and fall.
 */
public final class Counters {

  private final long[] counts;

  /** @param counts by the ordinal of {@link Count}; not copied */
  Counters(long[] counts) {
    this.counts = counts;
  }

  /** Returns the counters of a journal in which nothing was recorded. */
  public static Counters none() {
    return new Tally(null).counters();
  }

  /** Returns the number of events that the journal thread has taken from the ring. */
  public long recorded() {
    return get(Count.RECORDED);
  }

  /** Returns the number of entries that the kernel has, {@code gap} entries included. */
  public long written() {
    return get(Count.WRITTEN);
  }

  /** Returns the number of entries that a force has covered. */
  public long forced() {
    return get(Count.FORCED);
  }

  /** Returns the number of events that were dropped because there was no room. */
  public long dropped() {
    return get(Count.DROPPED);
  }

  /**
   * Returns the number of events that were refused: too long, not encodable, ephemeral, after
   * close, while their session had failed.
   */
  public long rejected() {
    return get(Count.REJECTED);
  }

  /**
   * Returns the number of events that were taken and could not be written because their session had
   * failed.
   */
  public long failed() {
    return get(Count.FAILED);
  }

  /** Returns the number of bytes of the written entries. */
  public long bytesWritten() {
    return get(Count.BYTES_WRITTEN);
  }

  /** Returns the number of calls that wrote to a file. */
  public long writes() {
    return get(Count.WRITES);
  }

  /** Returns the number of calls that forced what was written to a file, and succeeded. */
  public long forces() {
    return get(Count.FORCES);
  }

  /** Returns the time that all {@link #forces} took together; several may run at a time. */
  public Duration forceTime() {
    return Duration.ofNanos(get(Count.FORCE_NANOS));
  }

  /** Returns the time that the slowest of the {@link #forces} took. */
  public Duration longestForce() {
    return Duration.ofNanos(get(Count.MAX_FORCE_NANOS));
  }

  private long get(Count count) {
    return count.in(counts);
  }

  @Override
  public String toString() {
    return "Counters[recorded="
        + recorded()
        + ", written="
        + written()
        + ", forced="
        + forced()
        + ", dropped="
        + dropped()
        + ", rejected="
        + rejected()
        + ", failed="
        + failed()
        + ", bytesWritten="
        + bytesWritten()
        + ", writes="
        + writes()
        + ", forces="
        + forces()
        + ", forceTime="
        + forceTime()
        + ", longestForce="
        + longestForce()
        + "]";
  }
}
