package dev.daybook.internal.engine;

import static java.util.Objects.requireNonNull;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.Gap;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Stamped;
import dev.daybook.internal.engine.Tally.Count;
import dev.daybook.internal.json.Admission;
import dev.daybook.internal.json.Restated;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The publisher of sessions' events into the ring: to be written, or to be shown to watchers alone,
 * among the recorded ones. Any thread.
 */
final class EventPublisher {

  private final JournalOptions options;
  private final Admission admission;
  private final Ring ring;
  private final Requests requests;
  private final JournalEnd end;
  private final Notices notices;
  private final JournalThread thread;
  private final Room room;

  EventPublisher(
      JournalOptions options,
      Admission admission,
      Ring ring,
      Requests requests,
      JournalEnd end,
      Notices notices,
      JournalThread thread) {
    this.options = options;
    this.admission = admission;
    this.ring = ring;
    this.requests = requests;
    this.end = end;
    this.notices = notices;
    this.thread = thread;
    this.room = new Room(ring, options.overflow(), JournalOptions.nanos(options.blockTimeout()));
  }

  /** Puts the event into the ring, or fails the ack, or throws to the caller. */
  void record(SessionHandle handle, SessionEvent event, @Nullable Ack ack) {
    OpenSession session = handle.session();
    SessionEvent bare = bare(event);
    if (handle.isClosing()) {
      refuseClosed(session, ack);
      return;
    }
    DaybookException failure = session.failure();
    if (failure != null) {
      refuseFailed(session, bare, id(event), ack, failure);
    } else if (isIgnored(bare)) {
      // the caller still waits for what was recorded before
      if (ack != null && !requests.add(Request.Kind.SYNC, session, ack)) {
        refuseEnded(session, ack);
      }
    } else {
      long sequence = put(session, event, ack, true);
      if (sequence == Ring.ENDED) {
        refuseEnded(session, ack);
      } else if (sequence == Ring.NO_ROOM) {
        dropped(session, ack);
      }
    }
  }

  /**
   * Puts the event into the ring if there is room now; otherwise nothing is counted or reported.
   */
  boolean tryRecord(SessionHandle handle, SessionEvent event) {
    OpenSession session = handle.session();
    return !handle.isClosing()
        && session.failure() == null
        && !isIgnored(bare(event))
        && put(session, event, null, false) >= 0;
  }

  /** Publishes an event, as {@link Session#publish} says. Never waits for room. */
  void publish(OpenSession session, EphemeralEvent given) {
    if (session.watchers.isEmpty()) {
      return;
    }
    SessionEvent event;
    long heapBytes;
    try {
      event = admission.frozen(given);
      // a char takes at most two bytes of heap
      heapBytes = 2 * admission.admitPublished((EphemeralEvent) event);
    } catch (DaybookException refused) {
      throw Failures.in(session, refused);
    }
    long sequence = put(
        Slot.Kind.PUBLISH,
        session,
        event,
        null,
        null,
        null,
        heapBytes,
        ring.reservationFor(heapBytes),
        false);
    if (sequence == Ring.NO_ROOM) {
      session.watchers.missed();
    }
  }

  // --- into the ring

  private long put(OpenSession session, SessionEvent given, @Nullable Ack ack, boolean mayWait) {
    SessionEvent event;
    long reservedBytes;
    try {
      event = admission.frozen(bare(given));
      // a char takes at most two bytes of heap
      reservedBytes = ring.reservationFor(2 * admission.admit(event, id(given)));
    } catch (DaybookException refused) {
      session.tally.add(Count.REJECTED, 1);
      throw Failures.in(session, refused);
    }
    Instant ts = given instanceof Stamped stamped ? stamped.ts() : null;
    return put(Slot.Kind.RECORD, session, event, ts, id(given), ack, 0, reservedBytes, mayWait);
  }

