package dev.daybook.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.Entry;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.Message;
import dev.daybook.event.SeqRange;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Lines;
import dev.daybook.internal.transcript.TranscriptAudit;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.Transcript;
import dev.daybook.read.TranscriptFold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The conversation of a session that goes back and takes another branch. */
class BranchTest {

  private static final SessionEvent[] TALK = {said("q0"), answered("a1"), said("q2"), answered("a3")
  };

  @TempDir
  Path folder;

  private static SessionEvent said(String text) {
    return new UserMessage(text);
  }

  private static SessionEvent answered(String text) {
    return new AssistantMessage(text);
  }

  private static BranchSwitched keeping(long... bounds) {
    List<SeqRange> kept = new ArrayList<>();
    for (int i = 0; i < bounds.length; i += 2) {
      kept.add(new SeqRange(bounds[i], bounds[i + 1]));
    }
    return new BranchSwitched(kept, null);
  }

  private static SessionEvent[] after(SessionEvent[] first, SessionEvent... more) {
    List<SessionEvent> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return all.toArray(SessionEvent[]::new);
  }

  /** Returns the texts of the conversation, which the fold and a reading from the end agree on. */
  private List<String> texts(SessionEvent... events) throws IOException {
    return transcript(events).messages().stream().map(Message::content).toList();
  }

  private Transcript transcript(SessionEvent... events) throws IOException {
    TranscriptFold fold = new TranscriptFold();
    for (int seq = 0; seq < events.length; seq++) {
      fold.accept(Lines.entry(seq, "any", events[seq]));
    }
    Transcript fromTheEnd = fromTheEnd(events);
    assertThat(fromTheEnd)
        .usingRecursiveComparison()
        .ignoringFields("report")
        .isEqualTo(fold.result());
    return fromTheEnd;
  }

  private Transcript fromTheEnd(SessionEvent... events) throws IOException {
    Path file = folder.resolve("s-1.ndjson");
    Files.write(file, Lines.file(events));
    return SessionFileReader.of(file, EventTypes.standard(), ReadOptions.strict())
        .transcript();
  }

  @Test
  void isWhatIsKeptAndWhatComesAfter() throws IOException {
    assertThat(texts(after(TALK, keeping(0, 1), said("q5"), answered("a6"))))
        .containsExactly("q0", "a1", "q5", "a6");
    assertThat(texts(after(TALK, keeping(), said("q5")))).containsExactly("q5");
    assertThat(texts(after(TALK, keeping(0, 0, 2, 99), said("q5"))))
        .containsExactly("q0", "q2", "a3", "q5");
  }

  @Test
  void aLaterSwitchBringsAnAbandonedBranchBack() throws IOException {
    SessionEvent[] other = after(TALK, keeping(0, 1), said("q5"), answered("a6"));
    assertThat(texts(after(other, keeping(0, 3), said("q8"))))
        .containsExactly("q0", "a1", "q2", "a3", "q8");
    // what the earlier switch left out does not matter, even if that is kept itself
    assertThat(texts(after(other, keeping(0, 6), said("q8"))))
        .containsExactly("q0", "a1", "q2", "a3", "q5", "a6", "q8");
  }

  @Test
  void aSummaryOnAnAbandonedBranchDoesNotCount() throws IOException {
    SessionEvent[] summed = after(TALK, new HistoryCompaction(0, 2, "sum"), said("q5"));
    assertThat(texts(summed)).containsExactly("sum", "a3", "q5");
    assertThat(texts(after(summed, keeping(0, 3), said("q7"))))
        .containsExactly("q0", "a1", "q2", "a3", "q7");
    assertThat(texts(after(summed, keeping(0, 4), said("q7")))).containsExactly("sum", "a3", "q7");
    assertThat(texts(after(summed, keeping(0, 3), said("q7"), keeping(0, 5))))
        .containsExactly("sum", "a3", "q5");
    assertThat(texts(after(summed, keeping(0, 1, 4, 5), said("q7"))))
        .containsExactly("sum", "q5", "q7");
  }

