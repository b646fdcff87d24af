package dev.daybook.internal.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NeedleTest {

  private static final int ROUNDS = 200_000;

  /** Few, so that much of what is searched for stands there by chance. */
  private static final String LETTERS = "ab0g";

  @Test
  void findsTheFirstOfThePieceAndNoneBesideIt() {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int round = 0; round < ROUNDS; round++) {
      String wanted = letters(random, 1 + random.nextInt(4), LETTERS + Needle.HEX_DIGIT)
          + letters(random, 1, LETTERS);
      String text = letters(random, random.nextInt(40), LETTERS);
      int from = random.nextInt(text.length() + 1);
      int to = random.nextInt(from, text.length() + 1);
      Matcher expected = Pattern.compile(wanted.replace("\0", "[0-9a-f]")).matcher(text);
      int first = expected.region(from, to).find() ? expected.start() : -1;
      assertThat(new Needle(wanted).in(text.getBytes(StandardCharsets.US_ASCII), from, to))
          .as("wanted=%s, text=%s, from=%d, to=%d, seed=%d", wanted, text, from, to, seed)
          .isEqualTo(first);
    }
  }

  private static String letters(RandomGenerator random, int count, String of) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < count; i++) {
      letters.append(of.charAt(random.nextInt(of.length())));
    }
    return letters.toString();
  }
}
