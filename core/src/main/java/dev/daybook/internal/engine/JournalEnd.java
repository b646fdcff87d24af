package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.JournalListener;
import dev.daybook.internal.engine.Tally.Count;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The end of the journal thread, on purpose or by a defect, that leaves no caller waiting. */
final class JournalEnd {

  /**
   * The attempts to end with every caller notified. A thread that ends has nothing better to do:
   * where memory lacks it waits for some.
   */
  private static final int MEMORY_TRIES = 500;

  private static final long MEMORY_PAUSE_NANOS = 20_000_000;

  private final Ring ring;
  private final Requests requests;
  private final Tally total;
  private final Notices notices;
  private final OpenSessions sessions;

  /**
   * Loaded before it is needed: a class whose initialisation runs out of memory can never be used.
   */
  private final DaybookException withoutMemory = Failures.WITHOUT_MEMORY;

  JournalEnd(Ring ring, Requests requests, Tally total, Notices notices, OpenSessions sessions) {
    this.ring = ring;
    this.requests = requests;
    this.total = total;
    this.notices = notices;
    this.sessions = sessions;
  }

  /**
   * Ends the ring and fails every waiting ack. After this no slot and no request is taken. A thread
   * that publishes now either sees that the ring has ended, because a full fence stands between its
   * publication and its look, and fails its own ack; or its slot is seen by the sweep below, which
   * comes after the fence here.
   */
  void end(@Nullable Throwable cause, Batch batch) {
    DaybookException why = whyEnded(cause);
    ring.end(why);
    VarHandle.fullFence();
    for (int i = 0; i < MEMORY_TRIES && !tryEnd(why, cause, batch); i++) {
      LockSupport.parkNanos(this, MEMORY_PAUSE_NANOS);
    }
  }

  /**
   * Returns false if memory ran out before every waiting caller was notified; to be tried again.
   */
  private boolean tryEnd(DaybookException why, @Nullable Throwable cause, Batch batch) {
    try {
      long cursor = ring.cursor();
      for (long sequence = ring.released() + 1; sequence <= cursor; sequence++) {
        if (ring.isReady(sequence)) {
          refuse(sequence, why);
        }
      }
      if (cause != null) {
        failAll(batch.sessions(), cause, why);
        for (int i = 0; i < batch.requests().size(); i++) {
          batch.requests().get(i).refuse(why);
        }
      }
      requests.refuseAll(why);
      return true;
    } catch (OutOfMemoryError noMemory) {
      return false;
    }
  }

  private DaybookException whyEnded(@Nullable Throwable cause) {
    try {
      return cause == null
          ? DaybookException.of(Kind.SESSION_CLOSED, "the daybook is closed")
          : DaybookException.causedBy(
              cause,
              Kind.SESSION_FAILED,
              "the journal thread failed",
              "thrown",
              cause.getClass().getSimpleName());
    } catch (Throwable noMemory) {
      return withoutMemory;
    }
  }

  /** Fails every session and every request at hand: the thread stopped in the middle. */
  private void failAll(List<OpenSession> touched, Throwable cause, DaybookException why) {
    for (int i = 0; i < touched.size(); i++) {
      fail(touched.get(i), cause, why);
    }
    for (OpenSession session : sessions.all()) {
      fail(session, cause, why);
    }
  }

  private void fail(OpenSession session, Throwable cause, DaybookException why) {
    try {
      boolean couldFail = session.isWritable() || session.isIdle();
      if (couldFail) {
        boolean unused = session.fail(Operation.JOURNAL, cause);
      }
      Throwable unclosed = session.closeLog();
      if (unclosed != null && unclosed != cause) {
        cause.addSuppressed(unclosed);
      }
      session.end();
      DaybookException failure = session.failure();
      if (couldFail && failure != null) {
        notices.sessionFailed(session.id, failure);
      }
      sessions.closed(session);
      notices.sessionClosed(session);
      Ack closing = session.closeAck;
      if (closing != null) {
        closing.fail(why);
      }
    } catch (OutOfMemoryError noMemory) {
      throw noMemory;
    } catch (Throwable again) {
      // the next session must be notified too
      logged(again);
    }
  }

  private static void logged(Throwable failure) {
    try {
      System.getLogger(JournalListener.class.getName())
          .log(System.Logger.Level.ERROR, "the journal thread failed while it ended", failure);
    } catch (Throwable logFailed) {
      // no caller is left to notify
    }
  }

  /** Refuses the event of a slot: once, by whichever thread comes first. */
  void refuse(long sequence, DaybookException why) {
    Slot slot = ring.slot(sequence);
    synchronized (slot) {
      if (!slot.stillHolds(sequence)) {
        return;
      }
      // first what may lack memory: the slot then still holds it when that is tried again
      Ack ack = slot.ack;
      if (ack != null) {
        ack.fail(why);
      }
      if (slot.kind() == Slot.Kind.RECORD) {
        OpenSession session = slot.session;
        (session == null ? total : session.tally).add(Count.REJECTED, 1);
        if (session != null && ack == null && why.kind() == Kind.SESSION_CLOSED) {
          notices.lateEvent(session);
        }
      }
      slot.clear();
    }
  }
}
