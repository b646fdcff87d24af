package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.fork.ForkOptions;
import dev.daybook.fork.ForkPlan;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a session that begins as a copy of another one. */
@Command(
    name = "fork",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class,
    usageHelpAutoWidth = true,
    header = "Makes a session that begins as a copy of another one.",
    description = {
      "",
      "CHILD's first entry, a session_fork, says where it comes from; then follow PARENT's entries,"
          + " numbered anew, their data byte for byte. Entries of the types provider_usage,"
          + " history_compaction, session_fork and branch_summary are left out.",
      "",
      "PARENT is only read and may be open in another process. The first bad line of it, up to"
          + " where it is forked, is an error. CHILD must not exist; it is made whole, or not at"
          + " all.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:CHILD is there, or could be",
      "1:it is not: what is wrong is on standard error",
      "2:called wrongly",
    },
    footer = {
      "",
      "With --json, one object: parent, child, to_seq, entries, left_out (how many by type),"
          + " fork_root, bytes, dry_run and path.",
      "",
      "Examples:",
      "  daybook fork s-1 s-2",
      "  daybook fork s-1 s-2 --to-seq 41 --dry-run",
      "  daybook fork s-1 s-2 --summary 'Tried a cache; it did not help.'",
      "  daybook fork s-1 s-2 --json | jq -r .path"
    })
final class ForkCommand implements Callable<Integer> {

  private final StandardOutput out;

  @Parameters(paramLabel = "PARENT", description = SessionArgument.DESCRIPTION)
  private String parent = "";

  @Parameters(paramLabel = "CHILD", description = "the id of the new session")
  private String child = "";

  @Option(
      names = "--to-seq",
      paramLabel = "N",
      description = {"PARENT's last entry to take over", "(default: its last one)"})
  private @Nullable Long toSeq;

  @Option(
      names = "--summary",
      paramLabel = "TEXT",
      description = "what PARENT came to: CHILD's last entry, a branch_summary")
  private @Nullable String summary;

  @Option(
      names = "--dry-run",
      description = "check everything, say what would be done, write nothing")
  private boolean isDryRun;

  @Mixin
  private RootOption root = new RootOption();

  @Option(names = "--json", description = "print one JSON object on one line")
  private boolean isJson;

  @Mixin
  private LineLimit limit = new LineLimit();

  ForkCommand(StandardOutput out) {
    this.out = out;
  }

  @Override
  public Integer call() {
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
    out.flush();
    return ExitCode.OK;
  }
}
