package dev.daybook.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The end of a line, {@code ,"crc":"9f3a01bc"}}, and the checksum in it: CRC-32C over the line's
 * bytes from the opening brace to just before the comma.
 */
final class LineCrc {

  /** Bytes of the tail, closing brace included. */
  static final int TAIL_LENGTH = 18;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TAIL = ",\"crc\":\"00000000\"}".getBytes(StandardCharsets.US_ASCII);

  /** The value of each byte as a hex digit; -1 of those that are no lower-case hex digit. */
  private static final byte[] HEX_VALUES = new byte[256];

  static {
    Arrays.fill(HEX_VALUES, (byte) -1);
    for (int i = 0; i < HEX.length; i++) {
      HEX_VALUES[HEX[i]] = (byte) i;
    }
  }

  private static final int DIGITS = 8;
  private static final int DIGITS_AT = 8;

  private LineCrc() {}

  /** Returns the end of a line, its line feed included, into which {@link #setDigits} writes. */
  static byte[] newLineEnd() {
    byte[] end = Arrays.copyOf(TAIL, TAIL.length + 1);
    end[TAIL.length] = '\n';
    return end;
  }

  static void setDigits(byte[] lineEnd, long crc) {
    for (int i = 0; i < DIGITS; i++) {
      lineEnd[DIGITS_AT + i] = HEX[(int) (crc >>> (4 * (DIGITS - 1 - i))) & 0xf];
    }
  }

  /** Returns true if the bytes end with a checksum in its place. */
  static boolean isPresent(byte[] line, int from, int to) {
    int tail = to - TAIL_LENGTH;
    if (tail <= from) {
      return false;
    }
    int behindDigits = DIGITS_AT + DIGITS;
    return Arrays.equals(line, tail, tail + DIGITS_AT, TAIL, 0, DIGITS_AT)
        && Arrays.equals(line, tail + behindDigits, to, TAIL, behindDigits, TAIL_LENGTH)
        && stored(line, tail) >= 0;
  }

  /** Returns true if the bytes end with a checksum in its place that matches them. */
  static boolean proves(byte[] line, int from, int to) {
    return isPresent(line, from, to) && matches(line, from, to);
  }

  /** Returns true if the checksum that is present is that of the bytes before it. */
  static boolean matches(byte[] line, int from, int to) {
    int tail = to - TAIL_LENGTH;
    CRC32C crc = new CRC32C();
    crc.update(line, from, tail - from);
    return crc.getValue() == stored(line, tail);
  }

  /** Returns the value of the digits; negative if they are none. */
  private static long stored(byte[] line, int tail) {
    long stored = 0;
    int all = 0;
    for (int i = tail + DIGITS_AT; i < tail + DIGITS_AT + DIGITS; i++) {
      int digit = HEX_VALUES[line[i] & 0xff];
      all |= digit;
      stored = stored << 4 | digit;
    }
    return all < 0 ? -1 : stored;
  }

  /**
   * Returns the end of the first line that begins at {@code from} and that its checksum proves; -1
   * if there is none. One pass over the bytes, however many checksums stand in them.
   */
  static int endOfFirst(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    int done = from;
    for (int tail = from + 1; tail <= to - TAIL_LENGTH; tail++) {
      if (bytes[tail] == TAIL[0] && isPresent(bytes, from, tail + TAIL_LENGTH)) {
        crc.update(bytes, done, tail - done);
        done = tail;
        if (crc.getValue() == stored(bytes, tail)) {
          return tail + TAIL_LENGTH;
        }
      }
    }
    return -1;
  }
}
