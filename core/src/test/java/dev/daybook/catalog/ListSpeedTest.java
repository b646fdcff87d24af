package dev.daybook.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.EntryCount;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.lab.Lab;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Listing against reading everything, in one run on the same files.
 * {@code -Ddaybook.listed.sessions=10000} makes it ten thousand sessions.
 */
@Tag(Lab.TAG)
class ListSpeedTest {

  private static final int SESSIONS = Integer.getInteger("daybook.listed.sessions", 1000);
  private static final int BYTES = 200_000;
  private static final long WANTED_RATIO = 20;
  // a third is for whatever else the machine does: the list wants all cores, the fold one
  private static final double MIN_RATIO = 14;
  private static final int FOLD_ROUNDS = 3;
  private static final int LIST_ROUNDS = 20;
  private static final int MORE_ROUNDS = 200;
  // what the machine does besides may come and go between the two
  private static final int ATTEMPTS = 4;

  @TempDir
  Path root;

  @Test
  void listingIsManyTimesFasterThanReading() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      List<String> ids = fill(daybook);
      double ratio = 0;
      for (int attempt = 0; attempt < ATTEMPTS && ratio < MIN_RATIO; attempt++) {
        ratio = Math.max(ratio, ratio(daybook, ids));
      }
      assertThat(ratio).isGreaterThanOrEqualTo(MIN_RATIO);
    }
  }

  /** The best of each, since whatever else the machine does disturbs the shorter one more. */
  private static double ratio(Daybook daybook, List<String> ids) {
    long foldNanos = best(FOLD_ROUNDS, () -> fold(daybook, ids));
    long listNanos = best(LIST_ROUNDS, () -> list(daybook));
    for (int i = 0; i < MORE_ROUNDS && foldNanos < WANTED_RATIO * listNanos; i++) {
      listNanos = Math.min(listNanos, best(1, () -> list(daybook)));
    }
    double ratio = (double) foldNanos / listNanos;
    System.out.printf(
        "%d sessions of %d bytes: list %d ms, fold %d ms, ratio %.1f%n",
        SESSIONS,
        BYTES,
        Duration.ofNanos(listNanos).toMillis(),
        Duration.ofNanos(foldNanos).toMillis(),
        ratio);
    return ratio;
  }

  private static long best(int rounds, Runnable work) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }

  private static void list(Daybook daybook) {
    assertThat(daybook.catalog().list()).hasSize(SESSIONS);
  }

  private static void fold(Daybook daybook, List<String> ids) {
    ids.forEach(id -> assertThat(daybook.fold(id, new EntryCount()).result()).isPositive());
  }

  private List<String> fill(Daybook daybook) throws IOException {
    daybook.createSession("first");
    Path folder = daybook.file("first").getParent();
    Files.delete(daybook.file("first"));
    List<String> ids = new ArrayList<>();
    List<SessionEvent> events = events();
    for (int i = 0; i < SESSIONS; i++) {
      String id = "session-" + i;
      // without a force for each, as a session that is created has
      try (BatchEncoder lines = new BatchEncoder(EventTypes.standard(), BYTES, 1 << 20);
          FileChannel file = FileChannel.open(
              folder.resolve(id + ".ndjson"),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.WRITE)) {
        byte[] quotedId = BatchEncoder.quoted(id);
        for (int seq = 0; seq < events.size(); seq++) {
          lines.encode(quotedId, seq, 0, 0, null, events.get(seq));
        }
        ByteBuffer bytes = lines.view(0, lines.position());
        assertThat(bytes.remaining()).isBetween(BYTES, BYTES * 11 / 10);
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      }
      ids.add(id);
    }
    return ids;
  }

  private static List<SessionEvent> events() {
    List<SessionEvent> events = new ArrayList<>();
    events.add(new SessionStarted("coder", "Nightly"));
    int bytes = 0;
    for (int i = 0; bytes < BYTES; i++) {
      String output = "src/main/java/dev/daybook/Main.java:17: error\n".repeat(10 + i % 20);
      events.add(new UserMessage("Please have a look at module " + i));
      events.add(new AssistantMessage("I will look at it, and show you what I find there."));
      events.add(new ToolCall("call_" + i, "bash", "{\"command\":\"grep -rn error src\"}"));
      events.add(ToolResult.ok("call_" + i, output));
      bytes += 740 + output.length();
    }
    return events;
  }
}
