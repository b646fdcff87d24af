package dev.daybook.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The published slots that the journal thread takes from the ring at a time, each chained to the
 * others of its session, so that they cost one write. Journal thread only.
 *
 * <p>Where many sessions record, a usual batch would have a slot or two of each, and nearly every
 * event would cost a write of its own. Then a larger batch is taken, unless a caller waits for an
 * answer.
 */
final class Batch {

  private static final int USUAL_SLOTS = 1024;

  /** The number of lines of a session that make its write cost little beside their encoding. */
  private static final int SLOTS_PER_SESSION = 16;

  private final Ring ring;
  private final int usualSlots;
  private final int maxSlots;
  private final List<Appender> sessions = new ArrayList<>();
  private long next;
  private boolean isAwaited;

  Batch(Ring ring, int ringSlots) {
    this.ring = ring;
    this.usualSlots = Math.min(USUAL_SLOTS, ringSlots / 4);
    // those who record need the other half meanwhile
    this.maxSlots = ringSlots / 2;
  }

  /** Returns the sequence of the first slot that was not taken yet. */
  long next() {
    return next;
  }

  /** Returns true if a caller waits for a slot that was gathered last. */
  boolean isAwaited() {
    return isAwaited;
  }

  /** Returns the sessions of this batch. */
  List<Appender> sessions() {
    return sessions;
  }

  /**
   * Takes slots up to the limit, or up to one that concerns all sessions, which it returns untaken.
   */
  @Nullable
  Slot gather() {
    long begin = next;
    isAwaited = false;
    while (next - begin < limit() && ring.isReady(next)) {
      Slot slot = ring.slot(next);
      Appender appender = slot.appender;
      isAwaited |= slot.ack != null;
      if (slot.kind() == Slot.Kind.NONE) {
        // stranded before it was set
        ring.releaseBytes(slot.reservedBytes);
        slot.clear();
      } else if (appender != null) {
        add(appender);
        chain(appender, slot);
      } else {
        // not released with this batch: it may not be claimed again before it is done
        return slot;
      }
      next++;
    }
    return null;
  }

  private int limit() {
    return isAwaited
        ? usualSlots
        : Math.max(usualSlots, Math.min(maxSlots, SLOTS_PER_SESSION * sessions.size()));
  }

  /** Takes the slot that {@link #gather} returned. */
  void takeControl() {
    next++;
  }

  /** Adds a session that has something to write, or slots. */
  void add(Appender appender) {
    if (!appender.touched) {
      appender.touched = true;
      appender.beginRegion(0);
      sessions.add(appender);
    }
  }

  private static void chain(Appender appender, Slot slot) {
    if (appender.lastSlot == null) {
      appender.firstSlot = slot;
    } else {
      appender.lastSlot.nextOfSession = slot;
    }
    appender.lastSlot = slot;
  }

  /** Empties the batch, once it is dealt with. */
  void clear() {
    sessions.clear();
  }
}
