package dev.daybook.bench;

import dev.daybook.Daybook;
import dev.daybook.Session;
import java.util.stream.IntStream;

/** Sessions of a daybook, with {@code recordSync}. */
final class DaybookStore implements AckStore {

  private final EventMix mix;
  private final Daybook daybook;
  private final Session[] sessions;

  /** @param daybook this store's from now on */
  DaybookStore(EventMix mix, Daybook daybook, int sessions) {
    this.mix = mix;
    this.daybook = daybook;
    this.sessions = new Session[sessions];
    // each opening waits for the device, and several of them wait together
    IntStream.range(0, sessions)
        .parallel()
        .forEach(i -> this.sessions[i] = daybook.openSession(EventMix.sessionId(i)));
  }

  @Override
  public void record(int session, int index) {
    sessions[session].recordSync(mix.event(index));
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
  public void requireComplete(int[] events) {
    for (int i = 0; i < events.length; i++) {
      mix.requireComplete(daybook.file(EventMix.sessionId(i)), sessions[i].counters(), events[i]);
    }
  }
}
