package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {

  @Test
  void wordsOfAnyScriptStayAsTheyAre() {
    String text = "tool_call é 漢字 😀 \\ \"";
    assertThat(SafeText.of(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "27, '\\u001b'",
    "10, '\\u000a'",
    "155, '\\u009b'",
    "8238, '\\u202e'",
    "8232, '\\u2028'",
    "55357, '\\ud83d'",
    "917505, '\\udb40\\udc01'"
  })
  void whatCanSteerATerminalIsShownAsItsEscape(int codePoint, String escape) {
    assertThat(SafeText.of("a" + Character.toString(codePoint) + "b"))
        .isEqualTo("a" + escape + "b");
  }
}
