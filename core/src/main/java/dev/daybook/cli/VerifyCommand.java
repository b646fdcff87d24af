package dev.daybook.cli;

import static java.util.stream.Collectors.joining;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.check.FindingKind;
import dev.daybook.check.Verification;
import dev.daybook.check.VerifyOptions;
import java.util.List;

/** The command that shows if session files are what was recorded. */
final class VerifyCommand implements Command {

  private static final Option ALL = Option.flag("--all", "verify every session of the root");
  private final ProgressLine progress = new ProgressLine(500, 0);
  private long lines;
  private long findings;

  @Override
  public Synopsis usage() {
    return new Synopsis("verify", "Reports whether the files of sessions are what was recorded.")
        .saying(
            "Reads each file from its first byte to its last and changes nothing. Prints one finding a"
                + " line: what is wrong, in which line, at which offset. Lines in a row that have the same"
                + " wrong are one finding. A session may be recorded in meanwhile.",
            "The reasons: "
                + Verification.KINDS.stream().map(FindingKind::printedName).collect(joining(", "))
                + ".")
        .taking(new Synopsis.Parameter("SESSION", 0, Integer.MAX_VALUE, Invocation.SESSION))
        .with(ALL)
        .withRoot()
        .with(Option.json("print one JSON object a finding, each on one line, and nothing else"))
        .with(Option.MAX_LINE_BYTES)
        .endingWith(
            "0:nothing was found",
            "1:something was found, or a session cannot be read, or with --all a file's name is no id",
            "2:called wrongly")
        .closing(
            "Examples:",
            "  daybook verify s-1",
            "  daybook verify --all --json > findings.ndjson",
            "  daybook verify s-1 s-2 --json | jq -c '[.session, .line, .reason]'",
            "  daybook repair s-1 --dry-run");
  }

  @Override
  public int run(Invocation call) {
    boolean isAll = call.has(ALL);
    List<String> sessions = call.given.parameters();
    if (isAll != sessions.isEmpty()) {
      throw new Misuse("give the ids of sessions, or --all");
    }
    if (isAll) {
      call.requireRoot();
    }
    try (Daybook daybook = call.open()) {
      List<String> ids = isAll ? daybook.catalog().ids() : sessions;
      for (int i = 0; i < ids.size() && !call.out.isClosed(); i++) {
        verify(call, daybook, ids.get(i), i + 1, ids.size());
      }
      if (isAll) {
        daybook.catalog().refusedNames().forEach(refused -> leftOut(call, refused));
      }
      progress.clear();
      if (!call.isJson()) {
        call.out.print(
            Text.counted(ids.size(), "session") + ", " + Text.counted(lines, "line") + " verified: "
                + (findings == 0 ? "nothing found" : Text.counted(findings, "finding")) + "\n");
      }
    } finally {
      call.out.flush();
    }
    return findings == 0 ? OK : FAILED;
  }

  /**
   * Reports a file that is left out: one whose name is no id is no session, and may be a user's
   * copy of one.
   */
  private void leftOut(Invocation call, DaybookException refused) {
    findings++;
    progress.clear();
    call.out.print(
        new FindingLine(call.isJson()).of(String.valueOf(refused.details().get("file")), refused));
  }

  /**
   * Verifies one session.
   *
   * @param given an id, or without --all what stands for one
   */
  private void verify(Invocation call, Daybook daybook, String given, int n, int all) {
    String session = given;
    FindingLine line = new FindingLine(call.isJson());
    try {
      session = call.has(ALL) ? given : Invocation.session(daybook, given);
      lines += daybook.verify(session, options(call, line, session, n, all)).lines();
    } catch (DaybookException unreadable) {
      if (unreadable.kind() == Kind.INVALID_SESSION_ID) {
        throw unreadable;
      }
      // the others are verified all the same
      findings++;
      progress.clear();
      call.out.print(line.of(session, unreadable));
    }
  }

  private VerifyOptions options(Invocation call, FindingLine line, String session, int n, int all) {
    return VerifyOptions.defaults()
        .withMaxLineBytes(call.maxLineBytes())
        .withOnProgress((bytes, of) -> show(session, n, all, bytes, of))
        .withOnFinding(finding -> {
          findings++;
          progress.clear();
          call.out.print(line.of(session, finding));
        });
  }

  /** Shows that the n-th of so many sessions is at that byte of so many. */
  private void show(String session, int n, int sessions, long bytes, long of) {
    if (progress.isDue()) {
      long percent = of == 0 ? 100 : (long) (100.0 * bytes / of);
      progress.show(n + "/" + sessions + " " + Text.line(session) + " " + percent + " %");
    }
  }
}
