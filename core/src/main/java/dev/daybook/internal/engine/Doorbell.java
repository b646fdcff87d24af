package dev.daybook.internal.engine;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The journal thread's sleep and wake-up, and the place that a caller can take while it sleeps.
 *
 * <p>After its last work the thread dozes in naps, short ones and then longer ones, out of which a
 * plain publication does not wake it: an agent that records now and then never pays for a wake-up,
 * and the events of a nap make one batch. When nothing has come for about a tenth of a second it
 * parks, and the next publication wakes it. A caller that waits for an answer rings and ends
 * either.
 *
 * <p>A caller that was answered mostly asks again at once, so the sleeper first spins for that.
 * After work without a waiting caller it does not: taking each event as it comes would cost a write
 * of its own, and the recording threads the cache lines that both look at.
 *
 * <p>No wake-up is lost. The sleeper sets {@code state}, then looks for work; a publisher
 * publishes, then looks at {@code state}; a full fence stands between the two steps on both sides.
 * So at least one of them sees what the other did: the sleeper finds the work and stays awake, or
 * the publisher finds it parked and unparks it. Only the publisher that moves {@code state} back
 * pays for the unpark.
 *
 * <p>One thread at a time owns the engine: the journal thread while it is awake, or the leader, a
 * caller that moved {@code state} from asleep to {@code TAKEN}. The journal thread wakes up only by
 * moving {@code state} from asleep to {@code AWAKE}, so it waits until the leader has moved it
 * back; all moves are volatile, so each owner sees what the one before it did. A publisher that
 * finds {@code TAKEN} wakes no one. That is the leader's: it moves {@code state} back, then looks
 * for work, as a sleeper does.
 */
final class Doorbell implements WaitStrategy {

  static final int AWAKE = 0;
  private static final int DOZING = 1;
  static final int PARKED = 2;
  private static final int TAKEN = 3;

  private static final int SPINS = 100;
  private static final int SHORT_NAPS = 20;
  private static final int NAPS = 70;
  private static final long SHORT_NAP_NANOS = 50_000;
  private static final long LONG_NAP_NANOS = 2_000_000;

  // between two looks whether the leader has given the place back, longer each time
  private static final long FIRST_LOOK_NANOS = 1_000_000;
  private static final long LAST_LOOK_NANOS = 16_000_000;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Doorbell.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // through STATE
  private volatile int state;

  private volatile Thread sleeper = Thread.currentThread();

  /** The thread that owns the engine, or did last; null behind a leader. */
  private volatile @Nullable Thread owner;

  /** The state from which the leader took the place. */
  private int stateBefore;

  private int naps;
  private boolean looksOut;

  /** Makes the calling thread the one to wake. */
  void belongsToCaller() {
    sleeper = Thread.currentThread();
    owner = sleeper;
  }

  /** Returns true if a leader has the place. */
  boolean isLed() {
    return state == TAKEN;
  }

  /** Returns true if the calling thread owns the engine. Any thread. */
  boolean isOwnedByCaller() {
    return owner == Thread.currentThread();
  }

  /**
   * Notes that the sleeper has worked: it will doze again before it parks.
   *
   * @param hasAnswered true if a caller waited for that work
   */
  void worked(boolean hasAnswered) {
    naps = 0;
    looksOut = hasAnswered;
  }

  /**
   * Sleeps until there is work, a caller rings, or the time is up; may return early. If a leader
   * has taken the place meanwhile, waits for it.
   *
   * @throws IllegalStateException if the leader's thread ended without giving the place back
   */
  void await(BooleanSupplier hasWork, long nanos) {
    for (int i = 0; looksOut && i < SPINS; i++) {
      if (hasWork.getAsBoolean()) {
        return;
      }
      Thread.onSpinWait();
    }
    boolean dozes = naps < NAPS;
    long nap = naps < SHORT_NAPS ? SHORT_NAP_NANOS : LONG_NAP_NANOS;
    naps++;
    STATE.setVolatile(this, dozes ? DOZING : PARKED);
    VarHandle.fullFence();
    if (!hasWork.getAsBoolean()) {
      LockSupport.parkNanos(this, dozes ? Math.min(nanos, nap) : nanos);
    }
    wakeUp();
  }

  private void wakeUp() {
    long look = FIRST_LOOK_NANOS;
    for (int now = state; now == TAKEN || !STATE.compareAndSet(this, now, AWAKE); now = state) {
      Thread leader = owner;
      // looked at again: a leader gives the place back before its thread ends
      if (now == TAKEN && leader != null && !leader.isAlive() && owner == leader) {
        owner = Thread.currentThread();
        STATE.setVolatile(this, AWAKE);
        throw new IllegalStateException(
            "a thread ended while it wrote in the journal thread's place");
      }
      LockSupport.parkNanos(this, look);
      look = Math.min(2 * look, LAST_LOOK_NANOS);
    }
    owner = Thread.currentThread();
  }

  // --- the leader

  /**
   * Takes the sleeping thread's place; returns false if it is awake, or another caller has taken
   * it. The caller then owns the engine until {@link #giveBack}.
   */
  boolean tryTake() {
    int now = state;
    if ((now != PARKED && now != DOZING) || !STATE.compareAndSet(this, now, TAKEN)) {
      return false;
    }
    stateBefore = now;
    owner = Thread.currentThread();
    return true;
  }

  /**
   * Gives the place back to the sleeper, who dozes on unless there is work.
   *
   * @param wakes true if the sleeper is woken without that: no other caller comes before it then
   */
  void giveBack(boolean wakes, BooleanSupplier hasWork) {
    naps = SHORT_NAPS;
    owner = null;
    STATE.setVolatile(this, wakes ? AWAKE : stateBefore);
    if (wakes) {
      LockSupport.unpark(sleeper);
      return;
    }
    VarHandle.fullFence();
    if (hasWork.getAsBoolean()) {
      ring();
    }
  }

  // --- callers

  /** Wakes the sleeper, dozing or parked. */
  void ring() {
    VarHandle.fullFence();
    if (!STATE.compareAndSet(this, PARKED, AWAKE) && !STATE.compareAndSet(this, DOZING, AWAKE)) {
      return;
    }
    LockSupport.unpark(sleeper);
  }

  /** Rings if the sleeper is parked. The ring calls this after each publication. */
  @Override
  public void signalAllWhenBlocking() {
    VarHandle.fullFence();
    if ((int) STATE.getOpaque(this) == PARKED && STATE.compareAndSet(this, PARKED, AWAKE)) {
      LockSupport.unpark(sleeper);
    }
  }

  /** Not used: the journal thread runs its own loop and asks the ring itself. */
  @Override
  public long waitFor(long sequence, Sequence cursor, Sequence dependent, SequenceBarrier barrier)
      throws AlertException {
    throw new UnsupportedOperationException("the journal thread awaits by itself");
  }
}
