package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.diagnosis.Diagnosis;
import dev.daybook.diagnosis.Diagnosis.Status;
import dev.daybook.event.DaybookException;
import dev.daybook.replay.ReadOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what is wrong or unfinished in sessions. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class,
    usageHelpAutoWidth = true,
    header = "Tells what is wrong or unfinished in sessions.",
    description = {
      "",
      "Reads each session from its first line to its last and changes nothing. The status is"
          + " ready, ready_with_warnings (the history is whole, and something in it is unfinished"
          + " or odd: a tool call without a result, a turn without an end, lost events) or blocked"
          + " (the file is damaged, or cannot be read).",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every session is ready, with warnings or without",
      "1:one is blocked, missing or cannot be checked",
      "2:called wrongly",
    },
    footer = {
      "",
      "Examples:",
      "  daybook check s-1",
      "  daybook check s-1 s-2 --json | jq -c '[.session, .status, .finding_counts]'",
      "  daybook check s-1 --all | less"
    })
final class CheckCommand implements Callable<Integer> {

  private final StandardOutput out;

  @Parameters(paramLabel = "SESSION", arity = "1..*", description = SessionArgument.DESCRIPTION)
  private List<String> sessions = List.of();

  @Mixin
  private RootOption root = new RootOption();

  @Option(names = "--json", description = "print one JSON object a session, each on one line")
  private boolean isJson;

  @Option(
      names = "--all",
      description = "show every finding that is kept, at most " + Diagnosis.MAX_KEPT
          + " of a kind, and every type of event; --json always does")
  private boolean showsAll;

  @Mixin
  private LineLimit limit = new LineLimit();

  CheckCommand(StandardOutput out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    ReadOptions options = ReadOptions.strict().withMaxLineBytes(limit.bytes());
    boolean areReady = true;
    try (Daybook daybook = root.open()) {
      String separator = "";
      for (String given : sessions) {
        try {
          String session = SessionArgument.id(daybook, given);
          Diagnosis diagnosis = Diagnosis.of(daybook.reader(session, options));
          areReady &= diagnosis.status() != Status.BLOCKED;
          out.print(separator + print(session, diagnosis));
          separator = isJson ? "" : "\n";
        } catch (DaybookException unknown) {
          // the others are checked all the same
          areReady = false;
          ErrorReport.print(unknown);
        }
      }
    } finally {
      out.flush();
    }
    return areReady ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private String print(String session, Diagnosis diagnosis) {
    return isJson ? CheckJson.of(session, diagnosis) : CheckText.of(session, diagnosis, showsAll);
  }
}
