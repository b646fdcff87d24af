package dev.daybook.internal.exchange.text;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times in the forms in which other systems write them: RFC 3339, all of UTC. */
public final class WrittenTime {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private WrittenTime() {}

  /** Returns whole seconds, with {@code +00:00}. */
  public static String seconds(Instant time) {
    return SECONDS.format(time) + "+00:00";
  }

  /** Returns microseconds, always six digits, with {@code Z}. */
  public static String micros(Instant time) {
    return SECONDS.format(time) + "." + digits(time, 6) + "Z";
  }

  /** Returns no fraction or as many digits as it needs, with {@code Z}. */
  public static String shortest(Instant time) {
    String digits = digits(time, 9).replaceAll("0+$", "");
    return SECONDS.format(time) + (digits.isEmpty() ? "" : "." + digits) + "Z";
  }

  /** Returns 0, 3, 6 or 9 digits of a fraction, with {@code Z}. */
  public static String thirds(Instant time) {
    return SECONDS.format(time) + fraction(time) + "Z";
  }

  /** Returns 0, 3, 6 or 9 digits of a fraction, with {@code +00:00}. */
  public static String offset(Instant time) {
    return SECONDS.format(time) + fraction(time) + "+00:00";
  }

  @SuppressWarnings("JavaInstantGetSecondsGetNano") // the fraction is wanted alone
  private static String fraction(Instant time) {
    if (time.getNano() == 0) {
      return "";
    }
    int digits = time.equals(time.truncatedTo(ChronoUnit.MILLIS))
        ? 3
        : time.equals(time.truncatedTo(ChronoUnit.MICROS)) ? 6 : 9;
    return "." + digits(time, digits);
  }

  @SuppressWarnings("JavaInstantGetSecondsGetNano") // the fraction is wanted alone
  private static String digits(Instant time, int count) {
    String nanos = String.valueOf(1_000_000_000L + time.getNano());
    return nanos.substring(1, 1 + count);
  }
}
