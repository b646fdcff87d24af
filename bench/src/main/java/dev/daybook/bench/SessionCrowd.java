package dev.daybook.bench;

import dev.daybook.Counters;
import dev.daybook.Daybook;
import dev.daybook.DaybookBuilder;
import dev.daybook.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A number of open sessions of one daybook in a fresh folder. */
final class SessionCrowd {

  private final WorkFolder folder;
  private final Daybook daybook;
  private final String[] ids;
  private final Session[] sessions;

  private SessionCrowd(int size, UnaryOperator<DaybookBuilder> options) {
    folder = WorkFolder.create();
    daybook = options.apply(Daybook.builder(folder.path())).open();
    ids = EventMix.sessionIds(size);
    sessions = new Session[size];
  }

  static SessionCrowd open(int size) {
    return open(size, UnaryOperator.identity());
  }

  /** Opens sessions of whose files one is open at a time. */
  static SessionCrowd resting(int size) {
    return open(size, builder -> builder.maxOpenFiles(1));
  }

  private static SessionCrowd open(int size, UnaryOperator<DaybookBuilder> options) {
    SessionCrowd crowd = new SessionCrowd(size, options);
    // each opening waits for the device, and several of them wait together
    IntStream.range(0, size)
        .parallel()
        .forEach(i -> crowd.sessions[i] = crowd.daybook.openSession(crowd.ids[i]));
    return crowd;
  }

  int size() {
    return sessions.length;
  }

  Session session(int index) {
    return sessions[index % sessions.length];
  }

  void sync() {
    daybook.sync();
  }

  void close() {
    daybook.close();
  }

  /** Fails unless the closed files hold the first {@code count} events of the cycle, dealt out. */
  void requireComplete(EventMix mix, int count) throws IOException {
    for (int i = 0; i < ids.length; i++) {
      long expected = mix.bytesOf(i, ids.length, (count - i + ids.length - 1) / ids.length);
      long size = Files.size(daybook.file(ids[i]));
      if (size != expected) {
        throw new IllegalStateException("the file is not complete: session="
            + ids[i]
            + ", bytes="
            + expected
            + ", fileBytes="
            + size);
      }
    }
    requireForced(count);
    folder.close();
  }

  void requireForced(int count) {
    Counters counters = daybook.counters();
    if (counters.recorded() != count || counters.forced() != count) {
      throw new IllegalStateException(
          "not everything is forced: events=" + count + ", counters=" + counters);
    }
  }

  void delete() {
    daybook.close();
    folder.close();
  }
}
