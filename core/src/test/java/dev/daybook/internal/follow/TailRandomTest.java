package dev.daybook.internal.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import dev.daybook.read.Tail;
import dev.daybook.read.TailEvent;
import dev.daybook.read.TailEvent.Recorded;
import dev.daybook.read.TailOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A writer that appends in pieces, leaves lines unfinished, cuts them off and writes others in
 * their place, as crashes, failed writes and repairs of a torn tail do it.
 */
@Timeout(120)
class TailRandomTest {

  private static final int ENTRIES = 3000;

  @TempDir
  Path folder;

  /** The next steps of a writer: whole lines, and what is on disk of the next one. */
  private final class Writer {
    final Random random;
    final FileChannel channel;
    long whole;
    long seq;

    Writer(long seed, FileChannel channel) {
      this.random = new Random(seed);
      this.channel = channel;
    }

    boolean isDone() {
      return seq == ENTRIES;
    }

    void step() throws Exception {
      if (random.nextInt(3) == 0) {
        tear();
      }
      int count = random.nextInt(100) == 0 ? 50 : 1 + random.nextInt(3);
      for (int i = 0; i < count && !isDone(); i++) {
        append(line(random.nextInt(200) == 0 ? 50_000 : random.nextInt(300)));
        seq++;
      }
    }

    private byte[] line(int padding) {
      return Lines.line(seq, new UserMessage(seq + " " + "x".repeat(padding)));
    }

    /** In up to three writes. */
    private void append(byte[] line) throws Exception {
      int at = 0;
      for (int pieces = random.nextInt(3); pieces > 0; pieces--) {
        int length = random.nextInt(line.length - at);
        channel.write(ByteBuffer.wrap(line, at, length), whole + at);
        at += length;
      }
      channel.write(ByteBuffer.wrap(line, at, line.length - at), whole + at);
      whole += line.length;
    }

    /** A part of a line that was never finished: its last bytes before the cut are any. */
    private void tear() throws Exception {
      byte[] torn = line(random.nextInt(400));
      channel.write(ByteBuffer.wrap(torn, 0, random.nextInt(torn.length)), whole);
      channel.truncate(whole);
    }
  }

  private Path file() throws Exception {
    return Files.createFile(folder.resolve("s"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyEntryIsGivenOnceWhileTheWriterCutsAndWrites(long seed) throws Exception {
    Path file = file();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<String> seen = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        Tail tail = Tails.of(file, TailOptions.fromBeginning())) {
      Writer writer = new Writer(seed, channel);
      Thread thread = new Thread(() -> {
        try {
          while (!writer.isDone()) {
            writer.step();
          }
        } catch (Throwable why) {
          failure.set(why);
        }
      });
      thread.start();
      while (seen.size() < ENTRIES) {
        seen.add(said(Tails.next(tail)));
      }
      thread.join();
    }
    assertThat(failure.get()).isNull();
    assertAll(seen);
  }

  /** The tail looks after every step, so that it sees each torn tail. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void everyEntryIsGivenOnceHoweverTheStepsOfBothMeet(long seed) throws Exception {
    Path file = file();
    Random random = new Random(seed);
    List<String> seen = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        Tail tail = Tails.of(file, TailOptions.fromBeginning())) {
      Writer writer = new Writer(seed, channel);
      while (seen.size() < ENTRIES) {
        if (!writer.isDone() && random.nextInt(3) > 0) {
          writer.step();
          byte[] torn = writer.line(random.nextInt(300));
          channel.write(ByteBuffer.wrap(torn, 0, random.nextInt(torn.length)), writer.whole);
        }
        tail.next(Duration.ZERO).ifPresent(event -> seen.add(said(event)));
        if (random.nextBoolean()) {
          channel.truncate(writer.whole);
        }
      }
    }
    assertAll(seen);
  }

  private static String said(TailEvent event) {
    return event instanceof Recorded recorded
        ? ((UserMessage) recorded.entry().event()).text().split(" ")[0]
        : event.toString();
  }

  private static void assertAll(List<String> seen) {
    for (int seq = 0; seq < ENTRIES; seq++) {
      assertThat(seen.get(seq)).isEqualTo(String.valueOf(seq));
    }
  }

  /** A line read in two parts, of which one is gone, is no line of the file. */
  @Test
  void aLineThatIsMadeOfTwoIsReadAgain() throws Exception {
    Path file = file();
    byte[] old = Lines.line(0, new UserMessage("old ".repeat(100)));
    byte[] now = Lines.line(0, new UserMessage("new ".repeat(90)));
    try (LiveLines followed = new LiveLines(file, Tails.MAX_LINE_BYTES);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(old), 0);
      followed.open();
      followed.beginAt(0, Long.MAX_VALUE);
      followed.look();
      assertThat(followed.next()).isTrue();
      assertThat(followed.isStillThere()).isTrue();
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(now), 0);
      assertThat(followed.isStillThere()).isFalse();
      followed.rewindTo(followed.offset());
      assertThat(followed.next()).isFalse();
      assertThat(followed.look()).isEqualTo(LiveLines.Look.CHANGED);
      assertThat(followed.next()).isTrue();
      assertThat(followed.lines().decode(Tails.decoder()).event())
          .isEqualTo(new UserMessage("new ".repeat(90)));
    }
  }
}
