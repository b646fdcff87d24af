package dev.daybook.internal.usage;

import dev.daybook.SessionId;
import dev.daybook.event.SessionEvent;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.line.ForwardCursor;
import dev.daybook.internal.line.PieceCrew;
import dev.daybook.internal.line.ReadErrors;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a session's file. A line that is no entry of the session is skipped and counted.
 * The lines of a long file are read ahead by a crew, piece by piece, and counted here. Belongs to
 * one thread.
 */
final class SessionScan implements LineScan.Taker {

  /** The length of a piece, at which handing it over costs nothing beside reading it. */
  private static final int PIECE_BYTES = 1 << 19;

  /** Pieces that wait to be taken, beside one for each thread. */
  private static final int SPARE_PIECES = 2;

  /** The length of a file below which handing over its pieces costs more than it gives. */
  private static final long LONG_BYTES = 32L * PIECE_BYTES;

  private final String sessionId;
  private final SessionUsage usage;
  private final @Nullable Marks earlier;
  private final Marks.Row marks = new Marks.Row();
  private long skippedLines;
  private long repeatedEntries;
  private long bytes;

  /**
   * @param earlier the entries of other sessions that do not count again here; null if there are
   *     none, and only the responses get marks
   */
  SessionScan(SessionId session, SessionUsage usage, @Nullable Marks earlier) {
    this.sessionId = session.value();
    this.usage = usage;
    this.earlier = earlier;
  }

  /**
   * Reads the file to its length at the start.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND}; {@code IO_ERROR}; {@code UNSAFE_PATH}
   */
  void read(SessionFolder folder, SessionId session, int maxLineBytes, PieceCrew crew) {
    Path file = folder.file(session);
    try (SessionSource source = SessionSource.open(file)) {
      long size = source.size();
      if (size < LONG_BYTES) {
        LineScan scan = new LineScan(sessionId, earlier != null);
        ForwardCursor lines = new ForwardCursor(source, 0, size, maxLineBytes);
        lines.leap();
        while (lines.next()) {
          scan.read(lines, this);
          bytes += lines.length();
        }
      } else {
        readAhead(source, size, maxLineBytes, crew);
      }
    } catch (IOException e) {
      throw ReadErrors.ofFile(e, "cannot read", sessionId, file);
    }
  }

  private void readAhead(SessionSource source, long size, int maxLineBytes, PieceCrew crew)
      throws IOException {
    Deque<Future<ScannedPiece>> ahead = new ArrayDeque<>();
    long submitted = 0;
    while (submitted < size || !ahead.isEmpty()) {
      while (submitted < size && ahead.size() < crew.size() + SPARE_PIECES) {
        long from = submitted;
        long to = Math.min(size, from + PIECE_BYTES);
        submitted = to;
        ahead.addLast(crew.submit(() -> piece(source, from, to, size, maxLineBytes)));
      }
      ScannedPiece piece = whenRead(ahead.removeFirst(), crew);
      piece.giveTo(this);
      bytes += piece.bytes();
    }
  }

  private static ScannedPiece whenRead(Future<ScannedPiece> piece, PieceCrew crew)
      throws IOException {
    try {
      return crew.result(piece);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }

  /** Reads the lines that begin in {@code [from, to)}; on a thread of the crew. */
  private ScannedPiece piece(SessionSource source, long from, long to, long size, int maxLineBytes)
      throws IOException {
    ScannedPiece piece = new ScannedPiece();
    ForwardCursor lines = ForwardCursor.atLine(source, 0, from, to, size, maxLineBytes);
    if (lines != null) {
      LineScan scan = new LineScan(sessionId, earlier != null);
      lines.leap();
      while (lines.nextOffset() < to && lines.next()) {
        scan.read(lines, piece);
        piece.addBytes(lines.length());
      }
    }
    return piece;
  }

  @Override
  public void entry(long seq, Instant ts, @Nullable SessionEvent event, long mark) {
    boolean isRepeated = isRepeated(seq, mark);
    if (event == null) {
      usage.pass(seq, ts, isRepeated);
    } else {
      usage.see(seq, ts, event, isRepeated);
    }
  }

  @Override
  public void skipped() {
    skippedLines++;
  }

  /** Returns true if the entry stands in a session that counts it. Asked once an entry. */
  private boolean isRepeated(long seq, long mark) {
    boolean isWanted = earlier != null || usage.isImported();
    if (mark == 0 || !isWanted || usage.isCopy(seq)) {
      return false;
    }
    boolean isRepeated = earlier != null && earlier.contains(mark);
    if (isRepeated) {
      repeatedEntries++;
    } else {
      marks.add(mark);
    }
    return isRepeated;
  }

  /** Returns the number of lines that are no entry of the session. */
  long skippedLines() {
    return skippedLines;
  }

  /** Returns the hashes of the entries that count here and may stand in other sessions. */
  Marks.Row marks() {
    return marks;
  }

  /** Returns the number of entries that other sessions count. */
  long repeatedEntries() {
    return repeatedEntries;
  }

  /** Returns the number of bytes of the complete lines. */
  long bytes() {
    return bytes;
  }
}
