package dev.daybook.acceptance;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Ping;
import dev.daybook.event.Progress;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.Typing;
import dev.daybook.event.UserMessage;
import dev.daybook.read.History;
import dev.daybook.read.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cases that celeste's own tests show for its writer and its tolerant reader, in our format.
 * Its reader is a lenient one here.
 */
class CelesteReaderCasesTest {

  private static final String ID = "s-1";
  private static final UserMessage HELLO = new UserMessage("hello");
  private static final AssistantMessage HI = new AssistantMessage("hi");

  @TempDir
  Path root;

  private Daybook daybook() {
    return Daybook.open(root);
  }

  private void record(SessionEvent... events) {
    try (Daybook daybook = daybook()) {
      Session session = daybook.openSession(ID);
      for (SessionEvent event : events) {
        session.record(event);
      }
    }
  }

  private History read() {
    try (Daybook daybook = daybook()) {
      return daybook.reader(ID, ReadOptions.lenient()).history();
    }
  }

  private Path file() {
    return daybook().file(ID);
  }

  @Test
  @DisplayName("celeste: the writer creates the file with its extension")
  void theWriterCreatesTheFile() {
    record(HELLO);
    assertThat(file()).isRegularFile().hasFileName("s-1.ndjson");
  }

  @Test
  @DisplayName("celeste: two entries round-trip")
  void twoEntriesRoundTrip() {
    record(HELLO, HI);
    assertThat(read().events()).containsExactly(HELLO, HI);
  }

  @Test
  @DisplayName("celeste: of five entries, three of them ephemeral, two are written")
  void ephemeralEntriesAreDropped() throws IOException {
    try (Daybook daybook = Daybook.builder(root).dropEphemeral().open()) {
      Session session = daybook.openSession(ID);
      for (SessionEvent event :
          List.of(HELLO, new Progress("half"), new Typing("a"), new Ping("b"), HI)) {
        session.record(event);
      }
    }
    assertThat(Files.readAllLines(file())).hasSize(2);
    assertThat(read().events()).containsExactly(HELLO, HI);
  }

  @Test
  @DisplayName("celeste: the fields of a tool round-trip")
  void toolFieldsRoundTrip() {
    ToolCall call = new ToolCall("toolu_1", "read_file", "{\"path\":\"main.go\"}");
    ToolResult result = ToolResult.ok("toolu_1", "package main\n");
    record(call, result);
    assertThat(read().events()).containsExactly(call, result);
  }

  @Test
  @DisplayName("celeste: a bad line is skipped, three lines give two entries")
  void aBadLineIsSkipped() throws IOException {
    record(HELLO, HI);
    List<String> lines = Files.readAllLines(file());
    Files.writeString(file(), lines.get(0) + "\nthis is not json\n" + lines.get(1) + "\n");

    History history = read();
    assertThat(history.report().lines()).isEqualTo(3);
    assertThat(history.events()).containsExactly(HELLO, HI);
    assertThat(history.report().badLines()).isEqualTo(1);
  }

  @Test
  @DisplayName("celeste: an empty file gives no entries")
  void anEmptyFileGivesNothing() throws IOException {
    Files.createDirectories(file().getParent());
    Files.createFile(file());
    assertThat(read().entries()).isEmpty();
  }

  @Test
  @DisplayName("celeste: a missing file is an error")
  void aMissingFileIsAnError() {
    assertThat(faultOf(this::read).kind()).isEqualTo(Kind.SESSION_NOT_FOUND);
  }

  @Test
  @DisplayName("celeste: resume gives two entries, one is appended, three are in the file")
  void resumeAppends() throws IOException {
    record(HELLO, HI);
    UserMessage more = new UserMessage("more");
    try (Daybook daybook = daybook()) {
      Session session = daybook.openSession(ID);
      assertThat(daybook.history(ID).entries()).hasSize(2);
      assertThat(session.recordSync(more)).isEqualTo(2);
    }
    assertThat(Files.readAllLines(file())).hasSize(3);
    assertThat(read().events()).containsExactly(HELLO, HI, more);
  }
}
