package dev.daybook.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as the clock on the wall shows them. */
final class LocalTimes {

  private static final DateTimeFormatter DAY = format("uuuu-MM-dd");
  private static final DateTimeFormatter TIME = format("HH:mm:ss");
  private static final DateTimeFormatter FINE_TIME = format("HH:mm:ss.SSS");
  private static final DateTimeFormatter BOTH = format("uuuu-MM-dd HH:mm:ss");

  private @Nullable String day;

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneId.systemDefault());
  }

  /** Returns the day, if it is another than that of the time before; else null. */
  @Nullable
  String newDay(Instant ts) {
    String now = text(DAY, ts);
    if (now.equals(day)) {
      return null;
    }
    day = now;
    return now;
  }

  static String time(Instant ts) {
    return text(TIME, ts);
  }

  static String fineTime(Instant ts) {
    return text(FINE_TIME, ts);
  }

  static String dayAndTime(Instant ts) {
    return text(BOTH, ts);
  }

  /** Returns the time as text, also one that no calendar has, as a file may hold. */
  private static String text(DateTimeFormatter format, Instant ts) {
    try {
      return format.format(ts);
    } catch (DateTimeException beyond) {
      return ts.toString();
    }
  }
}
