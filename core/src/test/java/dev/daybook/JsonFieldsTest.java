package dev.daybook;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Json;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.ToolExecutionStart;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON as models and libraries give it, in events that are recorded. */
class JsonFieldsTest {

  @TempDir
  Path root;

  @Test
  void isRecordedAsItComes() {
    String pretty = "{\n  \"path\" : \"a b\",\r\n  \"lines\" : [ 1, 2 ]\n}\n";
    String compact = "{\"path\":\"a b\",\"lines\":[1,2]}";
    String lone = "{\"text\":\"\ud83d x \ude00 \ud83d\ude00\"}";
    String escaped = "{\"text\":\"\\uD83D x \\uDE00 \ud83d\ude00\"}";
    try (Daybook daybook = Daybook.open(root);
        Session session = daybook.openSession("s")) {
      session.record(start(new Json(pretty)));
      session.record(new Unknown("x", pretty));
      session.record(start(new Json(lone)));
      session.record(new Unknown("x", lone));
      session.record(start(Json.of(Map.of("a", List.of("\ud83d", "\n")))));
      session.sync();
      assertThat(daybook.history("s").events())
          .containsExactly(
              start(new Json(compact)),
              new Unknown("x", compact),
              start(new Json(escaped)),
              new Unknown("x", escaped),
              start(new Json("{\"a\":[\"\\uD83D\",\"\\u000A\"]}")));
      assertThat(daybook.verify("s").isClean()).isTrue();
    }
  }

  /** They mean the same, and a terminal that is shown the line does not obey them. */
  @Test
  void whatATerminalObeysIsRecordedAsItsEscape() {
    String raw = "{\t\"\u202e\" :\r\"\\\\\u007f\u009b[2J \u2028\u2066 \u00e9\u200d\"}";
    String escaped = "{\t\"\\u202E\" : \"\\\\\\u007F\\u009B[2J \\u2028\\u2066 \u00e9\u200d\"}";
    try (Daybook daybook = Daybook.open(root);
        Session session = daybook.openSession("s")) {
      session.record(start(new Json(raw)));
      session.record(new Unknown("x", raw));
      session.record(start(Json.of(Map.of("a\u009b", "\u2029\u061c"))));
      session.sync();
      assertThat(daybook.history("s").events())
          .containsExactly(
              start(new Json(escaped)),
              new Unknown("x", escaped),
              start(new Json("{\"a\\u009B\":\"\\u2029\\u061C\"}")));
      assertThat(daybook.verify("s").isClean()).isTrue();
    }
  }

  @Test
  void whatIsNoJsonIsRefusedWithItsPlace() {
    try (Daybook daybook = Daybook.open(root);
        Session session = daybook.openSession("s")) {
      for (String text : List.of(
          "{\n\"a\":1\n2}",
          "{\"a\":\"\n\"}",
          "{\"a\":\ud83d}",
          "{",
          "{\"a\":\"\\\ud83d\"}",
          "{\"a\":\"\\\u009b\"}",
          "{\u202e}",
          "{\"a\":\"\t\"}")) {
        SessionEvent event = start(new Json(text));
        assertThat(faultOf(() -> session.record(event)).kind()).isEqualTo(Kind.UNENCODABLE);
        assertThat(faultOf(() -> session.record(event)).details())
            .containsEntry("type", "tool_execution_start")
            .containsEntry("field", "args")
            .containsKey("char");
        assertThat(faultOf(() -> session.record(new Unknown("x", text))).details())
            .containsKey("char");
      }
      session.recordSync(new UserMessage("x"));
      assertThat(daybook.history("s").entries()).hasSize(1);
    }
  }

  private static ToolExecutionStart start(Json args) {
    return new ToolExecutionStart("l", "c", "n", args);
  }
}
