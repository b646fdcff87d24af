package dev.daybook.internal.json.fast;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Every verdict is compared with that of the JDK's strict decoder. */
class Utf8Test {

  private final CharsetDecoder strict = StandardCharsets.UTF_8
      .newDecoder()
      .onMalformedInput(CodingErrorAction.REPORT)
      .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final CharBuffer chars = CharBuffer.allocate(64);

  @Test
  void agreesWithTheJdkOnEverySequenceOfUpToThreeBytes() {
    byte[] bytes = new byte[3];
    for (int i = 0; i < 1 << 24; i++) {
      bytes[0] = (byte) (i >> 16);
      bytes[1] = (byte) (i >> 8);
      bytes[2] = (byte) i;
      check(bytes, 0, 3, "sequence");
      if (bytes[2] == 0) {
        check(bytes, 0, 2, "sequence");
        check(bytes, 0, i >> 8 & 1, "sequence");
      }
    }
    for (int i = 0; i < 256; i++) {
      check(new byte[] {(byte) i}, 0, 1, "single");
    }
  }

  @Test
  void agreesWithTheJdkOnFourByteSequences() {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    byte[] edges = {
      0,
      0x7f,
      (byte) 0x80,
      (byte) 0x8f,
      (byte) 0x90,
      (byte) 0x9f,
      (byte) 0xa0,
      (byte) 0xbf,
      (byte) 0xc0,
      (byte) 0xc1,
      (byte) 0xc2,
      (byte) 0xdf,
      (byte) 0xe0,
      (byte) 0xed,
      (byte) 0xef,
      (byte) 0xf0,
      (byte) 0xf4,
      (byte) 0xf5,
      (byte) 0xff
    };
    for (byte a : edges) {
      for (byte b : edges) {
        for (byte c : edges) {
          for (byte d : edges) {
            check(new byte[] {a, b, c, d}, 0, 4, "edges");
          }
        }
      }
    }
    byte[] bytes = new byte[4];
    for (int i = 0; i < 1_000_000; i++) {
      random.nextBytes(bytes);
      bytes[0] = (byte) random.nextInt(0xee, 0xf7);
      check(bytes, 0, 4, "seed=" + seed);
    }
  }

  @Test
  void findsTheFirstMalformedByteInLongerText() {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 200_000; i++) {
      byte[] text = random
          .ints(random.nextInt(12), 0, 0x110000)
          .filter(c -> c < 0xd800 || c > 0xdfff)
          .map(c -> random.nextBoolean() ? c & 0x7f : c)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString()
          .getBytes(StandardCharsets.UTF_8);
      byte[] bytes = Arrays.copyOf(text, text.length);
      if (bytes.length > 0 && random.nextBoolean()) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int from = random.nextInt(bytes.length + 1);
      check(bytes, from, random.nextInt(from, bytes.length + 1), "seed=" + seed);
    }
  }

  private void check(byte[] bytes, int from, int to, String which) {
    int expected = byJdk(bytes, from, to);
    int found = Utf8.firstMalformed(bytes, from, to);
    if (found != expected) {
      assertThat(found)
          .as("%s: %s from %d to %d", which, Arrays.toString(bytes), from, to)
          .isEqualTo(expected);
    }
  }

  private int byJdk(byte[] bytes, int from, int to) {
    ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
    CoderResult result = strict.reset().decode(in, chars.clear(), true);
    if (result.isOverflow()) {
      throw new AssertionError("more chars than bytes");
    }
    return result.isError() ? in.position() : -1;
  }
}
