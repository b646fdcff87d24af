package dev.daybook.internal.exchange;

import dev.daybook.internal.file.SourceVersion.Range;
import dev.daybook.internal.file.Spool;
import dev.daybook.internal.json.JsonValue;
import dev.daybook.internal.line.SessionSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The lines that earlier imports wrote into a session's file, in their order; those that others
 * recorded between them are passed over. The file is open only while it is read, since a source may
 * have many sessions. One thread.
 */
final class ImportedBefore {

  private static final int BUFFER_BYTES = 1 << 14;
  private static final int COPY_BYTES = 1 << 16;

  private final Path file;
  private final List<Range> ranges;
  private final boolean hasGrown;
  private final long size;
  private final long end;

  /**
   * The number of the range of which only a look at its lines shows how many of them an import
   * wrote that did not end; -1 if there is none.
   */
  private final int unsure;

  private byte[] buffer = new byte[0];
  private long bufferFrom;
  private long bufferTo;
  private int at;
  private long position;
  private long seq;
  private long unsureTo;
  private long unsureToSeq;

  /**
   * Begins at the first imported line.
   *
   * @param ranges the parts of the file that imports wrote
   * @param hasGrown true if they were made of the beginning of the source
   * @param upTo what follows the ranges before this offset may be imported too
   */
  ImportedBefore(Path file, List<Range> ranges, boolean hasGrown, long upTo) throws IOException {
    this.file = file;
    this.hasGrown = hasGrown;
    try (SessionSource source = SessionSource.open(file)) {
      this.size = source.size();
      this.end = endOfLines(source);
    }
    this.ranges = within(ranges, end);
    Range last = this.ranges.isEmpty() ? null : this.ranges.get(this.ranges.size() - 1);
    long to = Math.min(upTo, end);
    if (last != null && last.toByte() < to) {
      this.unsure = this.ranges.size();
      this.unsureTo = last.toByte();
      this.unsureToSeq = last.toSeq();
      this.ranges.add(new Range(last.toByte(), to, last.toSeq(), last.toSeq()));
    } else {
      this.unsure = -1;
    }
    if (this.ranges.isEmpty()) {
      toEnd(0, 0);
    } else {
      position = ranges.get(0).fromByte();
      seq = ranges.get(0).fromSeq();
    }
  }

  /** Returns what the file has of the ranges: an import may have ended before it wrote the last. */
  private static List<Range> within(List<Range> ranges, long end) {
    List<Range> within = new ArrayList<>();
    for (Range range : ranges) {
      if (range.fromByte() < end) {
        within.add(new Range(
            range.fromByte(), Math.min(range.toByte(), end), range.fromSeq(), range.toSeq()));
      }
    }
    return within;
  }

  private static long endOfLines(SessionSource source) throws IOException {
    byte[] last = new byte[BUFFER_BYTES];
    long to = source.size();
    while (to > 0) {
      long from = Math.max(0, to - last.length);
      int read = source.read(last, 0, (int) (to - from), from);
      for (int i = read - 1; i >= 0; i--) {
        if (last[i] == '\n') {
          return from + i + 1;
        }
      }
      to = from;
    }
    return 0;
  }

  /** Returns true if there is an imported line at hand. */
  boolean hasMore() {
    return at < ranges.size();
  }

  /** Returns the seq of the line at hand; behind the last one, the seq of a line to append. */
  long seq() {
    return seq;
  }

  /** Returns the offset of the line at hand; behind the last one, the end of the file. */
  long position() {
    return position;
  }

  /** Returns the end of the file's lines. */
  long end() {
    return end;
  }

  /** Returns the length of the file when it was opened. */
  long size() {
    return size;
  }

  /** Returns true if the lines were made of the beginning of the source. */
  boolean hasGrown() {
    return hasGrown;
  }

  /** Returns true if it is unsure that the line at hand was imported. */
  boolean isUnsure() {
    return at == unsure;
  }

  /** Returns the parts of the file that imports wrote. */
  List<Range> ranges() {
    if (unsure < 1) {
      return ranges;
    }
    // all of it, since a mismatch in it ended the pass
    List<Range> joined = new ArrayList<>(ranges.subList(0, unsure));
    Range last = joined.get(unsure - 1);
    joined.set(unsure - 1, new Range(last.fromByte(), unsureTo, last.fromSeq(), unsureToSeq));
    return joined;
  }

