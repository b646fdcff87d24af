package dev.daybook.internal.line;

import static java.util.Objects.requireNonNull;

import dev.daybook.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.read.ReadOptions;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;

/**
 * A cursor that moves forward over lines which threads of its own decode ahead, piece by piece. No
 * more than a few pieces are ahead of the line at hand, so that memory does not follow the file.
 */
public final class ParallelCursor extends LineCursor implements AutoCloseable {

  /** The number of pieces below which starting threads costs more than they give. */
  public static final int MIN_PIECES = 8;

  final WantedTypes wanted;
  final EntryDecoder decoder;
  final boolean showsLines;

  private final SessionSource source;
  private final long start;
  private final long size;
  private final int pieceBytes;
  private final PieceCrew crew;
  private final PiecesAhead<Piece> ahead;
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
    this.wanted = wanted;
    this.decoder = decoder;
    this.showsLines = showsLines;
    this.piece.end = start;
    this.pieceEnd = start;
    this.crew = new PieceCrew("daybook-decoder", options.decoders(), 0);
    this.ahead = new PiecesAhead<>(
        crew, start, size, pieceBytes, (begin, end) -> Piece.read(this, begin, end));
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
    Piece next = ahead.next();
    if (next == null) {
      return false;
    }
    pieceEnd = Math.min(size, pieceEnd + pieceBytes);
    rest = null;
    taken = 0;
    piece = next;
    return true;
  }

  /**
   * Returns a cursor before the first line that begins in {@code [from, to)}; null if none does.
   * Any thread.
   */
  @Nullable
  ForwardCursor cursorAtLine(long from, long to) throws IOException {
    return ForwardCursor.atLine(source, start, from, to, size, maxLineBytes);
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

  /**
   * Ends the threads, also one in the middle of a line without an end, and waits until they have.
   */
  @Override
  public void close() {
    crew.close();
  }
}
