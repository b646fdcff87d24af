package dev.daybook;

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
    LockHolder holder = new NamedHolder(details());
    return holder.pid() == 0 && holder.host().isEmpty() ? Optional.empty() : Optional.of(holder);
  }

  /** A holder as the details name it. */
  private record NamedHolder(Map<String, Object> details) implements LockHolder {

    @Override
    public long pid() {
      return details.get("pid") instanceof Number pid ? pid.longValue() : 0;
    }

    @Override
    public String host() {
      return details.get("host") instanceof String host ? host : "";
    }

    @Override
    public Optional<Instant> processStart() {
      return time("processStart");
    }

    @Override
    public Optional<Instant> since() {
      return time("since");
    }

    private Optional<Instant> time(String name) {
      try {
        return Optional.of(Instant.parse(String.valueOf(details.get(name))));
      } catch (DateTimeParseException unknown) {
        return Optional.empty();
      }
    }

    /**
     * A holder whose host is named and whose start is not had no start to name: another process.
     */
    @Override
    public boolean isThisProcess() {
      ProcessHandle self = ProcessHandle.current();
      Optional<Instant> own = self.info().startInstant();
      Optional<Instant> start = processStart();
      return pid() == self.pid()
          && (own.isEmpty() || (start.isEmpty() ? host().isEmpty() : start.equals(own)));
    }
  }
}
