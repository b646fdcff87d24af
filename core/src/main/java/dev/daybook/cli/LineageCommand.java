package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.event.DaybookException;
import dev.daybook.fork.Lineage;

/** The command that shows the forks of sessions. */
final class LineageCommand implements Command {

  private static final Option DEPTH = Option.value(
      "--depth",
      "N",
      "how many forks of forks to show, at most " + Lineage.MOST_DEPTH + " " + "(default: "
          + Lineage.DEFAULT_MAX_DEPTH + ")");
  private static final Option JSON =
      Option.flag("--json", "print one JSON object a session, each on one line");

  static final Usage USAGE = Usage.of("lineage", "Shows which sessions were forked from which.")
      .saying(
          "Prints every session under the one that it was forked from, as its first entry says; no more"
              + " of any file is read. A parent that is gone is shown too. The sessions of sub-agents"
              + " are not forks and stand by themselves.")
      .with(RootOption.OPTIONS)
      .with(Pager.NONE)
      .with(DEPTH, JSON)
      .endingWith(
          "0:every session could be read",
          "1:some could not: standard error says which",
          "2:called wrongly")
      .closing(
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
          "  daybook lineage --json | jq -r 'select(.parent == \"s-1\") | .session'");

  private final StandardOutput out;

  private final RootOption root;
  private final int depth;
  private final boolean isJson;

  LineageCommand(StandardOutput out, Arguments given) {
    this.out = out;
    this.root = new RootOption(given);
    this.depth = given.count(DEPTH, 0, Lineage.DEFAULT_MAX_DEPTH);
    this.isJson = given.has(JSON);
  }

  @Override
  public int run() {
    try (Daybook daybook = root.open()) {
      Lineage lineage = daybook.lineage(depth);
      out.print(isJson ? LineageText.json(lineage) : LineageText.of(lineage));
      out.flush();
      for (Lineage.Problem problem : lineage.problems()) {
        DaybookException fault = problem.fault();
        ErrorReport.printReport(fault.kind().wireName(), fault.details());
      }
      return lineage.problems().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
  }
}
