package dev.daybook.cli;

import static dev.daybook.cli.EntryText.bad;
import static dev.daybook.cli.EntryText.faint;
import static dev.daybook.cli.EntryText.list;
import static dev.daybook.cli.EntryText.on;
import static dev.daybook.cli.EntryText.plain;

import dev.daybook.cli.Terminal.Tone;
import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSummary;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.Decision;
import dev.daybook.event.EndKind;
import dev.daybook.event.EndReason;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Gap;
import dev.daybook.event.Heartbeat;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.HookActed;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InferenceFailed;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.InputRejected;
import dev.daybook.event.Message;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.PermissionDecision;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Reasoning;
import dev.daybook.event.Role;
import dev.daybook.event.SeqRange;
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
import dev.daybook.event.SystemMessage;
import dev.daybook.event.TierStarted;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolExecutionEnd;
import dev.daybook.event.ToolExecutionStart;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.TurnStart;
import dev.daybook.event.Usage;
import dev.daybook.event.UserMessage;
import dev.daybook.event.WorkflowEnded;
import dev.daybook.event.WorkflowEvent;
import dev.daybook.event.WorkflowStarted;
import dev.daybook.event.WorkflowStatus;
import dev.daybook.internal.transcript.Messages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The texts of each type of event: what was said and thought, and what tools and steps did. */
final class EntryTexts {

  private EntryTexts() {}

  static void register() {
    talk();
    tools();
    workflow();
    steps();
    work();
  }

  private static void talk() {
    on(UserMessage.class, EntryTexts::user);
    on(SystemMessage.class, event -> faint("system", "").with(event.text()));
    on(AssistantMessage.class, EntryTexts::assistant);
    on(Reasoning.class, EntryTexts::reasoning);
    on(Note.class, EntryTexts::note);
    on(
        InferenceStarted.class,
        event -> faint("inference", list(event.model(), messages(event.messageCount()))));
    on(InferenceCompleted.class, EntryTexts::inference);
    on(
        InferenceFailed.class,
        event -> bad("inference failed", list(event.model(), Times.known(event.durationMs())))
            .with(error(event.error())));
    on(
        TurnFailed.class,
        event -> bad("turn failed", list(event.terminalStatus(), event.errorKind()))
            .with(event.errorMessage()));
    on(ProviderUsage.class, EntryTexts::usage);
    on(HistoryCompaction.class, event -> faint("compaction", "").with(event.summary()));
    on(BranchSwitched.class, EntryTexts::branch);
    on(BranchSummary.class, event -> faint("summary", "").with(event.summary()));
    on(MessageEnd.class, event -> message(event.message(), ""));
    on(
        TurnStart.class,
        event -> faint("turn", event.turnIndex() + ", " + event.triggeredBy().wireName()));
    on(TurnEnd.class, event -> message(event.message(), tokens(event.usage())));
    on(AgentStart.class, event -> faint("loop started", list(event.agentId(), event.loopId())));
    on(
        AgentEnd.class,
        event -> event.rejection() == null
            ? faint("loop ended", list(event.loopId(), tokens(event.usage())))
            : bad("loop ended", event.loopId()).with(event.rejection()));
    on(InputRejected.class, event -> bad("input rejected", "").with(event.reason()));
  }

  private static EntryText user(UserMessage event) {
    int resources = event.resources().size();
    return plain("user", resources == 0 ? "" : resources + " resources")
        .in(Tone.SPEAKER)
        .with(event.text());
  }

  private static EntryText assistant(AssistantMessage event) {
    return EntryText.of("assistant", event.isPartial() ? "cut off" : "", Messages.of(event));
  }

  private static EntryText reasoning(Reasoning event) {
    String text = event.text() == null ? "(not readable)" : event.text();
    Message thought = new Message(Role.ASSISTANT, "", List.of(), null, text, null);
    return EntryText.of("thought", "", thought).in(Tone.FAINT);
  }

  private static EntryText note(Note event) {
    EntryText text =
        faint("note", list(event.level().wireName(), event.kind())).with(event.message());
    boolean isBad = event.level().equals(NoteLevel.WARN) || event.level().equals(NoteLevel.ERROR);
    return isBad ? text.in(Tone.BAD) : text;
  }

