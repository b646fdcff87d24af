package dev.daybook.bench;

import java.time.Instant;
import java.time.LocalDate;

/** The time of a line, which always has one form, parsed by hand: for readers that compete. */
final class LineTime {

  private static final long SECONDS_PER_DAY = 86_400;

  private LineTime() {}

  /** The time in {@code 2026-11-20T23:00:00.123456Z}. */
  static Instant parse(String text) {
    long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
        .toEpochDay();
    long second = 3600L * number(text, 11, 13) + 60L * number(text, 14, 16) + number(text, 17, 19);
    return Instant.ofEpochSecond(SECONDS_PER_DAY * day + second, 1000L * number(text, 20, 26));
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }
}
