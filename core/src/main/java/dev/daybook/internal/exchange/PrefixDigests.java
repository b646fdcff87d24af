package dev.daybook.internal.exchange;

import dev.daybook.internal.file.Sha256;
import dev.daybook.internal.file.SourceVersion;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The digests of a foreign file and of some of its beginnings, made while it is read. One thread.
 */
final class PrefixDigests {

  private final TreeSet<Long> lengths;
  private final Map<Long, String> digests = new HashMap<>();
  private final MessageDigest digest = Sha256.start();
  private long length;

  /** @param lengths the lengths of the beginnings */
  PrefixDigests(Set<Long> lengths) {
    this.lengths = new TreeSet<>(lengths);
    if (this.lengths.remove(0L)) {
      digests.put(0L, soFar());
    }
  }

  /** Returns true if no digest of a beginning is still to be made. */
  boolean wantsNone() {
    return lengths.isEmpty();
  }

  /** Takes the next bytes of the file. */
  void take(byte[] bytes, int count) {
    int done = 0;
    while (!lengths.isEmpty() && lengths.first() <= length + count - done) {
      int upTo = (int) (lengths.first() - length);
      digest.update(bytes, done, upTo);
      done += upTo;
      length += upTo;
      digests.put(lengths.pollFirst(), soFar());
    }
    digest.update(bytes, done, count - done);
    length += count - done;
  }

  private String soFar() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException impossible) {
      throw new AssertionError("the JDK's digests can be copied", impossible);
    }
  }

  /** Returns the digest of all bytes that were taken. */
  String whole() {
    return soFar();
  }

  /** Returns true if the file begins with the bytes of that version, as far as it was read. */
  boolean beginsWith(SourceVersion version) {
    return version.sha256().equals(digests.get(version.bytes()));
  }

  /** Returns true if the file is that version. */
  boolean isAll(SourceVersion version) {
    return length == version.bytes() && whole().equals(version.sha256());
  }
}
