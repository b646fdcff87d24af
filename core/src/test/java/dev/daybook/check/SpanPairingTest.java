package dev.daybook.check;

import static dev.daybook.check.Diagnoses.found;
import static dev.daybook.check.Diagnoses.seqs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Content;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InferenceFailed;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.Message;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.MessageStart;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StepCompleted;
import dev.daybook.event.StepFailed;
import dev.daybook.event.StepSkipped;
import dev.daybook.event.StepStarted;
import dev.daybook.event.StopReason;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.TurnStart;
import dev.daybook.event.TurnTrigger;
import dev.daybook.event.Usage;
import dev.daybook.event.WorkflowEnded;
import dev.daybook.event.WorkflowEvent;
import dev.daybook.event.WorkflowEventKind;
import dev.daybook.event.WorkflowStarted;
import dev.daybook.event.WorkflowStatus;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpanPairingTest {

  private static final AgentMessage MESSAGE =
      AgentMessage.assistant(StopReason.STOP, Content.text("done"));

  private static TurnStart turn(String loop) {
    return new TurnStart(loop, 0, TurnTrigger.USER);
  }

  private static TurnEnd turnEnd(String loop) {
    return new TurnEnd(loop, MESSAGE, Usage.NONE, List.of());
  }

  private static StepStarted step(String name) {
    return new StepStarted(name, 0, null, null, null, null);
  }

  private static SubagentEvent subagent(SubagentPhase phase) {
    return new SubagentEvent(
        phase, "sub-1", null, null, null, null, null, null, null, null, null, null, null, null,
        null, List.of(), List.of(), null);
  }

  private static WorkflowEvent workflow(WorkflowEventKind kind, String id) {
    return new WorkflowEvent(kind, id, null, null, null, null, List.of(), null);
  }

  private static TurnFailed turnFailed() {
    return new TurnFailed("failed", "timeout", "too slow", null, List.of());
  }

  private static WorkflowStarted workflow() {
    return new WorkflowStarted("w", "w.zug", 1, null, null, null);
  }

  static Stream<Arguments> spans() {
    return Stream.of(
        Arguments.of("turn_without_end", turn("l"), turnEnd("l"), turnEnd("m")),
        Arguments.of(
            "loop_without_end",
            new AgentStart("a", "s-1", "l"),
            new AgentEnd("l", List.of(), Usage.NONE),
            new AgentEnd("m", List.of(), Usage.NONE)),
        Arguments.of(
            "partial_message",
            new MessageStart("l", MESSAGE),
            new MessageEnd("l", MESSAGE),
            new MessageEnd("m", MESSAGE)),
        Arguments.of(
            "inference_without_end",
            new InferenceStarted("m", 0),
            new InferenceCompleted(1, Message.assistant(""), List.of()),
            step("other")),
        Arguments.of(
            "inference_without_end",
            new InferenceStarted("m", 0),
            new InferenceFailed(1, new ErrorInfo("timeout", ""), List.of()),
            step("other")),
        Arguments.of(
            "inference_without_end",
            new InferenceStarted("m", 0),
            new AssistantMessage(""),
            step("other")),
        Arguments.of(
            "inference_without_end", new InferenceStarted("m", 0), turnFailed(), step("other")),
        Arguments.of(
            "workflow_without_end",
            workflow(),
            new WorkflowEnded(WorkflowStatus.SUCCESS, 1),
            workflow(WorkflowEventKind.WORKFLOW_FINISHED, "w")),
        Arguments.of(
            "workflow_without_end",
            workflow(WorkflowEventKind.WORKFLOW_STARTED, "w"),
            workflow(WorkflowEventKind.WORKFLOW_FINISHED, "w"),
            workflow(WorkflowEventKind.WORKFLOW_FINISHED, "x")),
        Arguments.of(
            "step_without_end",
            step("a"),
            new StepCompleted("a", 0, 1, List.of()),
            new StepCompleted("b", 0, 1, List.of())),
        Arguments.of(
            "step_without_end",
            step("a"),
            new StepFailed("a", 1L, 1, ""),
            new StepFailed("b", 1L, 1, "")),
        Arguments.of(
            "step_without_end", step("a"), new StepSkipped("a", ""), new StepSkipped("b", "")),
        Arguments.of(
            "subagent_without_end",
            subagent(SubagentPhase.STARTED),
            subagent(SubagentPhase.FINISHED),
            subagent(SubagentPhase.INPUT)));
  }

  @ParameterizedTest
  @MethodSource("spans")
  void findsWhatBeganAndDidNotEnd(
      String kind, SessionEvent begin, SessionEvent end, SessionEvent otherEnd) {
    assertThat(found(begin)).isEqualTo(Map.of(kind, 1L));
    assertThat(found(begin, otherEnd)).containsEntry(kind, 1L);
    assertThat(found(begin, end)).doesNotContainKey(kind);
    assertThat(found(begin, end, begin, end)).doesNotContainKey(kind);
    assertThat(found(end)).doesNotContainKey(kind);
  }

  @Test
  void whatBeginsAgainHasLostItsEnd() {
    Diagnosis diagnosis = Diagnoses.of(turn("l"), turn("m"), turn("l"), turnEnd("l"), turnEnd("m"));
    assertThat(diagnosis.findingCounts()).isEqualTo(Map.of(FindingKind.TURN_WITHOUT_END, 1L));
    assertThat(seqs(diagnosis, FindingKind.TURN_WITHOUT_END)).containsExactly(0L);
    assertThat(diagnosis.findings().get(0).message())
        .isEqualTo("a turn began and did not end: loop=l");
  }

  @Test
  void everyEndOfASubagentIsOne() {
    for (SubagentPhase phase :
        List.of(SubagentPhase.FAILED, SubagentPhase.CANCELLED, SubagentPhase.CLOSED)) {
      assertThat(found(subagent(SubagentPhase.STARTED), subagent(phase))).isEmpty();
    }
    assertThat(found(subagent(SubagentPhase.STARTED), subagent(SubagentPhase.TIMED_OUT)))
        .isEqualTo(Map.of("subagent_timed_out", 1L));
  }

  @Test
  void aSubagentMayStartAgainAfterARetry() {
    SubagentEvent started = subagent(SubagentPhase.STARTED);
    assertThat(found(
            started, subagent(SubagentPhase.RETRYING), started, subagent(SubagentPhase.FINISHED)))
        .isEmpty();
  }
}
