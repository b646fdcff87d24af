package dev.daybook.journal;

import dev.daybook.codec.BatchEncoder;
import dev.daybook.event.DaybookException;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.Gap;
import dev.daybook.event.SessionEvent;
import dev.daybook.journal.Tally.Count;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The encoder of one session's slots in a batch into lines that lie side by side, so that they cost
 * one write. It gives back each slot's event and bytes as it goes; the slots themselves are the
 * journal thread's to release.
 */
final class SlotEncoder {

  private final JournalOptions options;
  private final Ring ring;
  private final Notices notices;
  private final BatchEncoder encoder;
  private final Runnable onFull;

  /** @param onFull writes what is in the batch and empties it */
  SlotEncoder(
      JournalOptions options, Ring ring, Notices notices, BatchEncoder encoder, Runnable onFull) {
    this.options = options;
    this.ring = ring;
    this.notices = notices;
    this.encoder = encoder;
    this.onFull = onFull;
  }

  /**
   * Empties the session's chain of slots into its region of the batch, and adds the gaps it owes.
   *
   * @param next the ring sequence behind the batch
   */
  void encode(Appender appender, long next) {
    appender.beginRegion(encoder.position());
    // whose events were published after a drop: it can be seen by now
    boolean hasDrops = appender.losses.drops.isAny();
    Slot slot = appender.firstSlot;
    appender.firstSlot = null;
    appender.lastSlot = null;
    long events = 0;
    try {
      while (slot != null) {
        Slot following = slot.nextOfSession;
        boolean isEvent = slot.kind() == Slot.Kind.EVENT;
        if (hasDrops) {
          encodeDrops(appender, slot.sequence);
        }
        take(appender, slot);
        ring.releaseBytes(slot.reservedBytes);
        slot.clear();
        events += isEvent ? 1 : 0;
        if (encoder.position() >= options.batchBytes()) {
          onFull.run();
          appender.beginRegion(0);
        }
        slot = following;
      }
    } finally {
      // also when the thread ends here: what was not taken is refused, and counted so
      appender.tally.add(Count.RECORDED, events);
    }
    if (appender.gapIsDue) {
      appender.gapIsDue = false;
      encodeGaps(appender, next);
    }
  }

  private void take(Appender appender, Slot slot) {
    switch (slot.kind()) {
      case EVENT -> encodeEvent(appender, slot);
      case PUBLISH -> publish(appender, slot);
      case SYNC, CLOSE, HOLD -> request(appender, slot);
      case REOPENED -> reopened(appender, slot);
      default -> throw new AssertionError("no request of one session: " + slot.kind());
    }
  }

  private void encodeEvent(Appender appender, Slot slot) {
    Ack ack = slot.ack;
    if (!appender.isWritable() || appender.closeAck != null) {
      refuse(appender, ack);
      return;
    }
    SessionEvent event = slot.event;
    if (event == null) {
      throw new AssertionError("an event slot without an event");
    }
    try {
      encoder.encode(
          appender.quotedId, appender.nextSeq(), slot.epochSecond, slot.nano, slot.id, event);
    } catch (DaybookException why) {
      reject(appender, ack, why);
      return;
    }
    long seq = appender.lineEncoded(encoder.position());
    if (ack != null) {
      appender.await(ack, seq);
    }
  }

  private static void publish(Appender appender, Slot slot) {
    if (appender.isWatchable()
        && appender.closeAck == null
        && slot.event instanceof EphemeralEvent event) {
      Instant ts = Instant.ofEpochSecond(slot.epochSecond, slot.nano);
      appender.watchers.publish(event, ts, appender.encodedPosition(), slot.heapBytes);
    }
  }

  /** Refuses an event that came after the session had failed or was being closed. */
  private void refuse(Appender appender, @Nullable Ack ack) {
    DaybookException failure = appender.failure();
    appender.tally.add(failure != null ? Count.FAILED : Count.REJECTED, 1);
    if (failure != null) {
      appender.losses.add(Gap.FAILURE, 1);
    }
    if (ack != null) {
      ack.fail(failure != null ? failure : Failures.closed(appender.id));
    } else if (failure == null) {
      notices.lateEvent(appender);
    }
  }

