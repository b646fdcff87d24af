package dev.daybook.internal.catalog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The parts of a file that are read for a list, and how many bytes that is. */
class FileEndsTest {

  private static final int MAX_LINE_BYTES = 1 << 20;

  private final FileEnds ends = new FileEnds(MAX_LINE_BYTES);
  private long bytesRead;

  private void read(String file, int size) throws IOException {
    byte[] bytes = file.getBytes(ISO_8859_1);
    bytesRead = 0;
    ends.read(new Bytes(bytes), size);
  }

  /** A file whose bytes are counted as they are read. */
  private final class Bytes implements SessionSource {
    private final byte[] bytes;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public int read(ByteBuffer target, long position) {
      int count = (int) Math.min(target.remaining(), bytes.length - position);
      if (count <= 0) {
        return -1;
      }
      target.put(bytes, (int) position, count);
      bytesRead += count;
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private void read(String file) throws IOException {
    read(file, file.length());
  }

  private static String text(FileEnds.Range range) {
    return new String(range.bytes(), range.from(), range.to() - range.from(), ISO_8859_1);
  }

  @Test
  void theEndsAreTheFilesAndNoMoreIsReadThanPromised() throws IOException {
    Random random = new Random(4);
    for (int i = 0; i < 3000; i++) {
      StringBuilder file = new StringBuilder();
      int lines = random.nextInt(6);
      for (int n = 0; n < lines; n++) {
        file.append(String.valueOf((char) ('a' + n)).repeat(random.nextInt(12_000)))
            .append('\n');
      }
      int torn = random.nextInt(4) == 0 ? random.nextInt(12_000) : 0;
      file.append("t".repeat(torn));
      String all = file.toString();
      read(all);
      String tail = text(ends.tail());
      int end = all.lastIndexOf('\n') + 1;
      int lastLine = end == 0 ? 0 : end - (all.lastIndexOf('\n', end - 2) + 1);
      assertThat(ends.tailIsFound()).isTrue();
      assertThat(all.substring(0, end)).endsWith(tail);
      assertThat(tail.isEmpty()).isEqualTo(end == 0);
      assertThat(tail.length()).isGreaterThanOrEqualTo(lastLine);
      int from = end - tail.length();
      assertThat(from == 0 || all.charAt(from - 1) == '\n').isTrue();
      while (ends.readMoreOfHead()) {
        assertThat(ends.headIsWholeFile()).isFalse();
      }
      assertThat(all).startsWith(text(ends.head()));
      if (lastLine + torn < 15 << 10) {
        assertThat(bytesRead).isLessThanOrEqualTo(16 << 10);
      }
    }
  }

  @Test
  void aLongLastLineIsLookedForOnlySoFar() throws IOException {
    read("a\n" + "b".repeat(MAX_LINE_BYTES - 1) + "\n");
    assertThat(ends.tailIsFound()).isTrue();
    assertThat(ends.tail().to() - ends.tail().from()).isEqualTo(MAX_LINE_BYTES);

    read("a\n" + "b".repeat(3 * MAX_LINE_BYTES) + "\n");
    assertThat(ends.tailIsFound()).isFalse();
    assertThat(ends.tail().isEmpty()).isTrue();

    read("a\n" + "\0".repeat(30 * MAX_LINE_BYTES));
    assertThat(ends.tailIsFound()).isFalse();
    assertThat(bytesRead).isLessThan(2 * MAX_LINE_BYTES);
  }

  @Test
  void aFileThatBecameShorterShowsNothingOfTheOneBefore() throws IOException {
    read("x".repeat(7000) + "\n" + "y".repeat(7000) + "\n" + "z".repeat(7000) + "\n");
    for (int length : new int[] {0, 10, 5_000, 17_000, 18_500, 19_999}) {
      String file = ("a".repeat(99) + "\n").repeat(200).substring(0, length);
      read(file, 20_000);
      assertThat(text(ends.head()) + text(ends.tail())).doesNotContain("x", "y", "z");
      assertThat(file).contains(text(ends.tail()));
    }
  }
}
