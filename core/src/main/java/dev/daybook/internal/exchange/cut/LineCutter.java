package dev.daybook.internal.exchange.cut;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.internal.json.JsonValue;
import dev.daybook.internal.line.LineFeeds;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A cutter of a file whose items are lines. Only a line feed ends a line; a byte order mark and
 * carriage returns are white space. What files in the wild have beside that:
 *
 * <ul>
 *   <li>several values on one line: each is an item, and the line counts as damaged, since a line
 *       of the format is one value
 *   <li>a value cut off by the next on its line: the cut one is damage, the whole one an item
 *   <li>a value printed over several lines, from a line of an opening bracket alone to one of the
 *       closing bracket alone, which is not indented: one item
 *   <li>a last line without a line feed: an item if it is whole, else damage
 * </ul>
 */
public final class LineCutter implements ItemCutter {

  private static final int BOM_BYTES = 3;

  /** The places of a damaged line where a whole value is looked for. */
  private static final int MAX_TRIES = 64;

  /** The names of first fields to remember, of which agents have few. */
  private static final int MAX_NAMES = 16;

  private final ItemSink sink;
  private final int maxItemBytes;

  /** The bytes of a line that is not whole yet. */
  private final GrowingBytes line;

  /** The lines of a value that is printed over several. */
  private final GrowingBytes block;

  private final Set<String> firstNames = new LinkedHashSet<>();
  private long lineNumber = 1;
  private long offset;
  private long blockLine;
  private long blockOffset;
  private byte blockEnd;

  /** @param maxItemBytes the longest item to read; a longer one is damage */
  public LineCutter(ItemSink sink, int maxItemBytes) {
    this.sink = sink;
    this.maxItemBytes = maxItemBytes;
    this.line = new GrowingBytes(maxItemBytes);
    this.block = new GrowingBytes(maxItemBytes);
  }

  @Override
  public void take(byte[] bytes, int from, int to) {
    int start = from;
    int end;
    while ((end = LineFeeds.first(bytes, start, to)) >= 0) {
      if (line.total() == 0 && end - start <= maxItemBytes) {
        endLine(bytes, start, end, true);
        offset += end + 1 - start;
      } else {
        line.add(bytes, start, end);
        endCollected(true);
        offset++;
      }
      lineNumber++;
      start = end + 1;
    }
    if (start < to) {
      line.add(bytes, start, to);
    }
  }

  @Override
  public void end() {
    if (line.total() > 0) {
      endCollected(false);
    }
    dropBlock();
  }

  private void endCollected(boolean isEnded) {
    long total = line.total();
    if (line.isTooLong()) {
      dropBlock();
      sink.damaged(tooLong(line, lineNumber, offset));
    } else {
      endLine(line.array(), 0, line.length(), isEnded);
    }
    line.clear();
    offset += total;
  }

  static Damage tooLong(GrowingBytes item, long line, long offset) {
    Damage kept = Damage.of("too_long", line, offset, item.array(), 0, item.length());
    return new Damage(kept.why(), line, offset, item.total(), kept.beginning());
  }

  private void endLine(byte[] bytes, int lineFrom, int lineTo, boolean isEnded) {
    int from = lineFrom;
    if (offset == 0 && isByteOrderMark(bytes, from, lineTo)) {
      from += BOM_BYTES;
    }
    int to = lineTo;
    while (to > from && isSpace(bytes[to - 1])) {
      to--;
    }
    boolean isIndented = from < to && isSpace(bytes[from]);
    while (from < to && isSpace(bytes[from])) {
      from++;
    }
    if (from == to) {
      return;
    }
    if (!block.isEmpty() && !isIndented && opens(bytes, from, to) && to - from > 1) {
      // a value that never ended, before one that begins
      dropBlock();
    }
    if (!block.isEmpty()) {
      goOn(bytes, lineFrom, lineTo, from, to, isIndented);
    } else if (to - from == 1 && opens(bytes, from, to)) {
      blockLine = lineNumber;
      blockOffset = offset;
      blockEnd = (byte) (bytes[from] == '{' ? '}' : ']');
      addToBlock(bytes, from, to);
    } else {
      read(bytes, from, to, offset + (from - lineFrom), lineNumber, isEnded);
    }
  }

