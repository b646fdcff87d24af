package dev.daybook.lab;

import java.util.LinkedHashMap;
import java.util.Map;

/** The counts of one experiment, in the order in which it named them. Any thread may count. */
public final class Finding {

  private final String experiment;
  private final long startNanos = System.nanoTime();
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private long endNanos = startNanos;

  Finding(String experiment) {
    this.experiment = experiment;
  }

  /** Adds to a count, which begins at 0; adding 0 makes it appear. */
  public synchronized Finding add(String name, long count) {
    counts.merge(name, count, Long::sum);
    endNanos = System.nanoTime();
    return this;
  }

  /** For example {@code power cuts: cuts=5 acknowledged=2113 lost=0 (6.2 s)}. */
  @Override
  public synchronized String toString() {
    StringBuilder line = new StringBuilder(experiment).append(':');
    counts.forEach((name, count) -> line.append(' ').append(name).append('=').append(count));
    return line.append(String.format(" (%.1f s)", (endNanos - startNanos) / 1e9))
        .toString();
  }
}
