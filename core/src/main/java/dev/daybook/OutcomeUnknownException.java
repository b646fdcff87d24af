package dev.daybook;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The end of a wait that was interrupted or ran out of time. The event is on its way and usually
 * becomes durable soon, so a caller looks before it records the event again.
 */
public final class OutcomeUnknownException extends DaybookException {
  private static final long serialVersionUID = 1L;

  OutcomeUnknownException(String reason, Map<String, Object> details, @Nullable Throwable cause) {
    super(Kind.OUTCOME_UNKNOWN, reason, details, cause);
  }
}
