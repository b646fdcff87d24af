package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.catalog.ForkOptions;
import dev.daybook.catalog.ForkPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command that makes a session which begins as a copy of another one. */
final class ForkCommand implements Command {

  private static final Option TO_SEQ = Option.number(
      "--to-seq", "N", Long.MIN_VALUE, "PARENT's last entry to take over (default: its last one)");
  private static final Option SUMMARY = Option.value(
      "--summary", "TEXT", "what PARENT came to: CHILD's last entry, a branch_summary");
  private static final Option DRY_RUN =
      Option.flag("--dry-run", "check everything, say what would be done, write nothing");

  private record ForkReport(
      String parent,
      String child,
      long toSeq,
      long entries,
      Map<String, Long> leftOut,
      String forkRoot,
      long bytes,
      long tornTailBytes,
      boolean isShortened,
      boolean dryRun,
      Path path) {}

  @Override
  public Synopsis usage() {
    return new Synopsis("fork", "Makes a session that begins as a copy of another one.")
        .saying(
            "CHILD's first entry, a session_fork, says where it comes from; then follow PARENT's entries,"
                + " numbered anew, their data byte for byte. Entries of the types provider_usage,"
                + " history_compaction, session_fork and branch_summary are left out.",
            "PARENT is only read and may be open in another process. The first bad line of it, up to"
                + " where it is forked, is an error. CHILD must not exist; it is made whole, or not at"
                + " all.")
        .taking("PARENT", Invocation.SESSION)
        .taking("CHILD", "the id of the new session")
        .with(TO_SEQ, SUMMARY, DRY_RUN)
        .withRoot()
        .with(Option.JSON)
        .with(Option.MAX_LINE_BYTES)
        .endingWith(
            "0:CHILD is there, or could be",
            "1:it is not: what is wrong is on standard error",
            "2:called wrongly",
            "3:CHILD is there, but the answer could not be printed")
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
  }

  @Override
  public boolean doesWork() {
    return true;
  }

  @Override
  public int run(Invocation call) {
    Long toSeq = call.given.number(TO_SEQ);
    ForkOptions how = toSeq == null ? ForkOptions.whole() : ForkOptions.upTo(toSeq);
    String summary = call.given.text(SUMMARY);
    how = summary == null ? how : how.withSummary(summary);
    boolean isDryRun = call.has(DRY_RUN);
    String child = call.given.parameter(1);
    try (Daybook daybook = call.builder().maxLineBytes(call.maxLineBytes()).open()) {
      String from = call.session(daybook);
      ForkPlan plan =
          isDryRun ? daybook.forkPlan(from, child, how) : daybook.fork(from, child, how);
      Path path = daybook.file(child);
      call.print(text(plan, isDryRun, path), report(plan, isDryRun, path));
    }
    return call.answered();
  }

  private static ForkReport report(ForkPlan plan, boolean isDryRun, Path path) {
    return new ForkReport(
        plan.parent(),
        plan.child(),
        plan.toSeq(),
        plan.entries(),
        plan.leftOut(),
        plan.forkRoot(),
        plan.bytes(),
        plan.tornTailBytes(),
        plan.isShortened(),
        isDryRun,
        path);
  }

  /** Returns a line for each thing that a person wants to know. */
  private static String text(ForkPlan plan, boolean isDryRun, Path path) {
    List<String> leftOut = new ArrayList<>();
    plan.leftOut().forEach((type, count) -> leftOut.add(Text.line(type) + " " + count));
    if (plan.tornTailBytes() > 0) {
      leftOut.add("a torn tail of " + Text.counted(plan.tornTailBytes(), "byte"));
    }
    if (plan.isShortened()) {
      leftOut.add("entries that were forced and are missing at the parent's end");
    }
    return (isDryRun ? "would fork " : "forked ")
        + Text.line(plan.parent())
        + " to "
        + Text.line(plan.child())
        + "\n  copied    "
        + Text.counted(plan.entries(), "entry")
        + ", up to seq "
        + plan.toSeq()
        + "\n  left out  "
        + (leftOut.isEmpty() ? "nothing" : String.join(", ", leftOut))
        + "\n  file      "
        + Text.line(path.toString())
        + ", "
        + Text.counted(plan.bytes(), "byte")
        + "\n";
  }
}
