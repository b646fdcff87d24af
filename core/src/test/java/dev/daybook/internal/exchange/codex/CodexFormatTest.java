package dev.daybook.internal.exchange.codex;

import static dev.daybook.internal.exchange.codex.CodexFixture.OWN;
import static dev.daybook.internal.exchange.codex.CodexFixture.call;
import static dev.daybook.internal.exchange.codex.CodexFixture.ended;
import static dev.daybook.internal.exchange.codex.CodexFixture.event;
import static dev.daybook.internal.exchange.codex.CodexFixture.item;
import static dev.daybook.internal.exchange.codex.CodexFixture.line;
import static dev.daybook.internal.exchange.codex.CodexFixture.meta;
import static dev.daybook.internal.exchange.codex.CodexFixture.output;
import static dev.daybook.internal.exchange.codex.CodexFixture.prompt;
import static dev.daybook.internal.exchange.codex.CodexFixture.prompts;
import static dev.daybook.internal.exchange.codex.CodexFixture.read;
import static dev.daybook.internal.exchange.codex.CodexFixture.said;
import static dev.daybook.internal.exchange.codex.CodexFixture.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException;
import dev.daybook.internal.exchange.codex.CodexLines.Session;
import dev.daybook.internal.exchange.reading.FileHead;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CodexFormatTest {

  @Test
  void namesTheSessionAfterItsFirstDescription() {
    CodexLines file = CodexLines.codex(meta(",\"session_id\":\"other\",\"model_provider\":\"p\","
            + "\"base_instructions\":{\"text\":\"be brief\"}")
        + line("turn_context", "{\"model\":\"m-1\",\"effort\":\"high\"}")
        + event("{\"type\":\"thread_name_updated\",\"thread_name\":\"a name\"}"));

    assertThat(file.reader.sessionName()).hasValue(OWN);
    assertThat(file.reader.firstTime()).isEqualTo("2026-03-01T10:00:00Z");
    assertThat(file.reader.started()).satisfies(started -> {
      assertThat(started.title()).isEqualTo("a name");
      assertThat(started.model()).isEqualTo("m-1");
      assertThat(started.providerName()).isEqualTo("p");
      assertThat(started.systemPrompt()).isEqualTo("be brief");
      assertThat(started.cwd()).isEqualTo("/w");
      assertThat(started.backfilled()).isTrue();
    });
    assertThat(file.session.types())
        .containsExactly(
            "codex.session_meta",
            "inference_settings_changed",
            "codex.turn_context",
            "codex.thread_name_updated");
  }

  @Test
  void refusesTheOutputOfExecByName() {
    FileHead head =
        CodexLines.head("out.jsonl", "{\"type\":\"thread.started\",\"thread_id\":\"t\"}\n");

    assertThat(new CodexFormat().recognises(head)).isTrue();
    assertThatThrownBy(() -> new CodexFormat().reader(head))
        .isInstanceOfSatisfying(
            DaybookException.class,
            refused -> assertThat(refused.kind()).isEqualTo(DaybookException.Kind.INVALID_VALUE))
        .hasMessageContaining("codex exec --json");
  }

  @Test
  void recognisesEachGenerationAndNoOthers() {
    String header = "{\"id\":\"x\",\"timestamp\":\"2025-08-01T00:00:00Z\"";
    assertThat(recognises(meta(""))).isTrue();
    assertThat(recognises(header + ",\"instructions\":null}\n")).isTrue();
    assertThat(recognises(header + "}\n{\"type\":\"message\",\"role\":\"user\"}\n"))
        .isTrue();
    assertThat(recognises("{\"session\":" + header + "},\"items\":[]}")).isTrue();
    assertThat(recognises(header + "}\n")).isFalse();
    assertThat(recognises("{\"type\":\"session\",\"id\":\"x\",\"cwd\":\"/\"}\n"))
        .isFalse();
    assertThat(recognises("{\"type\":\"user\",\"uuid\":\"x\",\"sessionId\":\"y\"}\n"))
        .isFalse();
    assertThat(recognises("")).isFalse();
    assertThat(recognises("[1]\nno json\n")).isFalse();
  }

  private static boolean recognises(String text) {
    return new CodexFormat().recognises(CodexLines.head("some.jsonl", text));
  }

  @Test
  void readsLinesWithoutEnvelopes() {
    CodexLines file = CodexLines.of(new CodexFormat(), "rollout-2025-08-25T15-12-14-x.jsonl", """
        {"id":"old","timestamp":"2025-08-25T21:12:14.114Z","instructions":"be brief"}
        {"record_type":"state"}
        {"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]}
        {"type":"function_call","name":"shell","arguments":"{}","call_id":"c1"}
        {"type":"function_call_output","call_id":"c1","output":"x"}
        {"type":"message","role":"assistant","content":[{"type":"output_text","text":"done"}]}
        """);

    assertThat(file.reader.sessionName()).hasValue("old");
    assertThat(file.reader.started().systemPrompt()).isEqualTo("be brief");
    assertThat(file.session.types())
        .containsExactly(
            "codex.session_meta", "user_message", "tool_call", "tool_result", "assistant_message");
    assertThat(file.session.added.get(2).ts()).isEqualTo("2025-08-25T21:12:14.114Z");
    assertThat(file.session.added.get(3).ts()).isNull();
  }

  @Test
  void takesTheTimeFromTheNameWhereTheFileHasNone() {
    CodexLines file = CodexLines.of(
        new CodexFormat(),
        "rollout-2025-08-25T15-12-14-x.jsonl",
        "{\"type\":\"message\",\"role\":\"user\",\"content\":\"hi\"}\n{\"record_type\":\"state\"}\n");

    assertThat(file.reader.firstTime()).isEqualTo(Instant.parse("2025-08-25T15:12:14Z"));
    assertThat(file.reader.sessionName()).isEmpty();
    assertThat(prompts(file.session)).containsExactly("hi");
  }

  @Test
  void readsTheDocumentOfTheFirstVersions() {
    String text = "{\"session\":{\"id\":\"doc\",\"timestamp\":\"2025-05-01T00:00:00Z\"},"
        + "\"items\":[{\"type\":\"message\",\"role\":\"user\",\"content\":\"hi\"}]}";
    CodexLines file = CodexLines.of(new CodexFormat(), "rollout.json", text);

    assertThat(new CodexFormat().elements(CodexLines.head("rollout.json", text)))
        .hasValue("items");
    assertThat(file.reader.sessionName()).hasValue("doc");
    assertThat(prompts(file.session)).containsExactly("hi");
  }

  @Test
  void keepsWhatItDoesNotKnow() {
    Session session = read(
        meta(""),
        line("world_state", "{\"full\":true}"),
        item("{\"type\":\"ghost_snapshot\"}"),
        event("{\"type\":\"odd/newThing\"}"),
        event("{}"),
        line("response_item", "{}"));

    assertThat(session.types())
        .containsExactly(
            "codex.session_meta",
            "codex.world_state",
            "codex.ghost_snapshot",
            "codex.odd_new_thing",
            "codex.event_msg",
            "codex.response_item");
  }

  @Test
  void survivesFieldsOfOtherKinds() {
    List<String> kinds = List.of(
        "message",
        "reasoning",
        "function_call",
        "function_call_output",
        "custom_tool_call",
        "local_shell_call",
        "tool_search_call",
        "tool_search_output",
        "web_search_call",
        "image_generation_call",
        "agent_message",
        "user_message",
        "token_count",
        "turn_aborted",
        "error",
        "task_complete",
        "thread_rolled_back",
        "exec_command_end",
        "mcp_tool_call_end",
        "patch_apply_end",
        "collab_agent_spawn_end",
        "collab_waiting_end",
        "item_completed",
        "sub_agent_activity");
    StringBuilder text = new StringBuilder(meta(",\"source\":7,\"agent_path\":[]"));
    for (String odd :
        List.of("null", "7", "[]", "{}", "[[1]]", "\"x\"", "[{\"type\":3}]", "-1e999")) {
      Map<String, String> fields = Map.of("content", odd, "output", odd, "call_id", odd);
      for (String kind : kinds) {
        StringBuilder payload = new StringBuilder("{\"type\":\"" + kind + "\"");
        for (String name : List.of(
            "role",
            "summary",
            "arguments",
            "name",
            "input",
            "info",
            "num_turns",
            "duration",
            "item",
            "rate_limits",
            "result",
            "statuses",
            "agent_statuses",
            "message",
            "turn_id",
            "error")) {
          payload.append(",\"").append(name).append("\":").append(odd);
        }
        fields.forEach(
            (name, value) -> payload.append(",\"").append(name).append("\":").append(value));
        text.append(item(payload + "}")).append(event(payload + "}"));
      }
      text.append(
          line("compacted", "{\"message\":" + odd + ",\"replacement_history\":" + odd + "}"));
      text.append(line("turn_context", "{\"model\":" + odd + ",\"effort\":" + odd + "}"));
      text.append(line("session_meta", "{\"id\":" + odd + "}"));
    }

    assertThat(CodexLines.codex(text.toString()).damage).isEmpty();
  }

  @Test
  void givesTheSameBeginningHoweverLongTheFileIs() {
    List<String> lines = List.of(
        meta(""),
        prompt("one"),
        said("user", "one"),
        call("c1"),
        ended("c1", 0),
        output("c1", "\"x\""),
        tokens(10, 0, 1, 11, 10),
        said("assistant", "1"),
        prompt("two"),
        said("assistant", "2"),
        tokens(20, 0, 2, 22, 10),
        event("{\"type\":\"thread_rolled_back\",\"num_turns\":1}"));
    List<?> whole = read(lines.toArray(String[]::new)).events();
    for (int count = 4; count < lines.size(); count++) {
      if (count == 5) {
        // the end of a call that waits for its output is its result until then
        continue;
      }
      List<?> part = read(lines.subList(0, count).toArray(String[]::new)).events();
      assertThat(whole.subList(0, part.size())).as("%d lines", count).isEqualTo(part);
    }
  }
}
