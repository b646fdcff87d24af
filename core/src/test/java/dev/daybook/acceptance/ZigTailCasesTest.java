package dev.daybook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.event.Heartbeat;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StepOutput;
import dev.daybook.event.StepStream;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import dev.daybook.read.Tail;
import dev.daybook.read.TailEvent;
import dev.daybook.read.TailEvent.Damaged;
import dev.daybook.read.TailEvent.Ended;
import dev.daybook.read.TailEvent.Recorded;
import dev.daybook.read.TailEvent.TailEnd;
import dev.daybook.read.TailOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demands of zig on following a session, chapter 4.5 of the reference; the texts: ZigTailIT.
 */
@Timeout(60)
class ZigTailCasesTest {

  @TempDir
  Path root;

  private Daybook daybook;

  @BeforeEach
  void open() {
    daybook = Daybook.open(root);
  }

  private void session(SessionEvent... events) {
    daybook.createSession("s", List.of(events));
  }

  private void append(String text) throws IOException {
    Files.writeString(daybook.file("s"), text, StandardOpenOption.APPEND);
  }

  /** Returns the events of a tail until it ends or has nothing more to read. */
  private List<TailEvent> seen(TailOptions options) {
    List<TailEvent> seen = new ArrayList<>();
    try (Tail tail = daybook.tail("s", options)) {
      Optional<TailEvent> event = tail.next(Duration.ZERO);
      while (event.isPresent()) {
        seen.add(event.get());
        event = seen.get(seen.size() - 1) instanceof Ended
            ? Optional.empty()
            : tail.next(Duration.ZERO);
      }
    }
    return seen;
  }

  private static boolean hasEnded(List<TailEvent> seen) {
    return seen.contains(new Ended(TailEnd.SESSION_ENDED));
  }

  @Test
  @DisplayName("zig: the replay of a completed file returns")
  void aReplayOfACompletedFileReturns() {
    session(new UserMessage("one"), SessionEnded.normally());
    List<TailEvent> seen = seen(TailOptions.fromBeginning());
    assertThat(seen).hasSize(3);
    assertThat(((Recorded) seen.get(1)).entry().event()).isInstanceOf(SessionEnded.class);
    assertThat(seen.get(2)).isEqualTo(new Ended(TailEnd.SESSION_ENDED));
  }

  @Test
  @DisplayName("zig: the end is detected by decoding; its literal text inside another event is not")
  void endIsDecodedNotSearchedFor() {
    String literal = "{\"type\":\"session_ended\",\"data\":{}}";
    session(
        new StepOutput("build", StepStream.STDOUT, literal),
        new Unknown("session_ended_soon", "{\"type\":\"session_ended\"}"));
    assertThat(seen(TailOptions.fromBeginning())).hasSize(2).noneMatch(Ended.class::isInstance);
  }

  @Test
  @DisplayName("zig: a damaged end event is not the end")
  void aDamagedEndIsNoEnd() throws Exception {
    session(new UserMessage("one"));
    String end = new String(Lines.lineOf("s", 1, SessionEnded.normally()), StandardCharsets.UTF_8);
    append(end.replace("normal_end", "normal_emd"));
    assertThat(hasEnded(seen(TailOptions.fromBeginning()))).isFalse();
    append(end);
    assertThat(hasEnded(seen(TailOptions.fromBeginning()))).isTrue();
  }

  @Test
  @DisplayName("zig: trailing blank lines are skipped where the end is looked for")
  void trailingBlankLinesHideNoEnd() throws Exception {
    session(new UserMessage("one"), SessionEnded.normally());
    append("\n  \n\r\n");
    List<TailEvent> seen = seen(TailOptions.fromBeginning());
    assertThat(hasEnded(seen)).isTrue();
    assertThat(seen)
        .as("and not in silence")
        .filteredOn(Damaged.class::isInstance)
        .hasSize(3);
    assertThat(seen(TailOptions.fromEnd())).containsExactly(new Ended(TailEnd.SESSION_ENDED));
  }

  @Test
  @DisplayName("zig: an end event that is not written to its line feed is not the end")
  void anUnfinishedEndIsNoEnd() throws Exception {
    session(new UserMessage("one"));
    String end = new String(Lines.lineOf("s", 1, SessionEnded.normally()), StandardCharsets.UTF_8);
    append(end.stripTrailing());
    assertThat(hasEnded(seen(TailOptions.fromBeginning()))).isFalse();
    append("\n");
    assertThat(hasEnded(seen(TailOptions.fromBeginning()))).isTrue();
  }

  @Test
  @DisplayName("zig: empty input has not ended")
  void anEmptyInputHasNotEnded() {
    session();
    assertThat(seen(TailOptions.fromBeginning())).isEmpty();
  }

  @Test
  @DisplayName("zig: an index beyond the file is clamped to its end")
  void anIndexPastTheEndIsClamped() {
    session(new UserMessage("one"), SessionEnded.normally());
    assertThat(seen(TailOptions.fromSeq(1_000_000)))
        .containsExactly(new Ended(TailEnd.SESSION_ENDED));
    assertThat(seen(TailOptions.fromSeq(Long.MAX_VALUE)))
        .containsExactly(new Ended(TailEnd.SESSION_ENDED));
    assertThat(seen(TailOptions.fromLast(1_000_000))).hasSize(3);
  }

  @Test
  @DisplayName("zig: a file that goes on behind its end event is read on")
  void aSessionResumedAfterItsEndHasNotEnded() {
    session(SessionEnded.normally(), new Heartbeat(10L), new UserMessage("again"));
    assertThat(seen(TailOptions.fromBeginning())).hasSize(3).noneMatch(Ended.class::isInstance);
  }
}
