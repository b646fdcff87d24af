package dev.daybook.journal;

import dev.daybook.codec.BatchEncoder;
import dev.daybook.event.DaybookException;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The journal thread's loop: takes every published slot, groups the slots by session, encodes,
 * writes, forces, acknowledges.
 *
 * <p>It is our own loop on the Disruptor's ring, and not a BatchEventProcessor, because that one
 * loses an event when its idle thread is interrupted, reports no end of a batch whose last event
 * threw, and gives slots back only when the batch is done.
 */
final class JournalWriter implements Runnable {

  /**
   * The time until callbacks that were not taken, or a thread that could not start, are tried
   * again.
   */
  private static final long RETRY_NANOS = 20_000_000;

  /** The most files closed between two batches, since closing a file takes a while. */
  private static final int MAX_IDLE_CLOSED = 16;

  private final Ring ring;
  private final JournalEnd end;
  private final Callbacks callbacks;
  private final OpenSessions sessions;
  private final BatchEncoder encoder;
  private final SlotEncoder slots;
  private final Notices notices;
  private final OpenFiles files;
  private final Supervisor supervisor;
  private final OldestUnforced oldest;
  private final OwedGaps gaps = new OwedGaps();
  private final Batch batch;
  private final IdleSessions idle;
  private final long slowForceNanos;
  private final Forces forces;
  private final BooleanSupplier hasWork = this::hasWork;
  private final Consumer<Appender> rest = this::rest;

  /**
   * @param encoder the encoder, closed when the thread ends
   * @param supervisor the supervisor, ended when the thread ends
   */
  JournalWriter(
      JournalOptions options,
      Ring ring,
      JournalEnd end,
      Callbacks callbacks,
      Notices notices,
      OpenSessions sessions,
      OpenFiles files,
      BatchEncoder encoder,
      Supervisor supervisor,
      OldestUnforced oldest) {
    this.oldest = oldest;
    this.files = files;
    this.supervisor = supervisor;
    this.ring = ring;
    this.end = end;
    this.callbacks = callbacks;
    this.sessions = sessions;
    this.encoder = encoder;
    this.notices = notices;
    this.slots = new SlotEncoder(options, ring, notices, encoder, this::writeRegions);
    this.forces =
        new Forces(JournalOptions.nanos(options.forceInterval()), ring.doorbell(), this::report);
    this.idle = new IdleSessions(
        options.closeIdle() == null ? Long.MAX_VALUE : JournalOptions.nanos(options.closeIdle()));
    this.slowForceNanos = JournalOptions.nanos(options.slowForce());
    this.batch = new Batch(ring, options.ringSlots());
  }

  /** Notes that an event of that session is lost. Any thread. */
  void owesGap(Appender appender) {
    gaps.add(appender);
    ring.doorbell().ring();
  }

  /** Runs user code where callbacks run. Journal thread only. */
  void runLater(Runnable userCode) {
    notices.give(userCode);
  }

  @Override
  public void run() {
    ring.doorbell().belongsToCaller();
    callbacks.belongToCaller();
    Throwable cause = null;
    try {
      runBatches();
    } catch (Throwable failure) {
      cause = failure;
    }
    oldest.sleeps();
    oldest.isForced();
    try (encoder;
        callbacks;
        supervisor;
        forces) {
      end.end(cause, batch.sessions());
    }
  }

  private void runBatches() {
    boolean stopped = false;
    while (!stopped) {
      forces.settleDone();
      if (hasWork()) {
        oldest.begins(batch.next(), ring.cursor());
        stopped = runBatch();
        forces.note(oldest);
        forces.forceDue();
        ring.doorbell().worked(batch.isAwaited());
      } else {
        // only now is nothing in the ring that a session which looks idle is needed for
        closeIdle();
        oldest.sleeps();
        forces.note(oldest);
        forces.forceDue();
        boolean handedOver = callbacks.handOver();
        boolean isSupervised = supervisor.ensureThread();
        long nanos = Math.min(forces.nanosToNext(), idle.nanosToNext());
        ring.doorbell()
            .await(hasWork, handedOver && isSupervised ? nanos : Math.min(nanos, RETRY_NANOS));
      }
    }
  }

