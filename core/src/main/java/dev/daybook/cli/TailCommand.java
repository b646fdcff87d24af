package dev.daybook.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.LockHolder;
import dev.daybook.event.Entry;
import dev.daybook.event.Heartbeat;
import dev.daybook.read.Tail;
import dev.daybook.read.TailEvent;
import dev.daybook.read.TailEvent.Damaged;
import dev.daybook.read.TailEvent.Ended;
import dev.daybook.read.TailEvent.Recorded;
import dev.daybook.read.TailEvent.Replaced;
import dev.daybook.read.TailEvent.Stalled;
import dev.daybook.read.TailEvent.TailEnd;
import dev.daybook.read.TailEvent.WriterBack;
import dev.daybook.read.TailEvent.WriterGone;
import dev.daybook.read.TailOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The command that prints a session while it is recorded. */
final class TailCommand implements Command {

  private static final Option FROM =
      Option.number("--from", "SEQ", 0, "begin with this seq (default: with the first)");
  private static final Option FOLLOW =
      Option.flag("--follow", "go on when the file ends, as it does anyhow").withShort("-f");
  private static final Option LAST =
      Option.last("begin with the last N lines (default: with the first of all)");
  private static final Option NO_FOLLOW = Option.flag("--no-follow", "end where the file ends now");
  private static final Option END_ON_CRASH = Option.flag(
      "--end-on-crash",
      "end with exit code 1 when no process records in the session any more and it has not ended");
  private static final Duration FOREVER = Duration.ofDays(36_500);
  private static final long PATIENCE_MILLIS = 1000;

  private static final int MAX_TYPE_LETTERS = 40;
  private static final int MAX_GIST_LETTERS = 120;

  private final CountDownLatch finished = new CountDownLatch(1);

  @Override
  public Synopsis usage() {
    return new Synopsis("tail", "Prints a session while it is recorded.")
        .saying(
            "Prints the entries that there are and then each as it is written, by whatever process, until"
                + " the session has ended. It goes on through a crash and a resume, and through a repair"
                + " of the file. It takes no lock and disturbs no process.",
            "Without --json, one short line an entry: local time, seq, type and the gist; heartbeats are"
                + " left out. With --json, each line byte for byte as it stands in the file.")
        .taking("SESSION", Invocation.SESSION)
        .withRoot()
        .with(
            FROM,
            LAST,
            FOLLOW,
            NO_FOLLOW,
            END_ON_CRASH,
            Option.json("print each line as it stands in the file"))
        .with(Option.TYPE)
        .with(Option.MAX_LINE_BYTES)
        .endingWith(
            "0:the session has ended, or --no-follow and all is printed, or the output is closed",
            "1:failed; the file was removed; --end-on-crash and the writer is gone; or --no-follow and"
                + " the file is damaged",
            "2:called wrongly")
        .closing(
            "Reports on standard error, one a line:",
            "  {\"report\":{\"kind\":\"writer_gone\",\"torn_tail_bytes\":12,\"closed\":false}}; closed"
                + " if it closed the session, else it died, or that is not known",
            "  {\"report\":{\"kind\":\"writer_back\",\"pid\":4711,\"host\":\"box\"}}",
            "  {\"report\":{\"kind\":\"stalled\",\"silence_secs\":31,\"interval_secs\":10}}",
            "  {\"report\":{\"kind\":\"file_replaced\"}}, {\"report\":{\"kind\":\"file_removed\"}}",
            "  {\"report\":{\"kind\":\"crc_mismatch\",\"line\":3,\"offset\":431,\"skipped\":true}}",
            "  {\"report\":{\"kind\":\"torn_tail\",\"bytes\":12}}, with --no-follow",
            "",
            "Examples:",
            "  daybook tail s-1",
            "  daybook tail s-1 --last 10 --type tool_call,tool_result",
            "  daybook tail s-1 --from 120 --json --end-on-crash | jq -c .data");
  }

