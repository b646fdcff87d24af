package dev.daybook.event;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The demands of single records on their values, beyond those that {@link ConstructorTest} shows of
 * all.
 */
class ValueChecksTest {

  private static final Json JSON = Json.EMPTY_OBJECT;

  static Stream<Arguments> incomplete() {
    return Stream.of(
        refused("content", "text", () -> content(ContentType.TEXT, null, null, null)),
        refused("content", "data", () -> content(ContentType.IMAGE, null, "image/png", null)),
        refused("content", "mime_type", () -> content(ContentType.IMAGE, "aGk=", null, null)),
        refused("content", "thinking", () -> content(ContentType.THINKING, null, null, null)),
        refused("content", "id", () -> call(null, "bash", JSON)),
        refused("content", "name", () -> call("call_1", null, JSON)),
        refused("content", "arguments", () -> call("call_1", "bash", null)),
        refused("content", "text", () -> content(new ContentType("text"), null, null, null)),
        refused(
            "message",
            "tool_call_id",
            () -> new Message(Role.TOOL, "main.py", List.of(), null, null, null)),
        refused("message", "tool_call_id", () -> Message.tool(null, "main.py")),
        refused("agent_message", "tool_call_id", () -> AgentMessage.tool(null, "bash", "x")),
        refused("agent_message", "kind", () -> AgentMessage.extension(null, JSON)),
        refused("turn_trigger", "wire_name", () -> new TurnTrigger(null)),
        refused("json", "text", () -> new Json(null)),
        refused("unknown", "data", () -> new Unknown("x", (Json) null)));
  }

  private static Arguments refused(String type, String field, ThrowingCallable constructor) {
    return Arguments.of(type, field, constructor);
  }

  private static Content content(ContentType type, String data, String mimeType, Json arguments) {
    return new Content(type, null, data, mimeType, null, null, "call_1", "bash", arguments);
  }

  private static Content call(String id, String name, Json arguments) {
    return new Content(
        ContentType.TOOL_CALL, "text", "data", "type", "thinking", "s", id, name, arguments);
  }

  @ParameterizedTest(name = "{0}.{1}")
  @MethodSource("incomplete")
  void refusesWhatLacksAPartThatItsTypeOrRoleNeeds(
      String type, String field, ThrowingCallable constructor) {
    DaybookException fault = faultOf(constructor);
    assertThat(fault.kind()).isEqualTo(Kind.MISSING_FIELD);
    assertThat(fault).hasMessage("a required field is missing: type=" + type + ", field=" + field);
  }

  @Test
  void acceptsAPartOfAKindThatIsNotKnownHere() {
    Content content = content(new ContentType("video"), null, null, null);
    assertThat(content.type().isKnown()).isFalse();
    assertThat(new Message(new Role("critic"), "x", List.of(), null, null, null).role())
        .isEqualTo(new Role("critic"));
  }

  static Stream<Arguments> outOfRange() {
    return Stream.of(
        Arguments.of(
            "a number is too small: type=gap, field=count, value=0, least=1",
            (ThrowingCallable) () -> new Gap(0, Gap.OVERFLOW)),
        Arguments.of(
            "a number is too small: type=seq_range, field=to_seq, value=4, least=5",
            (ThrowingCallable) () -> new SeqRange(5, 4)),
        Arguments.of(
            "a number is too small: type=turn_range, field=end_turn, value=4, least=5",
            (ThrowingCallable) () -> new TurnRange(5, 4)),
        Arguments.of(
            "a number is too small: type=inference_started, field=message_count, value=-1, least=0",
            (ThrowingCallable) () -> new InferenceStarted("model-1", -1)),
        Arguments.of(
            "a number is not finite; JSON has no form for it: type=usage, field=cost_usd",
            (ThrowingCallable) () -> new Usage(0, 0, null, null, null, null, Double.NaN)),
        Arguments.of(
            "a thought has neither text nor item; give one: type=reasoning, field=text",
            (ThrowingCallable) () -> new Reasoning(null, null, "model-1", null, null)),
        Arguments.of(
            "type is empty; give the event's wire name: type=unknown, field=type",
            (ThrowingCallable) () -> new Unknown("", "{}")));
  }

  @ParameterizedTest
  @MethodSource("outOfRange")
  void refusesAValueOutOfRange(String message, ThrowingCallable constructor) {
    DaybookException fault = faultOf(constructor);
    assertThat(fault.kind()).isEqualTo(Kind.INVALID_VALUE);
    assertThat(fault).hasMessage(message);
  }

  @Test
  void acceptsTheBounds() {
    assertThat(new Gap(1, Gap.OVERFLOW).count()).isEqualTo(1);
    assertThat(new SeqRange(5, 5).toSeq()).isEqualTo(5);
    assertThat(new TurnRange(0, Long.MAX_VALUE).endTurn()).isEqualTo(Long.MAX_VALUE);
    assertThat(new Usage(0, 0, 0L, 0L, 0L, 0L, 0.0).costUsd()).isZero();
  }

  @Test
  void sumsOfUsageStopAtTheLargestNumber() {
    Usage most = new Usage(Long.MAX_VALUE, 1, null, 2L, null, null, Double.MAX_VALUE);
    assertThat(most.plus(most))
        .isEqualTo(new Usage(Long.MAX_VALUE, 2, null, 4L, null, null, Double.MAX_VALUE));
    assertThat(Usage.NONE.plus(most)).isEqualTo(most);
  }
}
