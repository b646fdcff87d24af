package dev.daybook.bench;

import dev.daybook.Daybook;
import dev.daybook.Session;
import java.nio.file.Path;

/** A session of a daybook as it is opened by default. */
final class DaybookSink implements Sink {

  private final EventMix mix;
  private final Daybook daybook;
  private final Session session;

  DaybookSink(EventMix mix, Path folder) {
    this.mix = mix;
    this.daybook = Daybook.open(folder);
    this.session = daybook.openSession(EventMix.SESSION);
  }

  @Override
  public void record(int index) {
    session.record(mix.event(index));
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
