package dev.daybook.lab.fuzz;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random numbers out of a fuzzer's bytes, so that it steers what a generator makes; what follows
 * when they are used up depends on nothing but them.
 */
final class FuzzBytes implements RandomGenerator {

  private final byte[] bytes;
  private final SplittableRandom rest;
  private int at;

  FuzzBytes(byte[] bytes) {
    this.bytes = bytes;
    this.rest = new SplittableRandom(Arrays.hashCode(bytes));
  }

  /** Whether the fuzzer's bytes are used up. */
  boolean isUsedUp() {
    return at >= bytes.length;
  }

  @Override
  public int nextInt(int bound) {
    return isUsedUp() ? rest.nextInt(bound) : (bytes[at++] & 0xff | more(bound) << 8) % bound;
  }

  /** A second and third byte for what one cannot choose. */
  private int more(int bound) {
    int more = 0;
    for (int least = 1 << 8; least < bound && !isUsedUp() && least < 1 << 24; least <<= 8) {
      more = more << 8 | bytes[at++] & 0xff;
    }
    return more & 0x3fffff;
  }

  @Override
  public long nextLong() {
    if (bytes.length - at < Long.BYTES) {
      at = bytes.length;
      return rest.nextLong();
    }
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | bytes[at++] & 0xff;
    }
    return value;
  }
}
