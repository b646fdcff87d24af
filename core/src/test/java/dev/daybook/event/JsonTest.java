package dev.daybook.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @ParameterizedTest
  @ValueSource(strings = {"{ }", " { }", "{ }\n", "\r\n\t { } \t\r\n"})
  void whiteSpaceAroundTheValueIsNoPartOfIt(String text) {
    assertThat(new Json(text)).isEqualTo(new Json("{ }"));
    assertThat(new Json(text).text()).isEqualTo("{ }");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00a0{}", "{}\u2028", "\u000b1", "\u00001", "\ufeff{}"})
  void whatIsNoWhiteSpaceInJsonStays(String text) {
    assertThat(new Json(text).text()).isEqualTo(text);
  }

  @Test
  void emptyTextIsLeftForRecordingToRefuse() {
    assertThat(new Json("").text()).isEmpty();
    assertThat(new Json(" \n").text()).isEmpty();
  }
}
