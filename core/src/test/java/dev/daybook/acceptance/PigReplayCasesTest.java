package dev.daybook.acceptance;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.event.EndReason;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InferenceFailed;
import dev.daybook.event.InferenceSettings;
import dev.daybook.event.InferenceSettingsChanged;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.Message;
import dev.daybook.event.Role;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.StopReason;
import dev.daybook.event.ThinkingLevel;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.SessionReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases of pig's tests of its replay: recorded, read back from the file, and as pig has it. */
class PigReplayCasesTest {

  private static final String ID = "s-1";
  private static final Message QUESTION = Message.user("What is in the folder?");
  private static final Message.Call LIST =
      new Message.Call("call_1", "bash", "{\"command\": \"ls\"}");
  private static final Message CALLING = Message.assistant("", LIST);
  private static final Message ANSWER = Message.assistant("Two files.");

  @TempDir
  Path root;

  private Daybook daybook;

  @BeforeEach
  void open() {
    daybook = Daybook.open(root);
  }

  @AfterEach
  void close() {
    daybook.close();
  }

  private void record(SessionEvent... events) {
    try (Session session = daybook.openSession(ID)) {
      for (SessionEvent event : events) {
        session.record(event);
      }
    }
  }

  private List<Message> replay() {
    return daybook.transcript(ID).messages();
  }

  private SessionReader reader() {
    return daybook.reader(ID, ReadOptions.strict());
  }

  private static InferenceCompleted inference(Message answer, Message... input) {
    return new InferenceCompleted(12, answer, List.of(input));
  }

  private static ToolCall started(Message.Call call) {
    return new ToolCall(call.id(), call.name(), call.arguments());
  }

  private static Message tool(String content) {
    return Message.tool(LIST.id(), content);
  }

  @Test
  @DisplayName("pig: an empty file replays to nothing")
  void anEmptyFileHasNoMessages() throws IOException {
    Files.createDirectories(daybook.file(ID).getParent());
    Files.createFile(daybook.file(ID));
    assertThat(replay()).isEmpty();
  }

  @Test
  @DisplayName("pig: a missing file is an error")
  void aMissingFileIsAnError() {
    assertThat(faultOf(this::replay).kind()).isEqualTo(Kind.SESSION_NOT_FOUND);
  }

  @Test
  @DisplayName(
      "pig: a session without a completed inference, a tool or a message replays to nothing")
  void withoutAnInferenceThereAreNoMessages() {
    record(
        new SessionStarted("pig", "title"),
        new InferenceStarted("m", 1),
        new InferenceFailed(1, new ErrorInfo("timeout", "too slow"), List.of(QUESTION)),
        new SessionEnded(EndReason.NORMAL));
    assertThat(replay()).isEmpty();
  }

  @Test
  @DisplayName("pig: a single inference is its input and its answer")
  void anInferenceGivesItsQuestionAndAnswer() {
    record(inference(ANSWER, QUESTION));
    assertThat(replay()).containsExactly(QUESTION, ANSWER);
  }

  @Test
  @DisplayName("pig: two inferences around a tool call give four messages")
  void twoInferencesGiveEachMessageOnce() {
    record(
        inference(CALLING, QUESTION),
        started(LIST),
        ToolResult.ok(LIST.id(), "a b"),
        inference(ANSWER, QUESTION, CALLING, tool("a b")));
    assertThat(replay()).containsExactly(QUESTION, CALLING, tool("a b"), ANSWER);
  }

  @Test
  @DisplayName("pig: a tool that was blocked after the last inference answers with the reason")
  void aBlockedToolSaysWhy() {
    record(
        inference(CALLING, QUESTION),
        started(LIST),
        new ToolBlocked(LIST.id(), "guard", "not allowed"));
    assertThat(replay())
        .containsExactly(QUESTION, CALLING, tool("Tool blocked by 'guard': not allowed"));
  }

  @Test
  @DisplayName("pig: a tool that ran after the last inference answers with its result")
  void anExecutedToolGivesItsResult() {
    record(inference(CALLING, QUESTION), started(LIST), ToolResult.ok(LIST.id(), "a b"));
    assertThat(replay()).containsExactly(QUESTION, CALLING, tool("a b"));
  }

  @Test
  @DisplayName("pig: tool results come in the order in which the tools ended")
  void resultsStandInTheOrderOfTheirCompletion() {
    Message.Call other = new Message.Call("call_2", "bash", "{}");
    Message both = Message.assistant("", LIST, other);
    record(
        inference(both, QUESTION),
        started(LIST),
        started(other),
        ToolResult.ok(other.id(), "second"),
        ToolResult.ok(LIST.id(), "first"));
    assertThat(replay())
        .containsExactly(QUESTION, both, Message.tool("call_2", "second"), tool("first"));
  }

  @Test
  @DisplayName("pig: tool_started and inference_failed contribute nothing")
  void otherEventsGiveNoMessages() {
    record(
        inference(CALLING, QUESTION),
        started(LIST),
        new InferenceStarted("m", 2),
        new InferenceFailed(1, new ErrorInfo("timeout", "too slow"), List.of(QUESTION, CALLING)));
    assertThat(replay()).containsExactly(QUESTION, CALLING);
    assertThat(daybook.transcript(ID).openCalls()).containsExactly(LIST);
  }

  @Test
  @DisplayName("pig: a torn tail never fails replay")
  void aTornTailIsLeftOut() throws IOException {
    record(inference(ANSWER, QUESTION));
    Files.writeString(
        daybook.file(ID), "{\"v\":1,\"seq\":1,\"type\":\"inference_c", StandardOpenOption.APPEND);
    assertThat(replay()).containsExactly(QUESTION, ANSWER);
  }