  @Override
  public int run(Invocation call) {
    Long from = call.given.number(FROM);
    Long last = call.given.number(LAST);
    if (call.has(FOLLOW) && call.has(NO_FOLLOW)) {
      throw new Misuse("--follow and --no-follow exclude each other: give one");
    }
    if (from != null && last != null) {
      throw new Misuse("--from and --last exclude each other: give one");
    }
    TailOptions options = (last != null
            ? TailOptions.fromLast(last)
            : TailOptions.fromSeq(from == null ? 0 : from))
        .withFollowing(!call.has(NO_FOLLOW));
    StopHook hook = new StopHook(stopper(), "daybook-stop");
    try (Daybook daybook = call.builder().maxLineBytes(call.maxLineBytes()).open();
        Tail tail = daybook.tail(call.session(daybook), options)) {
      return print(call, tail);
    } catch (DaybookException why) {
      if (why.kind() == Kind.INTERRUPTED) {
        // closed by the hook, when the process receives a signal to end
        return OK;
      }
      throw why;
    } finally {
      try {
        call.out.flush();
      } finally {
        finished.countDown();
        hook.remove();
      }
    }
  }

  /**
   * Returns the work of a process that receives a signal to end: what was read is printed to the
   * end of its line.
   */
  private Runnable stopper() {
    Thread printing = Thread.currentThread();
    return () -> {
      printing.interrupt();
      try {
        finished.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        // there is nothing more to wait for
      }
    };
  }

  private static int print(Invocation call, Tail tail) {
    Set<String> types = call.types();
    Lines lines = new Lines();
    boolean isDamaged = false;
    while (true) {
      Optional<TailEvent> event = tail.next(Duration.ZERO);
      if (event.isEmpty()) {
        call.out.flush();
        event = tail.next(FOREVER);
      }
      if (call.out.isClosed()) {
        return OK;
      }
      TailEvent news = event.orElseThrow();
      if (news instanceof Recorded recorded) {
        Entry entry = recorded.entry();
        if (types.isEmpty()
            ? call.isJson() || !(entry.event() instanceof Heartbeat)
            : types.contains(entry.type())) {
          byte[] line = call.isJson() ? tail.line() : lines.of(entry).getBytes(UTF_8);
          call.out.write(line, 0, line.length);
        }
      } else {
        // what is reported stands behind what was printed before
        call.out.flush();
        report(news);
        isDamaged |= news instanceof Damaged;
        if (news instanceof Ended ended) {
          return ended(ended.reason(), tail, isDamaged);
        } else if (call.has(END_ON_CRASH) && news instanceof WriterGone) {
          return FAILED;
        }
      }
    }
  }

  /** A form of entries as one short line each. */
  private static final class Lines {

    private final Terminal terminal = new Terminal();
    private final Times times = new Times();

    /** Returns the entry's line; before it the day, if that is a new one. */
    String of(Entry entry) {
      String day = times.newDay(entry.ts());
      EntryText text = EntryText.of(entry);
      String type = Text.shortLine(entry.type(), MAX_TYPE_LETTERS);
      String place = Times.fineTime(entry.ts()) + "  " + entry.seq() + "  " + type + "  ";
      String line = terminal.cut(place + text.gist(MAX_GIST_LETTERS)).stripTrailing();
      return (day == null ? "" : "-- " + day + "\n") + terminal.in(text.tone(), line) + "\n";
    }
  }

  private static int ended(TailEnd reason, Tail tail, boolean isDamaged) {
    if (reason == TailEnd.NOTHING_MORE && tail.tornTailBytes() > 0) {
      ErrorReport.printTornTail(tail.tornTailBytes());
    }
    return switch (reason) {
      case REMOVED -> FAILED;
      case NOTHING_MORE -> isDamaged ? FAILED : OK;
      case SESSION_ENDED -> OK;
    };
  }

  /** Reports on standard error what is no entry of a session that is read. */
  static void report(TailEvent event) {
    if (event instanceof Damaged damaged) {
      ErrorReport.printBadLine(damaged.line());
    } else if (event instanceof Replaced) {
      ErrorReport.printReport("file_replaced");
    } else if (event instanceof WriterGone gone) {
      ErrorReport.printReport(
          "writer_gone", "torn_tail_bytes", gone.tornTailBytes(), "closed", gone.hasClosed());
    } else if (event instanceof WriterBack back) {
      ErrorReport.printReport(
          "writer_back", back.holder().map(TailCommand::details).orElse(Map.of()));
    } else if (event instanceof Stalled stalled) {
      ErrorReport.printReport(
          "stalled",
          "silence_secs",
          stalled.silence().toSeconds(),
          "interval_secs",
          stalled.interval().toSeconds());
    } else if (event instanceof Ended ended && ended.reason() == TailEnd.REMOVED) {
      ErrorReport.printReport("file_removed");
    }
  }

  private static Map<String, Object> details(LockHolder holder) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("pid", holder.pid());
    details.put("host", holder.host());
    holder.since().ifPresent(since -> details.put("since", since));
    return details;
  }
}
