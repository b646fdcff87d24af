package dev.daybook.internal.json.fast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ByteHashTest {

  private static final int MOST_BYTES = 40;

  @Test
  void sameBytesElsewhereHaveTheSameHash() {
    Random random = new Random(1);
    for (int length = 0; length < MOST_BYTES; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      byte[] around = new byte[length + 9];
      random.nextBytes(around);
      System.arraycopy(bytes, 0, around, 5, length);
      assertThat(ByteHash.of(around, 5, 5 + length)).isEqualTo(ByteHash.of(bytes, 0, length));
    }
  }

  @Test
  void eachBitAndTheLengthMatter() {
    Set<Long> hashes = new HashSet<>();
    int made = 0;
    for (int length = 0; length < MOST_BYTES; length++) {
      byte[] bytes = new byte[length];
      hashes.add(ByteHash.of(bytes, 0, length));
      made++;
      for (int bit = 0; bit < length * Byte.SIZE; bit++) {
        bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        hashes.add(ByteHash.of(bytes, 0, length));
        bytes[bit / Byte.SIZE] = 0;
        made++;
      }
    }
    assertThat(hashes).hasSize(made);
  }

  @Test
  void orderMatters() {
    byte[] bytes = new byte[16];
    bytes[0] = 1;
    byte[] turned = new byte[16];
    turned[8] = 1;
    assertThat(ByteHash.of(bytes, 0, 16)).isNotEqualTo(ByteHash.of(turned, 0, 16));
  }
}
