package dev.daybook.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The time that a person bounds a period with: by RFC 3339, by the clock on the wall, by a date, or
 * today or yesterday, which are their first moment here, or by how long ago it is.
 */
final class TimeBound {

  /** The forms, for help. */
  static final String FORMS =
      "today, yesterday, 2026-11-30, 2026-11-30T15:00, 2026-11-30T15:00:00Z, 90m, 2h, 3d or 1w"
          + " ago";

  private static final String TODAY = "today";
  private static final String YESTERDAY = "yesterday";
  private static final Pattern AGE =
      Pattern.compile("(\\d{1,9})\\s*([smhdw])(\\s+ago)?", Pattern.CASE_INSENSITIVE);
  private static final Map<String, Duration> UNITS = Map.of(
      "s", Duration.ofSeconds(1),
      "m", Duration.ofMinutes(1),
      "h", Duration.ofHours(1),
      "d", Duration.ofDays(1),
      "w", Duration.ofDays(7));

  private TimeBound() {}

  /** Returns an option for a time. */
  static Option option(String name, String text) {
    return Option.value(name, "TIME", text + ": " + FORMS);
  }

  /**
   * Returns the time that an option gives; null if it is not given.
   *
   * @throws Misuse if it is none
   */
  static @Nullable Instant of(Invocation call, Option option) {
    return of(call, option, ZoneId.systemDefault());
  }

  /** Returns the time that an option gives as {@link #of(Invocation, Option)}, dates of a zone. */
  static @Nullable Instant of(Invocation call, Option option, ZoneId zone) {
    String given = call.given.text(option);
    if (given == null) {
      return null;
    }
    Instant time = parse(given.strip(), Instant.now(), zone);
    if (time == null) {
      throw new Misuse(option.name() + " is no time: give " + FORMS);
    }
    return time;
  }

  /**
   * Refuses a period that ends before it begins, or with it: nothing is in it.
   *
   * @throws Misuse if it does
   */
  static void requireOrder(@Nullable Instant from, @Nullable Instant to) {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new Misuse("--from is not before --to, so that nothing lies between them: from=" + from
          + ", to=" + to);
    }
  }

  /** Returns the time that a text means; null if it means none. */
  static @Nullable Instant parse(String text, Instant now, ZoneId zone) {
    try {
      Matcher age = AGE.matcher(text);
      if (age.matches()) {
        Duration unit = UNITS.get(age.group(2).toLowerCase(Locale.ROOT));
        return unit == null ? null : now.minus(unit.multipliedBy(Long.parseLong(age.group(1))));
      }
      if (text.equalsIgnoreCase(TODAY) || text.equalsIgnoreCase(YESTERDAY)) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        LocalDate day = text.equalsIgnoreCase(TODAY) ? today : today.minusDays(1);
        return day.atStartOfDay(zone).toInstant();
      }
      if (text.length() == "2026-11-30".length()) {
        return LocalDate.parse(text).atStartOfDay(zone).toInstant();
      }
      String iso = text.replaceFirst("(?<=\\d) +(?=\\d)", "T");
      return iso.matches(".*T.*([zZ]|[+-]\\d\\d:\\d\\d)")
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).atZone(zone).toInstant();
    } catch (DateTimeException | ArithmeticException none) {
      return null;
    }
  }
}
