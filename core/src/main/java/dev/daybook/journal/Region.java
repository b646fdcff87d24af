package dev.daybook.journal;

import dev.daybook.codec.BatchEncoder;
import java.nio.ByteBuffer;

/** One session's lines in the batch, which lie together. Journal thread only. */
final class Region {

  private int start;
  private int end;
  private int entries;

  /** It is empty and begins there. */
  void beginAt(int at) {
    start = at;
    end = at;
    entries = 0;
  }

  /** A line was added; it ends there. */
  void addLine(int at) {
    end = at;
    entries++;
  }

  /** Its lines have been dealt with: it is empty behind them. */
  void beginAnew() {
    beginAt(end);
  }

  int bytes() {
    return end - start;
  }

  long entries() {
    return entries;
  }

  ByteBuffer view(BatchEncoder encoder) {
    return encoder.view(start, end);
  }
}