  /** Rejects an event that is itself at fault: it fails alone. */
  private void reject(Appender appender, @Nullable Ack ack, DaybookException why) {
    appender.tally.add(Count.REJECTED, 1);
    if (ack != null) {
      ack.fail(why);
    } else {
      appender.rejects.add(why);
    }
    notices.eventRejected(appender.id, why);
  }

  private void request(Appender appender, Slot slot) {
    Ack ack = slot.ack;
    if (ack == null) {
      throw new AssertionError("a request without an ack");
    }
    switch (slot.kind()) {
      case SYNC -> {
        if (appender.isWritable() || appender.isIdle()) {
          appender.awaitSync(ack);
        } else {
          DaybookException failure = appender.failure();
          ack.fail(failure != null ? failure : Failures.closed(appender.id));
        }
      }
      case HOLD -> held(appender, ack);
      default -> {
        encodeGaps(appender, Long.MAX_VALUE);
        appender.closeAck = ack;
      }
    }
  }

  /**
   * Answers a request to hold the file, which is held by now if that was possible. A failed session
   * is its supervisor's.
   */
  private static void held(Appender appender, Ack ack) {
    if (appender.isClosed() || appender.closeAck != null) {
      ack.fail(Failures.closed(appender.id));
    } else if (appender.isIdle()) {
      ack.fail(Failures.notHeld(appender));
    } else {
      ack.complete();
    }
  }

  /** Takes over the outcome of reopening a failed session's file. */
  private void reopened(Appender appender, Slot slot) {
    if (!(slot.ack instanceof Reopening tried)) {
      throw new AssertionError("a reopening without its result");
    }
    Outage outage = tried.outage;
    boolean isAwaited = appender.isWatchable() && appender.closeAck == null;
    DaybookException failure = tried.failure();
    if (isAwaited && failure != null) {
      outage.latestFailure = failure;
      notices.recoveryFailed(appender.id, failure);
    }
    SessionFile file = isAwaited ? tried.take() : null;
    if (file == null) {
      tried.fail(Failures.closed(appender.id));
      return;
    }
    appender.recover(file);
    outage.latestFailure = null;
    outage.hasRecovered = true;
    outage.lostEvents = encodeGaps(appender, slot.sequence);
  }

  /**
   * Encodes gap entries for what is missing; a session that cannot be written to owes them until it
   * can.
   *
   * @param before the ring sequence behind the dropped events to count
   * @return the number of events that failures cost
   */
  private long encodeGaps(Appender appender, long before) {
    if (!appender.isWritable()) {
      return 0;
    }
    long lost = encodeGap(appender, Gap.FAILURE, before);
    appender.lost(lost);
    encodeDrops(appender, before);
    return lost;
  }

  /** Encodes a gap entry for the dropped events that belong before that ring sequence. */
  private void encodeDrops(Appender appender, long before) {
    if (!appender.isWritable() || appender.closeAck != null) {
      return;
    }
    long unnoticed = appender.losses.unnoticed(encodeGap(appender, Gap.OVERFLOW, before));
    if (unnoticed > 0) {
      notices.eventsDropped(appender.id, unnoticed);
      if (options.overflow() == Overflow.BLOCK_THEN_DROP) {
        appender.dropped(unnoticed);
      }
    }
  }

  private long encodeGap(Appender appender, String reason, long before) {
    long count = appender.losses.take(reason, before);
    if (count == 0) {
      return 0;
    }
    Instant now = now();
    long seq = appender.nextSeq();
    try {
      if (appender.outage != null) {
        appender.losses.gapEncoding(seq, reason, count);
      }
      encoder.encode(
          appender.quotedId,
          seq,
          now.getEpochSecond(),
          now.getNano(),
          null,
          new Gap(count, reason));
    } catch (DaybookException | OutOfMemoryError noMemory) {
      // a gap is always encodable. It is written later: with the session's next event, or its end
      appender.losses.gapDropped(seq);
      appender.losses.add(reason, count);
      appender.gapIsDue = true;
      return 0;
    }
    appender.lineEncoded(encoder.position());
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