  @Test
  @DisplayName(
      "pig: a line that is no event is ignored by a lenient replay, an error in a strict one")
  void aBadLineIsSkippedOrRefused() throws IOException {
    record(inference(CALLING, QUESTION));
    Files.writeString(daybook.file(ID), "not json\n", StandardOpenOption.APPEND);
    assertThat(daybook.reader(ID, ReadOptions.lenient()).transcript().messages())
        .containsExactly(QUESTION, CALLING);
    assertThat(faultOf(this::replay).kind()).isEqualTo(Kind.INVALID_JSON);
  }

  @Test
  @DisplayName("pig: two inferences with byte-identical data do not add tool results twice")
  void identicalInferencesAddNoResultTwice() throws IOException {
    InferenceCompleted same = inference(CALLING, QUESTION);
    record(same, ToolResult.ok(LIST.id(), "once"), same, ToolResult.ok(LIST.id(), "again"));
    assertThat(Files.readAllLines(daybook.file(ID)).stream()
            .filter(line -> line.contains("\"inference_completed\""))
            .map(line -> line.substring(line.indexOf("\"data\":"), line.indexOf(",\"crc\"")))
            .distinct())
        .hasSize(1);
    assertThat(replay()).containsExactly(QUESTION, CALLING, tool("again"));
  }

  @Test
  @DisplayName("pig: round trip of a single inference with all that is known of it")
  void anInferenceComesBackAsItWas() {
    Message answer =
        new Message(Role.ASSISTANT, "line\nbreak", List.of(LIST), null, "hm", StopReason.TOOL_USE);
    InferenceCompleted inference = new InferenceCompleted(
        12, answer, List.of(QUESTION), "resp_1", "model-1", StopReason.TOOL_USE, 10L, 20L, null);
    record(inference);
    assertThat(daybook.history(ID).events()).containsExactly(inference);
    assertThat(replay()).containsExactly(QUESTION, answer);
  }

  @Test
  @DisplayName("pig: round trip of a full tool loop")
  void aToolLoopComesBackAsItWas() {
    record(
        new InferenceStarted("m", 1),
        inference(CALLING, QUESTION),
        started(LIST),
        ToolResult.ok(LIST.id(), "a b"),
        new InferenceStarted("m", 3),
        inference(ANSWER, QUESTION, CALLING, tool("a b")),
        SessionEnded.normally());
    assertThat(replay()).containsExactly(QUESTION, CALLING, tool("a b"), ANSWER);
    assertThat(daybook.transcript(ID).openCalls()).isEmpty();
  }

  @Test
  @DisplayName("pig: the system prompt of the session is no part of the history")
  void theSystemPromptIsNoMessage() {
    record(
        new SessionStarted("pig", null, null, "m", null, "Be brief.", null, null, null, null, null),
        inference(ANSWER, QUESTION));
    assertThat(replay()).containsExactly(QUESTION, ANSWER);
  }

  @Test
  @DisplayName("pig: round trip of a blocked tool that an inference followed")
  void aBlockedToolComesBackAsItWas() {
    Message blocked = tool("Tool blocked by 'guard': no");
    record(
        inference(CALLING, QUESTION),
        new ToolBlocked(LIST.id(), "guard", "no", LIST.name(), LIST.arguments()),
        inference(ANSWER, QUESTION, CALLING, blocked));
    assertThat(replay()).containsExactly(QUESTION, CALLING, blocked, ANSWER);
  }

  @Test
  @DisplayName("pig: a result that a hook changed is not added behind the inference that saw it")
  void aTransformedResultBeforeAnInferenceIsKept() {
    record(
        inference(CALLING, QUESTION),
        ToolResult.ok(LIST.id(), "[redacted]"),
        inference(ANSWER, QUESTION, CALLING, tool("[redacted]")));
    assertThat(replay()).containsExactly(QUESTION, CALLING, tool("[redacted]"), ANSWER);
  }

  @Test
  @DisplayName("pig: a result that a hook changed is added, as changed, in a partial session")
  void aTransformedResultInAPartialSessionIsKept() {
    record(inference(CALLING, QUESTION), ToolResult.ok(LIST.id(), "[redacted]"));
    assertThat(replay()).containsExactly(QUESTION, CALLING, tool("[redacted]"));
  }

  @Test
  @DisplayName("pig: settings round trip; only their own event changes them")
  void onlyTheirOwnEventChangesSettings() {
    InferenceSettings high = new InferenceSettings(ThinkingLevel.HIGH);
    List<SessionEvent> events = new ArrayList<>();
    for (ThinkingLevel level : List.of(ThinkingLevel.OFF, ThinkingLevel.HIGH)) {
      events.add(new InferenceSettingsChanged(new InferenceSettings(level)));
    }
    events.add(new InferenceStarted("m", 1, new InferenceSettings(ThinkingLevel.LOW)));
    events.add(new InferenceCompleted(
        1,
        ANSWER,
        List.of(QUESTION),
        null,
        null,
        null,
        null,
        null,
        new InferenceSettings(ThinkingLevel.MAX)));
    record(events.toArray(new SessionEvent[0]));
    assertThat(reader().settings()).contains(high);
    assertThat(replay()).containsExactly(QUESTION, ANSWER);
  }

  @Test
  @DisplayName("pig: an old log without settings has none")
  void withoutSettingsThereAreNone() {
    record(inference(ANSWER, QUESTION));
    assertThat(reader().settings()).isEmpty();
  }

  @Test
  @DisplayName("pig: settings with a value that is not known are an error")
  void unknownSettingsAreRefused() {
    record(new InferenceSettingsChanged(new InferenceSettings(new ThinkingLevel("extreme"))));
    assertThat(faultOf(() -> reader().settings()).kind()).isEqualTo(Kind.INVALID_VALUE);
  }
}
