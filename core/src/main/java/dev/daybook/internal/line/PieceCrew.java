package dev.daybook.internal.line;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Threads that work on pieces of files, ahead of the thread that takes the results. They are not
 * the caller's, so that an interrupt of the caller closes no file under them, and a virtual thread
 * may call. A thread begins when there is a piece for it.
 */
public final class PieceCrew implements AutoCloseable {

  /** The length of a piece, at which handing it over costs nothing beside reading it. */
  public static final int PIECE_BYTES = 1 << 19;

  private static final int MAX_THREADS = 8;

  /** The wait before a check that the threads still live. */
  private static final long LIVENESS_CHECK_MILLIS = 1_000;

  private final String name;
  private final int size;
  private final long stackBytes;
  private final ExecutorService executor;

  /** The threads; the pool adds one too where it takes the place of one that died. */
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  /**
   * @param name the beginning of the threads' names
   * @param size the most threads
   * @param stackBytes the size of their stacks; 0 for the usual one
   */
  public PieceCrew(String name, int size, long stackBytes) {
    this.name = name;
    this.size = size;
    this.stackBytes = stackBytes;
    this.executor = Executors.newFixedThreadPool(size, this::thread);
  }

  /** Returns as many threads as there are cores, within reason. */
  public static int usualSize() {
    return Math.max(1, Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()));
  }

  /** Returns the most threads. */
  public int size() {
    return size;
  }

  /** Has one of the threads do the work, behind what was submitted before. */
  public <T> Future<T> submit(Callable<T> work) {
    return executor.submit(work);
  }

  /**
   * Waits until the work is done; returns its result, or throws what it threw.
   *
   * @throws OutOfMemoryError also if the threads ended without an answer
   */
  public <T> T result(Future<T> work) throws IOException, InterruptedException {
    while (true) {
      try {
        return work.get(LIVENESS_CHECK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (threads.stream().noneMatch(Thread::isAlive) && !work.isDone()) {
          throw new OutOfMemoryError("the threads named " + name + " ended without an answer");
        }
      } catch (ExecutionException failed) {
        throw unwrapped(failed.getCause());
      }
    }
  }

  private static IOException unwrapped(@Nullable Throwable cause) {
    if (cause instanceof RuntimeException exception) {
      throw exception;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException unreadable ? unreadable : new IOException(cause);
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(null, work, name + "-" + threads.size(), stackBytes);
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  /** Ends the threads, also in the middle of a piece, and waits until they have. */
  @Override
  public void close() {
    executor.shutdownNow();
    ThreadEnds.await(threads);
  }
}
