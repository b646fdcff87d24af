package dev.daybook;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.DaybookException.Kind;
import dev.daybook.catalog.ForkOptions;
import dev.daybook.check.Repair.Outcome;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdTest {

  @TempDir
  Path root;

  private static String reasonOf(String value) {
    DaybookException fault = faultOf(() -> new SessionId(value));
    assertThat(fault.kind()).isEqualTo(Kind.INVALID_SESSION_ID);
    assertThat(fault.details())
        .containsKeys("reason", "maxBytes", "observedBytes")
        .containsEntry("maxBytes", 235)
        .containsEntry("observedBytes", value.getBytes(StandardCharsets.UTF_8).length);
    return (String) fault.details().get("reason");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20261120T230000-a1b2c3",
        "sess-1",
        "a.b_c.d",
        "á",
        "\u1ec7x",
        "q\u0301",
        "\u0905\u0901\u0940",
        "会话42",
        "_",
        "7",
        "٣",
        "Ⅷ",
        "²x",
        "ABC",
        "a-",
        "a..b",
        "a--b",
        "\ud835\udc00",
        "CONS",
        "con-1",
        "a.con",
        "com10",
        "lpt",
        "console.log"
      })
  void takesLettersDigitsAndUnderscoresThenHyphensDotsAndMarksToo(String value) {
    assertThat(new SessionId(value).value()).isEqualTo(value);
    assertThat(new SessionId(value)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "会", "\ud835\udc00"})
  void takesAsManyBytesAsTheLimitAndNoMore(String letter) {
    int bytes = letter.getBytes(StandardCharsets.UTF_8).length;
    String longest = "x".repeat(235 % bytes) + letter.repeat(235 / bytes);
    assertThat(longest.getBytes(StandardCharsets.UTF_8)).hasSize(235);
    assertThat(new SessionId(longest).value()).isEqualTo(longest);
    assertThat(reasonOf("x" + longest)).isEqualTo("too_long");
    assertThat(reasonOf(letter.repeat(100_000))).isEqualTo("too_long");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      value = {
        "``|empty",
        ".|invalid_start",
        "..|invalid_start",
        "...|invalid_start",
        ".a|invalid_start",
        "-a|invalid_start",
        "-|invalid_start",
        "/|invalid_start",
        "/etc/passwd|invalid_start",
        "\\a|invalid_start",
        " a|invalid_start",
        "\u0301a|invalid_start",
        "~|invalid_start",
        "\ufeffa|invalid_start",
        "a/b|invalid_character",
        "a/../b|invalid_character",
        "a\\b|invalid_character",
        "a b|invalid_character",
        "a |invalid_character",
        "a\u00a0|invalid_character",
        "a\tb|invalid_character",
        "a:b|invalid_character",
        "a%2fb|invalid_character",
        "a$b|invalid_character",
        "a;b|invalid_character",
        "a*|invalid_character",
        "a?|invalid_character",
        "a`'`\"|invalid_character",
        "a<b>|invalid_character",
        "a&b|invalid_character",
        "a\u200db|invalid_character",
        "a\u202eb|invalid_character",
        "a\u2028b|invalid_character",
        "a\ue000|invalid_character",
        "a\ud83d\ude00|invalid_character",
        "a\u2010b|invalid_character",
      })
  void refusesEverythingElse(String value, String reason) {
    assertThat(reasonOf(value)).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\n", "a\nb", "a\r", "a\u0000", "a\u0000.ndjson", "a\u007f", "a\u0085"})
  void refusesControlCharacters(String value) {
    assertThat(reasonOf(value)).isEqualTo("invalid_character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "a\ude00", "a\ud83db", "\ude00\ud83d"})
  void refusesLoneSurrogates(String value) {
    assertThat(reasonOf(value)).isEqualTo("invalid_unicode");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CON",
        "con",
        "nul.txt",
        "Aux.a.b",
        "PRN",
        "COM1",
        "lpt9.x",
        "com\u00b9",
        "LPT\u00b3.y"
      })
  void refusesTheNamesOfWindowsDevicesForNewSessions(String value) {
    assertThat(reservedReasonOf(value)).isEqualTo("reserved_name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.", "a..", "\u4f1a."})
  void refusesADotAtTheEndOfNewSessions(String value) {
    assertThat(reservedReasonOf(value)).isEqualTo("dot_at_end");
  }

  private String reservedReasonOf(String value) {
    try (Daybook daybook = Daybook.open(root)) {
      for (ThrowingCallable creation : List.<ThrowingCallable>of(
          () -> daybook.openSession(value),
          () -> daybook.createSession(value),
          () -> daybook.fork("s-1", value, ForkOptions.whole()),
          () -> daybook.forkPlan("s-1", value, ForkOptions.whole()))) {
        assertThat(faultOf(creation).kind()).isEqualTo(Kind.INVALID_SESSION_ID);
      }
      assertThat(root).isEmptyDirectory();
      return (String) faultOf(() -> daybook.openSession(value)).details().get("reason");
    }
  }

  /** What an earlier version recorded is not lost because new sessions may not be called so. */
  @ParameterizedTest
  @ValueSource(strings = {"CON", "nul.txt", "x."})
  void aSessionThatHasAReservedNameAlreadyIsOneLikeOthers(String id) throws IOException {
    Path file = Files.createDirectory(root.resolve("sessions")).resolve(id + ".ndjson");
    Files.write(file, Lines.lineOf(id, 0, new UserMessage("before")));
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(daybook.catalog().ids()).containsExactly(id);
      assertThat(daybook.catalog().refusedNames()).isEmpty();
      assertThat(daybook.catalog().list()).hasSize(1);
      assertThat(daybook.history(id).events()).containsExactly(new UserMessage("before"));
      assertThat(daybook.verify(id).isClean()).isTrue();
      assertThat(daybook.repair(id).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
      try (Session session = daybook.openSession(id)) {
        assertThat(session.recordSync(new UserMessage("on"))).isEqualTo(1);
      }
      assertThat(daybook.fork(id, "s-1", ForkOptions.whole()).entries()).isEqualTo(2);
      daybook.delete(id);
      assertThat(faultOf(() -> daybook.openSession(id)).kind()).isEqualTo(Kind.INVALID_SESSION_ID);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "alice:42,U+003A",
    "user@example.com,U+0040",
    "a.Flow$Inner,U+0024",
    "-a-,U+002D",
    "{1b-2},U+007B",
    "a\ud83d\ude00,U+1F600",
    "a\ud83d,U+D83D"
  })
  void namesTheCharacterThatIsInTheWay(String value, String character) {
    DaybookException fault = faultOf(() -> new SessionId(value));
    assertThat(fault.details()).containsEntry("character", character);
    assertThat(fault).hasMessageContaining("SessionId.encode makes one of any name");
  }

  @Test
  void oneNameHasOneSpelling() {
    assertThat(new SessionId("caf\u00e9").value()).isEqualTo("caf\u00e9");
    assertThat(reasonOf("cafe\u0301")).isEqualTo("not_normalized");
    assertThat(reasonOf("\u212b")).as("Angstrom sign").isEqualTo("not_normalized");
    assertThat(reasonOf("a\u0301\u0323")).as("marks out of order").isEqualTo("not_normalized");
    assertThat(new SessionId("x\u0301").value()).as("no composed form").isEqualTo("x\u0301");
  }

  @Test
  void theErrorNeverRepeatsTheValue() {
    for (String value : new String[] {
      "do-not-show/../x",
      "-do-not-show",
      "do-not-show".repeat(30),
      "do-not-showe\u0301",
      "do-not-show\ud83d"
    }) {
      DaybookException fault = faultOf(() -> new SessionId(value));
      assertThat(fault).hasMessageNotContaining("do-not-show").hasNoCause();
      assertThat(fault.details().toString()).doesNotContain("do-not-show");
    }
    assertThat(faultOf(() -> new SessionId("a/b")))
        .hasMessage("a session id is 1 to 235 bytes of letters, digits and underscores, after the"
            + " first also hyphens, dots and combining marks; dev.daybook.SessionId.encode"
            + " makes one of any name: reason=invalid_character, character=U+002F, maxBytes=235,"
            + " observedBytes=3");
    assertThat(faultOf(() -> new SessionId("")).details())
        .isEqualTo(Map.of("reason", "empty", "maxBytes", 235, "observedBytes", 0));
  }
}
