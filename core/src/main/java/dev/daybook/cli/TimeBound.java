package dev.daybook.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A bound in time as people give it: a time, a date, or a distance from now. */
final class TimeBound {

  /** The description of the forms, for help. */
  static final String FORMS =
      "a time as 2026-11-30T18:00:00Z, a date, or a distance back from now as 30m, 2h, 3d or 1w";

  private static final Pattern DISTANCE = Pattern.compile("([0-9]{1,9})([smhdw])");

  private TimeBound() {}

  /**
   * Returns the time; of a date its first moment.
   *
   * @param option the option that it was given with
   * @param text null if it was not given
   * @param zone the zone of a date
   * @return null if it was not given
   * @throws Misuse if it has none of the forms
   */
  static @Nullable Instant parse(Option option, @Nullable String text, Instant now, ZoneId zone) {
    if (text == null) {
      return null;
    }
    try {
      Matcher distance = DISTANCE.matcher(text);
      if (distance.matches()) {
        return now.minus(unit(distance.group(2)).multipliedBy(Long.parseLong(distance.group(1))));
      }
      return text.length() <= "2026-11-30".length()
          ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException | ArithmeticException none) {
      throw new Misuse(option.name() + " needs " + FORMS + ": given=" + Text.shortLine(text, 40));
    }
  }

  private static Duration unit(String letter) {
    return switch (letter) {
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      default -> Duration.ofDays(7);
    };
  }
}
