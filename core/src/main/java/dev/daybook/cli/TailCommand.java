package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.Heartbeat;
import dev.daybook.follow.Tail;
import dev.daybook.follow.TailEvent;
import dev.daybook.follow.TailOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The command that prints a session while it is recorded. */
final class TailCommand implements Command {

  private static final Option FROM =
      Option.value("--from", "SEQ", "begin with this seq (default: with the first)");
  private static final Option FOLLOW =
      Option.flag("--follow", "go on when the file ends, as it does anyhow").withShort("-f");
  private static final Option LAST = Option.value(
          "--last", "N", "begin with the last N lines (default: with the first of all)")
      .withShort(Option.COUNT);
  private static final Option NO_FOLLOW = Option.flag("--no-follow", "end where the file ends now");
  private static final Option END_ON_CRASH = Option.flag(
      "--end-on-crash",
      "end with exit code 1 when nobody records in the session any more and it has" + " not ended");
  private static final Option JSON =
      Option.flag("--json", "print each line as it stands in the file");

  static final Usage USAGE = Usage.of("tail", "Prints a session while it is recorded.")
      .saying(
          "Prints the entries that there are and then each as it is written, by whatever process, until"
              + " the session has ended. It goes on through a crash and a resume, and through a repair"
              + " of the file. Nobody is disturbed: it takes no lock.",
          "Without --json, one short line an entry: local time, seq, type and the gist; heartbeats are"
              + " left out. With --json, each line byte for byte as it stands in the file.")
      .taking(SessionArgument.PARAMETER)
      .with(RootOption.OPTIONS)
      .with(FROM, LAST, FOLLOW, NO_FOLLOW, END_ON_CRASH, JSON)
      .with(TypeFilter.OPTION)
      .with(LineLimit.OPTION)
      .endingWith(
          "0:the session has ended, or --no-follow and all is printed, or nobody reads any more",
          "1:failed; the file was removed; --end-on-crash and the writer is gone; or --no-follow and"
              + " the file is damaged",
          "2:called wrongly")
      .closing(
          "Reports on standard error, one a line:",
          "  {\"report\":{\"kind\":\"writer_gone\",\"torn_tail_bytes\":12,\"closed\":false}}; closed"
              + " if it closed the session, else it died, or nobody knows",
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

  private static final Duration FOREVER = Duration.ofDays(36_500);
  private static final long PATIENCE_MILLIS = 1000;

  private final StandardOutput out;

  private final SessionArgument session;
  private final RootOption root;
  private final @Nullable Long from;
  private final @Nullable Long last;
  private final boolean isFollowing;
  private final boolean endsNow;
  private final boolean endsOnCrash;
  private final boolean isJson;
  private final TypeFilter filter;
  private final LineLimit limit;
  private final CountDownLatch finished = new CountDownLatch(1);

  TailCommand(StandardOutput out, Arguments given) {
    this.out = out;
    this.session = new SessionArgument(given);
    this.root = new RootOption(given);
    this.from = given.number(FROM, 0);
    this.last = given.number(LAST, 0);
    this.isFollowing = given.has(FOLLOW);
    this.endsNow = given.has(NO_FOLLOW);
    this.endsOnCrash = given.has(END_ON_CRASH);
    this.isJson = given.has(JSON);
    this.filter = new TypeFilter(given);
    this.limit = new LineLimit(given);
  }

  @Override
  public int run() {
    if (isFollowing && endsNow) {
      throw new Misuse("--follow and --no-follow exclude each other: give one");
    }
    if (from != null && last != null) {
      throw new Misuse("--from and --last exclude each other: give one");
    }
    TailOptions options =
        last != null ? TailOptions.fromLast(last) : TailOptions.fromSeq(from == null ? 0 : from);
    StopHook hook = new StopHook(stopper(), "daybook-stop");
    try (Daybook daybook = root.builder().maxLineBytes(limit.bytes()).open();
        Tail tail =
            daybook.tail(session.id(daybook), endsNow ? options.withoutFollowing() : options)) {
      return print(tail);
    } catch (DaybookException why) {
      if (why.kind() == Kind.INTERRUPTED) {
        // closed by the hook, when the process receives a signal to end
        return ExitCode.OK;
      }
      throw why;
    } finally {
      try {
        out.flush();
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

  private int print(Tail tail) {
    Set<String> types = filter.types();
    TailText text = new TailText();
    boolean isDamaged = false;
    while (true) {
      Optional<TailEvent> event = tail.next(Duration.ZERO);
      if (event.isEmpty()) {
        out.flush();
        event = tail.next(FOREVER);
      }
      if (out.isClosed()) {
        return ExitCode.OK;
      }
      TailEvent news = event.orElseThrow();
      if (news instanceof TailEvent.Recorded recorded) {
        Entry entry = recorded.entry();
        if (types.isEmpty()
            ? isJson || !(entry.event() instanceof Heartbeat)
            : types.contains(entry.type())) {
          print(tail, entry, text);
        }
      } else {
        // what is reported stands behind what was printed before
        out.flush();
        TailReports.print(news);
        isDamaged |= news instanceof TailEvent.Damaged;
        if (news instanceof TailEvent.Ended ended) {
          return ended(ended.reason(), tail, isDamaged);
        } else if (endsOnCrash && news instanceof TailEvent.WriterGone) {
          return ExitCode.FAILED;
        }
      }
    }
  }

  private void print(Tail tail, Entry entry, TailText text) {
    if (isJson) {
      byte[] line = tail.line();
      out.write(line, 0, line.length);
    } else {
      out.print(text.of(entry));
    }
  }

  private static int ended(TailEvent.Reason reason, Tail tail, boolean isDamaged) {
    if (reason == TailEvent.Reason.NOTHING_MORE && tail.tornTailBytes() > 0) {
      ErrorReport.printTornTail(tail.tornTailBytes());
    }
    return switch (reason) {
      case REMOVED -> ExitCode.FAILED;
      case NOTHING_MORE -> isDamaged ? ExitCode.FAILED : ExitCode.OK;
      case SESSION_ENDED -> ExitCode.OK;
    };
  }
}