  private boolean hasWork() {
    return ring.isReady(batch.next())
        || gaps.isDue(batch.next())
        || forces.isAnyDone()
        || sessions.hasEntered();
  }

  /** Runs one batch; returns true if it was the last one. */
  private boolean runBatch() {
    Slot control = batch.gather();
    reportOpened();
    gaps.take(batch.next(), this::touchForGap);
    List<Appender> sessions = batch.sessions();
    for (int i = 0; i < sessions.size(); i++) {
      holdIfNeeded(sessions.get(i));
      slots.encode(sessions.get(i), batch.next());
      oweRest(sessions.get(i));
    }
    ring.release(batch.next() - 1);
    writeRegions();
    forces.beginAwaited(sessions);
    for (int i = 0; i < sessions.size(); i++) {
      settle(sessions.get(i));
    }
    batch.clear();
    boolean stop = control != null && runControl(control);
    callbacks.handOver();
    return stop;
  }

  /**
   * Reports the sessions that were opened. Called after the slots are gathered, so that a session
   * is reported before the requests for it.
   */
  private void reportOpened() {
    for (Appender each = sessions.takeEntered(); each != null; each = sessions.takeEntered()) {
      notices.sessionOpened(each);
      idle.used(each);
    }
  }

  // --- sessions that are idle

  /** Closes the files of sessions that are idle for long, and gives their locks back. */
  private void closeIdle() {
    Appender due = idle.due();
    for (int i = 0; due != null && i < MAX_IDLE_CLOSED; i++) {
      idle.remove(due);
      forces.force(due);
      if (due.isWritable()) {
        due.leave();
        report(due, true);
        files.remove(due);
        if (due.isIdle()) {
          notices.sessionClosed(due);
        }
      }
      due = idle.due();
    }
  }

  /**
   * Takes the file of a session again that was closed while it was idle, if the batch needs it. If
   * that cannot be done, a session with events fails as after a failed write; so does one whose
   * file is lost.
   */
  private void holdIfNeeded(Appender appender) {
    if (!appender.isIdle() || !needsFile(appender)) {
      return;
    }
    try {
      appender.comeBack();
      notices.sessionOpened(appender);
      files.open(appender, rest);
    } catch (Throwable cause) {
      appender.whyIdle = cause;
      if (hasEvents(appender) || cause instanceof LostFileException) {
        appender.fail(Operation.OPEN, cause);
      }
    }
    report(appender, true);
  }

  private static boolean needsFile(Appender appender) {
    for (Slot slot = appender.firstSlot; slot != null; slot = slot.nextOfSession) {
      if (slot.kind() == Slot.Kind.HOLD) {
        return true;
      }
    }
    return hasEvents(appender);
  }

  private static boolean hasEvents(Appender appender) {
    for (Slot slot = appender.firstSlot; slot != null; slot = slot.nextOfSession) {
      if (slot.kind() == Slot.Kind.EVENT) {
        return true;
      }
    }
    return appender.losses.isAny();
  }

  /**
   * Notes drops that belong behind this batch: their gap is written later, even without further
   * events.
   */
  private void oweRest(Appender appender) {
    if (appender.isWritable() && appender.losses.drops.isAny() && appender.losses.beginsToOwe()) {
      gaps.add(appender);
    }
  }

  private void touchForGap(Appender appender) {
    appender.losses.owesNoMore();
    appender.gapIsDue = true;
    batch.add(appender);
  }

  // --- write, force, acknowledge

  /** Closes the file of a session that is idle, until it is written to again. */
  private void rest(Appender idle) {
    forces.force(idle);
    try {
      idle.file().rest();
    } catch (Throwable cause) {
      if (idle.isWritable()) {
        idle.fail(Operation.CLOSE, cause);
        report(idle, true);
      }
    }
    files.remove(idle);
  }