  @Test
  void aSummaryAfterASwitchLeavesTheOtherBranchOut() throws IOException {
    SessionEvent[] events =
        after(TALK, keeping(0, 1), said("q5"), new HistoryCompaction(0, 0, "sum"), said("q7"));
    assertThat(texts(events)).containsExactly("sum", "a1", "q5", "q7");
    assertThat(transcript(events).snapshotSeq()).hasValue(6);
  }

  @Test
  void ofTheSnapshotsTheNewestOfTheBranchCounts() throws IOException {
    List<SessionEvent> events = new ArrayList<>();
    List<Message> input = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      input.add(Message.user("q" + i));
      // a snapshot that repeats the one before, and one that does not
      List<Message> asked = i == 3 ? List.of(Message.user("other")) : List.copyOf(input);
      events.add(new InferenceCompleted(1, Message.assistant("a" + i), asked));
      input.add(Message.assistant("a" + i));
    }
    SessionEvent[] all = events.toArray(SessionEvent[]::new);
    assertThat(texts(after(all, said("x")))).hasSize(11);
    assertThat(texts(after(all, keeping(0, 3), said("x")))).containsExactly("other", "a3", "x");
    assertThat(texts(after(all, keeping(0, 2), said("x"))))
        .containsExactly("q0", "a0", "q1", "a1", "q2", "a2", "x");
    assertThat(texts(after(all, keeping(0, 0), said("x")))).containsExactly("q0", "a0", "x");
    assertThat(texts(after(all, keeping(0, 0, 4, 4), said("x")))).hasSize(11);
    assertThat(texts(after(all, keeping(), said("x")))).containsExactly("x");
  }

  @Test
  void readsNoMoreThanASwitchAsksFor() throws IOException {
    SessionEvent[] summed =
        after(TALK, new HistoryCompaction(0, 3, "s"), said("q5"), new HistoryCompaction(0, 5, "t"));
    assertThat(fromTheEnd(after(summed, said("q7"))).report().lines()).isEqualTo(2);
    assertThat(fromTheEnd(after(summed, keeping(0, 6), said("q8"))).report().lines())
        .isEqualTo(3);
    assertThat(fromTheEnd(after(summed, keeping(0, 5), said("q8"))).report().lines())
        .isEqualTo(5);
    assertThat(fromTheEnd(after(summed, keeping(0, 3), said("q8"))).report().lines())
        .isEqualTo(9);
  }

  @Test
  void callsOfAnAbandonedBranchAreNotOpen() throws IOException {
    SessionEvent call = new ToolCall("c", "ls", "{}");
    Transcript transcript = transcript(said("q0"), call, keeping(0, 0), answered("a3"));
    assertThat(transcript.openCalls()).isEmpty();
    assertThat(transcript.adjustments()).isEmpty();
    assertThat(transcript(said("q0"), call, keeping(0, 1)).openCalls()).hasSize(1);
    assertThat(transcript(said("q0"), call, keeping(0, 0), call, ToolResult.ok("c", "ok"))
            .adjustments())
        .isEmpty();
  }

  /** An audit forgets what a snapshot covers, so that a switch back there is beyond it. */
  @Test
  void anAuditAgreesWithTheFoldOrSaysThatItCannot() {
    int followed = 0;
    int given = 0;
    for (int seed = 0; seed < 2_000; seed++) {
      SessionEvent[] events = new RandomSession(new Random(seed)).events();
      TranscriptAudit audit = new TranscriptAudit(8, id -> id);
      TranscriptFold fold = new TranscriptFold();
      for (int seq = 0; seq < events.length; seq++) {
        Entry entry = Lines.entry(seq, "any", events[seq]);
        audit.accept(entry);
        fold.accept(entry);
      }
      var found = audit.result();
      if (found.isPresent()) {
        assertThat(found.get()).as("seed %d", seed).isEqualTo(fold.result().adjustments());
        followed++;
      } else {
        given++;
      }
    }
    assertThat(followed).isGreaterThan(200);
    assertThat(given).isGreaterThan(200);
  }
}
