package dev.daybook.journal;

import dev.daybook.event.SessionEvent;
import org.jspecify.annotations.Nullable;

/**
 * One place of the ring: an event, or a request to the journal thread, on its way. The thread that
 * claimed the slot sets it before it publishes; the journal thread clears it before it releases it,
 * so that the ring keeps no event alive.
 */
final class Slot {

  /** What a slot asks for. */
  enum Kind {
    /** Nothing: not set yet, or done. */
    NONE,
    /** Write the event. */
    EVENT,
    /** Acknowledge what this session recorded before. */
    SYNC,
    /** The same, then close this session. */
    CLOSE,
    /** Acknowledge what every session recorded before. */
    SYNC_ALL,
    /** The same, then close every session and end the journal thread. */
    STOP
  }

  Kind kind = Kind.NONE;

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

  /** What the event takes of the ring's budget for large ones. */
  long reservedBytes;

  /** The next slot of the same session in this batch; set and read by the journal thread. */
  @Nullable
  Slot nextOfSession;

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
