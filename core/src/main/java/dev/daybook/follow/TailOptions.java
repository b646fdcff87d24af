package dev.daybook.follow;

/**
 * The beginning of a {@link Tail}, and its end. Immutable.
 *
 * @param from the kind of beginning
 * @param number the seq, or the number of lines, that {@code from} speaks of; else 0
 * @param isFollowing true if the tail goes on with what is written later; false if it ends where
 *     the file ended when it was first looked at
 * @param awaitsSession true if a session without a file is waited for; false if it is an error
 */
public record TailOptions(From from, long number, boolean isFollowing, boolean awaitsSession) {

  /** The kinds of beginning of a tail. */
  public enum From {
    /** The entry of a seq, or the first one behind it. */
    SEQ,
    /** The last lines that there are. */
    LAST,
  }

  public TailOptions {
    if (number < 0) {
      throw new IllegalArgumentException("number is negative: number=" + number);
    }
  }

  /** Returns options for all that there is, then what comes. */
  public static TailOptions fromBeginning() {
    return fromSeq(0);
  }

  /**
   * Returns options for that seq and later ones. Entries before it are not given, even if they are
   * yet to come.
   */
  public static TailOptions fromSeq(long seq) {
    return new TailOptions(From.SEQ, seq, true, false);
  }

  /** Returns options for so many of the lines that there are, then what comes. */
  public static TailOptions fromLast(long lines) {
    return new TailOptions(From.LAST, lines, true, false);
  }

  /** Returns options for what comes alone. */
  public static TailOptions fromEnd() {
    return fromLast(0);
  }

  /** Returns these options, with the tail ending where the file ends at first. */
  public TailOptions withoutFollowing() {
    return new TailOptions(from, number, false, awaitsSession);
  }

  /** Returns these options, with a session that has no file yet being waited for. */
  public TailOptions withSessionAwaited() {
    return new TailOptions(from, number, isFollowing, true);
  }
}
