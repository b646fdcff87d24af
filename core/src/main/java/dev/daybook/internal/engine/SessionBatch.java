package dev.daybook.internal.engine;

import dev.daybook.internal.json.BatchEncoder;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The part of one session in the batch: its slots and requests in their order, and its encoded
 * lines, which lie side by side so that they cost one write. Journal thread only.
 *
 * <p>This is all of a session that the journal thread writes to for each event, and it shares no
 * cache line with anything else: the threads that record read other fields of the session for each
 * event, and would wait for the line each time.
 */
abstract class SessionBatch extends CacheLinesBefore {

  /** The same with unused bytes behind its fields. */
  @SuppressWarnings("UnusedVariable") // what they hold is the place
  private static final class CacheLinesBehind extends SessionBatch {
    private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;
  }

  /** True while the session is in the batch. */
  boolean isIn;

  /** True if a gap entry is to be written for what the session owes. */
  boolean gapIsDue;

  private @Nullable Slot firstSlot;
  private @Nullable Slot lastSlot;
  private @Nullable Request firstRequest;
  private @Nullable Request lastRequest;

  private int doneFrom;
  private int start;
  private int end;
  private int entries;
  private long nextSeq;

  private SessionBatch() {}

  static SessionBatch create() {
    return new CacheLinesBehind();
  }

  void add(Slot slot) {
    if (lastSlot == null) {
      firstSlot = slot;
    } else {
      lastSlot.nextOfSession = slot;
    }
    lastSlot = slot;
  }

  void add(Request request) {
    if (lastRequest == null) {
      firstRequest = request;
    } else {
      lastRequest.nextOfSession = request;
    }
    lastRequest = request;
  }

  /** Returns the first slot that was not taken yet; null if there is none. */
  @Nullable
  Slot firstSlot() {
    return firstSlot;
  }

  /** Takes the first slot, and empties it. */
  void slotTaken(Slot first) {
    firstSlot = first.nextOfSession;
    if (firstSlot == null) {
      lastSlot = null;
    }
    first.clear();
  }

  /** Returns the session's first request, which leads to the others; null if there is none. */
  @Nullable
  Request firstRequest() {
    return firstRequest;
  }

  /** Drops the requests, which are answered. */
  void requestsAnswered() {
    firstRequest = null;
    lastRequest = null;
  }

  /**
   * Returns true if the session's file is needed: there are events to write, or it must be held.
   */
  boolean needsFile() {
    for (Request each = firstRequest; each != null; each = each.nextOfSession) {
      if (each.kind == Request.Kind.HOLD) {
        return true;
      }
    }
    return hasEvents();
  }

  /** Returns true if there are events to write. */
  boolean hasEvents() {
    for (Slot slot = firstSlot; slot != null; slot = slot.nextOfSession) {
      if (slot.kind() == Slot.Kind.RECORD) {
        return true;
      }
    }
    return false;
  }

  // --- lines

  /** Drops the lines, and begins at {@code at}. */
  void beginLinesAt(int at) {
    start = at;
    end = at;
    entries = 0;
  }

  /** Sets the seq that the next line must carry. */
  void continueAt(long seq) {
    nextSeq = seq;
  }

  /** Returns the seq that the next line must carry. */
  long nextSeq() {
    return nextSeq;
  }

  /** Adds a line, which ends at {@code at}, and returns its seq. */
  long addLine(int at) {
    end = at;
    entries++;
    return nextSeq++;
  }

  /** Drops the lines, which have been dealt with. */
  void linesDone() {
    doneFrom = start;
    beginLinesAt(end);
  }

  /** Returns the number of bytes of the lines that were dropped last, before others are added. */
  int doneBytes() {
    return start - doneFrom;
  }

  /** Returns those bytes, in the encoder's buffer, before that is cleared. */
  ByteBuffer doneLines(BatchEncoder encoder) {
    return encoder.view(doneFrom, start);
  }

  int bytes() {
    return end - start;
  }

  long entries() {
    return entries;
  }

  /** Returns the bytes of the lines, in the encoder's buffer. */
  ByteBuffer lines(BatchEncoder encoder) {
    return encoder.view(start, end);
  }
}
