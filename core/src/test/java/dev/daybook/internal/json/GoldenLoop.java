package dev.daybook.internal.json;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.CompactionBlock;
import dev.daybook.event.CompactionEnded;
import dev.daybook.event.CompactionStarted;
import dev.daybook.event.ConfigSnapshot;
import dev.daybook.event.Content;
import dev.daybook.event.ContentType;
import dev.daybook.event.ContinuationKind;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InputRejected;
import dev.daybook.event.Json;
import dev.daybook.event.Message;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.MessageStart;
import dev.daybook.event.MessageTag;
import dev.daybook.event.ModelApi;
import dev.daybook.event.ParallelLoopEnd;
import dev.daybook.event.ParallelLoopStart;
import dev.daybook.event.ProgressMessage;
import dev.daybook.event.PruneApplied;
import dev.daybook.event.RequestPayload;
import dev.daybook.event.RevertApplied;
import dev.daybook.event.RevertCategory;
import dev.daybook.event.Role;
import dev.daybook.event.SeqRange;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.StopReason;
import dev.daybook.event.TagKind;
import dev.daybook.event.ThinkingLevel;
import dev.daybook.event.ToolDefinition;
import dev.daybook.event.ToolExecutionEnd;
import dev.daybook.event.ToolExecutionStart;
import dev.daybook.event.ToolExecutionUpdate;
import dev.daybook.event.ToolOutput;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnId;
import dev.daybook.event.TurnMessages;
import dev.daybook.event.TurnRange;
import dev.daybook.event.TurnRequest;
import dev.daybook.event.TurnStart;
import dev.daybook.event.TurnTrigger;
import dev.daybook.event.Usage;
import java.util.List;

/** One event of each type of the agent loop with every component set. */
final class GoldenLoop {

  private static final Json JSON = new Json("{\"a\": [1, null]}");
  private static final Usage USAGE = new Usage(1, 2, 3L, 4L, 5L, 15L, 0.25);
  private static final Content CONTENT = new Content(
      ContentType.TEXT,
      "Hello.",
      "aGVsbG8=",
      "image/png",
      "Let me see.",
      "sig",
      "call_1",
      "bash",
      JSON);
  private static final AgentMessage MESSAGE = new AgentMessage(
      Role.EXTENSION,
      List.of(CONTENT, Content.text("")),
      StopReason.GUARD_RAIL,
      "model-1",
      "provider",
      USAGE,
      1_790_000_000_000L,
      "no route",
      "call_1",
      "bash",
      true,
      new TurnId("loop-1", 3),
      12L,
      -11L,
      List.of(new MessageTag(TagKind.LESSON, "Test first.", JSON, List.of(1L, -2L))),
      JSON,
      "app.note",
      JSON);
  private static final ToolOutput OUTPUT = new ToolOutput(List.of(CONTENT), JSON, "loop-2");
  private static final TurnRange RANGE = new TurnRange(0, 4);
  private static final TurnMessages TURNS = new TurnMessages(RANGE, List.of(MESSAGE));

  static final List<SessionEvent> LOOP = List.of(
      new AgentStart(
          "agent-7",
          "s-1",
          "loop-1",
          "loop-0",
          ContinuationKind.RERUN,
          "tag",
          JSON,
          new ConfigSnapshot(
              "model-1",
              "provider",
              "c-1",
              "Model One",
              ModelApi.OPEN_AI_COMPLETIONS,
              "https://api.example",
              true,
              200_000L,
              8_192L,
              ThinkingLevel.MINIMAL,
              0.7)),
      new TurnStart("loop-1", 3, TurnTrigger.SUB_AGENT),
      new TurnRequest(
          "loop-1",
          3,
          new RequestPayload(
              "Be brief.",
              List.of(MESSAGE),
              List.of(JSON),
              List.of(new ToolDefinition("bash", "Runs a command", JSON)),
              "model-1",
              ThinkingLevel.MAX,
              8_192L,
              1.0,
              JSON)),
      new MessageStart("loop-1", MESSAGE),
      new MessageEnd("loop-1", MESSAGE),
      new ToolExecutionStart("loop-1", "call_1", "bash", JSON),
      new ToolExecutionUpdate("loop-1", "call_1", "bash", OUTPUT),
      new ToolExecutionEnd("loop-1", "call_1", "bash", OUTPUT, true, "loop-2"),
      new ProgressMessage("loop-1", "call_1", "bash", "half"),
      new InputRejected("loop-1", "too long"),
      new TurnEnd("loop-1", MESSAGE, USAGE, List.of(MESSAGE)),
      new CompactionStarted("loop-1", 100_000, 90),
      new CompactionEnded("loop-1", 90, 12, 100_000, 9_000, 2),
      new CompactionBlock("loop-1", RANGE, TURNS, TURNS),
      new PruneApplied("loop-1", 5_000, 4, "old reads", List.of(1L, -2L)),
      new RevertApplied(
          "loop-1",
          RevertCategory.STEP_SUMMARY,
          -7L,
          List.of(8L, 9L),
          "A dead end.",
          true,
          "no progress"),
      new ParallelLoopStart("s-1", List.of("loop-3", "loop-4")),
      new ParallelLoopEnd("s-1", "loop-4", 1, USAGE),
      new AgentEnd("loop-1", List.of(MESSAGE, AgentMessage.user("x")), USAGE, "too long"),
      new InferenceCompleted(
          7,
          new Message(
              Role.ASSISTANT,
              "I look.",
              List.of(new Message.Call("call_1", "bash", "{}", "sig-2")),
              "call_0",
              "So.",
              StopReason.TOOL_USE,
              "m-3",
              List.of(new Message.Thought("So.", "sig-1", JSON, "model-1", "messages")))),
      new BranchSwitched(List.of(new SeqRange(0, 3), new SeqRange(7, 9)), "rewind"),
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
          "s-0"));

  private GoldenLoop() {}
}
