package dev.daybook.internal.search;

import dev.daybook.internal.line.ReadErrors;
import dev.daybook.internal.line.ThreadEnds;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The threads of one search, as many as there are cores, that are gone when it ends. They are not
 * the caller's, so that an interrupt of the caller closes no file under them, and a virtual thread
 * may call.
 */
final class SearchCrew implements AutoCloseable {

  /** The length of a piece, at which handing it over costs nothing beside searching it. */
  static final int PIECE_BYTES = 1 << 19;

  private static final int MAX_THREADS = 8;

  /** Pieces that wait, for each thread: a thread goes on while the caller takes results. */
  private static final int PIECES_PER_THREAD = 8;

  /** Java's own matcher of regular expressions calls itself for each char of some loops. */
  private static final long STACK_BYTES = 1 << 26;

  /** The wait before a check that the threads still live. */
  private static final long LIVENESS_CHECK_MILLIS = 1_000;

  private final int size =
      Math.max(1, Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()));

  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final ExecutorService crew = Executors.newFixedThreadPool(size, this::thread);
  private final Queue<PieceSearch> idle = new ConcurrentLinkedQueue<>();
  private final Supplier<PieceSearch> searches;

  /** @param searches makes a search, for one thread at a time */
  SearchCrew(Supplier<PieceSearch> searches) {
    this.searches = searches;
  }

  /** A piece that was submitted. */
  interface Work {

    /**
     * Waits for the result.
     *
     * @throws dev.daybook.DaybookException {@code INTERRUPTED} with the thread's interrupt flag set
     */
    PieceResult result();
  }

  /** Returns the most pieces to submit before the result of the first is taken. */
  int mostAhead() {
    return size * PIECES_PER_THREAD;
  }

  Work submit(OpenFile file, long from, long to, long most) {
    Future<PieceResult> future = crew.submit(() -> searched(file, from, to, most));
    return () -> whenDone(future);
  }

  private PieceResult searched(OpenFile file, long from, long to, long most) {
    PieceResult result = new PieceResult();
    try {
      PieceSearch search = idle.poll();
      if (search == null) {
        search = searches.get();
      }
      result = search.search(file, from, to, most);
      idle.add(search);
    } catch (Throwable e) {
      result.failure = e;
    }
    return result;
  }

  private PieceResult whenDone(Future<PieceResult> future) {
    try {
      while (true) {
        try {
          return future.get(LIVENESS_CHECK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (threads.stream().noneMatch(Thread::isAlive) && !future.isDone()) {
            throw new OutOfMemoryError("the threads of the search ended without an answer");
          }
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a piece keeps its failure", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ReadErrors.interrupted("search again");
    }
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(null, work, "daybook-search-" + threads.size(), STACK_BYTES);
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  /** Ends the threads, and waits until they have. */
  @Override
  public void close() {
    crew.shutdownNow();
    ThreadEnds.await(threads);
  }
}
