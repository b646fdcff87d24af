package dev.daybook;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The failure to find a session that must exist. */
public final class SessionNotFoundException extends DaybookException {
  private static final long serialVersionUID = 1L;

  SessionNotFoundException(String reason, Map<String, Object> details, @Nullable Throwable cause) {
    super(Kind.SESSION_NOT_FOUND, reason, details, cause);
  }
}
