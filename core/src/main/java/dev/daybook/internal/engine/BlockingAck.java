package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Durability;
import dev.daybook.internal.json.Restated;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An ack that a thread awaits, platform or virtual. It parks and holds no monitor, so a virtual
 * thread gives its carrier back. To be settled it needs no memory: a journal thread without any can
 * still complete it.
 */
final class BlockingAck extends Ack {

  private static final int WAITING = 0;
  private static final int SETTLING = 1;
  private static final int SETTLED = 2;

  /** The time between two checks whether the journal thread still lives. */
  private static final long LIVENESS_CHECK_NANOS = 1_000_000_000;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(BlockingAck.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Thread waiter = Thread.currentThread();
  private final boolean mayLead;
  private volatile int state = WAITING;

  /** The seq, written before {@code state} is SETTLED and read after. */
  private long settledSeq;

  private @Nullable DaybookException settledFailure;

  /** True while the waiting thread has the journal thread's place; only that thread reads it. */
  boolean leads;

  BlockingAck(Durability durability) {
    this(durability, false);
  }

  /** @param mayLead true if the waiting thread may write in the journal thread's place */
  BlockingAck(Durability durability, boolean mayLead) {
    super(durability);
    this.mayLead = mayLead;
  }

  @Override
  boolean tryLead(Doorbell doorbell) {
    leads = mayLead && doorbell.tryTake();
    return leads;
  }

  @Override
  void succeeded(long atSeq) {
    settle(atSeq, null);
  }

  @Override
  void failed(DaybookException why) {
    settle(-1, why);
  }

  private void settle(long atSeq, @Nullable DaybookException why) {
    if (STATE.compareAndSet(this, WAITING, SETTLING)) {
      settledSeq = atSeq;
      settledFailure = why;
      state = SETTLED;
      if (Thread.currentThread() != waiter) {
        LockSupport.unpark(waiter);
      }
    }
  }

  /**
   * Waits for the acknowledgement.
   *
   * @param session the session that is waited for; null for all
   * @return the seq
   * @throws DaybookException what the ack failed with, or {@code OUTCOME_UNKNOWN} if the wait ended
   *     first; after an interrupt the thread's flag is set
   */
  long await(long timeoutNanos, Thread journalThread, @Nullable String session) {
    TimeLimit limit = new TimeLimit(timeoutNanos);
    while (state != SETTLED) {
      if (Thread.currentThread().isInterrupted()) {
        throw unknown("interrupted while waiting for the acknowledgement", session);
      }
      if (limit.left() <= 0 && state != SETTLED) {
        throw unknown("the acknowledgement did not come in time", session);
      }
      park(limit.step(LIVENESS_CHECK_NANOS), journalThread, session);
    }
    return outcome();
  }

  /**
   * Waits for the acknowledgement without a limit. An interrupt does not end the wait and stays
   * set.
   *
   * @param session the session that is waited for
   */
  long awaitUninterrupted(Thread journalThread, String session) {
    boolean interrupted = false;
    try {
      while (state != SETTLED) {
        interrupted |= Thread.interrupted();
        park(LIVENESS_CHECK_NANOS, journalThread, session);
      }
      return outcome();
    } finally {
      if (interrupted) {
        waiter.interrupt();
      }
    }
  }

  private void park(long nanos, Thread journalThread, @Nullable String session) {
    if (!journalThread.isAlive() && state != SETTLED) {
      throw unknown("the journal thread is gone", session);
    }
    LockSupport.parkNanos(this, nanos);
  }

  private long outcome() {
    if (settledFailure != null) {
      throw Restated.again(settledFailure);
    }
    return settledSeq;
  }

  private static DaybookException unknown(String what, @Nullable String session) {
    String reason = what + "; the event may or may not become durable";
    return session == null
        ? DaybookException.of(Kind.OUTCOME_UNKNOWN, reason)
        : DaybookException.of(Kind.OUTCOME_UNKNOWN, reason, "session", session);
  }
}
