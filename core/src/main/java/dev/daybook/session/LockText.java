package dev.daybook.session;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;

/**
 * What a lock's file says: who holds the lock, and what is known of the session's file. The latter
 * outlives its holder, for whoever opens the file next, in any process.
 *
 * @param holder who it is; {@link LockHolder#UNNAMED} for nobody
 * @param goodBytes how many bytes from the session's beginning are good lines that were forced: a
 *     crash cannot have harmed them. It only grows while the file does, so that an old number is
 *     true as well; 0 if nobody knows
 * @param trustedBytes how many bytes from the session's beginning are known to be on the device
 *     although a force failed, after which the kernel says that all is well; {@link Long#MAX_VALUE}
 *     if none did
 */
record LockText(LockHolder holder, long goodBytes, long trustedBytes) {

  private static final String GOOD_BYTES = "good_bytes";
  private static final String TRUSTED_BYTES = "trusted_bytes";

  /** The longest text that says how much is good; one that names a holder is longer. */
  private static final int LONGEST_IDLE_BYTES = GOOD_BYTES.length() + 1 + 19 + 1;

  /** Whether a lock file of that length says that nobody holds the lock. */
  static boolean saysNobody(long bytes) {
    return bytes <= LONGEST_IDLE_BYTES;
  }

  /** What was said; a part that is not there or makes no sense was not. */
  static LockText of(String text) {
    return new LockText(
        LockHolder.of(text),
        bytes(text, GOOD_BYTES, 0),
        bytes(text, TRUSTED_BYTES, Long.MAX_VALUE));
  }

  /** Empty if nothing is to be said. */
  String text() {
    StringBuilder text = new StringBuilder();
    if (!holder.isUnnamed()) {
      text.append(holder.text());
    }
    if (goodBytes > 0) {
      text.append(GOOD_BYTES).append('=').append(goodBytes).append('\n');
    }
    if (trustedBytes != Long.MAX_VALUE) {
      text.append(TRUSTED_BYTES).append('=').append(trustedBytes).append('\n');
    }
    return text.toString();
  }

  private static long bytes(String text, String name, long unsaid) {
    try {
      Properties properties = new Properties();
      properties.load(new StringReader(text));
      String bytes = properties.getProperty(name);
      return bytes == null ? unsaid : Math.max(0, Long.parseLong(bytes));
    } catch (IOException | IllegalArgumentException unreadable) {
      return unsaid;
    }
  }
}
