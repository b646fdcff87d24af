package dev.daybook.internal.line;

import dev.daybook.DaybookException;
import dev.daybook.event.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines that begin in one piece of a file, decoded; the last of them may reach over its end.
 * One thread reads it, and another one takes the lines afterwards.
 */
final class Piece {

  /**
   * A fault is many times as large as a line that is one byte long, so that a piece of such lines
   * is not kept as a whole.
   */
  private static final int MAX_FAULTS = 100;

  final List<Line> lines = new ArrayList<>();

  /** The lines' bytes, if they are wanted. */
  byte[] shown = {};

  /** The beginning of the lines that were not read because there were too many faults before. */
  long end;

  /** The number of bytes behind the last line feed of the file; -1 if that is not in this piece. */
  long tornTailBytes = -1;

  /** The failure of the reading, behind the lines. */
  @Nullable
  Throwable failure;

  private int shownBytes;
  private int faults;

  /**
   * A line as it was decoded.
   *
   * @param filteredSeq as {@link LineCursor#filteredSeq} gives it
   * @param entry null if the line was filtered or is bad; if there is a fault too, the entry that
   *     may be kept despite it
   * @param fault the reason that it could not be decoded
   * @param from the line's place among the bytes that are shown
   */
  record Line(
      long length,
      long filteredSeq,
      @Nullable Entry entry,
      @Nullable DaybookException fault,
      int from,
      int to) {}

  /**
   * Reads the lines that begin in {@code [from, to)}. A failure is kept, to be thrown later, behind
   * the lines that came before it.
   */
  static Piece read(ParallelCursor whole, long from, long to) {
    Piece piece = new Piece();
    piece.end = to;
    try {
      ForwardCursor cursor = whole.cursorAtLine(from, to);
      if (cursor != null) {
        piece.readLines(cursor, to, whole);
      }
    } catch (Throwable e) {
      piece.failure = e;
    }
    return piece;
  }

  private void readLines(ForwardCursor cursor, long to, ParallelCursor whole) throws IOException {
    while (cursor.nextOffset() < to && faults < MAX_FAULTS) {
      if (!cursor.next()) {
        tornTailBytes = cursor.tornTailBytes();
        return;
      }
      add(cursor, whole);
    }
    end = cursor.nextOffset();
  }

  private void add(ForwardCursor line, ParallelCursor whole) {
    long filteredSeq = line.filteredSeq(whole.wanted);
    Entry entry = null;
    DaybookException fault = null;
    if (filteredSeq == WantedTypes.DECODE) {
      try {
        entry = line.decode(whole.decoder);
      } catch (DaybookException refused) {
        faults++;
        fault = refused;
        entry = line.entryDespite(refused, whole.decoder);
      }
    }
    int start = shownBytes;
    // the first one may have to show that the file may begin with it
    if (entry != null && (whole.showsLines || lines.isEmpty())) {
      keep(line.buffer(), line.from(), line.to() + 1 - line.from());
    }
    lines.add(
        new Line(line.length(), filteredSeq, entry, fault, start, Math.max(start, shownBytes - 1)));
  }

  private void keep(byte[] buffer, int from, int length) {
    if (shown.length - shownBytes < length) {
      shown = Arrays.copyOf(shown, Math.max(shownBytes + length, 2 * shown.length));
    }
    System.arraycopy(buffer, from, shown, shownBytes, length);
    shownBytes += length;
  }
}
