package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the newest session. */
@Command(
    name = "recent",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class,
    usageHelpAutoWidth = true,
    header = "Shows the session that was updated last.",
    description = {"", "Prints it as daybook ls does, if it was updated lately.", ""},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:there is one",
      "1:there is none that is young enough",
      "2:called wrongly",
    },
    footer = {
      "",
      "Examples:",
      "  daybook recent",
      "  daybook recent --max-age 7d",
      "  daybook fold \"$(daybook recent --json | jq -r .id)\""
    })
final class RecentCommand implements Callable<Integer> {

  private final StandardOutput out;

  @Mixin
  private RootOption root = new RootOption();

  @Option(names = "--json", description = "print a JSON object, as daybook ls --json does")
  private boolean isJson;

  @Option(
      names = "--max-age",
      paramLabel = "AGE",
      defaultValue = "24h",
      converter = Ages.Converter.class,
      description = {"how long ago at most, as in 90s, 15m, 24h, 7d; 0 is never", "(default: 24h)"})
  private Duration maxAge = Duration.ofHours(24);

  RecentCommand(StandardOutput out) {
    this.out = out;
  }

  @Override
  public Integer call() {
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
      LsCommand.print(List.of(new SessionRow(recent, null)), isJson, out);
    }
    return ExitCode.OK;
  }
}
