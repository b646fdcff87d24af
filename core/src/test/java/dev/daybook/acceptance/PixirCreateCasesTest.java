package dev.daybook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Json;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionFork;
import dev.daybook.event.TextDelta;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases that pixir's own tests show for a log that is created with its first events. */
class PixirCreateCasesTest {

  private static final String ID = "sess-1";
  private static final List<SessionEvent> FIRST = List.of(
      new SessionFork("parent", "root", 4, null, null, null, 5L, "replay_v1", List.of()),
      new UserMessage("hello"));

  @TempDir
  Path root;

  private Daybook daybook;

  @BeforeEach
  void open() {
    daybook = Daybook.open(root);
  }

  @Test
  @DisplayName("pixir: create_session writes the events")
  void writesTheEvents() {
    daybook.createSession(ID, FIRST);
    assertThat(daybook.history(ID).events()).isEqualTo(FIRST);
    assertThat(daybook.exists(ID)).isTrue();
  }

  @Test
  @DisplayName("pixir: create_session refuses a second time, and the log stays as it is")
  void refusesASecondTime() throws IOException {
    daybook.createSession(ID, FIRST);
    byte[] before = Files.readAllBytes(daybook.file(ID));
    DaybookException refused = refusal(List.of(new UserMessage("another")));
    assertThat(refused.kind()).isEqualTo(Kind.SESSION_EXISTS);
    assertThat(daybook.file(ID)).hasBinaryContent(before);
    assertOnlyFiles(1);
  }

  @Test
  @DisplayName("pixir: an ephemeral event is refused and no file appears")
  void anEphemeralEventIsRefused() throws IOException {
    DaybookException refused = refusal(List.of(new UserMessage("a"), new TextDelta("chunk")));
    assertThat(refused.kind()).isEqualTo(Kind.EPHEMERAL_TYPE);
    assertThat(refused.details()).containsEntry("event", 1L).containsEntry("type", "text_delta");
    assertOnlyFiles(0);
  }

  @Test
  @DisplayName("pixir: what cannot be encoded is refused and no file appears")
  void whatCannotBeEncodedIsRefused() throws IOException {
    Note broken = new Note(NoteLevel.INFO, "cut", null, new Json("{\"a\":"));
    assertThat(refusal(List.of(new UserMessage("a"), broken)).kind()).isEqualTo(Kind.UNENCODABLE);
    assertOnlyFiles(0);
  }

  private DaybookException refusal(List<SessionEvent> events) {
    return catchThrowableOfType(DaybookException.class, () -> daybook.createSession(ID, events));
  }

  private void assertOnlyFiles(int count) throws IOException {
    Path folder = daybook.file(ID).getParent();
    if (Files.exists(folder)) {
      try (var files = Files.list(folder)) {
        assertThat(files).hasSize(count);
      }
    } else {
      assertThat(count).isZero();
    }
  }
}
