package dev.daybook.internal.usage;

import dev.daybook.usage.UsageGrouping;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The names of the days, weeks or months of a zone. Belongs to one thread. */
final class Calendar {

  /** The name of a time that no calendar has. */
  private static final String BEYOND = "(beyond)";

  private static final DateTimeFormatter DAY = format("uuuu-MM-dd");
  private static final DateTimeFormatter WEEK = format("YYYY-'W'ww");
  private static final DateTimeFormatter MONTH = format("uuuu-MM");

  private final ZoneId zone;
  private final DateTimeFormatter format;

  /** The seconds of the day whose name is the last one. */
  private long dayFrom = 1;

  private long dayTo;
  private String name = "";

  Calendar(UsageGrouping by, ZoneId zone) {
    this.zone = zone;
    this.format = switch (by) {
      case WEEK -> WEEK;
      case MONTH -> MONTH;
      default -> DAY;
    };
  }

  private static DateTimeFormatter format(String pattern) {
    // ISO 8601 counts weeks like the United Kingdom
    return DateTimeFormatter.ofPattern(pattern, Locale.UK);
  }

  /** Returns the name of the day, week or month of that time. */
  String nameOf(Instant time) {
    long second = time.getEpochSecond();
    if (second < dayFrom || second >= dayTo) {
      try {
        LocalDate day = time.atZone(zone).toLocalDate();
        ZonedDateTime from = day.atStartOfDay(zone);
        dayFrom = from.toEpochSecond();
        dayTo = day.plusDays(1).atStartOfDay(zone).toEpochSecond();
        name = format.format(day);
      } catch (DateTimeException beyond) {
        dayTo = dayFrom;
        return BEYOND;
      }
    }
    return name;
  }
}
