package dev.daybook.internal.engine;

import dev.daybook.JournalListener;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The queue of user code attached to acknowledgements and failures. Calls run in order, one after
 * another whatever the executor, and never on the journal thread. The journal thread collects the
 * calls of a batch and hands them over together; if the executor refuses them, they stay and are
 * offered again.
 */
final class Callbacks implements AutoCloseable {

  /** The time that a task may wait in the executor before a thread of our own does its work. */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private static final int LAST_TRIES = 50;
  private static final long LAST_PAUSE_NANOS = 20_000_000;

  private final Executor executor;
  private final @Nullable ExecutorService own;
  private final Doorbell doorbell;

  /** The calls that the journal thread has collected; only that thread accesses them. */
  private final CallQueue collected = new CallQueue();

  /** The calls that are handed over; guarded by this, as are the fields that follow. */
  private final CallQueue handedOver = new CallQueue();

  private State state = State.IDLE;
  private long submittedNanos;

  /** The number of drains, by which a late drain recognises that another took its place. */
  private int turn;

  /** The state of the drain: none scheduled, a task that has not begun, or one at work. */
  private enum State {
    IDLE,
    SUBMITTED,
    DRAINING
  }

  /** @param doorbell knows which thread owns the engine */
  Callbacks(@Nullable Executor given, Doorbell doorbell) {
    this.doorbell = doorbell;
    if (given != null) {
      own = null;
      executor = given;
    } else {
      own = Executors.newSingleThreadExecutor(Callbacks::newThread);
      executor = own;
    }
  }

  /**
   * Runs a call, once: from the journal thread at the next hand-over; on any other thread at once,
   * since that is the thread of a caller whose event is refused, before its future is returned and
   * user code can be attached.
   */
  void run(Call call) {
    if (doorbell.isOwnedByCaller()) {
      collected.add(call);
    } else {
      runSafely(call);
    }
  }

  /** Runs a call, once, where the collected calls are run, and not on this thread. Any thread. */
  void runElsewhere(Call call) {
    int mine;
    synchronized (this) {
      handedOver.add(call);
      mine = state == State.IDLE ? submitted() : -1;
    }
    if (mine >= 0) {
      submit(mine);
    }
  }

  /** Returns true if calls wait for the next hand-over. Journal thread only. */
  boolean areCollected() {
    return !collected.isEmpty();
  }

  /**
   * Hands the collected calls over; returns false until a drain has begun to run them. Journal
   * thread only.
   */
  boolean handOver() {
    int mine;
    boolean wasLost;
    synchronized (this) {
      handedOver.addAll(collected);
      if (handedOver.isEmpty() || state == State.DRAINING) {
        return true;
      }
      wasLost = state == State.SUBMITTED;
      if (wasLost && System.nanoTime() - submittedNanos < PATIENCE_NANOS) {
        return false;
      }
      mine = submitted();
    }
    if (wasLost) {
      startThread(mine);
    } else {
      submit(mine);
    }
    synchronized (this) {
      return handedOver.isEmpty() || state == State.DRAINING;
    }
  }

  /**
   * Hands over for the last time, and lets an own thread end when it has run everything. The wait
   * for a task that the executor took and does not begin, as a shut-down one does not, is short.
   */
  @Override
  public void close() {
    for (int i = 0; i < LAST_TRIES && !handOver(); i++) {
      LockSupport.parkNanos(this, LAST_PAUSE_NANOS);
    }
    int mine;
    synchronized (this) {
      mine = handedOver.isEmpty() || state == State.DRAINING ? -1 : submitted();
    }
    if (mine >= 0) {
      startThread(mine);
      synchronized (this) {
        mine = state == State.IDLE && !handedOver.isEmpty() ? submitted() : -1;
      }
    }
    if (mine >= 0) {
      // no other thread is left to do it, and the journal has nothing left to do
      drain(mine);
    }
    if (own != null) {
      own.shutdown();
    }
  }

  private synchronized int submitted() {
    state = State.SUBMITTED;
    submittedNanos = System.nanoTime();
    return ++turn;
  }

  private void submit(int mine) {
    try {
      executor.execute(() -> drainElsewhere(mine));
    } catch (Throwable refused) {
      startThread(mine);
    }
  }

  private void startThread(int mine) {
    try {
      newThread(() -> drain(mine)).start();
    } catch (Throwable noThread) {
      synchronized (this) {
        if (turn == mine && state == State.SUBMITTED) {
          state = State.IDLE;
        }
      }
    }
  }

  /** Drains on another thread if the user's executor runs this task on the journal thread. */
  private void drainElsewhere(int mine) {
    if (doorbell.isOwnedByCaller()) {
      startThread(mine);
    } else {
      drain(mine);
    }
  }

  private void drain(int mine) {
    synchronized (this) {
      if (turn != mine || state != State.SUBMITTED) {
        return;
      }
      state = State.DRAINING;
    }
    for (Call call = nextToRun(); call != null; call = nextToRun()) {
      runSafely(call);
    }
  }

  private synchronized @Nullable Call nextToRun() {
    Call call = handedOver.poll();
    if (call == null) {
      state = State.IDLE;
    }
    return call;
  }

  private static void runSafely(Call call) {
    try {
      call.run();
    } catch (Throwable failure) {
      logSafely(failure);
    }
  }

  /** Logs a failure and drops what the log throws: the application's log is user code too. */
  private static void logSafely(Throwable failure) {
    try {
      System.getLogger(JournalListener.class.getName())
          .log(Level.WARNING, "a callback failed; the journal goes on", failure);
    } catch (Throwable logFailed) {
      // the next call has a right to run all the same
    }
  }

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "daybook-callbacks");
    thread.setDaemon(true);
    return thread;
  }

  /** A queue of calls in order, linked through themselves. */
  private static final class CallQueue {
    private @Nullable Call first;
    private @Nullable Call last;

    boolean isEmpty() {
      return first == null;
    }

    void add(Call call) {
      if (last == null) {
        first = call;
      } else {
        last.nextCall = call;
      }
      last = call;
    }

    /** Moves every call out of the other queue to the end of this one. */
    void addAll(CallQueue other) {
      if (other.first != null && other.last != null) {
        if (last == null) {
          first = other.first;
        } else {
          last.nextCall = other.first;
        }
        last = other.last;
        other.first = null;
        other.last = null;
      }
    }

    @Nullable
    Call poll() {
      Call call = first;
      if (call != null) {
        first = call.nextCall;
        call.nextCall = null;
        if (first == null) {
          last = null;
        }
      }
      return call;
    }
  }
}
