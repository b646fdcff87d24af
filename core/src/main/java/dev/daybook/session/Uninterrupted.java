package dev.daybook.session;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work on files that an interrupt of the caller must not disturb: it would close the channel in the
 * middle. It is done on a thread that nobody else knows.
 */
public final class Uninterrupted {

  private Uninterrupted() {}

  /** The work's result, or what it threw. An interrupt does not end the wait, and stays set. */
  public static <T> T call(Callable<T> work) throws IOException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "daybook-files");
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause();
      if (cause instanceof IOException refused) {
        throw refused;
      } else if (cause instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) cause;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
