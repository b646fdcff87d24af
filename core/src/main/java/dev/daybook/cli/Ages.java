package dev.daybook.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The age of something, as people say it. */
final class Ages {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])|0");
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private Ages() {}

  /**
   * Returns the duration that {@code 90s}, {@code 15m}, {@code 24h} or {@code 7d} stands for.
   *
   * @throws Misuse if it is none
   */
  static Duration parse(String given) {
    Matcher matcher = DURATION.matcher(given);
    if (!matcher.matches()) {
      throw new Misuse("not a duration: give a number and s, m, h or d, as in 90s, 15m, 24h, 7d");
    }
    if (matcher.group(1) == null) {
      return Duration.ZERO;
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /** Returns a time of the last day by its distance, any other by its date and time of day. */
  static String of(Instant time, Instant now, ZoneId zone) {
    long seconds = Duration.between(time, now).toSeconds();
    if (seconds >= 0 && seconds < 60) {
      return seconds + " s ago";
    } else if (seconds >= 0 && seconds < 3600) {
      return seconds / 60 + " min ago";
    } else if (seconds >= 0 && seconds < 86_400) {
      return seconds / 3600 + " h ago";
    }
    try {
      return DATE.format(time.atZone(zone));
    } catch (DateTimeException beyondTheCalendar) {
      return time.toString();
    }
  }
}