  private void goOn(byte[] bytes, int lineFrom, int lineTo, int from, int to, boolean isIndented) {
    addToBlock(bytes, lineFrom, lineTo);
    boolean isLast = !isIndented
        && bytes[from] == blockEnd
        && (to - from == 1 || (to - from == 2 && bytes[from + 1] == ','));
    if (!isLast) {
      return;
    }
    if (block.isTooLong()) {
      dropBlock();
      return;
    }
    long endOfLine = lineNumber;
    int end = block.length();
    if (to - from == 2) {
      end--;
      while (block.array()[end] != ',') {
        end--;
      }
    }
    read(block.array(), 0, end, blockOffset, blockLine, true);
    block.clear();
    lineNumber = endOfLine;
  }

  private void addToBlock(byte[] bytes, int from, int to) {
    block.add(bytes, from, to);
    block.add((byte) '\n');
  }

  private void dropBlock() {
    if (!block.isEmpty()) {
      sink.damaged(
          block.isTooLong()
              ? tooLong(block, blockLine, blockOffset)
              : Damage.of(
                  "invalid_json", blockLine, blockOffset, block.array(), 0, block.length()));
      block.clear();
    }
  }

  private void read(
      byte[] bytes, int start, int to, long startOffset, long firstLine, boolean isEnded) {
    int from = start;
    boolean isDamaged = false;
    int valueFrom = -1;
    int valueTo = start;
    while (from < to) {
      long at = startOffset + (from - start);
      if (bytes[from] == 0) {
        int end = from;
        while (end < to && (bytes[end] == 0 || isSpace(bytes[end]))) {
          end++;
        }
        sink.damaged(Damage.of("nul_bytes", firstLine, at, bytes, from, end));
        isDamaged = true;
        from = end;
        continue;
      }
      JsonValue value;
      try {
        value = JsonValue.first(bytes, from, to);
      } catch (DaybookException noJson) {
        int whole = isEnded ? nextWhole(bytes, from, to) : to;
        sink.damaged(Damage.of(why(noJson, isEnded), firstLine, at, bytes, from, whole));
        isDamaged = true;
        from = whole;
        continue;
      }
      if (!value.isObject() && value.end() < to) {
        // a text that begins as JSON does
        sink.damaged(Damage.of("invalid_json", firstLine, at, bytes, from, to));
        return;
      }
      remember(value);
      if (valueFrom >= 0 && !isDamaged) {
        long first = startOffset + (valueFrom - start);
        sink.damaged(Damage.ofSeveral(firstLine, first, bytes, valueFrom, valueTo));
        isDamaged = true;
      }
      sink.item(new Item(value, firstLine, at, ""));
      valueFrom = from;
      valueTo = value.end();
      from = valueTo;
      while (from < to && isSpace(bytes[from])) {
        from++;
      }
    }
  }

  private static String why(DaybookException noJson, boolean isEnded) {
    if (noJson.kind() == Kind.INVALID_UTF8) {
      return "invalid_utf8";
    }
    return isEnded ? "invalid_json" : "torn_tail";
  }

  /**
   * Returns where a whole value begins behind one that was cut off, or the end. It begins as the
   * file's other items do, and goes to the end of the line.
   */
  private int nextWhole(byte[] bytes, int from, int to) {
    int tries = 0;
    for (int i = from + 1; i + 1 < to && tries < MAX_TRIES; i++) {
      if (bytes[i] != '{' || bytes[i + 1] != '"' || !beginsAsOthers(bytes, i + 2, to)) {
        continue;
      }
      tries++;
      try {
        JsonValue value = JsonValue.first(bytes, i, to);
        if (value.end() == to) {
          return i;
        }
      } catch (DaybookException noJson) {
        // a part of the one that was cut
      }
    }
    return to;
  }

  private boolean beginsAsOthers(byte[] bytes, int from, int to) {
    for (String name : firstNames) {
      int end = from + name.length();
      if (end < to && bytes[end] == '"') {
        int same = 0;
        while (same < name.length() && bytes[from + same] == name.charAt(same)) {
          same++;
        }
        if (same == name.length()) {
          return true;
        }
      }
    }
    return false;
  }

  private void remember(JsonValue value) {
    if (firstNames.size() < MAX_NAMES) {
      String name = value.firstName();
      if (!name.isEmpty()) {
        firstNames.add(name);
      }
    }
  }

  private static boolean opens(byte[] bytes, int from, int to) {
    return from < to && (bytes[from] == '{' || bytes[from] == '[');
  }

  static boolean isByteOrderMark(byte[] bytes, int from, int to) {
    return to - from >= BOM_BYTES
        && bytes[from] == (byte) 0xef
        && bytes[from + 1] == (byte) 0xbb
        && bytes[from + 2] == (byte) 0xbf;
  }

  static boolean isSpace(byte value) {
    return value == ' ' || value == '\t' || value == '\r' || value == '\n';
  }
}
