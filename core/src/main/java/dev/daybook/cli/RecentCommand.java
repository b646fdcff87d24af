package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.time.Duration;
import java.util.List;

/** The command that shows the newest session. */
final class RecentCommand implements Command {

  private static final Option JSON =
      Option.flag("--json", "print a JSON object, as daybook ls --json does");
  private static final Option MAX_AGE = Option.value(
      "--max-age",
      "AGE",
      "how long ago at most, as in 90s, 15m, 24h, 7d; 0 is never (default: 24h)");

  static final Usage USAGE = Usage.of("recent", "Shows the session that was updated last.")
      .saying("Prints it as daybook ls does, if it was updated lately.")
      .with(RootOption.OPTIONS)
      .with(JSON, MAX_AGE)
      .endingWith("0:there is one", "1:there is none that is young enough", "2:called wrongly")
      .closing(
          "Examples:",
          "  daybook recent",
          "  daybook recent --max-age 7d",
          "  daybook fold \"$(daybook recent --json | jq -r .id)\"");

  private final StandardOutput out;

  private final RootOption root;
  private final boolean isJson;
  private final Duration maxAge;

  RecentCommand(StandardOutput out, Arguments given) {
    this.out = out;
    this.root = new RootOption(given);
    this.isJson = given.has(JSON);
    String age = given.text(MAX_AGE);
    this.maxAge = age == null ? Duration.ofHours(24) : Ages.parse(age);
  }

  @Override
  public int run() {
    try (Daybook daybook = root.open()) {
      SessionSummary recent = daybook
          .catalog()
          .withOnRefused(ErrorReport::printLeftOut)
          .recent(maxAge)
          .orElseThrow(() -> DaybookException.of(
              Kind.SESSION_NOT_FOUND,
              "no session was updated lately; raise --max-age",
              "maxAgeSeconds",
              maxAge.toSeconds()));
      LsCommand.print(List.of(new SessionRow(recent, null)), isJson, out, row -> "");
    }
    return ExitCode.OK;
  }
}
