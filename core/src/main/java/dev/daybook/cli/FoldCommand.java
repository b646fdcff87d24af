package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.replay.ReadOptions;
import dev.daybook.replay.ReadReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Prints a session. */
@Command(
    name = "fold",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class,
    usageHelpAutoWidth = true,
    header = "Prints a session as it was recorded.",
    description = {
      "",
      "Prints the entries as NDJSON, in their order: each line byte for byte as it stands in the"
          + " file, checked against its checksum and its place.",
      "",
      "The first bad line ends it: what comes before is printed, and the error names line, offset"
          + " and reason. An unfinished line at the end of the file, which a crash leaves or a"
          + " writer is about to finish, is no error; it is left out and reported.",
      ""
    },
    footer = {
      "",
      "Reports on standard error, one a line:",
      "  {\"report\":{\"kind\":\"torn_tail\",\"bytes\":12}}",
      "  {\"report\":{\"kind\":\"crc_mismatch\",\"line\":3,\"offset\":431,\"skipped\":true}}",
      "",
      "Examples:",
      "  daybook fold s-1",
      "  daybook fold @latest",
      "  daybook fold s-1 --type tool_call,tool_result | head",
      "  daybook fold s-1 --lenient 2> damage.ndjson"
    })
final class FoldCommand implements Callable<Integer> {

  private final StandardOutput out;

  @Mixin
  private SessionArgument session = new SessionArgument();

  @Mixin
  private RootOption root = new RootOption();

  @Mixin
  private TypeFilter filter = new TypeFilter();

  @Mixin
  private Reading reading = new Reading();

  FoldCommand(StandardOutput out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    ReadOptions options = reading.options().withTypes(filter.types());
    try (Daybook daybook = root.open()) {
      ReadReport report = daybook
          .reader(session.id(daybook), options)
          .forEach((entry, line, from, to) -> {
            out.write(line, from, to + 1 - from);
            if (out.isClosed()) {
              throw new NobodyReads();
            }
          });
      out.flush();
      if (report.tornTailBytes() > 0) {
        ErrorReport.printTornTail(report.tornTailBytes());
      }
    } catch (NobodyReads gone) {
      return ExitCode.OK;
    } finally {
      out.flush();
    }
    return ExitCode.OK;
  }

  /** Ends a reading whose output nobody takes any more. */
  private static final class NobodyReads extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NobodyReads() {
      super("standard output is closed", null, false, false);
    }
  }
}
