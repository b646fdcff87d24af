package dev.daybook.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UsageSummary;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The usage of a file that several threads read in pieces. */
class UsageOfLongSessionTest {

  private static final int TURNS = 12_000;
  private static final int TEXT_CHARS = 1_500;
  private static final long LEAST_BYTES = 20_000_000;

  @TempDir
  Path root;

  @Test
  void eachLineCountsOnceWhereverThePiecesMeet() throws IOException {
    record();
    assertThat(Files.size(file())).isGreaterThan(LEAST_BYTES);
    try (Daybook daybook = Daybook.open(root)) {
      assertCounts(daybook.usage(UsageQuery.byDay()), TURNS, 0);
    }
  }

  @Test
  void damageAndATornTailAreAsInAShortFile() throws IOException {
    record();
    try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
      long at = file.length() / 2;
      file.seek(at);
      // into the next line, which has a checksum behind it
      file.readLine();
      file.seek(file.getFilePointer() + 40);
      file.write("@@@@".getBytes(UTF_8));
    }
    Files.writeString(file(), "{\"v\":1,\"seq\":", StandardOpenOption.APPEND);
    try (Daybook daybook = Daybook.open(root)) {
      UsageReport report = daybook.usage(UsageQuery.byDay());
      assertThat(report.skippedLines()).isEqualTo(1);
    }
  }

  private static void assertCounts(UsageReport report, long turns, long skipped) {
    assertThat(report.skippedLines()).isEqualTo(skipped);
    assertThat(report.total().toolCalls()).isEqualTo(turns);
    assertThat(report.total().failedTools()).isEqualTo(turns / 10);
    assertThat(report.total().modelCalls()).isEqualTo(turns);
    assertThat(report.total().inputTokens()).hasValue(3 * turns);
    assertThat(report.total().outputTokens()).hasValue(2 * turns);
  }

  private void record() {
    String text = "x".repeat(TEXT_CHARS);
    try (Daybook daybook = Daybook.open(root);
        var session = daybook.openSession("long")) {
      for (int i = 0; i < TURNS; i++) {
        String call = "call-" + i;
        // lines of many lengths, so that pieces end everywhere in them
        session.record(new AssistantMessage(text.substring(i % TEXT_CHARS)));
        session.record(new ToolCall(call, "shell", "{}"));
        session.record(result(call, i % 10 != 0, text));
        session.record(new ProviderUsage(
            new UsageSummary(3, 2), null, null, null, null, null, null, null, null, null));
      }
    }
  }

  private static ToolResult result(String call, boolean isOk, String text) {
    return new ToolResult(call, isOk, text, isOk ? null : new ErrorInfo("failed", "it did"));
  }

  private Path file() {
    return root.resolve("sessions").resolve("long.ndjson");
  }
}
