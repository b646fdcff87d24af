package dev.daybook.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of agents and models as people give them. */
class NamePatternTest {

  @ParameterizedTest
  @CsvSource({
    "claude-code, Claude Code, true",
    "CLAUDE_code, Claude Code, true",
    "Claude Code, claude-code, true",
    "claude, Claude Code, false",
    "claude*, Claude Code, true",
    "claude c*, claude_code, true",
    "*, anything, true",
    "'', '', true",
    "'', x, false",
    "o*, x-o, false",
    "gpt-5, gpt-5-codex, false",
    "gpt.5, gpt-5, false",
  })
  void fitsAName(String given, String name, boolean fits) {
    assertThat(NamePattern.of(given).fits(name)).isEqualTo(fits);
  }
}
