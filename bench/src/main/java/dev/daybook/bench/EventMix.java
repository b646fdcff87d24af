package dev.daybook.bench;

import dev.daybook.Counters;
import dev.daybook.Daybook;
import dev.daybook.Session;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
import dev.daybook.internal.json.InputDecoder;
import dev.daybook.read.ReadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The events of eight real sessions, as typed records, to be recorded again and again; and how many
 * bytes a file holds that has the first so many of the cycle, in whatever order. So a benchmark can
 * know a complete file by its size.
 *
 * <p>The typed records come from a file that was written with the sessions' JSON and read back: a
 * journal that is fed the JSON itself copies it verbatim, which is not what an agent does. The
 * lines come from a second file, which the typed records were written to.
 */
final class EventMix {

  /** The session that benchmarks record in; its length is part of every line. */
  static final String SESSION = "benchmark";

  private static final List<String> RESOURCES = List.of(
      "human-eval-fix",
      "marshmallow-cursors",
      "marshmallow-default",
      "marshmallow-from-source",
      "marshmallow-function-calling",
      "marshmallow-xml",
      "simple-function-calling",
      "test-repo");

  private final SessionEvent[] events;
  private final String[] types;

  /** The line of each event, its line feed included, without the digits of its seq. */
  private final int[] lineBytes;

  private final byte[][] lines;

  private EventMix(List<Entry> entries, List<byte[]> lines) {
    int size = entries.size();
    this.events = new SessionEvent[size];
    this.types = new String[size];
    this.lineBytes = new int[size];
    this.lines = lines.toArray(byte[][]::new);
    for (int i = 0; i < size; i++) {
      Entry entry = entries.get(i);
      events[i] = typed(entry);
      types[i] = entry.type();
      lineBytes[i] = lines.get(i).length - digits(entry.seq());
    }
  }

  /** Returns the id of one of many sessions, as long as {@link #SESSION}. */
  static String sessionId(int index) {
    return String.format("s%0" + (SESSION.length() - 1) + "d", index);
  }

  /** Returns the ids of so many sessions; made once, since that takes longer than to use them. */
  static String[] sessionIds(int count) {
    return IntStream.range(0, count).mapToObj(EventMix::sessionId).toArray(String[]::new);
  }

  /** The events of the sessions as they are. */
  static EventMix load() {
    return load(EventSize.MIX);
  }

  /** The events of the sessions, or what is cut from their texts. */
  static EventMix load(EventSize eventSize) {
    try (WorkFolder folder = WorkFolder.create();
        Daybook daybook = Daybook.open(folder.path())) {
      try (Session session = daybook.openSession("json")) {
        for (String resource : RESOURCES) {
          recordAll("/sessions/" + resource + ".ndjson", session);
        }
      }
      try (Session session = daybook.openSession(SESSION)) {
        List<SessionEvent> real =
            daybook.history("json").entries().stream().map(EventMix::typed).toList();
        eventSize.cut(real).forEach(session::record);
      }
      List<Entry> entries = new ArrayList<>();
      List<byte[]> lines = new ArrayList<>();
      daybook.reader(SESSION, ReadOptions.strict()).forEach((entry, buffer, from, to) -> {
        entries.add(entry);
        lines.add(Arrays.copyOfRange(buffer, from, to + 1));
      });
      return new EventMix(entries, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SessionEvent typed(Entry entry) {
    if (entry.event() instanceof Unknown) {
      throw new IllegalStateException("the mix has an untyped event: type=" + entry.type());
    }
    return entry.event();
  }

  /** The event at that place of the endless cycle. */
  SessionEvent event(int index) {
    return events[index % events.length];
  }

  /** The type of the same event, as it stands in a line. */
  String type(int index) {
    return types[index % types.length];
  }

  /** The same event as a line, as it stood in the mix's own file. */
  byte[] line(int index) {
    return lines[index % lines.length];
  }

  int size() {
    return events.length;
  }

  /** Returns the number of events of that type among the first {@code count} of the cycle. */
  long countOf(String type, int count) {
    long found = 0;
    for (int i = 0; i < count; i++) {
      found += types[i % types.length].equals(type) ? 1 : 0;
    }
    return found;
  }

  /** The size of a file of {@link #SESSION} with the first {@code count} events of the cycle. */
  long bytesOf(int count) {
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      bytes += lineBytes[i % lineBytes.length] + digits(i);
    }
    return bytes;
  }

  /**
   * The size of a file whose id is as long as {@link #SESSION}, with so many events of the cycle:
   * that at {@code first} and then each {@code step} further.
   */
  long bytesOf(int first, int step, int count) {
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      bytes += lineBytes[(first + i * step) % lineBytes.length] + digits(i);
    }
    return bytes;
  }

  /**
   * Fails unless that closed file is the first {@code count} events of the cycle, as far as its
   * size and the journal's counters can show.
   */
  void requireComplete(Path file, Counters counters, int count) {
    long expected = bytesOf(count);
    long size = sizeOf(file);
    boolean complete = size == expected
        && counters.bytesWritten() == expected
        && counters.recorded() == count
        && counters.written() == count
        && counters.forced() == count;
    if (!complete) {
      throw new IllegalStateException("the file is not complete: events="
          + count
          + ", bytes="
          + expected
          + ", fileBytes="
          + size
          + ", counters="
          + counters);
    }
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void recordAll(String resource, Session session) throws IOException {
    byte[] text;
    try (InputStream in = EventMix.class.getResourceAsStream(resource)) {
      text = in.readAllBytes();
    }
    int from = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        session.record(InputDecoder.decode(text, from, i));
        from = i + 1;
      }
    }
  }

  /** Counts digits without a string: JMH counts what a check allocates as the benchmark's. */
  private static int digits(long seq) {
    int digits = 1;
    for (long rest = seq / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return digits;
  }
}
