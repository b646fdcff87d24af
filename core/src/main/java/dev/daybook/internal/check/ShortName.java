package dev.daybook.internal.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A bounded form of a name from a file, which may be as long as a line. A long name is cut and gets
 * its digest, so that it stays distinct, fits on a screen, and thousands of them fit in memory.
 */
public final class ShortName {

  private static final int MAX_CHARS = 128;
  private static final int KEPT_CHARS = 64;
  private static final int DIGEST_BYTES = 8;

  private ShortName() {}

  /** Returns the name, or its bounded form if it is long. */
  public static String of(String name) {
    if (name.length() <= MAX_CHARS) {
      return name;
    }
    boolean splits = Character.isHighSurrogate(name.charAt(KEPT_CHARS - 1));
    return name.substring(0, splits ? KEPT_CHARS - 1 : KEPT_CHARS) + "..." + digest(name);
  }

  private static String digest(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, DIGEST_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has it", e);
    }
  }
}
