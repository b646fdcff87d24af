package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.internal.engine.Recovery.State;
import dev.daybook.internal.file.AppendableFile;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The reopener of failed sessions' files, on a thread of its own, since reopening reads, repairs
 * and forces. The thread exists while a session is failed. It tries for ever, and hands the outcome
 * of an attempt to the journal thread, which alone changes the session.
 *
 * <p>The lock is never held while a file is touched, so the journal thread never waits for a disk
 * here.
 */
final class Supervisor implements AutoCloseable {

  /** The longest step of the wait for the end of the attempts. */
  private static final long MAX_STEP_NANOS = 1_000_000_000;

  private final Supervision options;
  private final Predicate<Recovery> handover;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // guarded by the lock
  /** The failed sessions, in every state but OPEN. */
  private final ArrayList<Recovery> failed = new ArrayList<>(0);

  /** The supervised sessions that are open. */
  private int supervised;

  private boolean hasThread;
  private boolean hasEnded;

  /** True if a thread could not be started; read by the journal thread now and then. */
  private volatile boolean lacksThread;

  /**
   * @param handover requests that the journal thread takes the outcome; false if the journal has
   *     ended
   */
  Supervisor(Supervision options, Predicate<Recovery> handover) {
    this.options = options;
    this.handover = handover;
  }

  /** Makes room for one session more, so that its failure needs no memory. Any thread. */
  void makeRoom() {
    lock.lock();
    try {
      supervised++;
      // those that were closed during an attempt are still there
      failed.ensureCapacity(supervised + failed.size());
    } finally {
      lock.unlock();
    }
  }

  // --- journal thread

  /** Adds a session that has failed and whose file is closed. */
  void add(Recovery recovery) {
    lock.lock();
    try {
      if (hasEnded) {
        return;
      }
      if (recovery.hasForced) {
        recovery.hasForced = false;
        recovery.delayNanos = 0;
      }
      failed.add(recovery);
      waits(recovery, options.delayNanosAfter(recovery.delayNanos));
      // a caller's thread hands down its context to those that it starts
      lacksThread = !(Thread.currentThread() instanceof JournalThread);
    } finally {
      lock.unlock();
    }
    if (!lacksThread) {
      startThread();
    }
  }

