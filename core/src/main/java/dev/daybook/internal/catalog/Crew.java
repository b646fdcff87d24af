package dev.daybook.internal.catalog;

import dev.daybook.DaybookException;
import dev.daybook.internal.line.ReadErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Threads for one piece of work, as many as there are cores, that are gone when it is done. They
 * are not the caller's, so that an interrupt of the caller closes no file under them, and a virtual
 * thread may call.
 */
public final class Crew {

  private static final int MAX_THREADS = 8;
  private static final int MIN_PER_THREAD = 16;

  private Crew() {}

  /**
   * Gives each element to one of several workers, and returns their results, in the order of the
   * elements, when all are done.
   *
   * @param worker makes a worker, which one thread alone uses
   * @throws DaybookException {@code INTERRUPTED} with the thread's interrupt flag set; no worker is
   *     at work then
   */
  static <T, R> List<R> map(List<T> elements, Supplier<Function<T, R>> worker) {
    return map(elements, MIN_PER_THREAD, worker);
  }

  /**
   * Does the same on as many threads as are worth while for elements that are more work.
   *
   * @param minPerThread the number of elements below which a thread costs more than it gives
   */
  public static <T, R> List<R> map(
      List<T> elements, int minPerThread, Supplier<Function<T, R>> worker) {
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted();
    }
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    AtomicBoolean stopped = new AtomicBoolean();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    AtomicReferenceArray<R> results = new AtomicReferenceArray<>(elements.size());
    Runnable work = () -> {
      try {
        Function<T, R> own = worker.get();
        for (int i = next.getAndIncrement();
            i < elements.size() && !stopped.get();
            i = next.getAndIncrement()) {
          results.setPlain(i, own.apply(elements.get(i)));
          done.getAndIncrement();
        }
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
        stopped.set(true);
      }
    };
    List<Thread> threads = started(work, count(elements.size(), minPerThread));
    boolean interrupted = false;
    for (Thread thread : threads) {
      interrupted |= join(thread, stopped);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
    rethrow(failure.get());
    if (done.get() < elements.size()) {
      // a thread without memory may end before it can report so
      throw new OutOfMemoryError("a thread of the catalog ended without an answer");
    }
    return IntStream.range(0, elements.size()).mapToObj(results::getPlain).toList();
  }

  private static DaybookException interrupted() {
    return ReadErrors.interrupted("call again");
  }

  /** Starts so many threads, or as many as there can be; throws if that is none. */
  private static List<Thread> started(Runnable work, int count) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(work, "daybook-catalog-" + i);
      thread.setDaemon(true);
      try {
        thread.start();
      } catch (OutOfMemoryError noThread) {
        if (threads.isEmpty()) {
          throw noThread;
        }
        break;
      }
      threads.add(thread);
    }
    return threads;
  }

  private static int count(int elements, int minPerThread) {
    int cores = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    return Math.min(cores, (elements + minPerThread - 1) / minPerThread);
  }

  /** Waits for the thread's end; an interrupt sets {@code stopped}, and makes this return true. */
  private static boolean join(Thread thread, AtomicBoolean stopped) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
        stopped.set(true);
      }
    }
  }

  private static void rethrow(@Nullable Throwable failure) {
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure != null) {
      throw (Error) failure;
    }
  }
}
