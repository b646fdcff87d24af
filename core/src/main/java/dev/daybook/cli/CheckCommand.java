package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.check.Diagnosis;
import dev.daybook.check.Diagnosis.Verdict;
import dev.daybook.read.ReadOptions;

/** The command that shows what is wrong or unfinished in sessions. */
final class CheckCommand implements Command {

  private static final Option ALL = Option.flag(
      "--all",
      "show every finding that is kept, at most " + Diagnosis.MAX_KEPT
          + " of a kind, and every type of event; --json always does");

  @Override
  public Synopsis usage() {
    return new Synopsis("check", "Reports what is wrong or unfinished in sessions.")
        .saying(
            "Reads each session from its first line to its last and changes nothing. The status is"
                + " ready, ready_with_warnings (the history is whole, and something in it is unfinished"
                + " or odd: a tool call without a result, a turn without an end, lost events) or blocked"
                + " (the file is damaged, or cannot be read).")
        .taking(new Synopsis.Parameter("SESSION", 1, Integer.MAX_VALUE, Invocation.SESSION))
        .withRoot()
        .with(Option.NO_PAGER)
        .with(Option.json("print one JSON object a session, each on one line"), ALL)
        .with(Option.MAX_LINE_BYTES)
        .endingWith(
            "0:every session is ready, with warnings or without",
            "1:one is blocked, missing or cannot be checked",
            "2:called wrongly")
        .closing(
            "Examples:",
            "  daybook check s-1",
            "  daybook check s-1 s-2 --json | jq -c '[.session, .status, .finding_counts]'",
            "  daybook check s-1 --all | less");
  }

  @Override
  public int run(Invocation call) {
    ReadOptions options = ReadOptions.strict().withMaxLineBytes(call.maxLineBytes());
    boolean areReady = true;
    try (Daybook daybook = call.open()) {
      String separator = "";
      for (String given : call.given.parameters()) {
        try {
          String session = Invocation.session(daybook, given);
          Diagnosis diagnosis = daybook.diagnosis(session, options);
          areReady &= diagnosis.verdict() != Verdict.BLOCKED;
          call.out.print(separator
              + (call.isJson()
                  ? CheckJson.of(session, diagnosis)
                  : CheckText.of(session, diagnosis, call.has(ALL))));
          separator = call.isJson() ? "" : "\n";
        } catch (DaybookException unknown) {
          // the others are checked all the same
          areReady = false;
          ErrorReport.print(unknown);
        }
      }
    } finally {
      call.out.flush();
    }
    return areReady ? OK : FAILED;
  }
}
