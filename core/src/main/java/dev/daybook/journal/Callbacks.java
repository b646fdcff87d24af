package dev.daybook.journal;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Runs what users hung on acknowledgements and failures: in order, one after another whatever the
 * executor, and never on the journal thread. The journal thread collects the calls of a batch and
 * hands them over together; if the executor takes nothing, they stay and are offered again.
 */
final class Callbacks {

  private final Executor executor;
  private final @Nullable ExecutorService own;
  private volatile @Nullable Thread journalThread;

  /** What the journal thread has collected; only that thread looks at it. */
  private final CallQueue collected = new CallQueue();

  /** What is handed over, and whether a task that takes from it is on its way; guarded by this. */
  private final CallQueue handedOver = new CallQueue();

  private boolean draining;

  Callbacks(@Nullable Executor given) {
    if (given != null) {
      own = null;
      executor = given;
    } else {
      own = Executors.newSingleThreadExecutor(Callbacks::newThread);
      executor = own;
    }
  }

  /** The calling thread is the journal thread from now on. */
  void belongToCaller() {
    journalThread = Thread.currentThread();
  }

  /**
   * Runs a call, once: from the journal thread at the next hand-over; on any other thread at once,
   * since that is the thread of a caller whose event is refused, and nobody can have hung anything
   * on it yet.
   */
  void run(Call call) {
    if (Thread.currentThread() == journalThread) {
      collected.add(call);
    } else {
      runSafely(call);
    }
  }

  /**
   * Hands the collected calls over; false if the executor did not take them. Journal thread only.
   */
  boolean handOver() {
    synchronized (this) {
      handedOver.addAll(collected);
      if (draining || handedOver.isEmpty()) {
        return true;
      }
      draining = true;
    }
    try {
      executor.execute(this::drainElsewhere);
      return true;
    } catch (Throwable refused) {
      return startedThread();
    }
  }

  /** Hands over for the last time and lets an own thread end when it has run everything. */
  void close() {
    if (!handOver()) {
      // nobody else is left to do it, and the journal has nothing left to do
      drain();
    }
    if (own != null) {
      own.shutdown();
    }
  }

  private boolean startedThread() {
    try {
      newThread(this::drain).start();
      return true;
    } catch (Throwable noThread) {
      synchronized (this) {
        draining = false;
      }
      return false;
    }
  }

  /**
   * A user's executor may run its tasks where they come from; the journal thread is not for that.
   */
  private void drainElsewhere() {
    if (Thread.currentThread() == journalThread) {
      startedThread();
    } else {
      drain();
    }
  }

  private void drain() {
    for (Call call = nextToRun(); call != null; call = nextToRun()) {
      runSafely(call);
    }
  }

  private synchronized @Nullable Call nextToRun() {
    Call call = handedOver.poll();
    draining = call != null;
    return call;
  }

  private static void runSafely(Call call) {
    try {
      call.run();
    } catch (Throwable failure) {
      logSafely(failure);
    }
  }

  /** The application's log is its own code too. */
  private static void logSafely(Throwable failure) {
    try {
      System.getLogger(Journal.class.getName())
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

  /** Calls in order, linked through themselves. */
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

    /** Takes everything out of the other queue. */
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
