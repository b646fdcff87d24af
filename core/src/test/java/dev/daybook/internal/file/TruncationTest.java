package dev.daybook.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.JournalListener;
import dev.daybook.MemoryFolder;
import dev.daybook.Session;
import dev.daybook.event.Entry;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wherever a crash cut a file off, the session goes on after the last whole line. */
class TruncationTest {

  private static final int LINES = Lab.values(8, 20, 20);

  @TempDir(factory = MemoryFolder.class)
  Path root;

  @Test
  @Tag(Lab.RANDOM)
  void aSessionGoesOnWhereverItWasCut() throws Exception {
    try (Daybook daybook =
        Daybook.builder(root).listener(new JournalListener() {}).open()) {
      try (Session session = daybook.openSession("s-1")) {
        record(session);
      }
      Path file = daybook.file("s-1");
      byte[] whole = Files.readAllBytes(file);
      List<Entry> entries = daybook.history("s-1").entries();
      Path torn = file.resolveSibling("s-1.ndjson.torn-0");

      int lines = 0;
      int end = 0;
      for (int cut = 0; cut <= whole.length; cut++) {
        if (cut > 0 && whole[cut - 1] == '\n') {
          lines++;
          end = cut;
        }
        Files.write(file, Arrays.copyOf(whole, cut));
        forgetWhatWasForced();
        try (Session session = daybook.resumeSession("s-1")) {
          assertThat(daybook.history("s-1").entries())
              .as("cut at %d", cut)
              .isEqualTo(entries.subList(0, lines));
          assertThat(session.recordSync(new UserMessage("next"))).isEqualTo(lines);
        }
        List<Entry> after = new ArrayList<>(daybook.history("s-1").entries());
        assertThat(after.remove(lines).event()).isEqualTo(new UserMessage("next"));
        assertThat(after).isEqualTo(entries.subList(0, lines));
        if (cut == end) {
          assertThat(torn).doesNotExist();
        } else {
          assertThat(torn).hasBinaryContent(Arrays.copyOfRange(whole, end, cut));
          Files.delete(torn);
        }
      }
      assertThat(lines).isEqualTo(LINES);
    }
  }

  /** A crash cuts off only what was never forced, and the locks say that all of this was. */
  private void forgetWhatWasForced() throws IOException {
    try (Stream<Path> locks = Files.walk(root.resolve("locks"))) {
      for (Path lock : locks.filter(Files::isRegularFile).toList()) {
        Files.delete(lock);
      }
    }
  }

  private static void record(Session session) {
    for (int n = 0; n < LINES; n++) {
      session.record(
          switch (n % 3) {
            case 0 -> new UserMessage("é \u2028 \ud83d\ude00 \n" + n);
            case 1 -> new ToolCall("call_" + n, "bash", "{\"a\":1}");
            default -> ToolResult.ok("call_" + n, "x".repeat(n));
          });
    }
    session.sync();
  }
}
