package dev.daybook.internal.exchange;

import dev.daybook.internal.file.SourceVersion.Range;
import dev.daybook.internal.file.Spool;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines that earlier imports wrote into a session's file, in their order; those that others
 * recorded between them are passed over. One thread.
 */
final class ImportedBefore implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;

  private final SessionSource source;
  private final List<Range> ranges;
  private final long end;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private long bufferFrom;
  private long bufferTo;
  private int at;
  private long position;
  private long seq;

  /**
   * Begins at the first imported line.
   *
   * @param source belongs to this
   * @param ranges the parts of the file that imports wrote, or had to write
   */
  ImportedBefore(SessionSource source, List<Range> ranges) throws IOException {
    this.source = source;
    this.end = endOfLines(source);
    this.ranges = within(ranges, end);
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

  /** Returns the parts of the file that imports wrote. */
  List<Range> ranges() {
    return ranges;
  }

  /** Returns true if the file has no line but imported ones. */
  boolean isAll() {
    return ranges.size() == 1 && ranges.get(0).fromByte() == 0 && ranges.get(0).toByte() == end;
  }

  /** Passes over the line at hand if it is this one; returns false if it is another. */
  boolean passes(ByteBuffer line) throws IOException {
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
    pass(length);
    return true;
  }

  /** Passes over the line at hand, whatever it is. */
  void passAny() throws IOException {
    long i = position;
    while (byteAt(i) != '\n') {
      i++;
    }
    pass(i + 1 - position);
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
      int read = source.read(buffer, 0, buffer.length, offset);
      bufferFrom = offset;
      bufferTo = offset + read;
    }
  }

  private void pass(long length) throws IOException {
    Range range = ranges.get(at);
    position += length;
    seq++;
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
    long lines = 0;
    byte[] block = new byte[BUFFER_BYTES];
    for (long offset = from; offset < end; ) {
      int read = source.read(block, 0, (int) Math.min(block.length, end - offset), offset);
      if (read <= 0) {
        break;
      }
      for (int i = 0; i < read; i++) {
        lines += block[i] == '\n' ? 1 : 0;
      }
      offset += read;
    }
    position = end;
    seq = fromSeq + lines;
  }

  /** Copies the file's bytes before an offset. */
  void copyTo(Spool spool, long to) throws IOException {
    byte[] block = new byte[BUFFER_BYTES];
    for (long offset = 0; offset < to; ) {
      int read = source.read(block, 0, (int) Math.min(block.length, to - offset), offset);
      if (read <= 0) {
        throw new IOException("the session's file became shorter while it was read");
      }
      spool.write(ByteBuffer.wrap(Arrays.copyOf(block, read)));
      offset += read;
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
