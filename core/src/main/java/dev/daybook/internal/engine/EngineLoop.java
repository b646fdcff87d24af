package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.internal.file.AppendableFile;
import dev.daybook.internal.json.BatchEncoder;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The journal thread's loop: takes every published slot, groups the slots by session, encodes,
 * writes, forces, acknowledges. The parts it calls return what happened and call nothing back; what
 * fails is settled in one place, {@link SessionFiles#fail}.
 *
 * <p>It is our own loop on the Disruptor's ring, and not a BatchEventProcessor, because that one
 * loses an event when its idle thread is interrupted, reports no end of a batch whose last event
 * threw, and gives slots back only when the batch is done.
 */
final class EngineLoop implements Runnable {

  /**
   * The time until callbacks that were not taken, or a thread that could not start, are tried
   * again.
   */
  private static final long RETRY_NANOS = 20_000_000;

  private final Ring ring;
  private final Requests requests;
  private final JournalEnd end;
  private final Callbacks callbacks;
  private final OpenSessions sessions;
  private final BatchEncoder encoder;
  private final LineWriter lines;
  private final Notices notices;
  private final SessionFiles files;
  private final Supervisor supervisor;
  private final OldestUnforced oldest;
  private final AnnotationWatch annotations;
  private final Batch batch;
  private final Leader leader;
  private final BooleanSupplier hasWork = this::hasWork;

  /**
   * @param encoder the encoder, closed when the thread ends
   * @param supervisor the supervisor, ended when the thread ends
   */
  EngineLoop(
      JournalOptions options,
      Ring ring,
      Requests requests,
      JournalEnd end,
      Callbacks callbacks,
      Notices notices,
      OpenSessions sessions,
      SessionFiles files,
      BatchEncoder encoder,
      Supervisor supervisor,
      OldestUnforced oldest,
      AnnotationWatch annotations) {
    this.ring = ring;
    this.requests = requests;
    this.end = end;
    this.callbacks = callbacks;
    this.notices = notices;
    this.sessions = sessions;
    this.files = files;
    this.encoder = encoder;
    this.supervisor = supervisor;
    this.oldest = oldest;
    this.annotations = annotations;
    this.lines = new LineWriter(options, ring, notices, encoder);
    this.batch = new Batch(ring, requests, options.ringSlots());
    this.leader = new Leader(this, ring.doorbell(), batch, files, sessions);
  }

  /** Returns the place that a caller can take while the journal thread sleeps. Any thread. */
  Leader leader() {
    return leader;
  }

  /** Runs user code where callbacks run. Journal thread only. */
  void runLater(Runnable userCode) {
    notices.give(userCode);
  }

  @Override
  public void run() {
    ring.doorbell().belongsToCaller();
    Throwable cause = null;
    try {
      runBatches();
    } catch (Throwable failure) {
      cause = failure;
    }
    // what is left unforced is reported as failed, and ages no more
    oldest.sleeps();
    oldest.allForced();
    try (encoder;
        callbacks;
        supervisor;
        files) {
      end.end(cause, batch);
    }
  }

  // --- the loop

  private void runBatches() throws Throwable {
    boolean isStopped = false;
    while (!isStopped) {
      leader.throwFailure();
      notices.reportDueDrops();
      boolean unused = files.takeEndedForces();
      boolean works = hasWork();
      if (works) {
        long start = System.nanoTime();
        oldest.begins(batch.next(), ring.cursor());
        batch.gather();
        isStopped = runBatch();
        annotations.worked();
        callbacks.handOver();
        leader.batchDone(System.nanoTime() - start);
      } else {
        // only now is nothing in the ring that a session which looks idle is needed for
        files.closeIdle();
        oldest.sleeps();
      }
      files.note(oldest);
      if (files.forceDue()) {
        // there may be no other turn that notes it
        files.note(oldest);
        annotations.worked();
      }
      annotations.look();
      annotations.takeIn();
      if (works) {
        ring.doorbell().worked(batch.isAwaited());
      } else {
        sleep();
      }
    }
  }

  /** Returns true if the journal thread must not sleep. Any thread: it may be wrong then. */
  boolean hasWork() {
    return batch.isReady() || files.hasEndedForce() || sessions.hasEntered() || leader.hasFailed();
  }

  private void sleep() {
    boolean handedOver = callbacks.handOver();
    boolean isSupervised = supervisor.ensureThread();
    long nanos = handedOver && isSupervised ? nanosToNext() : Math.min(nanosToNext(), RETRY_NANOS);
    leader.sleepBegins(nanos);
    ring.doorbell().await(hasWork, nanos);
  }

  /** Returns the time until there is work that the clock alone brings. */
  long nanosToNext() {
    return Math.min(
        annotations.nanosToNext(), Math.min(files.nanosToNext(), notices.nanosToNext()));
  }

  /** Runs the batch that a leader has gathered. */
  void runLedBatch() {
    oldest.begins(batch.next(), ring.cursor());
    boolean unused = runBatch();
    oldest.sleeps();
    files.note(oldest);
    annotations.worked();
    annotations.look();
  }

  /** Returns true if a led batch has left something that only the journal thread does. */
  boolean hasLeftWork() {
    return callbacks.areCollected() || supervisor.lacksThread() || annotations.isChanged();
  }

  /** Runs the batch that was gathered; returns true if it was the last one. */
  private boolean runBatch() {
    reportOpened();
    List<OpenSession> touched = batch.sessions();
    for (int i = 0; i < touched.size(); i++) {
      encode(touched.get(i));
    }
    ring.release(batch.next() - 1);
    write();
    files.beginAwaited(touched);
    for (int i = 0; i < touched.size(); i++) {
      forceAndAcknowledge(touched.get(i));
      closeIfAsked(touched.get(i));
    }
    boolean isLast = answerForAll();
    batch.clear();
    return isLast;
  }

  /**
   * Reports the sessions that were opened. Called after the slots are gathered, so that a session
   * is reported before the requests for it.
   */
  private void reportOpened() {
    for (OpenSession each = sessions.takeEntered(); each != null; each = sessions.takeEntered()) {
      notices.sessionOpened(each);
      files.opened(each);
    }
  }

  private void encode(OpenSession session) {
    if (session.isIdle() && (session.batch.needsFile() || session.missing.isAny())) {
      files.hold(session);
    }
    while (!lines.encode(session)) {
      write();
    }
    answer(session);
    if (session.batch.gapIsDue) {
      session.batch.gapIsDue = false;
      lines.encodeGaps(session, batch.next());
    }
    if (session.isWritable() && session.missing.drops.isAny() && session.missing.beginsToOwe()) {
      // they belong behind this batch: their gap is written later, even without further events
      requests.add(Request.Kind.GAP, session, null);
    }
  }

  private void write() {
    List<OpenSession> touched = batch.sessions();
    for (int i = 0; i < touched.size(); i++) {
      OpenSession session = touched.get(i);
      if (session.batch.bytes() > 0 && files.open(session)) {
        Throwable cause = session.append(encoder);
        if (cause != null) {
          files.fail(session, Operation.WRITE, cause);
        } else {
          files.written(session, encoder);
        }
        if (touched.size() > 1) {
          // many writes take long, and the threads that force are not to wait for their end
          boolean unused = files.beginDue(batch.isAwaited());
        }
      }
    }
    encoder.clear();
  }

  private void forceAndAcknowledge(OpenSession session) {
    session.acknowledgeWritten();
    if (session.coverage.isAwaited()) {
      files.force(session);
    }
    boolean isBack = notices.sessionRecovered(session);
    // its file counts among the open ones from now on, unless this batch has evicted it already
    if (isBack && session.log().hasDescriptor()) {
      boolean unused = files.open(session);
    }
    files.used(session);
  }

  private void closeIfAsked(OpenSession session) {
    Ack closing = session.closeAck;
    if (closing != null) {
      files.close(session);
      DaybookException why = whyNotAll(session);
      if (why != null) {
        closing.fail(why);
      } else {
        closing.complete();
      }
      session.closeAck = null;
    }
  }

  // --- requests

  private void answer(OpenSession session) {
    for (Request each = session.batch.firstRequest(); each != null; each = each.nextOfSession) {
      if (session.missing.drops.isAny()) {
        lines.encodeDrops(session, each.behind + 1);
      }
      switch (each.kind) {
        case SYNC -> sync(session, each);
        case GAP -> {
          session.missing.requestArrived();
          session.batch.gapIsDue = true;
        }
        case HOLD -> held(session, each);
        case CLOSE -> {
          lines.encodeGaps(session, Long.MAX_VALUE);
          session.closeAck = each.ack;
        }
        case REOPENED -> reopened(session, each);
        default -> throw new AssertionError("no request of one session: " + each.kind);
      }
    }
    session.batch.requestsAnswered();
  }

  private void sync(OpenSession session, Request request) {
    notices.reportDrops(session.id);
    Ack ack = request.ack;
    if (ack != null && (session.isWritable() || session.isIdle())) {
      session.addSyncWaiter(ack);
    } else {
      DaybookException failure = session.failure();
      request.refuse(failure != null ? failure : Failures.closed(session.id));
    }
  }

  /**
   * Answers a request to hold the file, which is held by now if that was possible. A failed session
   * is its supervisor's.
   */
  private static void held(OpenSession session, Request request) {
    if (session.isClosed() || session.closeAck != null) {
      request.refuse(Failures.closed(session.id));
    } else if (session.isIdle()) {
      request.refuse(Failures.notHeld(session));
    } else if (request.ack != null) {
      request.ack.complete();
    }
  }

  /** Takes over the outcome of reopening a failed session's file. */
  private void reopened(OpenSession session, Request request) {
    Recovery recovery = session.recovery;
    if (recovery == null) {
      throw new AssertionError("a reopened session without supervision");
    }
    boolean isWanted = session.isWatchable() && session.closeAck == null;
    DaybookException notOpened = recovery.notOpened;
    if (isWanted && notOpened != null) {
      recovery.latestFailure = notOpened;
      notices.recoveryFailed(session.id, notOpened);
    }
    AppendableFile file = isWanted ? recovery.take() : null;
    if (file == null) {
      recovery.giveUp();
      return;
    }
    session.recover(file);
    recovery.latestFailure = null;
    recovery.hasRecovered = true;
    recovery.lostEvents = lines.encodeGaps(session, request.behind + 1);
  }

  /** Answers the requests that concern all sessions; returns true if the journal is to stop. */
  private boolean answerForAll() {
    boolean stops = false;
    for (int i = 0; i < batch.requests().size(); i++) {
      Request request = batch.requests().get(i);
      if (request.session == null) {
        boolean isStop = request.kind == Request.Kind.STOP;
        DaybookException why = syncAll(isStop);
        if (why != null) {
          request.refuse(why);
        } else if (request.ack != null) {
          request.ack.complete();
        }
        stops |= isStop;
      }
    }
    return stops;
  }

  /** Forces every session, and closes it if asked to. Returns the first reason why not, or null. */
  private @Nullable DaybookException syncAll(boolean thenClose) {
    Collection<OpenSession> all = sessions.all();
    if (thenClose) {
      writeGaps(all);
      files.beginClosing(all);
    } else {
      files.beginForces(all);
    }
    DaybookException first = null;
    for (OpenSession session : all) {
      if (thenClose) {
        files.close(session);
      } else {
        notices.reportDrops(session.id);
        files.confirm(session);
        files.force(session);
      }
      DaybookException why = whyNotAll(session);
      first = first != null ? first : why;
    }
    return first;
  }

  private static @Nullable DaybookException whyNotAll(OpenSession session) {
    DaybookException failure = session.failure();
    DaybookException report = session.missing.takeReport();
    return failure != null ? failure : report;
  }

  /** Writes the gap entries of drops that no batch has written. */
  private void writeGaps(Collection<OpenSession> all) {
    for (OpenSession session : all) {
      batch.add(session);
      if (session.isIdle() && session.missing.isAny()) {
        files.hold(session);
      }
      session.batch.beginLinesAt(encoder.position());
      lines.encodeGaps(session, Long.MAX_VALUE);
    }
    write();
  }
}
