package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.catalog.SessionSummary;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command that shows the newest session. */
final class RecentCommand implements Command {

  private static final Option MAX_AGE = Option.value(
      "--max-age",
      "AGE",
      "how long ago at most, as in 90s, 15m, 24h, 7d; 0 is never (default: 24h)");

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])|0");

  @Override
  public Synopsis usage() {
    return new Synopsis("recent", "Shows the session that was updated last.")
        .saying("Prints it as daybook ls does, if it was updated lately.")
        .withRoot()
        .with(Option.json("print a JSON object, as daybook ls --json does"), MAX_AGE)
        .endingWith("0:there is one", "1:there is none that is young enough", "2:called wrongly")
        .closing(
            "Examples:",
            "  daybook recent",
            "  daybook recent --max-age 7d",
            "  daybook fold \"$(daybook recent --json | jq -r .id)\"");
  }

  @Override
  public int run(Invocation call) {
    String age = call.given.text(MAX_AGE);
    Duration maxAge = age == null ? Duration.ofHours(24) : duration(age);
    try (Daybook daybook = call.open()) {
      SessionSummary recent = daybook
          .catalog()
          .withOnRefused(ErrorReport::printLeftOut)
          .recent(maxAge)
          .orElseThrow(() -> DaybookException.of(
              Kind.SESSION_NOT_FOUND,
              "no session was updated lately; raise --max-age",
              "maxAgeSeconds",
              maxAge.toSeconds()));
      SessionTable.print(List.of(new SessionTable.Row(recent, null)), call, row -> "");
    }
    return OK;
  }

  /** Returns the duration that {@code 90s}, {@code 15m}, {@code 24h} or {@code 7d} stands for. */
  private static Duration duration(String given) {
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
}
