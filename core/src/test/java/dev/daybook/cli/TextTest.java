package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.Json;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.ToolExecutionStart;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextTest {

  private static final String RED = "\u001b[31m";
  private static final String RESET = "\u001b[0m";

  @Test
  void whatDrivesATerminalIsShownByItsNumber() {
    assertThat(Text.block("a\u001b[2Jb\rc\u0007\u009b\u007f"))
        .isEqualTo("a<U+001B>[2Jb<U+000D>c<U+0007><U+009B><U+007F>");
    assertThat(Text.block("user\u202eresu \u2066x\u2069 \u200f\u061c"))
        .isEqualTo("user<U+202E>resu <U+2066>x<U+2069> <U+200F><U+061C>");
    assertThat(Text.block("a\u2028b\u2029\ud83d")).isEqualTo("a<U+2028>b<U+2029><U+D83D>");
  }

  @Test
  void everythingElseStaysAsItIs() {
    String text = "tab\tline\n\"quoted\\\" é 日本語 😀 👩\u200d💻 שלום\ufeff";
    assertThat(Text.block(text)).isEqualTo(text);
    assertThat(Text.line("tab\tline\n")).isEqualTo("tab<U+0009>line<U+000A>");
  }

  @Test
  void noControlCharacterIsForgotten() {
    IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .filter(Character::isISOControl)
        .forEach(c ->
            assertThat(Text.line(Character.toString(c))).isEqualTo(String.format("<U+%04X>", c)));
  }

  /** So that commands may print lines of sessions as they stand in the file. */
  @Test
  void aLineThatIsRecordedIsHarmless() {
    StringBuilder all = new StringBuilder();
    IntStream.rangeClosed(0, Character.MAX_VALUE)
        .forEach(c -> all.append((char) c).append('x'));
    StringBuilder raw = new StringBuilder("{\"\u202e\"\r:\"");
    IntStream.rangeClosed(' ', Character.MAX_VALUE)
        .filter(c -> c != '"' && c != '\\')
        .forEach(c -> raw.append((char) c).append('x'));
    Json json = new Json(raw.append("\"}").toString());
    for (SessionEvent event : List.of(
        new UserMessage(all.toString()),
        new Unknown("vendor.\u009b\u202e", Json.EMPTY_OBJECT),
        new Unknown("vendor", json),
        new ToolExecutionStart("l", "c", "n", json))) {
      String line = new String(Lines.line(0, "id \u007f\u2028", event), StandardCharsets.UTF_8);
      assertThat(Text.json(line.strip())).isEqualTo(line.strip());
    }
  }

  @Test
  void jsonSaysTheSameInAnotherWay() {
    assertThat(Text.json("{\"a\":\"\u009b\u202e😀\\n\"}"))
        .isEqualTo("{\"a\":\"\\u009B\\u202E😀\\n\"}");
  }

  @Test
  void aLineMayEndAsOnWindows() {
    assertThat(Text.block("a\r\nb\rc\r\n")).isEqualTo("a\nb<U+000D>c\n");
    assertThat(Text.line("a\r\n")).isEqualTo("a<U+000D><U+000A>");
  }

  @Test
  void aCutTextKeepsItsColoursAndEndsThem() {
    String coloured = RED + "damaged" + RESET + " (copy of a)";
    assertThat(Text.cut(coloured, 12)).isEqualTo(RED + "damaged" + RESET + " (co…");
    assertThat(Text.cut(coloured, 4)).isEqualTo(RED + "dam…" + RESET);
    assertThat(Text.cut(coloured, 19)).isEqualTo(coloured);
    assertThat(Text.cut("plain text", 6)).isEqualTo("plain…");
  }

  /** However far the next stop is, it is no farther. */
  @Test
  void aTabTakesEightPlacesAtMost() {
    assertThat(Text.wrapped("\tone two", 16)).containsExactly("\tone two");
    assertThat(Text.wrapped("\tone two", 14)).containsExactly("\tone", "two");
  }

  @Test
  void emojiThatModelsLikeAreWide() {
    for (String wide : List.of("✅", "❌", "⚡", "⭐", "⚠\ufe0f", "🟢", "🚀", "🆗", "日")) {
      assertThat(Text.width(wide)).as(wide).isEqualTo(2);
    }
    assertThat(Text.width("✓✗→•…")).isEqualTo(5);
  }

  @Test
  void noCharacterIsCutInItsMiddle() {
    String coder = "👩\u200d💻";
    String accent = "e\u0301";
    String thumb = "👍🏽";
    assertThat(Text.wrapped("ab" + coder + "c", 5)).containsExactly("ab", coder + "c");
    assertThat(Text.wrapped(accent.repeat(4), 3)).containsExactly(accent.repeat(3), accent);
    assertThat(Text.wrapped("abc" + thumb, 5)).containsExactly("abc", thumb);
    assertThat(Text.cut("ab" + coder + "cdef", 6)).isEqualTo("ab…");
    assertThat(Text.start("a" + accent + "b", 2)).isEqualTo("a…");
    assertThat(Text.start("a" + coder, 3)).isEqualTo("a…");
    // one that is wider than all the room is cut nevertheless
    assertThat(Text.wrapped(coder, 3)).containsExactly("👩\u200d", "💻");
    assertThat(Text.start(coder, 1)).isEqualTo("👩…");
  }
}
