package dev.daybook.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.exchange.ImportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The usage of a file of an agent's that was imported, written anew, and imported again. */
class UsageOfRewrittenSourceTest {

  @TempDir
  Path folder;

  private static String line(int second, String type, String rest) {
    return """
        {"isSidechain":false,"cwd":"/w","sessionId":"one","version":"2.1.0","type":"%s",%s,\
        "uuid":"u-%d","timestamp":"2026-03-01T10:00:0%d.000Z"}
        """.formatted(type, rest, second, second);
  }

  private static String answer(int second, String response, int output) {
    return line(second, "assistant", """
        "requestId":"req-%s","message":{"id":"msg-%s","role":"assistant","model":"claude-a",\
        "content":[{"type":"text","text":"%d"}],"usage":{"input_tokens":3,"output_tokens":%d}}""".formatted(response, response, second, output));
  }

  @Test
  void aResponseThatLostALineCountsOnce() throws IOException {
    String prompt = line(0, "user", "\"message\":{\"role\":\"user\",\"content\":\"go\"}");
    List<String> lines = List.of(prompt, answer(1, "a", 40), answer(2, "a", 40), answer(3, "b", 2));
    Path file = folder.resolve("one.jsonl");
    try (Daybook daybook = Daybook.open(folder.resolve("root"))) {
      Files.writeString(file, String.join("", lines));
      daybook.importFile(file, ImportOptions.defaults());
      Files.writeString(file, lines.get(0) + lines.get(1) + lines.get(3));
      daybook.importFile(file, ImportOptions.defaults());
      assertThat(daybook.catalog().ids()).containsExactlyInAnyOrder("one", "one.2");
      UsageReport report = daybook.usage(UsageQuery.byDay());
      assertThat(report.total().modelCalls()).isEqualTo(2);
      assertThat(report.total().outputTokens()).hasValue(42);
    }
  }
}
