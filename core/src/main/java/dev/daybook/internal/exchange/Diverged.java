package dev.daybook.internal.exchange;

/** The discovery that a session has other entries than a source gives now. */
final class Diverged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Diverged() {
    super("the session has other entries than its source gives now", null, false, false);
  }
}