  /** Notes that the session is closed: an attempt under way is the last one. */
  void release(Recovery recovery) {
    lock.lock();
    try {
      supervised--;
      recovery.isReleased = true;
      if (recovery.state == State.WAITING) {
        removed(recovery);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns true if {@link #ensureThread} has a thread to start. */
  boolean lacksThread() {
    return lacksThread;
  }

  /**
   * Starts the thread if that failed before, or was left to this.
   *
   * @return false if it fails again
   */
  boolean ensureThread() {
    if (lacksThread) {
      startThread();
    }
    return !lacksThread;
  }

  /** Ends the supervision: no file is opened any more, since the journal has ended. */
  @Override
  public void close() {
    lock.lock();
    try {
      hasEnded = true;
      for (int i = failed.size() - 1; i >= 0; i--) {
        if (failed.get(i).state == State.WAITING) {
          removed(failed.get(i));
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // --- the outcome of an attempt

  /** As {@link Recovery#take}. Journal thread only. */
  @Nullable
  AppendableFile take(Recovery recovery) {
    lock.lock();
    try {
      AppendableFile file = recovery.state == State.READY ? recovery.opened : null;
      if (file != null) {
        recovery.opened = null;
        removed(recovery);
      }
      return file;
    } finally {
      lock.unlock();
    }
  }

  /** As {@link Recovery#giveUp}. Any thread. */
  void giveUp(Recovery recovery) {
    AppendableFile file;
    lock.lock();
    try {
      if (recovery.state != State.READY) {
        return;
      }
      recovery.state = State.TRYING;
      file = recovery.opened;
      recovery.opened = null;
    } finally {
      lock.unlock();
    }
    try {
      if (file != null) {
        file.file().close();
      }
    } catch (Throwable unclosed) {
      // nothing was written through it
    } finally {
      lock.lock();
      try {
        if (hasEnded || recovery.isReleased) {
          removed(recovery);
        } else {
          waits(recovery, recovery.nextDelayNanos);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  // --- for those who close and open

  /**
   * Waits until these sessions, which are closed, are not being reopened any more: their files are
   * free.
   *
   * @param what the name of what is being closed, for the message
   * @throws DaybookException {@code CLOSE_TIMEOUT}
   */
  void awaitNone(Predicate<Recovery> which, TimeLimit limit, String what) {
    boolean interrupted = false;
    lock.lock();
    try {
      while (failed.stream().anyMatch(which)) {
        if (limit.left() <= 0) {
          throw CloseAck.timeout(what, limit);
        }
        try {
          long unused = changed.awaitNanos(limit.step(MAX_STEP_NANOS));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  // --- the supervisor's thread

  private void startThread() {
    lock.lock();
    try {
      if (!hasThread && !failed.isEmpty() && !hasEnded) {
        Thread thread = new Thread(this::run, "daybook-supervisor");
        thread.setDaemon(true);
        thread.start();
        hasThread = true;
      }
      lacksThread = false;
    } catch (Throwable noThread) {
      lacksThread = true;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      for (Recovery due = awaitDue(); due != null; due = awaitDue()) {
        attempt(due);
      }
    } catch (Throwable noMemory) {
      // the journal thread starts another one
      lock.lock();
      try {
        hasThread = false;
        lacksThread = true;
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Waits for the next session to reopen; returns null if none is failed any more, which ends the
   * thread.
   */
  private @Nullable Recovery awaitDue() {
    lock.lock();
    try {
      while (!hasEnded && !failed.isEmpty()) {
        Recovery earliest = earliest();
        long nanos = earliest == null ? Long.MAX_VALUE : earliest.dueNanos - System.nanoTime();
        if (earliest != null && nanos <= 0) {
          earliest.state = State.TRYING;
          return earliest;
        }
        try {
          changed.awaitNanos(nanos);
        } catch (InterruptedException notOurs) {
          // no other code interrupts this thread; it ends by itself
        }
      }
      hasThread = false;
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the session whose next attempt comes first; null if none waits for one. */
  private @Nullable Recovery earliest() {
    Recovery earliest = null;
    for (int i = 0; i < failed.size(); i++) {
      Recovery each = failed.get(i);
      if (each.state == State.WAITING
          && (earliest == null || each.dueNanos - earliest.dueNanos < 0)) {
        earliest = each;
      }
    }
    return earliest;
  }

  void attempt(Recovery recovery) {
    AppendableFile opened = null;
    DaybookException notOpened = null;
    long nextDelayNanos = options.delayNanosAfter(recovery.delayNanos);
    try {
      opened = recovery.reopen();
    } catch (Throwable cause) {
      if (isNotMendedByWaiting(cause)) {
        nextDelayNanos = options.maxNanos();
      }
      notOpened = whyNotOpened(recovery, cause, nextDelayNanos);
    }
    lock.lock();
    try {
      recovery.opened = opened;
      recovery.notOpened = notOpened;
      recovery.nextDelayNanos = nextDelayNanos;
      recovery.state = State.READY;
    } finally {
      lock.unlock();
    }
    boolean isHandedOver = false;
    try {
      isHandedOver = handover.test(recovery);
    } catch (Throwable noMemory) {
      // tried again
    }
    if (!isHandedOver) {
      giveUp(recovery);
    }
  }

  private static boolean isNotMendedByWaiting(Throwable cause) {
    return cause instanceof DaybookException why
        && why.kind() != Kind.SESSION_LOCKED
        && why.kind() != Kind.IO_ERROR;
  }

  private static DaybookException whyNotOpened(
      Recovery recovery, Throwable cause, long nextDelayNanos) {
    try {
      return DaybookException.causedBy(
          cause,
          Kind.SESSION_FAILED,
          "session failed, and its file cannot be opened again yet; that is tried again",
          "session",
          recovery.session.id,
          "nextTryMillis",
          TimeUnit.NANOSECONDS.toMillis(nextDelayNanos),
          "cause",
          String.valueOf(cause));
    } catch (OutOfMemoryError noMemory) {
      return Failures.WITHOUT_MEMORY;
    }
  }

  // --- the lock is held

  private void waits(Recovery recovery, long nanos) {
    recovery.state = State.WAITING;
    recovery.delayNanos = nanos;
    recovery.dueNanos = System.nanoTime() + nanos;
    changed.signalAll();
  }

  private void removed(Recovery recovery) {
    failed.remove(recovery);
    recovery.state = State.OPEN;
    changed.signalAll();
  }
}
