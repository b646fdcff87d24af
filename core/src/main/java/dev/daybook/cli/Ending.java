package dev.daybook.cli;

import dev.daybook.DaybookException;
import dev.daybook.JournalListener;
import dev.daybook.LogRecovery;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The end of a recording, with its reason: the end of the input, or the first failure, wherever it
 * comes from. Any thread.
 */
final class Ending implements JournalListener {

  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Ends the recording, since there is no more input. */
  void complete() {
    ended.countDown();
  }

  /** Ends the recording with a failure; only the first counts. */
  void fail(Throwable why) {
    failure.compareAndSet(null, why);
    ended.countDown();
  }

  @Override
  public void sessionFailed(String sessionId, DaybookException why) {
    fail(why);
  }

  @Override
  public void tornTailMoved(String sessionId, long bytes, Path to) {
    ErrorReport.printReport("torn_tail_moved", "session", sessionId, "bytes", bytes, "file", to);
  }

  @Override
  public void logRecovered(LogRecovery what) {
    ErrorReport.printRecovery(what);
  }

  /** Waits for the end, which a thread brings about unless it dies first, for lack of memory. */
  void awaitWhileAlive(Thread thread) throws InterruptedException {
    while (!ended.await(1, TimeUnit.SECONDS)) {
      // asked in this order: the thread may bring the end about and die in this very moment
      if (!thread.isAlive() && ended.getCount() > 0) {
        fail(new OutOfMemoryError("the thread that reads the input ended without an answer"));
      }
    }
  }

  boolean hasFailed() {
    return failure.get() != null;
  }

  /** Throws the failure, if there is one. */
  void throwFailure() throws Exception {
    Throwable why = failure.get();
    if (why instanceof Exception exception) {
      throw exception;
    }
    if (why != null) {
      throw (Error) why;
    }
  }
}
