package dev.daybook.internal.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackwardCursorTest {

  private static final int BLOCK_BYTES = 1 << 16;

  @TempDir
  Path folder;

  /** A line as a scanner sees it. */
  private record Line(long offset, long bytes, String text) {}

  private List<Line> backward(String content, int maxLineBytes) throws IOException {
    Path file = Files.writeString(folder.resolve("f"), content, StandardCharsets.ISO_8859_1);
    List<Line> lines = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      BackwardCursor scanner =
          new BackwardCursor(SessionSource.of(channel), channel.size(), maxLineBytes);
      assertThat(scanner.lastEnd()).isEqualTo(content.lastIndexOf('\n') + 1L);
      while (scanner.next()) {
        lines.add(new Line(
            scanner.offset(),
            scanner.length(),
            scanner.isTooLong()
                ? "too long"
                : text(scanner.buffer(), scanner.from(), scanner.to())));
      }
      assertThat(scanner.next()).isFalse();
    }
    Collections.reverse(lines);
    return lines;
  }

  private List<Line> forward(int maxLineBytes) throws IOException {
    List<Line> lines = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(folder.resolve("f"))) {
      ForwardCursor scanner =
          new ForwardCursor(SessionSource.of(channel), 0, channel.size(), maxLineBytes);
      while (scanner.next()) {
        lines.add(new Line(
            scanner.offset(),
            scanner.length(),
            scanner.isTooLong()
                ? "too long"
                : text(scanner.buffer(), scanner.from(), scanner.to())));
      }
    }
    return lines;
  }

  private static String text(byte[] buffer, int from, int to) {
    return new String(buffer, from, to - from, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "\n\n", "a", "a\n", "\na", "a\nb", "a\nb\n", "a\n\nb\n\n", "\n\n\nabc"})
  void findsTheLinesThatAForwardScanFinds(String content) throws IOException {
    assertThat(backward(content, 1_000)).isEqualTo(forward(1_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, -1, 0, 1, 2})
  void findsLinesThatBeginOrEndAroundTheEdgeOfABlock(int shift) throws IOException {
    for (int blocks = 1; blocks <= 3; blocks++) {
      String last = "z".repeat(blocks * BLOCK_BYTES + shift) + "\n";
      for (String first : new String[] {"", "\n", "abc\n", "y".repeat(2 * BLOCK_BYTES) + "\n"}) {
        String content = first + "b\n" + last;
        assertThat(backward(content, 1 << 20)).isEqualTo(forward(1 << 20));
        assertThat(backward(content + "torn", 1 << 20)).isEqualTo(forward(1 << 20));
      }
    }
  }

  @Test
  void findsTheLinesOfRandomFiles() throws IOException {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      StringBuilder content = new StringBuilder();
      for (int line = random.nextInt(40); line > 0; line--) {
        int length = random.nextInt(4) == 0 ? random.nextInt(3 * BLOCK_BYTES) : random.nextInt(60);
        content.append("x".repeat(length)).append('\n');
      }
      content.append("t".repeat(random.nextInt(2) * random.nextInt(2 * BLOCK_BYTES)));
      assertThat(backward(content.toString(), 100_000))
          .as("seed %d", seed)
          .isEqualTo(forward(100_000));
    }
  }

  @Test
  void holdsALineAsLongAsTheLimitAndNoByteLonger() throws IOException {
    for (int limit : new int[] {256, BLOCK_BYTES, BLOCK_BYTES + 1, 3 * BLOCK_BYTES}) {
      String longest = "x".repeat(limit - 1);
      assertThat(backward("a\n" + longest + "\nb\n", limit))
          .containsExactly(
              new Line(0, 2, "a"), new Line(2, limit, longest), new Line(limit + 2L, 2, "b"));
      assertThat(backward("a\n" + longest + "x\nb\n", limit))
          .containsExactly(
              new Line(0, 2, "a"),
              new Line(2, limit + 1L, "too long"),
              new Line(limit + 3L, 2, "b"));
    }
  }

  @Test
  void theLastLineIsTheLastThatIsComplete() throws IOException {
    Path file = folder.resolve("f");
    for (String line : new String[] {"", "b", "x".repeat(BLOCK_BYTES), "y".repeat(200_000)}) {
      for (String tail : new String[] {"", "torn", "t".repeat(BLOCK_BYTES - 1)}) {
        Files.writeString(file, "a\n" + line + "\n" + tail);
        try (FileChannel channel = FileChannel.open(file)) {
          BackwardCursor last =
              new BackwardCursor(SessionSource.of(channel), channel.size(), 1 << 20);
          assertThat(last.lastEnd()).isEqualTo(line.length() + 3L);
          assertThat(last.next()).isTrue();
          assertThat(Arrays.copyOfRange(last.buffer(), last.from(), last.to()))
              .isEqualTo(line.getBytes(StandardCharsets.US_ASCII));
          assertThat(channel.position()).isZero();
        }
      }
    }
    Files.writeString(file, "torn");
    try (FileChannel channel = FileChannel.open(file)) {
      BackwardCursor none = new BackwardCursor(SessionSource.of(channel), channel.size(), 1 << 20);
      assertThat(none.lastEnd()).isZero();
      assertThat(none.next()).isFalse();
    }
  }
}
