package dev.daybook.internal.line;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ForwardCursorTest {

  private static final int MAX_LINE_BYTES = 1 << 24;
  private static final String END = ",\"crc\":\"0123abcd\"}\n";
  private static final String BEGIN = "{\"v\":1,\"seq\":";

  @Test
  @Timeout(30)
  void linesWithoutAChecksumTakeNoLongerInLeaps() throws IOException {
    byte[] lines = new byte[1 << 23];
    Arrays.fill(lines, (byte) '\n');
    ForwardCursor cursor = new ForwardCursor(bytes(lines), 0, lines.length, MAX_LINE_BYTES);
    cursor.leap();
    int count = 0;
    while (cursor.next()) {
      count++;
    }
    assertThat(count).isEqualTo(lines.length);
  }

  @Test
  void leapsEndWhereLinesDo() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    List<Long> ends = new ArrayList<>();
    while (text.length() < 3 << 20) {
      text.append(BEGIN)
          .append("x".repeat(random.nextInt(random.nextInt(20) == 0 ? 400_000 : 2_000)))
          .append(END);
      ends.add((long) text.length());
    }
    byte[] lines = text.toString().getBytes(US_ASCII);
    ForwardCursor cursor = new ForwardCursor(bytes(lines), 0, lines.length, MAX_LINE_BYTES);
    cursor.leap();
    List<Long> found = new ArrayList<>();
    while (cursor.next()) {
      found.add(cursor.nextOffset());
    }
    assertThat(found).as("seed=%d", seed).isEqualTo(ends);
  }

  /** Returns a source that gives a little at a time, as a file may. */
  private static SessionSource bytes(byte[] all) {
    return new SessionSource() {
      @Override
      public long size() {
        return all.length;
      }

      @Override
      public int read(ByteBuffer target, long position) {
        int count = (int) Math.min(Math.min(target.remaining(), 50_001), all.length - position);
        target.put(all, (int) position, count);
        return count == 0 ? -1 : count;
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {}
    };
  }
}
