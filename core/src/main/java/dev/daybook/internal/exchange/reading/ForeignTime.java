package dev.daybook.internal.exchange.reading;

import dev.daybook.internal.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The times in foreign files, as instants. */
public final class ForeignTime {

  private static final long FIRST_MILLIS = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST_MILLIS = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();
  private static final long MILLIS_A_SECOND = 1000;

  private ForeignTime() {}

  /** Returns an RFC 3339 time, of UTC if it names no zone; null if that is none. */
  public static @Nullable Instant of(JsonValue value) {
    Instant usual = value.utcTime();
    if (usual != null) {
      return usual;
    }
    String text = value.text();
    return text == null ? null : parsed(text);
  }

  /** Returns a time in milliseconds since 1970; null if that is none. */
  public static @Nullable Instant ofMillis(JsonValue value) {
    Double number = value.number();
    if (number == null || number < FIRST_MILLIS || number > LAST_MILLIS) {
      return null;
    }
    return Instant.ofEpochMilli(number.longValue());
  }

  /** Returns a time in seconds since 1970; null if that is none. */
  static @Nullable Instant ofSeconds(JsonValue value) {
    Double number = value.number();
    if (number == null
        || number < (double) FIRST_MILLIS / MILLIS_A_SECOND
        || number > (double) LAST_MILLIS / MILLIS_A_SECOND) {
      return null;
    }
    return Instant.ofEpochMilli((long) (number * MILLIS_A_SECOND));
  }

  /** Returns that RFC 3339 time, of UTC if it names no zone; null if the text is none. */
  public static @Nullable Instant parsed(String text) {
    try {
      Instant instant = text.endsWith("Z")
          ? Instant.parse(text)
          : text.length() > 19 && hasOffset(text)
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
      long millis = instant.toEpochMilli();
      return millis < FIRST_MILLIS || millis > LAST_MILLIS ? null : instant;
    } catch (DateTimeException | ArithmeticException none) {
      return null;
    }
  }

  private static boolean hasOffset(String text) {
    return text.indexOf('+', 19) > 0 || text.indexOf('-', 19) > 0;
  }
}
