package dev.daybook.internal.json;

import java.util.ArrayList;
import java.util.List;

/**
 * A search for lines that their checksum proves, in bytes that have lost the line feeds between
 * them, or have other bytes beside a line.
 */
public final class ProvedLines {

  /** The most false beginnings of lines before the search gives up. */
  private static final int MAX_FAILURES = 64;

  private ProvedLines() {}

  /**
   * The range of a line.
   *
   * @param from its first byte
   * @param to the offset behind its last byte
   */
  public record Range(int from, int to) {}

  /**
   * Returns true if all the bytes are one line, its line feed excluded, that its checksum proves.
   */
  public static boolean isOne(byte[] bytes, int from, int to) {
    return LineCrc.proves(bytes, from, to);
  }

  /** Returns true if the bytes are lines, each with its line feed, that their checksums prove. */
  public static boolean areAll(byte[] bytes) {
    int from = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        if (!LineCrc.proves(bytes, from, at)) {
          return false;
        }
        from = at + 1;
      }
    }
    return from == bytes.length;
  }

  /**
   * Returns the proved lines in {@code [from, to)}, in their order.
   *
   * <p>An event may quote a whole line in its data, and if the line around that is damaged, the
   * quoted one must not be taken for an entry. So a line counts only if it begins or ends where the
   * bytes do, or where another proved line ends or begins: what is quoted has something on both
   * sides. After some dozens of beginnings that are none, the rest of the bytes is not looked at:
   * the time that bytes take has a bound, whatever their origin.
   */
  public static List<Range> in(byte[] bytes, int from, int to) {
    List<Range> found = new ArrayList<>();
    int at = from;
    int failures = 0;
    while (failures < MAX_FAILURES) {
      int start = indexOfOpening(bytes, at, to);
      if (start < 0) {
        break;
      }
      int end = LineCrc.endOfFirst(bytes, start, to);
      if (end < 0) {
        failures++;
        at = start + 1;
      } else {
        found.add(new Range(start, end));
        at = end;
      }
    }
    List<Range> proved = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Range range = found.get(i);
      int before = i == 0 ? from : found.get(i - 1).to;
      int after = i == found.size() - 1 ? to : found.get(i + 1).from;
      if (range.from == from || range.to == to || range.from == before || range.to == after) {
        proved.add(range);
      }
    }
    return proved;
  }

  private static int indexOfOpening(byte[] bytes, int from, int to) {
    byte[] opening = LineHeader.OPENING;
    for (int i = from; i <= to - opening.length; i++) {
      int matching = 0;
      while (matching < opening.length && bytes[i + matching] == opening[matching]) {
        matching++;
      }
      if (matching == opening.length) {
        return i;
      }
    }
    return -1;
  }
}
