package dev.daybook.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as the clock on the wall shows them, and ages and durations as people say them. */
final class Times {

  private static final DateTimeFormatter DAY = format("uuuu-MM-dd");
  private static final DateTimeFormatter TIME = format("HH:mm:ss");
  private static final DateTimeFormatter FINE_TIME = format("HH:mm:ss.SSS");
  private static final DateTimeFormatter DAY_AND_TIME = format("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter DAY_AND_MINUTE = format("uuuu-MM-dd HH:mm");

  private @Nullable String day;

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
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
    return text(DAY_AND_TIME, ts);
  }

  /** Returns a time of the last day by its distance, any other by its date and time of day. */
  static String ago(Instant time, Instant now) {
    long seconds = Duration.between(time, now).toSeconds();
    if (seconds < 0 || seconds >= 86_400) {
      return text(DAY_AND_MINUTE, time);
    } else if (seconds < 60) {
      return seconds + " s ago";
    }
    return seconds < 3600 ? seconds / 60 + " min ago" : seconds / 3600 + " h ago";
  }

  /** Returns the time as text, also one that no calendar has, as a file may hold. */
  private static String text(DateTimeFormatter format, Instant ts) {
    try {
      return format.format(ts.atZone(ZoneId.systemDefault()));
    } catch (DateTimeException beyond) {
      return ts.toString();
    }
  }

  /** Returns the text of the time between two others; of none if the second is the earlier one. */
  static String between(Instant from, Instant to) {
    return duration(Math.max(0, Duration.between(from, to).toMillis()));
  }

  /** Returns the text of a duration, if it is known. */
  static @Nullable String known(@Nullable Long ms) {
    return ms == null ? null : duration(ms);
  }

  /** Returns the text of a duration. */
  static String inWords(Duration duration) {
    return duration(duration.toMillis());
  }

  private static String duration(long ms) {
    long seconds = ms / 1000;
    if (ms < 1000) {
      return ms + " ms";
    } else if (seconds < 60) {
      return String.format(Locale.ROOT, "%d.%d s", seconds, ms % 1000 / 100);
    } else if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }
}
