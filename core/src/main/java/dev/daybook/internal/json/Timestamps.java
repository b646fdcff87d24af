package dev.daybook.internal.json;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A formatter and parser of timestamps of the form {@code 2026-11-20T23:00:00.123456Z}: RFC 3339,
 * UTC, always six fraction digits. An instance keeps the second that it formatted last, so that a
 * busy journal formats only the fraction; it belongs to one thread.
 */
final class Timestamps {

  static final int LENGTH = 27;

  /** The length of a timestamp up to its seconds. */
  private static final int SECONDS_LENGTH = 19;

  private static final long SECONDS_PER_DAY = 86_400;

  private static final long MIN_SECOND =
      LocalDateTime.of(0, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
  private static final long MAX_SECOND =
      LocalDateTime.of(9999, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC);

  private final byte[] text = new byte[LENGTH];
  private long second = Long.MIN_VALUE;

  /**
   * Returns the 27 ASCII bytes; valid until the next call.
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

  /** Parses any RFC 3339 timestamp, cut to the microsecond. */
  static Instant parse(String text, String field) {
    try {
      Instant own = findOwn(text);
      if (own != null) {
        return own;
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
   * Parses a timestamp of the form that {@link #format} writes, {@value #LENGTH} bytes long; null
   * for anything else.
   */
  static @Nullable Instant find(byte[] bytes, int at) {
    boolean isItsForm = bytes[at + 4] == '-'
        && bytes[at + 7] == '-'
        && bytes[at + 10] == 'T'
        && bytes[at + 13] == ':'
        && bytes[at + 16] == ':'
        && bytes[at + 19] == '.'
        && bytes[at + 26] == 'Z';
    int year = number(bytes, at, 4);
    int month = number(bytes, at + 5, 2);
    int day = number(bytes, at + 8, 2);
    int hour = number(bytes, at + 11, 2);
    int minute = number(bytes, at + 14, 2);
    int second = number(bytes, at + 17, 2);
    int micros = number(bytes, at + 20, 6);
    boolean isTime = (year | month | day | hour | minute | second | micros) >= 0
        && hour < 24
        && minute < 60
        && second < 60;
    if (!isItsForm || !isTime) {
      return null;
    }
    try {
      long days = LocalDate.of(year, month, day).toEpochDay();
      return Instant.ofEpochSecond(
          SECONDS_PER_DAY * days + 3600L * hour + 60L * minute + second, 1000L * micros);
    } catch (DateTimeException impossible) {
      return null;
    }
  }

  /**
   * Parses a timestamp of the same form but for its fraction, which may have up to nine digits or
   * be missing; null for anything else.
   */
  static @Nullable Instant findAny(byte[] bytes, int from, int to) {
    int digits = to - from - SECONDS_LENGTH - 2;
    boolean hasNone = digits == -1;
    if (!hasNone && (digits < 1 || digits > 9 || bytes[from + SECONDS_LENGTH] != '.')) {
      return null;
    }
    for (int i = from + LENGTH - 1; i < to - 1; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return null;
      }
    }
    byte[] own = new byte[LENGTH];
    Arrays.fill(own, (byte) '0');
    System.arraycopy(bytes, from, own, 0, SECONDS_LENGTH);
    own[SECONDS_LENGTH] = '.';
    if (!hasNone) {
      int kept = Math.min(digits, LENGTH - SECONDS_LENGTH - 2);
      System.arraycopy(bytes, from + SECONDS_LENGTH + 1, own, SECONDS_LENGTH + 1, kept);
    }
    own[LENGTH - 1] = bytes[to - 1];
    return find(own, 0);
  }

  private static int number(byte[] bytes, int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  /** Parses the form that {@link #format} writes, without a formatter; null for any other. */
  private static @Nullable Instant findOwn(String text) {
    if (text.length() != LENGTH) {
      return null;
    }
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return bytes.length == LENGTH ? find(bytes, 0) : null; // a surrogate pair becomes one byte
  }

  private static void requireInRange(long epochSecond, String field) {
    if (epochSecond < MIN_SECOND || epochSecond > MAX_SECOND) {
      throw DaybookException.of(
          Kind.INVALID_VALUE, "a timestamp's year is outside 0000 to 9999", "field", field);
    }
  }
}
