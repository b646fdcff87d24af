package dev.daybook.internal.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.AnswerMetadata;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Content;
import dev.daybook.event.ContentType;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.Json;
import dev.daybook.event.Message;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.ParallelLoopEnd;
import dev.daybook.event.ParallelLoopStart;
import dev.daybook.event.PruneApplied;
import dev.daybook.event.Reasoning;
import dev.daybook.event.RevertApplied;
import dev.daybook.event.RevertCategory;
import dev.daybook.event.Role;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StopReason;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnStart;
import dev.daybook.event.TurnTrigger;
import dev.daybook.event.Usage;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import dev.daybook.internal.line.ReadCounts;
import dev.daybook.internal.transcript.AcceptedTranscript;
import dev.daybook.lab.Lab;
import dev.daybook.read.Transcript;
import dev.daybook.read.TranscriptFold;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TranscriptFoldTest {

  private static final Message.Call CALL_A = new Message.Call("a", "ls", "{}");
  private static final Message.Call CALL_B = new Message.Call("b", "cat", "{\"f\":1}");

  static Transcript fold(SessionEvent... events) {
    TranscriptFold fold = new TranscriptFold();
    for (int seq = 0; seq < events.length; seq++) {
      fold.accept(Lines.entry(seq, "any", events[seq]));
    }
    return fold.result();
  }

  private static List<Message> messages(SessionEvent... events) {
    return fold(events).messages();
  }

  private static Message user(String text) {
    return Message.user(text);
  }

  private static Message assistant(String text, Message.Call... calls) {
    return Message.assistant(text, calls);
  }

  private static Message thinking(String thinking, String text, Message.Call... calls) {
    return new Message(Role.ASSISTANT, text, List.of(calls), null, thinking, null);
  }

  private static ToolCall call(Message.Call call) {
    return new ToolCall(call.id(), call.name(), call.arguments());
  }

  @Test
  void aTranscriptOfNothingIsEmpty() {
    assertThat(fold())
        .isEqualTo(new AcceptedTranscript(
            List.of(), List.of(), OptionalLong.empty(), ReadCounts.NONE, List.of(), List.of()));
  }

  @Nested
  class OfMessages {

    @Test
    void takesThemAsTheyStand() {
      assertThat(messages(
              new SystemMessage("be brief"),
              new UserMessage("hi"),
              new AssistantMessage("hello"),
              new Note(NoteLevel.INFO, "nothing to see"),
              new UserMessage(" ok ")))
          .containsExactly(
              Message.system("be brief"), user("hi"), assistant("hello"), user(" ok "));
    }

    @Test
    void anAnswerThatWasCutOffIsNoPart() {
      AnswerMetadata partial = new AnswerMetadata(true, null, null, null);
      assertThat(messages(
              new UserMessage("hi"),
              new Reasoning("hm", null, null, null, null),
              new AssistantMessage("hel", List.of(), null, null, partial),
              new AssistantMessage("hello")))
          .containsExactly(user("hi"), assistant("hello"));
    }

    @Test
    void reasoningIsTheThinkingOfTheNextAnswerThatHasNone() {
      Reasoning one = new Reasoning("one", null, null, null, null);
      Reasoning two = new Reasoning("two", null, null, null, null);
      Reasoning sealed = new Reasoning(null, new Json("{}"), "m", null, null);
      List<Message.Thought> thoughts = List.of(
          new Message.Thought("one", null, null, null, null),
          new Message.Thought(null, null, new Json("{}"), "m", null),
          new Message.Thought("two", null, null, null, null));
      assertThat(messages(one, sealed, two, new AssistantMessage("x"), new AssistantMessage("y")))
          .containsExactly(
              new Message(Role.ASSISTANT, "x", List.of(), null, "one\ntwo", null, null, thoughts),
              assistant("y"));
      assertThat(messages(one, call(CALL_A))).containsExactly(thinking("one", "", CALL_A));
      assertThat(messages(
              one,
              new AssistantMessage("x", List.of(), "own", null, null),
              new AssistantMessage("y")))
          .containsExactly(thinking("own", "x"), assistant("y"));
      assertThat(messages(one, new UserMessage("never mind"), new AssistantMessage("x")))
          .containsExactly(user("never mind"), assistant("x"));
    }

    @Test
    void aCallBelongsToTheAnswerBeforeIt() {
      assertThat(messages(
              new AssistantMessage("both", List.of(call(CALL_A))),
              call(CALL_A),
              call(CALL_B),
              ToolResult.ok("a", "A")))
          .containsExactly(assistant("both", CALL_A, CALL_B), Message.tool("a", "A"));
    }

    @Test
    void aCallAfterAUserIsAnAnswerWithoutText() {
      assertThat(messages(
              new UserMessage("go"),
              call(CALL_A),
              ToolResult.ok("a", "A"),
              call(CALL_B),
              ToolResult.ok("b", "B"),
              new AssistantMessage("done")))
          .containsExactly(
              user("go"),
              assistant("", CALL_A),
              Message.tool("a", "A"),
              assistant("", CALL_B),
              Message.tool("b", "B"),
              assistant("done"));
    }

    @Test
    void callsThatWaitTogetherAreOfOneAnswer() {
      Message.Call third = new Message.Call("c", "rm", "");
      assertThat(messages(
              call(CALL_A),
              call(CALL_B),
              ToolResult.ok("a", "A"),
              call(third),
              ToolResult.ok("c", "C"),
              ToolResult.ok("b", "B")))
          .containsExactly(
              assistant("", CALL_A, CALL_B, third),
              Message.tool("a", "A"),
              Message.tool("c", "C"),
              Message.tool("b", "B"));
    }

    @Test
    void identifiersAndProofsOfThoughtsSurvive() {
      Json item = new Json("{\"type\":\"thinking\",\"signature\":\"s1\"}");
      AgentMessage signed = AgentMessage.assistant(
          StopReason.TOOL_USE,
          new Content(ContentType.THINKING, null, null, null, "so", "s2", null, null, null),
          new Content(
              ContentType.TOOL_CALL, null, null, null, null, "s3", "a", "ls", new Json("{}")));
      assertThat(messages(
              new UserMessage("u", List.of(), "m-1"),
              new Reasoning("hm", item, "claude", "messages", null),
              new AssistantMessage("x", List.of(), null, "m-2", null),
              new MessageEnd("l", signed)))
          .containsExactly(
              new Message(Role.USER, "u", List.of(), null, null, null, "m-1", List.of()),
              new Message(
                  Role.ASSISTANT,
                  "x",
                  List.of(),
                  null,
                  "hm",
                  null,
                  "m-2",
                  List.of(new Message.Thought("hm", null, item, "claude", "messages"))),
              new Message(
                  Role.ASSISTANT,
                  "",
                  List.of(new Message.Call("a", "ls", "{}", "s3")),
                  null,
                  "so",
                  StopReason.TOOL_USE,
                  null,
                  List.of(Message.Thought.signed("so", "s2"))));
    }

    @Test
    void aToolAnswersWithItsOutputOrItsErrorOrNothing() {
      AssistantMessage asks = new AssistantMessage(
          "",
          Stream.of("a", "b", "c", "d", "e")
              .map(id -> new ToolCall(id, "ls", ""))
              .toList());
      assertThat(messages(
              asks,
              new ToolResult("a", false, "out", new ErrorInfo("k", "message")),
              ToolResult.failed("b", new ErrorInfo("k", "message")),
              ToolResult.failed("c", new ErrorInfo("k", null)),
              new ToolResult("d", null, null, null),
              new ToolBlocked("e", "guard", "too risky")))
          .endsWith(
              Message.tool("a", "out"),
              Message.tool("b", "message"),
              Message.tool("c", ""),
              Message.tool("d", ""),
              Message.tool("e", "Tool blocked by 'guard': too risky"));
    }
  }

  @Nested
  class OfSnapshots {

    private final List<Message> asked =
        List.of(user("go"), assistant("", CALL_A), Message.tool("a", "A"));

    @Test
    void anInferenceIsWhatItWasGivenAndItsAnswer() {
      Transcript transcript = fold(
          new UserMessage("not in the input"),
          ToolResult.ok("a", "before"),
          new InferenceCompleted(1, assistant("ok", CALL_B), asked),
          ToolResult.ok("b", "after"),
          new UserMessage("more"));
      assertThat(transcript.messages())
          .containsExactly(
              user("go"),
              assistant("", CALL_A),
              Message.tool("a", "A"),
              assistant("ok", CALL_B),
              Message.tool("b", "after"),
              user("more"));
      assertThat(transcript.snapshotSeq()).hasValue(2);
    }

    @Test
    void anInferenceWithoutInputIsAnAnswerToTheHistorySoFar() {
      Transcript transcript = fold(
          new UserMessage("go"),
          new InferenceCompleted(1, assistant("look", CALL_A)),
          call(CALL_A),
          ToolResult.ok("a", "A"),
          new InferenceCompleted(1, assistant("done"), List.of()));
      assertThat(transcript.messages())
          .containsExactly(
              user("go"), assistant("look", CALL_A), Message.tool("a", "A"), assistant("done"));
      assertThat(transcript.snapshotSeq()).isEmpty();
      assertThat(transcript.adjustments()).isEmpty();
    }

    @Test
    void aCompactionStandsForItsRangeAndTheRestFollows() {
      Transcript transcript = fold(
          new UserMessage("old"),
          new AssistantMessage("older"),
          new UserMessage("kept"),
          new InferenceCompleted(1, assistant("kept too"), List.of(user("old"), user("kept"))),
          new HistoryCompaction(0, 1, "they talked"),
          new UserMessage("new"));
      assertThat(transcript.messages())
          .containsExactly(
              Message.system("they talked"), user("kept"), assistant("kept too"), user("new"));
      assertThat(transcript.snapshotSeq()).hasValue(4);
    }

    @Test
    void aCompactionThatClaimsTheFutureCoversNothingAfterItself() {
      for (long toSeq : new long[] {1, 2, 99, Long.MAX_VALUE}) {
        assertThat(messages(
                new UserMessage("old"),
                new HistoryCompaction(0, toSeq, "summary"),
                new UserMessage("new")))
            .as("to %d", toSeq)
            .containsExactly(Message.system("summary"), user("new"));
      }
    }

    @Test
    void theNewestOfEitherKindCounts() {
      InferenceCompleted inference = new InferenceCompleted(1, assistant("ok"), asked);
      HistoryCompaction compaction = new HistoryCompaction(0, 0, "summary");
      assertThat(messages(new UserMessage("x"), compaction, inference))
          .containsExactly(
              user("go"), assistant("", CALL_A), Message.tool("a", "A"), assistant("ok"));
      assertThat(messages(new UserMessage("x"), inference, compaction))
          .containsExactly(Message.system("summary"), assistant("ok"));
    }

    @Test
    void theSameAnswerGivenTwiceCountsOnce() {
      InferenceCompleted inference = new InferenceCompleted(1, assistant("ok", CALL_A), List.of());
      AssistantMessage message =
          new AssistantMessage("ok", List.of(call(CALL_A)), "hm", null, null);
      HistoryCompaction before = new HistoryCompaction(0, 0, "s");
      Message expected = thinking("hm", "ok", CALL_A);
      assertThat(messages(inference, message)).containsExactly(expected);
      assertThat(messages(inference, call(CALL_A), message)).containsExactly(expected);
      UserMessage user = new UserMessage("u");
      assertThat(messages(user, inference, message, before))
          .containsExactly(Message.system("s"), expected);
      assertThat(messages(user, message, inference, before))
          .containsExactly(Message.system("s"), expected);
      // the compaction covers one of the two
      assertThat(messages(inference, message, before))
          .containsExactly(Message.system("s"), expected);
      // something in between, or another answer
      assertThat(messages(user, message, user, inference, before)).hasSize(5);
      assertThat(messages(user, message, message, before)).hasSize(4);
      assertThat(messages(inference, new AssistantMessage("ok"))).hasSize(3);
      assertThat(messages(inference, new AssistantMessage("ok", List.of(call(CALL_B)))))
          .hasSize(3);
      assertThat(messages(inference, new AssistantMessage("no", List.of(call(CALL_A)))))
          .hasSize(3);
    }

    @Test
    void twoInferencesThatAreByteForByteTheSameAddToolResultsOnce() {
      InferenceCompleted inference = new InferenceCompleted(1, assistant("ok", CALL_A), asked);
      assertThat(messages(
              inference, ToolResult.ok("a", "first"), inference, ToolResult.ok("a", "second")))
          .containsExactly(
              user("go"),
              assistant("", CALL_A),
              Message.tool("a", "A"),
              assistant("ok", new Message.Call("a_2", "ls", "{}")),
              Message.tool("a_2", "second"));
    }
  }

  @Nested
  class OfAgentLoops {

    private static final String LOOP = "s.c.0";
    private final AgentStart start = new AgentStart("agent", "s", LOOP);
    private final TurnStart turn = new TurnStart(LOOP, 0, TurnTrigger.USER);
    private final AgentMessage question = AgentMessage.user("go");
    private final AgentMessage answer = AgentMessage.assistant(
        StopReason.TOOL_USE,
        Content.thinking("hm"),
        Content.text("I"),
        Content.text("look"),
        Content.toolCall("a", "ls", new Json("{}")));
    private final AgentMessage result = AgentMessage.tool("a", "ls", "files");
    private final TurnEnd turnEnd = new TurnEnd(LOOP, answer, Usage.NONE, List.of(result));
    private final AgentEnd end = new AgentEnd(LOOP, List.of(question, answer, result), Usage.NONE);

    private final Message answered =
        new Message(Role.ASSISTANT, "I\nlook", List.of(CALL_A), null, "hm", StopReason.TOOL_USE);

    private MessageEnd ended(AgentMessage message) {
      return new MessageEnd(LOOP, message);
    }

    @Test
    void aMessageThatEndsIsAMessage() {
      AgentMessage image = new AgentMessage(
          Role.USER,
          List.of(Content.text("see"), Content.image("AAAA", "image/png")),
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          List.of(),
          null,
          null,
          null);
      assertThat(messages(
              ended(question),
              ended(AgentMessage.extension("memo", Json.EMPTY_OBJECT)),
              ended(answer),
              ended(result),
              ended(image)))
          .containsExactly(
              user("go"), answered, Message.tool("a", "files"), user("see\n[image image/png]"));
    }

    @Test
    void everyRecorderComesToTheSameWhateverItLeavesOut() {
      List<Message> all = List.of(user("go"), answered, Message.tool("a", "files"));
      assertThat(messages(start, turn, ended(question), ended(answer), ended(result), turnEnd, end))
          .isEqualTo(all);
      assertThat(messages(start, turn, ended(question), ended(answer), turnEnd, end))
          .isEqualTo(all);
      assertThat(messages(start, turn, ended(question), turnEnd, end)).isEqualTo(all);
      assertThat(messages(ended(question), turnEnd)).isEqualTo(all);
      assertThat(messages(start, end)).isEqualTo(all);
      assertThat(messages(end)).isEqualTo(all);
    }

    @Test
    void aTurnThatRepeatsTheOneBeforeIsAnother() {
      assertThat(messages(start, turn, turnEnd, turn, turnEnd, end)).hasSize(4);
      assertThat(messages(start, turnEnd, turnEnd, end)).hasSize(4);
      AgentMessage ok = AgentMessage.assistant(StopReason.STOP, Content.text("ok"));
      assertThat(messages(new AgentEnd(LOOP, List.of(ok, question, ok), Usage.NONE)))
          .hasSize(3);
    }

    @Test
    void aLoopThatASnapshotInterruptsRepeatsNothing() {
      InferenceCompleted snapshot = new InferenceCompleted(1, answered, List.of(user("go")));
      List<Message> all = List.of(user("go"), answered, Message.tool("a", "files"));
      assertThat(messages(start, turn, ended(question), snapshot, turnEnd, end)).isEqualTo(all);
      assertThat(messages(start, turn, ended(question), snapshot, ended(answer), turnEnd, end))
          .isEqualTo(all);
      assertThat(
              messages(start, turn, ended(question), ended(answer), snapshot, ended(result), end))
          .isEqualTo(all);
      assertThat(messages(start, turn, snapshot, ToolResult.ok("a", "files"), turnEnd, end))
          .isEqualTo(all);
      // covered by the summary
      assertThat(messages(
              start, turn, ended(question), ended(answer), new HistoryCompaction(0, 3, "s"), end))
          .containsExactly(Message.system("s"));
    }

    @Test
    void ofParallelLoopsTheChosenOneStays() {
      MessageEnd other = new MessageEnd("s.c.1", AgentMessage.user("other"));
      MessageEnd alone = new MessageEnd("s.c.2", AgentMessage.user("alone"));
      ParallelLoopStart group = new ParallelLoopStart("s", List.of(LOOP, "s.c.1"));
      ParallelLoopEnd chosen = new ParallelLoopEnd("s", LOOP, 0, Usage.NONE);
      assertThat(messages(group, ended(question), other, alone, chosen, other))
          .containsExactly(user("go"), user("alone"), user("other"));
      assertThat(messages(ended(question), other, chosen)).hasSize(2);
    }

    @Test
    void whatWasRevertedOrPrunedIsOut() {
      List<MessageEnd> numbered = IntStream.range(0, 4)
          .mapToObj(n -> new MessageEnd(LOOP, at(n, 1000L + n)))
          .toList();
      SessionEvent[] events = numbered.toArray(new SessionEvent[6]);
      events[4] = revert(true, 2L, 77L);
      events[5] = new PruneApplied(LOOP, 1, 1, null, List.of(1001L));
      assertThat(messages(events)).containsExactly(user("m0"), user("m3"));
      events[4] = revert(false, 2L);
      assertThat(messages(events)).containsExactly(user("m0"), user("m2"), user("m3"));
    }

    @Test
    void aCallAfterARevertBelongsToWhatIsLeft() {
      AgentMessage first = AgentMessage.assistant(StopReason.STOP, Content.text("first"));
      MessageEnd abandoned = new MessageEnd(LOOP, at(7, 0));
      assertThat(messages(ended(first), abandoned, revert(true, 7L), call(CALL_A)))
          .containsExactly(
              new Message(Role.ASSISTANT, "first", List.of(CALL_A), null, null, StopReason.STOP));
    }

    private RevertApplied revert(boolean applied, Long... nodes) {
      return new RevertApplied(
          LOOP, RevertCategory.FAILURE, 1L, List.of(nodes), null, applied, null);
    }

    private AgentMessage at(long node, long timestampMs) {
      return new AgentMessage(
          Role.USER,
          List.of(Content.text("m" + node)),
          null,
          null,
          null,
          null,
          timestampMs,
          null,
          null,
          null,
          null,
          null,
          node,
          null,
          List.of(),
          null,
          null,
          null);
    }
  }

  @Nested
  class OpenCalls {

    private final Transcript transcript = fold(
        new AssistantMessage("x", List.of(call(CALL_B), call(CALL_A))),
        call(new Message.Call("c", "rm", "")),
        ToolResult.ok("c", "done"));

    @Test
    void areThoseThatNothingLaterAnswers() {
      assertThat(transcript.openCalls()).containsExactly(CALL_B, CALL_A);
      assertThat(fold(call(CALL_A), new ToolBlocked("a", "h", "r")).openCalls()).isEmpty();
      assertThat(fold(ToolResult.ok("a", ""), call(CALL_A)).openCalls()).containsExactly(CALL_A);
      // an identifier that is used again, of which each is one to answer
      assertThat(fold(call(CALL_A), ToolResult.ok("a", ""), new UserMessage("u"), call(CALL_A))
              .openCalls())
          .containsExactly(CALL_A);
      assertThat(fold(call(CALL_A), new UserMessage("u"), call(CALL_A)).openCalls())
          .containsExactly(CALL_A, CALL_A);
    }

    @Test
    void areClosedByAFailedResultEachInTheOrderOfTheirIdentifiers() {
      List<ToolResult> repairs = transcript.repairs("before_start_turn");
      assertThat(repairs).extracting(ToolResult::callId).containsExactly("a", "b");
      ToolResult first = repairs.get(0);
      assertThat(first.ok()).isFalse();
      assertThat(first.output()).isNull();
      assertThat(first.error().kind()).isEqualTo("orphan_tool_call");
      assertThat(first.error().details().text())
          .isEqualTo("{\"call_id\":\"a\",\"tool\":\"ls\",\"reason\":\"before_start_turn\"}");
    }

    @Test
    void closedIsWhatTheSessionWillBeOnceTheRepairsAreRecorded() {
      List<SessionEvent> events =
          new ArrayList<>(List.of(new AssistantMessage("x", List.of(call(CALL_B), call(CALL_A)))));
      Transcript open = fold(events.toArray(new SessionEvent[0]));
      events.addAll(open.repairs("r"));
      Transcript repaired = fold(events.toArray(new SessionEvent[0]));
      assertThat(open.closed("r")).isEqualTo(repaired);
      assertThat(repaired.openCalls()).isEmpty();
      assertThat(repaired.messages()).hasSize(3);
      assertThat(repaired.closed("r")).isEqualTo(repaired);
    }

    @Test
    void stayKnownWhereOnlyTheLastMessagesAreWanted() {
      assertThat(transcript.last(1).messages()).containsExactly(Message.tool("c", "done"));
      assertThat(transcript.last(1).openCalls()).isEqualTo(transcript.openCalls());
      assertThat(transcript.last(0).messages()).isEmpty();
      assertThat(transcript.last(Integer.MAX_VALUE)).isEqualTo(transcript);
      assertThatThrownBy(() -> transcript.last(-1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("count is negative: count=-1");
    }
  }

  /** Each of these searched backward, or copied, would take hours. */
  @Test
  @Tag(Lab.RANDOM)
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void costsNoMoreThanItsEventsHoweverTheyAreChosen() {
    int n = Lab.values(30_000, 100_000, 100_000);
    List<SessionEvent> events = new ArrayList<>();
    IntStream.range(0, n).forEach(i -> {
      events.add(new ToolCall("c" + i, "ls", ""));
      events.add(ToolResult.ok("c" + i, ""));
      events.add(new Reasoning("x", null, null, null, null));
    });
    IntStream.range(0, n).forEach(i -> events.add(new AgentStart("a", "s", "l" + i)));
    IntStream.range(0, n).forEach(i -> {
      events.add(new TurnEnd(
          "l" + i,
          AgentMessage.assistant(StopReason.STOP, Content.text("t" + i)),
          Usage.NONE,
          List.of(AgentMessage.tool("c" + i, "ls", ""))));
      events.add(new RevertApplied(
          "l" + i, RevertCategory.FAILURE, null, List.of((long) i), null, true, null));
      events.add(new ToolCall("d" + i, "ls", ""));
    });
    // but for the last one, each d is answered where the next answer comes
    assertThat(messages(events.toArray(new SessionEvent[0]))).hasSize(4 * n - 1);
  }
}
