package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.internal.file.LostFileException;
import dev.daybook.internal.json.Restated;

/** The exceptions that callers get from a session that no longer takes their events. */
final class Failures {

  /** The failure that stands in for one that finds no memory to describe it. */
  @SuppressWarnings("StaticAssignmentOfThrowable") // made before, because there is none left then
  static final DaybookException WITHOUT_MEMORY = DaybookException.of(
      Kind.SESSION_FAILED, "session failed, and there was no memory left to say why");

  private static final String STAYS =
      "session failed; what is after its forced bytes is unknown: close it and open it again";
  private static final String COMES_BACK =
      "session failed; it comes back by itself, without what the file could not take";

  private static final String LOST =
      "session failed: another process removed, replaced or shortened its file while it was open; ";
  private static final String LOST_STAYS =
      LOST + "what was recorded there may be gone: close it and open it again";
  private static final String LOST_COMES_BACK =
      LOST + "it comes back by itself, on a new file if need be, with a gap that counts the loss";

  private Failures() {}

  /** Returns a failure that has happened in that session, naming it. */
  static DaybookException in(OpenSession session, DaybookException why) {
    try {
      return Restated.at(why, "session", session.id);
    } catch (OutOfMemoryError noMemory) {
      return why;
    }
  }

  /** Returns the failure of a session that was closed. */
  static DaybookException closed(String id) {
    return DaybookException.of(
        Kind.SESSION_CLOSED, "session is closed; open it again to record", "session", id);
  }

  /**
   * Returns the failure of a session whose file was given back while idle and cannot be taken
   * again.
   */
  static DaybookException notHeld(OpenSession session) {
    Throwable cause = session.whyIdle;
    if (cause instanceof DaybookException why) {
      return why;
    }
    String reason = "the session was idle, and its file cannot be opened again";
    return cause == null
        ? DaybookException.of(Kind.IO_ERROR, reason, "session", session.id)
        : DaybookException.causedBy(
            cause, Kind.IO_ERROR, reason, "session", session.id, "cause", String.valueOf(cause));
  }

  /** Returns the failure of events that found no room in the ring for too long. */
  static DaybookException dropped(String id) {
    try {
      return DaybookException.of(
          Kind.OVERFLOW,
          "there was no room for events, and they were dropped: the disk is too slow or hangs",
          "session",
          id);
    } catch (OutOfMemoryError noMemory) {
      return WITHOUT_MEMORY;
    }
  }

  /** Returns the failure of an event without a waiter that came after its handle was closed. */
  static DaybookException late(String id) {
    try {
      return DaybookException.of(
          Kind.SESSION_CLOSED,
          "an event was recorded after close and is not kept; later ones are counted as rejected"
              + " and not reported: open the session again to record",
          "session",
          id);
    } catch (OutOfMemoryError noMemory) {
      return WITHOUT_MEMORY;
    }
  }

  /** Returns the failure of the commit log. */
  static DaybookException ofLog(Throwable cause) {
    try {
      return DaybookException.causedBy(
          cause,
          Kind.IO_ERROR,
          "the commit log cannot be written any more; each session's own file is forced until the"
              + " daybook is opened anew",
          "cause",
          String.valueOf(cause));
    } catch (OutOfMemoryError noMemory) {
      return WITHOUT_MEMORY;
    }
  }

  /** Returns the failure of an operation on the session's file. */
  static DaybookException of(OpenSession session, Operation operation, Throwable cause) {
    try {
      return DaybookException.causedBy(
          cause,
          Kind.SESSION_FAILED,
          reason(session, cause),
          "session",
          session.id,
          "operation",
          operation.toString(),
          "forcedSeq",
          session.coverage.seq(),
          "forcedBytes",
          session.coverage.position(),
          "writtenBytes",
          session.log().position(),
          "cause",
          String.valueOf(cause));
    } catch (OutOfMemoryError noMemory) {
      return WITHOUT_MEMORY;
    }
  }

  private static String reason(OpenSession session, Throwable cause) {
    if (cause instanceof LostFileException) {
      return session.recovery == null ? LOST_STAYS : LOST_COMES_BACK;
    }
    return session.recovery == null ? STAYS : COMES_BACK;
  }
}
