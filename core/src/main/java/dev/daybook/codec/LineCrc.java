package dev.daybook.codec;

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
  private static final int NAME_AT = 2;
  private static final String NAME = "crc";
  private static final int NAME_LENGTH = NAME.length();

  /**
   * The number of digits that are left when a few bits of a tail have changed, and its name among
   * them.
   */
  private static final int DAMAGED_DIGITS = 5;

  private LineCrc() {}

  static byte[] newTail() {
    return TAIL.clone();
  }

  static void setDigits(byte[] tail, long crc) {
    for (int i = 0; i < DIGITS; i++) {
      tail[DIGITS_AT + i] = HEX[(int) (crc >>> (4 * (DIGITS - 1 - i))) & 0xf];
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

  /**
   * Returns true if the bytes end with a checksum that lost its name. Either bits flipped, up to
   * one in each of its letters, or other bytes replaced those before it and made it the end of a
   * longer name. Without this check such a line would be accepted as one that never had a checksum.
   */
  static boolean isDamaged(byte[] line, int from, int to) {
    int tail = to - TAIL_LENGTH;
    if (tail <= from) {
      return false;
    }
    int lettersOfName = 0;
    int digits = 0;
    boolean begins = true;
    boolean isFlipped = true;
    for (int i = 0; i < TAIL_LENGTH; i++) {
      boolean isSame = line[tail + i] == TAIL[i];
      if (i < NAME_AT) {
        begins &= isSame;
      } else if (i < NAME_AT + NAME_LENGTH) {
        lettersOfName += isSame ? 1 : 0;
        isFlipped &= Integer.bitCount((line[tail + i] ^ TAIL[i]) & 0xff) <= 1;
      } else if (i >= DIGITS_AT && i < DIGITS_AT + DIGITS) {
        digits += hexValue(line[tail + i]) < 0 ? 0 : 1;
      } else if (!isSame) {
        return false;
      }
    }
    return begins
        ? (lettersOfName > 0 || isFlipped)
            && lettersOfName < NAME_LENGTH
            && digits >= DAMAGED_DIGITS
        : lettersOfName == NAME_LENGTH && digits == DIGITS;
  }

  /**
   * Returns true if the bytes end with a checksum into whose name other fields were put. Its first
   * letters then begin the name of one field, and the rest ends the name of another.
   *
   * @param first the name of the first field behind the data
   * @param last the name of the last field behind the data
   */
  static boolean isParted(String first, String last, byte[] line, int from, int to) {
    int tail = to - TAIL_LENGTH;
    int behindName = NAME_AT + NAME_LENGTH;
    int behindDigits = DIGITS_AT + DIGITS;
    if (first.equals(last)
        || tail <= from
        || !Arrays.equals(line, tail + behindName, tail + DIGITS_AT, TAIL, behindName, DIGITS_AT)
        || !Arrays.equals(line, tail + behindDigits, to, TAIL, behindDigits, TAIL_LENGTH)
        || stored(line, tail) < 0) {
      return false;
    }
    for (int letters = 1; letters <= NAME_LENGTH; letters++) {
      if (first.startsWith(NAME.substring(0, letters)) && last.endsWith(NAME.substring(letters))) {
        return true;
      }
    }
    return false;
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

  private static int hexValue(byte digit) {
    return HEX_VALUES[digit & 0xff];
  }
}
