package dev.daybook.internal.search;

/** The search of a text that would cost more than a text may. */
final class GivenUpException extends Exception {

  private static final long serialVersionUID = 1L;

  GivenUpException() {
    super("the pattern takes too many steps, or too much stack", null, false, false);
  }
}
