package dev.daybook.journal;

import dev.daybook.codec.BatchEncoder;
import dev.daybook.codec.EventTypes;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.journal.Tally.Count;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The journal thread's loop: takes every published slot, groups the slots by session, encodes,
 * writes, forces, acknowledges.
 *
 * <p>It is our own loop on the Disruptor's ring, and not a BatchEventProcessor, because that one
 * loses an event when its idle thread is interrupted, reports no end of a batch whose last event
 * threw, and gives slots back only when the batch is done.
 */
final class JournalWriter implements Runnable {

  private static final int MAX_BATCH_SLOTS = 1024;

  /** Forces nobody waits for, between two batches: they must not hold up the ring for long. */
  private static final int MAX_DUE_FORCES_WHEN_BUSY = 4;

  private final JournalOptions options;
  private final EventTypes types;
  private final Ring ring;
  private final Tally total;
  private final Callbacks callbacks;
  private final Supplier<Collection<Appender>> appenders;
  private final int maxBatchSlots;

  /** Sessions that dropped events and owe their file a gap entry; filled by recording threads. */
  private final Queue<Appender> gaps = new ConcurrentLinkedQueue<>();

  private final ForceSchedule schedule;
  private final List<Appender> touched = new ArrayList<>();
  private final BooleanSupplier hasWork = this::hasWork;
  private long next;
  private volatile @Nullable String bufferName;
  private volatile @Nullable DaybookException endedBecause;

  JournalWriter(
      JournalOptions options,
      EventTypes types,
      Ring ring,
      Tally total,
      Callbacks callbacks,
      Supplier<Collection<Appender>> appenders) {
    this.options = options;
    this.types = types;
    this.ring = ring;
    this.total = total;
    this.callbacks = callbacks;
    this.appenders = appenders;
    this.schedule = new ForceSchedule(options.forceInterval().toNanos());
    this.maxBatchSlots = Math.min(MAX_BATCH_SLOTS, options.ringSlots() / 4);
  }

  @Nullable
  String bufferName() {
    return bufferName;
  }

  /** Why nothing is taken from the ring any more; null as long as it is. */
  @Nullable
  DaybookException endedBecause() {
    return endedBecause;
  }

  /** A recording thread dropped an event of that session. */
  void owesGap(Appender appender) {
    gaps.add(appender);
    ring.doorbell().ring();
  }

  @Override
  public void run() {
    ring.doorbell().belongsToCaller();
    callbacks.belongToCaller();
    Throwable cause = null;
    try (BatchEncoder encoder =
        new BatchEncoder(types, options.batchBytes(), options.maxLineBytes())) {
      bufferName = encoder.bufferName();
      SlotEncoder slots =
          new SlotEncoder(options, ring, callbacks, encoder, () -> writeRegions(encoder));
      runBatches(encoder, slots);
    } catch (Throwable failure) {
      cause = failure;
    }
    end(cause);
  }

  private void runBatches(BatchEncoder encoder, SlotEncoder slots) {
    boolean stopped = false;
    while (!stopped) {
      if (hasWork()) {
        stopped = runBatch(encoder, slots);
        forceDue(MAX_DUE_FORCES_WHEN_BUSY);
        ring.doorbell().worked();
      } else {
        forceDue(Integer.MAX_VALUE);
        callbacks.handOver();
        ring.doorbell().await(hasWork, schedule.nanosToNext());
      }
    }
  }

  private boolean hasWork() {
    return ring.isPublished(next) || gapIsDue();
  }

  private boolean gapIsDue() {
    Appender first = gaps.peek();
    return first != null && first.gapAfter < next;
  }

  /** Returns true when it was the last one. */
  private boolean runBatch(BatchEncoder encoder, SlotEncoder slots) {
    Slot control = gather();
    long last = next - 1;
    gatherDueGaps(last);
    for (int i = 0; i < touched.size(); i++) {
      slots.encode(touched.get(i));
    }
    ring.release(last);
    writeRegions(encoder);
    for (int i = 0; i < touched.size(); i++) {
      settle(touched.get(i));
    }
    touched.clear();
    boolean stop = control != null && runControl(control);
    callbacks.handOver();
    return stop;
  }

  // --- gather: published slots to their sessions, in ring order

  /** Takes slots up to the batch's limit or a slot that concerns all sessions, which it returns. */
  private @Nullable Slot gather() {
    long end = next + maxBatchSlots;
    while (next < end && ring.isPublished(next)) {
      Slot slot = ring.slot(next++);
      Appender appender = slot.appender;
      if (appender != null) {
        touch(appender);
        if (appender.lastSlot == null) {
          appender.firstSlot = slot;
        } else {
          appender.lastSlot.nextOfSession = slot;
        }
        appender.lastSlot = slot;
      } else if (slot.kind() != Slot.Kind.NONE) {
        // not released with this batch: nobody may set it anew before it is done
        next--;
        return slot;
      }
    }
    return null;
  }

  /** A gap belongs behind the events that were in the ring when the first one was dropped. */
  private void gatherDueGaps(long last) {
    Appender appender = gaps.peek();
    while (appender != null && appender.gapAfter <= last) {
      gaps.remove();
      appender.gapIsDue = true;
      touch(appender);
      appender = gaps.peek();
    }
  }

