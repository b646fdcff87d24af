package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.follow.Tail;
import dev.daybook.follow.TailEvent;
import dev.daybook.follow.TailEvent.Damaged;
import dev.daybook.follow.TailEvent.Recorded;
import dev.daybook.follow.TailOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The command that prints a session for a person to read. */
final class ShowCommand implements Command {

  private static final Option FULL = Option.flag("--full", "shorten nothing");
  private static final Option JSON =
      Option.flag("--json", "print each line as it stands in the file");
  private static final Option LAST = Option.value(
          "--last", "N", "show only the last N entries (default: all)")
      .withShort(Option.COUNT);

  static final Usage USAGE = Usage.of("show", "Shows a session as a person wants to read it.")
      .saying(
          "A heading, then what happened in its order: who said what, thoughts after \"~\", tools with"
              + " their arguments and results, failures, permissions, steps of workflows; at the end"
              + " what it adds up to. Times are local. Long texts are shortened, unless --full is"
              + " given. In colours on a terminal only, and not if NO_COLOR is set.",
          "With --json, the entries for programs: each line byte for byte as it stands in the file.",
          "Damage does not end it: bad lines are passed over and reported on standard error.")
      .taking(SessionArgument.PARAMETER)
      .with(RootOption.OPTIONS)
      .with(Pager.NONE)
      .with(FULL, JSON, LAST)
      .with(LineLimit.OPTION)
      .endingWith(
          "0:all of it is shown",
          "1:failed, or the file is damaged, or was removed meanwhile",
          "2:called wrongly")
      .closing(
          "Reports on standard error, one a line:",
          "  {\"report\":{\"kind\":\"torn_tail\",\"bytes\":12}}",
          "  {\"report\":{\"kind\":\"crc_mismatch\",\"line\":3,\"offset\":431,\"skipped\":true}}",
          "",
          "Examples:",
          "  daybook show s-1 | less",
          "  daybook show s-1 --last 20",
          "  daybook show s-1 --full > s-1.txt",
          "  daybook show s-1 --last 20 --json | jq -c .data");

  private final StandardOutput out;

  private final SessionArgument session;
  private final RootOption root;
  private final boolean isFull;
  private final boolean isJson;
  private final @Nullable Long last;
  private final LineLimit limit;

  ShowCommand(StandardOutput out, Arguments given) {
    this.out = out;
    this.session = new SessionArgument(given);
    this.root = new RootOption(given);
    this.isFull = given.has(FULL);
    this.isJson = given.has(JSON);
    this.last = given.number(LAST, 0);
    this.limit = new LineLimit(given);
  }

  @Override
  public int run() {
    TailOptions all = TailOptions.fromBeginning();
    try (Daybook daybook = root.builder().maxLineBytes(limit.bytes()).open()) {
      String id = session.id(daybook);
      ShowText text = null;
      if (!isJson) {
        text = new ShowText(out, isFull);
        text.heading(daybook.catalog().summary(id));
      }
      try (Tail tail =
          daybook.tail(id, (last == null ? all : TailOptions.fromLast(last)).withoutFollowing())) {
        return show(tail, text);
      }
    } finally {
      out.flush();
    }
  }

  /**
   * Prints the entries of a session.
   *
   * @param text null to print lines as they are
   */
  private int show(Tail tail, @Nullable ShowText text) {
    boolean isDamaged = false;
    while (!out.isClosed()) {
      TailEvent event = tail.next(Duration.ZERO).orElseThrow();
      if (event instanceof Recorded recorded) {
        if (text == null) {
          byte[] line = tail.line();
          out.write(line, 0, line.length);
        } else {
          text.entry(recorded.entry());
        }
      } else if (event instanceof Damaged damaged) {
        isDamaged = true;
        ErrorReport.printBadLine(damaged.line());
      } else if (event instanceof TailEvent.Ended ended) {
        if (text != null) {
          text.end();
        }
        out.flush();
        if (ended.reason() == TailEvent.Reason.REMOVED) {
          TailReports.print(ended);
          isDamaged = true;
        } else if (tail.tornTailBytes() > 0) {
          ErrorReport.printTornTail(tail.tornTailBytes());
        }
        break;
      } else {
        TailReports.print(event);
      }
    }
    return isDamaged ? ExitCode.FAILED : ExitCode.OK;
  }
}
