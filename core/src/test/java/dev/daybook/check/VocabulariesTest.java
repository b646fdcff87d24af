package dev.daybook.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Content;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.Json;
import dev.daybook.event.Message;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StopReason;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolExecutionEnd;
import dev.daybook.event.ToolExecutionStart;
import dev.daybook.event.ToolOutput;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnStart;
import dev.daybook.event.TurnTrigger;
import dev.daybook.event.Usage;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import dev.daybook.read.Transcript;
import dev.daybook.read.TranscriptFold;
import dev.daybook.tree.AgentSession;
import dev.daybook.tree.SessionTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same three calls of one agent, described by events of three kinds, alone and side by side.
 */
class VocabulariesTest {

  private static final String LOOP = "s.coder.1";
  private static final int CALLS = 3;

  /** The kinds of event that describe the session. */
  enum Vocabulary {
    BY_MESSAGES(true, false, false),
    BY_INFERENCES(false, true, false),
    BY_A_LOOP(false, false, true),
    BY_MESSAGES_AND_A_LOOP(true, false, true),
    BY_ALL(true, true, true);

    private final boolean messages;
    private final boolean inferences;
    private final boolean loop;

    Vocabulary(boolean messages, boolean inferences, boolean loop) {
      this.messages = messages;
      this.inferences = inferences;
      this.loop = loop;
    }
  }

  /** @param isOpen whether the last result never comes */
  private static List<SessionEvent> events(Vocabulary vocabulary, boolean isOpen) {
    List<SessionEvent> events = new ArrayList<>();
    if (vocabulary.loop) {
      events.add(new AgentStart("coder", "s", LOOP));
    }
    if (vocabulary.messages || vocabulary.inferences) {
      events.add(new UserMessage("go"));
    }
    if (vocabulary.loop) {
      events.add(new MessageEnd(LOOP, AgentMessage.user("go")));
    }
    for (int i = 0; i < CALLS; i++) {
      turn(events, vocabulary, i, isOpen && i == CALLS - 1);
    }
    if (vocabulary.loop && !isOpen) {
      events.add(new AgentEnd(LOOP, List.of(), Usage.NONE));
    }
    return events;
  }

  private static void turn(
      List<SessionEvent> events, Vocabulary vocabulary, int turn, boolean isOpen) {
    String id = "call_" + turn;
    String text = "look " + turn;
    AgentMessage answer = AgentMessage.assistant(
        StopReason.TOOL_USE, Content.text(text), Content.toolCall(id, "ls", new Json("{}")));
    AgentMessage result = AgentMessage.tool(id, "ls", "done");
    if (vocabulary.loop) {
      events.add(new TurnStart(LOOP, turn, TurnTrigger.USER));
    }
    if (vocabulary.inferences) {
      events.add(new InferenceStarted("m", 1));
      Message said = Message.assistant(text, new Message.Call(id, "ls", "{}"));
      events.add(new InferenceCompleted(1, said));
    }
    if (vocabulary.messages) {
      events.add(new AssistantMessage(text, List.of(new ToolCall(id, "ls", "{}"))));
    }
    if (vocabulary.loop) {
      events.add(new MessageEnd(LOOP, answer));
      events.add(new ToolExecutionStart(LOOP, id, "ls", Json.EMPTY_OBJECT));
    }
    if (vocabulary.messages || vocabulary.inferences) {
      events.add(new ToolCall(id, "ls", "{}"));
    }
    if (isOpen) {
      return;
    }
    if (vocabulary.loop) {
      events.add(new ToolExecutionEnd(LOOP, id, "ls", ToolOutput.text("done"), false));
      events.add(new MessageEnd(LOOP, result));
    }
    if (vocabulary.messages || vocabulary.inferences) {
      events.add(ToolResult.ok(id, "done"));
    }
    if (vocabulary.loop) {
      events.add(new TurnEnd(LOOP, answer, Usage.NONE, List.of(result)));
    }
  }

  private static Transcript transcript(List<SessionEvent> events) {
    TranscriptFold fold = new TranscriptFold();
    for (int seq = 0; seq < events.size(); seq++) {
      fold.accept(Lines.entry(seq, "any", events.get(seq)));
    }
    return fold.result();
  }

  @ParameterizedTest
  @EnumSource
  void readersAgree(Vocabulary vocabulary) {
    List<SessionEvent> events = events(vocabulary, false);
    Diagnosis diagnosis = Diagnoses.of(events.toArray(new SessionEvent[0]));
    assertThat(diagnosis.findingCounts()).isEmpty();
    assertThat(diagnosis.tools()).isEqualTo(new ToolTally(CALLS, CALLS, 0, 0, List.of()));
    Transcript transcript = transcript(events);
    assertThat(transcript.messages()).hasSize(1 + 2 * CALLS);
    assertThat(transcript.adjustments()).isEmpty();
    assertThat(transcript.messages().stream()
            .mapToLong(message -> message.toolCalls().size())
            .sum())
        .isEqualTo(CALLS);
    if (vocabulary.loop) {
      SessionTree tree = new SessionTree();
      for (int seq = 0; seq < events.size(); seq++) {
        tree.accept(Lines.entry(seq, "any", events.get(seq)));
      }
      List<AgentSession> sessions = tree.result();
      assertThat(sessions).hasSize(1);
      assertThat(sessions.get(0).loops().get(0).turns()).hasSize(CALLS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOpenCallIsOne(Vocabulary vocabulary) {
    List<SessionEvent> events = events(vocabulary, true);
    Diagnosis diagnosis = Diagnoses.of(events.toArray(new SessionEvent[0]));
    Map<String, Long> found = Diagnoses.found(diagnosis);
    assertThat(found).containsEntry("tool_call_without_result", 1L);
    assertThat(found).doesNotContainKeys("duplicate_tool_call", "tool_result_without_call");
    assertThat(diagnosis.tools().calls()).isEqualTo(CALLS);
    assertThat(diagnosis.tools().open()).isEqualTo(1);
    assertThat(transcript(events).openCalls())
        .extracting(Message.Call::id)
        .containsExactly("call_2");
  }
}