  private void writeRegions() {
    List<Appender> sessions = batch.sessions();
    for (int i = 0; i < sessions.size(); i++) {
      Appender appender = sessions.get(i);
      if (appender.hasRegion()) {
        boolean wasCovered = appender.uncoveredBytes() == 0;
        if (files.open(appender, rest)) {
          appender.writeRegion(encoder);
        }
        report(appender, true);
        if (appender.isWritable()) {
          forces.written(appender, wasCovered);
        }
      }
    }
    encoder.clear();
  }

  /** Does what a batch owes a session once its lines are written. */
  private void settle(Appender appender) {
    appender.touched = false;
    appender.settleWritten();
    if (appender.isAwaited()) {
      forces.force(appender);
    }
    // in this batch it may have made room for another already
    if (notices.sessionRecovered(appender) && appender.file().isOpen()) {
      files.open(appender, rest);
    }
    if (appender.isWritable()) {
      idle.used(appender);
    } else {
      idle.remove(appender);
    }
    Ack closing = appender.closeAck;
    if (closing != null) {
      close(appender);
      DaybookException failure = appender.failure();
      DaybookException rejects = appender.rejects.take(appender.id);
      if (failure != null) {
        closing.fail(failure);
      } else if (rejects != null) {
        closing.fail(rejects);
      } else {
        closing.complete();
      }
      appender.closeAck = null;
    }
  }

  private void close(Appender appender) {
    boolean couldFail = appender.isWritable();
    appender.close();
    report(appender, couldFail);
    forces.remove(appender);
    files.remove(appender);
    idle.remove(appender);
    supervisor.release(appender.outage);
    sessions.closed(appender);
    notices.sessionClosed(appender);
  }

  /** Reports the outcome of work on the session's file to the supervisor and the listener. */
  private void report(Appender appender, boolean couldFail) {
    long forceNanos = appender.takeForceNanos();
    if (forceNanos >= slowForceNanos) {
      notices.slowForce(appender.id, forceNanos);
    }
    DaybookException failure = appender.failure();
    if (couldFail && failure != null) {
      forces.remove(appender);
      if (!appender.file().isOpen()) {
        files.remove(appender);
      }
      if (appender.outage != null && appender.outage.goesOn()) {
        notices.recoveryFailed(appender.id, failure);
      } else {
        notices.sessionFailed(appender.id, failure);
      }
      if (appender.outage != null && !appender.isClosed()) {
        supervisor.add(appender.outage);
      }
    }
  }

  // --- requests that concern all sessions

  /** Runs a request that concerns all sessions; returns true if the journal is to stop. */
  private boolean runControl(Slot control) {
    boolean stop = control.kind() == Slot.Kind.STOP;
    Ack ack = control.ack;
    DaybookException first = null;
    Collection<Appender> all = sessions.appenders();
    if (stop) {
      writeGaps(all);
    }
    forces.begin(all);
    for (Appender appender : all) {
      if (stop) {
        close(appender);
      } else {
        forces.confirm(appender);
      }
      DaybookException failure = appender.failure();
      DaybookException rejects = appender.rejects.take(appender.id);
      DaybookException why = failure != null ? failure : rejects;
      first = first != null ? first : why;
    }
    control.clear();
    batch.takeControl();
    ring.release(batch.next() - 1);
    if (ack != null) {
      if (first != null) {
        ack.fail(first);
      } else {
        ack.complete();
      }
    }
    return stop;
  }

  /** Writes the gap entries of drops that no batch has written. */
  private void writeGaps(Collection<Appender> all) {
    for (Appender appender : all) {
      touchForGap(appender);
      holdIfNeeded(appender);
      slots.encode(appender, Long.MAX_VALUE);
    }
    writeRegions();
    for (Appender appender : all) {
      appender.touched = false;
    }
    batch.clear();
  }
}
