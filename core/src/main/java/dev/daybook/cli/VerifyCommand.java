package dev.daybook.cli;

import static java.util.stream.Collectors.joining;

import dev.daybook.Daybook;
import dev.daybook.diagnosis.FindingKind;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.verify.Verification;
import dev.daybook.verify.VerifyOptions;
import java.nio.file.Files;
import java.util.List;

/** The command that shows if session files are what was recorded. */
final class VerifyCommand implements Command {

  private static final Option ALL = Option.flag("--all", "verify every session of the root");
  private static final Option JSON =
      Option.flag("--json", "print one JSON object a finding, each on one line, and nothing else");

  static final Usage USAGE = Usage.of(
          "verify", "Tells whether the files of sessions are what was recorded.")
      .saying(
          "Reads each file from its first byte to its last and changes nothing. Prints one finding a"
              + " line: what is wrong, in which line, at which offset. Lines in a row that have the same"
              + " wrong are one finding. A session may be recorded in meanwhile.",
          "The reasons: "
              + Verification.KINDS.stream().map(FindingKind::wireName).collect(joining(", "))
              + ". All but missing_crc, the line of another program, which nothing proves, are"
              + " errors.")
      .taking(Parameter.several("SESSION", 0, SessionArgument.DESCRIPTION))
      .with(ALL)
      .with(RootOption.OPTIONS)
      .with(JSON)
      .with(LineLimit.OPTION)
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

  private final StandardOutput out;

  private final List<String> sessions;
  private final boolean isAll;
  private final RootOption root;
  private final boolean isJson;
  private final LineLimit limit;
  private final VerifyProgress progress = new VerifyProgress();
  private long lines;
  private long findings;

  VerifyCommand(StandardOutput out, Arguments given) {
    this.out = out;
    this.sessions = given.parameters();
    this.isAll = given.has(ALL);
    this.root = new RootOption(given);
    this.isJson = given.has(JSON);
    this.limit = new LineLimit(given);
  }

  @Override
  public int run() {
    if (isAll != sessions.isEmpty()) {
      throw new Misuse("give the ids of sessions, or --all");
    }
    if (isAll && !Files.isDirectory(root.root())) {
      // nothing to verify would look like nothing wrong
      throw DaybookException.of(
          Kind.SESSION_NOT_FOUND, "no such root folder; name the right one", "root", root.root());
    }
    try (Daybook daybook = root.open()) {
      List<String> ids = isAll ? daybook.catalog().ids() : sessions;
      for (int i = 0; i < ids.size() && !out.isClosed(); i++) {
        verify(daybook, ids.get(i), i + 1, ids.size());
      }
      if (isAll) {
        daybook.catalog().refusedNames().forEach(this::leftOut);
      }
      progress.clear();
      if (!isJson) {
        out.print(
            Counted.of(ids.size(), "session") + ", " + Counted.of(lines, "line") + " verified: "
                + (findings == 0 ? "nothing found" : Counted.of(findings, "finding")) + "\n");
      }
    } finally {
      out.flush();
    }
    return findings == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  /**
   * Reports a file that is left out: one whose name is no id is no session, and may be a user's
   * copy of one.
   */
  private void leftOut(DaybookException refused) {
    findings++;
    progress.clear();
    out.print(new FindingLine(isJson).of(String.valueOf(refused.details().get("file")), refused));
  }

  /**
   * Verifies one session.
   *
   * @param given an id, or without --all what stands for one
   */
  private void verify(Daybook daybook, String given, int n, int all) {
    String session = given;
    FindingLine line = new FindingLine(isJson);
    try {
      session = isAll ? given : SessionArgument.id(daybook, given);
      lines += daybook.verify(session, options(line, session, n, all)).lines();
    } catch (DaybookException unreadable) {
      if (unreadable.kind() == Kind.INVALID_SESSION_ID) {
        throw unreadable;
      }
      // the others are verified all the same
      findings++;
      progress.clear();
      out.print(line.of(session, unreadable));
    }
  }

  private VerifyOptions options(FindingLine line, String session, int n, int all) {
    return VerifyOptions.defaults()
        .withMaxLineBytes(limit.bytes())
        .withOnProgress((bytes, of) -> progress.show(session, n, all, bytes, of))
        .withOnFinding(finding -> {
          findings++;
          progress.clear();
          out.print(line.of(session, finding));
        });
  }
}
