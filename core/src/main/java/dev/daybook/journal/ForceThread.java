package dev.daybook.journal;

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

  private long coveredPosition;
  private long coveredSeq;
  private long dirtySinceNanos;

  /** The session being forced; written by the journal thread before BEGUN. */
  private @Nullable Appender appender;

  private @Nullable FileEnd file;

  /** The outcome; written before DONE. */
  private @Nullable Throwable failure;

  ForceThread(Doorbell doorbell) {
    this.doorbell = doorbell;
  }

  boolean isIdle() {
    return stage == Stage.IDLE;
  }

  /** Returns true if {@link #take} does not wait: the force has ended, or its thread has. */
  boolean isDone() {
    return stage == Stage.DONE || (stage == Stage.BEGUN && !hasLiveThread());
  }

  /**
   * Begins to force; returns false if there is no thread for it. Only while idle.
   *
   * @param seq of the last entry in the file
   */
  boolean begin(Appender of, FileEnd end, long seq) {
    if (!hasThread()) {
      return false;
    }
    appender = of;
    file = end;
    failure = null;
    coveredPosition = end.position();
    coveredSeq = seq;
    dirtySinceNanos = of.dirtySinceNanos;
    stage = Stage.BEGUN;
    LockSupport.unpark(thread);
    return true;
  }

  /** Returns the session whose file is being forced or was; null when idle. */
  @Nullable
  Appender appender() {
    return appender;
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
    appender = null;
    file = null;
    failure = null;
    stage = Stage.IDLE;
    return why;
  }

  /** Lets the thread end. */
  @Override
  public void close() {
    ended = true;
    LockSupport.unpark(thread);
  }

  private boolean hasLiveThread() {
    return thread != null && thread.isAlive();
  }

  private boolean hasThread() {
    if (!hasLiveThread()) {
      try {
        journalThread = Thread.currentThread();
        Thread started = new Worker();
        started.start();
        thread = started;
      } catch (Throwable noThread) {
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
      FileEnd end = file;
      try {
        if (end != null) {
          end.force();
        }
      } catch (Throwable cause) {
        failure = cause;
      }
    }
  }
}
