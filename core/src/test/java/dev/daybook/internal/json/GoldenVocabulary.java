package dev.daybook.internal.json;

import dev.daybook.event.AgentCommand;
import dev.daybook.event.AnswerMetadata;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSummary;
import dev.daybook.event.CompactionTrigger;
import dev.daybook.event.Completeness;
import dev.daybook.event.Decision;
import dev.daybook.event.EndKind;
import dev.daybook.event.EndReason;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Heartbeat;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.HookActed;
import dev.daybook.event.HookAction;
import dev.daybook.event.HookPoint;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InferenceFailed;
import dev.daybook.event.InferenceSettings;
import dev.daybook.event.InferenceSettingsChanged;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.Json;
import dev.daybook.event.LimitScope;
import dev.daybook.event.Message;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.PermissionDecision;
import dev.daybook.event.ProviderStatus;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Reasoning;
import dev.daybook.event.Resource;
import dev.daybook.event.Role;
import dev.daybook.event.SeqRange;
import dev.daybook.event.SessionCleared;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionFork;
import dev.daybook.event.SessionResult;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SkillActivation;
import dev.daybook.event.SourceChanged;
import dev.daybook.event.SourceKind;
import dev.daybook.event.StepCompleted;
import dev.daybook.event.StepFailed;
import dev.daybook.event.StepOutput;
import dev.daybook.event.StepSkipped;
import dev.daybook.event.StepStarted;
import dev.daybook.event.StepStream;
import dev.daybook.event.StopReason;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ThinkingLevel;
import dev.daybook.event.TierStarted;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolKind;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.UsageLimitHit;
import dev.daybook.event.UsageLimitResumeFailed;
import dev.daybook.event.UsageLimitResumed;
import dev.daybook.event.UsageSummary;
import dev.daybook.event.UserMessage;
import dev.daybook.event.WorkflowEnded;
import dev.daybook.event.WorkflowEvent;
import dev.daybook.event.WorkflowEventKind;
import dev.daybook.event.WorkflowStarted;
import dev.daybook.event.WorkflowStatus;
import java.time.Instant;
import java.util.List;

/**
 * One event of each standard type with every component set, so that the golden file has the name of
 * every field. The loop's are in {@link GoldenLoop}, and since lines never move, its list's end is
 * the place of whatever is new.
 */
final class GoldenVocabulary {

  private static final Json JSON = new Json("{\"a\": [1, null]}");
  private static final Instant INSTANT = Instant.parse("2026-11-20T23:00:00.123456Z");
  private static final ErrorInfo ERROR = new ErrorInfo("io", "disk full", JSON);
  private static final InferenceSettings SETTINGS = new InferenceSettings(ThinkingLevel.XHIGH);
  private static final Message MESSAGE = new Message(
      Role.TOOL,
      "main.py",
      List.of(new Message.Call("call_1", "bash", "{}")),
      "call_1",
      "Let me see.",
      StopReason.TOOL_USE);

  static final List<SessionEvent> SESSION = List.of(
      new SessionStarted(
          "coder",
          "Fix the tests",
          "agent-7",
          "model-1",
          "provider",
          "Be brief.",
          "agent --fast",
          "/work",
          true,
          false,
          null),
      new SessionFork(
          "s-0", "s-root", 41, 7L, "/work/a", "/work/b", 35L, "copy", List.of("no blobs")),
      new BranchSummary("s-0", 41, 42L, "deterministic", "It went well.", List.of("no blobs")),
      new HistoryCompaction(
          new SeqRange(0, 99),
          "Much was done.",
          "deterministic",
          CompactionTrigger.OVERFLOW_RECOVERY,
          100L,
          8L,
          JSON,
          List.of(JSON, new Json("null")),
          List.of("main.py"),
          List.of("tests"),
          List.of("no diffs"),
          JSON,
          true,
          "timeout"),
      new SessionCleared("s-1", "s-2"),
      new SessionResult("42"),
      new SourceChanged("provider", "p-1", SourceKind.PROVIDER_FILE, Completeness.METADATA_ONLY),
      new ProviderStatus("overloaded", JSON),
      new Heartbeat(10L),
      new Note(NoteLevel.WARN, "nearly full", "disk", JSON),
      new UsageLimitHit(
          "provider", LimitScope.WEEKLY, INSTANT, INSTANT.plusSeconds(1), "raw", true, "i-1"),
      new UsageLimitResumed("i-1", "go on", 1L),
      new UsageLimitResumeFailed("i-1", "no answer", 2L),
      new SessionEnded(new EndReason(EndKind.ERROR, ERROR, 8L)));

