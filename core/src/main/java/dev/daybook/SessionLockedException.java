package dev.daybook;

import dev.daybook.internal.file.SessionHolder;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The failure to open or change a session that another writer has open for recording. It names that
 * writer where it can be known.
 */
public final class SessionLockedException extends DaybookException {
  private static final long serialVersionUID = 1L;

  SessionLockedException(String reason, Map<String, Object> details, @Nullable Throwable cause) {
    super(Kind.SESSION_LOCKED, reason, details, cause);
  }

  /** Returns the writer that has the session open; empty if it is not known. */
  public Optional<LockHolder> holder() {
    SessionHolder holder = new SessionHolder(
        details().get("pid") instanceof Number pid ? pid.longValue() : 0,
        details().get("host") instanceof String host ? host : "",
        time("processStart"),
        time("since"),
        "");
    return holder.isUnnamed() ? Optional.empty() : Optional.of(holder);
  }

  private Optional<Instant> time(String name) {
    try {
      return Optional.of(Instant.parse(String.valueOf(details().get(name))));
    } catch (DateTimeParseException unknown) {
      return Optional.empty();
    }
  }
}
