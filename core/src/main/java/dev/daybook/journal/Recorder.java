package dev.daybook.journal;

import static java.util.Objects.requireNonNull;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.event.Gap;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Stamped;
import dev.daybook.journal.Tally.Count;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The recorder, which puts sessions' events into the ring. Any thread. */
record Recorder(Journal journal, Ring ring) {

  /** Puts the event into the ring, or fails the ack, or throws to the caller. */
  void offer(Session session, SessionEvent event, @Nullable Ack ack) {
    offer(session, event, ack, true);
  }

  /**
   * Puts the event into the ring if there is room now; otherwise nothing is counted or reported.
   */
  boolean tryOffer(Session session, SessionEvent event) {
    return offer(session, event, null, false);
  }

  private boolean offer(Session session, SessionEvent event, @Nullable Ack ack, boolean insists) {
    Appender appender = session.appender();
    SessionEvent bare = requireNonNull(event, "event");
    Instant ts = null;
    String id = null;
    if (event instanceof Stamped stamped) {
      bare = stamped.event();
      ts = stamped.ts();
      id = stamped.id();
    }
    if (session.isClosing()) {
      if (insists) {
        refuseClosed(appender, ack);
      }
      return false;
    }
    DaybookException failure = appender.failure();
    if (failure != null) {
      if (insists) {
        refuseFailed(appender, bare, id, ack, failure);
      }
      return false;
    }
    if (journal.options().dropsEphemeral() && journal.admission().isEphemeral(bare)) {
      // the caller still waits for what was recorded before
      if (ack != null && !journal.request(Slot.Kind.SYNC, appender, ack)) {
        refuseEnded(appender, ack);
      }
      return false;
    }
    bare = frozen(appender, bare);
    long reservedBytes = admit(appender, bare, id);
    long epochSecond;
    int nano;
    if (ts == null) {
      // taken apart in its own branch, or an Instant would be allocated each time
      Instant now = journal.options().clock().instant();
      epochSecond = now.getEpochSecond();
      nano = now.getNano();
    } else {
      epochSecond = ts.getEpochSecond();
      nano = ts.getNano();
    }
    long sequence = insists
        ? claim(appender, reservedBytes)
        : ring.claim(reservedBytes, Overflow.DROP, 0, false);
    if (sequence < 0) {
      if (insists) {
        notTaken(appender, sequence, ack);
      }
      return false;
    }
    try {
      ring.claimed(sequence).set(appender, bare, epochSecond, nano, id, ack, reservedBytes);
      ring.publish(sequence, ack != null);
    } catch (Throwable noStack) {
      ring.slots[(int) sequence & ring.mask].strandedSequence = sequence;
      throw noStack;
    }
    journal.refuseIfEnded(sequence);
    return true;
  }

  private void notTaken(Appender appender, long sequence, @Nullable Ack ack) {
    if (sequence == Ring.ENDED) {
      refuseEnded(appender, ack);
    } else {
      dropped(appender, ack);
    }
  }

  /**
   * Refuses an event of a failed session. An event that it will miss when it recovers is counted.
   */
  private void refuseFailed(
      Appender appender,
      SessionEvent event,
      @Nullable String id,
      @Nullable Ack ack,
      DaybookException failure) {
    if (appender.outage == null) {
      appender.tally.add(Count.REJECTED, 1);
      throw failure.again();
    }
    if (!journal.options().dropsEphemeral() || !journal.admission().isEphemeral(event)) {
      admit(appender, event, id);
      appender.tally.add(Count.REJECTED, 1);
      if (appender.losses.add(Gap.FAILURE, 1) == 0) {
        journal.owesGap(appender);
      }
    }
    if (ack != null) {
      throw failure.again();
    }
  }

  private SessionEvent frozen(Appender appender, SessionEvent event) {
    try {
      return journal.admission().frozen(event);
    } catch (DaybookException refused) {
      appender.tally.add(Count.REJECTED, 1);
      throw refused;
    }
  }

  private long admit(Appender appender, SessionEvent event, @Nullable String id) {
    try {
      // a char takes at most two bytes of heap
      return ring.reservationFor(2 * journal.admission().admit(event, id));
    } catch (DaybookException refused) {
      appender.tally.add(Count.REJECTED, 1);
      throw refused;
    }
  }

  private long claim(Appender appender, long reservedBytes) {
    try {
      return ring.claim(
          reservedBytes,
          journal.options().overflow(),
          journal.blockNanos(),
          !journal.thread().isCurrent());
    } catch (DaybookException overflow) {
      appender.tally.add(Count.REJECTED, 1);
      throw overflow;
    }
  }

  /** Refuses an event: the handle is closed, or the journal is being closed. */
  private void refuseClosed(Appender appender, @Nullable Ack ack) {
    appender.tally.add(Count.REJECTED, 1);
    if (ack != null) {
      ack.fail(Failures.closed(appender.id));
    } else {
      journal.notices().lateEvent(appender);
    }
  }

  /** Refuses an event: the journal takes nothing any more. */
  private void refuseEnded(Appender appender, @Nullable Ack ack) {
    DaybookException why = journal.closed();
    appender.tally.add(Count.REJECTED, 1);
    if (ack != null) {
      ack.fail(why);
    } else if (why.kind() == Kind.SESSION_CLOSED) {
      // else the session has failed, and that is reported
      journal.notices().lateEvent(appender);
    }
  }

  private void dropped(Appender appender, @Nullable Ack ack) {
    appender.tally.add(Count.DROPPED, 1);
    appender.losses.drops.add(ring.cursor());
    if (appender.losses.beginsToOwe()) {
      journal.owesGap(appender);
    }
    if (ring.beginsToStandStill()) {
      journal.notices().standstill(appender.id);
    }
    if (ack != null) {
      ack.fail(DaybookException.of(
          Kind.OVERFLOW,
          "the event was dropped because there was no room",
          "session",
          appender.id));
    }
  }
}
