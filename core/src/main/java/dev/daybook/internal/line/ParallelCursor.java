package dev.daybook.internal.line;

import static java.util.Objects.requireNonNull;

import dev.daybook.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.read.ReadOptions;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
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
import org.jspecify.annotations.Nullable;

/**
 * A cursor that moves forward over lines which threads of its own decode ahead, piece by piece. No
 * more than a few pieces are ahead of the line at hand, so that memory does not follow the file.
 */
public final class ParallelCursor extends LineCursor implements AutoCloseable {

  /** The length of a piece, at which handing it over costs nothing beside reading it. */
  public static final int PIECE_BYTES = 1 << 19;

  /** The number of pieces below which starting threads costs more than they give. */
  public static final int MIN_PIECES = 8;

  /** Pieces that wait to be taken, beside one for each thread. */
  private static final int SPARE_PIECES = 2;

  /** The wait before a check that the threads still live. */
  private static final long LIVENESS_CHECK_MILLIS = 1_000;

  final WantedTypes wanted;
  final EntryDecoder decoder;
  final boolean showsLines;

  private final SessionSource source;
  private final long start;
  private final long size;
  private final int pieceBytes;
  private final int decoders;
  private final ExecutorService crew;

  /** The threads; the pool adds one too where it takes the place of one that died. */
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  private final Deque<Future<Piece>> ahead = new ArrayDeque<>();
  private long submitted;
  private Piece piece = new Piece();
  private long pieceEnd;
  private int taken;

  /** The line at hand; null if this thread reads it, because its piece has too many faults. */
  private Piece.@Nullable Line line;

  private @Nullable ForwardCursor rest;

  /**
   * @param start the place to begin at: the beginning of a line
   * @param size the end of the file
   * @param decoder decodes each line, on the threads
   * @param showsLines true if the lines themselves are wanted, beside their entries
   */
  public ParallelCursor(
      SessionSource source,
      long start,
      long size,
      int pieceBytes,
      ReadOptions options,
      WantedTypes wanted,
      EntryDecoder decoder,
      boolean showsLines) {
    super(options.maxLineBytes(), new byte[0], start);
    this.source = source;
    this.start = start;
    this.size = size;
    this.pieceBytes = pieceBytes;
    this.decoders = options.decoders();
    this.wanted = wanted;
    this.decoder = decoder;
    this.showsLines = showsLines;
    this.submitted = start;
    this.piece.end = start;
    this.pieceEnd = start;
    this.crew = Executors.newFixedThreadPool(decoders, this::thread);
  }

  /**
   * Moves to the next line.
   *
   * @throws ClosedByInterruptException if the thread is interrupted, which stays set; like a read
   *     of a file, this does not let an interrupt wait
   */
  @Override
  public boolean next() throws IOException {
    offset += length;
    length = 0;
    while (taken == piece.lines.size()) {
      if (nextOfRest()) {
        return true;
      }
      if (piece.tornTailBytes >= 0 || !nextPiece()) {
        return false;
      }
    }
    Piece.Line next = piece.lines.get(taken++);
    line = next;
    buffer = piece.shown;
    from = next.from();
    to = next.to();
    length = next.length();
    return true;
  }

  /** Moves to the next line that the piece's thread left unread, if there is one. */
  private boolean nextOfRest() throws IOException {
    throwFailure(piece.failure);
    if (piece.tornTailBytes >= 0 || piece.end >= pieceEnd) {
      return false;
    }
    if (rest == null) {
      rest = ForwardCursor.forPiece(source, piece.end, size, maxLineBytes);
    }
    if (!rest.next()) {
      piece.tornTailBytes = rest.tornTailBytes();
      return false;
    }
    piece.end = rest.nextOffset();
    line = null;
    buffer = rest.buffer;
    from = rest.from;
    to = rest.to;
    length = rest.length;
    return true;
  }

  private static void throwFailure(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException unreadable) {
      throw unreadable;
    } else if (failure instanceof RuntimeException exception) {
      throw exception;
    } else if (failure != null) {
      throw (Error) failure;
    }
  }

  private boolean nextPiece() throws IOException {
    // not as a sum, which may be too large for an int
    while (submitted < size && ahead.size() - SPARE_PIECES < decoders) {
      long pieceStart = submitted;
      submitted = Math.min(size, pieceStart + pieceBytes);
      long to = submitted;
      ahead.add(crew.submit(() -> Piece.read(this, pieceStart, to)));
    }
    Future<Piece> next = ahead.poll();
    if (next == null) {
      return false;
    }
    pieceEnd = Math.min(size, pieceEnd + pieceBytes);
    rest = null;
    taken = 0;
    piece = whenRead(next);
    return true;
  }

  private Piece whenRead(Future<Piece> next) throws IOException {
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      while (true) {
        try {
          return next.get(LIVENESS_CHECK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (threads.stream().noneMatch(Thread::isAlive) && !next.isDone()) {
            throw new OutOfMemoryError("the decoders ended without an answer");
          }
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a piece keeps its failure", e);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }

  /**
   * Returns a cursor before the first line that begins in {@code [from, to)}; null if none does.
   * Any thread.
   */
  @Nullable
  ForwardCursor cursorAtLine(long from, long to) throws IOException {
    if (from == start) {
      return ForwardCursor.forPiece(source, from, size, maxLineBytes);
    }
    // from the byte before, which may be the line feed that the first line follows
    ForwardCursor cursor = ForwardCursor.forPiece(source, from - 1, to - 1, maxLineBytes);
    if (!cursor.next()) {
      return null;
    }
    cursor.extendTo(size);
    return cursor;
  }

  @Override
  public long filteredSeq(WantedTypes types) {
    return line == null ? super.filteredSeq(types) : line.filteredSeq();
  }

  /** Returns the entry that one of the threads has decoded, or throws why it could not. */
  @Override
  public Entry decode(EntryDecoder same) {
    if (line == null) {
      return super.decode(same);
    }
    DaybookException fault = line.fault();
    if (fault != null) {
      throw fault;
    }
    return requireNonNull(line.entry());
  }

  @Override
  public @Nullable Entry entryDespite(DaybookException fault, EntryDecoder same) {
    return line == null ? super.entryDespite(fault, same) : line.entry();
  }

  /** Returns how many bytes follow the last line feed, once {@link #next} was false. */
  public long tornTailBytes() {
    return Math.max(0, piece.tornTailBytes);
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "daybook-decoder-" + threads.size());
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  /**
   * Ends the threads, also one in the middle of a line without an end, and waits until they have.
   */
  @Override
  public void close() {
    crew.shutdownNow();
    ThreadEnds.await(threads);
  }
}
