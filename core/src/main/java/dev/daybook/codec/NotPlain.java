package dev.daybook.codec;

/**
 * Says that a line cannot be read the short way: it needs a parser, which knows whether it is sound
 * and else what is wrong with it. Without a stack, since it is only ever caught nearby.
 */
final class NotPlain extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("StaticAssignmentOfThrowable") // it tells nothing of where it was thrown
  static final NotPlain INSTANCE = new NotPlain();

  private NotPlain() {
    super("not plain", null, false, false);
  }
}
