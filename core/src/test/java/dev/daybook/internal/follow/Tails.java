package dev.daybook.internal.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.Entry;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Lines;
import dev.daybook.read.Tail;
import dev.daybook.read.TailEvent;
import dev.daybook.read.TailEvent.Damaged;
import dev.daybook.read.TailEvent.Ended;
import dev.daybook.read.TailEvent.Recorded;
import dev.daybook.read.TailOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The set-up that the tests of tails share. */
final class Tails {

  static final Duration LONG = Duration.ofSeconds(30);
  static final int MAX_LINE_BYTES = 1 << 20;

  private Tails() {}

  /** A tail of a file whose writer cannot be asked for. */
  static Tail of(Path file, TailOptions options) {
    return of(file, MAX_LINE_BYTES, options);
  }

  static Tail of(Path file, int maxLineBytes, TailOptions options) {
    return FileTail.of(
        file,
        Lines.SESSION_ID,
        EventTypes.standard(),
        maxLineBytes,
        InstantSource.system(),
        () -> {
          throw new IOException("the writer cannot be asked for");
        },
        options);
  }

  static EntryDecoder decoder() {
    return new EntryDecoder(EventTypes.standard(), true);
  }

  /** The next event, which must come. */
  static TailEvent next(Tail tail) {
    Optional<TailEvent> event = tail.next(LONG);
    assertThat(event).as("an event in time").isPresent();
    return event.get();
  }

  static Entry entry(Tail tail) {
    TailEvent event = next(tail);
    assertThat(event).isInstanceOf(Recorded.class);
    return ((Recorded) event).entry();
  }

  static List<Long> seqs(Tail tail, int count) {
    List<Long> seqs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      seqs.add(entry(tail).seq());
    }
    return seqs;
  }

  /** All that can be had without waiting, as text. */
  static List<String> rest(Tail tail) {
    List<String> rest = new ArrayList<>();
    for (Optional<TailEvent> event = tail.next(Duration.ZERO);
        event.isPresent();
        event = tail.next(Duration.ZERO)) {
      rest.add(text(event.get()));
      if (event.get() instanceof Ended) {
        return rest;
      }
    }
    return rest;
  }

  static String text(TailEvent event) {
    if (event instanceof Recorded recorded) {
      return "entry " + recorded.entry().seq();
    } else if (event instanceof Damaged damaged) {
      long lines = damaged.line().lines();
      return damaged.line().fault().kind().wireName()
          + (damaged.line().skipped() ? "" : " kept")
          + (lines == 1 ? "" : " " + lines);
    } else if (event instanceof Ended ended) {
      return ended.reason().name();
    }
    return event.getClass().getSimpleName();
  }

  static void append(Path file, byte[]... parts) throws IOException {
    try (FileChannel channel = FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      for (byte[] part : parts) {
        ByteBuffer bytes = ByteBuffer.wrap(part);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    }
  }

  static void cut(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }
}
