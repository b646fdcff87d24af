package dev.daybook.lab.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lines of bytes, cut in the plainest way there is. */
public final class NaiveLines {

  /** A complete line, without its line feed. */
  record Line(int offset, byte[] bytes) {

    int withLineFeed() {
      return bytes.length + 1;
    }
  }

  private NaiveLines() {}

  /** The complete ones. */
  static List<Line> of(byte[] bytes) {
    List<Line> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines.add(new Line(from, Arrays.copyOfRange(bytes, from, i)));
        from = i + 1;
      }
    }
    return lines;
  }

  /** All of them, what follows the last line feed too. */
  public static List<byte[]> ofAll(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>(of(bytes).stream().map(Line::bytes).toList());
    int torn = tornTail(bytes);
    if (torn > 0) {
      lines.add(Arrays.copyOfRange(bytes, bytes.length - torn, bytes.length));
    }
    return lines;
  }

  /** How many bytes follow the last line feed. */
  static int tornTail(byte[] bytes) {
    int from = bytes.length;
    while (from > 0 && bytes[from - 1] != '\n') {
      from--;
    }
    return bytes.length - from;
  }
}
