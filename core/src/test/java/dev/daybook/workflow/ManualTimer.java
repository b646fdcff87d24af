package dev.daybook.workflow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Beats when a test says so; also the clock. */
final class ManualTimer implements HeartbeatTimer {

  private final List<Runnable> beats = new ArrayList<>();
  private final List<Duration> intervals = new ArrayList<>();
  private long nanos = 1_000_000_000_000L;

  @Override
  public Runnable every(Duration interval, Runnable beat) {
    beats.add(beat);
    intervals.add(interval);
    return () -> beats.remove(beat);
  }

  void beat() {
    List.copyOf(beats).forEach(Runnable::run);
  }

  List<Runnable> beats() {
    return List.copyOf(beats);
  }

  List<Duration> intervals() {
    return intervals;
  }

  void pass(Duration time) {
    nanos += time.toNanos();
  }

  long nanoTime() {
    return nanos;
  }
}
