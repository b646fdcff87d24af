package dev.daybook.session;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;

/**
 * What a lock's file says: who holds the lock, and how much of the session's file is in doubt
 * because a force failed. The latter outlives its holder, since whoever opens the file next, in any
 * process, is told by the kernel that all is well.
 *
 * @param holder who it is; {@link LockHolder#UNNAMED} for nobody
 * @param trustedBytes how many bytes from the session's beginning are known to be on the device;
 *     {@link Long#MAX_VALUE} if no force failed
 */
record LockText(LockHolder holder, long trustedBytes) {

  private static final String TRUSTED_BYTES = "trusted_bytes";

  /** What was said; a part that is not there or makes no sense was not. */
  static LockText of(String text) {
    return new LockText(LockHolder.of(text), trustedBytes(text));
  }

  /** Empty if nothing is to be said. */
  String text() {
    String who = holder.equals(LockHolder.UNNAMED) ? "" : holder.text();
    return trustedBytes == Long.MAX_VALUE ? who : who + TRUSTED_BYTES + "=" + trustedBytes + "\n";
  }

  private static long trustedBytes(String text) {
    try {
      Properties properties = new Properties();
      properties.load(new StringReader(text));
      String bytes = properties.getProperty(TRUSTED_BYTES);
      return bytes == null ? Long.MAX_VALUE : Math.max(0, Long.parseLong(bytes));
    } catch (IOException | IllegalArgumentException unreadable) {
      return Long.MAX_VALUE;
    }
  }
}
