package dev.daybook.codec;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Timestamps of the form {@code 2026-11-20T23:00:00.123456Z}: RFC 3339, UTC, always six fraction
 * digits. An instance remembers the second that it formatted last, so that a busy journal formats
 * only the fraction; it belongs to one thread.
 */
final class Timestamps {

  static final int LENGTH = 27;

  private static final String FORM = "0000-00-00T00:00:00.000000Z";
  private static final long SECONDS_PER_DAY = 86_400;

  private static final long MIN_SECOND =
      LocalDateTime.of(0, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
  private static final long MAX_SECOND =
      LocalDateTime.of(9999, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC);

  private final byte[] text = new byte[LENGTH];
  private long second = Long.MIN_VALUE;

  /**
   * The 27 ASCII bytes; valid until the next call.
   *
   * @throws DaybookException if the year is outside 0000 to 9999
   */
  byte[] format(long epochSecond, int nano) {
    if (epochSecond != second) {
      formatSecond(epochSecond);
    }
    int micros = nano / 1000;
    for (int i = LENGTH - 2; i >= 20; i--) {
      text[i] = (byte) ('0' + micros % 10);
      micros /= 10;
    }
    return text;
  }

  private void formatSecond(long epochSecond) {
    requireInRange(epochSecond, "ts");
    LocalDateTime time = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
    digits(time.getYear(), 0, 4);
    text[4] = '-';
    digits(time.getMonthValue(), 5, 2);
    text[7] = '-';
    digits(time.getDayOfMonth(), 8, 2);
    text[10] = 'T';
    digits(time.getHour(), 11, 2);
    text[13] = ':';
    digits(time.getMinute(), 14, 2);
    text[16] = ':';
    digits(time.getSecond(), 17, 2);
    text[19] = '.';
    text[26] = 'Z';
    second = epochSecond;
  }

  private void digits(int value, int at, int count) {
    for (int i = at + count - 1; i >= at; i--) {
      text[i] = (byte) ('0' + value % 10);
      value /= 10;
    }
  }

  static String format(Instant instant) {
    return new String(
        new Timestamps().format(instant.getEpochSecond(), instant.getNano()),
        StandardCharsets.ISO_8859_1);
  }

  /** Any RFC 3339 timestamp, cut to the microsecond. */
  static Instant parse(String text, String field) {
    try {
      if (isOwnForm(text)) {
        return parseOwnForm(text);
      }
      Instant instant = OffsetDateTime.parse(text).toInstant();
      requireInRange(instant.getEpochSecond(), field);
      return instant.truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          "not a timestamp; give RFC 3339 as in 2026-11-20T23:00:00.123456Z",
          "field",
          field);
    }
  }

  /**
   * Whether the text has the form that {@link #format} writes, so that each part is in its place.
   */
  private static boolean isOwnForm(String text) {
    if (text.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      char expected = FORM.charAt(i);
      char found = text.charAt(i);
      if (expected == '0' ? found < '0' || found > '9' : found != expected) {
        return false;
      }
    }
    return true;
  }

  /** The general parser takes a third of the time of a fold. */
  private static Instant parseOwnForm(String text) {
    long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
        .toEpochDay();
    int second = LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19))
        .toSecondOfDay();
    return Instant.ofEpochSecond(
        Math.addExact(day * SECONDS_PER_DAY, second), 1000L * number(text, 20, 26));
  }

  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = 10 * value + text.charAt(i) - '0';
    }
    return value;
  }

  private static void requireInRange(long epochSecond, String field) {
    if (epochSecond < MIN_SECOND || epochSecond > MAX_SECOND) {
      throw DaybookException.of(
          Kind.INVALID_VALUE, "a timestamp's year is outside 0000 to 9999", "field", field);
    }
  }
}
