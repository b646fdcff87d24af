package dev.daybook.internal.exchange.codex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.UserMessage;
import dev.daybook.internal.exchange.codex.CodexLines.Session;
import java.util.List;

/** The lines that the tests make Codex files of, and what they read from them. */
final class CodexFixture {

  static final String OWN = "019f0000-0100-7000-8000-0000000000aa";
  static final String PARENT = "019f0000-0001-7000-8000-0000000000bb";
  static final String PARENT_TURN = "019f0000-0050-7000-8000-0000000000cc";
  static final String OWN_TURN = "019f0000-0101-7000-8000-0000000000dd";

  static String line(String type, String payload) {
    return line("2026-03-01T10:00:00.000Z", type, payload);
  }

  static String line(String ts, String type, String payload) {
    return "{\"timestamp\":\"" + ts + "\",\"type\":\"" + type + "\",\"payload\":" + payload + "}\n";
  }

  static String meta(String more) {
    return line(
        "session_meta",
        "{\"id\":\"" + OWN + "\",\"timestamp\":\"2026-03-01T10:00:00.000Z\",\"cwd\":\"/w\"" + more
            + "}");
  }

  static String item(String payload) {
    return line("response_item", payload);
  }

  static String event(String payload) {
    return line("event_msg", payload);
  }

  static String said(String role, String text) {
    return item("{\"type\":\"message\",\"role\":\"" + role + "\",\"content\":[{\"type\":\""
        + (role.equals("assistant") ? "output_text" : "input_text") + "\",\"text\":\"" + text
        + "\"}]}");
  }

  static String prompt(String text) {
    return event("{\"type\":\"user_message\",\"message\":\"" + text + "\"}");
  }

  static String call(String id) {
    return item("{\"type\":\"function_call\",\"name\":\"shell\",\"arguments\":\"{\\\"a\\\": 1}\","
        + "\"call_id\":\"" + id + "\"}");
  }

  static String output(String id, String output) {
    return item(
        "{\"type\":\"function_call_output\",\"call_id\":\"" + id + "\",\"output\":" + output + "}");
  }

  static String tokens(long input, long cached, long output, long total, long last) {
    return event("{\"type\":\"token_count\",\"info\":{\"total_token_usage\":{\"input_tokens\":"
        + input + ",\"cached_input_tokens\":" + cached + ",\"output_tokens\":" + output
        + ",\"total_tokens\":" + total + "},\"last_token_usage\":{\"input_tokens\":" + last
        + ",\"output_tokens\":1,\"total_tokens\":" + (last + 1) + "}}}");
  }

  static Session read(String... lines) {
    CodexLines file = CodexLines.codex(String.join("", lines));
    assertThat(file.damage).isEmpty();
    return file.session;
  }

  static List<String> prompts(Session session) {
    return session.all(UserMessage.class).stream().map(UserMessage::text).toList();
  }

  static String ended(String id, int exitCode) {
    return event("{\"type\":\"exec_command_end\",\"call_id\":\"" + id + "\",\"command\":[\"ls\"],"
        + "\"aggregated_output\":\"seen\",\"exit_code\":" + exitCode
        + ",\"duration\":{\"secs\":2,\"nanos\":5000000}}");
  }

  private CodexFixture() {}
}
