package dev.daybook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.EndKind;
import dev.daybook.event.EndReason;
import dev.daybook.event.Entry;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.HookActed;
import dev.daybook.event.HookAction;
import dev.daybook.event.HookPoint;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InferenceFailed;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.Message;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.StopReason;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UserMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases that pig's own tests show of its events, in our format. */
class PigEventCasesTest {

  private static final String NESTED =
      "{\"path\":\"a \\\"b\\\"\\n\",\"deep\":{\"n\":[1,2.50,null]}}";
  private static final ToolCall CALL = new ToolCall("call_1", "read", NESTED);
  private static final SessionStarted STARTED = new SessionStarted(
      "Scout", null, "a-1", "model-1", "provider-1", "Be brief.", null, null, null, null, null);
  private static final InferenceCompleted COMPLETED = new InferenceCompleted(
      1200,
      Message.assistant("Reading.", new Message.Call("call_1", "read", NESTED)),
      List.of(Message.user("Read it"), Message.tool("call_0", "done")),
      "resp-1",
      "model-1-large",
      StopReason.TOOL_USE,
      321L,
      45L,
      null);
  private static final InferenceFailed FAILED = new InferenceFailed(
      80, new ErrorInfo("api_error", "overloaded"), List.of(Message.user("Hello")));
  private static final ToolResult EXECUTED =
      new ToolResult("call_1", null, "text", null, 15L, null, "read", NESTED, null, null);
  private static final ToolBlocked BLOCKED =
      new ToolBlocked("call_1", "guard", "outside of the folder", "read", NESTED);
  private static final HookActed HOOK =
      new HookActed("guard", HookPoint.BEFORE_TOOL_CALL, new HookAction("block", "stopped a call"));

  static Stream<SessionEvent> everyType() {
    return Stream.of(
        STARTED,
        new InferenceStarted("model-1", 2),
        COMPLETED,
        FAILED,
        CALL,
        EXECUTED,
        BLOCKED,
        HOOK,
        new SessionEnded(EndReason.NORMAL));
  }

  @ParameterizedTest
  @MethodSource("everyType")
  @DisplayName("pig: each event type decodes back field by field")
  void eachEventTypeDecodesBackFieldByField(SessionEvent event) {
    Entry entry = Wire.decode(Wire.line(0, event));
    assertThat(entry.event()).usingRecursiveComparison().isEqualTo(event);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "\n", "a\r\nb\u2028c\u0085d", "{\"x\":\"\\n\"}\n"})
  @DisplayName("pig: an event is a single line, also when its content has line breaks")
  void anEventIsASingleLine(String content) {
    List<SessionEvent> events = List.of(
        new UserMessage(content),
        new ToolCall("call_1", "bash", content),
        new InferenceCompleted(1, Message.assistant(content), List.of(Message.user(content))));
    for (SessionEvent event : events) {
      byte[] line = Wire.line(0, event);
      assertThat(new String(line, StandardCharsets.UTF_8)).doesNotContain("\n", "\r");
      assertThat(Wire.decode(line).event()).isEqualTo(event);
    }
  }

  @Test
  @DisplayName("pig: session_started with its optionals")
  void aStartHasItsOptionalFields() {
    Wire.check(STARTED, "session_started", """
        {"agent_name":"Scout","agent_id":"a-1","model":"model-1","provider_name":"provider-1",
         "system_prompt":"Be brief."}""");
  }

  @Test
  @DisplayName("pig: session_started without its optionals")
  void aStartMayLackItsOptionalFields() {
    Wire.check(
        new SessionStarted(null, null, null, "model-1", null, null, null, null, null, null, null),
        "session_started",
        "{\"model\":\"model-1\"}");
  }

  @Test
  @DisplayName("pig: inference_completed with response id, stop reason, duration and both counts")
  void anInferenceHasAllItsFields() {
    Wire.check(COMPLETED, "inference_completed", """
        {"duration_ms":1200,
         "message":{"role":"assistant","content":"Reading.",
           "tool_calls":[{"id":"call_1","name":"read","arguments":%1$s}]},
         "input_messages":[{"role":"user","content":"Read it"},
           {"role":"tool","content":"done","tool_call_id":"call_0"}],
         "response_id":"resp-1","response_model":"model-1-large","stop_reason":"tool_use",
         "input_tokens":321,"output_tokens":45}""".formatted(quoted(NESTED)));
  }

  @Test
  @DisplayName("pig: a stop reason that is not known comes back as it was")
  void anUnknownStopReasonComesBack() {
    String data = """
        {"duration_ms":1,"message":{"role":"assistant","content":""},"stop_reason":"end_of_world"}""";
    InferenceCompleted event = (InferenceCompleted)
        Wire.decode(Wire.lineOf("inference_completed", data)).event();
    assertThat(event.stopReason()).isEqualTo(new StopReason("end_of_world"));
    Wire.check(event, "inference_completed", data);
  }

  @Test
  @DisplayName("pig: tool_executed keeps the nested arguments string")
  void anExecutedToolKeepsTheNestedArgumentsString() {
    Wire.check(EXECUTED, "tool_result", """
        {"call_id":"call_1","output":"text","duration_ms":15,"name":"read","arguments":%s}""".formatted(quoted(NESTED)));
    ToolResult read = (ToolResult) Wire.decode(Wire.line(0, EXECUTED)).event();
    assertThat(read.arguments()).isEqualTo(NESTED);
  }

  @Test
  @DisplayName("pig: inference_failed carries error type and message")
  void aFailedInferenceCarriesTypeAndMessage() {
    Wire.check(FAILED, "inference_failed", """
        {"duration_ms":80,"error":{"kind":"api_error","message":"overloaded"},
         "input_messages":[{"role":"user","content":"Hello"}]}""");
  }

  @Test
  @DisplayName("pig: session_ended normally")
  void aNormalEndSaysSo() {
    Wire.check(SessionEnded.normally(), "session_ended", "{\"reason\":{\"type\":\"normal_end\"}}");
  }

  @Test
  @DisplayName("pig: session_ended after too many iterations, with the number")
  void anEndAfterTooManyIterationsSaysHowMany() {
    Wire.check(
        new SessionEnded(new EndReason(EndKind.MAX_ITERATIONS_EXCEEDED, null, 25L)),
        "session_ended",
        "{\"reason\":{\"type\":\"max_iterations_exceeded\",\"max_iterations\":25}}");
  }

  @Test
  @DisplayName("pig: inference_started")
  void anInferencesStartHasItsModelAndCount() {
    Wire.check(
        new InferenceStarted("model-1", 2),
        "inference_started",
        "{\"model\":\"model-1\",\"message_count\":2}");
  }

  @Test
  @DisplayName("pig: tool_started")
  void aStartedToolHasItsArguments() {
    Wire.check(
        CALL,
        "tool_call",
        "{\"call_id\":\"call_1\",\"name\":\"read\",\"arguments\":" + quoted(NESTED) + "}");
  }

  @Test
  @DisplayName("pig: tool_blocked")
  void aBlockedToolHasItsReason() {
    Wire.check(BLOCKED, "tool_blocked", """
        {"call_id":"call_1","hook_name":"guard","reason":"outside of the folder","name":"read",
         "arguments":%s}""".formatted(quoted(NESTED)));
  }

  @Test
  @DisplayName("pig: hook_acted with the nested action")
  void aHookThatActedKeepsItsNestedAction() {
    Wire.check(HOOK, "hook_acted", """
        {"hook_name":"guard","hook_point":"before_tool_call",
         "action":{"action_type":"block","description":"stopped a call"}}""");
  }

  /** Text as a JSON string. */
  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
