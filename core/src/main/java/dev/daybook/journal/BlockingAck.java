package dev.daybook.journal;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits, platform or virtual. It parks and holds no monitor, so a virtual thread
 * gives its carrier back.
 */
final class BlockingAck extends Ack {

  /** How long to sleep before looking whether the journal thread still lives. */
  private static final long LIVENESS_CHECK_NANOS = 1_000_000_000;

  private record Outcome(long seq, @Nullable DaybookException failure) {}

  private final Thread waiter = Thread.currentThread();
  private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();

  BlockingAck(Durability durability) {
    super(durability);
  }

  @Override
  void succeeded(long atSeq) {
    settle(new Outcome(atSeq, null));
  }

  @Override
  void failed(DaybookException why) {
    settle(new Outcome(-1, why));
  }

  private void settle(Outcome how) {
    if (outcome.compareAndSet(null, how)) {
      LockSupport.unpark(waiter);
    }
  }

  /**
   * Waits for the acknowledgement.
   *
   * @return the seq
   * @throws DaybookException what the ack failed with, or {@code OUTCOME_UNKNOWN} if the wait ended
   *     first; after an interrupt the thread's flag is set
   */
  long await(long timeoutNanos, Thread journalThread) {
    return result(outcomeBefore(timeoutNanos, journalThread, true));
  }

  /**
   * The same, but an interrupt does not end the wait; the thread's flag is set again afterwards.
   */
  long awaitUninterruptibly(long timeoutNanos, Thread journalThread) {
    return result(outcomeBefore(timeoutNanos, journalThread, false));
  }

  private static long result(Outcome settled) {
    if (settled.failure != null) {
      throw settled.failure.again();
    }
    return settled.seq;
  }

  private Outcome outcomeBefore(long timeoutNanos, Thread journalThread, boolean interruptible) {
    long start = System.nanoTime();
    boolean interrupted = false;
    try {
      while (true) {
        Outcome settled = outcome.get();
        if (settled != null) {
          return settled;
        }
        long left = timeoutNanos - (System.nanoTime() - start);
        if (Thread.interrupted()) {
          interrupted = true;
          if (interruptible) {
            throw unknown("interrupted while waiting for the acknowledgement");
          }
        }
        if (left <= 0) {
          throw unknown("the acknowledgement did not come in time");
        }
        if (!journalThread.isAlive() && outcome.get() == null) {
          throw unknown("the journal thread is gone");
        }
        LockSupport.parkNanos(this, Math.min(left, LIVENESS_CHECK_NANOS));
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static DaybookException unknown(String reason) {
    return DaybookException.of(
        Kind.OUTCOME_UNKNOWN, reason + "; the event may or may not become durable");
  }
}
