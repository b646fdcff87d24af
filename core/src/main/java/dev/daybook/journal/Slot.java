package dev.daybook.journal;

import dev.daybook.event.SessionEvent;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One place of the ring: an event, or a request to the journal thread, on its way. The thread that
 * claimed the slot sets it before it publishes; the journal thread clears it before it releases it,
 * so that the ring keeps no event alive.
 */
final class Slot {

  /** The request of a slot. */
  enum Kind {
    /** Nothing: not set yet, or done. */
    NONE,
    /** Write the event. */
    EVENT,
    /** Show the event to the session's followers, and do not write it. */
    PUBLISH,
    /** Acknowledge what this session recorded before. */
    SYNC,
    /** Acknowledge what this session recorded before, then close it. */
    CLOSE,
    /** Go on with this session's file, which was opened again after a failure, or could not be. */
    REOPENED,
    /** Hold this session's file, if it was given back because the session was idle. */
    HOLD,
    /** Acknowledge what every session recorded before. */
    SYNC_ALL,
    /**
     * Acknowledge what every session recorded before, then close them all and end the journal
     * thread.
     */
    STOP
  }

  private static final VarHandle KIND;

  static {
    try {
      KIND = MethodHandles.lookup().findVarHandle(Slot.class, "kind", Kind.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The request, set last, by {@link #ask}. */
  private Kind kind = Kind.NONE;

  /** The sequence that the slot was claimed with. */
  long sequence;

  @Nullable
  Appender appender;

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

  /** Sets the request of the slot, whose other fields are set. */
  private void ask(Kind what) {
    KIND.setRelease(this, what);
  }

  /** Asks for an event to be written. */
  void set(
      Appender to,
      SessionEvent what,
      long second,
      int nanoOfSecond,
      @Nullable String withId,
      @Nullable Ack whoWaits,
      long reserved) {
    appender = to;
    event = what;
    epochSecond = second;
    nano = nanoOfSecond;
    id = withId;
    ack = whoWaits;
    reservedBytes = reserved;
    ask(Kind.EVENT);
  }

  /** Asks for an event to be shown. */
  void setPublished(
      Appender to, SessionEvent what, long second, int nanoOfSecond, long bytes, long reserved) {
    appender = to;
    event = what;
    epochSecond = second;
    nano = nanoOfSecond;
    heapBytes = bytes;
    reservedBytes = reserved;
    ask(Kind.PUBLISH);
  }

  /** Asks for something other than an event, of one session or, with null, of all. */
  void set(Kind what, @Nullable Appender to, @Nullable Ack whoWaits) {
    appender = to;
    ack = whoWaits;
    ask(what);
  }

  /**
   * Returns true if the slot still holds the request of that sequence. For threads that meet at a
   * slot when the ring has ended: seeing the request, they also see its ack.
   */
  boolean stillAsks(long claimed) {
    return KIND.getAcquire(this) != Kind.NONE && sequence == claimed;
  }

  void clear() {
    kind = Kind.NONE;
    appender = null;
    event = null;
    id = null;
    ack = null;
    reservedBytes = 0;
    nextOfSession = null;
  }
}
