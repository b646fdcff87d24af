package dev.daybook.internal.exchange;

import dev.daybook.event.SessionStarted;

/** The discovery that a source says more of its session's beginning than its head shows. */
final class StartedLate extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient SessionStarted started;

  StartedLate(SessionStarted started) {
    super("more is known of the session than the source's head shows", null, false, false);
    this.started = started;
  }

  SessionStarted started() {
    return started;
  }
}
