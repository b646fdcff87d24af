package dev.daybook.session;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdTest {

  private static String reasonOf(String value) {
    DaybookException fault = faultOf(() -> new SessionId(value));
    assertThat(fault.kind()).isEqualTo(Kind.INVALID_SESSION_ID);
    assertThat(fault.details())
        .containsOnlyKeys("reason", "maxBytes", "observedBytes")
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
        "a..",
        "a--b",
        "\ud835\udc00",
        "CON"
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
      "do-not-tell/../x",
      "-do-not-tell",
      "do-not-tell".repeat(30),
      "do-not-telle\u0301",
      "do-not-tell\ud83d"
    }) {
      DaybookException fault = faultOf(() -> new SessionId(value));
      assertThat(fault).hasMessageNotContaining("do-not-tell").hasNoCause();
      assertThat(fault.details().toString()).doesNotContain("do-not-tell");
    }
    assertThat(faultOf(() -> new SessionId("a/b")))
        .hasMessage("a session id is 1 to 235 bytes of letters, digits and underscores, after the"
            + " first also hyphens, dots and combining marks: reason=invalid_character,"
            + " maxBytes=235, observedBytes=3");
    assertThat(faultOf(() -> new SessionId("")).details())
        .isEqualTo(Map.of("reason", "empty", "maxBytes", 235, "observedBytes", 0));
  }
}
