package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.read.Tail;
import dev.daybook.read.TailEvent;
import dev.daybook.read.TailEvent.Damaged;
import dev.daybook.read.TailEvent.Ended;
import dev.daybook.read.TailEvent.Recorded;
import dev.daybook.read.TailOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The command that prints a session for a person to read. */
final class ShowCommand implements Command {

  private static final Option FULL = Option.flag("--full", "shorten nothing");
  private static final Option LAST = Option.last("show only the last N entries (default: all)");

  @Override
  public Synopsis usage() {
    return new Synopsis("show", "Shows a session as a person wants to read it.")
        .saying(
            "A heading, then what happened in its order: who said what, thoughts after \"~\", tools with"
                + " their arguments and results, failures, permissions, steps of workflows; at the end"
                + " what it adds up to. Times are local. Long texts are shortened, unless --full is"
                + " given. In colours on a terminal only, and not if NO_COLOR is set.",
            "With --json, the entries for programs: each line byte for byte as it stands in the file.",
            "Damage does not end it: bad lines are passed over and reported on standard error.")
        .taking("SESSION", Invocation.SESSION)
        .withRoot()
        .with(Option.NO_PAGER)
        .with(FULL, Option.json("print each line as it stands in the file"), LAST)
        .with(Option.MAX_LINE_BYTES)
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
  }

  @Override
  public int run(Invocation call) {
    Long last = call.given.number(LAST);
    TailOptions which = last == null ? TailOptions.fromBeginning() : TailOptions.fromLast(last);
    try (Daybook daybook = call.builder().maxLineBytes(call.maxLineBytes()).open()) {
      String id = call.session(daybook);
      ShowText text = null;
      if (!call.isJson()) {
        text = new ShowText(call.out, call.has(FULL));
        text.heading(daybook.catalog().summary(id));
      }
      try (Tail tail = daybook.tail(id, which.withFollowing(false))) {
        return show(tail, call.out, text);
      }
    } finally {
      call.out.flush();
    }
  }

  /**
   * Prints the entries of a session.
   *
   * @param text null to print lines as they are
   */
  private static int show(Tail tail, StandardOutput out, @Nullable ShowText text) {
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
        continue;
      }
      if (event instanceof Ended && text != null) {
        text.end();
      }
      if (event instanceof Ended) {
        out.flush();
      }
      TailCommand.report(event);
      if (event instanceof Ended ended) {
        boolean isRemoved = ended.reason() == TailEvent.TailEnd.REMOVED;
        if (!isRemoved && tail.tornTailBytes() > 0) {
          ErrorReport.printTornTail(tail.tornTailBytes());
        }
        return isDamaged || isRemoved ? FAILED : OK;
      }
      isDamaged |= event instanceof Damaged;
    }
    return isDamaged ? FAILED : OK;
  }
}
