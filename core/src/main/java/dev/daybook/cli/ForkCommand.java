package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.fork.ForkOptions;
import dev.daybook.fork.ForkPlan;
import org.jspecify.annotations.Nullable;

/** The command that makes a session which begins as a copy of another one. */
final class ForkCommand implements Command {

  private static final Option TO_SEQ =
      Option.value("--to-seq", "N", "PARENT's last entry to take over (default: its last one)");
  private static final Option SUMMARY = Option.value(
      "--summary", "TEXT", "what PARENT came to: CHILD's last entry, a branch_summary");
  private static final Option DRY_RUN =
      Option.flag("--dry-run", "check everything, say what would be done, write nothing");
  private static final Option JSON = Option.flag("--json", "print one JSON object on one line");

  static final Usage USAGE = Usage.of(
          "fork", "Makes a session that begins as a copy of another one.")
      .saying(
          "CHILD's first entry, a session_fork, says where it comes from; then follow PARENT's entries,"
              + " numbered anew, their data byte for byte. Entries of the types provider_usage,"
              + " history_compaction, session_fork and branch_summary are left out.",
          "PARENT is only read and may be open in another process. The first bad line of it, up to"
              + " where it is forked, is an error. CHILD must not exist; it is made whole, or not at"
              + " all.")
      .taking(
          Parameter.one("PARENT", SessionArgument.DESCRIPTION),
          Parameter.one("CHILD", "the id of the new session"))
      .with(TO_SEQ, SUMMARY, DRY_RUN)
      .with(RootOption.OPTIONS)
      .with(JSON)
      .with(LineLimit.OPTION)
      .endingWith(
          "0:CHILD is there, or could be",
          "1:it is not: what is wrong is on standard error",
          "2:called wrongly",
          "3:CHILD is there, but nobody read the answer")
      .closing(
          "With --json, one object: parent, child, to_seq, entries, left_out (how many by type),"
              + " fork_root, bytes, torn_tail_bytes (of PARENT, left out), shortened (whether PARENT lacks"
              + " entries that were forced), dry_run and path.",
          "",
          "Examples:",
          "  daybook fork s-1 s-2",
          "  daybook fork s-1 s-2 --to-seq 41 --dry-run",
          "  daybook fork s-1 s-2 --summary 'Tried a cache; it did not help.'",
          "  daybook fork s-1 s-2 --json | jq -r .path");

  private final StandardOutput out;

  private final String parent;
  private final String child;
  private final @Nullable Long toSeq;
  private final @Nullable String summary;
  private final boolean isDryRun;
  private final RootOption root;
  private final boolean isJson;
  private final LineLimit limit;

  ForkCommand(StandardOutput out, Arguments given) {
    this.out = out;
    this.parent = given.parameter(0);
    this.child = given.parameter(1);
    this.toSeq = given.number(TO_SEQ, Long.MIN_VALUE);
    this.summary = given.text(SUMMARY);
    this.isDryRun = given.has(DRY_RUN);
    this.root = new RootOption(given);
    this.isJson = given.has(JSON);
    this.limit = new LineLimit(given);
  }

  @Override
  public int run() {
    ForkOptions how = ForkOptions.whole();
    how = toSeq == null ? how : how.withToSeq(toSeq);
    how = summary == null ? how : how.withSummary(summary);
    try (Daybook daybook = root.builder().maxLineBytes(limit.bytes()).open()) {
      String from = SessionArgument.id(daybook, parent);
      ForkPlan plan =
          isDryRun ? daybook.forkPlan(from, child, how) : daybook.fork(from, child, how);
      String path = daybook.file(child).toString();
      out.print(
          isJson ? ForkReport.json(plan, isDryRun, path) : ForkReport.text(plan, isDryRun, path));
    }
    return ExitCode.ofAnswer(out);
  }
}
