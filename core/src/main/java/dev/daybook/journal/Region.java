package dev.daybook.journal;

import dev.daybook.codec.BatchEncoder;
import java.nio.ByteBuffer;

/** The lines of one session in the batch, which lie together. Journal thread only. */
final class Region {

  private int start;
  private int end;
  private int entries;

  /** Empties the region and moves it to {@code at}. */
  void beginAt(int at) {
    start = at;
    end = at;
    entries = 0;
  }

  /** Adds a line, which ends at {@code at}. */
  void addLine(int at) {
    end = at;
    entries++;
  }

  /** Empties the region, behind its lines, which have been dealt with. */
  void reset() {
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
