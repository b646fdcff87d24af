package dev.daybook.diagnosis;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentStart;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Entry;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InferenceFailed;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.MessageStart;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StepCompleted;
import dev.daybook.event.StepFailed;
import dev.daybook.event.StepSkipped;
import dev.daybook.event.StepStarted;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.TurnStart;
import dev.daybook.event.WorkflowEnded;
import dev.daybook.event.WorkflowEvent;
import dev.daybook.event.WorkflowEventKind;
import dev.daybook.event.WorkflowStarted;
import java.util.Set;

/**
 * An examination that finds the beginnings and ends of turns, loops, model calls, messages,
 * workflows, steps and sub-agents. Model calls have no identifier, because a session makes one at a
 * time.
 */
final class SpanPairing implements Examination {

  private static final String ONLY = "";
  private static final Set<SubagentPhase> ENDS_OF_SUBAGENT = Set.of(
      SubagentPhase.FINISHED,
      SubagentPhase.FAILED,
      SubagentPhase.CANCELLED,
      SubagentPhase.TIMED_OUT,
      SubagentPhase.CLOSED);

  private final OpenSpans spans;

  SpanPairing(OpenSpans spans) {
    this.spans = spans;
  }

  @Override
  public void see(Entry entry, Place at) {
    begin(entry.event(), at);
    end(entry.event());
  }

  private void begin(SessionEvent event, Place at) {
    if (event instanceof TurnStart start) {
      spans.begin(Warning.TURN_WITHOUT_END, start.loopId(), at);
    } else if (event instanceof AgentStart start) {
      spans.begin(Warning.LOOP_WITHOUT_END, start.loopId(), at);
    } else if (event instanceof MessageStart start) {
      spans.begin(Warning.PARTIAL_MESSAGE, start.loopId(), at);
    } else if (event instanceof InferenceStarted) {
      spans.begin(Warning.INFERENCE_WITHOUT_END, ONLY, at);
    } else if (event instanceof WorkflowStarted) {
      spans.begin(Warning.WORKFLOW_WITHOUT_END, ONLY, at);
    } else if (event instanceof WorkflowEvent workflow
        && workflow.kind().equals(WorkflowEventKind.WORKFLOW_STARTED)) {
      spans.begin(Warning.WORKFLOW_WITHOUT_END, name(workflow), at);
    } else if (event instanceof StepStarted start) {
      spans.begin(Warning.STEP_WITHOUT_END, start.stepName(), at);
    } else if (event instanceof SubagentEvent subagent
        && subagent.event().equals(SubagentPhase.STARTED)) {
      spans.beginOrGoOn(Warning.SUBAGENT_WITHOUT_END, subagent.subagentId(), at);
    }
  }

  private void end(SessionEvent event) {
    if (event instanceof TurnEnd end) {
      spans.end(Warning.TURN_WITHOUT_END, end.loopId());
    } else if (event instanceof AgentEnd end) {
      spans.end(Warning.LOOP_WITHOUT_END, end.loopId());
    } else if (event instanceof MessageEnd end) {
      spans.end(Warning.PARTIAL_MESSAGE, end.loopId());
    } else if (event instanceof InferenceCompleted
        || event instanceof InferenceFailed
        || event instanceof AssistantMessage
        || event instanceof TurnFailed) {
      spans.end(Warning.INFERENCE_WITHOUT_END, ONLY);
    } else if (event instanceof WorkflowEnded) {
      spans.end(Warning.WORKFLOW_WITHOUT_END, ONLY);
    } else if (event instanceof WorkflowEvent workflow
        && workflow.kind().equals(WorkflowEventKind.WORKFLOW_FINISHED)) {
      spans.end(Warning.WORKFLOW_WITHOUT_END, name(workflow));
    } else if (event instanceof StepCompleted step) {
      spans.end(Warning.STEP_WITHOUT_END, step.stepName());
    } else if (event instanceof StepFailed step) {
      spans.end(Warning.STEP_WITHOUT_END, step.stepName());
    } else if (event instanceof StepSkipped step) {
      spans.end(Warning.STEP_WITHOUT_END, step.stepName());
    } else if (event instanceof SubagentEvent subagent
        && ENDS_OF_SUBAGENT.contains(subagent.event())) {
      spans.end(Warning.SUBAGENT_WITHOUT_END, subagent.subagentId());
    }
  }

  /**
   * Returns the span's name, distinct from that of a {@code workflow_started}, which begins another
   * span.
   */
  private static String name(WorkflowEvent workflow) {
    return "workflow " + (workflow.workflowId() == null ? "" : workflow.workflowId());
  }

  @Override
  public void end() {
    spans.end();
  }
}
