package dev.daybook.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases of celeste's own tests that titles have to pass. */
class CelesteTitleCasesTest {

  @DisplayName("celeste: titles at limit 30")
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "short,short",
        "'line one\nline two',line one line two",
        "this is a very long title that must be cut,this is a very long title...",
        "'',''",
      })
  void titlesAreCutAtTheLimit(String text, String title) {
    assertThat(new Title(30).of(text, true)).isEqualTo(title);
  }
}
