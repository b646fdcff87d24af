package dev.daybook.internal.json.fast;

/**
 * The signal that a line cannot be read the short way and needs a parser, which finds it sound or
 * what is wrong with it. Without a stack, since it is only ever caught nearby.
 */
public final class NotPlain extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack
  static final NotPlain INSTANCE = new NotPlain();

  private NotPlain() {
    super("not plain", null, false, false);
  }
}
