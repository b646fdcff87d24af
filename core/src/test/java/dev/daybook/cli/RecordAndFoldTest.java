package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way from {@code record} to {@code fold}, which keeps every digit. */
class RecordAndFoldTest {

  @TempDir
  Path folder;

  private Cli cli;

  @BeforeEach
  void cli() {
    cli = new Cli(folder);
  }

  @Test
  void keepsALineOfEightMegabytes() {
    String data = "{\"text\":\"" + "0123456789abcdef".repeat(8 << 16) + "\"}";
    assertThat(dataRecordedAndFolded("user_message", List.of(data))).containsExactly(data);
  }

  @Test
  void keepsAHundredThousandTinyEvents() {
    StringBuilder input = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      input.append("{\"type\":\"n\",\"data\":{\"n\":").append(i).append("}}\n");
    }
    cli.runWith(input.toString(), "record", "s").succeeded();
    List<String> folded = cli.run("fold", "s").succeeded().lines();
    assertThat(folded).hasSize(100_000);
    for (int i = 0; i < folded.size(); i++) {
      assertThat(folded.get(i)).startsWith("{\"v\":1,\"seq\":" + i + ",");
      assertThat(Cli.dataOf(folded.get(i))).isEqualTo("{\"n\":" + i + "}");
    }
  }

  /** All in one recording; each is compared as text, so nothing may be written differently. */
  @Test
  void keepsEveryTextAndNumberAsItWasWritten() {
    List<String> data = List.of(
        "{\"text\":\"NUL \\u0000 and DEL \\u007f escaped\"}",
        "{\"text\":\"lone \\ud83d high, \\udc00 low, \\udc00\\ud83d swapped\"}",
        "{\"text\":\"raw 😀 and escaped \\ud83d\\ude00\"}",
        "{\"text\":\"\\/ \\\" \\\\ \\b\\f\\n\\r\\t\"}",
        "{\"text\":\"\\u0041 \\u00e9 \\u00E9\"}",
        "{ \"text\" :\t\"spaces between\" }",
        "{\"text\":\"\",\"unknown\":1e400,\"more\":[0.10,-0,1E+2]}",
        "{\"text\":\"\",\"big\":1234567890123456789012345678901}",
        "{\"text\":\"\",\"nested\":" + "[".repeat(300) + "{}" + "]".repeat(300) + "}",
        "{\"text\":\"\",\"\":null,\"\\u0000\":true}");
    assertThat(dataRecordedAndFolded("user_message", data)).isEqualTo(data);
  }

  /** They mean the same; a terminal would obey them. */
  @Test
  void escapesWhatATerminalObeys() {
    assertThat(dataRecordedAndFolded(
            "made_up", List.of("{\"\u202e\":\r\"\u2028 \u2029 \u0085 \u007f \u009b[2J\"}")))
        .containsExactly("{\"\\u202E\": \"\\u2028 \\u2029 \\u0085 \\u007F \\u009B[2J\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1e400,\"b\":0.10,\"c\":1234567890123456789012345678901,\"d\":-0.0}",
        "{\"a\":\"\\ud83d\",\"b\":[{},[],null,true,false]}",
        "{}"
      })
  void keepsUnknownTypesVerbatim(String data) {
    assertThat(dataRecordedAndFolded("made_up", List.of(data))).containsExactly(data);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud83d", "日本語", "with space", "quoted \\\" and \\\\ and \\n"})
  void keepsAnyNameOfAType(String name) {
    cli.runWith("{\"type\":\"" + name + "\",\"data\":{}}\n", "record", "s").succeeded();
    String line = cli.run("fold", "s").succeeded().lines().get(0);
    assertThat(Cli.json(line).get("type"))
        .isEqualTo(Cli.json("{\"type\":\"" + name + "\"}").get("type"));
  }

  @Test
  void keepsFieldsThatItDoesNotKnowWhenASessionIsCopied() {
    String data =
        "{ \"loop_id\":\"l\",\"new\":{\"a\":1.10},\"usage\":{\"input\":1,\"output\":2,\"x\":[ ]},"
            + "\"messages\":[{\"role\":\"user\",\"y\":null,\"content\":[{\"type\":\"text\",\"text\":\"\","
            + "\"z\":1E+2}]}]}";
    assertThat(dataRecordedAndFolded("agent_end", List.of(data))).containsExactly(data);
    List<String> lines = cli.run("fold", "s").succeeded().lines();
    cli.runWith(String.join("\n", lines) + "\n", "record", "copy").succeeded();
    assertThat(cli.run("fold", "copy").succeeded().lines().stream().map(Cli::dataOf))
        .containsExactly(data);
  }

  private List<String> dataRecordedAndFolded(String type, List<String> data) {
    StringBuilder input = new StringBuilder();
    for (String each : data) {
      input
          .append("{\"type\":\"")
          .append(type)
          .append("\",\"data\":")
          .append(each)
          .append("}\n");
    }
    cli.runWith(input.toString(), "record", "s").succeeded();
    return cli.run("fold", "s").succeeded().lines().stream().map(Cli::dataOf).toList();
  }
}