  private void touch(Appender appender) {
    if (!appender.touched) {
      appender.touched = true;
      appender.beginRegion(0);
      touched.add(appender);
    }
  }

  // --- write, force, acknowledge

  private void writeRegions(BatchEncoder encoder) {
    for (int i = 0; i < touched.size(); i++) {
      Appender appender = touched.get(i);
      if (appender.hasRegion()) {
        boolean wasDirty = appender.isDirty();
        appender.writeRegion(encoder);
        reportFailure(appender, true);
        if (!wasDirty && appender.isDirty()) {
          schedule.add(appender);
        }
      }
    }
    encoder.clear();
  }

  /** What a batch owes a session once its lines are written. */
  private void settle(Appender appender) {
    appender.touched = false;
    appender.settleWritten();
    if (appender.isAwaited()) {
      force(appender);
    }
    Ack closing = appender.closeAck;
    if (closing != null) {
      appender.closeAck = null;
      close(appender);
      DaybookException failure = appender.failure();
      DaybookException rejects = appender.takeRejects();
      if (failure != null) {
        closing.fail(failure);
      } else if (rejects != null) {
        closing.fail(rejects);
      } else {
        closing.complete();
      }
    }
  }

  private void force(Appender appender) {
    boolean couldFail = appender.isWritable();
    appender.force();
    reportFailure(appender, couldFail);
    schedule.remove(appender);
  }

  private void close(Appender appender) {
    boolean couldFail = appender.isWritable();
    appender.close();
    reportFailure(appender, couldFail);
    schedule.remove(appender);
  }

  private void reportFailure(Appender appender, boolean couldFail) {
    DaybookException failure = appender.failure();
    if (couldFail && failure != null) {
      schedule.remove(appender);
      callbacks.run(() -> options.listener().sessionFailed(appender.id, failure));
    }
  }

  /** Forces sessions whose bytes have waited long enough, at most so many. */
  private void forceDue(int most) {
    Appender due = schedule.due();
    for (int i = 0; i < most && due != null; i++) {
      force(due);
      due = schedule.due();
    }
  }

  // --- requests that concern all sessions

  /** Returns true if the journal is to stop. */
  private boolean runControl(Slot control) {
    boolean stop = control.kind() == Slot.Kind.STOP;
    Ack ack = control.ack;
    DaybookException first = null;
    for (Appender appender : appenders.get()) {
      if (stop) {
        close(appender);
      } else {
        force(appender);
      }
      DaybookException failure = appender.failure();
      DaybookException rejects = appender.takeRejects();
      DaybookException why = failure != null ? failure : rejects;
      first = first != null ? first : why;
    }
    control.clear();
    ring.release(next++);
    if (ack != null) {
      if (first != null) {
        ack.fail(first);
      } else {
        ack.complete();
      }
    }
    return stop;
  }

  // --- the end

  /**
   * After this nothing is taken from the ring, and nobody who waits may be left waiting. A thread
   * that publishes now either sees that the ring has ended, because a full fence stands between its
   * publication and its look, and fails its own ack; or its slot is seen by the sweep below, which
   * comes after the fence here.
   */
  private void end(@Nullable Throwable cause) {
    DaybookException why = cause == null
        ? DaybookException.of(Kind.SESSION_CLOSED, "the daybook is closed")
        : DaybookException.causedBy(
            cause,
            Kind.SESSION_FAILED,
            "the journal thread failed",
            "thrown",
            cause.getClass().getSimpleName());
    endedBecause = why;
    ring.end();
    VarHandle.fullFence();
    long cursor = ring.cursor();
    for (long sequence = ring.released() + 1; sequence <= cursor; sequence++) {
      if (ring.isPublished(sequence)) {
        refuseAfterEnd(sequence, why);
      }
    }
    if (cause != null) {
      failAll(cause, why);
    }
    callbacks.handOver();
    callbacks.close();
  }

  /**
   * The thread stopped in the middle: every session has failed, and so has every request at hand.
   */
  private void failAll(Throwable cause, DaybookException why) {
    Set<Appender> all = new LinkedHashSet<>(touched);
    all.addAll(appenders.get());
    for (Appender appender : all) {
      if (appender.isWritable()) {
        appender.fail("journal", cause);
        reportFailure(appender, true);
      }
      appender.close();
      Ack closing = appender.closeAck;
      if (closing != null) {
        closing.fail(why);
      }
    }
  }

  /** Refuses what a slot asks for: once, by whichever thread comes first. */
  void refuseAfterEnd(long sequence, DaybookException why) {
    Slot slot = ring.slot(sequence);
    synchronized (slot) {
      if (!slot.stillAsks(sequence)) {
        return;
      }
      if (slot.kind() == Slot.Kind.EVENT) {
        Tally tally = slot.appender == null ? total : slot.appender.tally;
        tally.add(Count.REJECTED, 1);
      }
      Ack ack = slot.ack;
      slot.clear();
      if (ack != null) {
        ack.fail(why);
      }
    }
  }
}