  static final List<SessionEvent> CONVERSATION = List.of(
      new UserMessage(
          "See the file.",
          List.of(new Resource(
              "r-1",
              "image",
              "plot.png",
              "image/png",
              1024L,
              1025L,
              "9f3a",
              "png",
              "blobs/9f3a",
              "high",
              "upload",
              "file",
              "A plot",
              "Of losses",
              "file:///plot.png",
              "file",
              false)),
          "m-1",
          Role.USER),
      new SystemMessage("Be brief.", Role.DEVELOPER),
      new AssistantMessage(
          "I look.",
          List.of(new ToolCall("call_1", "bash", "{}", ToolKind.SHELL)),
          "Let me see.",
          "m-2",
          new AnswerMetadata(true, "interrupted", JSON, JSON)),
      new Reasoning("Let me see.", JSON, "model-1", "responses", "m-2"),
      new InferenceSettingsChanged(SETTINGS),
      new InferenceStarted("model-1", 3, SETTINGS),
      new InferenceCompleted(
          1500,
          MESSAGE,
          List.of(MESSAGE),
          "resp-1",
          "model-1b",
          StopReason.MAX_TURNS,
          10L,
          20L,
          SETTINGS),
      new InferenceFailed(1500, ERROR, List.of(MESSAGE), "model-1", SETTINGS),
      new ProviderUsage(
          new UsageSummary(1L, 2L, 3L, 4L, 5L, 15L, 0.25),
          JSON,
          true,
          false,
          "model-1",
          "fast",
          1L,
          2L,
          JSON,
          JSON),
      new TurnFailed("failed", "network", "no route", JSON, List.of("retry")));

  static final List<SessionEvent> TOOLS = List.of(
      new ToolCall("call_1", "bash", "{\"command\":\"ls\"}", new ToolKind("teleport")),
      new ToolResult(
          "call_1", true, "main.py\n", ERROR, 12L, -1L, "bash", "{}", ToolKind.SUB_AGENT, JSON),
      new ToolBlocked("call_2", "guard", "rm is not allowed", "bash", "{\"command\":\"rm\"}"),
      new PermissionDecision(Decision.DENY, "call_2", "bash", "Remove all", JSON),
      new HookActed("guard", HookPoint.BEFORE_TOOL_CALL, new HookAction("block", "rm")),
      new SkillActivation(
          "review", "project", "repo", "skills/review.md", "9f3a", "Look closely.", JSON));

  static final List<SessionEvent> WORKFLOW = List.of(
      new WorkflowStarted("build", "build.toml", 2, "/work", "/work/a", "Go."),
      new TierStarted(0, List.of("compile", "lint")),
      new StepStarted("compile", 0, "s-9", new AgentCommand("agent -p"), "model-1", "Compile all"),
      new StepOutput("compile", StepStream.STDERR, "warning: \ud83d\ude00"),
      new StepCompleted("compile", -9, 1500, List.of("OUT")),
      new StepFailed("lint", 1L, 3, "style"),
      new StepSkipped("deploy", "lint failed"),
      new WorkflowEnded(WorkflowStatus.FAILURE, 3000),
      new WorkflowEvent(
          WorkflowEventKind.CHECKPOINT_DECIDED,
          "w-1",
          "step-1",
          "passed",
          true,
          "running",
          List.of("go on"),
          JSON),
      new SubagentEvent(
          SubagentPhase.TIMED_OUT,
          "sub-1",
          "s-10",
          "explorer",
          "Look around",
          1L,
          3L,
          "timed_out",
          "/work/sub",
          "shared",
          60_000L,
          "Half is done.",
          "deadline",
          60_001L,
          INSTANT,
          List.of("retry"),
          List.of("sub.log"),
          JSON));

  private GoldenVocabulary() {}
}
