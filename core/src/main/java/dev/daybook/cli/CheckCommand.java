package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.diagnosis.Diagnosis;
import dev.daybook.diagnosis.Diagnosis.Status;
import dev.daybook.event.DaybookException;
import dev.daybook.replay.ReadOptions;
import java.util.List;

/** The command that shows what is wrong or unfinished in sessions. */
final class CheckCommand implements Command {

  private static final Option JSON =
      Option.flag("--json", "print one JSON object a session, each on one line");
  private static final Option ALL = Option.flag(
      "--all",
      "show every finding that is kept, at most " + Diagnosis.MAX_KEPT
          + " of a kind, and every type of event; --json always does");

  static final Usage USAGE = Usage.of("check", "Tells what is wrong or unfinished in sessions.")
      .saying(
          "Reads each session from its first line to its last and changes nothing. The status is"
              + " ready, ready_with_warnings (the history is whole, and something in it is unfinished"
              + " or odd: a tool call without a result, a turn without an end, lost events) or blocked"
              + " (the file is damaged, or cannot be read).")
      .taking(Parameter.several("SESSION", 1, SessionArgument.DESCRIPTION))
      .with(RootOption.OPTIONS)
      .with(Pager.NONE)
      .with(JSON, ALL)
      .with(LineLimit.OPTION)
      .endingWith(
          "0:every session is ready, with warnings or without",
          "1:one is blocked, missing or cannot be checked",
          "2:called wrongly")
      .closing(
          "Examples:",
          "  daybook check s-1",
          "  daybook check s-1 s-2 --json | jq -c '[.session, .status, .finding_counts]'",
          "  daybook check s-1 --all | less");

  private final StandardOutput out;

  private final List<String> sessions;
  private final RootOption root;
  private final boolean isJson;
  private final boolean showsAll;
  private final LineLimit limit;

  CheckCommand(StandardOutput out, Arguments given) {
    this.out = out;
    this.sessions = given.parameters();
    this.root = new RootOption(given);
    this.isJson = given.has(JSON);
    this.showsAll = given.has(ALL);
    this.limit = new LineLimit(given);
  }

  @Override
  public int run() {
    ReadOptions options = ReadOptions.strict().withMaxLineBytes(limit.bytes());
    boolean areReady = true;
    try (Daybook daybook = root.open()) {
      String separator = "";
      for (String given : sessions) {
        try {
          String session = SessionArgument.id(daybook, given);
          Diagnosis diagnosis = daybook.diagnosis(session, options);
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
    return areReady ? ExitCode.OK : ExitCode.FAILED;
  }

  private String print(String session, Diagnosis diagnosis) {
    return isJson ? CheckJson.of(session, diagnosis) : CheckText.of(session, diagnosis, showsAll);
  }
}
