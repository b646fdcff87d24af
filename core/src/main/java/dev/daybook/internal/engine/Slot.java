package dev.daybook.internal.engine;

import dev.daybook.event.SessionEvent;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One place of the ring: an event on its way to the journal thread. The thread that claimed the
 * slot sets it before it publishes; the journal thread clears it before it releases it, so that the
 * ring keeps no event alive.
 */
final class Slot {

  /** The work that a slot has for the journal thread. */
  enum Kind {
    /** Nothing: not set yet, or done. */
    NONE,
    /** Write the event. */
    RECORD,
    /** Show the event to the session's followers, and do not write it. */
    PUBLISH
  }

  private static final VarHandle KIND;

  static {
    try {
      KIND = MethodHandles.lookup().findVarHandle(Slot.class, "kind", Kind.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The work; set last, by {@link #set}, since it publishes the other fields. */
  private Kind kind = Kind.NONE;

  /** The sequence that the slot was claimed with. */
  long sequence;

  @Nullable
  OpenSession session;

  @Nullable
  SessionEvent event;

  long epochSecond;
  int nano;

  @Nullable
  String id;

  @Nullable
  Ack ack;

  /** The heap that a published event takes. */
  long heapBytes;

  /** The bytes that the event takes of the ring's budget for large ones. */
  long reservedBytes;

  /**
   * The sequence with which this slot was claimed and never published; see {@link Ring#isReady}.
   */
  volatile long strandedSequence = -1;

  /** The next slot of the same session in this batch; set and read by the journal thread. */
  @Nullable
  Slot nextOfSession;

  Kind kind() {
    return kind;
  }

  /** Sets the slot, which the caller has claimed. */
  void set(
      Kind what,
      OpenSession to,
      SessionEvent given,
      long second,
      int nanoOfSecond,
      @Nullable String withId,
      @Nullable Ack waiter,
      long bytes,
      long reserved) {
    session = to;
    event = given;
    epochSecond = second;
    nano = nanoOfSecond;
    id = withId;
    ack = waiter;
    heapBytes = bytes;
    reservedBytes = reserved;
    KIND.setRelease(this, what);
  }

  /**
   * Returns true if the slot still holds the event of that sequence. For threads that meet at a
   * slot when the ring has ended: seeing the event, they also see its ack.
   */
  boolean stillHolds(long claimed) {
    return KIND.getAcquire(this) != Kind.NONE && sequence == claimed;
  }

  void clear() {
    kind = Kind.NONE;
    session = null;
    event = null;
    id = null;
    ack = null;
    reservedBytes = 0;
    nextOfSession = null;
  }
}
