package dev.daybook.lab.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The changes that a fuzzer makes to its inputs, without one: small ones, and parts of other
 * inputs.
 */
final class Mutation {

  private static final List<String> TOKENS = List.of(
      "\n",
      "\r",
      "\0",
      "{",
      "}",
      "[",
      "]",
      "\"",
      "\\",
      ",",
      ":",
      "0",
      "00",
      "-",
      "-0",
      "1e",
      "1e5",
      ".5",
      "null",
      "nul",
      "NaN",
      "true",
      "\\u",
      "\\ud83d",
      "\\ude00",
      "\\x",
      "\ufeff",
      "\u2028",
      "{\"v\":1,\"seq\":",
      ",\"type\":\"",
      ",\"ts\":\"",
      ",\"session_id\":\"",
      ",\"id\":\"",
      ",\"data\":{",
      "\"text\":\"",
      ",\"crc\":\"00000000\"}",
      "\"\":",
      "[[[[",
      "9223372036854775808",
      "//",
      "/**/",
      "'",
      ";");
  private static final int MAX_CHANGES = 4;
  private static final int MAX_BYTES = 1 << 14;

  private final RandomGenerator random;
  private final List<byte[]> seeds;

  Mutation(RandomGenerator random, List<byte[]> seeds) {
    this.random = random;
    this.seeds = seeds;
  }

  byte[] next() {
    byte[] input = any();
    for (int changes = 1 + random.nextInt(MAX_CHANGES); changes > 0; changes--) {
      input = changed(input);
    }
    return input.length > MAX_BYTES ? Arrays.copyOf(input, MAX_BYTES) : input;
  }

  private byte[] any() {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private byte[] changed(byte[] input) {
    int from = random.nextInt(input.length + 1);
    int to = Math.min(input.length, from + random.nextInt(random.nextBoolean() ? 4 : 64));
    return switch (random.nextInt(7)) {
      case 0 -> flipped(input);
      case 1 -> spliced(input, from, to, new byte[0]);
      case 2 -> spliced(input, from, from, Arrays.copyOfRange(input, from, to));
      case 3 -> spliced(input, from, to, token());
      case 4 -> spliced(input, from, from, token());
      case 5 -> {
        byte[] other = any();
        int at = random.nextInt(other.length + 1);
        yield spliced(input, from, input.length, Arrays.copyOfRange(other, at, other.length));
      }
      default -> {
        byte[] noise = new byte[1 + random.nextInt(8)];
        random.nextBytes(noise);
        yield spliced(input, from, to, noise);
      }
    };
  }

  private byte[] flipped(byte[] input) {
    byte[] flipped = input.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] token() {
    return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] spliced(byte[] input, int from, int to, byte[] middle) {
    byte[] spliced = new byte[from + middle.length + input.length - to];
    System.arraycopy(input, 0, spliced, 0, from);
    System.arraycopy(middle, 0, spliced, from, middle.length);
    System.arraycopy(input, to, spliced, from + middle.length, input.length - to);
    return spliced;
  }
}
