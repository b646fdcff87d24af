package dev.daybook.internal.line;

import dev.daybook.internal.json.ProvedLines;
import dev.daybook.internal.json.ProvedLines.Range;
import java.io.IOException;
import java.util.List;

/**
 * A count of the line feeds that a file has lost: between two lines that stand directly behind each
 * other, or behind the last one. Only lines that their checksums prove count.
 */
public final class LostLineFeeds {

  /** A line that is longer is not held in memory only to be counted. */
  public static final int MAX_LINE_BYTES = 1 << 26;

  private LostLineFeeds() {}

  /**
   * Returns how many line feeds are lost. Reads the whole file.
   *
   * @param source the file, read by position
   * @param maxLineBytes the longest line to hold in memory; a longer one has lost none
   */
  public static long in(SessionSource source, int maxLineBytes) throws IOException {
    ForwardCursor lines = new ForwardCursor(source, 0, source.size(), maxLineBytes);
    long lost = 0;
    while (lines.next()) {
      if (!lines.isTooLong()) {
        lost += between(lines, lines.to(), false);
      }
    }
    long tail = lines.tornTailBytes();
    return tail > 0 && tail <= lines.buffer().length - lines.from()
        ? lost + between(lines, lines.from() + (int) tail, true)
        : lost;
  }

  /**
   * Returns true if the bytes behind the last line feed begin with a whole line that another one
   * follows: a writer that died leaves one line, whole or not.
   *
   * @param end behind the last line feed
   * @param size the offset to stop at
   */
  public static boolean areInTail(SessionSource source, long end, long size) throws IOException {
    ForwardCursor lines = ForwardCursor.forFewLines(source, end, size, MAX_LINE_BYTES);
    if (lines.next() || size - end > lines.buffer().length - lines.from()) {
      return false;
    }
    byte[] bytes = lines.buffer();
    int to = lines.from() + (int) (size - end);
    return ProvedLines.in(bytes, lines.from(), to).stream()
        .anyMatch(entry -> entry.to() < to && bytes[entry.to()] == '{');
  }

  private static long between(ForwardCursor lines, int to, boolean isTail) {
    if (ProvedLines.isOne(lines.buffer(), lines.from(), to)) {
      return isTail ? 1 : 0;
    }
    List<Range> entries = ProvedLines.in(lines.buffer(), lines.from(), to);
    long lost = 0;
    for (int i = 0; i < entries.size(); i++) {
      boolean isLast = i == entries.size() - 1;
      int next = isLast ? to : entries.get(i + 1).from();
      if (entries.get(i).to() == next && (isTail || !isLast)) {
        lost++;
      }
    }
    return lost;
  }
}
