package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  private static final String LONG = "0192f1c4-7a3e-7cc1-9d52-3f0f5e8a1b2c";
  private static final List<String> IDS =
      List.of("2026-11-28-refactor", "2026-11-28-tests", "run-1", "run-10", LONG);

  private static void assertMeant(String given, String... meant) {
    assertThat(Nearest.to(given, IDS)).as(given).containsExactly(meant);
  }

  @Test
  void aWrongLetterAnywhereIsForgiven() {
    assertMeant("2025-11-28-refactor", "2026-11-28-refactor");
    assertMeant("2026-11-28-refacotr", "2026-11-28-refactor");
    assertMeant("X" + LONG.substring(1), LONG);
    assertMeant(LONG.substring(1), LONG);
    assertMeant("rum-1", "run-1", "run-10");
  }

  @Test
  void theLongerItIsTheMoreIsForgiven() {
    assertMeant("O192flc4-7a3e-7ccI-9d52-3fOf5e8a1b2c", LONG);
    assertMeant("rvm-l");
  }

  @Test
  void itMayBeABeginningOrAnotherPart() {
    assertMeant("2025-11-28-ref", "2026-11-28-refactor", "2026-11-28-tests");
    assertMeant("2025-11", "2026-11-28-refactor", "2026-11-28-tests");
    assertMeant("0192f1d4", LONG);
    assertMeant("refactor", "2026-11-28-refactor");
    assertMeant("7CC1-9d52", LONG);
  }

  @Test
  void whatHasLittleInCommonIsNotMeant() {
    assertMeant("s-1");
    assertMeant("1");
    assertMeant("2019-03");
    assertMeant("x".repeat(1000));
  }
}
