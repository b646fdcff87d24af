package dev.daybook.internal.usage;

import dev.daybook.SessionId;
import dev.daybook.event.SessionEvent;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.line.ForwardCursor;
import dev.daybook.internal.line.PieceCrew;
import dev.daybook.internal.line.PiecesAhead;
import dev.daybook.internal.line.ReadErrors;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a session's file. A line that is no entry of the session is skipped and counted.
 * The lines of a long file are read ahead by a crew, piece by piece, and counted here. Belongs to
 * one thread.
 */
final class SessionScan implements LineScan.Taker {

  /** The length of a file below which handing over its pieces costs more than it gives. */
  private static final long LONG_BYTES = 32L * PieceCrew.PIECE_BYTES;

  private final String sessionId;
  private final SessionUsage usage;
  private final String family;
  private final @Nullable Repeats earlier;
  private final Marks.Row marks = new Marks.Row();
  private long skippedLines;
  private long repeatedEntries;
  private long bytes;

  /**
   * @param earlier the entries of other sessions that do not count again here; null if there are
   *     none, and only the responses get marks
   */
  SessionScan(SessionId session, SessionUsage usage, @Nullable Repeats earlier) {
    this.sessionId = session.value();
    this.family = Overlaps.family(sessionId);
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
        bytes = scan(new ForwardCursor(source, 0, size, maxLineBytes), size, this);
      } else {
        readAhead(source, size, maxLineBytes, crew);
      }
    } catch (IOException e) {
      throw ReadErrors.ofFile(e, "cannot read", sessionId, file);
    }
  }

  private void readAhead(SessionSource source, long size, int maxLineBytes, PieceCrew crew)
      throws IOException {
    PiecesAhead<ScannedPiece> pieces = new PiecesAhead<>(
        crew,
        0,
        size,
        PieceCrew.PIECE_BYTES,
        (from, to) -> piece(ForwardCursor.atLine(source, 0, from, to, size, maxLineBytes), to));
    for (ScannedPiece piece = pieces.next(); piece != null; piece = pieces.next()) {
      piece.giveTo(this);
      bytes += piece.bytes();
    }
  }

  /** Reads the lines that begin before {@code to}; on a thread of the crew. */
  private ScannedPiece piece(@Nullable ForwardCursor lines, long to) throws IOException {
    ScannedPiece piece = new ScannedPiece();
    if (lines != null) {
      piece.addBytes(scan(lines, to, piece));
    }
    return piece;
  }

  /** Gives the lines that begin before {@code to} to a taker; returns their length. */
  private long scan(ForwardCursor lines, long to, LineScan.Taker taker) throws IOException {
    LineScan scan = new LineScan(sessionId, earlier != null);
    long length = 0;
    lines.leap();
    while (lines.nextOffset() < to && lines.next()) {
      scan.read(lines, taker);
      length += lines.length();
    }
    return length;
  }

  @Override
  public void entry(long seq, Instant ts, @Nullable SessionEvent event, long mark) {
    boolean isRepeated = isRepeated(seq, ts, mark);
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
  private boolean isRepeated(long seq, Instant ts, long mark) {
    boolean isWanted = earlier != null || usage.isImported();
    if (mark == 0 || !isWanted || usage.isCopy(seq)) {
      return false;
    }
    if (earlier == null) {
      marks.add(EntryMark.anywhere(mark, ts));
    } else if (earlier.has(family, mark, ts)) {
      repeatedEntries += usage.isAskedFor(ts) ? 1 : 0;
      return true;
    } else {
      earlier.mark(family, mark, ts, marks);
    }
    return false;
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
