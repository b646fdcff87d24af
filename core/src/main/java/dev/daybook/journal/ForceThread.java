package dev.daybook.journal;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One of the threads that force files, one file at a time, while the journal thread goes on. All
 * methods belong to the journal thread.
 *
 * <p>The kernel tells a failed force to the first who asks on that channel, and to nobody after; so
 * while a file is being forced here nobody else forces it, and the outcome is {@linkplain #take
 * taken} before anything else is said of the file.
 */
final class ForceThread implements AutoCloseable {

  private static final long LIVENESS_CHECK_NANOS = 1_000_000_000;

  /** What is under way: from {@link #begin} until {@link #take}. */
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

  /** Written by the journal thread before BEGUN. */
  private @Nullable Appender appender;

  private @Nullable FileEnd file;

  /** Written before DONE. */
  private @Nullable Throwable failure;

  ForceThread(Doorbell doorbell) {
    this.doorbell = doorbell;
  }

  boolean isIdle() {
    return stage == Stage.IDLE;
  }

  /** Whether {@link #take} does not wait: it has ended, or its thread has. */
  boolean isDone() {
    return stage == Stage.DONE || (stage == Stage.BEGUN && !hasLiveThread());
  }

  /**
   * Begins to force; false if there is no thread for it. Only while idle.
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

  /** The session whose file is being forced or was; null when idle. */
  @Nullable
  Appender appender() {
    return appender;
  }

  /** Where the file ended when the latest force began: no more is forced by it. */
  long coveredPosition() {
    return coveredPosition;
  }

  /** The last entry that the latest force covers. */
  long coveredSeq() {
    return coveredSeq;
  }

  /** When the oldest byte was written that the latest force covers. */
  long dirtySinceNanos() {
    return dirtySinceNanos;
  }

  /** Waits for the end of the force that is under way. */
  void await() {
    while (stage == Stage.BEGUN && hasLiveThread()) {
      LockSupport.parkNanos(this, LIVENESS_CHECK_NANOS);
    }
  }

  /** Waits for the force that is under way and forgets it; why it failed, or null. */
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
      // an interrupt would close the channel for everybody
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
