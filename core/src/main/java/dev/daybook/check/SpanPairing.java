package dev.daybook.check;

import dev.daybook.check.Examination.Position;
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
import dev.daybook.internal.check.ShortName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An examination that pairs the beginnings and ends of turns, loops, model calls, messages,
 * workflows, steps and sub-agents. A span that begins again before its end has none. Model calls
 * have no identifier, because a session makes one at a time.
 */
final class SpanPairing implements Examination {

  private static final String ONLY = "";
  private static final Set<SubagentPhase> ENDS_OF_SUBAGENT = Set.of(
      SubagentPhase.FINISHED,
      SubagentPhase.FAILED,
      SubagentPhase.CANCELLED,
      SubagentPhase.TIMED_OUT,
      SubagentPhase.CLOSED);

  private record Span(FindingKind missingEnd, String name) {}

  private final Findings findings;
  private final Map<Span, Position> open = new LinkedHashMap<>();

  SpanPairing(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void see(Entry entry, Position at) {
    begin(entry.event(), at);
    end(entry.event());
  }

  private void begin(SessionEvent event, Position at) {
    if (event instanceof TurnStart start) {
      begin(FindingKind.TURN_WITHOUT_END, start.loopId(), at);
    } else if (event instanceof AgentStart start) {
      begin(FindingKind.LOOP_WITHOUT_END, start.loopId(), at);
    } else if (event instanceof MessageStart start) {
      begin(FindingKind.PARTIAL_MESSAGE, start.loopId(), at);
    } else if (event instanceof InferenceStarted) {
      begin(FindingKind.INFERENCE_WITHOUT_END, ONLY, at);
    } else if (event instanceof WorkflowStarted) {
      begin(FindingKind.WORKFLOW_WITHOUT_END, ONLY, at);
    } else if (event instanceof WorkflowEvent workflow
        && workflow.kind().equals(WorkflowEventKind.WORKFLOW_STARTED)) {
      begin(FindingKind.WORKFLOW_WITHOUT_END, name(workflow), at);
    } else if (event instanceof StepStarted start) {
      begin(FindingKind.STEP_WITHOUT_END, start.stepName(), at);
    } else if (event instanceof SubagentEvent subagent
        && subagent.event().equals(SubagentPhase.STARTED)) {
      begin(FindingKind.SUBAGENT_WITHOUT_END, subagent.subagentId(), at);
    }
  }

  private void end(SessionEvent event) {
    if (event instanceof TurnEnd end) {
      end(FindingKind.TURN_WITHOUT_END, end.loopId());
    } else if (event instanceof AgentEnd end) {
      end(FindingKind.LOOP_WITHOUT_END, end.loopId());
    } else if (event instanceof MessageEnd end) {
      end(FindingKind.PARTIAL_MESSAGE, end.loopId());
    } else if (event instanceof InferenceCompleted
        || event instanceof InferenceFailed
        || event instanceof AssistantMessage
        || event instanceof TurnFailed) {
      end(FindingKind.INFERENCE_WITHOUT_END, ONLY);
    } else if (event instanceof WorkflowEnded) {
      end(FindingKind.WORKFLOW_WITHOUT_END, ONLY);
    } else if (event instanceof WorkflowEvent workflow
        && workflow.kind().equals(WorkflowEventKind.WORKFLOW_FINISHED)) {
      end(FindingKind.WORKFLOW_WITHOUT_END, name(workflow));
    } else if (event instanceof StepCompleted step) {
      end(FindingKind.STEP_WITHOUT_END, step.stepName());
    } else if (event instanceof StepFailed step) {
      end(FindingKind.STEP_WITHOUT_END, step.stepName());
    } else if (event instanceof StepSkipped step) {
      end(FindingKind.STEP_WITHOUT_END, step.stepName());
    } else if (event instanceof SubagentEvent subagent
        && ENDS_OF_SUBAGENT.contains(subagent.event())) {
      end(FindingKind.SUBAGENT_WITHOUT_END, subagent.subagentId());
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
    open.forEach(this::report);
  }

  private void begin(FindingKind missingEnd, String name, Position at) {
    Span span = new Span(missingEnd, ShortName.of(name));
    if (missingEnd == FindingKind.SUBAGENT_WITHOUT_END && open.containsKey(span)) {
      // its beginning may be recorded twice
      return;
    }
    Position earlier = open.remove(span);
    if (earlier != null) {
      report(span, earlier);
    }
    if (open.size() < Diagnosis.MAX_OPEN) {
      open.put(span, at);
    } else {
      findings.add(FindingKind.TOO_MANY_OPEN, at, "most", Diagnosis.MAX_OPEN);
    }
  }

  private void end(FindingKind missingEnd, String name) {
    open.remove(new Span(missingEnd, ShortName.of(name)));
  }

  private void report(Span span, Position at) {
    switch (span.missingEnd()) {
      case TURN_WITHOUT_END, LOOP_WITHOUT_END, PARTIAL_MESSAGE ->
        findings.add(span.missingEnd(), at, "loop", span.name());
      case STEP_WITHOUT_END -> findings.add(span.missingEnd(), at, "step", span.name());
      case SUBAGENT_WITHOUT_END -> findings.add(span.missingEnd(), at, "subagent", span.name());
      default -> findings.add(span.missingEnd(), at);
    }
  }
}
