package dev.daybook.internal.line;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of one file in their order, read by a crew ahead of the thread that takes them. No
 * more than a few are ahead, so that memory does not follow the file. Belongs to one thread.
 *
 * @param <T> what a piece is read as
 */
public final class PiecesAhead<T> {

  /** Pieces that wait to be taken, beside one for each thread. */
  private static final int SPARE_PIECES = 2;

  /** Reads a piece; on a thread of the crew. */
  public interface Reader<T> {

    /** Reads what begins in {@code [from, to)}. */
    T read(long from, long to) throws IOException;
  }

  private final PieceCrew crew;
  private final long size;
  private final int pieceBytes;
  private final Reader<T> reader;
  private final Deque<Future<T>> ahead = new ArrayDeque<>();
  private long submitted;

  /**
   * @param start the place to begin at
   * @param size the end of the file
   */
  public PiecesAhead(PieceCrew crew, long start, long size, int pieceBytes, Reader<T> reader) {
    this.crew = crew;
    this.size = size;
    this.pieceBytes = pieceBytes;
    this.reader = reader;
    this.submitted = start;
  }

  /**
   * Waits for the next piece, and returns it; null behind the last one.
   *
   * @throws ClosedByInterruptException if the thread is interrupted, which stays set; like a read
   *     of a file, this does not let an interrupt wait
   */
  public @Nullable T next() throws IOException {
    // not as a sum, which may be too large for an int
    while (submitted < size && ahead.size() - SPARE_PIECES < crew.size()) {
      long from = submitted;
      long to = Math.min(size, from + pieceBytes);
      submitted = to;
      ahead.add(crew.submit(() -> reader.read(from, to)));
    }
    Future<T> next = ahead.poll();
    return next == null ? null : whenRead(next);
  }

  private T whenRead(Future<T> next) throws IOException {
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return crew.result(next);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }
}
