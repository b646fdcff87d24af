package dev.daybook.acceptance;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.UserMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pixir's cases of session ids, at every door that takes one. */
class PixirIdCasesTest {

  @TempDir
  Path root;

  /** Everything that takes an id. */
  private static List<ThrowingCallable> doors(Daybook daybook, String id) {
    return List.of(
        () -> daybook.openSession(id),
        () -> daybook.resumeSession(id),
        () -> daybook.createSession(id),
        () -> daybook.createSession(id, List.of(new UserMessage("m"))),
        () -> daybook.exists(id),
        () -> daybook.file(id),
        () -> daybook.history(id),
        () -> daybook.transcript(id),
        () -> daybook.diagnosis(id),
        () -> daybook.delete(id),
        () -> daybook.purge(id));
  }

  @ParameterizedTest
  @DisplayName("pixir: valid ids")
  @ValueSource(
      strings = {
        "20261120T230000-a1b2c3",
        "sess-1",
        "v1.2_final",
        "á",
        "q\u0301",
        "会话42",
        "_",
        "7up"
      })
  void validIdsAreTaken(String id) {
    try (Daybook daybook = Daybook.open(root)) {
      daybook.openSession(id).recordSync(new UserMessage("m"));
      assertThat(daybook.exists(id)).isTrue();
      assertThat(daybook.file(id).getParent()).isEqualTo(root.resolve("sessions"));
      assertThat(daybook.history(id).entries().get(0).sessionId()).isEqualTo(id);
    }
  }

  @Test
  @DisplayName("pixir: a generated id is valid, and ids sort by their time")
  void generatedIdsAreSortedAndUnique() {
    try (Daybook daybook = Daybook.open(root)) {
      List<String> ids = Stream.generate(daybook::newSessionId).limit(3).toList();
      ids.forEach(daybook::createSession);
      assertThat(ids).isSorted().doesNotHaveDuplicates().allMatch(daybook::exists);
      assertThat(ids).allMatch(id -> id.matches("\\d{8}T\\d{9}-[0-9a-f]{6}"));
    }
  }

  @Test
  @DisplayName("pixir: 235 bytes and no more, also of multibyte letters")
  void anIdOverTheLimitIsRefused() {
    try (Daybook daybook = Daybook.open(root)) {
      for (String letter : List.of("a", "会")) {
        String longest = "x".repeat(235 % letter.getBytes().length)
            + letter.repeat(235 / letter.getBytes().length);
        daybook.openSession(longest).recordSync(new UserMessage("m"));
        for (ThrowingCallable door : doors(daybook, longest + "x")) {
          DaybookException refused = faultOf(door);
          assertThat(refused.kind()).isEqualTo(Kind.INVALID_SESSION_ID);
          assertThat(refused.details())
              .containsAllEntriesOf(
                  Map.of("reason", "too_long", "maxBytes", 235, "observedBytes", 236));
        }
      }
    }
  }

  @ParameterizedTest
  @DisplayName("pixir: rejected ids, whose value no error repeats and no path is made of")
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "-x",
        ".x",
        "SECRET/x",
        "SECRET\\x",
        "SECRET x",
        "SECRET\nx",
        "SECRET\u0000x",
        "SECRET:x",
        "SECRET$(x)",
        "SECRET`x`",
        "SECRET;x",
        "SECRET%2fx",
        "SECRET\ud800",
        "../SECRET"
      })
  void rejectedIds(String id) {
    try (Daybook daybook = Daybook.open(root)) {
      for (ThrowingCallable door : doors(daybook, id)) {
        DaybookException refused = faultOf(door);
        assertThat(refused.kind()).isEqualTo(Kind.INVALID_SESSION_ID);
        assertThat(refused.getMessage()).doesNotContain("SECRET");
        assertThat(refused.details()).containsKeys("reason", "maxBytes", "observedBytes");
      }
    }
    assertThat(root).as("nothing was created").isEmptyDirectory();
  }

  @Test
  @DisplayName("pixir: a decomposed spelling; ours has one spelling for a name")
  void aNameHasOneSpelling() {
    DaybookException refused = faultOf(() -> Daybook.open(root).file("a\u0301"));
    assertThat(refused.details()).containsEntry("reason", "not_normalized");
  }
}
