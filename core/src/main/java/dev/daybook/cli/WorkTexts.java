package dev.daybook.cli;

import static dev.daybook.cli.EntryText.bad;
import static dev.daybook.cli.EntryText.faint;
import static dev.daybook.cli.EntryText.list;
import static dev.daybook.cli.EntryText.on;
import static dev.daybook.cli.EntryText.plain;

import dev.daybook.cli.EntryText.Tone;
import dev.daybook.event.Decision;
import dev.daybook.event.EndKind;
import dev.daybook.event.EndReason;
import dev.daybook.event.Gap;
import dev.daybook.event.Heartbeat;
import dev.daybook.event.HookActed;
import dev.daybook.event.PermissionDecision;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionFork;
import dev.daybook.event.SessionResult;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SkillActivation;
import dev.daybook.event.StepCompleted;
import dev.daybook.event.StepFailed;
import dev.daybook.event.StepOutput;
import dev.daybook.event.StepSkipped;
import dev.daybook.event.StepStarted;
import dev.daybook.event.StepStream;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.TierStarted;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolExecutionEnd;
import dev.daybook.event.ToolExecutionStart;
import dev.daybook.event.ToolResult;
import dev.daybook.event.WorkflowEnded;
import dev.daybook.event.WorkflowEvent;
import dev.daybook.event.WorkflowStarted;
import dev.daybook.event.WorkflowStatus;
import dev.daybook.replay.Messages;

/** The texts of what tools, steps and sessions did. */
final class WorkTexts {

  private WorkTexts() {}

  static void register() {
    tools();
    workflow();
    on(
        SessionStarted.class,
        event -> plain(
                "session started",
                list(event.agentName(), event.model(), event.command(), event.cwd()))
            .with(event.title()));
    on(SessionEnded.class, WorkTexts::ended);
    on(SessionResult.class, event -> plain("result of the session", "").with(event.result()));
    on(
        SessionFork.class,
        event ->
            plain("fork", "of " + event.parentSessionId() + " up to seq " + event.forkedToSeq()));
    on(Gap.class, event -> bad("gap", event.count() + " events are missing: " + event.reason()));
    on(Heartbeat.class, event -> faint("heartbeat", ""));
    on(
        SubagentEvent.class,
        event -> plain(
                "subagent",
                list(
                    event.event().wireName(),
                    event.agent(),
                    event.subagentId(),
                    event.status(),
                    Durations.text(event.elapsedMs())))
            .with(list(event.task(), event.summary(), event.reason())));
  }

  private static void tools() {
    on(ToolCall.class, event -> call(event.name(), event.arguments()));
    on(ToolResult.class, WorkTexts::result);
    on(ToolExecutionStart.class, event -> call(event.toolName(), event.args().text()));
    on(ToolExecutionEnd.class, WorkTexts::executed);
    on(
        ToolBlocked.class,
        event -> bad("blocked", list(event.name(), "by " + event.hookName())).with(event.reason()));
    on(PermissionDecision.class, WorkTexts::permission);
    on(
        HookActed.class,
        event -> faint(
                "hook",
                list(
                    event.hookName(),
                    event.hookPoint().wireName(),
                    event.action().actionType()))
            .with(event.action().description()));
    on(
        SkillActivation.class,
        event -> faint("skill", list(event.name(), event.scope(), event.path())));
  }

  private static void workflow() {
    on(
        WorkflowStarted.class,
        event -> plain(
                "workflow", event.workflowName() + ", " + Counted.of(event.tierCount(), "tier"))
            .with(event.prompt()));
    on(
        TierStarted.class,
        event -> plain("tier", event.tierIndex() + ": " + String.join(", ", event.stepNames())));
    on(
        StepStarted.class,
        event -> plain("step", list(event.stepName(), "started", event.model()))
            .with(event.promptPreview()));
    on(
        StepOutput.class,
        event -> (event.stream().equals(StepStream.STDERR)
                ? bad("step", event.stepName() + ", " + event.stream().wireName())
                : plain("step", event.stepName() + ", " + event.stream().wireName()))
            .with(event.line()));
    on(
        StepCompleted.class,
        event -> plain(
                "step",
                list(
                    event.stepName(),
                    "completed",
                    event.exitCode() == 0 ? null : "exit code " + event.exitCode(),
                    Durations.text(event.durationMs())))
            .in(Tone.GOOD));
    on(
        StepFailed.class,
        event -> bad(
                "step",
                list(
                    event.stepName(),
                    "failed",
                    event.exitCode() == null ? null : "exit code " + event.exitCode(),
                    "attempt " + event.attempt()))
            .with(event.error()));
    on(
        StepSkipped.class,
        event -> faint("step", event.stepName() + ", skipped").with(event.reason()));
    on(
        WorkflowEnded.class,
        event -> plain(
                "workflow ended",
                list(event.status().wireName(), Durations.text(event.durationMs())))
            .in(event.status().equals(WorkflowStatus.SUCCESS) ? Tone.GOOD : Tone.BAD));
    on(
        WorkflowEvent.class,
        event -> plain(
            "workflow",
            list(event.kind().wireName(), event.workflowId(), event.stepId(), event.status())));
  }

  private static EntryText call(String name, String arguments) {
    return plain("tool", name).with(arguments);
  }

  private static EntryText result(ToolResult event) {
    Boolean ok = event.ok();
    EntryText text = plain(
            "result",
            list(
                event.name(),
                ok == null ? null : ok ? "ok" : "failed",
                event.exitCode() == null ? null : "exit code " + event.exitCode(),
                Durations.text(event.durationMs()),
                TalkTexts.error(event.error())))
        .with(event.output());
    return ok == null ? text : text.in(ok ? Tone.GOOD : Tone.BAD);
  }

  private static EntryText executed(ToolExecutionEnd event) {
    return plain("result", list(event.toolName(), event.isError() ? "failed" : "ok"))
        .in(event.isError() ? Tone.BAD : Tone.GOOD)
        .with(Messages.text(event.result().content()));
  }

  private static EntryText permission(PermissionDecision event) {
    return plain("permission", list(event.decision().wireName(), event.toolName()))
        .in(event.decision().equals(Decision.ALLOW) ? Tone.GOOD : Tone.BAD)
        .with(event.description());
  }

  private static EntryText ended(SessionEnded event) {
    EndReason reason = event.reason();
    if (reason == null) {
      return plain("session ended", "");
    }
    return plain("session ended", list(reason.type().wireName(), TalkTexts.error(reason.error())))
        .in(reason.type().equals(EndKind.NORMAL_END) ? Tone.GOOD : Tone.BAD);
  }
}
