package dev.daybook.replay;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A reading of a file piece by piece on threads of its own, which reports the lines in their order
 * on the caller's thread. No more than a few pieces are ahead of what was reported, so that memory
 * does not follow the file. Used once.
 */
final class ParallelReading {

  /** The length of a piece, at which handing it over costs nothing beside reading it. */
  static final int PIECE_BYTES = 1 << 19;

  /** The number of pieces below which starting threads costs more than they give. */
  static final int MIN_PIECES = 8;

  /** Pieces that wait to be reported, beside one for each thread. */
  private static final int SPARE_PIECES = 2;

  /** The wait before a check that the threads still live. */
  private static final long LIVENESS_CHECK_MILLIS = 1_000;

  private final SessionSource channel;
  private final long start;
  private final long size;
  private final int pieceBytes;
  private final LineReading reading;
  private final int decoders;
  private final boolean showsLines;

  /** The threads; the pool adds one too where it takes the place of one that died. */
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  private final Deque<Future<Piece>> ahead = new ArrayDeque<>();
  private long submitted;

  /**
   * @param channel read by position; it may be closed afterwards
   * @param start the offset to begin at: the beginning of a line
   * @param size the end of the file
   * @param showsLines true if the sink wants the lines themselves, beside their entries
   */
  ParallelReading(
      SessionSource channel,
      long start,
      long size,
      int pieceBytes,
      LineReading reading,
      int decoders,
      boolean showsLines) {
    this.channel = channel;
    this.start = start;
    this.size = size;
    this.pieceBytes = pieceBytes;
    this.reading = reading;
    this.decoders = decoders;
    this.showsLines = showsLines;
    this.submitted = start;
  }

  /**
   * Reports every line to the sink. All threads have ended when this returns or throws.
   *
   * @return how many bytes follow the last line feed
   * @throws InterruptedException if the calling thread was interrupted
   */
  long report(LineSink sink) throws IOException, InterruptedException {
    ExecutorService crew = Executors.newFixedThreadPool(decoders, this::thread);
    try {
      while (true) {
        submit(crew);
        Future<Piece> next = ahead.poll();
        if (next == null) {
          return 0;
        }
        Piece piece = whenRead(next);
        piece.report(sink);
        if (piece.endsFile()) {
          return piece.tornTailBytes();
        }
      }
    } finally {
      // interrupts a thread that is in the middle of a line without an end
      crew.shutdownNow();
      join();
    }
  }

  private void submit(ExecutorService crew) {
    // not as a sum, which may be too large for an int
    while (submitted < size && ahead.size() - SPARE_PIECES < decoders) {
      long to = Math.min(size, submitted + pieceBytes);
      Piece.Place place = new Piece.Place(channel, start, submitted, to, size);
      ahead.add(crew.submit(() -> Piece.read(place, reading, showsLines)));
      submitted = to;
    }
  }

  /** Waits for a piece; like a read of the file, it does not let an interrupt wait. */
  private Piece whenRead(Future<Piece> piece) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    while (true) {
      try {
        return piece.get(LIVENESS_CHECK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (threads.stream().noneMatch(Thread::isAlive) && !piece.isDone()) {
          throw new OutOfMemoryError("the decoders ended without an answer");
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("a piece keeps its failure", e);
      }
    }
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "daybook-decoder-" + threads.size());
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  private void join() {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
