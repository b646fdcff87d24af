package dev.daybook.internal.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class LineFeedsTest {

  private static final int ROUNDS = 200_000;

  /** Line feeds, and the bytes that differ from one by a bit or by one. */
  private static final byte[] NEAR = {'\n', 0x0b, 0x09, 0x08, 0x0e, 0x1a, (byte) 0x8a, 0, -1, 'a'};

  @Test
  void findsTheFirstAndTheLastOfThePieceAndNoneBesideIt() {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = new byte[random.nextInt(100)];
      Arrays.fill(bytes, (byte) 'x');
      for (int i = random.nextInt(8); i > 0 && bytes.length > 0; i--) {
        bytes[random.nextInt(bytes.length)] = NEAR[random.nextInt(NEAR.length)];
      }
      int from = random.nextInt(bytes.length + 1);
      int to = random.nextInt(from, bytes.length + 1);
      String text = Arrays.toString(bytes) + ", from=" + from + ", to=" + to + ", seed=" + seed;
      assertThat(LineFeeds.first(bytes, from, to)).as(text).isEqualTo(first(bytes, from, to));
      assertThat(LineFeeds.last(bytes, from, to)).as(text).isEqualTo(last(bytes, from, to));
    }
  }

  private static int first(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static int last(byte[] bytes, int from, int to) {
    for (int i = to - 1; i >= from; i--) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
