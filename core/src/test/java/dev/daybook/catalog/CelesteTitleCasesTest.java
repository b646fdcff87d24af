package dev.daybook.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases of celeste's own tests that what the package keeps to itself has to pass. */
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
  void titlesAtLimit30(String text, String title) {
    assertThat(new Title(30).of(text, true)).isEqualTo(title);
  }

  @DisplayName("celeste: the hashes of two paths")
  @ParameterizedTest
  @CsvSource({"/some/path,eda6cf0b63f1a1d2", "/other/path,0ebf7188f7261579"})
  void hashes(String path, String hash) {
    assertThat(Projects.hash(path)).isEqualTo(hash);
  }

  @DisplayName("zig: /a/b-c and /a-b/c do not share a folder")
  @Test
  void pathsThatLookAlikeAreDistinct() {
    assertThat(Projects.rootName("/a/b-c")).startsWith("b-c-");
    assertThat(Projects.rootName("/a-b/c")).startsWith("c-");
    assertThat(Projects.hash("/a/b-c")).isNotEqualTo(Projects.hash("/a-b/c"));
  }
}
