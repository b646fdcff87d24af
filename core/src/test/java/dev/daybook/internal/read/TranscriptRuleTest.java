package dev.daybook.internal.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.Daybook;
import dev.daybook.Session;
import dev.daybook.catalog.ForkOptions;
import dev.daybook.check.Diagnosis;
import dev.daybook.check.Finding;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.Message;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Role;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UsageSummary;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Lines;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.Transcript;
import dev.daybook.read.Transcript.Adjustment;
import dev.daybook.read.Transcript.Adjustment.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of a provider, kept by transcripts of sessions that were recorded in any way. */
class TranscriptRuleTest {

  private static final int SESSIONS = 5_000;

  /** Each of so many is written to a file, which takes longer than all else. */
  private static final int FILES = 10;

  /** What `check` calls it. */
  private static final Map<Change, String> KINDS = new EnumMap<>(Map.of(
      Change.RESULT_MOVED, "tool_result_late",
      Change.CALL_CLOSED, "tool_call_without_result",
      Change.RESULT_WITHOUT_CALL, "tool_result_without_call",
      Change.RESULT_AGAIN, "duplicate_tool_result",
      Change.CALL_RENAMED, "duplicate_tool_call",
      Change.CALL_AGAIN, "duplicate_tool_call",
      Change.CALL_OF_OTHERS, "tool_call_not_of_assistant",
      Change.EMPTY_MESSAGE, "empty_message"));

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("s-1.ndjson");
  }

  private Diagnosis diagnosis(SessionEvent... events) {
    try {
      Files.write(file, Lines.file(events));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return Diagnosis.of(SessionFileReader.of(file, EventTypes.standard(), ReadOptions.strict()));
  }

  private static Transcript transcript(SessionEvent... events) {
    return TranscriptFoldTest.fold(events);
  }

  /** The rule, in the words of those who refuse a conversation. */
  private static void assertAccepted(List<Message> messages, boolean isClosed) {
    Set<String> ids = new HashSet<>();
    int at = 0;
    while (at < messages.size()) {
      Message speaker = messages.get(at++);
      assertThat(speaker.role()).as("a result without a call").isNotEqualTo(Role.TOOL);
      assertThat(speaker.toolCallId()).isNull();
      assertThat(speaker.content().isBlank() && speaker.toolCalls().isEmpty())
          .as("nothing is said")
          .isFalse();
      Set<String> waiting = new HashSet<>();
      for (Message.Call call : speaker.toolCalls()) {
        assertThat(speaker.role()).isEqualTo(Role.ASSISTANT);
        assertThat(call.id()).isNotEmpty();
        assertThat(ids.add(call.id()))
            .as("an identifier is used once: %s", call.id())
            .isTrue();
        waiting.add(call.id());
      }
      while (at < messages.size() && messages.get(at).role().equals(Role.TOOL)) {
        assertThat(waiting.remove(messages.get(at++).toolCallId())).isTrue();
      }
      if (isClosed || at < messages.size()) {
        assertThat(waiting).as("calls without a result").isEmpty();
      }
    }
  }

  private void assertCheckNames(Transcript transcript, String session, SessionEvent... events) {
    Diagnosis diagnosis = diagnosis(events);
    for (Adjustment each : transcript.adjustments()) {
      assertThat(diagnosis.findings())
          .as("%s of %s", each, session)
          .extracting(finding -> finding.kind().wireName(), Finding::seq)
          .contains(tuple(KINDS.get(each.change()), each.seq()));
    }
    if (!transcript.openCalls().isEmpty()) {
      assertThat(diagnosis.verdict())
          .as("calls stand open in %s", session)
          .isEqualTo(Diagnosis.Verdict.READY_WITH_WARNINGS);
    }
  }

  @Test
  void whateverWasRecordedIsAcceptedAndCheckNamesWhatWasDone() {
    Set<Change> seen = EnumSet.noneOf(Change.class);
    for (int seed = 0; seed < SESSIONS; seed++) {
      SessionEvent[] events = new RandomSession(new Random(seed)).events();
      Transcript transcript = transcript(events);
      assertAccepted(transcript.messages(), false);
      assertAccepted(transcript.closed("r").messages(), true);
      assertThat(transcript.closed("r").openCalls()).isEmpty();
      if (seed % FILES == 0) {
        assertCheckNames(transcript, "session " + seed, events);
      }
      transcript.adjustments().forEach(each -> seen.add(each.change()));

      List<SessionEvent> repaired = new ArrayList<>(List.of(events));
      repaired.addAll(transcript.repairs("r"));
      Transcript after = transcript(repaired.toArray(new SessionEvent[0]));
      assertThat(after.messages())
          .as("session %d, repaired", seed)
          .isEqualTo(transcript.closed("r").messages());
      assertThat(after.openCalls()).isEmpty();
    }
    assertThat(seen)
        .as("what happens in this test")
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(EnumSet.of(Change.CALL_OF_OTHERS)));
  }

  @Test
  void anEmptyMessageIsLeftOut() {
    SessionEvent[] events = {
      new UserMessage(""),
      new UserMessage("go"),
      new AssistantMessage(" \n"),
      new ToolCall("c", "ls", "{}"),
      ToolResult.ok("c", ""),
      new InferenceCompleted(
          1,
          new Message(Role.USER, "", List.of(new Message.Call("d", "ls", "{}")), null, null, null),
          List.of()),
      new AssistantMessage("done"),
    };
    Transcript transcript = transcript(events);
    assertAccepted(transcript.messages(), true);
    assertThat(transcript.messages())
        .extracting(Message::content)
        .containsExactly("go", " \n", "", "done");
    assertThat(transcript.adjustments())
        .extracting(Adjustment::seq, Adjustment::change, Adjustment::callId)
        .containsExactly(
            tuple(0L, Change.EMPTY_MESSAGE, ""),
            tuple(5L, Change.CALL_OF_OTHERS, "d"),
            tuple(5L, Change.EMPTY_MESSAGE, ""));
    assertCheckNames(transcript, "silence", events);
  }

  @Test
  void noResultIsLostWithoutAWord() {
    for (int seed = 0; seed < SESSIONS; seed++) {
      Random random = new Random(seed);
      SessionEvent[] events = Stream.generate(() -> switch (random.nextInt(5)) {
            case 0 -> new UserMessage("u");
            case 1 -> new AssistantMessage("a");
            case 2, 3 -> new ToolCall("c" + random.nextInt(3), "ls", "");
            default -> ToolResult.ok("c" + random.nextInt(3), "r" + random.nextLong());
          })
          .limit(random.nextInt(20))
          .toArray(SessionEvent[]::new);
      Transcript transcript = transcript(events);
      for (int seq = 0; seq < events.length; seq++) {
        if (events[seq] instanceof ToolResult result) {
          long at = seq;
          boolean isThere = transcript.messages().stream()
              .anyMatch(message -> message.content().equals(result.output()));
          boolean isReported = transcript.adjustments().stream()
              .anyMatch(each -> each.seq() == at && each.change() != Change.RESULT_MOVED);
          assertThat(isThere).as("session %d, seq %d", seed, seq).isNotEqualTo(isReported);
        }
      }
    }
  }

  // --- one by one

  private static final Message ASKS = Message.assistant("", new Message.Call("a", "ls", ""));

  private static ToolCall call(String id) {
    return new ToolCall(id, "ls", "");
  }

  @Test
  void aLateResultStandsBehindItsCall() {
    SessionEvent[] events = {
      new UserMessage("go"),
      call("a"),
      new UserMessage("are you there?"),
      new AssistantMessage("yes"),
      ToolResult.ok("a", "late")
    };
    Transcript transcript = transcript(events);
    assertThat(transcript.messages())
        .containsExactly(
            Message.user("go"),
            ASKS,
            Message.tool("a", "late"),
            Message.user("are you there?"),
            Message.assistant("yes"));
    assertThat(transcript.openCalls()).isEmpty();
    assertThat(transcript.adjustments())
        .containsExactly(new Adjustment(Change.RESULT_MOVED, 4, "a"));
    assertCheckNames(transcript, "a late result", events);
  }

  @Test
  void aCallThatOthersSpeakAfterIsClosedAndStaysOpenInTheSession() {
    Transcript transcript = transcript(call("a"), new UserMessage("go on"));
    assertThat(transcript.messages())
        .containsExactly(
            ASKS, Message.tool("a", "no result of this call was recorded"), Message.user("go on"));
    assertThat(transcript.openCalls()).extracting(Message.Call::id).containsExactly("a");
    assertThat(transcript.adjustments())
        .containsExactly(new Adjustment(Change.CALL_CLOSED, 0, "a"));
  }

  @Test
  void parallelResultsThatASubAgentSplitsStandTogether() {
    Transcript transcript = transcript(
        new AssistantMessage("both", List.of(call("a"), call("b"))),
        ToolResult.ok("a", "A"),
        new UserMessage("sub-agent, look"),
        new AssistantMessage("I looked"),
        ToolResult.ok("b", "B"));
    assertThat(transcript.messages())
        .extracting(Message::content)
        .containsExactly("both", "A", "B", "sub-agent, look", "I looked");
    assertThat(transcript.adjustments())
        .containsExactly(new Adjustment(Change.RESULT_MOVED, 4, "b"));
  }

  @Test
  void aCompactionBetweenACallAndItsResultLeavesTheResultOut() {
    SessionEvent[] events = {
      new UserMessage("go"), call("a"), ToolResult.ok("a", "A"), new HistoryCompaction(0, 1, "s")
    };
    Transcript transcript = transcript(events);
    assertThat(transcript.messages()).containsExactly(Message.system("s"));
    assertThat(transcript.adjustments())
        .containsExactly(new Adjustment(Change.RESULT_WITHOUT_CALL, 2, "a"));
    assertCheckNames(transcript, "a compaction", events);
  }

  @Test
  void anIdentifierThatIsUsedAgainIsAnotherOne() {
    Transcript transcript = transcript(
        call("a"), ToolResult.ok("a", "1"), call("a"), ToolResult.ok("a", "2"), call("a"));
    assertThat(transcript.messages())
        .extracting(Message::toolCallId)
        .containsExactly(null, "a", null, "a_2", null);
    assertThat(transcript.openCalls()).extracting(Message.Call::id).containsExactly("a");
    assertThat(transcript.closed("r").messages())
        .last()
        .satisfies(message -> assertThat(message.toolCallId()).isEqualTo("a_3"));
    assertThat(transcript.adjustments())
        .containsExactly(
            new Adjustment(Change.CALL_RENAMED, 2, "a"),
            new Adjustment(Change.CALL_RENAMED, 4, "a"));
  }

  @Test
  void onlyAnAssistantAsks() {
    Message odd =
        new Message(Role.USER, "hm", List.of(new Message.Call("a", "ls", "")), null, null, null);
    SessionEvent[] events = {
      new UserMessage("x"), new InferenceCompleted(1, Message.assistant("ok"), List.of(odd))
    };
    Transcript transcript = transcript(events);
    assertThat(transcript.messages()).containsExactly(Message.user("hm"), Message.assistant("ok"));
    assertThat(transcript.adjustments())
        .containsExactly(new Adjustment(Change.CALL_OF_OTHERS, 1, "a"));
    assertCheckNames(transcript, "a user's call", events);
  }

  // --- forks

  @Test
  void aForkIsTheSameConversation() {
    for (int seed = 0; seed < 30; seed++) {
      SessionEvent[] events = new RandomSession(new Random(seed)).events();
      if (events.length > 0) {
        assertForked("p-" + seed, events);
      }
    }
    assertForked(
        "compacted",
        new UserMessage("one"),
        new ProviderUsage(new UsageSummary(1, 1)),
        new AssistantMessage("two"),
        new UserMessage("three"),
        new HistoryCompaction(0, 2, "they met"),
        new AssistantMessage("four"));
  }

  private void assertForked(String parent, SessionEvent... events) {
    String child = parent + "-child";
    try (Daybook daybook = Daybook.open(folder.resolve("root"))) {
      try (Session session = daybook.openSession(parent)) {
        Arrays.stream(events).forEach(session::record);
      }
      daybook.fork(parent, child, ForkOptions.whole());
      daybook.fork(child, child + "-2", ForkOptions.whole());
      Transcript whole = daybook.transcript(parent);
      for (String fork : List.of(child, child + "-2")) {
        assertThat(daybook.transcript(fork).messages()).as(fork).isEqualTo(whole.messages());
      }
    }
  }
}
