package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.internal.json.Restated;
import dev.daybook.read.StartPosition;
import dev.daybook.read.Tail;
import dev.daybook.read.TailEvent;
import dev.daybook.read.TailEvent.Damaged;
import dev.daybook.read.TailEvent.Ended;
import dev.daybook.read.TailEvent.Recorded;
import dev.daybook.read.TailOptions;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The command that prints a session for a person to read. */
final class ShowCommand implements Command {

  private static final Option FULL = Option.flag("--full", "shorten nothing");
  private static final Option LAST = Option.last("show only the last N entries (default: all)");
  private static final Option FROM =
      Option.number("--from", "SEQ", 0, "begin with this seq (default: with the first)");
  private static final Option AROUND = Option.number(
      "--around",
      "SEQ",
      0,
      "show the entry with this seq, marked and in full, and those around it");
  private static final Option CONTEXT = Option.number(
          "--context", "N", 0, "how many before and how many behind it --around shows (default: 5)")
      .withShort("-C");
  private static final long DEFAULT_CONTEXT = 5;

  @Override
  public Synopsis usage() {
    return new Synopsis("show", "Shows a session as a person wants to read it.")
        .saying(
            "A heading, then what happened in its order: who said what, thoughts after \"~\", tools with"
                + " their arguments and results, failures, permissions, steps of workflows; at the end"
                + " what it adds up to. Times are local. Long texts are shortened, unless --full is"
                + " given. In colours on a terminal only, and not if NO_COLOR is set.",
            "The number after # is the entry's seq, as search and check name it: --around shows what"
                + " stands around it, --from all from there on. Of a part there are no totals.",
            "With --json, the entries for programs: each line byte for byte as it stands in the file.",
            "Damage does not end it: bad lines are passed over and reported on standard error.")
        .taking("SESSION", Invocation.SESSION)
        .withRoot()
        .with(Option.NO_PAGER)
        .with(FULL, Option.json("print each line as it stands in the file"), LAST, FROM)
        .with(AROUND, CONTEXT)
        .with(Option.MAX_LINE_BYTES)
        .endingWith(
            "0:all of it is shown",
            "1:failed, or no entry has that seq, or the file is damaged, or was removed meanwhile",
            "2:called wrongly")
        .closing(
            "Reports on standard error, one a line:",
            "  {\"report\":{\"kind\":\"torn_tail\",\"bytes\":12}}",
            "  {\"report\":{\"kind\":\"crc_mismatch\",\"line\":3,\"offset\":431,\"skipped\":true}}",
            "",
            "Examples:",
            "  daybook show s-1 | less",
            "  daybook show s-1 --last 20",
            "  daybook show s-1 --around 41",
            "  daybook show s-1 --from 41",
            "  daybook show s-1 --full > s-1.txt",
            "  daybook show s-1 --last 20 --json | jq -c .data");
  }

  @Override
  public int run(Invocation call) {
    Part part = part(call);
    try (Daybook daybook = call.builder().maxLineBytes(call.maxLineBytes()).open()) {
      String id = call.session(daybook);
      ShowText text = null;
      if (!call.isJson()) {
        text = new ShowText(call.out, call.has(FULL), part.isMarked ? part.wanted : null);
        text.heading(daybook.catalog().summary(id));
      }
      try (Tail tail = daybook.tail(id, part.start.withFollowing(false))) {
        return show(id, tail, part, call.out, text);
      } catch (DaybookException failed) {
        throw Restated.at(failed, "session", id);
      }
    } finally {
      call.out.flush();
    }
  }

  /**
   * The part of a session that is shown.
   *
   * @param start its beginning
   * @param wanted the seq that was asked for; null if none was
   * @param isMarked true if the entry of that seq is marked, and must be there; else the first one
   *     behind it is as good
   * @param last the largest seq that is in it
   */
  private record Part(TailOptions start, @Nullable Long wanted, boolean isMarked, long last) {

    static Part from(long seq) {
      return new Part(TailOptions.fromSeq(seq), seq, false, Long.MAX_VALUE);
    }

    static Part around(long seq, long context) {
      long end = seq > Long.MAX_VALUE - context ? Long.MAX_VALUE : seq + context;
      return new Part(TailOptions.fromSeq(Math.max(0, seq - context)), seq, true, end);
    }

    static Part last(long lines) {
      return new Part(TailOptions.fromLast(lines), null, false, Long.MAX_VALUE);
    }

    static Part all() {
      return new Part(TailOptions.fromBeginning(), null, false, Long.MAX_VALUE);
    }

    boolean isAll() {
      return start.start().equals(StartPosition.beginning()) && last == Long.MAX_VALUE;
    }

    boolean isWanted(long seq) {
      return wanted == null || (isMarked ? seq == wanted : seq >= wanted);
    }
  }

  private static Part part(Invocation call) {
    Long last = call.given.number(LAST);
    Long from = call.given.number(FROM);
    Long around = call.given.number(AROUND);
    if (Stream.of(LAST, FROM, AROUND).filter(call::has).count() > 1) {
      throw new Misuse("--last, --from and --around exclude each other: give one");
    } else if (around == null && call.has(CONTEXT)) {
      throw new Misuse("--context is for --around alone");
    } else if (around != null) {
      return Part.around(around, call.given.number(CONTEXT, DEFAULT_CONTEXT));
    } else if (from != null) {
      return Part.from(from);
    }
    return last == null ? Part.all() : Part.last(last);
  }

  /**
   * Prints the entries of a session.
   *
   * @param id the session
   * @param text null to print lines as they are
   */
  private static int show(
      String id, Tail tail, Part part, StandardOutput out, @Nullable ShowText text) {
    boolean isDamaged = false;
    Long wanted = part.wanted;
    boolean isFound = wanted == null;
    boolean isEmpty = true;
    while (!out.isClosed()) {
      TailEvent event = tail.next(Duration.ZERO).orElseThrow();
      if (event instanceof Recorded recorded) {
        Entry entry = recorded.entry();
        if (entry.seq() > part.last) {
          break;
        }
        isFound |= part.isWanted(entry.seq());
        isEmpty = false;
        if (text == null) {
          byte[] line = tail.line();
          out.write(line, 0, line.length);
        } else {
          text.entry(entry);
        }
        continue;
      }
      if (event instanceof Ended && text != null && part.isAll()) {
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
        isDamaged |= isRemoved;
        if (part.isAll() && isEmpty && !isDamaged && text == null) {
          ErrorReport.printReport("no_entries", "session", id);
        }
        break;
      }
      isDamaged |= event instanceof Damaged;
    }
    if (wanted != null && !isFound && !out.isClosed()) {
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          part.isMarked
              ? "no entry has this seq; --last 1 shows the last one"
              : "no entry has this seq or a later one; --last 1 shows the last one",
          "seq",
          wanted);
    }
    return isDamaged ? FAILED : OK;
  }
}
