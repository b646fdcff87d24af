package dev.daybook;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The failure to record events because there was no room for them. From a call that records it is
 * about that one event, which is not recorded and can be recorded again. From a sync or a close it
 * is about events that were recorded before and dropped under {@link Overflow#BLOCK_THEN_DROP}: the
 * detail {@code events} is their number, a {@code gap} entry counts them in their place, and all
 * others are as durable as the call promises. Where events are missing for other causes too,
 * {@code events} counts all of them, the detail {@code dropped} these, and the exception is of the
 * first cause's kind.
 */
public final class OverflowException extends DaybookException {
  private static final long serialVersionUID = 1L;

  OverflowException(String reason, Map<String, Object> details, @Nullable Throwable cause) {
    super(Kind.OVERFLOW, reason, details, cause);
  }
}
