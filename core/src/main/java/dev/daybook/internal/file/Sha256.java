package dev.daybook.internal.file;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest by which foreign bytes and names are known. */
public final class Sha256 {

  private Sha256() {}

  /** Returns a new digest. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
