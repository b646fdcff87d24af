package dev.daybook.lab.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** The checksum at the end of a line, as the format's description has it and not as codec does. */
public final class Checksum {

  static final int TAIL_LENGTH = ",\"crc\":\"00000000\"}".length();

  private Checksum() {}

  /** The line with the checksum that is right for it, if it has room for one; else itself. */
  public static byte[] seal(byte[] line) {
    int end = line.length - TAIL_LENGTH;
    if (end <= 0
        || !text(line, end, 8).equals(",\"crc\":\"")
        || !text(line, end + 16, 2).equals("\"}")) {
      return line;
    }
    byte[] sealed = line.clone();
    System.arraycopy(digits(line, end).getBytes(StandardCharsets.US_ASCII), 0, sealed, end + 8, 8);
    return sealed;
  }

  /** Whether it has one, and that is right. */
  static boolean isRight(byte[] line) {
    return isThere(line) && Arrays.equals(line, seal(line));
  }

  /** Whether it ends in one. */
  static boolean isThere(byte[] line) {
    int end = line.length - TAIL_LENGTH;
    return end > 0 && text(line, end, TAIL_LENGTH).matches(",\"crc\":\"[0-9a-f]{8}\"}");
  }

  private static String digits(byte[] line, int end) {
    CRC32C crc = new CRC32C();
    crc.update(line, 0, end);
    return String.format("%08x", crc.getValue());
  }

  private static String text(byte[] line, int from, int length) {
    return new String(line, from, length, StandardCharsets.ISO_8859_1);
  }
}
