package dev.daybook.bench;

import dev.daybook.Daybook;
import dev.daybook.Session;
import java.nio.file.Path;

/** A session of a daybook, with {@code recordSync}. */
final class DaybookStore implements AckStore {

  private final EventMix mix;
  private final Daybook daybook;
  private final Session session;

  DaybookStore(EventMix mix, Path folder) {
    this.mix = mix;
    this.daybook = Daybook.open(folder);
    this.session = daybook.openSession(EventMix.SESSION);
  }

  @Override
  public void record(int index) {
    session.recordSync(mix.event(index));
  }

  @Override
  public long forces() {
    return daybook.counters().forces();
  }

  @Override
  public void close() {
    daybook.close();
  }

  @Override
  public void requireComplete(int events) {
    mix.requireComplete(daybook.file(EventMix.SESSION), daybook.counters(), events);
  }
}
