package dev.daybook;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The failure to record an event because there was no room for it: it is not recorded, and can be
 * recorded again.
 */
public final class OverflowException extends DaybookException {
  private static final long serialVersionUID = 1L;

  OverflowException(String reason, Map<String, Object> details, @Nullable Throwable cause) {
    super(Kind.OVERFLOW, reason, details, cause);
  }
}
