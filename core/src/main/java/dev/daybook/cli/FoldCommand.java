package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.ReadReport;

/** The command that prints a session's entries. */
final class FoldCommand implements Command {

  @Override
  public Synopsis usage() {
    return new Synopsis("fold", "Prints a session as it was recorded.")
        .saying(
            "Prints the entries as NDJSON, in their order: each line byte for byte as it stands in the"
                + " file, checked against its checksum and its place.",
            "The first bad line ends it: what comes before is printed, and the error names line, offset"
                + " and reason. An unfinished line at the end of the file, which a crash leaves or a"
                + " writer is about to finish, is no error; it is left out and reported.")
        .taking("SESSION", Invocation.SESSION)
        .withRoot()
        .with(Option.JSON_ERRORS)
        .with(Option.TYPE)
        .with(Option.LENIENT, Option.MAX_LINE_BYTES)
        .closing(
            "Reports on standard error, one a line:",
            "  {\"report\":{\"kind\":\"torn_tail\",\"bytes\":12}}",
            "  {\"report\":{\"kind\":\"crc_mismatch\",\"line\":3,\"offset\":431,\"skipped\":true}}",
            "",
            "Examples:",
            "  daybook fold s-1",
            "  daybook fold @latest",
            "  daybook fold s-1 --type tool_call,tool_result | head",
            "  daybook fold s-1 --lenient 2> damage.ndjson");
  }

  @Override
  public int run(Invocation call) {
    ReadOptions options = call.reading().withTypes(call.types());
    try (Daybook daybook = call.open()) {
      ReadReport report = daybook
          .reader(call.session(daybook), options)
          .forEach((entry, line, from, to) -> {
            call.out.write(line, from, to + 1 - from);
            if (call.out.isClosed()) {
              throw new ReaderGone();
            }
          });
      call.out.flush();
      if (report.tornTailBytes() > 0) {
        ErrorReport.printTornTail(report.tornTailBytes());
      }
    } catch (ReaderGone gone) {
      return OK;
    } finally {
      call.out.flush();
    }
    return OK;
  }

  /** The end of a reading whose output has no reader any more. */
  private static final class ReaderGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReaderGone() {
      super("standard output is closed", null, false, false);
    }
  }
}
