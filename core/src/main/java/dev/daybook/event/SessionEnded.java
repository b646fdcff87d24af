package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * The end of a session, on purpose or not.
 *
 * @param reason the reason; null if it is not known
 */
public record SessionEnded(@Nullable EndReason reason) implements StandardEvent {

  /** Returns the end of a session whose work was done. */
  public static SessionEnded normally() {
    return new SessionEnded(EndReason.NORMAL);
  }
}
