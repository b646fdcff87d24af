package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.event.DaybookException;
import dev.daybook.fork.Lineage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows which sessions were forked from which. */
@Command(
    name = "lineage",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class,
    usageHelpAutoWidth = true,
    header = "Shows which sessions were forked from which.",
    description = {
      "",
      "Prints every session under the one that it was forked from, as its first entry says; no more"
          + " of any file is read. A parent that is gone is shown too. The sessions of sub-agents"
          + " are not forks and stand by themselves.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every session could be read",
      "1:some could not: standard error says which",
      "2:called wrongly",
    },
    footer = {
      "",
      "With --json, one object a session, parents before children: session, parent, forked_to_seq,"
          + " depth, exists (whether it has a file) and cut (why its forks are not shown: depth or"
          + " cycle, else null).",
      "",
      "Reports on standard error, one a line:",
      "  {\"report\":{\"kind\":\"crc_mismatch\",\"session\":\"s-1\"}}",
      "",
      "Examples:",
      "  daybook lineage",
      "  daybook lineage --depth 1",
      "  daybook lineage --json | jq -r 'select(.parent == \"s-1\") | .session'"
    })
final class LineageCommand implements Callable<Integer> {

  private final StandardOutput out;

  @Mixin
  private RootOption root = new RootOption();

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = {
        "how many forks of forks to show, at most " + Lineage.MOST_DEPTH,
        "(default: " + Lineage.DEFAULT_MAX_DEPTH + ")"
      })
  private int depth = Lineage.DEFAULT_MAX_DEPTH;

  @Option(names = "--json", description = "print one JSON object a session, each on one line")
  private boolean isJson;

  LineageCommand(StandardOutput out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    try (Daybook daybook = root.open()) {
      Lineage lineage = daybook.lineage(depth);
      out.print(isJson ? LineageText.json(lineage) : LineageText.of(lineage));
      out.flush();
      for (Lineage.Problem problem : lineage.problems()) {
        DaybookException fault = problem.fault();
        ErrorReport.printReport(fault.kind().wireName(), fault.details());
      }
      return lineage.problems().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }
}