  /**
   * Claims a slot, sets it and publishes it.
   *
   * @return the slot's sequence, {@link Ring#NO_ROOM} or {@link Ring#ENDED}
   */
  private long put(
      Slot.Kind kind,
      OpenSession session,
      SessionEvent event,
      @Nullable Instant ts,
      @Nullable String id,
      @Nullable Ack ack,
      long heapBytes,
      long reservedBytes,
      boolean mayWait) {
    long epochSecond;
    int nano;
    if (ts == null) {
      // taken apart in its own branch, or an Instant would be allocated each time
      Instant now = options.clock().instant();
      epochSecond = now.getEpochSecond();
      nano = now.getNano();
    } else {
      epochSecond = ts.getEpochSecond();
      nano = ts.getNano();
    }
    long sequence = claim(session, reservedBytes, mayWait);
    if (sequence < 0) {
      return sequence;
    }
    try {
      ring.claimed(sequence)
          .set(kind, session, event, epochSecond, nano, id, ack, heapBytes, reservedBytes);
      ring.publish(sequence, ack != null && !ack.tryLead(ring.doorbell()));
    } catch (Throwable noStack) {
      // see Ring.isReady; without any call
      ring.slots[(int) sequence & ring.mask].strandedSequence = sequence;
      throw noStack;
    }
    DaybookException ended = ring.whyEnded();
    if (ended != null) {
      end.refuse(sequence, Restated.again(ended));
    }
    return sequence;
  }

  private long claim(OpenSession session, long reservedBytes, boolean mayWait) {
    long sequence = ring.claimNow(reservedBytes);
    if (sequence != Ring.NO_ROOM || !mayWait) {
      return sequence;
    }
    try {
      return room.claim(reservedBytes, !thread.isCurrent());
    } catch (DaybookException overflow) {
      session.tally.add(Count.REJECTED, 1);
      throw Failures.in(session, overflow);
    }
  }

  private static SessionEvent bare(SessionEvent event) {
    return requireNonNull(event, "event") instanceof Stamped stamped ? stamped.event() : event;
  }

  private static @Nullable String id(SessionEvent event) {
    return event instanceof Stamped stamped ? stamped.id() : null;
  }

  private boolean isIgnored(SessionEvent event) {
    return options.dropsEphemeral() && admission.isEphemeral(event);
  }

  // --- not taken

  /** Refuses an event: the handle is closed, or the journal is being closed. */
  private void refuseClosed(OpenSession session, @Nullable Ack ack) {
    session.tally.add(Count.REJECTED, 1);
    if (ack != null) {
      ack.fail(Failures.closed(session.id));
    } else {
      notices.lateEvent(session);
    }
  }

  /**
   * Refuses an event of a failed session. An event that it will miss when it recovers is counted.
   */
  private void refuseFailed(
      OpenSession session,
      SessionEvent event,
      @Nullable String id,
      @Nullable Ack ack,
      DaybookException failure) {
    if (session.recovery == null) {
      session.tally.add(Count.REJECTED, 1);
      throw Restated.again(failure);
    }
    if (!isIgnored(event)) {
      session.tally.add(Count.REJECTED, 1);
      checkAdmitted(session, event, id);
      if (session.missing.add(Gap.FAILURE, 1) == 0) {
        requests.add(Request.Kind.GAP, session, null);
      }
    }
    if (ack != null) {
      throw Restated.again(failure);
    }
  }

  private void checkAdmitted(OpenSession session, SessionEvent event, @Nullable String id) {
    try {
      long unused = admission.admit(event, id);
    } catch (DaybookException refused) {
      throw Failures.in(session, refused);
    }
  }

  /** Refuses an event: the journal takes nothing any more. */
  private void refuseEnded(OpenSession session, @Nullable Ack ack) {
    DaybookException ended = ring.whyEnded();
    DaybookException why = ended == null ? Failures.closed(session.id) : Restated.again(ended);
    session.tally.add(Count.REJECTED, 1);
    if (ack != null) {
      ack.fail(why);
    } else if (why.kind() == Kind.SESSION_CLOSED) {
      // else the session has failed, and that is reported
      notices.lateEvent(session);
    }
  }

  private void dropped(OpenSession session, @Nullable Ack ack) {
    session.tally.add(Count.DROPPED, 1);
    session.missing.drops.add(ring.cursor());
    if (session.missing.beginsToOwe()) {
      requests.add(Request.Kind.GAP, session, null);
    }
    if (room.beginsToStandStill()) {
      notices.standstill(session.id);
    }
    if (ack != null) {
      ack.fail(DaybookException.of(
          Kind.OVERFLOW, "the event was dropped because there was no room", "session", session.id));
    }
  }
}
