package dev.daybook.cli;

import dev.daybook.Counters;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Durability;
import dev.daybook.Session;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Stamped;
import dev.daybook.event.Unknown;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.InputDecoder;
import dev.daybook.internal.json.Restated;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Input lines on their way into a session. It ends with the input, with the first line that is at
 * fault, with a failure of the session or of the output, or with the process; in each case what was
 * recorded is forced and its acknowledgements are printed.
 *
 * <p>The input is read on a thread of its own, because a blocked read cannot be interrupted, and a
 * failure must end the command although its input is silent.
 */
final class Recording {

  /**
   * The size above which a line is waited for before the next one is read. Only the journal thread
   * finds out if it fits with its envelope, and if there is memory for it; if not, nothing may be
   * recorded after it.
   */
  private static final int MAX_UNAWAITED_BYTES = 1 << 16;

  /** The time that a process which receives a signal to end waits for its own threads. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration FOREVER = Duration.ofDays(36_500);

  /** The kinds that say nothing about the line that was to be recorded. */
  private static final Set<Kind> NOT_OF_A_LINE = EnumSet.of(
      Kind.SESSION_FAILED, Kind.SESSION_CLOSED, Kind.OVERFLOW, Kind.OUTCOME_UNKNOWN, Kind.IO_ERROR);

  private record Summary(
      String session,
      long recorded,
      @Nullable Long firstSeq,
      @Nullable Long lastSeq,
      long bytes,
      long forces) {}

  private final InputLines input;
  private final StandardOutput out;
  private final Ending ending;
  private final Daybook daybook;
  private final String sessionId;
  private final int maxLineBytes;
  private final boolean isStrict;
  private final Session session;

  /** True if the session is created here; if its first line is refused, it is removed again. */
  private final boolean isNew;

  private final @Nullable Durability durability;
  private final @Nullable AckPrinter acks;
  /** The first event, whose seq is not known beforehand. */
  private volatile @Nullable CompletableFuture<Long> first;

  private final AtomicBoolean finishing = new AtomicBoolean();
  private final CountDownLatch finished = new CountDownLatch(1);

  /**
   * Prepares a recording.
   *
   * @param ending also the listener of {@code daybook}
   * @param isStrict true if types that are not registered are refused
   * @param durability the meaning of an acknowledgement, or null for a summary at the end
   */
  Recording(
      Invocation call,
      Ending ending,
      Daybook daybook,
      boolean isStrict,
      @Nullable Durability durability) {
    this.maxLineBytes = call.maxLineBytes();
    this.input = new InputLines(call.in, maxLineBytes);
    this.out = call.out;
    this.ending = ending;
    this.daybook = daybook;
    this.sessionId = call.given.parameter(0);
    this.isStrict = isStrict;
    this.isNew = !daybook.exists(sessionId);
    this.session = daybook.openSession(sessionId);
    this.durability = durability;
    this.acks = durability == null ? null : new AckPrinter(out, ending::fail);
  }

  /** Records until the end; throws the failure that ended it too early. */
  void run() throws Exception {
    StopHook hook = new StopHook(this::stop, "daybook-stop");
    try {
      recordUntilTheEnd();
    } finally {
      hook.remove();
    }
  }

  private void recordUntilTheEnd() throws Exception {
    if (acks != null) {
      acks.start();
    }
    Thread reader = new Thread(this::readAll, "daybook-input");
    reader.setDaemon(true);
    reader.start();
    ending.awaitWhileAlive(reader);
    if (finish(FOREVER)) {
      ending.throwFailure();
    }
  }

  /** Ends the recording, since the process receives a signal, or has ended the recording itself. */
  private void stop() {
    try {
      if (finish(PATIENCE)) {
        ending.throwFailure();
      }
    } catch (Throwable why) {
      ErrorReport.print(why);
    }
  }

  /** Finishes everything, once; returns false if another thread does or did. */
  private boolean finish(Duration patience) throws InterruptedException {
    if (!finishing.compareAndSet(false, true)) {
      finished.await(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return false;
    }
    input.stop();
    input.awaitIdle(PATIENCE);
    try {
      boolean isRemoved = isNew && first == null && ending.hasFailed() && removeEmpty();
      daybook.close();
      if (acks == null && !isRemoved) {
        printSummary();
      }
    } catch (RuntimeException why) {
      ending.fail(why);
    }
    if (acks != null) {
      acks.finish(patience);
    }
    finished.countDown();
    return true;
  }

  /**
   * Moves the session to the trash, and not for good: a process that is so quick as to record in it
   * loses nothing. Returns true if it is gone.
   */
  private boolean removeEmpty() {
    session.close();
    boolean isEmpty = daybook.catalog().summary(sessionId).bytes() == 0;
    if (isEmpty) {
      daybook.delete(sessionId);
    }
    return isEmpty;
  }

  private void printSummary() {
    // all is recorded
    out.putWorkFirst();
    Counters counters = session.counters();
    CompletableFuture<Long> firstAck = first;
    Long firstSeq = firstAck == null ? null : AckPrinter.seqOf(firstAck);
    out.print(Text.jsonLine(new Summary(
        sessionId,
        counters.forced(),
        firstSeq,
        firstSeq == null ? null : firstSeq + counters.forced() - 1,
        counters.bytesWritten(),
        counters.forces())));
    out.flush();
  }

  private void readAll() {
    try {
      while (!ending.hasFailed() && input.next()) {
        if (!input.isBlank()) {
          recordLine();
        }
      }
      ending.complete();
    } catch (Throwable why) {
      ending.fail(why);
    } finally {
      input.done();
    }
  }

  private void recordLine() throws InterruptedException {
    try {
      recordEvent(InputDecoder.decode(input.buffer(), input.from(), input.to()));
    } catch (DaybookException why) {
      throw NOT_OF_A_LINE.contains(why.kind()) ? why : Restated.at(why, "line", input.lineNumber());
    }
  }

  /** Refuses events that {@code --strict} refuses. */
  private void check(SessionEvent event) {
    SessionEvent bare = event instanceof Stamped stamped ? stamped.event() : event;
    if (isStrict
        && bare instanceof Unknown unknown
        && !EventTypes.standard().contains(unknown.type())
        && !EventTypes.standard().isEphemeral(unknown.type())) {
      throw DaybookException.of(
          Kind.UNKNOWN_TYPE,
          "no such type is registered; correct it, or record without --strict",
          "type",
          unknown.type());
    }
  }

  private void recordEvent(SessionEvent event) throws InterruptedException {
    check(event);
    int bytes = input.to() - input.from();
    boolean isLarge = bytes > MAX_UNAWAITED_BYTES || bytes > maxLineBytes / 2;
    if (acks == null && first != null && !isLarge) {
      session.record(event);
      return;
    }
    CompletableFuture<Long> ack =
        session.recordAsync(event, durability == null ? Durability.WRITTEN : durability);
    if (isLarge || ack.isCompletedExceptionally()) {
      AckPrinter.seqOf(ack);
    }
    if (first == null) {
      first = ack;
    }
    if (acks != null) {
      acks.add(ack);
    }
  }
}