  /** Returns true if the file has no line but imported ones. */
  boolean isAll() {
    return ranges.size() == 1 && ranges.get(0).fromByte() == 0 && ranges.get(0).toByte() == end;
  }

  /** Passes over the line at hand if it is this one; returns false if it is another. */
  boolean passes(ByteBuffer line) throws IOException {
    if (!isAtHand(line)) {
      return false;
    }
    pass(line.remaining());
    return true;
  }

  /** Returns true if the line at hand is this one. */
  boolean isAtHand(ByteBuffer line) throws IOException {
    Range range = ranges.get(at);
    int length = line.remaining();
    if (position + length > range.toByte()) {
      return false;
    }
    int done = 0;
    while (done < length) {
      fill(position + done);
      int from = (int) (position + done - bufferFrom);
      int compared = (int) Math.min(length - done, bufferTo - bufferFrom - from);
      if (compared <= 0) {
        return false;
      }
      ByteBuffer found = ByteBuffer.wrap(buffer, from, compared);
      if (found.mismatch(line.slice(line.position() + done, compared)) >= 0) {
        return false;
      }
      done += compared;
    }
    return true;
  }

  /**
   * Passes over the line at hand and all imported ones behind it.
   *
   * @param each given each line
   * @return the bytes of the last one
   */
  byte[] passRest(Consumer<JsonValue> each) throws IOException {
    byte[] line = new byte[0];
    while (hasMore()) {
      line = passAny();
      each.accept(JsonValue.first(line, 0, line.length));
    }
    return line;
  }

  /** Passes over the line at hand, whatever it is; returns its bytes. */
  byte[] passAny() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte next;
    do {
      next = byteAt(position + line.size());
      line.write(next);
    } while (next != '\n');
    pass(line.size());
    return line.toByteArray();
  }

  private byte byteAt(long offset) throws IOException {
    fill(offset);
    if (offset >= bufferTo) {
      throw new IOException("the session's file became shorter while it was read");
    }
    return buffer[(int) (offset - bufferFrom)];
  }

  private void fill(long offset) throws IOException {
    if (offset < bufferFrom || offset >= bufferTo) {
      if (buffer.length == 0) {
        buffer = new byte[BUFFER_BYTES];
      }
      try (SessionSource source = SessionSource.open(file)) {
        int read = source.read(buffer, 0, buffer.length, offset);
        bufferFrom = offset;
        bufferTo = offset + read;
      }
    }
  }

  private void pass(long length) throws IOException {
    Range range = ranges.get(at);
    position += length;
    seq++;
    if (at == unsure) {
      unsureTo = position;
      unsureToSeq = seq;
    }
    if (position == range.toByte()) {
      at++;
      if (at < ranges.size()) {
        position = ranges.get(at).fromByte();
        seq = ranges.get(at).fromSeq();
      } else {
        toEnd(position, seq);
      }
    }
  }

  /** Counts the lines that others appended. */
  private void toEnd(long from, long fromSeq) throws IOException {
    buffer = new byte[0];
    bufferFrom = 0;
    bufferTo = 0;
    long[] lines = {0};
    forEach(from, end, block -> {
      while (block.hasRemaining()) {
        lines[0] += block.get() == '\n' ? 1 : 0;
      }
    });
    position = end;
    seq = fromSeq + lines[0];
  }

  private void forEach(long from, long to, Spool.Part action) throws IOException {
    if (from >= to) {
      return;
    }
    try (SessionSource source = SessionSource.open(file)) {
      byte[] block = new byte[(int) Math.min(COPY_BYTES, to - from)];
      for (long offset = from; offset < to; ) {
        int read = source.read(block, 0, (int) Math.min(block.length, to - offset), offset);
        if (read <= 0) {
          throw new IOException("the session's file became shorter while it was read");
        }
        action.take(ByteBuffer.wrap(block, 0, read));
        offset += read;
      }
    }
  }

  /** Copies the file's bytes before an offset. */
  void copyTo(Spool spool, long to) throws IOException {
    forEach(0, to, spool::write);
  }
}
