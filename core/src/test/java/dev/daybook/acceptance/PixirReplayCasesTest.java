package dev.daybook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.Session;
import dev.daybook.event.AnswerMetadata;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.Json;
import dev.daybook.event.Message;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases of the tests of Pixir's reader profile, its compaction and its repair of orphans. */
class PixirReplayCasesTest {

  private static final String ID = "s-1";

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

  private Transcript replay() {
    return daybook.transcript(ID);
  }

  @Test
  @DisplayName("pixir: the fold of a missing log is empty, if asked for")
  void aMissingLogMayCountAsEmpty() {
    assertThat(daybook
            .reader(ID, ReadOptions.strict().withMissingAsEmpty(true))
            .transcript()
            .messages())
        .isEmpty();
    assertThat(daybook.file(ID)).doesNotExist();
  }

  @Test
  @DisplayName("pixir: the reader profile leaves out usage, failed turns and partial answers")
  void aReplayGivesTheMessagesAlone() {
    record(
        new UserMessage("go"),
        new AssistantMessage(
            "I was abo", List.of(), null, null, new AnswerMetadata(true, null, null, null)),
        new Unknown(
            "turn_failed",
            new Json(
                "{\"terminal_status\":\"failed\",\"error_kind\":\"k\",\"error_message\":\"m\"}")),
        new AssistantMessage("here"));
    assertThat(daybook.history(ID).events().get(2)).isInstanceOf(TurnFailed.class);
    assertThat(replay().messages()).containsExactly(Message.user("go"), Message.assistant("here"));
  }

  @Test
  @DisplayName("pixir: the latest checkpoint wins, and what follows its range is kept")
  void theLatestCheckpointWins() {
    record(
        new UserMessage("one"),
        new AssistantMessage("two"),
        new HistoryCompaction(0, 1, "first summary"),
        new UserMessage("three"),
        new AssistantMessage("four"),
        new UserMessage("five"),
        new HistoryCompaction(0, 4, "second summary"),
        new AssistantMessage("six"));
    assertThat(replay().messages())
        .containsExactly(
            Message.system("second summary"), Message.user("five"), Message.assistant("six"));
    assertThat(replay().snapshotSeq()).hasValue(6);
  }

  @Test
  @DisplayName("pixir: a compaction lies over the log and removes nothing from it")
  void aCompactionIsAnOverlay() throws IOException {
    record(new UserMessage("one"), new AssistantMessage("two"));
    String before = Files.readString(daybook.file(ID));
    record(new HistoryCompaction(0, 1, "summary"));
    assertThat(Files.readString(daybook.file(ID))).startsWith(before);
    assertThat(daybook.history(ID).events()).hasSize(3).startsWith(new UserMessage("one"));
  }

  @Test
  @DisplayName("pixir: a compaction of nothing but the beginning keeps the rest")
  void aCompactionMayCoverTheBeginning() {
    record(
        new SystemMessage("be brief"),
        new UserMessage("one"),
        new HistoryCompaction(0, 0, "summary"));
    assertThat(replay().messages()).containsExactly(Message.system("summary"), Message.user("one"));
  }

  @Test
  @DisplayName("pixir: orphans are closed in call_id order before the next turn starts")
  void orphansBeforeATurnAreClosed() {
    assertOrphansAreClosed("before_start_turn");
  }

  @Test
  @DisplayName("pixir: orphans are closed on an interrupt")
  void orphansOnAnInterruptAreClosed() {
    assertOrphansAreClosed("interrupt");
  }

  @Test
  @DisplayName("pixir: orphans are closed on an interrupt without a turn")
  void orphansOnAnInterruptWithoutATurnAreClosed() {
    assertOrphansAreClosed("interrupt_no_turn");
  }

  private void assertOrphansAreClosed(String reason) {
    record(
        new UserMessage("go"),
        new ToolCall("call_2", "bash", "{}"),
        new ToolCall("call_1", "read", "{}"),
        new ToolCall("call_3", "bash", "{}"),
        ToolResult.ok("call_3", "done"));
    Transcript broken = replay();
    assertThat(broken.openCalls()).extracting(Message.Call::id).containsExactly("call_2", "call_1");

    List<ToolResult> repairs = broken.repairs(reason);
    record(repairs.toArray(new SessionEvent[0]));

    Transcript repaired = replay();
    assertThat(repaired.openCalls()).isEmpty();
    assertThat(repaired.messages()).isEqualTo(broken.closed(reason).messages());
    List<SessionEvent> events = daybook.history(ID).events();
    assertThat(events.subList(5, events.size())).isEqualTo(repairs);
    ToolResult first = (ToolResult) events.get(5);
    assertThat(first.callId()).isEqualTo("call_1");
    assertThat(first.ok()).isFalse();
    assertThat(first.error().kind()).isEqualTo("orphan_tool_call");
    assertThat(first.error().details())
        .isEqualTo(
            new Json("{\"call_id\":\"call_1\",\"tool\":\"read\",\"reason\":\"" + reason + "\"}"));
    assertThat(((ToolResult) events.get(6)).callId()).isEqualTo("call_2");
  }

  @Test
  @DisplayName("pixir: a result before its call does not answer it")
  void aResultBeforeItsCallAnswersNothing() {
    record(ToolResult.ok("call_1", "early"), new ToolCall("call_1", "bash", "{}"));
    assertThat(replay().openCalls()).hasSize(1);
  }

  @Test
  @DisplayName("pixir: nothing to close where every call has a result")
  void anAnsweredCallNeedsNoRepair() {
    record(new ToolCall("call_1", "bash", "{}"), ToolResult.ok("call_1", ""));
    assertThat(replay().repairs("interrupt")).isEmpty();
  }
}
