package dev.daybook.internal.engine;

import dev.daybook.event.SessionEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The published slots that the journal thread takes from the ring at a time, each added to the
 * others of its session, so that they cost one write; and the requests that were made before the
 * last of them. Journal thread only.
 *
 * <p>Where many sessions record, a usual batch would have a slot or two of each, and nearly every
 * event would cost a write of its own. Then a larger batch is taken, unless a caller waits for an
 * answer.
 */
final class Batch {

  private static final int USUAL_SLOTS = 1024;

  private static final Package STANDARD = SessionEvent.class.getPackage();

  /** The number of lines of a session that make its write cost little beside their encoding. */
  private static final int SLOTS_PER_SESSION = 16;

  private final Ring ring;
  private final Requests requests;
  private final int usualSlots;
  private final int maxSlots;
  private final List<OpenSession> sessions = new ArrayList<>();
  private final List<Request> taken = new ArrayList<>();
  private long next;
  private boolean isAwaited;
  private boolean isLone;

  Batch(Ring ring, Requests requests, int ringSlots) {
    this.ring = ring;
    this.requests = requests;
    this.usualSlots = Math.min(USUAL_SLOTS, ringSlots / 4);
    // those who record need the other half meanwhile
    this.maxSlots = ringSlots / 2;
  }

  /** Returns the sequence of the first slot that was not taken yet. */
  long next() {
    return next;
  }

  /** Returns true if a caller waits for what was gathered last. */
  boolean isAwaited() {
    return isAwaited;
  }

  /** Returns true if what was gathered last is of one session, and one caller waits for it. */
  boolean isLone() {
    return isLone;
  }

  /** Returns the sessions of this batch. */
  List<OpenSession> sessions() {
    return sessions;
  }

  /** Returns the requests of this batch. */
  List<Request> requests() {
    return taken;
  }

  /** Returns true if there are slots or requests to gather. */
  boolean isReady() {
    return ring.isReady(next) || requests.due(next) != null;
  }

  /** Takes slots up to the limit, and the requests that are then due. */
  void gather() {
    long begin = next;
    int waiters = 0;
    isAwaited = requests.isAny();
    while (next - begin < limit() && ring.isReady(next)) {
      waiters += ring.slot(next).ack != null ? 1 : 0;
      isAwaited |= waiters > 0;
      take();
    }
    gatherRequests();
    isLone = waiters == 1 && sessions.size() == 1 && taken.isEmpty();
  }

  private void take() {
    Slot slot = ring.slot(next);
    OpenSession session = slot.session;
    if (slot.kind() == Slot.Kind.NONE || session == null) {
      // stranded before it was set
      ring.releaseBytes(slot.reservedBytes);
      slot.clear();
    } else {
      add(session);
      session.batch.add(slot);
    }
    next++;
  }

  /**
   * Takes slots up to that of the ack, if they are few and all of that session, the ones before it
   * have standard events, and no request waits; otherwise takes none and returns false.
   */
  boolean gatherTo(Ack ack, OpenSession session) {
    long last = next;
    while (ring.isReady(last) && ring.slot(last).ack != ack) {
      Slot slot = ring.slot(last);
      if (slot.session != session || hasOthersCode(slot) || last - next >= usualSlots) {
        return false;
      }
      last++;
    }
    if (!ring.isReady(last) || requests.isAny()) {
      return false;
    }
    while (next <= last) {
      take();
    }
    return true;
  }

  /**
   * Takes the requests that are due, up to one that concerns all sessions: what was asked behind it
   * must not be done before it is answered.
   */
  private void gatherRequests() {
    boolean isForAll = false;
    for (Request each = requests.due(next); each != null && !isForAll; each = requests.due(next)) {
      // before it leaves the queue, where it is refused if this finds no memory
      taken.add(each);
      requests.take(each);
      isAwaited |= each.ack != null;
      OpenSession session = each.session;
      if (session == null) {
        isForAll = true;
      } else {
        add(session);
        session.batch.add(each);
      }
    }
  }

  /** Returns true if its event's class may want more stack than the caller's thread has. */
  private static boolean hasOthersCode(Slot slot) {
    return slot.event == null || slot.event.getClass().getPackage() != STANDARD;
  }

  private int limit() {
    return isAwaited
        ? usualSlots
        : Math.max(usualSlots, Math.min(maxSlots, SLOTS_PER_SESSION * sessions.size()));
  }

  /** Adds a session that has something to write. */
  void add(OpenSession session) {
    if (!session.batch.isIn) {
      session.batch.isIn = true;
      session.batch.beginLinesAt(0);
      sessions.add(session);
    }
  }

  /** Empties the batch, once it is dealt with. */
  void clear() {
    for (int i = 0; i < sessions.size(); i++) {
      sessions.get(i).batch.isIn = false;
    }
    sessions.clear();
    taken.clear();
  }
}
