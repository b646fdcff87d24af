package dev.daybook;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The failure to open or change a session that another writer has open for recording. The details
 * name that writer where it can be known.
 */
public final class SessionLockedException extends DaybookException {
  private static final long serialVersionUID = 1L;

  SessionLockedException(String reason, Map<String, Object> details, @Nullable Throwable cause) {
    super(Kind.SESSION_LOCKED, reason, details, cause);
  }
}
