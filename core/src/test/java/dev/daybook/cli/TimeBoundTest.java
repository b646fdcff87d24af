package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The times that bound a period. */
class TimeBoundTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "today, 2026-11-29T23:00:00Z",
    "Yesterday, 2026-11-28T23:00:00Z",
    "2h, 2026-11-30T10:00:00Z",
    "3d, 2026-11-27T12:00:00Z",
    "1w ago, 2026-11-23T12:00:00Z",
    "90M, 2026-11-30T10:30:00Z",
    "10 s, 2026-11-30T11:59:50Z",
    "2026-11-30, 2026-11-29T23:00:00Z",
    "2026-07-01, 2026-06-30T22:00:00Z",
    "2026-11-30T15:00, 2026-11-30T14:00:00Z",
    "2026-11-30 15:00:30, 2026-11-30T14:00:30Z",
    "2026-11-30T15:00:00Z, 2026-11-30T15:00:00Z",
    "2026-11-30T15:00:00.5+02:00, 2026-11-30T13:00:00.500Z"
  })
  void eachFormIsUnderstood(String given, Instant time) {
    assertThat(TimeBound.parse(given, NOW, ZONE)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "tomorrow", "5y", "-1h", "2026-13-01", "2026-11-31", "12:00", "2026"})
  void whatIsNoTimeIsRefused(String given) {
    assertThat(TimeBound.parse(given, NOW, ZONE)).isNull();
  }
}
