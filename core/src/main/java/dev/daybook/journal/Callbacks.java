package dev.daybook.journal;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Runs what users hung on acknowledgements and failures, in order, on a thread that is not the
 * journal's. The journal thread collects the calls of a batch and hands them over as one task.
 */
final class Callbacks {

  private final Executor executor;
  private final @Nullable ExecutorService own;
  private volatile @Nullable Thread journalThread;
  private List<Runnable> collected = new ArrayList<>();

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
   * Runs a call: from the journal thread at the next hand-over; on any other thread at once, since
   * that is the thread of a caller whose event is refused, and nobody can have hung anything on it
   * yet.
   */
  void run(Runnable call) {
    if (Thread.currentThread() == journalThread) {
      collected.add(call);
    } else {
      runSafely(call);
    }
  }

  /** Hands the collected calls over. Journal thread only. */
  void handOver() {
    if (!collected.isEmpty()) {
      List<Runnable> calls = collected;
      collected = new ArrayList<>();
      execute(() -> calls.forEach(Callbacks::runSafely));
    }
  }

  /** Lets an own thread end when it has run everything. */
  void close() {
    if (own != null) {
      own.shutdown();
    }
  }

  private void execute(Runnable task) {
    try {
      executor.execute(() -> runElsewhere(task));
    } catch (RuntimeException refused) {
      // whoever waits must be told all the same
      newThread(task).start();
    }
  }

  /**
   * A user's executor may run its tasks where they come from; the journal thread is not for that.
   */
  private void runElsewhere(Runnable task) {
    if (Thread.currentThread() == journalThread) {
      newThread(task).start();
    } else {
      task.run();
    }
  }

  private static void runSafely(Runnable call) {
    try {
      call.run();
    } catch (Throwable failure) {
      System.getLogger(Journal.class.getName())
          .log(Level.WARNING, "a callback failed; the journal goes on", failure);
    }
  }

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "daybook-callbacks");
    thread.setDaemon(true);
    return thread;
  }
}