  private static EntryText inference(InferenceCompleted event) {
    Long input = event.inputTokens();
    Long output = event.outputTokens();
    return EntryText.of(
        event.message().role().wireName(),
        list(
            event.responseModel(),
            Times.known(event.durationMs()),
            input == null ? null : input + " tokens in",
            output == null ? null : output + " out"),
        event.message());
  }

  private static EntryText branch(BranchSwitched event) {
    List<SeqRange> kept = event.kept();
    String last = kept.isEmpty()
        ? "begins anew"
        : "goes on after seq " + kept.get(kept.size() - 1).toSeq();
    return plain("branch", last).with(event.reason());
  }

  private static EntryText message(AgentMessage said, String detail) {
    Message message = Messages.of(said);
    if (message == null) {
      return faint(said.role().wireName(), list(said.kind(), detail));
    }
    EntryText text = EntryText.of(message.role().wireName(), detail, message);
    return said.errorMessage() == null
        ? text
        : text.in(Tone.BAD).with(list(text.body(), said.errorMessage()));
  }

  private static EntryText usage(ProviderUsage event) {
    return faint(
        "usage",
        event.usageSummary() == null
            ? "unknown"
            : list(event.model(), tokens(event.usageSummary().asUsage())));
  }

  /** Returns in words what was used. */
  static String tokens(Usage usage) {
    Double cost = usage.costUsd();
    return list(
        "input " + usage.input(),
        "output " + usage.output(),
        usage.cacheRead() == null ? null : "from cache " + usage.cacheRead(),
        usage.reasoning() == null ? null : "thinking " + usage.reasoning(),
        cost == null ? null : "cost " + Text.amount(cost) + " USD");
  }

  /** Returns in words what went wrong. */
  static String error(@Nullable ErrorInfo error) {
    return error == null ? "" : list(error.kind(), error.message());
  }

  /** Returns the number of messages in words. A writer need not know it, and says 0 then. */
  private static @Nullable String messages(long count) {
    return count == 0 ? null : Text.counted(count, "message");
  }

  private static void work() {
    on(
        SessionStarted.class,
        event -> plain(
                "session started",
                list(event.agentName(), event.model(), event.command(), event.cwd()))
            .with(event.title()));
    on(SessionEnded.class, EntryTexts::ended);
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
                    Times.known(event.elapsedMs())))
            .with(list(event.task(), event.summary(), event.reason())));
  }

  private static void tools() {
    on(ToolCall.class, event -> call(event.name(), event.arguments()));
    on(ToolResult.class, EntryTexts::result);
    on(ToolExecutionStart.class, event -> call(event.toolName(), event.args().text()));
    on(ToolExecutionEnd.class, EntryTexts::executed);
    on(
        ToolBlocked.class,
        event -> bad("blocked", list(event.name(), "by " + event.hookName())).with(event.reason()));
    on(PermissionDecision.class, EntryTexts::permission);
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
                "workflow", event.workflowName() + ", " + Text.counted(event.tierCount(), "tier"))
            .with(event.prompt()));
    on(
        TierStarted.class,
        event -> plain("tier", event.tierIndex() + ": " + String.join(", ", event.stepNames())));
    on(
        WorkflowEnded.class,
        event -> plain(
                "workflow ended", list(event.status().wireName(), Times.known(event.durationMs())))
            .in(event.status().equals(WorkflowStatus.SUCCESS) ? Tone.GOOD : Tone.BAD));
    on(
        WorkflowEvent.class,
        event -> plain(
            "workflow",
            list(event.kind().wireName(), event.workflowId(), event.stepId(), event.status())));
  }

  private static void steps() {
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
                    Times.known(event.durationMs())))
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
                Times.known(event.durationMs()),
                error(event.error())))
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
    return plain("session ended", list(reason.type().wireName(), error(reason.error())))
        .in(reason.type().equals(EndKind.NORMAL_END) ? Tone.GOOD : Tone.BAD);
  }
}
