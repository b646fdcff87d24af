package dev.daybook.internal.exchange;

import dev.daybook.internal.file.Sha256;
import dev.daybook.internal.file.SourceVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The digests of a foreign file and of its beginnings. */
final class SourceDigests {

  private SourceDigests() {}

  /** Returns the digests of the file's beginnings that were imported before, and of all of it. */
  static Map<Long, String> of(FileChannel channel, List<SourceVersion> versions, byte[] buffer)
      throws IOException {
    TreeSet<Long> lengths = new TreeSet<>();
    versions.forEach(version -> lengths.add(version.bytes()));
    Map<Long, String> digests = new HashMap<>();
    MessageDigest digest = Sha256.start();
    long offset = 0;
    while (true) {
      Long next = lengths.isEmpty() ? null : lengths.first();
      int read = read(channel, buffer, offset);
      int done = 0;
      while (next != null && next <= offset + read) {
        int upTo = (int) (next - offset);
        digest.update(buffer, done, upTo - done);
        done = upTo;
        digests.put(next, copied(digest));
        lengths.pollFirst();
        next = lengths.isEmpty() ? null : lengths.first();
      }
      digest.update(buffer, done, read - done);
      offset += read;
      if (read < buffer.length) {
        digests.put(offset, copied(digest));
        return digests;
      }
    }
  }

  static String copied(MessageDigest digest) {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException impossible) {
      throw new AssertionError("the JDK's digests can be copied", impossible);
    }
  }

  /** Reads until the array is full or the file ends; returns how many bytes. */
  static int read(FileChannel channel, byte[] target, long position) throws IOException {
    return read(channel, target, 0, position);
  }

  /** Reads as many bytes as the rest of the target takes; returns their number. */
  static int read(FileChannel channel, byte[] target, int from, long position) throws IOException {
    ByteBuffer into = ByteBuffer.wrap(target, from, target.length - from).slice();
    int read = 0;
    while (into.hasRemaining() && read >= 0) {
      read = channel.read(into, position + into.position());
    }
    return into.position();
  }
}
