package dev.daybook.journal;

import dev.daybook.event.DaybookException;
import dev.daybook.journal.Outage.State;
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

  /** A hand-over of an attempt to the journal thread, through the ring. */
  @FunctionalInterface
  interface Handover {
    /**
     * Puts the attempt into the ring. Returns false if the journal has ended, and throws if there
     * is no room; it is not in the ring then.
     */
    boolean offer(Reopening tried);
  }

  /** The longest step of the wait for the end of the attempts. */
  private static final long MAX_STEP_NANOS = 1_000_000_000;

  private final Supervision options;
  private final Handover handover;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // guarded by the lock
  private final Outages outages = new Outages();
  private boolean hasThread;
  private boolean ended;

  /** True if a thread could not be started; read by the journal thread now and then. */
  private volatile boolean lacksThread;

  Supervisor(Supervision options, Handover handover) {
    this.options = options;
    this.handover = handover;
  }

  // --- journal thread

  /** Adds a session that has failed and whose file is closed. */
  void add(Outage outage) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
      if (outage.hasForced) {
        outage.hasForced = false;
        outage.delayNanos = 0;
      }
      outage.appender.describeTo(outage);
      outages.add(outage);
      waits(outage, options.delayNanosAfter(outage.delayNanos));
    } finally {
      lock.unlock();
    }
    startThread();
  }

  /**
   * Notes that the session is closed: an attempt under way is the last one.
   *
   * @param outage null if the session is not supervised
   */
  void release(@Nullable Outage outage) {
    if (outage == null) {
      return;
    }
    lock.lock();
    try {
      outage.isReleased = true;
      if (outage.state == State.WAITING) {
        removed(outage);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Starts the thread if that failed before.
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
      ended = true;
      outages.removeWaiting();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // --- for a try, when it is settled; any thread

  void recovered(Outage outage) {
    lock.lock();
    try {
      removed(outage);
    } finally {
      lock.unlock();
    }
  }

  void failedAgain(Outage outage, long nextDelayNanos) {
    lock.lock();
    try {
      if (ended || outage.isReleased) {
        removed(outage);
      } else {
        waits(outage, nextDelayNanos);
      }
    } finally {
      lock.unlock();
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
  void awaitNone(Predicate<Outage> which, TimeLimit limit, String what) {
    boolean interrupted = false;
    lock.lock();
    try {
      while (outages.isAny(which)) {
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
      if (!hasThread && !outages.isEmpty() && !ended) {
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
      for (Outage due = awaitDue(); due != null; due = awaitDue()) {
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
  private @Nullable Outage awaitDue() {
    lock.lock();
    try {
      while (!ended && !outages.isEmpty()) {
        Outage earliest = outages.earliest();
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

  private void attempt(Outage outage) {
    long nextDelayNanos = options.delayNanosAfter(outage.delayNanos);
    Reopening tried;
    try {
      tried = new Reopening(outage, this, nextDelayNanos);
    } catch (OutOfMemoryError noMemory) {
      failedAgain(outage, nextDelayNanos);
      return;
    }
    tried.open(options.maxNanos());
    boolean handedOver = false;
    try {
      handedOver = handover.offer(tried);
    } catch (Throwable noRoom) {
      // tried again
    }
    if (!handedOver) {
      // made before, since memory may be what lacks; it is never read
      tried.fail(Failures.WITHOUT_MEMORY);
    }
  }

  // --- the lock is held

  private void waits(Outage outage, long nanos) {
    outage.state = State.WAITING;
    outage.delayNanos = nanos;
    outage.dueNanos = System.nanoTime() + nanos;
    changed.signalAll();
  }

  private void removed(Outage outage) {
    outages.remove(outage);
    changed.signalAll();
  }
}
