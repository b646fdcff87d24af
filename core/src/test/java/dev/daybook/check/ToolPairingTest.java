package dev.daybook.check;

import static dev.daybook.check.Diagnoses.found;
import static dev.daybook.check.Diagnoses.seqs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.AnswerMetadata;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Content;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.Json;
import dev.daybook.event.Message;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StopReason;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolExecutionEnd;
import dev.daybook.event.ToolExecutionStart;
import dev.daybook.event.ToolOutput;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.Usage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolPairingTest {

  private static final Json NO_ARGUMENTS = new Json("{}");

  private static ToolCall call(String id) {
    return new ToolCall(id, "bash", "{}");
  }

  private static ToolResult result(String id) {
    return ToolResult.ok(id, "done");
  }

  private static AssistantMessage answer(String... ids) {
    return new AssistantMessage(
        "", List.of(ids).stream().map(ToolPairingTest::call).toList());
  }

  private static ToolTally tools(SessionEvent... events) {
    return Diagnoses.of(events).tools();
  }

  @Test
  void aCallWithItsResultIsSound() {
    assertThat(found(call("a"), call("b"), result("b"), result("a"))).isEmpty();
    assertThat(tools(call("a"), call("b"), result("b"), result("a")))
        .isEqualTo(new ToolTally(2, 2, 0, 0, List.of()));
  }

  @Test
  void findsACallWithoutResult() {
    Diagnosis diagnosis = Diagnoses.of(call("a"), result("a"), call("b"));
    assertThat(diagnosis.findingCounts())
        .isEqualTo(Map.of(FindingKind.TOOL_CALL_WITHOUT_RESULT, 1L));
    assertThat(seqs(diagnosis, FindingKind.TOOL_CALL_WITHOUT_RESULT)).containsExactly(2L);
    assertThat(diagnosis.findings().get(0).message())
        .isEqualTo("a tool call has no result: call_id=b, tool=bash");
    assertThat(diagnosis.tools())
        .isEqualTo(new ToolTally(2, 1, 0, 1, List.of(new ToolTally.OpenCall("b", "bash", 2))));
  }

  @Test
  void findsAResultWithoutCall() {
    Diagnosis diagnosis = Diagnoses.of(result("a"), call("b"), result("b"));
    assertThat(diagnosis.findingCounts())
        .isEqualTo(Map.of(FindingKind.TOOL_RESULT_WITHOUT_CALL, 1L));
    assertThat(seqs(diagnosis, FindingKind.TOOL_RESULT_WITHOUT_CALL)).containsExactly(0L);
  }

  @Test
  void aCallAfterItsResultIsOpen() {
    assertThat(found(result("a"), call("a")))
        .isEqualTo(Map.of("tool_result_without_call", 1L, "tool_call_without_result", 1L));
  }

  @Test
  void aBlockedCallIsAnswered() {
    SessionEvent[] events = {call("a"), new ToolBlocked("a", "guard", "no")};
    assertThat(found(events)).isEmpty();
    assertThat(tools(events)).isEqualTo(new ToolTally(1, 0, 1, 0, List.of()));
  }

  @Test
  void aBlockedCallMayHaveAResultForTheModel() {
    SessionEvent[] events = {call("a"), new ToolBlocked("a", "guard", "no"), result("a")};
    assertThat(found(events)).isEmpty();
    assertThat(tools(events)).isEqualTo(new ToolTally(1, 1, 1, 0, List.of()));
  }

  @Test
  void aCallThatStandsInSeveralEventsIsOneCall() {
    InferenceCompleted inference = new InferenceCompleted(
        1, Message.assistant("", new Message.Call("a", "bash", "{}")), List.of());
    SessionEvent[] events = {answer("a"), inference, call("a"), result("a")};
    assertThat(found(events)).isEmpty();
    assertThat(tools(events)).isEqualTo(new ToolTally(1, 1, 0, 0, List.of()));
    assertThat(tools(inference, call("a")).calls()).isEqualTo(1);
    assertThat(seqs(Diagnoses.of(events[0], events[1]), FindingKind.TOOL_CALL_WITHOUT_RESULT))
        .containsExactly(0L);
  }

  @Test
  void findsAnIdentifierThatIsUsedAgain() {
    assertThat(found(call("a"), call("a"), result("a")))
        .isEqualTo(Map.of("duplicate_tool_call", 1L));
    assertThat(found(answer("a", "a"), result("a"))).isEqualTo(Map.of("duplicate_tool_call", 1L));
  }

  @Test
  void anIdentifierThatIsUsedAgainAfterItsResultIsAnotherCall() {
    SessionEvent[] events = {
      answer("a"), call("a"), result("a"), answer("a"), call("a"), result("a")
    };
    Diagnosis diagnosis = Diagnoses.of(events);
    assertThat(diagnosis.findingCounts()).isEqualTo(Map.of(FindingKind.DUPLICATE_TOOL_CALL, 1L));
    assertThat(seqs(diagnosis, FindingKind.DUPLICATE_TOOL_CALL)).containsExactly(3L);
    assertThat(diagnosis.tools()).isEqualTo(new ToolTally(2, 2, 0, 0, List.of()));
  }

  @Test
  void findsASecondResult() {
    Diagnosis diagnosis = Diagnoses.of(call("a"), result("a"), result("a"));
    assertThat(diagnosis.findingCounts()).isEqualTo(Map.of(FindingKind.DUPLICATE_TOOL_RESULT, 1L));
    assertThat(seqs(diagnosis, FindingKind.DUPLICATE_TOOL_RESULT)).containsExactly(2L);
    assertThat(diagnosis.tools().results()).isEqualTo(2);
  }

  @Test
  void aPartialAnswerAsksForNothing() {
    AssistantMessage partial = new AssistantMessage(
        "", List.of(call("a")), null, null, new AnswerMetadata(true, null, null, null));
    assertThat(found(partial)).isEqualTo(Map.of("partial_message", 1L));
    assertThat(tools(partial).calls()).isZero();
  }

  // --- agent loops

  private static AgentMessage asks(StopReason reason, String id) {
    return AgentMessage.assistant(reason, Content.toolCall(id, "bash", NO_ARGUMENTS));
  }

  private static ToolExecutionStart begins(String loop, String id) {
    return new ToolExecutionStart(loop, id, "bash", NO_ARGUMENTS);
  }

  private static ToolExecutionEnd ends(String loop, String id) {
    return new ToolExecutionEnd(loop, id, "bash", ToolOutput.text("done"), false);
  }

  @Test
  void aCallOfALoopIsOneCallFromItsMessageToTheEndOfItsTurn() {
    AgentMessage asks = asks(StopReason.TOOL_USE, "a");
    AgentMessage answer = AgentMessage.tool("a", "bash", "done");
    SessionEvent[] events = {
      new MessageEnd("l", asks),
      begins("l", "a"),
      ends("l", "a"),
      new MessageEnd("l", answer),
      new TurnEnd("l", asks, Usage.NONE, List.of(answer))
    };
    assertThat(found(events)).isEmpty();
    assertThat(tools(events)).isEqualTo(new ToolTally(1, 1, 0, 0, List.of()));
  }

  @Test
  void findsAToolThatBeganAndDidNotEnd() {
    assertThat(found(begins("l", "a"))).isEqualTo(Map.of("tool_call_without_result", 1L));
    assertThat(found(ends("l", "a"))).isEqualTo(Map.of("tool_result_without_call", 1L));
    assertThat(found(new MessageEnd("l", asks(StopReason.TOOL_USE, "a"))))
        .isEqualTo(Map.of("tool_call_without_result", 1L));
  }

  @Test
  void aMessageThatWasCutOffAsksForNothing() {
    assertThat(found(new MessageEnd("l", asks(StopReason.ABORTED, "a")))).isEmpty();
    assertThat(found(new MessageEnd("l", asks(StopReason.ERROR, "a")))).isEmpty();
  }

  @Test
  void theCallsOfALoopAreItsOwn() {
    assertThat(found(begins("l", "a"), begins("m", "a"), ends("m", "a"), ends("l", "a")))
        .isEmpty();
    assertThat(found(begins("l", "a"), ends("m", "a")))
        .isEqualTo(Map.of("tool_call_without_result", 1L, "tool_result_without_call", 1L));
  }

  // --- long names

  @Test
  void longIdentifiersArePairedAndCut() {
    String one = "x".repeat(5000) + "1";
    String other = "x".repeat(5000) + "2";
    Diagnosis diagnosis =
        Diagnoses.of(call(one), new ToolCall(other, "y".repeat(5000), "{}"), result(one));
    assertThat(diagnosis.findingCounts())
        .isEqualTo(Map.of(FindingKind.TOOL_CALL_WITHOUT_RESULT, 1L));
    ToolTally.OpenCall open = diagnosis.tools().firstOpen().get(0);
    assertThat(open.seq()).isEqualTo(1);
    assertThat(open.callId()).startsWith("xxx").hasSizeLessThan(130);
    assertThat(open.tool()).startsWith("yyy").hasSizeLessThan(130);
    assertThat(diagnosis.findings().get(0).message()).hasSizeLessThan(400);
  }
}
