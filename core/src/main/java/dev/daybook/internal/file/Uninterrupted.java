package dev.daybook.internal.file;

import static java.util.Objects.requireNonNull;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A runner of work on files that an interrupt of the caller must not disturb: it would close the
 * channel in the middle. The work runs on a thread that no other code knows.
 */
public final class Uninterrupted {

  /** The time between two checks that the thread still lives. */
  private static final long LIVENESS_CHECK_MILLIS = 1_000;

  /** A thread of this class's own, on which no interrupt disturbs further work. */
  private static final class Undisturbed extends Thread {
    Undisturbed(Runnable task) {
      super(task, "daybook-files");
    }
  }

  private Uninterrupted() {}

  /**
   * Returns the work's result, or throws what it threw, with the frames of the caller behind those
   * of the work. An interrupt does not end the wait, and stays set. Work within such work runs
   * where it is.
   *
   * @throws DaybookException {@code IO_ERROR} if the thread ended without an answer, as one does
   *     for which no memory is left
   */
  public static <T> T call(Callable<T> work) throws IOException {
    return Thread.currentThread() instanceof Undisturbed
        ? ranHere(work)
        : call(work, Undisturbed::new);
  }

  private static <T> T ranHere(Callable<T> work) throws IOException {
    try {
      return work.call();
    } catch (IOException | RuntimeException refused) {
      throw refused;
    } catch (Exception checked) {
      throw new AssertionError("work on files throws nothing else", checked);
    }
  }

  /** Work with files that takes a moment, and may be repeated. */
  @FunctionalInterface
  interface ShortWork<T> {
    T done() throws IOException;
  }

  /** Runs short work on the calling thread, and repeats it if an interrupt disturbs it. */
  static <T> T here(ShortWork<T> work) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return work.done();
        } catch (ClosedByInterruptException disturbed) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  static <T> T call(Callable<T> work, ThreadFactory threads) throws IOException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = threads.newThread(task);
    thread.setDaemon(true);
    thread.start();
    try {
      return resultOf(task, thread);
    } catch (ExecutionException failure) {
      Throwable cause = requireNonNull(failure.getCause());
      addFramesOfCaller(cause);
      if (cause instanceof IOException refused) {
        throw refused;
      } else if (cause instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) cause;
    }
  }

  private static <T> T resultOf(FutureTask<T> task, Thread thread) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get(LIVENESS_CHECK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException e) {
          if (!thread.isAlive() && !task.isDone()) {
            throw DaybookException.of(
                Kind.IO_ERROR,
                "the thread that works on files ended without an answer, most likely for lack of"
                    + " memory: give the JVM more of it, and open the session again",
                "thread",
                thread.getName());
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void addFramesOfCaller(Throwable thrown) {
    try {
      StackTraceElement[] ofWork = thrown.getStackTrace();
      StackTraceElement[] ofCaller = new Throwable().getStackTrace();
      if (ofCaller.length == 0) {
        // a stack that was taken without memory has no frames
        return;
      }
      StackTraceElement[] all = Arrays.copyOf(ofWork, ofWork.length + ofCaller.length - 1);
      // without this method's own
      System.arraycopy(ofCaller, 1, all, ofWork.length, ofCaller.length - 1);
      thrown.setStackTrace(all);
    } catch (OutOfMemoryError noMemory) {
      // what was thrown says enough
    }
  }
}
