package dev.daybook.session;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.zip.CRC32C;

/**
 * What a lock's file says: who holds the lock, and what is known of the session's file. The latter
 * outlives its holder, for whoever opens the file next, in any process. It is text for people too,
 * a name and a value a line, between its version and its checksum. What follows the checksum is of
 * an earlier text that was longer.
 *
 * @param holder who it is; {@link LockHolder#UNNAMED} for nobody
 * @param goodBytes how many bytes from the session's beginning are good lines that were forced: a
 *     crash cannot have harmed them. It only grows while the file does, so that an old number is
 *     true as well; 0 if nobody knows
 * @param trustedBytes how many bytes from the session's beginning are known to be on the device
 *     although a force failed, after which the kernel says that all is well; {@link Long#MAX_VALUE}
 *     if none did
 * @param file the file that the good bytes are in
 */
record LockText(LockHolder holder, long goodBytes, long trustedBytes, FileMark file) {

  private static final String GOOD_BYTES = "good_bytes";
  private static final String TRUSTED_BYTES = "trusted_bytes";
  private static final String VERSION = "v=1\n";
  private static final String CHECKSUM = "\ncrc=";
  private static final int CHECKSUM_DIGITS = 8;

  /** The longest text that says how much is good; one that names a holder is longer. */
  private static final int MAX_IDLE_BYTES =
      VERSION.length() + GOOD_BYTES.length() + 1 + 19 + 1 + FileMark.MAX_BYTES + 13;

  /** Whether a lock file of that length says that nobody holds the lock, if it has a version. */
  static boolean saysNobody(long bytes) {
    return bytes <= MAX_IDLE_BYTES;
  }

  /** Whether the text is whole, and not read or left while it was being written. */
  static boolean isWhole(String text) {
    return !text.startsWith(VERSION) || end(text) > 0;
  }

  /** Where the lines end that the checksum proves; 0 if none does. */
  private static int end(String text) {
    int end = text.indexOf(CHECKSUM) + 1;
    int from = end + CHECKSUM.length() - 1;
    boolean isProved = end > 0 && text.startsWith(checksum(text.substring(0, end)) + "\n", from);
    return isProved ? end : 0;
  }

  private static String checksum(String lines) {
    CRC32C crc = new CRC32C();
    crc.update(lines.getBytes(StandardCharsets.UTF_8));
    String digits = Long.toHexString(crc.getValue());
    return "0".repeat(CHECKSUM_DIGITS - digits.length()) + digits;
  }

  /**
   * What was said; a part that is not there or makes no sense was not, and nothing was if the text
   * is not whole. Earlier versions wrote neither version nor checksum.
   */
  static LockText of(String text) {
    Properties said = text.startsWith(VERSION) ? lines(text) : unversioned(text);
    long goodBytes = bytes(said, GOOD_BYTES, 0);
    return new LockText(
        LockHolder.of(said),
        goodBytes,
        bytes(said, TRUSTED_BYTES, Long.MAX_VALUE),
        goodBytes == 0 ? FileMark.NONE : FileMark.of(said));
  }

  /** A loader of properties costs more than all else of a list of sessions. */
  private static Properties lines(String text) {
    Properties said = new Properties();
    int end = end(text);
    for (int from = 0; from < end; ) {
      int to = text.indexOf('\n', from);
      int equals = text.indexOf('=', from);
      if (equals > 0 && equals < to && text.charAt(from) != '#') {
        said.setProperty(text.substring(from, equals), text.substring(equals + 1, to));
      }
      from = to + 1;
    }
    return said;
  }

  private static Properties unversioned(String text) {
    Properties said = new Properties();
    try {
      said.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException unreadable) {
      said.clear();
    }
    return said;
  }

  /**
   * Whether a file of the same session has fewer bytes than were good.
   *
   * @param found the file as it is
   */
  boolean isOfLongerThan(FileMark found, long bytes) {
    return bytes < goodBytes && file.isSameSession(found);
  }

  /**
   * How many bytes are good of a file that stands under the session's name now. A file that was
   * changed since is not believed, but for one so long that its writer crashed behind what was
   * good.
   *
   * @param found the file as it is
   */
  long goodBytesOf(FileMark found, long bytes) {
    boolean isIt = file.isUnchangedIn(found)
        || (goodBytes >= LockedFile.TOLD_EVERY_BYTES && !isInDoubt() && file.isSameFile(found));
    return isIt && bytes >= goodBytes ? goodBytes : 0;
  }

  /** Whether a force failed, or the file was lost, and nobody has opened the session since. */
  boolean isInDoubt() {
    return trustedBytes != Long.MAX_VALUE;
  }

  /** Empty if nothing is to be said. */
  String text() {
    StringBuilder text = new StringBuilder(VERSION);
    holder.addTo(text);
    if (goodBytes > 0) {
      text.append(GOOD_BYTES).append('=').append(goodBytes).append('\n');
      file.addTo(text);
    }
    if (isInDoubt()) {
      text.append(TRUSTED_BYTES).append('=').append(trustedBytes).append('\n');
    }
    if (text.length() == VERSION.length()) {
      return "";
    }
    if (!holder.isUnnamed()) {
      text.append("#".repeat(Math.max(0, MAX_IDLE_BYTES - text.length() - 12))).append('\n');
    }
    String lines = text.toString();
    return lines + CHECKSUM.substring(1) + checksum(lines) + "\n";
  }

  private static long bytes(Properties said, String name, long unsaid) {
    try {
      String bytes = said.getProperty(name);
      return bytes == null ? unsaid : Math.max(0, Long.parseLong(bytes));
    } catch (NumberFormatException unreadable) {
      return unsaid;
    }
  }
}
