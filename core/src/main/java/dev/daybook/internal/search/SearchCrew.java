package dev.daybook.internal.search;

import dev.daybook.internal.line.PieceCrew;
import dev.daybook.internal.line.ReadErrors;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** The threads of one search, as many as there are cores, that are gone when it ends. */
final class SearchCrew implements AutoCloseable {

  /** Pieces that wait, for each thread: a thread goes on while the caller takes results. */
  private static final int PIECES_PER_THREAD = 8;

  /** Java's own matcher of regular expressions calls itself for each char of some loops. */
  private static final long STACK_BYTES = 1 << 26;

  private final PieceCrew crew =
      new PieceCrew("daybook-search", PieceCrew.usualSize(), STACK_BYTES);

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
    return crew.size() * PIECES_PER_THREAD;
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
      return crew.result(future);
    } catch (IOException e) {
      throw new IllegalStateException("a piece keeps its failure", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ReadErrors.interrupted("search again");
    }
  }

  /** Ends the threads, and waits until they have. */
  @Override
  public void close() {
    crew.close();
  }
}
