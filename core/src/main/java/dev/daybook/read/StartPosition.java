package dev.daybook.read;

/** The place in a session where a {@link Tail} or a {@link Subscription} begins. */
public sealed interface StartPosition {

  /**
   * The entry of that seq, or the first one behind it. Entries before it are not given, even if
   * they are yet to come.
   */
  record AtSeq(long seq) implements StartPosition {
    public AtSeq {
      checkNumber("seq", seq);
    }
  }

  /** That many of the last lines that there are. */
  record AtLast(long lines) implements StartPosition {
    public AtLast {
      checkNumber("lines", lines);
    }
  }

  /** Returns the session's beginning: all that there is comes, then what is recorded. */
  static StartPosition beginning() {
    return seq(0);
  }

  /** Returns the session's end: only what is recorded from now on comes. */
  static StartPosition end() {
    return last(0);
  }

  /** Returns the place of that seq. */
  static StartPosition seq(long seq) {
    return new AtSeq(seq);
  }

  /** Returns the place of that many of the lines that there are. */
  static StartPosition last(long lines) {
    return new AtLast(lines);
  }

  private static void checkNumber(String name, long number) {
    if (number < 0) {
      throw new IllegalArgumentException(name + " is negative: " + name + "=" + number);
    }
  }
}
