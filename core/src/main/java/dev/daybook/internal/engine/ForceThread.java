package dev.daybook.internal.engine;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One of the threads that force files, one file at a time, while the journal thread goes on. All
 * methods belong to the journal thread.
 *
 * <p>The kernel reports a failed force once, to the first caller on that channel. So while this
 * thread forces a file no other thread does, and the outcome is {@linkplain #take taken} before
 * anything else of the file is reported.
 */
final class ForceThread implements AutoCloseable {

  private static final long LIVENESS_CHECK_NANOS = 1_000_000_000;

  /** The stage of a force, from {@link #begin} until {@link #take}. */
  private enum Stage {
    IDLE,
    BEGUN,
    DONE
  }

  private final Doorbell doorbell;
  private @Nullable Thread thread;
  private @Nullable Thread journalThread;
  private volatile Stage stage = Stage.IDLE;
  private volatile boolean ended;
  private boolean isRefused;

  private long coveredPosition;
  private long coveredSeq;
  private long dirtySinceNanos;

  /** The session being forced; written by the journal thread before BEGUN. */
  private @Nullable OpenSession session;

  private @Nullable SessionLog log;

  // the outcome; written before DONE
  private @Nullable Throwable failure;
  private long nanos;

  ForceThread(Doorbell doorbell) {
    this.doorbell = doorbell;
  }

  boolean isIdle() {
    return stage == Stage.IDLE;
  }

  /** Returns true if the system refused a thread the last time that one was to start. */
  boolean isRefused() {
    return isRefused;
  }

  /** Returns true if {@link #take} does not wait: the force has ended, or its thread has. */
  boolean isDone() {
    return stage == Stage.DONE || (stage == Stage.BEGUN && !hasLiveThread());
  }

  /**
   * Begins to force; returns false if there is no thread for it. Only while idle. A leader, which
   * could not wait for it without noticing interrupts, is never given one.
   */
  boolean begin(OpenSession of) {
    if (doorbell.isLed() || !hasThread()) {
      return false;
    }
    session = of;
    log = of.log();
    failure = null;
    coveredPosition = of.log().position();
    coveredSeq = of.log().lastSeq();
    dirtySinceNanos = of.coverage.dirtySinceNanos;
    stage = Stage.BEGUN;
    LockSupport.unpark(thread);
    return true;
  }

  /** Returns the session whose file is being forced or was; null when idle. */
  @Nullable
  OpenSession session() {
    return session;
  }

  /** Returns the file position when the latest force began: no more is covered by it. */
  long coveredPosition() {
    return coveredPosition;
  }

  /** Returns the seq of the last entry that the latest force covers. */
  long coveredSeq() {
    return coveredSeq;
  }

  /** Returns the time at which the oldest byte was written that the latest force covers. */
  long dirtySinceNanos() {
    return dirtySinceNanos;
  }

  /** Waits for the end of the force that is under way. */
  void await() {
    while (stage == Stage.BEGUN && hasLiveThread()) {
      LockSupport.parkNanos(this, LIVENESS_CHECK_NANOS);
    }
  }

  /** Waits for the force that is under way and forgets it; returns why it failed, or null. */
  @Nullable
  Throwable take() {
    await();
    Throwable why = stage == Stage.BEGUN ? new IllegalStateException("no thread") : failure;
    session = null;
    log = null;
    failure = null;
    stage = Stage.IDLE;
    return why;
  }

  /** Returns the time that the latest force took, successful or not. */
  long nanos() {
    return nanos;
  }

  /** Lets the thread end. */
  @Override
  public void close() {
    ended = true;
    LockSupport.unpark(thread);
  }

  private boolean hasLiveThread() {
    Thread started = thread;
    return started != null && started.isAlive();
  }

  private boolean hasThread() {
    if (!hasLiveThread()) {
      try {
        journalThread = Thread.currentThread();
        Thread started = new Worker();
        started.start();
        thread = started;
        isRefused = false;
      } catch (Throwable noThread) {
        isRefused = true;
        return false;
      }
    }
    return true;
  }

  private final class Worker extends Thread {
    Worker() {
      super(null, null, "daybook-forces", 0, false);
      setDaemon(true);
    }

    @Override
    public void interrupt() {
      // an interrupt would close the channel for every thread
    }

    @Override
    public void run() {
      while (!ended) {
        if (stage == Stage.BEGUN) {
          force();
          stage = Stage.DONE;
          LockSupport.unpark(journalThread);
          doorbell.ring();
        } else {
          LockSupport.park(ForceThread.this);
        }
      }
    }

    private void force() {
      SessionLog forced = log;
      long start = System.nanoTime();
      try {
        if (forced != null) {
          forced.force();
        }
      } catch (Throwable cause) {
        failure = cause;
      }
      nanos = System.nanoTime() - start;
    }
  }
}
