package dev.daybook.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases of celeste's and zig's own tests that the names of roots have to pass. */
class CelesteProjectCasesTest {

  @DisplayName("celeste: the hashes of two paths")
  @ParameterizedTest
  @CsvSource({"/some/path,eda6cf0b63f1a1d2", "/other/path,0ebf7188f7261579"})
  void aPathHasItsHash(String path, String hash) {
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
