package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.Gap;
import dev.daybook.event.SessionEvent;
import dev.daybook.internal.engine.Tally.Count;
import dev.daybook.internal.json.BatchEncoder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The encoder of one session's part of a batch into lines that lie side by side, so that they cost
 * one write. It empties the slots as it goes; to release them is the journal loop's. Journal thread
 * only.
 */
final class LineWriter {

  private final JournalOptions options;
  private final Ring ring;
  private final Notices notices;
  private final BatchEncoder encoder;

  LineWriter(JournalOptions options, Ring ring, Notices notices, BatchEncoder encoder) {
    this.options = options;
    this.ring = ring;
    this.notices = notices;
    this.encoder = encoder;
  }

  /**
   * Encodes the session's slots, with the gaps that belong between them.
   *
   * @return false if the batch is full: it must be written, and this be called again
   */
  boolean encode(OpenSession session) {
    session.batch.beginLinesAt(encoder.position());
    // whose events were published after a drop: it can be seen by now
    boolean hasDrops = session.missing.drops.isAny();
    long events = 0;
    try {
      for (Slot slot = session.batch.firstSlot(); slot != null; slot = session.batch.firstSlot()) {
        if (encoder.position() >= options.batchBytes()) {
          return false;
        }
        boolean isRecorded = slot.kind() == Slot.Kind.RECORD;
        if (hasDrops) {
          encodeDrops(session, slot.sequence);
        }
        if (isRecorded) {
          encodeEvent(session, slot);
        } else {
          publish(session, slot);
        }
        ring.releaseBytes(slot.reservedBytes);
        session.batch.slotTaken(slot);
        events += isRecorded ? 1 : 0;
      }
    } finally {
      // also when the thread ends here: what was not taken is refused, and counted so
      session.tally.add(Count.RECORDED, events);
    }
    return true;
  }

  private void encodeEvent(OpenSession session, Slot slot) {
    Ack ack = slot.ack;
    if (!session.isWritable()) {
      refuse(session, ack);
      return;
    }
    SessionEvent event = slot.event;
    if (event == null) {
      throw new AssertionError("an event slot without an event");
    }
    try {
      encoder.encode(
          session.quotedId, session.nextSeq(), slot.epochSecond, slot.nano, slot.id, event);
    } catch (DaybookException why) {
      reject(session, ack, why);
      return;
    }
    long seq = session.lineEncoded(encoder.position());
    if (ack != null) {
      session.addWaiter(ack, seq);
    }
  }

  private static void publish(OpenSession session, Slot slot) {
    if (session.isWatchable() && slot.event instanceof EphemeralEvent event) {
      Instant ts = Instant.ofEpochSecond(slot.epochSecond, slot.nano);
      session.watchers.publish(event, ts, session.encodedPosition(), slot.heapBytes);
    }
  }

  /** Refuses an event that came after the session had failed or was closed. */
  private void refuse(OpenSession session, @Nullable Ack ack) {
    DaybookException failure = session.failure();
    session.tally.add(failure != null ? Count.FAILED : Count.REJECTED, 1);
    if (failure != null) {
      session.missing.add(Gap.FAILURE, 1);
    }
    if (ack != null) {
      ack.fail(failure != null ? failure : Failures.closed(session.id));
    } else if (failure == null) {
      notices.lateEvent(session);
    }
  }

  /** Rejects an event that is itself at fault: it fails alone. */
  private void reject(OpenSession session, @Nullable Ack ack, DaybookException fault) {
    DaybookException why = Failures.in(session, fault);
    session.tally.add(Count.REJECTED, 1);
    if (ack != null) {
      ack.fail(why);
    } else {
      session.missing.addUnwritable(why);
    }
    notices.eventRejected(session.id, why);
  }

  /**
   * Encodes gap entries for what is missing; a session that cannot be written to owes them until it
   * can.
   *
   * @param before the ring sequence behind the dropped events to count
   * @return the number of events that failures cost
   */
  long encodeGaps(OpenSession session, long before) {
    if (!session.isWritable()) {
      return 0;
    }
    long lost = encodeGap(session, Gap.FAILURE, before);
    session.missing.addLost(lost);
    encodeDrops(session, before);
    return lost;
  }

  /** Encodes a gap entry for the dropped events that belong before that ring sequence. */
  void encodeDrops(OpenSession session, long before) {
    if (!session.isWritable()) {
      return;
    }
    long count = encodeGap(session, Gap.OVERFLOW, before);
    long unreported = session.missing.unreported(count);
    if (unreported > 0) {
      notices.eventsDropped(session.id, unreported);
      if (Room.isDropReported(options.overflow())) {
        session.missing.addDropped(unreported);
      }
    }
  }

  private long encodeGap(OpenSession session, String reason, long before) {
    long count = session.missing.take(reason, before);
    if (count == 0) {
      return 0;
    }
    long seq = session.nextSeq();
    try {
      if (session.recovery != null) {
        session.missing.gapBegun(seq, reason, count);
      }
      Instant now = now();
      Gap gap = new Gap(count, reason);
      encoder.encode(session.quotedId, seq, now.getEpochSecond(), now.getNano(), null, gap);
    } catch (DaybookException | OutOfMemoryError noMemory) {
      // a gap is always encodable. It is written later: with the session's next event, or its end
      session.missing.gapNotEncoded(seq, reason, count);
      session.batch.gapIsDue = true;
      return 0;
    }
    session.lineEncoded(encoder.position());
    return count;
  }

  /**
   * Returns the clock's time, or another if it throws: a clock is user code, and this is the
   * journal thread.
   */
  private Instant now() {
    try {
      return options.clock().instant();
    } catch (Throwable broken) {
      return Instant.now();
    }
  }
}
