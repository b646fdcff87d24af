package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A session ended, on purpose or not.
 *
 * @param reason why; null when nobody said
 */
public record SessionEnded(@Nullable EndReason reason) implements StandardEvent {

  /** A session that ended because its work was done. */
  public static SessionEnded normally() {
    return new SessionEnded(EndReason.NORMAL);
  }
}
