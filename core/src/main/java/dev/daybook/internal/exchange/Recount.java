package dev.daybook.internal.exchange;

/** The discovery that a pass has to begin again, since fewer lines were imported before. */
final class Recount extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Recount() {
    super("fewer lines of the session were imported than its list says", null, false, false);
  }
}
