package dev.daybook.internal.engine;

import dev.daybook.Counters;
import dev.daybook.internal.engine.Tally.Count;
import java.time.Duration;

/** The numbers of a {@link Tally} at one moment. */
final class TallyCounters implements Counters {

  private final long[] counts;

  /** @param counts by the ordinal of {@link Count}; not copied */
  TallyCounters(long[] counts) {
    this.counts = counts;
  }

  @Override
  public long recorded() {
    return get(Count.RECORDED);
  }

  @Override
  public long written() {
    return get(Count.WRITTEN);
  }

  @Override
  public long forced() {
    return get(Count.FORCED);
  }

  @Override
  public long dropped() {
    return get(Count.DROPPED);
  }

  @Override
  public long rejected() {
    return get(Count.REJECTED);
  }

  @Override
  public long failed() {
    return get(Count.FAILED);
  }

  @Override
  public long bytesWritten() {
    return get(Count.BYTES_WRITTEN);
  }

  @Override
  public long writes() {
    return get(Count.WRITES);
  }

  @Override
  public long forces() {
    return get(Count.FORCES);
  }

  @Override
  public Duration forceTime() {
    return Duration.ofNanos(get(Count.FORCE_NANOS));
  }

  @Override
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
